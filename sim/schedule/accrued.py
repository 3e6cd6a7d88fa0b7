"""The amounts of a trade, bound when it is made: late settlement changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.schedule.cashflows import PeriodTerms, Terms
from sim.schedule.day_count import YearFraction, year_fraction
from sim.schedule.factors import FACTOR_SCALE
from sim.schedule.periods import Period
from sim.units import PAR, RATE_SCALE, Minor, Rate, half_up

__all__ = [
    "TradeAmounts",
    "accrued_fraction",
    "accruing",
    "factor_on",
    "flat_amounts",
    "trade_amounts",
]


@dataclass(frozen=True, slots=True)
class TradeAmounts:
    """What a buyer pays, in smallest units: settlement = clean + accrued, each rounded half up."""

    face: Minor
    accrued_days: int
    accrued: Minor
    clean: Minor
    settlement: Minor


def trade_amounts(
    terms: Terms, agreed: Sequence[PeriodTerms], units: int, price: int, intended: date
) -> TradeAmounts:
    """Amounts of `units` at a clean `price` (1e-6 %) due on the intended settlement date.

    Face is what is outstanding for a buyer of that date. Interest accrues on the face of the whole
    trade and is rounded once, whatever the rounding basis of payments is. Raises ValueError if the
    date is in no interest period, in one whose rate nobody can count on yet, or past the record
    date of one: its coupon is the seller's.
    """
    periods = [one.period for one in agreed]
    within = accruing(terms, agreed, intended)
    if within.dates.record < intended:
        raise ValueError(f"{intended} is past the record date, {within.dates.record}")
    fraction = accrued_fraction(terms, periods, intended)
    face = units * terms.unit_face * factor_on(agreed, intended)
    accrued = half_up(
        face * _rate(terms, within) * fraction.num, FACTOR_SCALE * RATE_SCALE * fraction.den
    )
    clean = half_up(face * price, FACTOR_SCALE * PAR)
    return TradeAmounts(
        face=Minor(half_up(face, FACTOR_SCALE)),
        accrued_days=fraction.days,
        accrued=Minor(accrued),
        clean=Minor(clean),
        settlement=Minor(clean + accrued),
    )


def flat_amounts(
    terms: Terms, agreed: Sequence[PeriodTerms], units: int, price: int, day: date
) -> TradeAmounts:
    """Amounts of a trade in a bond in default: interest, whenever it is paid, is in the price.

    Face is what is outstanding for a buyer of that day; after the last record date, all that was
    to be paid then.
    """
    factor = factor_on(agreed, day) or agreed[-1].factor_before
    face = units * terms.unit_face * factor
    clean = Minor(half_up(face * price, FACTOR_SCALE * PAR))
    return TradeAmounts(Minor(half_up(face, FACTOR_SCALE)), 0, Minor(0), clean, clean)


def accruing(terms: Terms, agreed: Sequence[PeriodTerms], intended: date) -> PeriodTerms:
    """The period in which interest accrues on a date. Raises ValueError if it is in none."""
    return agreed[_place(terms, [one.period for one in agreed], intended)]


def accrued_fraction(terms: Terms, periods: Sequence[Period], intended: date) -> YearFraction:
    """From the start of the period, inclusive, to the intended date, exclusive."""
    period = periods[_place(terms, periods, intended)]
    return year_fraction(terms.day_count, period.start, intended, coupons=period.coupons)


def factor_on(agreed: Sequence[PeriodTerms], intended: date) -> int:
    """The factor a trade due on a date is struck on, in 1e-9.

    The instalment of a period goes to who holds at its record date, so from the day after it a
    buyer buys what is left.
    """
    paid = [one.factor_after for one in agreed if one.dates.record < intended]
    return paid[-1] if paid else FACTOR_SCALE


def _place(terms: Terms, periods: Sequence[Period], intended: date) -> int:
    for place, period in enumerate(periods):
        if period.start <= intended < period.end:
            return place
    first, last = periods[0].start, periods[-1].end
    raise ValueError(f"{intended} is in no interest period of {terms.tranche}: {first} to {last}")


def _rate(terms: Terms, agreed: PeriodTerms) -> Rate:
    if agreed.rate.least is None:
        number = agreed.period.number
        raise ValueError(f"the rate of period {number} of {terms.tranche} is not fixed yet")
    return agreed.rate.least
