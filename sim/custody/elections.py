"""Units that clients elected to have repaid on the dates of puts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

__all__ = ["Elections"]


class Elections:
    """By put, which is a tranche and the index of a period, and client; what stands now.

    Units of a put that was paid, or that never will be, are elected no more.
    """

    def __init__(self) -> None:
        self._units: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)

    def elect(self, tranche: str, period: int, client: str, units: int) -> None:
        """How many units in all a client wants repaid from now on; 0 takes them back."""
        if units:
            self._units[tranche, period][client] = units
        else:
            self._units[tranche, period].pop(client, None)

    def of_put(self, tranche: str, period: int, clients: Iterable[str]) -> Mapping[str, int]:
        """Units by client of those asked for, in the order in which they elected."""
        found, asked = self._units.get((tranche, period), {}), frozenset(clients)
        return {client: units for client, units in found.items() if client in asked}

    def units(self, tranche: str, clients: Iterable[str]) -> int:
        """Units that clients elected for all puts of a tranche."""
        asked = frozenset(clients)
        return sum(
            units
            for (code, _), found in self._units.items()
            for client, units in found.items()
            if code == tranche and client in asked
        )

    def end(self, tranche: str, period: int, clients: Iterable[str]) -> Mapping[str, int]:
        """Forget what clients elected for a put, and return it."""
        ended = self.of_put(tranche, period, clients)
        for client in ended:
            del self._units[tranche, period][client]
        return ended
