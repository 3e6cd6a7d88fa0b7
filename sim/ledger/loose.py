"""The movements of one transaction that nothing has explained yet."""

from __future__ import annotations

from collections.abc import Iterator

from sim.chain.logs import Transfer
from sim.ledger.subjects import Leg

__all__ = ["Loose"]


class Loose:
    """Movements by parties and amount, in the order they happened."""

    def __init__(self) -> None:
        self._waiting: dict[Leg, list[Transfer]] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Transfer]:
        for left in self._waiting.values():
            yield from left

    def __contains__(self, leg: Leg) -> bool:
        return leg in self._waiting

    def add(self, log: Transfer) -> None:
        """Keep a movement until something explains it."""
        leg = (log.address, log.from_, log.to, log.value)
        self._waiting.setdefault(leg, []).append(log)

    def take(self, leg: Leg | None) -> Transfer | None:
        """The earliest unexplained movement of these parties and this amount; None without one."""
        if leg is None:
            return None
        waiting = self._waiting.get(leg)
        if not waiting:
            return None
        taken = waiting.pop(0)
        if not waiting:
            del self._waiting[leg]
        return taken

    def between(self, sides: tuple[str, str, str]) -> Leg | None:
        """The leg of the latest movement of a token from one account to another."""
        legs = [leg for leg in self._waiting if leg[:3] == sides]
        return legs[-1] if legs else None

    def clear(self) -> None:
        """Forget what is left: the transaction is over."""
        self._waiting.clear()
