"""The interest periods of a bond: its coupon dates, adjusted, with the fraction of each period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.schedule.adjust import adjust
from sim.schedule.calendars import Calendar
from sim.schedule.day_count import CouponDates, YearFraction, year_fraction
from sim.schedule.rolls import Cycle, rolled

__all__ = ["Period", "interest_periods"]


@dataclass(frozen=True, slots=True)
class Period:
    """One interest period. Interest runs from `start`, inclusive, to `end`, exclusive."""

    number: int
    begins: date
    """The agreed start, before adjustment."""
    start: date
    end: date
    due: date
    """The agreed date, before adjustment; the same as `end` where accrual is unadjusted."""
    payment: date
    fraction: YearFraction
    coupons: CouponDates
    """What counting a part of the period by ACT/ACT ICMA needs."""
    stub: str
    """none if the period is regular, else where it stands: first or last."""


def interest_periods(
    issued: date,
    maturity: date,
    *,
    cycle: Cycle,
    day_count: str,
    business_day: str,
    accrual: str,
    calendar: Calendar,
) -> tuple[Period, ...]:
    """Every period in order, with its payment date.

    `business_day` is a rule of `adjust`; `accrual` is unadjusted, or adjusted if periods move with
    their payments. Raises StubPeriodError if a period that must be whole is not.
    """
    rolls = rolled(issued, maturity, cycle)
    payments = [adjust(day, business_day, calendar) for day in rolls.dates]
    # The first period starts at issue: that is a settlement date and open already.
    bounds = [issued, *payments[1:]] if accrual == "adjusted" else list(rolls.dates)
    periods: list[Period] = []
    for n in range(1, len(bounds)):
        start, end = bounds[n - 1], bounds[n]
        coupons = rolls.coupons(n, start, end)
        fraction = year_fraction(day_count, start, end, coupons=coupons, termination=bounds[-1])
        periods.append(
            Period(
                number=n,
                begins=rolls.dates[n - 1],
                start=start,
                end=end,
                due=rolls.dates[n],
                payment=payments[n],
                fraction=fraction,
                coupons=coupons,
                stub=rolls.stub(n),
            )
        )
    return tuple(periods)
