"""New terms as a vote asks for them: periods that replace others, and the schedule they make."""

from __future__ import annotations

from dataclasses import replace

from sim.chain.logs import Amendment, Change
from sim.engine.promises import grace_of
from sim.engine.term_sheet import contract_periods
from sim.engine.world import World
from sim.model import Propose
from sim.schedule import PeriodTerms, TrancheSchedule, tranche_schedule
from sim.units import PAR, day_of, rate_from_percent

__all__ = ["NO_CHANGE", "amendment_of", "new_schedule"]

#: Of a proposal that is not about terms.
NO_CHANGE = Amendment(0, (), Change(0, 0, 0), ())


def new_schedule(world: World, event: Propose) -> TrancheSchedule:
    """The schedule once the amendment is carried: periods that begin before keep their rate."""
    old, ends = world.schedule.tranches[event.tranche], event.adjourned or event.closes
    longer = old.facts.model_copy(update={"maturity": event.maturity or old.facts.maturity})
    made = tranche_schedule(longer, world.scenario.calendar.closures)
    kept = [one for one in old.agreed if one.dates.record <= ends]
    # What was added to the issue, and repaid of it, stays so.
    made = replace(made, terms=old.terms)
    agreed = (*kept, *_with_factors(old, made.agreed)[len(kept) :])
    if event.rate is not None:
        rate = rate_from_percent(event.rate)
        agreed = tuple(
            replace(one, rate=one.rate._replace(rate=rate, least=rate))
            if one.period.start >= ends
            else one
            for one in agreed
        )
    return made.agreeing(agreed)


def amendment_of(world: World, event: Propose) -> Amendment:
    """What holders vote on: every period whose record date comes after the vote."""
    if event.matter != "amend":
        return NO_CHANGE
    made, zone = new_schedule(world, event), world.schedule.zone
    ends = event.adjourned or event.closes
    tail = [one for one in made.agreed if one.dates.record > ends]
    first = len(made.agreed) - len(tail)
    return Amendment(
        from_=first,
        tail=tuple(contract_periods(made, zone, world.scenario.start)[first:]),
        change=Change(day_of(made.facts.maturity), PAR, made.terms.units),
        grace=tuple(grace_of(made, one.period.payment, zone) for one in tail),
    )


def _with_factors(old: TrancheSchedule, agreed: tuple[PeriodTerms, ...]) -> tuple[PeriodTerms, ...]:
    """Periods of a bullet with what was repaid of it: only such a bond's terms are voted on."""
    before = {one.period.number: one.factor_before for one in old.agreed}
    least = old.agreed[-1].factor_before
    return tuple(
        replace(
            one,
            factor_before=before.get(one.period.number, least),
            factor_after=0 if one.is_last else before.get(one.period.number + 1, least),
        )
        for one in agreed
    )
