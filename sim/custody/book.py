"""A keeper's own book: lines in the order they were written, and what they come to."""

from __future__ import annotations

from collections import defaultdict

from sim.custody.booking import Booking

__all__ = ["KeptBook"]


class KeptBook:
    """What one keeper wrote down. It knows nothing of other books, nor of a chain."""

    def __init__(self, keeper: str) -> None:
        self.keeper = keeper
        self.lines: list[Booking] = []
        self._units: dict[tuple[str, str], int] = defaultdict(int)

    def write(self, line: Booking) -> Booking:
        """Add a line and return it. Raises ValueError for one of another book."""
        if line.book != self.keeper:
            raise ValueError(f"a line of {line.book} cannot stand in the book of {self.keeper}")
        self.lines.append(line)
        if line.counts:
            self._units[line.holder, line.tranche] += line.units
        return line

    def units(self, holder: str, tranche: str) -> int:
        """Units of a holder as the book stands."""
        return self._units.get((holder, tranche), 0)

    def holdings(self, tranche: str, before: int) -> dict[str, int]:
        """Units by holder of what counts before an instant; holders in order of first line.

        Lines written since count if they put right what stood before.
        """
        held: dict[str, int] = {}
        for line in self.lines:
            if line.counts and line.tranche == tranche and line.value_at < before and line.units:
                held[line.holder] = held.get(line.holder, 0) + line.units
        return {holder: units for holder, units in held.items() if units}

    def paid(self, reference: str) -> dict[str, tuple[int, int]]:
        """Units and money booked under a reference so far, by holder."""
        found: dict[str, tuple[int, int]] = {}
        for line in self.lines:
            if line.counts and line.reference == reference:
                units, amount = found.get(line.holder, (0, 0))
                found[line.holder] = units + line.units, amount + line.amount
        return found
