from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

import pytest
import QuantLib

from sim.schedule import Cycle, adjust, calendar
from sim.schedule.rolls import STUBS, StubPeriodError, rolled, shift_months

CASES = 3_000
T2 = calendar(["T2"])
NOWHERE = QuantLib.NullCalendar()
RULES = {
    "following": QuantLib.Following,
    "modified_following": QuantLib.ModifiedFollowing,
    "preceding": QuantLib.Preceding,
    "modified_preceding": QuantLib.ModifiedPreceding,
    "none": QuantLib.Unadjusted,
}
dated = QuantLib.Date.from_date
_BACKWARD = QuantLib.DateGeneration.Backward


class Bond(NamedTuple):
    issued: date
    maturity: date
    cycle: Cycle

    def rolls(self) -> tuple[date, ...]:
        return rolled(*self).dates

    def in_quantlib(
        self, where: QuantLib.Calendar = NOWHERE, rule: str = "none"
    ) -> tuple[date, ...]:
        """QuantLib's schedule; where it has no rule for long stubs, it is told the coupon date."""
        cycle, first, last = self.cycle, self.cycle.first_coupon, self.cycle.last_coupon
        months, forward = 12 // cycle.frequency, cycle.stub.endswith("_last")
        rule_of_dates = QuantLib.DateGeneration.Forward if forward else _BACKWARD
        if cycle.stub.startswith("long"):
            short = replace(cycle, stub=cycle.stub.replace("long", "short"))
            dates = rolled(self.issued, self.maturity, short).dates
            if len(dates) == 3 and len(self.rolls()) == 2:
                months, rule_of_dates = 0, QuantLib.DateGeneration.Zero
            elif len(dates) > len(self.rolls()):
                first, last = (None, dates[-3]) if forward else (dates[2], None)
        schedule = QuantLib.Schedule(
            dated(self.issued), dated(self.maturity),
            QuantLib.Period(months, QuantLib.Months),
            where, RULES[rule], RULES[rule], rule_of_dates, cycle.end_of_month,
            dated(first) if first else QuantLib.Date(), dated(last) if last else QuantLib.Date(),
        )  # fmt: skip
        return tuple(day.to_date() for day in schedule)


def iso(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def bonds(seed: str) -> Iterator[Bond]:
    """Random bonds with odd periods; every third starts or ends at the end of a month."""
    draw = Random(seed)
    for n in range(CASES):
        issued = date(2005, 1, 1) + timedelta(draw.randrange(9_000))
        maturity = issued + timedelta(draw.randrange(20, 4_000))
        if n % 3 == 0:
            issued = issued.replace(day=1) - timedelta(1)
            maturity = maturity.replace(day=1) - timedelta(draw.randrange(2))
        frequency = draw.choice([1, 2, 4, 12])
        stub = draw.choice(STUBS[1:])
        if maturity > issued + timedelta(15):
            yield Bond(issued, maturity, Cycle(frequency, stub, end_of_month=n % 2 == 0))


def test_odd_periods_agree_with_quantlib() -> None:
    for bond in bonds("stubs"):
        assert bond.rolls() == bond.in_quantlib(), bond


@pytest.mark.parametrize("rule", RULES)
def test_adjusted_dates_agree_with_quantlib(rule: str) -> None:
    """QuantLib moves issue too, and calls the last open day of a month its end: neither is ours."""
    for bond in bonds(f"adjusted {rule}"):
        if max(bond.issued.day, bond.maturity.day) > 24:
            bond = bond._replace(cycle=replace(bond.cycle, end_of_month=False))
        theirs = bond.in_quantlib(QuantLib.TARGET(), rule)
        ours = [adjust(day, rule, T2) for day in bond.rolls()]
        # It leaves out a coupon that would fall on the day of another, once both are moved.
        assert list(dict.fromkeys(ours))[1:] == list(dict.fromkeys(theirs))[1:], bond


def test_given_coupon_dates_agree_with_quantlib() -> None:
    draw = Random("given")
    for n in range(CASES):
        frequency = draw.choice([1, 2, 4, 12])
        last = date(2020, 1, 1) + timedelta(draw.randrange(9_000))
        first = shift_months(
            last, -12 // frequency * draw.randrange(1, 20), end_of_month=n % 2 == 0
        )
        issued = first - timedelta(draw.randrange(1, 700))
        maturity = last + timedelta(draw.randrange(1, 700))
        cycle = Cycle(frequency, "none", first, last, end_of_month=n % 2 == 0)
        bond = Bond(issued, maturity, cycle)
        assert bond.rolls() == bond.in_quantlib(), bond


def test_notional_dates_cover_every_period_and_are_regular() -> None:
    for bond in bonds("notional"):
        rolls = rolled(*bond)
        months = 12 // bond.cycle.frequency
        for number, (start, end) in enumerate(pairwise(rolls.dates), 1):
            dates, frequency = rolls.coupons(number, start, end)
            assert frequency == bond.cycle.frequency
            assert dates[0] <= start < end <= dates[-1]
            # No more than needed: the second and the last but one lie within.
            assert dates[1] > start
            assert dates[-2] < end
            for first, last in pairwise(dates):
                apart = (last.year - first.year) * 12 + last.month - first.month
                assert apart == months, bond


@pytest.mark.parametrize(
    ("issued", "maturity", "cycle", "between"),
    [
        ("2023-02-16", "2024-02-16", Cycle(2), ["2023-08-16"]),
        # Maturity on the 31st: back to it after each short month.
        ("2023-08-31", "2024-08-31", Cycle(4), ["2023-11-30", "2024-02-29", "2024-05-31"]),
        ("2023-07-15", "2024-08-31", Cycle(2, "short_first"), ["2023-08-31", "2024-02-29"]),
        ("2023-07-15", "2024-08-31", Cycle(2, "long_first"), ["2024-02-29"]),
        # 29 February: every year on the 28th but leap years, and back.
        ("2020-02-29", "2024-02-29", Cycle(1), ["2021-02-28", "2022-02-28", "2023-02-28"]),
        # From 28 February, the last of its month or the 28th of every month.
        ("2023-02-28", "2024-06-10", Cycle(2, "short_last"), ["2023-08-28", "2024-02-28"]),
        (
            "2023-02-28",
            "2024-06-10",
            Cycle(2, "short_last", end_of_month=True),
            ["2023-08-31", "2024-02-29"],
        ),
        ("2023-02-28", "2024-06-10", Cycle(2, "long_last"), ["2023-08-28"]),
        # 30 April is the end of its month, 30 May is not.
        ("2023-04-30", "2024-04-30", Cycle(4, end_of_month=True),
         ["2023-07-31", "2023-10-31", "2024-01-31"]),
        ("2023-05-30", "2024-05-30", Cycle(4, end_of_month=True),
         ["2023-08-30", "2023-11-30", "2024-02-29"]),
        # Shorter than one period: one odd period, long or short.
        ("2023-05-30", "2023-06-30", Cycle(2, "short_first"), []),
        ("2023-05-30", "2023-06-30", Cycle(2, "long_last"), []),
        # Nothing is left over: the same bond whatever is said of odd periods.
        *(("2023-02-16", "2024-02-16", Cycle(2, stub), ["2023-08-16"]) for stub in STUBS),
        # Coupon dates given: only the first of the two tells that the bond pays on the 31st.
        ("2023-05-01", "2025-01-07", Cycle(2, "none", *iso("2023-05-31", "2024-11-30")),
         ["2023-05-31", "2023-11-30", "2024-05-31", "2024-11-30"]),
        ("2023-05-01", "2024-11-30", Cycle(2, "none", *iso("2024-05-30")), ["2024-05-30"]),
        ("2023-05-01", "2024-11-30", Cycle(2, "none", None, *iso("2023-11-01")), ["2023-11-01"]),
        ("2023-05-01", "2024-11-30", Cycle(2, "none", *iso("2024-02-01", "2024-02-01")),
         ["2024-02-01"]),
        ("2023-05-01", "2024-11-30", Cycle(2, "short_last", *iso("2023-06-01")),
         ["2023-06-01", "2023-12-01", "2024-06-01"]),
        ("2023-05-01", "2024-11-30", Cycle(2, "long_first", None, *iso("2024-10-15")),
         ["2024-04-15", "2024-10-15"]),
    ],
)  # fmt: skip
def test_by_hand(issued: str, maturity: str, cycle: Cycle, between: list[str]) -> None:
    assert rolled(*iso(issued, maturity), cycle).dates == iso(issued, *between, maturity)


@pytest.mark.parametrize(
    ("cycle", "nearest"),
    [
        (Cycle(2), ("2023-02-16", "2023-08-16")),
        (Cycle(2, "none", *iso("2023-06-16")), ("2023-02-16", "2023-08-16")),
        (Cycle(2, "none", None, *iso("2023-12-20")), ("2022-12-20", "2023-06-20")),
    ],
)
def test_a_period_that_must_be_whole_is_not(cycle: Cycle, nearest: tuple[str, str]) -> None:
    with pytest.raises(StubPeriodError) as caught:
        rolled(*iso("2023-02-20", "2024-02-16"), cycle)
    assert caught.value.nearest == iso(*nearest)
    assert str(caught.value) == f"regular dates are {nearest[0]} and {nearest[1]}"


@pytest.mark.parametrize(
    ("cycle", "problem"),
    [
        (Cycle(2, "none", *iso("2023-02-20")), "not in order: 2023-02-20, 2023-02-20, 2024-02-16"),
        (Cycle(2, "none", None, *iso("2024-02-16")), "not in order"),
        (Cycle(2, "none", *iso("2023-09-01", "2023-08-01")), "not in order"),
        (Cycle(2, "long_first", *iso("2023-09-01")), "first coupon date, 2023-09-01, leaves no lo"),
        (Cycle(2, "short_last", None, *iso("2023-09-01")), "last coupon date, 2023-09-01, leaves"),
    ],
)
def test_a_cycle_that_contradicts_itself(cycle: Cycle, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        rolled(*iso("2023-02-20", "2024-02-16"), cycle)
