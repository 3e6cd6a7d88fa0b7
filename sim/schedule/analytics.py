"""Yield, price, accrued interest and duration of a bond, through QuantLib; never money itself.

Street convention: each flow is discounted from the end of its interest period, whether or not that
is a business day, with as many compoundings a year as coupons, by the bond's own day count, in the
last period too. Prices and accrued interest are per 100 of face, yields per cent a year, durations
years. What comes out is Decimal with 9 places; the floats QuantLib works with stay in here.

QuantLib is the extra `analytics`: it is imported when something is asked, and not before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sim.errors import BadInput, Finding
from sim.schedule.factors import FACTOR_SCALE
from sim.schedule.periods import Period
from sim.schedule.plan import TrancheSchedule
from sim.units import RATE_SCALE, Rate

__all__ = ["Analysis", "Bond", "analysis", "analysis_at_yield", "bond_of"]

_PLACES: Final = Decimal("1e-9")
_ACCURACY: Final = 1e-13
_MOST_STEPS: Final = 200
_ICMA: Final = "ACT/ACT ICMA"


@dataclass(frozen=True, slots=True)
class Bond:
    """What a yield depends on: interest periods, their rates, and principal paid back at par."""

    periods: tuple[Period, ...]
    rate: Rate | tuple[Rate, ...]
    """One for the whole life, or one a period."""
    day_count: str
    frequency: int
    """Coupons, and compoundings of the yield, a year; one compounding where there is none."""
    factors: tuple[int, ...] = ()
    """Parts in 1e-9 of original face that interest runs on, period by period; empty for all."""

    def leg(self, place: int) -> tuple[float, float]:
        """Rate, and principal of 100 original face, of the period at that place."""
        rate = self.rate if isinstance(self.rate, int) else self.rate[place]
        factor = self.factors[place] if self.factors else FACTOR_SCALE
        return rate / RATE_SCALE, 100.0 * factor / FACTOR_SCALE


@dataclass(frozen=True, slots=True)
class Analysis:
    """A bond on one settlement date. Dirty is clean + accrued, each rounded to 9 places."""

    settlement: date
    clean: Decimal
    accrued: Decimal
    dirty: Decimal
    yield_percent: Decimal
    macaulay: Decimal
    """Years to the flows, weighted by their present value."""
    modified: Decimal
    """Per cent by which the dirty price falls if the yield rises by one per cent point."""


def bond_of(schedule: TrancheSchedule) -> Bond:
    """The bond of a tranche's schedule. Raises ValueError if a rate is not fixed yet."""
    rates = tuple(one.rate.rate for one in schedule.agreed)
    known = tuple(rate for rate in rates if rate is not None)
    if len(known) < len(rates):
        raise ValueError(f"the rate of period {rates.index(None) + 1} is not fixed yet")
    return Bond(
        periods=schedule.periods,
        rate=known[0] if len(set(known)) == 1 else known,
        day_count=schedule.terms.day_count,
        frequency=schedule.facts.coupon.frequency or 1,
        factors=tuple(one.factor_before for one in schedule.agreed),
    )


def analysis(bond: Bond, settlement: date, clean: Decimal) -> Analysis:
    """At a clean price per 100 of face.

    Raises:
        ValueError: if settlement is before issue, or not before maturity; or if no yield gives
            that price, or no price has that yield.
        KeyError: for a day count unknown here.
        BadInput: if QuantLib is not installed; the message names the extra.
    """
    if not clean.is_finite():
        raise ValueError(f"no yield gives a clean price of {clean}")
    return _Analyst(bond, settlement).at_price(float(clean))


def analysis_at_yield(bond: Bond, settlement: date, yield_percent: Decimal) -> Analysis:
    """At a yield to maturity, per cent a year. Raises as `analysis` does."""
    if not yield_percent.is_finite():
        raise ValueError(f"no price has a yield of {yield_percent} %")
    return _Analyst(bond, settlement).at_yield(float(yield_percent) / 100)


class _Analyst:
    def __init__(self, bond: Bond, settlement: date) -> None:
        first, last = bond.periods[0].start, bond.periods[-1].end
        if not first <= settlement < last:
            raise ValueError(f"{settlement} is not within the life of the bond, {first} to {last}")
        self._ql = _quantlib()
        self._settlement, self._on = settlement, self._ql.Date.from_date(settlement)
        self._count = _COUNTERS[bond.day_count](self._ql, last)
        self._frequency = bond.frequency
        self._bond = self._built(bond)

    def at_price(self, clean: float) -> Analysis:
        price = self._ql.BondPrice(clean, self._ql.BondPrice.Clean)
        ways = (*self._ways(), self._on, _ACCURACY, _MOST_STEPS)
        try:
            rate = self._ql.BondFunctions.bondYield(self._bond, price, *ways)
        except RuntimeError as failed:
            raise ValueError(f"no yield gives a clean price of {clean}: {failed}") from None
        return self._told(clean, rate)

    def at_yield(self, rate: float) -> Analysis:
        if not 1 + rate / self._frequency > 0:
            raise ValueError(f"no price has a yield of {rate * 100} %")
        clean = self._ql.BondFunctions.cleanPrice(self._bond, rate, *self._ways(), self._on)
        return self._told(clean, rate)

    def _told(self, clean: float, rate: float) -> Analysis:
        functions, ways = self._ql.BondFunctions, self._ways()
        accrued = _rounded(functions.accruedAmount(self._bond, self._on))
        kinds = (self._ql.Duration.Macaulay, self._ql.Duration.Modified)
        macaulay, modified = (
            _rounded(functions.duration(self._bond, rate, *ways, kind, self._on)) for kind in kinds
        )
        return Analysis(
            settlement=self._settlement,
            clean=_rounded(clean),
            accrued=accrued,
            dirty=_rounded(clean) + accrued,
            yield_percent=_rounded(rate * 100),
            macaulay=macaulay,
            modified=modified,
        )

    def _ways(self) -> tuple[Any, ...]:
        return self._count, self._ql.Compounded, self._frequency

    def _built(self, bond: Bond) -> Any:
        """The bond in QuantLib: our own dates, coupon by coupon; principal it adds itself."""
        # Two of its coupon dates are enough for an odd period: ICMA steps on from them.
        dated = self._ql.Date.from_date
        coupons = []
        for place, period in enumerate(bond.periods):
            rate, principal = bond.leg(place)
            start, end = dated(period.start), dated(period.end)
            near = map(dated, period.coupons.dates[:2])
            coupons.append(
                self._ql.FixedRateCoupon(end, principal, rate, self._count, start, end, *near)
            )
        nowhere, issued = self._ql.NullCalendar(), dated(bond.periods[0].start)
        return self._ql.Bond(0, nowhere, issued, coupons)


def _rounded(value: float) -> Decimal:
    return Decimal(value).quantize(_PLACES)


def _quantlib() -> Any:
    try:
        import QuantLib
    except ImportError as error:
        problem = f"yields need QuantLib, which cannot be imported: {error}"
        instead = "install it with: pip install 'greenbond-sim[analytics]'"
        raise BadInput(Finding("analytics", "", None, problem, instead)) from None
    return QuantLib


_COUNTERS: Final[dict[str, Callable[[Any, date], Any]]] = {
    "ACT/365F": lambda ql, _: ql.Actual365Fixed(),
    "ACT/360": lambda ql, _: ql.Actual360(),
    _ICMA: lambda ql, _: ql.ActualActual(ql.ActualActual.ISMA),
    "ACT/ACT ISDA": lambda ql, _: ql.ActualActual(ql.ActualActual.ISDA),
    "ACT/ACT AFB": lambda ql, _: ql.ActualActual(ql.ActualActual.AFB),
    "30/360": lambda ql, _: ql.Thirty360(ql.Thirty360.BondBasis),
    "30E/360": lambda ql, _: ql.Thirty360(ql.Thirty360.EurobondBasis),
    "30E/360 ISDA": lambda ql, end: ql.Thirty360(ql.Thirty360.ISDA, ql.Date.from_date(end)),
    "30/360 US": lambda ql, _: ql.Thirty360(ql.Thirty360.USA),
}
