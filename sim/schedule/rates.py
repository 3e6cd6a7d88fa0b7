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
    "Observed",
    "PeriodRate",
    "fixing_date",
    "observed_values",
    "period_rates",
    "referenced_rate",
]


class PeriodRate(NamedTuple):
    """The rate of one period in 1e-9; None where it is not fixed yet."""

    rate: Rate | None
    least: Rate | None
    """What interest accrues at as long as the rate is not known: a floor, or None if there is
    none to count on."""
    fixing: date | None
    """The day the rate is published, at 09:00; None where it is a term."""


class Observed(NamedTuple):
    """What a period's rate follows from in a run: the published value in 1e-9, or the fallback."""

    value: Rate
    rate: Rate
    is_fallback: bool


def observed_values(
    coupon: Coupon, periods: Sequence[Period], calendar: Calendar
) -> tuple[Observed, ...]:
    """What a run will observe for every period of a floating coupon; nothing for the others.

    The fallback is the value observed last, or a stated one; the first period has nothing to fall
    back to but a stated one, else zero.
    """
    if not isinstance(coupon, FloatingCoupon | InflationCoupon):
        return ()
    found: list[Observed] = []
    for period in periods:
        on = fixing_date(coupon, period, calendar)
        fixing = _fixing(coupon, period, on)
        if fixing is not None:
            value = rate_from_percent(fixing.value)
        elif coupon.fallback != "last":
            value = rate_from_percent(coupon.fallback)
        else:
            value = found[-1].value if found else Rate(0)
        found.append(Observed(value, _from_value(coupon, value), fixing is None))
    return tuple(found)


def period_rates(
    coupon: Coupon, periods: Sequence[Period], calendar: Calendar
) -> tuple[PeriodRate, ...]:
    """The rate of every period; `calendar` has the business days fixings are counted in."""
    return tuple(_RULES[coupon.kind](coupon, period, calendar) for period in periods)


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
    return _from_value(coupon, rate_from_percent(value))


def _from_value(coupon: FloatingCoupon | InflationCoupon, value: Rate) -> Rate:
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
