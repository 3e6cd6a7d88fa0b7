"""Who holds what, followed from the chain's logs as they come: what actors base decisions on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sim.chain import Chain
from sim.chain.identity import Address
from sim.chain.logs import Frozen, Transfer

_NOBODY = "0x" + "0" * 40


class Holdings:
    """Balances of every token, and the accounts that changed since last asked."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._read = 0
        self._balances: dict[Address, dict[Address, int]] = defaultdict(dict)
        self._moved: dict[tuple[Address, Address], None] = {}

    def of(self, token: Address, account: Address) -> int:
        """Balance of an account, in the token's smallest unit."""
        self._follow()
        return self._balances[token].get(account, 0)

    def holders(self, token: Address) -> Mapping[Address, int]:
        """Accounts with a balance, in the order they first had one."""
        self._follow()
        return {account: held for account, held in self._balances[token].items() if held}

    def accounts(self, token: Address) -> list[Address]:
        """Accounts that ever had a balance, in the order they first had one."""
        self._follow()
        return list(self._balances[token])

    def take_moved(self) -> list[tuple[Address, Address]]:
        """(token, account) pairs whose balance, or frozen units, changed since the last call.

        In the order of their first change.
        """
        self._follow()
        moved = list(self._moved)
        self._moved.clear()
        return moved

    def _follow(self) -> None:
        logs = self._chain.logs
        while self._read < len(logs):
            log = logs[self._read]
            self._read += 1
            if isinstance(log, Transfer):
                self._move(log.address, log.from_, -log.value)
                self._move(log.address, log.to, log.value)
            elif isinstance(log, Frozen):
                self._moved[log.address, log.account] = None

    def _move(self, token: Address, account: Address, change: int) -> None:
        if account == _NOBODY:
            return
        balances = self._balances[token]
        balances[account] = balances.get(account, 0) + change
        self._moved[token, account] = None
