"""New terms as a vote asks for them: periods that replace others, and the schedule they make."""

from __future__ import annotations

from typing import Final

from sim.chain.logs import Amendment, Change
from sim.engine.promises import grace_of
from sim.engine.term_sheet import contract_periods, contract_spread
from sim.engine.world import World
from sim.model import Propose
from sim.schedule import TrancheSchedule, amended
from sim.units import day_of

__all__ = ["NO_CHANGE", "amendment_of", "new_schedule"]

#: Of a proposal that is not about terms.
NO_CHANGE: Final = Amendment(0, (), Change(0, 0, 0, 0), ())


def new_schedule(world: World, event: Propose) -> TrancheSchedule:
    """The schedule once the amendment is carried; what nobody has published yet is not known."""
    old = world.schedule.tranches[event.tranche]
    fixed = [one for one in old.agreed if one.rate.rate is not None]
    made = amended(old, event, world.scenario.calendar.closures)
    return made.before_fixings(len(fixed))


def amendment_of(world: World, event: Propose) -> Amendment:
    """What holders vote on: every period whose record date comes after the vote."""
    if event.matter != "amend":
        return NO_CHANGE
    made, zone = new_schedule(world, event), world.schedule.zone
    ends = event.adjourned or event.closes
    tail = [one for one in made.agreed if one.dates.record > ends]
    first = len(made.agreed) - len(tail)
    terms, matures = made.terms, day_of(made.facts.maturity)
    spread = contract_spread(made.facts.coupon)
    return Amendment(
        from_=first,
        tail=tuple(contract_periods(made, zone, world.scenario.start)[first:]),
        change=Change(matures, terms.redemption, terms.units, spread),
        grace=tuple(grace_of(made, one.period.payment, zone) for one in tail),
    )
