"""The interest periods of a bond: whole coupon periods counted back from maturity."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sim.schedule.adjust import adjust
from sim.schedule.calendars import Calendar
from sim.schedule.day_count import YearFraction, year_fraction

__all__ = ["Period", "StubPeriodError", "back_months", "interest_periods", "roll_dates"]


class StubPeriodError(ValueError):
    """Raised when issue and maturity are not a whole number of coupon periods apart."""

    def __init__(self, nearest: tuple[date, date]) -> None:
        """Carry the regular dates before and after the issue date."""
        super().__init__(f"regular dates are {nearest[0]} and {nearest[1]}")
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Period:
    """One interest period. Interest runs from `start`, inclusive, to `end`, exclusive."""

    number: int
    start: date
    end: date
    due: date
    """The agreed date, before adjustment; the same as `end` where accrual is unadjusted."""
    payment: date
    fraction: YearFraction


def interest_periods(
    issued: date,
    maturity: date,
    *,
    frequency: int,
    day_count: str,
    business_day: str,
    accrual: str,
    calendar: Calendar,
) -> tuple[Period, ...]:
    """Every period in order, with its payment date. Raises StubPeriodError if one is not whole."""
    rolls = roll_dates(issued, maturity, frequency)
    payments = [adjust(day, business_day, calendar) for day in rolls]
    # The first period starts at issue: that is a settlement date and open already.
    bounds = [issued, *payments[1:]] if accrual == "adjusted" else list(rolls)
    return tuple(
        Period(
            number=n,
            start=bounds[n - 1],
            end=bounds[n],
            due=rolls[n],
            payment=payments[n],
            fraction=year_fraction(day_count, bounds[n - 1], bounds[n]),
        )
        for n in range(1, len(rolls))
    )


def roll_dates(issued: date, maturity: date, frequency: int) -> tuple[date, ...]:
    """Issue date, each coupon date, maturity; unadjusted. Raises StubPeriodError.

    Each is counted from maturity itself, not from its neighbour, so that a bond maturing on the
    31st comes back to the 31st after a short month.
    """
    months = 12 // frequency
    dates = [maturity]
    while dates[-1] > issued:
        dates.append(back_months(maturity, months * len(dates)))
    if dates[-1] != issued:
        raise StubPeriodError((dates[-1], dates[-2]))
    return tuple(reversed(dates))


def back_months(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
