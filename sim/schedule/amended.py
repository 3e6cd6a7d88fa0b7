"""A tranche under new terms that its holders consented to: another maturity, rate or spread.

The rules here are the market's for a bond whose maturity date is moved and of which nothing else is
said. Periods go on at the frequency agreed, at the rate last in force (a step agreed stays until
then). Instalments keep their dates and amounts; what was to be repaid at maturity is repaid at the
new one, and bears interest meanwhile. It is repaid at par, of a zero coupon too, unless another
redemption is proposed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sim.model import Propose, Tranche
from sim.schedule.cashflows import PeriodTerms
from sim.schedule.plan import TrancheSchedule, tranche_schedule
from sim.schedule.rates import PeriodRate
from sim.units import price_from_percent, rate_from_percent

__all__ = ["amended", "facts_until", "lengthened"]


def amended(old: TrancheSchedule, new: Propose, closures: tuple[date, ...] = ()) -> TrancheSchedule:
    """The schedule once what was proposed is carried at the end of its vote.

    A new rate is that of every period that starts then or later, in place of steps to come; a new
    spread that of every rate fixed later. Raises ValueError if no periods lead to the maturity.
    """
    ends = new.adjourned or new.closes
    if new.spread is not None:
        old = _spread(old, new, ends, closures)
    if new.redemption is not None:
        paid = price_from_percent(new.redemption)
        old = replace(old, terms=replace(old.terms, redemption=paid))
    made = lengthened(old, new.maturity or old.facts.maturity, closures)
    if new.rate is None:
        return made
    rate = rate_from_percent(new.rate)
    known = PeriodRate(rate, rate, None)
    return made.agreeing(
        tuple(replace(one, rate=known) if one.period.start >= ends else one for one in made.agreed)
    )


def lengthened(
    old: TrancheSchedule, maturity: date, closures: tuple[date, ...] = ()
) -> TrancheSchedule:
    """The schedule with another maturity, a whole number of coupon periods away.

    What votes, taps and partial redemptions made of the old one stays. Raises ValueError if no
    periods lead to the maturity, or if it would move one that is agreed.
    """
    made = tranche_schedule(facts_until(old.facts, maturity), closures)
    kept = min(len(old.agreed), len(made.agreed)) - 1
    if made.periods[:kept] != old.periods[:kept]:
        raise ValueError(f"{maturity} would move periods of {old.terms.tranche} that are agreed")
    left = old.agreed[kept].factor_before
    added = tuple(
        replace(
            one,
            rate=_rate_of(old, one),
            factor_before=left,
            factor_after=0 if one.is_last else left,
        )
        for one in made.agreed[kept:]
    )
    return replace(made, terms=old.terms).agreeing((*old.agreed[:kept], *added))


def facts_until(facts: Tranche, maturity: date) -> Tranche:
    """The terms with another maturity; coupons go on past the last one that was agreed."""
    changes: dict[str, Any] = {"maturity": maturity}
    if facts.coupon.kind != "zero" and maturity != facts.maturity:
        changes["coupon"] = facts.coupon.model_copy(update={"last_coupon": None})
    return facts.model_copy(update=changes)


def _rate_of(old: TrancheSchedule, one: PeriodTerms) -> PeriodRate:
    """What was known stays known; terms that fix a rate at issue go on as they end."""
    agreed = old.agreed[min(one.period.number, len(old.agreed)) - 1]
    is_old = one.period.number <= len(old.agreed)
    if agreed.rate.fixing is None or (is_old and agreed.rate.rate is not None):
        return agreed.rate
    return one.rate


def _spread(
    old: TrancheSchedule, new: Propose, ends: date, closures: tuple[date, ...]
) -> TrancheSchedule:
    """With another spread for rates that are fixed after the vote, or not known by its end."""
    coupon = old.facts.coupon.model_copy(update={"spread": new.spread})
    facts = old.facts.model_copy(update={"coupon": coupon})
    made = tranche_schedule(facts, closures)
    agreed = tuple(
        was if _is_fixed(was.rate, ends) else replace(was, rate=one.rate)
        for was, one in zip(old.agreed, made.agreed, strict=True)
    )
    return replace(old, facts=facts).agreeing(agreed)


def _is_fixed(known: PeriodRate, ends: date) -> bool:
    return known.rate is not None and (known.fixing is None or known.fixing <= ends)
