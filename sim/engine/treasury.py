"""Participants bring exactly the money they owe, when they owe it, and take back what is idle.

Assumed: nobody is short of money unless the scenario says so. Cash tokens are created against
money off the chain on the morning it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.engine.setup import batches
from sim.engine.world import RailKey, World


class Treasury:
    """Creates and destroys settlement money at its holders' request."""

    def __init__(self, world: World) -> None:
        self._world = world

    def provide(self, rail: RailKey, needed: Mapping[str, int]) -> None:
        """See that each party has at least so much (smallest unit); only what lacks is created."""
        cash = self._world.system.cash[rail]
        lacking = {
            self._world.accounts[name]: lack
            for name, amount in needed.items()
            if (lack := amount - self._balance(rail, name)) > 0
        }
        for batch in batches(list(lacking.items())):
            accounts, amounts = [account for account, _ in batch], [lack for _, lack in batch]
            cash.mint(accounts, amounts, sender=self._issuer(rail))

    def convert(self, rail: RailKey, names: Iterable[str]) -> None:
        """Each party hands its whole balance back for money off the chain.

        What a lost account has stays there: it cannot sign, and no cash token moves it.
        """
        cash, issuer = self._world.system.cash[rail], self._issuer(rail)
        accounts = self._world.accounts
        signing = [name for name in names if accounts.in_force(accounts[name]) == accounts[name]]
        balances = {name: self._balance(rail, name) for name in signing}
        returned = {self._world.accounts[name]: held for name, held in balances.items() if held}
        for account, held in returned.items():
            cash.approve(issuer, held, sender=account)
        for batch in batches(list(returned.items())):
            holders, amounts = [account for account, _ in batch], [held for _, held in batch]
            cash.burn(holders, amounts, sender=issuer)

    def _balance(self, rail: RailKey, name: str) -> int:
        cash = self._world.system.cash[rail]
        return self._world.holdings.of(cash.address, self._world.accounts[name])

    def _issuer(self, rail: RailKey) -> str:
        return self._world.accounts[self._world.scenario.rail(*rail).issuer]
