"""At what rate each period earns interest, as far as that is known: a rule for each kind of coupon.

A rate that follows a published figure is half_up(multiplier x value) + spread, in 1e-9, kept within
floor and cap. It is known where the scenario has a fixing for the period, and is never guessed: the
fallback is what a contract does when nobody has published, not what anybody should expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sim.model import (
    Coupon,
    FixedCoupon,
    FloatingCoupon,
    InflationCoupon,
    SteppedCoupon,
    ZeroCoupon,
)
from sim.model.coupon import Fixing
from sim.schedule.calendars import Calendar
from sim.schedule.periods import Period
from sim.units import Rate, half_up, rate_from_percent

__all__ = [
    "PeriodRate",
    "fallback_value",
    "fixed",
    "fixing_date",
    "period_rates",
    "published_values",
    "rate_from_value",
    "referenced_rate",
    "unpublished",
]


class PeriodRate(NamedTuple):
    """The rate of one period in 1e-9; None where it is not fixed yet."""

    rate: Rate | None
    least: Rate | None
    """What interest accrues at as long as the rate is not known: a floor, or None if there is
    none to count on."""
    fixing: date | None
    """The day the rate is published, at 09:00; None where it is a term."""


def published_values(
    coupon: Coupon, periods: Sequence[Period], calendar: Calendar
) -> tuple[Rate | None, ...]:
    """The value, in 1e-9, that the scenario publishes for every period; None where it does not.

    Empty for a coupon that follows no published figure.
    """
    # By its kind, not by its class: a coupon with a mistake is read in part, and is of no class.
    if coupon.kind != "floating" and coupon.kind != "inflation":
        return ()
    found = (_fixing(coupon, one, fixing_date(coupon, one, calendar)) for one in periods)
    return tuple(None if each is None else rate_from_percent(each.value) for each in found)


def fallback_value(coupon: FloatingCoupon | InflationCoupon, last: Rate | None) -> Rate:
    """What stands in for a value nobody published, in 1e-9: a stated one, or the last there was.

    `last` is None before the first period, which takes the initial rate of the terms. Conditions of
    notes under medium-term programmes do so: the rate of the preceding determination date, and for
    the first one an initial rate that the final terms state. Raises ValueError where none is.
    """
    if coupon.fallback != "last":
        return rate_from_percent(coupon.fallback)
    if last is not None:
        return last
    if coupon.initial_rate is None:
        raise ValueError("the terms state no initial rate")
    return rate_from_percent(coupon.initial_rate)


def period_rates(
    coupon: Coupon, periods: Sequence[Period], calendar: Calendar
) -> tuple[PeriodRate, ...]:
    """The rate of every period; `calendar` has the business days fixings are counted in."""
    return tuple(_RULES[coupon.kind](coupon, period, calendar) for period in periods)


def unpublished(coupon: Coupon, known: PeriodRate) -> PeriodRate:
    """The same before its day: a rate that is a term stays, one to be published is not known."""
    if known.fixing is None:
        return known
    floor = rate_from_percent(coupon.floor) if coupon.kind == "inflation" else None
    return PeriodRate(None, floor, known.fixing)


def fixed(coupon: Coupon, rate: Rate, on: date | None) -> PeriodRate:
    """The same from the instant at which it is fixed.

    Trades in a bond that pays inflation go on accruing at the floor, to the end of the period.
    """
    floor = rate_from_percent(coupon.floor) if coupon.kind == "inflation" else rate
    return PeriodRate(rate, floor, on)


def fixing_date(
    coupon: FloatingCoupon | InflationCoupon, period: Period, calendar: Calendar
) -> date:
    """So many business days before the period starts; for inflation, before it is paid.

    None before a start that is no business day is the last open day before it.
    """
    day = period.payment if coupon.kind == "inflation" else period.start
    if coupon.fixing_days == 0:
        return calendar.preceding(day)
    return calendar.add(day, -coupon.fixing_days)


def referenced_rate(coupon: FloatingCoupon | InflationCoupon, value: Decimal) -> Rate:
    """The rate that follows from a published value, per cent a year."""
    return rate_from_value(coupon, rate_from_percent(value))


def rate_from_value(coupon: FloatingCoupon | InflationCoupon, value: Rate) -> Rate:
    """The rate that follows from a value; both in 1e-9."""
    num, den = coupon.multiplier.as_integer_ratio()
    rate = half_up(num * value, den) + rate_from_percent(coupon.spread)
    rate = max(rate, rate_from_percent(coupon.floor))
    return Rate(rate if coupon.cap is None else min(rate, rate_from_percent(coupon.cap)))


def _fixed(coupon: FixedCoupon, _: Period, __: Calendar) -> PeriodRate:
    return _term(coupon.rate)


def _zero(_: ZeroCoupon, __: Period, ___: Calendar) -> PeriodRate:
    return _term(Decimal(0))


def _stepped(coupon: SteppedCoupon, period: Period, _: Calendar) -> PeriodRate:
    """By the agreed start of the period, which adjustment does not move."""
    first, *later = coupon.steps
    begun = [step.rate for step in later if step.from_date <= period.begins]
    return _term(begun[-1] if begun else first.rate)


def _floating(coupon: FloatingCoupon, period: Period, calendar: Calendar) -> PeriodRate:
    return PeriodRate(*_published(coupon, period, calendar))


def _inflation(coupon: InflationCoupon, period: Period, calendar: Calendar) -> PeriodRate:
    # Known days before it is paid: until then nobody counts on more than the floor.
    rate, _, fixing = _published(coupon, period, calendar)
    return PeriodRate(rate, rate_from_percent(coupon.floor), fixing)


def _term(percent: Decimal) -> PeriodRate:
    rate = rate_from_percent(percent)
    return PeriodRate(rate, rate, None)


def _published(
    coupon: FloatingCoupon | InflationCoupon, period: Period, calendar: Calendar
) -> tuple[Rate | None, Rate | None, date]:
    on = fixing_date(coupon, period, calendar)
    fixing = _fixing(coupon, period, on)
    if fixing is None:
        return None, None, on
    rate = referenced_rate(coupon, fixing.value)
    return rate, rate, on


def _fixing(coupon: FloatingCoupon | InflationCoupon, period: Period, on: date) -> Fixing | None:
    """What the scenario publishes for a period."""
    for fixing in coupon.fixings:
        if on == fixing.date or fixing.period == period.number:
            return fixing
    return None


_RULES: Final[Mapping[str, Callable[[Any, Period, Calendar], PeriodRate]]] = {
    "fixed": _fixed,
    "zero": _zero,
    "stepped": _stepped,
    "floating": _floating,
    "inflation": _inflation,
}
