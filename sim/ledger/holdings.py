"""Who held what when each record date closed: the rights that payments must follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sim.chain.logs import Log, Transfer
from sim.ledger.deal import Deal, Tranche
from sim.ledger.inputs import ZERO, Address

__all__ = ["RecordHoldings", "move", "record_holdings"]

RecordHoldings: TypeAlias = Mapping[tuple[Address, int], Mapping[Address, int]]
"""Units by holder, by bond and number of the interest period; holders of nothing are left out."""


def record_holdings(logs: Iterable[Log], deal: Deal) -> RecordHoldings:
    """Settled units at each record date's close, from movements strictly before it.

    Periods whose record date the logs do not reach show the holdings at the end of the logs.
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
        struck.update({(address, number): held for number, held in enumerate(book.struck)})
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
        self.struck: list[Mapping[Address, int]] = []
        self._record_ats = [period.record_at for period in tranche.periods]
        self.next_record_at = self._record_ats[0]

    def strike(self, at: int | None) -> None:
        """Keep the holdings for every record date closed by `at`, or for all that are left."""
        held = {holder: units for holder, units in self.units.items() if units}
        while len(self.struck) < len(self._record_ats) and (
            at is None or self._record_ats[len(self.struck)] <= at
        ):
            self.struck.append(held)
        left = len(self.struck) < len(self._record_ats)
        self.next_record_at = self._record_ats[len(self.struck)] if left else 2**64
