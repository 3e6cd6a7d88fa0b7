"""How days become a fraction of a year, exactly: a pair of integers, never a float.

To add a convention, write a function of (start, end, bond) and name it in the table. Pairs are left
as the convention forms them, 181/365 and not in lowest terms, since ledgers print them.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import lcm
from typing import Final, NamedTuple

__all__ = ["DAY_COUNTS", "CouponDates", "YearFraction", "year_fraction"]

_FEBRUARY: Final = 2
_ONE_ACT_ACT_YEAR: Final = 365 * 366


class YearFraction(NamedTuple):
    """A part of a year: the days counted, and the fraction they make."""

    days: int
    num: int
    den: int


class CouponDates(NamedTuple):
    """What ACT/ACT ICMA must know of the bond.

    `dates` are coupon dates in order, one regular period apart, which together cover the days to be
    counted; in an odd period those are the notional dates of rule 251. `frequency` is regular
    periods a year. For a regular period `dates` are its two ends.
    """

    dates: tuple[date, ...]
    frequency: int


class _Bond(NamedTuple):
    coupons: CouponDates | None
    termination: date | None


_Count = Callable[[date, date, _Bond], YearFraction]


def year_fraction(
    convention: str,
    start: date,
    end: date,
    *,
    coupons: CouponDates | None = None,
    termination: date | None = None,
) -> YearFraction:
    """From `start`, inclusive, to `end`, exclusive.

    `coupons` is what ACT/ACT ICMA counts by, and is left aside by all others. `termination` is the
    last day of the bond, which 30E/360 ISDA treats on its own; None where it is not reached.

    Raises:
        KeyError: for a convention unknown here; `DAY_COUNTS` lists those known.
        ValueError: if end is before start, or `coupons` is needed and missing or too short.
    """
    if end < start:
        raise ValueError(f"a period cannot end on {end}, before it starts on {start}")
    return _CONVENTIONS[convention](start, end, _Bond(coupons, termination))


def _actual_365_fixed(start: date, end: date, _: _Bond) -> YearFraction:
    """ISDA 2006 section 4.16(d): actual days over 365, leap year or not."""
    days = (end - start).days
    return YearFraction(days, days, 365)


def _actual_360(start: date, end: date, _: _Bond) -> YearFraction:
    """ISDA 2006 section 4.16(e): actual days over 360."""
    days = (end - start).days
    return YearFraction(days, days, 360)


def _actual_actual_isda(start: date, end: date, _: _Bond) -> YearFraction:
    """ISDA 2006 section 4.16(b): days in leap years over 366, plus the others over 365.

    A period with days of one kind alone keeps 366 or 365 below; with both, 365 x 366.
    """
    days = (end - start).days
    leap = sum(part for year, part in _days_by_year(start, end) if isleap(year))
    if leap == 0:
        return YearFraction(days, days, 365)
    if leap == days:
        return YearFraction(days, days, 366)
    return YearFraction(days, leap * 365 + (days - leap) * 366, _ONE_ACT_ACT_YEAR)


def _days_by_year(start: date, end: date) -> Iterator[tuple[int, int]]:
    """Each year from `start` to `end`, with the days of the period that lie in it."""
    for year in range(start.year, end.year + 1):
        # No date is later than the last day of year 9999, so that year is bounded by `end` alone.
        until = end if year == end.year else date(year + 1, 1, 1)
        yield year, (until - max(start, date(year, 1, 1))).days


def _actual_actual_icma(start: date, end: date, bond: _Bond) -> YearFraction:
    """ICMA rule 251 (also ISDA 2006 section 4.16(c)), odd periods by their notional periods.

    Within one period: days over (days of the period x frequency). A longer stub is the sum of its
    parts, each over its own notional period; the pair has the parts' least common denominator.
    """
    coupons = bond.coupons
    if coupons is None:
        raise ValueError("ACT/ACT ICMA needs the coupon dates around the period")
    dates, frequency = coupons
    if len(dates) < 2 or not dates[0] <= start <= end <= dates[-1]:
        raise ValueError(f"the coupon dates do not cover {start} to {end}")
    parts = list(_parts(start, end, dates)) or [(0, (dates[1] - dates[0]).days)]
    common = lcm(*(length for _, length in parts))
    num = sum(days * (common // length) for days, length in parts)
    return YearFraction((end - start).days, num, common * frequency)


def _parts(start: date, end: date, dates: Sequence[date]) -> Iterator[tuple[int, int]]:
    """Days of the period in each notional period it touches, and that period's length."""
    for first, last in pairwise(dates):
        if last <= first:
            raise ValueError(f"coupon dates are not in order: {first} before {last}")
        days = (min(end, last) - max(start, first)).days
        if days > 0:
            yield days, (last - first).days


def _actual_actual_afb(start: date, end: date, _: _Bond) -> YearFraction:
    """Association francaise des banques, 1994: whole years counted back from the end.

    What is left is over 366 if it holds a 29 February, else over 365.
    """
    years, rest = 0, end
    while (before := _year_before(rest)) >= start:
        years, rest = years + 1, before
    den = 366 if _holds_leap_day(start, rest) else 365
    return YearFraction((end - start).days, years * den + (rest - start).days, den)


def _year_before(day: date) -> date:
    """A year earlier; 28 February goes back to the last day of that month."""
    if day.month == _FEBRUARY and day.day >= 28:
        return date(day.year - 1, 2, monthrange(day.year - 1, 2)[1])
    return day.replace(year=day.year - 1)


def _holds_leap_day(start: date, end: date) -> bool:
    years = {year for year in (start.year, end.year) if isleap(year)}
    return any(start <= date(year, 2, 29) < end for year in years)


def _thirty_360(start: date, end: date, _: _Bond) -> YearFraction:
    """ISDA 2006 section 4.16(f), Bond Basis.

    A 31st that ends is the 30th only if the period starts on a 30th or 31st.
    """
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return _over_360(start, end, first, last)


def _thirty_e_360(start: date, end: date, _: _Bond) -> YearFraction:
    """ISDA 2006 section 4.16(g), Eurobond Basis: every 31st is the 30th."""
    return _over_360(start, end, min(start.day, 30), min(end.day, 30))


def _thirty_e_360_isda(start: date, end: date, bond: _Bond) -> YearFraction:
    """ISDA 2006 section 4.16(h): the last day of every month is the 30th.

    Only where the bond ends on the last of February, that day keeps its number.
    """
    if start == end:
        return YearFraction(0, 0, 360)
    ends_there = end == bond.termination and end.month == _FEBRUARY
    first = 30 if _is_month_end(start) else start.day
    last = 30 if _is_month_end(end) and not ends_there else end.day
    return _over_360(start, end, first, last)


def _thirty_360_us(start: date, end: date, _: _Bond) -> YearFraction:
    """SIFMA (Mayle, Standard Securities Calculation Methods, 1993): Bond Basis with February.

    A period from the last of February starts on the 30th, and one to it, then, ends there too.
    """
    from_february = start.month == _FEBRUARY and _is_month_end(start)
    first = 30 if from_february else min(start.day, 30)
    to_february = end.month == _FEBRUARY and _is_month_end(end)
    ends_on_30th = (from_february and to_february) or (end.day == 31 and first == 30)
    return _over_360(start, end, first, 30 if ends_on_30th else end.day)


def _over_360(start: date, end: date, first: int, last: int) -> YearFraction:
    months = 12 * (end.year - start.year) + end.month - start.month
    days = 30 * months + last - first
    return YearFraction(days, days, 360)


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


_CONVENTIONS: Final[dict[str, _Count]] = {
    "ACT/365F": _actual_365_fixed,
    "ACT/360": _actual_360,
    "ACT/ACT ICMA": _actual_actual_icma,
    "ACT/ACT ISDA": _actual_actual_isda,
    "30/360": _thirty_360,
    "30E/360": _thirty_e_360,
    "30E/360 ISDA": _thirty_e_360_isda,
    "30/360 US": _thirty_360_us,
    "ACT/ACT AFB": _actual_actual_afb,
}
DAY_COUNTS: Final = tuple(_CONVENTIONS)
"""Every convention known, by name."""
