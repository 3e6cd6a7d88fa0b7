"""Who held what when each record date closed: the rights that payments must follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sim.chain.logs import Log, Transfer
from sim.ledger.deal import Deal, Tranche
from sim.ledger.inputs import ZERO, Address

__all__ = ["RecordHoldings", "move", "record_holdings"]

RecordHoldings: TypeAlias = Mapping[tuple[Address, int], Mapping[Address, int]]
"""Units by holder, by bond and instant of the close; holders of nothing are left out."""


def record_holdings(logs: Iterable[Log], deal: Deal) -> RecordHoldings:
    """Settled units at each record date's close, from movements strictly before it.

    Record dates the logs do not reach show the holdings at the end of the logs.
    """
    books = {address: _Book(tranche) for address, tranche in deal.tranches.items()}
    for log in logs:
        if type(log) is Transfer:
            book = books.get(log.address)
            if book is not None:
                if log.at >= book.next_record_at:
                    book.strike(log.at)
                move(book.units, log)
    struck: dict[tuple[Address, int], Mapping[Address, int]] = {}
    for address, book in books.items():
        book.strike(None)
        struck.update({(address, at): held for at, held in book.struck.items()})
    return struck


def move(units: dict[Address, int], log: Transfer) -> None:
    """Apply one movement to holdings; the zero address holds nothing."""
    if log.from_ != ZERO:
        units[log.from_] = units.get(log.from_, 0) - log.value
    if log.to != ZERO:
        units[log.to] = units.get(log.to, 0) + log.value


class _Book:
    """Holdings of one tranche while logs are read."""

    def __init__(self, tranche: Tranche) -> None:
        self.units: dict[Address, int] = {}
        self.struck: dict[int, Mapping[Address, int]] = {}
        self._ahead = sorted(tranche.record_ats, reverse=True)
        self.next_record_at = self._ahead[-1]

    def strike(self, at: int | None) -> None:
        """Keep the holdings for every record date closed by `at`, or for all that are left."""
        held = {holder: units for holder, units in self.units.items() if units}
        while self._ahead and (at is None or self._ahead[-1] <= at):
            self.struck[self._ahead.pop()] = held
        self.next_record_at = self._ahead[-1] if self._ahead else 2**64
