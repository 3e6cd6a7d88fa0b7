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
from sim.schedule.periods import Period
from sim.units import RATE_SCALE, Minor, Rate, half_up

__all__ = ["CashFlow", "Terms", "interest", "redemption"]


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of a tranche that its flows depend on. Face is in smallest units of money."""

    tranche: str
    units: int
    unit_face: Minor
    rate: Rate
    day_count: str
    rounding_basis: str


@dataclass(frozen=True, slots=True)
class CashFlow:
    """One scheduled flow. Money is in smallest units; INTR is interest, REDM principal.

    `total` is what is paid if one holder held all; with the basis `calculation_amount` that is
    what is paid whoever holds. `residue` is total less the unrounded amount, rounded half up.
    """

    event: str
    tranche: str
    number: int
    due: date
    payment: date
    record: date
    ex: date
    last_cum: date
    period_start: date
    period_end: date
    day_count: str
    accrual_days: int
    accrual_num: int
    accrual_den: int
    rate: Rate
    per_unit_num: int
    per_unit_den: int
    total: Minor
    exact_num: int
    exact_den: int
    residue: Minor
    outstanding_after: Minor

    def amount(self, units: int) -> Minor:
        """What is due to one holding of so many units."""
        return Minor(half_up(units * self.per_unit_num, self.per_unit_den))


def interest(terms: Terms, period: Period, dates: Entitlement) -> CashFlow:
    """The interest of one period on every unit."""
    fraction = period.fraction
    num = terms.unit_face * terms.rate * fraction.num
    den = RATE_SCALE * fraction.den
    after = Minor(terms.units * terms.unit_face)
    return _flow("INTR", terms, period, dates, (num, den), after)


def redemption(terms: Terms, period: Period, dates: Entitlement) -> CashFlow:
    """The principal at par, due with the interest of the last period."""
    return _flow("REDM", terms, period, dates, (terms.unit_face, 1), Minor(0))


def _flow(
    event: str,
    terms: Terms,
    period: Period,
    dates: Entitlement,
    unit: tuple[int, int],
    after: Minor,
) -> CashFlow:
    exact_num, exact_den = _lowest(terms.units * unit[0], unit[1])
    per_num, per_den = _rounded(unit, terms.rounding_basis)
    total = half_up(terms.units * per_num, per_den)
    return CashFlow(
        event=event,
        tranche=terms.tranche,
        number=period.number,
        due=period.due,
        payment=period.payment,
        record=dates.record,
        ex=dates.ex,
        last_cum=dates.last_cum,
        period_start=period.start,
        period_end=period.end,
        day_count=terms.day_count,
        accrual_days=period.fraction.days,
        accrual_num=period.fraction.num,
        accrual_den=period.fraction.den,
        rate=terms.rate,
        per_unit_num=per_num,
        per_unit_den=per_den,
        total=Minor(total),
        exact_num=exact_num,
        exact_den=exact_den,
        residue=Minor(half_up(total * exact_den - exact_num, exact_den)),
        outstanding_after=after,
    )


def _rounded(unit: tuple[int, int], basis: str) -> tuple[int, int]:
    if basis == "calculation_amount":
        return half_up(*unit), 1
    return _lowest(*unit)


def _lowest(num: int, den: int) -> tuple[int, int]:
    common = gcd(num, den)
    return num // common, den // common
