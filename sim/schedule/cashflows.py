"""What the issuer owes and when: every scheduled flow of a tranche, exact and as paid.

Two rounding bases, a term of the bond. `calculation_amount`: the amount a unit is rounded half up
to the smallest unit of the currency, then multiplied. `holding`: the amount a unit stays an exact
fraction and each holder's amount is rounded half up, once. Both are kept as num/den, so that a
contract has one rule: half_up(units x num, den).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import gcd

from sim.schedule.dates import Entitlement
from sim.schedule.factors import FACTOR_SCALE
from sim.schedule.periods import Period
from sim.schedule.rates import PeriodRate
from sim.units import PAR, RATE_SCALE, Minor, Price, Rate, half_up

__all__ = ["CashFlow", "Figures", "PeriodTerms", "Terms", "interest", "principal"]


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of a tranche that its flows depend on. Face is in smallest units of money."""

    tranche: str
    units: int
    unit_face: Minor
    day_count: str
    rounding_basis: str
    redemption: Price = PAR
    """What is paid of face at maturity, 1e-6 %."""


@dataclass(frozen=True, slots=True)
class PeriodTerms:
    """What is agreed for one period: its dates, rate, and principal before and after, in 1e-9."""

    period: Period
    dates: Entitlement
    rate: PeriodRate
    factor_before: int
    factor_after: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The amounts of a flow in smallest units; see `CashFlow`."""

    per_unit_num: int
    per_unit_den: int
    total: Minor
    exact_num: int
    exact_den: int
    residue: Minor


@dataclass(frozen=True, slots=True)
class CashFlow:
    """One scheduled flow. Money is in smallest units.

    INTR is interest, PRED a part of principal, REDM the last of it. `total` is what is paid if one
    holder held all; with the basis `calculation_amount` that is what is paid whoever holds.
    `residue` is total less the unrounded amount, rounded half up. Where the rate is not fixed yet
    `rate` is None, and asking for an amount raises ValueError.
    """

    event: str
    tranche: str
    number: int
    due: date
    payment: date
    record: date
    ex: date
    last_cum: date
    fixing: date | None
    """When the rate is published; None where it is a term."""
    period_start: date
    period_end: date
    stub: str
    """Whether the period is odd, and where it stands: none, first, last."""
    day_count: str
    accrual_days: int
    accrual_num: int
    accrual_den: int
    rate: Rate | None
    factor_before: int
    """Parts in 1e-9 of original face outstanding in the period: what interest runs on."""
    factor_after: int
    figures: Figures | None
    """None as long as the rate is not fixed."""
    outstanding_after: Minor

    def amount(self, units: int) -> Minor:
        """What is due to one holding of so many units. Raises ValueError if not known yet."""
        return Minor(half_up(units * self.per_unit_num, self.per_unit_den))

    @property
    def per_unit_num(self) -> int:
        """The amount a unit, above the line. Raises ValueError if not known yet."""
        return self._known.per_unit_num

    @property
    def per_unit_den(self) -> int:
        """The amount a unit, below the line. Raises ValueError if not known yet."""
        return self._known.per_unit_den

    @property
    def total(self) -> Minor:
        """What all units are paid. Raises ValueError if not known yet."""
        return self._known.total

    @property
    def exact_num(self) -> int:
        """The unrounded amount in all, above the line. Raises ValueError if not known yet."""
        return self._known.exact_num

    @property
    def exact_den(self) -> int:
        """The unrounded amount in all, below the line. Raises ValueError if not known yet."""
        return self._known.exact_den

    @property
    def residue(self) -> Minor:
        """What rounding adds, or takes away. Raises ValueError if not known yet."""
        return self._known.residue

    @property
    def _known(self) -> Figures:
        if self.figures is None:
            raise ValueError(f"the rate of period {self.number} of {self.tranche} is not fixed yet")
        return self.figures


def interest(terms: Terms, agreed: PeriodTerms) -> CashFlow:
    """The interest of one period on every unit, on what is outstanding at its start."""
    rate, fraction = agreed.rate.rate, agreed.period.fraction
    after = _outstanding(terms, agreed.factor_before)
    if rate is None:
        return _flow("INTR", terms, agreed, None, after)
    num = terms.unit_face * agreed.factor_before * rate * fraction.num
    den = FACTOR_SCALE * RATE_SCALE * fraction.den
    return _flow("INTR", terms, agreed, (num, den), after)


def principal(terms: Terms, agreed: PeriodTerms) -> CashFlow:
    """The principal paid back with the interest of a period: PRED at par, and at last REDM."""
    price = terms.redemption if agreed.is_last else PAR
    num = terms.unit_face * (agreed.factor_before - agreed.factor_after) * price
    event = "REDM" if agreed.is_last else "PRED"
    after = _outstanding(terms, agreed.factor_after)
    return _flow(event, terms, agreed, (num, FACTOR_SCALE * PAR), after)


def _outstanding(terms: Terms, factor: int) -> Minor:
    return Minor(half_up(terms.units * terms.unit_face * factor, FACTOR_SCALE))


def _flow(
    event: str,
    terms: Terms,
    agreed: PeriodTerms,
    unit: tuple[int, int] | None,
    after: Minor,
) -> CashFlow:
    period, dates = agreed.period, agreed.dates
    return CashFlow(
        event=event,
        tranche=terms.tranche,
        number=period.number,
        due=period.due,
        payment=period.payment,
        record=dates.record,
        ex=dates.ex,
        last_cum=dates.last_cum,
        fixing=agreed.rate.fixing,
        period_start=period.start,
        period_end=period.end,
        stub=period.stub,
        day_count=terms.day_count,
        accrual_days=period.fraction.days,
        accrual_num=period.fraction.num,
        accrual_den=period.fraction.den,
        rate=agreed.rate.rate,
        factor_before=agreed.factor_before,
        factor_after=agreed.factor_after,
        figures=None if unit is None else _figures(terms, unit),
        outstanding_after=after,
    )


def _figures(terms: Terms, unit: tuple[int, int]) -> Figures:
    exact_num, exact_den = _lowest(terms.units * unit[0], unit[1])
    per_num, per_den = _rounded(unit, terms.rounding_basis)
    total = half_up(terms.units * per_num, per_den)
    return Figures(
        per_unit_num=per_num,
        per_unit_den=per_den,
        total=Minor(total),
        exact_num=exact_num,
        exact_den=exact_den,
        residue=Minor(half_up(total * exact_den - exact_num, exact_den)),
    )


def _rounded(unit: tuple[int, int], basis: str) -> tuple[int, int]:
    if basis == "calculation_amount":
        return half_up(*unit), 1
    return _lowest(*unit)


def _lowest(num: int, den: int) -> tuple[int, int]:
    common = gcd(num, den)
    return num // common, den // common
