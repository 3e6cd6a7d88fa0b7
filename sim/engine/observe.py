"""What the chain itself says at the close of a day: data for the ledger to be compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sim.chain.bindings import RtgsRail
from sim.chain.identity import Address
from sim.engine.payments import Payments
from sim.engine.world import World


@dataclass(frozen=True, slots=True)
class Observation:
    """One number read from a contract, in its token's smallest unit.

    `kind` is units, locked or frozen (of a bond), cash, supply (of either), withheld or owed.
    Frozen are the units held that a freeze of units, or of the whole account, holds back.
    `account` is empty for a supply; `action` is the corporate action of a withheld payment, else 0.
    """

    as_of: date
    kind: str
    token: Address
    account: Address
    value: int
    action: int = 0


class Observer:
    """Reads the accounts that moved, and on the last day everything."""

    def __init__(self, world: World, payments: Payments) -> None:
        self._world = world
        self._payments = payments
        self.seen: list[Observation] = []

    def observe_moved(self) -> None:
        """Read what moved since the last observation, and the totals of those tokens."""
        moved = self._world.holdings.take_moved()
        tokens = dict.fromkeys(token for token, _ in moved)
        for token in tokens:
            self._read(token, [account for moving, account in moved if moving == token])

    def observe_all(self) -> None:
        """Read every account that ever held anything, and everything owed or withheld."""
        system, holdings = self._world.system, self._world.holdings
        holdings.take_moved()
        for token in self._tokens():
            self._read(token, holdings.accounts(token))
        for action, holder in self._payments.withheld():
            cash = system.paying_agent.action(action).cash
            value = system.paying_agent.withheld_of(action, holder)
            self._see("withheld", cash, holder, value, action)

    def _tokens(self) -> list[Address]:
        system = self._world.system
        bonds = [bond.address for bond in system.bonds.values()]
        return bonds + [cash.address for cash in system.cash.values()]

    def _read(self, token: Address, accounts: Iterable[Address]) -> None:
        for bond in self._world.system.bonds.values():
            if bond.address == token:
                for account in accounts:
                    word = bond.account(account)
                    self._see("units", token, account, word.units)
                    self._see("locked", token, account, word.locked)
                    frozen = word.units if word.is_frozen else min(word.frozen, word.units)
                    self._see("frozen", token, account, frozen)
                self._see("supply", token, "", bond.total_supply())
        for cash in self._world.system.cash.values():
            if cash.address == token:
                # What moves outside the chain has no balance to read.
                if not isinstance(cash, RtgsRail):
                    for account in accounts:
                        self._see("cash", token, account, cash.balance_of(account))
                    self._see("supply", token, "", cash.total_supply())
                self._see_owed(token)

    def _see_owed(self, token: Address) -> None:
        agent = self._world.system.paying_agent
        self._see("owed", token, agent.address, agent.owed(token))

    def _see(
        self, kind: str, token: Address, account: Address, value: int, action: int = 0
    ) -> None:
        self.seen.append(Observation(self._world.today, kind, token, account, value, action))
