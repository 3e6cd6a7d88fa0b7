"""Participants bring exactly the money they owe, when they owe it, and take back what is idle.

Assumed: nobody is short of money unless the scenario says so. Cash tokens are created against
money off the chain on the morning it is needed. Where the rail is a payment system the money stays
off the chain: nothing is created, nothing handed back, and its operator says what was paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.chain.identity import Address
from sim.engine.operators import Operators
from sim.engine.setup import batches
from sim.engine.world import RailKey, World


class Treasury:
    """Creates and destroys settlement money at its holders' request."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.operators = Operators(world)

    def fund(self, rail: RailKey, action: int) -> None:
        """The issuer pays what a corporate action takes."""
        world = self._world
        agent, issuer = world.system.paying_agent, world.party("issuer")
        due = agent.amount_due(action)
        if rail in world.system.rtgs:
            self.operators.confirm_funding(rail, action, world.accounts[issuer], due)
            return
        self.provide(rail, {issuer: due})
        agent.fund(action, sender=world.accounts[issuer])

    def pay_in(self, rail: RailKey, bond: Address, amount: int) -> None:
        """The issuer, or its estate, pays so much (smallest unit) for the claims of a bond."""
        world, issuer = self._world, self._world.party("issuer")
        account = world.accounts[issuer]
        if rail in world.system.rtgs:
            self.operators.confirm_recovery(rail, bond, account, amount)
            return
        self.provide(rail, {issuer: amount})
        world.remedies.recoveries.pay_in(bond, amount, sender=account)

    def provide(self, rail: RailKey, needed: Mapping[str, int]) -> None:
        """See that each party has at least so much (smallest unit); only what lacks is created."""
        cash = self._world.system.tokens.get(rail)
        if cash is None:
            return
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
        cash, issuer = self._world.system.tokens.get(rail), self._issuer(rail)
        if cash is None:
            return
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
