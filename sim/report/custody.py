"""What happened behind the chain, for the summary: who holds for whom, and every break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sim.ledger import Ledgers
from sim.ledger.recon.custody import LAW, OPEN, RESOLVED, is_total
from sim.ledger.rows import BookingRow, ReconRow
from sim.model import Break, Scenario
from sim.report.wording import counted, thousands_apart, units_told
from sim.schedule import local_date, zone
from sim.units import date_of

__all__ = ["breaks", "holding_through", "trades_within"]

_VOTES: Final = {"CFOR": "in favour", "CAGS": "against"}


def holding_through(scenario: Scenario, ledgers: Ledgers) -> Iterator[str]:
    """A line a nominee, one for each thing a custodian declined, and one for each split vote."""
    lines = ledgers["bookings"].rows if "bookings" in ledgers.tables else ()
    behind = {party.name: party.behind for party in scenario.parties if party.behind}
    booked = (row for row in lines if row.book in behind and row.status != "REFUSED")
    held = {(row.book, row.holder) for row in booked if row.units}
    clients = Counter(book for book, holder in held if book != holder)
    for nominee in dict.fromkeys(behind.values()):
        told = [f"{name} ({clients[name]})" for name in behind if behind[name] == nominee]
        yield f"{nominee} holds for {' and '.join(told)}: custodians, and how many clients of each"
    yield from _declined(scenario, lines)
    yield from _votes(lines, frozenset(behind.values()))
    yield from _puts(lines, frozenset(behind.values()))


def trades_within(scenario: Scenario, ledgers: Ledgers) -> int:
    """Trades drawn from the seed that a nominee settled in its own book: both sides its clients."""
    lines = ledgers["bookings"].rows if "bookings" in ledgers.tables else ()
    drawn = frozenset(scenario.book.names() if scenario.book else ())
    sides: dict[str, set[str]] = {}
    for row in lines:
        if row.purpose == "TRAD" and row.reference.startswith("B") and row.holder in drawn:
            sides.setdefault(row.reference, set()).add(row.holder)
    return sum(len(both) > 1 for both in sides.values())


def breaks(scenario: Scenario, ledgers: Ledgers) -> Iterator[str]:
    """A line a break, as the books were found to differ; and what was to go wrong and did not."""
    rows = [
        row for row in ledgers["recon"].rows if row.law == LAW and row.status in (OPEN, RESOLVED)
    ]
    named = [row for row in rows if not is_total(row)]
    found: dict[tuple[str, ...], list[ReconRow]] = {}
    for row in named:
        found.setdefault((row.scope, row.book_a, row.book_b), []).append(row)
    for told in found.values():
        yield _break(told)
    for event in scenario.events:
        if isinstance(event, Break) and not any(_is_of(event, row) for row in named):
            what = f"{event.fault} of {event.client} at {event.custodian}"
            yield f"{event.date} {what} did not happen: no booking of that kind came"


def _declined(scenario: Scenario, lines: Sequence[BookingRow]) -> Iterator[str]:
    where = zone(scenario.time_zone)
    for row in lines:
        if row.status == "REFUSED":
            day = local_date(row.at or 0, where)
            yield f"{day} {row.book} {_refusal(row)}"


def _refusal(row: BookingRow) -> str:
    if row.purpose in _VOTES:
        return f"passed on no vote of {row.holder} on {row.reference}"
    if row.purpose == "BPUT":
        units = f"{units_told(row.units or 0, row.tranche)} of {row.holder}"
        return f"passed on no election of {units} for {row.reference}"
    units = units_told(-(row.units or 0), row.tranche)
    return f"declined to deliver {units} of {row.holder}: more than its book has free"


def _votes(lines: Sequence[BookingRow], nominees: frozenset[str | None]) -> Iterator[str]:
    """A line a nominee and proposal: how it voted, and for how many clients."""
    told: dict[tuple[str, str], list[BookingRow]] = {}
    for row in lines:
        if row.status == "INSTRUCTED" and row.purpose in _VOTES and row.book in nominees:
            told.setdefault((row.reference, row.book), []).append(row)
    for (reference, nominee), rows in told.items():
        ways = (
            f"{units} {way}"
            for purpose, way in _VOTES.items()
            if (units := sum(row.units or 0 for row in rows if row.purpose == purpose))
        )
        clients = "1 client" if len(rows) == 1 else f"{len(rows)} clients"
        yield f"{reference} {nominee} votes {' and '.join(ways)}, as {clients} told it"


def _puts(lines: Sequence[BookingRow], nominees: frozenset[str | None]) -> Iterator[str]:
    """A line a nominee and put: how many units it elected in the end, and for how many clients."""
    told: dict[tuple[str, str, str], dict[str, int]] = {}
    for row in lines:
        if row.status == "INSTRUCTED" and row.purpose == "BPUT" and row.book in nominees:
            key = row.reference, row.tranche, row.book
            told.setdefault(key, {})[row.account] = row.units or 0
    for (reference, tranche, nominee), units in told.items():
        count = sum(1 for each in units.values() if each)
        clients = "1 client" if count == 1 else f"{count} clients"
        elected = units_told(sum(units.values()), tranche)
        yield f"{reference} {nominee} elects {elected}, as {clients} told it"


def _break(told: Sequence[ReconRow]) -> str:
    first, last = told[0], told[-1]
    days = counted(last.age_days or 0, "business day")
    ours, theirs = thousands_apart(first.value_a), thousands_apart(first.value_b)
    said = (
        f"{date_of(first.as_of or 0)} {first.break_type} {first.scope}: {ours} in "
        f"{first.book_a}, {theirs} in {first.book_b}"
    )
    if last.status == RESOLVED:
        return f"{said}; resolved {date_of(last.as_of or 0)} after {days}"
    return f"{said}; STILL OPEN after {days}"


def _is_of(event: Break, row: ReconRow) -> bool:
    """Whether a break that was found can be this event's: what it is about, and when."""
    about = row.scope.split()[0], row.scope.split()[-1], row.book_b
    day = date_of(row.as_of or 0)
    return (
        about == (event.tranche, event.client, event.custodian)
        and row.status == OPEN
        and event.date <= day < (event.resolved or date.max)
    )
