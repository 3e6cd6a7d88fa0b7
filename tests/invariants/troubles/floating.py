"""Bonds whose rates are fixed days after a period began, and what troubles make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain.logs import (
    Accelerated,
    ActionKind,
    Amendment,
    Change,
    CouponKind,
    Covenants,
    Matter,
    Period,
    RateFixed,
    RoundingBasis,
)
from tests.contracts.deal import CALCULATION_AMOUNT, WHOLE, Deal
from tests.contracts.schedules import PLAIN_RESET
from tests.invariants.acts import DAY, pick
from tests.invariants.agreed import Agreed
from tests.invariants.stage import BULLET, INSTALMENTS, OFFERED, Tranche, staged
from tests.invariants.troubles.estate import TroubledBook
from tests.invariants.troubles.recovering import Troubled
from tests.invariants.units import law

#: A rate is fixed so long before its payment, for some hours; then it falls back.
AHEAD, HOURS = 78 * DAY, 8 * 3_600
FLOOR, FIRST_RATE = 20_000_001, 30_000_000
RESET = replace(PLAIN_RESET, spread=1_000_001, floor=FLOOR)


def fixed_late(periods: Sequence[Period]) -> list[Period]:
    """The same periods without rates, each with its time for one."""
    return [
        replace(
            each,
            rate=0,
            fixing_date=each.payment_date - AHEAD // DAY,
            fixing_opens_at=each.payable_from - AHEAD,
            fallback_from=each.payable_from - AHEAD + HOURS,
        )
        for each in periods
    ]


def floating(tranches: Sequence[Tranche]) -> list[Tranche]:
    """The same bonds, but that they float."""
    return [
        replace(tranche, deal=_floating(tranche.deal, INSTALMENTS if which else BULLET))
        for which, tranche in enumerate(tranches)
    ]


def _floating(deal: Deal, dates: list[Period]) -> Deal:
    terms = {"coupon_kind": CouponKind.FLOATING, "reset": RESET, "offered_units": OFFERED}
    return staged(deal, deal.new_bond(fixed_late(dates), **terms))


class Floating(Agreed):
    """What is owed at rates that become known in turn."""

    def __init__(self, periods: Sequence[Period], basis: RoundingBasis, offered: int) -> None:
        super().__init__(fixed_late(periods), basis, offered)
        self.spread = RESET.spread
        #: What was observed for each period so far.
        self.observed: list[int] = []

    def is_known(self, period: int) -> bool:
        return period < len(self.observed)

    @property
    def next_unfixed(self) -> Period | None:
        return None if self.is_known(self.last) else self.periods[len(self.observed)]

    def is_due(self, period: int, kind: ActionKind) -> bool:
        """Nothing can be announced whose amount nobody knows."""
        known = kind is not ActionKind.INTR or self.is_known(period)
        return known and super().is_due(period, kind)

    def each(self, period: int, kind: ActionKind) -> Fraction:
        """At the floor as long as the rate is not known."""
        if kind is not ActionKind.INTR or self.is_known(period):
            return super().each(period, kind)
        paid, left = self.periods[period], Fraction(self.factor_before(period), WHOLE)
        rate = Fraction(FLOOR, WHOLE) * Fraction(paid.end - paid.start, 365)
        return CALCULATION_AMOUNT * left * rate

    def fix(self, observed: int) -> int:
        """The rate made of it: with the spread, and within the floor."""
        index, rate = len(self.observed), max(observed + self.spread, FLOOR)
        self.observed.append(observed)
        self.periods[index] = replace(self.periods[index], rate=rate)
        return rate

    def amend(self, first: int, tail: Sequence[Period], change: Change) -> None:
        """What was fixed stays, but of periods that are no more."""
        rates = [each.rate for each in self.periods]
        super().amend(first, tail, change)
        del self.observed[len(self.periods) :]
        for index in range(len(self.observed)):
            self.periods[index] = replace(self.periods[index], rate=rates[index])


class FloatingBook(TroubledBook):
    """Claims of such bonds: at the floor, where the rate follows only later."""

    agreed: Floating

    def may_accelerate(self, date: int) -> bool:
        """What could fall back by now does so first."""
        if not super().may_accelerate(date):
            return False
        first = self.agreed.next_period(self.now)
        to_come = self.now < self.agreed.periods[first].fallback_from
        return self.agreed.is_known(first) or to_come

    def without_fixings(self, tail: list[Period]) -> list[Period]:
        return [replace(each, rate=0) for each in tail]

    def without_fixing(self, index: int, ended: Period) -> Period:
        if self.agreed.is_known(index):
            return ended
        until = self.promised.prescription
        return replace(
            ended,
            fixing_date=until.record_date,
            fixing_opens_at=until.record_at - 2,
            fallback_from=until.record_at - 1,
        )

    def may_fix(self) -> bool:
        """In its own hours, the next in turn."""
        coming = self.agreed.next_unfixed
        return coming is not None and coming.fixing_opens_at <= self.now < coming.fallback_from

    def may_fall_back(self) -> bool:
        coming = self.agreed.next_unfixed
        return coming is not None and coming.fallback_from <= self.now


class Floats(Troubled):
    """Beside all troubles: an agent that observes, or does not."""

    model: FloatingBook
    #: What the agent observes next; nothing where it is below zero.
    coming_rate = FIRST_RATE

    def book_of(self, tranche: Tranche, which: int, promised: Covenants) -> FloatingBook:
        agreed = Floating(INSTALMENTS if which else BULLET, tranche.basis, OFFERED)
        return FloatingBook(tranche, self.spares, agreed, promised)

    def wait_until(self, instant: int) -> None:
        """On the way every rate is fixed in its time, or falls back when that is over."""
        while coming := self.model.agreed.next_unfixed:
            published = self.coming_rate >= 0 and self.now < coming.fallback_from
            at = coming.fixing_opens_at if published else coming.fallback_from
            if at >= max(instant, self.now + 1):
                break
            super().wait_until(at)
            if published:
                self.fix()
            else:
                self.fall_back()
        super().wait_until(instant)

    @rule(rate=st.integers(-50, 80))
    def market_moves(self, rate: int) -> None:
        self.coming_rate = rate * 1_000_003

    def fix(self) -> None:
        model, index, rate = self.model, len(self.model.agreed.observed), self.coming_rate
        receipt = self.act(
            "fix",
            lambda: self.deal.terms.fix(index, rate, sender=self.deal.calculation_agent),
            model.may_fix,
        )
        if receipt:
            self.check_rate(receipt.only(RateFixed), model.agreed.fix(rate))
            self.met("fixed at the floor", model.agreed.periods[index].rate == FLOOR)

    def fall_back(self) -> None:
        """To what was observed last, and first to what the terms state; by anyone."""
        agreed = self.model.agreed
        index, last = len(agreed.observed), [FIRST_RATE, *agreed.observed][-1]
        receipt = self.act(
            "fall back",
            lambda: self.deal.terms.fall_back(index, sender=self.deal.mallory),
            self.model.may_fall_back,
        )
        if receipt:
            self.check_rate(receipt.only(RateFixed), agreed.fix(last))
            self.met("fell back")

    def check_rate(self, log: RateFixed, rate: int) -> None:
        law("RECORD", (log.rate, log.observed) == (rate, self.model.agreed.observed[-1]), log, rate)

    @precondition(lambda self: self.model.agreed.next_unfixed)
    @rule(draw=pick)
    def agent_tries(self, draw: int) -> None:
        """Now and then too early, or too late, or of what is due already."""
        if draw % 16 == 7 and self.coming_rate >= 0:
            self.fix()
        elif draw % 64 == 11:
            self.fall_back()

    @precondition(lambda self: self.able_to_accelerate)
    @rule()
    def trustee_waits_for_the_rate(self) -> None:
        """Of the running period, where it is not fixed yet; then everything is due."""
        coming = self.model.agreed.next_unfixed
        running = self.model.agreed.next_period(self.now)
        if coming is not None and not self.model.agreed.is_known(running):
            self.wait_until(coming.fixing_opens_at + 1)
        if self.able_to_accelerate:
            self.accelerate()

    def check_accelerated(self, log: Accelerated) -> None:
        super().check_accelerated(log)
        known = self.model.agreed.is_known(self.model.claims_period)
        self.met("claimed at the rate fixed" if known else "claimed at the floor")

    def amendment_for(self, matter: Matter, draw: int) -> Amendment:
        """A new spread in place of a new rate; a longer life with its time for a rate."""
        made = super().amendment_for(matter, draw)
        if matter is not Matter.AMEND or not made.tail:
            return made
        change = replace(made.change, spread=(draw % 5 - 2) * 3_000_001)
        return replace(made, tail=tuple(fixed_late(made.tail)), change=change)
