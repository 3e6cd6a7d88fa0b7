"""How a line goes wrong between what a custodian is told and what it writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sim.custody.booking import Booking, Standing

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One line that will go wrong. `quantity` is what is booked instead; None: nothing is.

    It waits from `first` for a line of its client and tranche (of `only` so many units, where
    given), until the day it would be put right.
    """

    custodian: str
    client: str
    tranche: str
    first: date
    resolved: date | None
    quantity: int | None = None
    only: int | None = None

    def strikes(self, line: Booking, day: date) -> bool:
        """Whether a line told on a day is the one that goes wrong."""
        if (line.book, line.holder, line.tranche) != (self.custodian, self.client, self.tranche):
            return False
        if line.units == 0 or self.only not in (None, abs(line.units)):
            return False
        if self.quantity == abs(line.units):
            return False
        return self.first <= day and (self.resolved is None or day < self.resolved)

    def written(self, line: Booking) -> Booking | None:
        """What the custodian writes instead of what it was told; None: nothing."""
        if self.quantity is None:
            return None
        sign = 1 if line.units > 0 else -1
        return replace(line, units=sign * self.quantity)

    def correction(self, told: Booking, at: int) -> Booking:
        """The line that puts it right: what is missing, or takes back what is too much."""
        wrote = self.written(told)
        return replace(
            told,
            at=at,
            units=told.units - (wrote.units if wrote else 0),
            amount=told.amount - (wrote.amount if wrote else 0),
            standing=Standing.CORRECTED,
        )
