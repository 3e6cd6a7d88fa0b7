"""Tables of options for the small deal."""

from __future__ import annotations

from datetime import date

from tests.scenarios import event


def choice(kind: str, **values: object) -> str:
    """A table of a tranche: at par, unless told otherwise."""
    dated = kind in ("call", "put", "partial_call")
    heading = f"[[tranche.{kind}]]" if dated else f"[tranche.{kind}]"
    told = {"price": 100, "notice": 5, **values}
    if kind == "clean_up_call":
        told.setdefault("threshold", 10)
    if kind == "partial_call":
        told = {"share": 25, **told}
        del told["price"]
    return f"\n{heading}\n" + "".join(f"{key} = {value}\n" for key, value in told.items())


def may_tap(**values: object) -> str:
    """A table of a tranche: in March up to fifty units may be added."""
    told = {"from": date(2023, 3, 1), "until": date(2023, 3, 31), "units": 50, **values}
    return "\n[[tranche.tap]]\n" + "".join(f"{key} = {value}\n" for key, value in told.items())


def tap(day: date = date(2023, 3, 20), *orders: str, **values: object) -> str:
    """An event: twenty units at par, priced the next day and settled two days after that."""
    told = {
        "tranche": "HKD",
        "units": 20,
        "price": 100,
        "yield": 4,
        "priced": date(2023, 3, 21),
        "settles": date(2023, 3, 23),
        **values,
    }
    return event("tap", day, **told) + "".join(orders or (bid("cedar", 20),))


def bid(investor: str, units: int, more: str = "") -> str:
    """An order of the tap before it."""
    return f'\n[[event.order]]\ninvestor = "{investor}"\nunits = {units}\n{more}'
