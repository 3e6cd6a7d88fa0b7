"""`recon`: books compared at every close, with the chain where it was read, else with each other.

Each business day with movement: the accounts that moved, and the totals. The last day: everything,
and there the chain must have been read. A break's age is counted in business days from the first
close that showed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.ledger.deal import Deal
from sim.ledger.entries import Entries
from sim.ledger.inputs import LedgerInputs
from sim.ledger.recon.compare import Comparisons
from sim.ledger.recon.state import Books, add_books, chain_by_day
from sim.ledger.rows import CashRow, JournalRow, PositionRow, ReconRow, SettlementRow

__all__ = ["recon", "verdict_row"]


def recon(
    inputs: LedgerInputs,
    deal: Deal,
    read: Entries,
    settlement: Sequence[SettlementRow],
    positions: Sequence[PositionRow],
    cash: Sequence[CashRow],
    journal: Sequence[JournalRow],
) -> Iterator[ReconRow]:
    """Rows by day: totals first, then accounts."""
    books = Books(deal)
    compare = Comparisons(inputs, deal, books)
    days = chain_by_day(inputs.balances, deal)
    add_books(days, deal, read, settlement, positions, cash, journal, inputs.last_day)
    for number in sorted(days):
        books.roll(days[number])
        yield from compare.close(number, days[number])


def verdict_row(day: int, law: str, checked: int, breaches: int) -> ReconRow:
    """The last word of a law: how often it was tried, and how often it held."""
    held = max(0, checked - breaches)
    return ReconRow(
        as_of=day,
        law=law,
        scope="every case",
        book_a="LEDGER",
        book_b="law",
        value_a=str(checked),
        value_b=str(held),
        difference=str(checked - held),
        break_type="STATUS" if breaches else "",
        age_days=0,
        status="BREAK" if breaches else "OK",
    )
