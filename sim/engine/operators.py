"""Operators of payment systems: they say which money came outside the chain, and which did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sim.chain import Receipt
from sim.chain.identity import Address
from sim.engine.setup import batches
from sim.engine.world import RailKey, World

#: Payments a batch may hold: each delivers as well, some 200,000 gas where it costs most.
CONFIRM_BATCH = 40


class Operators:
    """One operator a rail; each numbers its payments by rail, under the day's date."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._numbered: Counter[RailKey] = Counter()

    def confirm(self, rail: RailKey, payments: Sequence[tuple[int, int]]) -> Iterator[Receipt]:
        """Confirm (instruction, amount) pairs, amounts in the smallest unit; each is delivered."""
        for batch in batches(payments, CONFIRM_BATCH):
            numbers, amounts = [number for number, _ in batch], [amount for _, amount in batch]
            references = [self._reference(rail) for _ in batch]
            rtgs = self._world.system.rtgs[rail]
            yield rtgs.confirm(numbers, amounts, references, sender=self._operator(rail))

    def refuse(self, rail: RailKey, numbers: Sequence[int]) -> Iterator[Receipt]:
        """Say that for these instructions no money came today."""
        for batch in batches(numbers):
            yield self._world.system.rtgs[rail].refuse(batch, sender=self._operator(rail))

    def confirm_funding(self, rail: RailKey, action: int, payer: Address, amount: int) -> None:
        """Confirm that the money of a corporate action came, in the smallest unit."""
        system = self._world.system
        what = system.paying_agent.address, action, payer, amount, self._reference(rail)
        system.rtgs[rail].confirm_funding(*what, sender=self._operator(rail))

    def confirm_recovery(self, rail: RailKey, bond: Address, payer: Address, amount: int) -> None:
        """Confirm that money for the claims of a bond came, in the smallest unit."""
        system = self._world.system
        recoveries = self._world.remedies.recoveries.address
        what = recoveries, bond, payer, amount, self._reference(rail)
        system.rtgs[rail].confirm_recovery(*what, sender=self._operator(rail))

    def _reference(self, rail: RailKey) -> bytes:
        """As payment systems number them: currency, date, and a number of the whole run."""
        self._numbered[rail] += 1
        text = f"{rail[1]}-{self._world.today:%Y%m%d}-{self._numbered[rail]:06d}"
        return text.encode().ljust(32, b"\0")

    def _operator(self, rail: RailKey) -> Address:
        return self._world.accounts[self._world.scenario.rail(*rail).issuer]
