"""A bond taxed by jurisdiction to which a coupon goes missing: cured, or recovered.

100 units of HKD 500,000 at 4.05 % ACT/365F, monthly from 16 February to 16 May 2023; default
interest 6 %. Alder of Hong Kong is taxed nothing, dune of Singapore an eighth, elm of Britain a
fifth. The first coupon, of 28 days, is missed.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from sim.ledger import Ledgers
from sim.model import Scenario, parse
from sim.run import Run
from sim.schedule import RUN_RULES
from tests.golden.figures import UNIT_FACE, half_up
from tests.runs import ENGINE, play
from tests.scenarios import event, newcomer, order, party, trade, tranche, written

OF = {"tranche": "HKD"}
PARTIES = (
    party("dune", jurisdiction="SG"),
    party("elm", jurisdiction="GB"),
    newcomer("elm-again"),
    newcomer("tax-office"),
    newcomer("trustee-co", "trustee"),
    order("alder", 50),
    order("dune", 30),
    order("elm", 20),
)
TAX = """
[[tranche.tax]]
jurisdiction = "SG"
rate = 12.5

[[tranche.tax]]
jurisdiction = "GB"
rate = {elms_rate}

[tranche.default]
grace_days = 2
default_rate = 6
waterfall = "{waterfall}"
"""
MONTHLY = """
[tranche.coupon]
kind = "fixed"
rate = 4.05
frequency = 12
day_count = "ACT/365F"
"""
MISS = event("miss", date(2023, 3, 16), **OF)
CURED = (MISS, event("cure", date(2023, 3, 20), **OF))
#: What is recovered: a part, with costs, and after that all that is left.
FIRST_MONEY, COSTS, SECOND_MONEY = 300_000, 50_000, 49_938_630
RECOVERED = (
    MISS,
    event("declare_default", date(2023, 3, 21), by="alder", **OF),
    event("accelerate", date(2023, 3, 22), **OF),
    trade(date(2023, 3, 23), "dune", "elm", 4, price=40),
    event("freeze", date(2023, 4, 17), party="dune"),
    event(
        "recover",
        date(2023, 4, 18),
        record=date(2023, 4, 17),
        amount=FIRST_MONEY,
        costs=COSTS,
        **OF,
    ),
    event("unfreeze", date(2023, 4, 20), party="dune"),
    event("claim_withheld", date(2023, 4, 21), party="dune", **OF),
    event("replace_account", date(2023, 5, 10), lost="elm", replacement="elm-again"),
    event("recover", date(2023, 5, 10), record=date(2023, 5, 9), amount=SECOND_MONEY, **OF),
)


def scenario(
    *story: str, waterfall: str = "pari_passu", elms_rate: int = 20, **terms: object
) -> Scenario:
    """The file, as somebody would write it, read with every rule of a run."""
    more = MONTHLY + TAX.format(waterfall=waterfall, elms_rate=elms_rate)
    bond = tranche(more, maturity=date(2023, 5, 16), tax_account="tax-office", **terms)
    text = written(*PARTIES, *story, tranches=(bond,), end=date(2023, 5, 19))
    offered = text.replace('jurisdictions = ["HK"]', 'jurisdictions = ["HK", "SG", "GB"]')
    return parse(offered, "taxed.toml", None, RUN_RULES)


WATERFALLS = ["interest_first", "principal_first", "pari_passu"]


@cache
def cured(rounding_basis: str = "calculation_amount") -> Run:
    return play(scenario(*CURED, rounding_basis=rounding_basis))


@cache
def recovered(waterfall: str, engine: str = ENGINE) -> Run:
    return play(scenario(*RECOVERED, waterfall=waterfall), engine)


def parts(ledgers: Ledgers, action: str) -> dict[str, tuple[int, int, int]]:
    """Gross, tax and net by holder."""
    rows = [r for r in ledgers["corporate_actions"] if r.holder and r.action_id == action]
    return {row.holder: (row.gross, row.tax, row.net) for row in rows}


def due(gross: int, interest: int, part: Fraction) -> tuple[int, int, int]:
    tax = half_up(interest * part)
    return gross, tax, gross - tax


EIGHTH, FIFTH = Fraction(1, 8), Fraction(1, 5)
COUPON = half_up(Fraction(UNIT_FACE * 405 * 28, 10_000 * 365))
SIX_DAYS = half_up(Fraction(UNIT_FACE * 405 * 6, 10_000 * 365))
INTEREST = COUPON + SIX_DAYS


def office(ledgers: Ledgers) -> int:
    rows = [row for row in ledgers["cash"] if (row.account, row.purpose) == ("tax-office", "TAXS")]
    assert all(row.debit is None for row in rows)
    return sum(row.credit for row in rows)
