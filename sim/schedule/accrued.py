"""The amounts of a trade, bound when it is made: late settlement changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.schedule.cashflows import Terms
from sim.schedule.day_count import YearFraction, year_fraction
from sim.schedule.periods import Period
from sim.units import PAR, RATE_SCALE, Minor, half_up

__all__ = ["TradeAmounts", "accrued_fraction", "trade_amounts"]


@dataclass(frozen=True, slots=True)
class TradeAmounts:
    """What a buyer pays, in smallest units: settlement = clean + accrued, each rounded half up."""

    face: Minor
    accrued_days: int
    accrued: Minor
    clean: Minor
    settlement: Minor


def trade_amounts(
    terms: Terms, periods: Sequence[Period], units: int, price: int, intended: date
) -> TradeAmounts:
    """Amounts of `units` at a clean `price` (1e-6 %) due on the intended settlement date.

    Interest accrues on the face of the whole trade and is rounded once, whatever the rounding
    basis of payments is. Raises ValueError if the date is in no interest period.
    """
    fraction = accrued_fraction(terms, periods, intended)
    face = units * terms.unit_face
    accrued = half_up(face * terms.rate * fraction.num, RATE_SCALE * fraction.den)
    clean = half_up(face * price, PAR)
    return TradeAmounts(
        face=Minor(face),
        accrued_days=fraction.days,
        accrued=Minor(accrued),
        clean=Minor(clean),
        settlement=Minor(clean + accrued),
    )


def accrued_fraction(terms: Terms, periods: Sequence[Period], intended: date) -> YearFraction:
    """From the start of the period, inclusive, to the intended date, exclusive."""
    for period in periods:
        if period.start <= intended < period.end:
            start = period.start
            return year_fraction(terms.day_count, start, intended, coupons=period.coupons)
    first, last = periods[0].start, periods[-1].end
    raise ValueError(f"{intended} is in no interest period of {terms.tranche}: {first} to {last}")
