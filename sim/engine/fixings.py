"""The calculation agent's mornings: floating rates fixed as published, or left to fall back."""

from __future__ import annotations

from functools import partial

from sim.chain import Receipt
from sim.chain.logs import RateFixed
from sim.engine.world import World
from sim.errors import GreenbondError
from sim.model import FloatingCoupon, InflationCoupon
from sim.schedule import Phase, TrancheSchedule, fallback_value, rate_from_value
from sim.units import Instant, Rate

__all__ = ["Fixings"]


class Fixings:
    """Fixes what the scenario publishes; what it does not, falls back at the cut-off.

    Nobody in a run knows a rate before it is fixed here: schedules have it from then on.
    """

    def __init__(self, world: World, tranches: dict[str, TrancheSchedule]) -> None:
        """`tranches` are the schedule's own, which each fixing completes."""
        self._world = world
        self._tranches = tranches

    def schedule(self) -> None:
        """Plan the fixing of every period of every floating coupon, before other notices."""
        for code in self._tranches:
            self.plan(code)

    def plan(self, code: str) -> None:
        """Plan every fixing of a tranche that is to come; one planned before is made once."""
        world, tranche = self._world, self._tranches[code]
        last = world.instant(world.scenario.end, Phase.CLOSE)
        for index, value in enumerate(tranche.published):
            if tranche.agreed[index].rate.rate is not None:
                continue
            phase = Phase.CUT_OFF if value is None else Phase.NOTICES
            at = self._instant(tranche, index, phase)
            if world.chain.now <= at <= last:
                what = f"fixing of {code} {index + 1}"
                world.agenda.add(at, what, partial(self._fix, code, index), priority=-1)

    def catch_up(self, code: str) -> None:
        """Fix, or let fall back, what no period was there for on its day: a bond is due no more.

        A rate that was fixed for a period which acceleration took away is forgotten with it.
        """
        terms, tranche = self._world.system.terms[code], self._tranches[code]
        for index in range(terms.fixings(), len(tranche.published)):
            if self._world.chain.now < self._instant(tranche, index, Phase.NOTICES):
                return  # Its own day is to come.
            self._fix(code, index)

    def _instant(self, tranche: TrancheSchedule, index: int, phase: Phase) -> Instant:
        on = tranche.agreed[index].rate.fixing
        assert on is not None
        # From before the run: made on its first day.
        return self._world.instant(max(on, self._world.scenario.start), phase)

    def _fix(self, code: str, index: int) -> None:
        """As published, in time; else as the terms say, once the cut-off has passed."""
        world, tranche, terms = self._world, self._tranches[code], self._world.system.terms[code]
        if terms.fixings() != index or index >= terms.periods() or code in world.all_due:
            return  # Made already; or called, or all due: the period is no more.
        if world.chain.now < self._instant(tranche, index, Phase.NOTICES):
            return  # New terms have another day for it.
        value = tranche.published[index]
        agent = world.accounts[world.party("calculation agent")]
        if world.chain.now >= self._instant(tranche, index, Phase.CUT_OFF):
            value = _fallback(tranche, terms.observed(index - 1) if index else None)
            receipt = terms.fall_back(index, sender=agent)
        elif value is not None:
            receipt = terms.fix(index, value, sender=agent)
        else:
            return  # Falls back today, at the cut-off.
        rate = rate_from_value(_coupon(tranche), value)
        self._check(receipt, rate, f"{code} period {index + 1}")
        self._tranches[code] = tranche.fixing(index, rate)

    def _check(self, receipt: Receipt, rate: Rate, what: str) -> None:
        """Trades are struck on the rate the terms give: the contract must have made the same."""
        made = receipt.only(RateFixed).rate
        if made != rate:
            raise GreenbondError(f"{what} was fixed at {made}, the terms make it {rate}")


def _coupon(tranche: TrancheSchedule) -> FloatingCoupon | InflationCoupon:
    coupon = tranche.facts.coupon
    assert isinstance(coupon, FloatingCoupon | InflationCoupon)
    return coupon


def _fallback(tranche: TrancheSchedule, last: int | None) -> Rate:
    return fallback_value(_coupon(tranche), None if last is None else Rate(last))
