"""The calculation agent's mornings: floating rates fixed as published, or left to fall back."""

from __future__ import annotations

from functools import partial

from sim.chain import Receipt
from sim.chain.logs import RateFixed
from sim.engine.world import World
from sim.errors import GreenbondError
from sim.schedule import Phase, TrancheSchedule


class Fixings:
    """Fixes what the scenario publishes; what it does not, falls back at the cut-off."""

    def __init__(self, world: World) -> None:
        self._world = world

    def schedule(self) -> None:
        """Plan the fixing of every period of every floating coupon, before other notices."""
        world = self._world
        for tranche in world.schedule.tranches.values():
            for index, seen in enumerate(tranche.observed):
                on = tranche.agreed[index].rate.fixing
                assert on is not None
                # From before the run: made on its first day.
                day = max(on, world.scenario.start)
                if day > world.scenario.end:
                    continue
                phase = Phase.CUT_OFF if seen.is_fallback else Phase.NOTICES
                what = f"fixing of {tranche.facts.code} {index + 1}"
                act = partial(self._fix, tranche, index)
                world.agenda.add(world.instant(day, phase), what, act, priority=-1)

    def _fix(self, tranche: TrancheSchedule, index: int) -> None:
        world, seen = self._world, tranche.observed[index]
        terms = world.system.terms[tranche.facts.code]
        if index >= terms.periods():
            return  # Called, or all due: the period is no more.
        agent = world.accounts[world.party("calculation agent")]
        receipt = (
            terms.fall_back(index, sender=agent)
            if seen.is_fallback
            else terms.fix(index, seen.value, sender=agent)
        )
        self._check(receipt, seen.rate, f"{tranche.facts.code} period {index + 1}")

    def _check(self, receipt: Receipt, rate: int, what: str) -> None:
        """Trades are struck on the rate the terms give: the contract must have made the same."""
        made = receipt.only(RateFixed).rate
        if made != rate:
            raise GreenbondError(f"{what} was fixed at {made}, the terms make it {rate}")
