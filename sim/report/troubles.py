"""What the summary says of defaults and votes: one line each, and who voted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sim.ledger.rows import CorporateActionRow
from sim.units import date_of, money_text

__all__ = ["is_trouble", "troubles"]

_EVENTS = {
    "DFLT": "event of default on {action}",
    "ACCL": "everything due at once",
    "CONS": "vote {action}",
    "EXTM": "vote {action}, a longer life",
}


def is_trouble(row: CorporateActionRow) -> bool:
    """Whether a row tells of a default or a vote, and of no payment."""
    return row.event in _EVENTS


def troubles(rows: Sequence[CorporateActionRow]) -> Iterator[str]:
    """Nothing where no default was declared and no vote was called."""
    for row in filter(is_trouble, rows):
        if row.holder:
            yield f"{row.holder}: {row.status}, {row.units} units"
            continue
        what = _EVENTS[row.event].format(action=row.action_id)
        day = date_of(row.due_date) if row.due_date is not None else ""
        yield f"{day} {row.event} {row.status}: {what}{_more(row)}"


def _more(row: CorporateActionRow) -> str:
    if row.amount_per_unit is not None:
        amount = Decimal(money_text(row.amount_per_unit, row.currency))
        return f", {row.currency} {amount:,} a unit"
    return "" if row.units is None else f", {row.units} units in favour"
