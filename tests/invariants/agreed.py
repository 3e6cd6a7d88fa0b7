"""What a bond owes by its terms and by the options exercised, apart from the contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sim.chain.logs import ActionKind, Change, Option, OptionKind, Period, RoundingBasis
from sim.units import PAR
from tests.contracts.deal import CALCULATION_AMOUNT, WHOLE

CALLS = (OptionKind.CALL, OptionKind.TAX_CALL, OptionKind.CLEAN_UP)


class Agreed:
    """Periods, price and size in force, and which version set each period."""

    def __init__(self, periods: Sequence[Period], basis: RoundingBasis, offered: int) -> None:
        self.periods = list(periods)
        self.basis = basis
        self.offered = offered
        self.price = PAR
        self.spread = 0
        self.maturity = self.periods[-1].end
        self.options: list[Option] = []
        self.exercised: set[int] = set()
        self.called: set[int] = set()
        #: First period that each version after the one at issue set.
        self.amended_from: list[int] = []

    # --- what is due ---

    @property
    def last(self) -> int:
        return len(self.periods) - 1

    def version_of(self, period: int) -> int:
        """The latest that set a period, or took it away; 0 as issued."""
        setting = [n for n, first in enumerate(self.amended_from, 1) if first <= period]
        return max(setting, default=0)

    def factor_before(self, period: int) -> int:
        return WHOLE if period == 0 else self.periods[period - 1].factor_after

    def put_on(self, period: int) -> Option | None:
        """The put that goes with a period, where that is not the last by now."""
        for option in self.options:
            if option.kind is OptionKind.PUT and option.period_index == period:
                left = period < self.last and self.periods[period].factor_after
                return option if left else None
        return None

    @property
    def dues(self) -> list[tuple[int, ActionKind]]:
        """Everything that can be announced."""
        return [
            (period, kind)
            for period in range(len(self.periods))
            for kind in ActionKind
            if self.is_due(period, kind)
        ]

    def is_due(self, period: int, kind: ActionKind) -> bool:
        if period > self.last:
            return False
        if kind is ActionKind.INTR:
            return True
        if kind is ActionKind.BPUT:
            return self.put_on(period) is not None
        repaid = self.factor_before(period) != self.periods[period].factor_after
        if kind is ActionKind.PRED:
            return repaid and period < self.last
        whole = ActionKind.MCAL if period in self.called else ActionKind.REDM
        return kind is whole and period == self.last

    def each(self, period: int, kind: ActionKind) -> Fraction:
        """Money a unit, in cents; interest by actual days of 365."""
        paid, before = self.periods[period], self.factor_before(period)
        if kind is ActionKind.INTR:
            rate = Fraction(paid.rate, WHOLE) * Fraction(paid.end - paid.start, 365)
            return CALCULATION_AMOUNT * Fraction(before, WHOLE) * rate
        part, price = before - paid.factor_after, PAR if period < self.last else self.price
        if kind is ActionKind.BPUT:
            put = self.put_on(period)
            assert put is not None
            part, price = paid.factor_after, put.price
        return CALCULATION_AMOUNT * Fraction(part, WHOLE) * Fraction(price, PAR)

    # --- new terms ---

    def amend(self, first: int, tail: Sequence[Period], change: Change) -> None:
        """A new version, which sets the periods from one on."""
        self.amended_from.append(first)
        self.periods[first:] = tail
        self.maturity, self.price = change.maturity_date, change.redemption_price
        self.offered, self.spread = change.offered_units, change.spread

    def next_period(self, now: int) -> int:
        """The first whose record date is still to come; one past the last where none is."""
        passed = [period for period in self.periods if period.record_at <= now]
        return len(passed)

    # --- options ---

    def is_open(self, number: int, now: int) -> bool:
        option = self.options[number]
        return option.notice_from <= now < option.notice_until

    def may_exercise(self, number: int, now: int, supply: int) -> bool:
        option = self.options[number]
        first = option.period_index
        if number in self.exercised or not self.is_open(number, now) or first > self.last:
            return False
        if option.kind in CALLS:
            left = -(-supply * self.factor_before(first) // WHOLE)
            small = option.kind is not OptionKind.CLEAN_UP or left <= option.units
            return small and self.periods[first].factor_after > 0
        tail = self.periods[first:-1]
        enough = all(option.factor < each.factor_after for each in tail)
        return option.kind is OptionKind.PART and bool(tail) and enough

    def exercise(self, number: int) -> None:
        self.exercised.add(number)
        option = self.options[number]
        first = option.period_index
        self.amended_from.append(first)
        if option.kind in CALLS:
            self.called.add(first)
            self.price = option.price
            self.maturity = self.periods[first].end
            self.periods[first:] = [replace(self.periods[first], factor_after=0)]
            return
        for index in range(first, self.last):
            part = self.periods[index]
            left = part.factor_after - option.factor
            self.periods[index] = replace(part, factor_after=left)

    def may_tap(self, number: int, now: int, units: int) -> bool:
        left = self.next_period(now) <= self.last and number not in self.exercised
        size = 0 < units <= self.options[number].units
        return left and size and self.is_open(number, now)

    def tap(self, number: int, units: int) -> None:
        """Only the last period is set anew: what was announced of others holds."""
        self.exercised.add(number)
        self.offered += units
        self.amended_from.append(self.last)
