"""What happened behind the chain, for the summary: who holds for whom, and every break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sim.ledger import Ledgers
from sim.ledger.recon.custody import LAW, OPEN, RESOLVED, is_total
from sim.ledger.rows import BookingRow, ReconRow
from sim.model import Break, Scenario
from sim.schedule import local_date, zone
from sim.units import date_of

__all__ = ["breaks", "holding_through", "trades_within"]


def holding_through(scenario: Scenario, ledgers: Ledgers) -> Iterator[str]:
    """A line a nominee, and one for each delivery that a custodian declined."""
    lines = ledgers["bookings"].rows if "bookings" in ledgers.tables else ()
    behind = {party.name: party.behind for party in scenario.parties if party.behind}
    held = {(row.book, row.holder) for row in lines if row.book in behind and row.units}
    clients = Counter(book for book, holder in held if book != holder)
    for nominee in dict.fromkeys(behind.values()):
        told = [f"{name} ({clients[name]})" for name in behind if behind[name] == nominee]
        yield f"{nominee} holds for {' and '.join(told)}: custodians, and how many clients of each"
    yield from _declined(scenario, lines)


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
            yield (
                f"{day} {row.book} declined to deliver {-(row.units or 0)} {row.tranche} units of "
                f"{row.holder}: more than its book has free"
            )


def _break(told: Sequence[ReconRow]) -> str:
    first, last = told[0], told[-1]
    days = "1 business day" if last.age_days == 1 else f"{last.age_days} business days"
    said = (
        f"{date_of(first.as_of or 0)} {first.break_type} {first.scope}: {first.value_a} in "
        f"{first.book_a}, {first.value_b} in {first.book_b}"
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
