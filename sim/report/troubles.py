"""What the summary says of defaults and votes: a line each, and who voted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.ledger.rows import CorporateActionRow
from sim.report.wording import day_told, money_told, units_told

__all__ = ["is_trouble", "troubles", "votes"]

_DEFAULTS = {"DFLT": "event of default on {action}", "ACCL": "everything due at once"}
_VOTES = {"CONS": "vote {action}", "EXTM": "vote {action}, a longer life"}


def is_trouble(row: CorporateActionRow) -> bool:
    """Whether a row tells of a default or a vote, and of no payment."""
    return row.event in _DEFAULTS or row.event in _VOTES


def troubles(rows: Sequence[CorporateActionRow]) -> Iterator[str]:
    """Nothing where no default was declared."""
    due = {row.action_id: row for row in rows if not row.holder and not is_trouble(row)}
    for row in rows:
        if row.event not in _DEFAULTS:
            continue
        what = _DEFAULTS[row.event].format(action=row.action_id)
        if row.event == "DFLT" and (missed := due.get(row.action_id)):
            what = f"{what}, {missed.event} of {day_told(missed.payment_date)}"
        each = row.amount_per_unit
        a_unit = "" if each is None else f", {money_told(each, row.currency)} a unit"
        yield f"{day_told(row.due_date)} {row.event} {row.status}: {what}{a_unit}" + (
            _recovered(row, rows) if row.status == "RECOVERING" else ""
        )


def votes(rows: Sequence[CorporateActionRow]) -> Iterator[str]:
    """What became of each, and who voted how; nothing where none was called."""
    cast = [row for row in rows if row.event in _VOTES and row.holder]
    for row in rows:
        if row.event not in _VOTES:
            continue
        if row.holder:
            yield f"{row.holder}: {row.status}, {units_told(row.units)}"
            continue
        against = sum(
            one.units or 0
            for one in cast
            if (one.action_id, one.status) == (row.action_id, "AGAINST")
        )
        what = _VOTES[row.event].format(action=row.action_id)
        told = f"{units_told(row.units)} in favour, {against:,} against"
        counted = "" if row.units is None else f": {told}, held on {day_told(row.record_date)}"
        yield f"{day_told(row.due_date)} {row.event} {row.status}: {what}{counted}"


def _recovered(claim: CorporateActionRow, rows: Sequence[CorporateActionRow]) -> str:
    """What instalments have paid of a claim, so that a reader sees what is still owed."""
    paid = sum(
        row.amount_per_unit or 0
        for row in rows
        if (row.event, row.tranche, row.holder, row.status) == ("LIQU", claim.tranche, "", "PAID")
    )
    return f", {money_told(paid, claim.currency)} of it recovered" if paid else ""
