"""Small scenarios that tests write in a few words: one month, one coupon, a handful of parties.

Terms: 100 units of HKD 500,000 at 4.05 % ACT/365F, at least 2 a holder; priced Wednesday 15
February 2023, issued on the 16th, the only coupon and the principal due on 16 March, record date
the 15th, ex-date the 14th. Unless a test writes orders or a book, three funds hold 50, 30 and 20.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sim.model import Scenario, parse

UNIT_FACE = 500_000_00
UNITS = 100
MINIMUM_UNITS = 2

_HEAD = {
    "name": "small",
    "title": "A small deal",
    "summary": "One tranche for one month",
    "seed": 7,
    "time_zone": "Asia/Hong_Kong",
    "start": date(2023, 2, 14),
    "end": date(2023, 3, 17),
}

_TERMS = {
    "code": "HKD",
    "currency": "HKD",
    "rails": ["cbdc"],
    "size": UNITS * 500_000,
    "calculation_amount": 500_000,
    "minimum_denomination": MINIMUM_UNITS * 500_000,
    "issue_price": 100,
    "yield": Decimal("4.05"),
    "priced": date(2023, 2, 15),
    "issued": date(2023, 2, 16),
    "maturity": date(2023, 3, 16),
}

#: Coupons, monthly.
FIXED = """
[tranche.coupon]
kind = "fixed"
rate = 4.05
frequency = 12
day_count = "ACT/365F"
"""

FLOATING = """
[tranche.coupon]
kind = "floating"
reference = "HIBOR 1M"
spread = 0.5
initial_rate = 3
fixing_days = 2
frequency = 12
day_count = "ACT/365F"
"""

_OFFER = """
[offer]
lead_arranger = "bank"
classes = ["institution"]
jurisdictions = ["HK"]
"""


def small(*tables: str, tranches: tuple[str, ...] = (), **head: object) -> Scenario:
    """The small deal with more tables; `head` replaces what stands at the top of the file."""
    return parse(written(*tables, tranches=tranches, **head), "small.toml")


def written(*tables: str, tranches: tuple[str, ...] = (), **head: object) -> str:
    """The text of the small deal."""
    parts = [*(tranches or (tranche(),)), _OFFER, *_PARTIES, *_RAILS, *tables]
    if not any(text.startswith(("[[order]]", "[book]")) for text in tables):
        parts += _ORDERS
    return "\n".join([_lines({**_HEAD, **head}), *parts])


def tranche(coupon: str = FIXED, **terms: object) -> str:
    """The tranche, with other terms where given (`yield_` for the yield)."""
    return _table("[[tranche]]", {**_TERMS, **_keys(terms)}) + coupon


def party(name: str, **values: object) -> str:
    """One more party, an admitted institution of Hong Kong unless told otherwise."""
    standing = {"class": "institution", "jurisdiction": "HK", "kyc_expiry": date(2026, 12, 31)}
    return _table("[[party]]", {"name": name, "title": name, **standing, **_keys(values)})


def newcomer(name: str, *roles: str) -> str:
    """One more party that is no investor; without roles it may take a lost account's place."""
    return _plain_party(name, *roles)


def order(investor: str, units: int, **values: object) -> str:
    """A written order, at re-offer as the book opens unless told otherwise."""
    told = {"investor": investor, "tranche": "HKD", "units": units, **values}
    return _table("[[order]]", told)


def book(**values: object) -> str:
    """A drawn book of twelve investors, twice covered, open for a day and a half."""
    told = {
        "synthetic": True,
        "investors": 12,
        "cover": 2,
        "share_at_reoffer": 60,
        "limit_low": Decimal("3.90"),
        "limit_high": Decimal("4.20"),
        "opens": datetime(2023, 2, 14, 9),
        "closes": datetime(2023, 2, 15, 15),
    }
    return _table("[book]", told | values)


def trading(**values: object) -> str:
    """Thirty drawn trades in the three weeks after the issue."""
    told = {
        "synthetic": True,
        "trades": 30,
        "from": date(2023, 2, 17),
        "until": date(2023, 3, 10),
        "price_low": Decimal("99.50"),
        "price_high": Decimal("100.50"),
        "largest": 6,
    }
    return _table("[trading]", {**told, **_keys(values)})


def event(kind: str, day: date, **values: object) -> str:
    """An event of the story; `from_` stands for the key `from`."""
    return _table("[[event]]", {"kind": kind, "date": day, **_keys(values)})


def trade(day: date, seller: str, buyer: str, units: int, **values: object) -> str:
    """A trade at par unless told otherwise."""
    told = {"seller": seller, "buyer": buyer, "units": units, "tranche": "HKD", "price": 100}
    return event("trade", day, **{**told, **values})


def payment_system(operator: str = "clearing-house", role: str = "rail operator") -> str:
    """Money outside the chain, and who operates it."""
    told = {"kind": "rtgs", "currency": "HKD", "title": "A payment system", "issuer": operator}
    return _table("[[rail]]", told) + _plain_party(operator, role)


def off_chain(*tables: str, rails: tuple[str, ...] = ("rtgs", "cbdc"), **head: object) -> Scenario:
    """The small deal paid in the payment system or in central bank money.

    Birch pays for its units in central bank money; alder sells it four units, for which birch is
    two days late, and sells cedar four on either rail.
    """
    first, second = date(2023, 2, 17), date(2023, 2, 20)
    late = {"short_of": "cash", "until": date(2023, 2, 23)}
    return small(
        payment_system(),
        order("alder", 50),
        order("birch", 30, rail="cbdc"),
        order("cedar", 20),
        trade(first, "alder", "birch", 4, **late),
        trade(second, "alder", "cedar", 4),
        trade(second, "alder", "cedar", 4, rail="cbdc"),
        *tables,
        tranches=(tranche(rails=list(rails)),),
        **head,
    )


def _table(heading: str, values: dict[str, object]) -> str:
    return f"{heading}\n{_lines(values)}"


def _lines(values: dict[str, object]) -> str:
    return "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)


def _keys(values: dict[str, object]) -> dict[str, object]:
    return {key.removesuffix("_"): value for key, value in values.items()}


def _plain_party(name: str, *roles: str) -> str:
    return _table("[[party]]", {"name": name, "title": name, "roles": roles})


_PARTIES = (
    _plain_party("treasury", "issuer"),
    _plain_party("hkma", "central bank"),
    _plain_party("depository", "settlement agent"),
    party("bank", roles=["arranger", "registrar", "paying agent"]),
    party("alder"),
    party("birch"),
    party("cedar"),
    party("outsider", admitted=False),
    party("person", class_="retail"),
    _plain_party("coin-maker", "cash issuer"),
    _plain_party("coin-auditor", "reserve auditor"),
    _plain_party("coin-keeper", "custodian"),
)

_RAILS = (
    _table(
        "[[rail]]",
        {"kind": "cbdc", "currency": "HKD", "title": "Central bank money", "issuer": "hkma"},
    ),
    _table(
        "[[rail]]",
        {
            "kind": "stablecoin",
            "currency": "HKD",
            "title": "A coin",
            "issuer": "coin-maker",
            "auditor": "coin-auditor",
            "custodian": "coin-keeper",
        },
    ),
)

_ORDERS = (order("alder", 50), order("birch", 30), order("cedar", 20))
