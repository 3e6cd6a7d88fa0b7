"""What the discount of a bond without coupons has grown to: its amortised face amount.

Programme terms define it so for notes repaid early: the issue price, compounded by the accrual
yield a whole year at a time from the issue date, with simple interest for the days of a broken one.
Integers in, integers out.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sim.schedule.day_count import CouponDates, year_fraction
from sim.schedule.rolls import shift_months
from sim.units import PAR, RATE_SCALE, Price, Rate, half_up

__all__ = ["accreted_price"]

#: Parts of par that a year's growth is rounded to.
_PARTS: Final = 10**18
_MONTHS: Final = 12


def accreted_price(
    issue_price: Price, accrual_yield: Rate, day_count: str, issued: date, on: date
) -> Price:
    """Price on a day in 1e-6 % of face, half up; above par where price and yield do not fit.

    `accrual_yield` is in 1e-9 a year. Raises KeyError for a day count unknown here, and ValueError
    for a day before the issue date.
    """
    grown, since, years = int(issue_price) * (_PARTS // PAR), issued, 0
    while (following := shift_months(issued, _MONTHS * (years + 1))) <= on:
        grown = half_up(grown * (RATE_SCALE + accrual_yield), RATE_SCALE)
        since, years = following, years + 1
    # ACT/ACT ICMA counts the broken year as one regular period.
    year = CouponDates((since, following), 1)
    part = year_fraction(day_count, since, on, coupons=year)
    grown = half_up(
        grown * (RATE_SCALE * part.den + accrual_yield * part.num), RATE_SCALE * part.den
    )
    return Price(half_up(grown, _PARTS // PAR))
