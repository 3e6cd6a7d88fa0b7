"""Amounts: events in order, each with what is paid and what is left. Exact, never rounded.

Signs are the contract's: what the holder of the role RPA receives is positive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sim.schedule.actus.events import Event, Kind, events_of, settled
from sim.schedule.actus.moments import Moment
from sim.schedule.actus.terms import Reset, Terms
from sim.schedule.actus.values import Reader
from sim.schedule.day_count import YearFraction, year_fraction

__all__ = ["Flow", "Observed", "flows_of"]

Observed = Mapping[str, Mapping[date, Fraction]]
"""Rates by the name of their market object and the day they were observed."""


class Flow(NamedTuple):
    """One event with its amount, and the contract's state after it."""

    event: Event
    amount: Fraction
    outstanding: Fraction
    rate: Fraction
    accrued: Fraction
    """Interest earned and not yet paid."""
    since: date | None
    """From when interest ran that is paid here; None where none is."""
    fraction: YearFraction | None
    """The part of a year from there to here; None where none is paid, or in several pieces."""


class _Book:
    """The state of one contract as time passes."""

    def __init__(self, terms: Terms, past: list[Event], observed: Observed, reader: Reader) -> None:
        self.terms, self.observed, self.reader = terms, observed, reader
        assert terms.maturity is not None
        self.end = terms.shift.counted(terms.maturity).counted
        self.notional = self.base = self.accrued = Fraction(0)
        self.rate = terms.rate
        self.at = self.since = terms.shift.counted(terms.issue)
        # Stretches of interest since it was last paid, each at one rate on one amount.
        self.pieces = 0
        if past:
            self._begin(terms.notional)
            self._bring_forward(past)

    def _begin(self, notional: Fraction) -> None:
        base = notional if self.terms.base == "NT" else self.terms.base_amount or notional
        self.notional, self.base = self.terms.sign * notional, self.terms.sign * base

    def _bring_forward(self, past: list[Event]) -> None:
        """A running contract: from the status date, with what had accrued by then."""
        status = self.terms.status
        if self.terms.accrued is not None:
            self._bring(self.terms.accrued)
            self.at = self.since = status
            return
        paid = max(e for e in past if e.kind in (Kind.IED, Kind.IP, Kind.IPCI))
        changed = [e for e in past if e > paid and e.counted > paid.counted]
        if changed:
            problem = f"is missing, and {changed[-1].kind.name} of {changed[-1].due.day} changed it"
            self.reader.note("accruedInterest", problem, "write what had accrued at statusDate")
            self.reader.refuse()
        self.at = self.since = paid.counted

    def _bring(self, accrued: Fraction) -> None:
        self.accrued = self.terms.sign * accrued
        self.pieces = 1 if accrued else 0

    def flow(self, event: Event) -> Flow:
        """Let one event happen."""
        if event.kind is Kind.IED:
            return self._issue(event)
        self._accrue(event.counted)
        if event.kind in (Kind.IP, Kind.IPCI):
            return self._interest(event)
        amount = Fraction(0)
        if event.kind is Kind.PR:
            amount = self._redeem()
        elif event.kind is Kind.MD:
            amount, self.notional, self.base = self.notional, Fraction(0), Fraction(0)
        elif event.kind is Kind.IPCB:
            self.base = self.notional
        else:
            self._reset(event)
        return self._told(event, amount)

    def _issue(self, event: Event) -> Flow:
        self._begin(self.terms.notional)
        self._bring(self.terms.accrued or Fraction(0))
        self.at = self.since = event.counted
        return self._told(event, -self.terms.sign * (self.terms.notional + self.terms.premium))

    def _accrue(self, until: Moment) -> None:
        if until > self.at:
            self.accrued += self._part(self.at, until)[1] * self.rate * self.base
            self.at = until
            self.pieces += 1

    def _part(self, first: Moment, last: Moment) -> tuple[YearFraction, Fraction]:
        start, end = first.counted, last.counted
        part = year_fraction(self.terms.day_count, start, end, termination=self.end)
        return part, Fraction(part.num, part.den)

    def _interest(self, event: Event) -> Flow:
        amount, since = self.accrued, self.since
        part = self._part(since, self.at)[0] if self.pieces <= 1 else None
        self.accrued, self.since, self.pieces = Fraction(0), self.at, 0
        if event.kind is Kind.IPCI:
            self._owe(self.notional + amount)
            amount = Fraction(0)
        return self._told(event, amount)._replace(since=since.counted, fraction=part)

    def _redeem(self) -> Fraction:
        assert self.terms.redemption is not None
        amount = self.terms.sign * min(self.terms.redemption, abs(self.notional))
        self._owe(self.notional - amount)
        return amount

    def _owe(self, notional: Fraction) -> None:
        self.notional = notional
        if self.terms.base == "NT":
            self.base = notional

    def _reset(self, event: Event) -> None:
        reset = self.terms.reset
        assert reset is not None
        if event.kind is Kind.RRF:
            assert reset.next_rate is not None
            self.rate = reset.next_rate
        else:
            self.rate = self._reset_rate(reset, event.payment.day)

    def _reset_rate(self, reset: Reset, day: date) -> Fraction:
        values = self.observed.get(reset.code, {})
        if day not in values:
            problem = f"dataObserved has no {reset.code} of {day}, when the rate is reset"
            instead = f'add {{"timestamp": "{day}T00:00:00", "value": …}} to its data'
            self.reader.note("marketObjectCodeOfRateReset", problem, instead)
            self.reader.refuse()
        aim = values[day] * reset.multiplier + reset.spread
        change = _within(aim - self.rate, reset.period)
        return _within(self.rate + change, reset.life)

    def _told(self, event: Event, amount: Fraction) -> Flow:
        return Flow(event, amount, self.notional, self.rate, self.accrued, None, None)


def flows_of(terms: Terms, observed: Observed, reader: Reader) -> list[Flow]:
    """Every event after the status date, with its amount.

    Raises BadInput, by the term's name, if a reset finds no observation, if a running contract does
    not say what had accrued and it cannot be worked out, or if there are too many dates.
    """
    terms = settled(terms, reader)
    past, ahead = events_of(terms, reader)
    book = _Book(terms, past, observed, reader)
    return [book.flow(event) for event in ahead]


def _within(value: Fraction, limits: tuple[Fraction | None, Fraction | None]) -> Fraction:
    low, high = limits
    if low is not None:
        value = max(value, low)
    return value if high is None else min(value, high)
