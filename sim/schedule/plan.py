"""What a schedule is: all that follows from the terms of a deal before anybody acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sim.model import Coupon, Tranche
from sim.schedule.accretion import accreted_price
from sim.schedule.accrued import (
    TradeAmounts,
    accrued_fraction,
    accruing,
    flat_amounts,
    trade_amounts,
)
from sim.schedule.calendars import Calendar, calendar
from sim.schedule.cashflows import CashFlow, PeriodTerms, Terms, interest, principal
from sim.schedule.dates import entitlement
from sim.schedule.day_count import YearFraction
from sim.schedule.exercise import Exercise, exercises
from sim.schedule.factors import FACTOR_SCALE, factors_after
from sim.schedule.periods import Period, interest_periods
from sim.schedule.rates import (
    PeriodRate,
    fixed,
    period_rates,
    published_values,
    unpublished,
)
from sim.schedule.rolls import Cycle, Stub, rolled
from sim.units import (
    PAR,
    Minor,
    Price,
    Rate,
    half_up,
    price_from_percent,
    rate_from_percent,
    to_minor,
)

__all__ = ["DealSchedule", "TrancheSchedule", "cycle_of", "interest_periods_of", "tranche_schedule"]


@dataclass(frozen=True)
class TrancheSchedule:
    """One tranche from issue to maturity. Money is in smallest units of its currency."""

    facts: Tranche
    terms: Terms
    issue_price: Price
    minimum_units: int
    periods: tuple[Period, ...]
    agreed: tuple[PeriodTerms, ...]
    """What is agreed for each period: for a contract, which has one record a period."""
    flows: tuple[CashFlow, ...]
    """In order of payment, interest before principal."""
    exercises: tuple[Exercise, ...]
    """Dates on which it may be called or put."""
    home: Calendar
    """Hong Kong: trade dates, record dates, expiry."""
    calendar: Calendar
    """Every centre that must be open to pay: settlement and payment dates."""

    @property
    def final_record(self) -> date:
        """The last day on which an instruction may be due."""
        return self.flows[-1].record

    @property
    def published(self) -> tuple[Rate | None, ...]:
        """What the scenario publishes for each period, in 1e-9; empty where rates are terms."""
        return published_values(self.facts.coupon, self.periods, self.calendar)

    @property
    def roll_day(self) -> int:
        """The day of the month regular coupon dates fall on; 31 is the last of each."""
        return rolled(self.facts.issued, self.facts.maturity, cycle_of(self.facts.coupon)).roll_day

    def accreted(self, on: date) -> Price:
        """What the discount of a zero coupon has grown to, per 100 of face; see `accretion`."""
        facts = self.facts
        return accreted_price(
            self.issue_price,
            rate_from_percent(facts.reoffer_yield),
            facts.coupon.day_count,
            facts.issued,
            on,
        )

    def before_fixings(self, fixed: int = 0) -> TrancheSchedule:
        """The same as anybody can know it once so many periods are fixed: at issue, none.

        No rate is known before it is published.
        """
        coupon = self.facts.coupon
        known = (one.rate for one in self.agreed[:fixed])
        return self._at((*known, *(unpublished(coupon, one.rate) for one in self.agreed[fixed:])))

    def fixing(self, index: int, rate: Rate) -> TrancheSchedule:
        """The same once the rate of a period, counted from 0, is fixed, in 1e-9."""
        rates = [one.rate for one in self.agreed]
        rates[index] = fixed(self.facts.coupon, rate, rates[index].fixing)
        return self._at(rates)

    def _at(self, rates: Iterable[PeriodRate]) -> TrancheSchedule:
        pairs = zip(self.agreed, rates, strict=True)
        return self.agreeing(tuple(replace(one, rate=rate) for one, rate in pairs))

    def agreeing(self, agreed: tuple[PeriodTerms, ...]) -> TrancheSchedule:
        """The same tranche with other periods agreed, and the flows that follow from them."""
        periods = tuple(one.period for one in agreed)
        flows = _flows(self.facts, self.terms, agreed)
        return replace(self, periods=periods, agreed=agreed, flows=flows)

    def enlarged(self, units: int) -> TrancheSchedule:
        """The same with so many more units on offer, as a tap adds them."""
        more = replace(self.terms, units=self.terms.units + units)
        return replace(self, terms=more).agreeing(self.agreed)

    def partly_repaid(self, number: int, factor: int) -> TrancheSchedule:
        """The same once part of original face (1e-9) is repaid with a period's payment, from 1.

        Instalments to come stay as large as they were; the last one shrinks.
        """
        return self.agreeing(
            tuple(
                replace(
                    one,
                    factor_before=one.factor_before - (one.period.number > number) * factor,
                    factor_after=one.factor_after
                    - (one.period.number >= number and not one.is_last) * factor,
                )
                for one in self.agreed
            )
        )

    def running(self, day: date) -> PeriodTerms | None:
        """The interest period a day is in, its first day included; None outside the bond's life."""
        within = (one for one in self.agreed if one.period.start <= day < one.period.end)
        return next(within, None)

    def accrued_until(self, day: date) -> YearFraction:
        """The fraction of a year from the start of the period a day is in, to that day.

        Raises ValueError outside the bond's life.
        """
        return accrued_fraction(self.terms, self.periods, day)

    def proceeds(self, units: int) -> Minor:
        """What so many units cost at issue: face x issue price, rounded half up."""
        return Minor(half_up(units * self.terms.unit_face * self.issue_price, PAR))

    def settlement_date(self, traded: date, days: int | None = None) -> date:
        """When a trade of that day settles; `days` replaces the tranche's own cycle."""
        return self.calendar.add(traded, self.facts.settlement_days if days is None else days)

    def expiry_date(self, intended: date) -> date:
        """The day at whose cut-off an instruction still unsettled expires."""
        return self.home.add(intended, self.facts.expiry_days)

    def trade(self, units: int, price: int, intended: date) -> TradeAmounts:
        """What a trade costs; price in 1e-6 %.

        Raises ValueError outside the bond's life, and where `accrues` says no.
        """
        return trade_amounts(self.terms, self.agreed, units, price, intended)

    def accrues(self, intended: date) -> bool:
        """Whether a buyer of that date can be told what interest accrued, and is paid the coupon.

        Not while the rate of its period is not fixed, and not between a record date and the end of
        its period. Raises ValueError outside the bond's life.
        """
        within = accruing(self.terms, self.agreed, intended)
        return within.rate.least is not None and intended <= within.dates.record

    def flat_trade(self, units: int, price: int, day: date) -> TradeAmounts:
        """What a trade without accrued interest costs, on the face outstanding on a day."""
        return flat_amounts(self.terms, self.agreed, units, price, day)


@dataclass(frozen=True)
class DealSchedule:
    """Every tranche of a deal, with the calendar and zone of the deal itself."""

    zone: ZoneInfo
    calendar: Calendar
    """Hong Kong, with the scenario's closures."""
    tranches: Mapping[str, TrancheSchedule]


def tranche_schedule(facts: Tranche, closures: tuple[date, ...] = ()) -> TrancheSchedule:
    """The schedule of one tranche. Raises StubPeriodError if a coupon period is not whole."""
    home, centres = calendar(("HK",), closures), calendar(facts.calendars, closures)
    terms = _terms(facts)
    periods = interest_periods_of(facts, centres)
    agreed = _agreed(facts, terms, periods, home, centres)
    minimum = to_minor(facts.minimum_denomination, facts.currency) // terms.unit_face
    return TrancheSchedule(
        facts=facts,
        terms=terms,
        issue_price=price_from_percent(facts.issue_price),
        minimum_units=minimum,
        periods=periods,
        agreed=agreed,
        flows=_flows(facts, terms, agreed),
        exercises=exercises(facts, agreed, home),
        home=home,
        calendar=centres,
    )


def interest_periods_of(facts: Tranche, centres: Calendar) -> tuple[Period, ...]:
    """The interest periods of a tranche. Raises ValueError if its dates make none."""
    return interest_periods(
        facts.issued,
        facts.maturity,
        cycle=cycle_of(facts.coupon),
        day_count=facts.coupon.day_count,
        business_day=facts.business_day,
        accrual=facts.accrual,
        calendar=centres,
    )


def cycle_of(coupon: Coupon) -> Cycle:
    """How the dates of a coupon follow from issue and maturity; none for a bond without one."""
    if coupon.kind == "zero":
        return Cycle(0)
    return Cycle(
        frequency=coupon.frequency,
        stub=_STUBS[coupon.stub],
        first_coupon=coupon.first_coupon,
        last_coupon=coupon.last_coupon,
        end_of_month=coupon.end_of_month,
    )


_STUBS: Final[dict[str | None, Stub]] = {
    None: "none",
    "short first": "short_first",
    "long first": "long_first",
    "short last": "short_last",
    "long last": "long_last",
}


def _terms(facts: Tranche) -> Terms:
    unit_face = to_minor(facts.calculation_amount, facts.currency)
    return Terms(
        tranche=facts.code,
        units=to_minor(facts.size, facts.currency) // unit_face,
        unit_face=unit_face,
        day_count=facts.coupon.day_count,
        rounding_basis=facts.rounding_basis,
    )


def _agreed(
    facts: Tranche,
    terms: Terms,
    periods: tuple[Period, ...],
    home: Calendar,
    centres: Calendar,
) -> tuple[PeriodTerms, ...]:
    after = factors_after(facts.principal, [period.due for period in periods], terms.unit_face)
    before = (FACTOR_SCALE, *after[:-1])
    rates = period_rates(facts.coupon, periods, centres)
    return tuple(
        PeriodTerms(
            period=period,
            dates=entitlement(
                period.payment,
                record_days=facts.record_days,
                settlement_days=facts.settlement_days,
                home=home,
                calendar=centres,
            ),
            rate=rate,
            factor_before=was,
            factor_after=becomes,
            is_last=period is periods[-1],
        )
        for period, rate, was, becomes in zip(periods, rates, before, after, strict=True)
    )


def _flows(facts: Tranche, terms: Terms, agreed: tuple[PeriodTerms, ...]) -> tuple[CashFlow, ...]:
    flows: list[CashFlow] = []
    for one in agreed:
        if facts.coupon.kind != "zero":
            flows.append(interest(terms, one))
        if one.factor_after < one.factor_before:
            flows.append(principal(terms, one))
    return tuple(flows)
