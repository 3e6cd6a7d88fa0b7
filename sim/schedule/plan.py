"""What a schedule is: all that follows from the terms of a deal before anybody acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sim.model import Tranche
from sim.schedule.accrued import TradeAmounts, trade_amounts
from sim.schedule.calendars import Calendar, calendar
from sim.schedule.cashflows import CashFlow, Terms, interest, redemption
from sim.schedule.dates import entitlement
from sim.schedule.periods import Period, interest_periods
from sim.schedule.rolls import Cycle
from sim.units import (
    PAR,
    Minor,
    Price,
    half_up,
    price_from_percent,
    rate_from_percent,
    to_minor,
)

__all__ = ["DealSchedule", "TrancheSchedule", "tranche_schedule"]


@dataclass(frozen=True)
class TrancheSchedule:
    """One tranche from issue to maturity. Money is in smallest units of its currency."""

    facts: Tranche
    terms: Terms
    issue_price: Price
    minimum_units: int
    periods: tuple[Period, ...]
    flows: tuple[CashFlow, ...]
    """In order of payment, interest before principal."""
    home: Calendar
    """Hong Kong: trade dates, record dates, expiry."""
    calendar: Calendar
    """Every centre that must be open to pay: settlement and payment dates."""

    @property
    def final_record(self) -> date:
        """The last day on which an instruction may be due."""
        return self.flows[-1].record

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
        """What a trade costs; price in 1e-6 %. Raises ValueError outside the bond's life."""
        return trade_amounts(self.terms, self.periods, units, price, intended)


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
    periods = interest_periods(
        facts.issued,
        facts.maturity,
        cycle=Cycle(facts.coupon.frequency),
        day_count=facts.coupon.day_count,
        business_day=facts.business_day,
        accrual=facts.accrual,
        calendar=centres,
    )
    minimum = to_minor(facts.minimum_denomination, facts.currency) // terms.unit_face
    return TrancheSchedule(
        facts=facts,
        terms=terms,
        issue_price=price_from_percent(facts.issue_price),
        minimum_units=minimum,
        periods=periods,
        flows=_flows(facts, terms, periods, home, centres),
        home=home,
        calendar=centres,
    )


def _terms(facts: Tranche) -> Terms:
    unit_face = to_minor(facts.calculation_amount, facts.currency)
    return Terms(
        tranche=facts.code,
        units=to_minor(facts.size, facts.currency) // unit_face,
        unit_face=unit_face,
        rate=rate_from_percent(facts.coupon.rate),
        day_count=facts.coupon.day_count,
        rounding_basis=facts.rounding_basis,
    )


def _flows(
    facts: Tranche,
    terms: Terms,
    periods: tuple[Period, ...],
    home: Calendar,
    centres: Calendar,
) -> tuple[CashFlow, ...]:
    dates = [
        entitlement(
            period.payment,
            record_days=facts.record_days,
            settlement_days=facts.settlement_days,
            home=home,
            calendar=centres,
        )
        for period in periods
    ]
    coupons = [interest(terms, *pair) for pair in zip(periods, dates, strict=True)]
    return (*coupons, redemption(terms, periods[-1], dates[-1]))
