"""`positions` in the books of nominees and custodians, from what they booked and nothing else.

Days, and when everyone is shown, are those of the positions on chain. A correction counts on the
day it was made. What is locked, frozen or pending is not in these books: those columns are empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from sim.custody import Booking
from sim.ledger.deal import Deal
from sim.ledger.inputs import AccountType, LedgerInputs
from sim.ledger.rows import PositionRow
from sim.ledger.statements.positions import Closings

__all__ = ["client_positions"]

_Key: TypeAlias = tuple[str, str, str]
"""A tranche, the book, and the holder in it."""


def client_positions(inputs: LedgerInputs, deal: Deal) -> Iterator[PositionRow]:
    """Rows by day, then in the order in which holders were first booked."""
    books = _Books(inputs, deal)
    closings = Closings(deal, inputs.last_day)
    for line in inputs.bookings:
        if line.counts and line.units:
            for close, everyone in closings.before(deal.booked[line.at]):
                yield from books.close(close, {deal.tranches[bond].code for bond in everyone})
            books.take(line)
    for close, everyone in closings.before(inputs.last_day + 1):
        yield from books.close(close, {deal.tranches[bond].code for bond in everyone})


class _Holding:
    """One holder's units, and the day's flows, which begin at zero after each close."""

    def __init__(self) -> None:
        self.units = 0
        self.begin_day()

    def begin_day(self) -> None:
        self.opening = self.units
        self.issued = self.received = self.delivered = self.redeemed = 0
        self.moved = False

    def take(self, line: Booking) -> None:
        self.units += line.units
        self.moved = True
        if line.purpose == "ISSU":
            self.issued += line.units
        elif line.purpose == "PRIN":
            self.redeemed -= line.units
        elif line.units > 0:
            self.received += line.units
        else:
            self.delivered -= line.units


class _Books:
    """Holdings of every book while lines are read."""

    def __init__(self, inputs: LedgerInputs, deal: Deal) -> None:
        self._custodians = inputs.tiers.custodians
        self._tranches = {found.code: found for found in deal.tranches.values()}
        self._held: dict[_Key, _Holding] = {}

    def take(self, line: Booking) -> None:
        key = line.tranche, line.book, line.holder
        self._held.setdefault(key, _Holding()).take(line)

    def close(self, day: int, everyone: set[str]) -> Iterator[PositionRow]:
        """Statements of the holders that moved, and of every holder of the tranches named."""
        for key, held in self._held.items():
            if held.moved or (held.units and key[0] in everyone):
                yield self._row(day, key, held)
            held.begin_day()

    def _row(self, day: int, key: _Key, held: _Holding) -> PositionRow:
        code, book, holder = key
        tranche = self._tranches[code]
        for_others = book not in self._custodians
        return PositionRow(
            as_of=day,
            holder=holder,
            account_type=(AccountType.NOMINEE if for_others else AccountType.CLIENT).value,
            book=book,
            tranche=code,
            isin=tranche.isin,
            opening=held.opening,
            issued=held.issued,
            received=held.received,
            delivered=held.delivered,
            redeemed=held.redeemed,
            closing=held.units,
            locked=None,
            frozen=None,
            available=None,
            pending_in=None,
            pending_out=None,
            face=tranche.face_held(held.units, day),
            block=None,
            tx_index=None,
            log_index=None,
        )
