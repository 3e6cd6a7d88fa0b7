"""Which account stands for which, once the register put another in the place of a lost one."""

from __future__ import annotations

from sim.chain.logs import AccountReplaced
from sim.ledger.inputs import Address

__all__ = ["Successors"]


class Successors:
    """The replacements so far; it follows the logs as they are read."""

    def __init__(self) -> None:
        self._next: dict[Address, Address] = {}

    def record(self, log: AccountReplaced) -> None:
        """Take note of a replacement. A tampered one that would lead in a circle counts nothing."""
        if self.in_force(log.replacement) != log.lost:
            self._next.setdefault(log.lost, log.replacement)

    def in_force(self, account: Address) -> Address:
        """The account that stands for an account now: itself, unless it was replaced."""
        while account in self._next:
            account = self._next[account]
        return account

    def is_lost(self, account: Address) -> bool:
        """Whether another account took its place."""
        return account in self._next
