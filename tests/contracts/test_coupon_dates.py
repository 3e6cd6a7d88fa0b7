"""`CouponDates`: odd periods of ACT/ACT ICMA by the notional periods around them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest

from sim.chain import Halted, artifacts
from sim.chain.abi import Function
from sim.chain.logs import DayCountConvention, Flow, Stub
from sim.chain.reverts import CouponDates_NotSoMany
from sim.schedule.day_count import CouponDates, year_fraction
from sim.schedule.rolls import shift_months
from sim.units import date_of, day_of
from tests.contracts.deal import WHOLE, day, period, reverts
from tests.contracts.schedules import bound

_ODD = Function.parse("oddFraction(uint32,uint32,uint8,uint256,uint256)", "uint256,uint256")
_MANY = Function.parse(
    "oddFractions(uint32[],uint32[],uint8,uint256,uint256[])", "uint256[],uint256[]"
)
_VECTORS = Path(__file__).parents[1] / "vectors" / "daycount_actact.json"
PUBLISHED = [
    case
    for case in json.loads(_VECTORS.read_text(encoding="utf8"))["cases"]
    if case["convention"] == "ActActISMA"
]
FREQUENCIES = (1, 2, 4, 12)


@pytest.fixture(scope="module")
def code() -> bytes:
    return artifacts.load("tests/contracts/solidity")["Libraries"].bytecode


@pytest.fixture
def libraries(deal, code):
    """Calls a library function: `libraries(function, *args)`."""
    address = deal.chain.engine.deploy(deal.mallory, code).contract_address

    def called(function, *args):
        return deal.chain.call(address, function, args)

    return called


def regular(roll_day: int, month: int) -> date:
    """The regular date of a month, counted from January 2000; 31 is the last of each."""
    return shift_months(date(2000, 1, roll_day), month)


def drawn(stub: Stub, frequency: int) -> Iterator[tuple[date, date, int]]:
    """Start, end and roll day of odd periods up to two and a half regular ones long."""
    draw = Random(f"{stub.name} stubs, {frequency} a year")
    months = 12 // frequency
    while True:
        roll_day = draw.choice([draw.randint(1, 28), 28, 29, 30, 31])
        month = draw.randint(0, 12 * 60)
        here = regular(roll_day, month)
        far = draw.randint(1, 77 * months)
        if stub is Stub.FIRST:
            yield date_of(day_of(here) - far), here, roll_day
        else:
            yield here, date_of(day_of(here) + far), roll_day


def notional(stub: Stub, start: date, end: date, roll_day: int, frequency: int) -> CouponDates:
    """Regular dates around an odd period, counted from its regular end."""
    here = end if stub is Stub.FIRST else start
    month = (here.year - 2000) * 12 + here.month - 1
    step = 12 // frequency * (-1 if stub is Stub.FIRST else 1)
    dates = [here]
    for number in count(1):
        if (dates[-1] <= start) if stub is Stub.FIRST else (dates[-1] >= end):
            break
        dates.append(regular(roll_day, month + step * number))
    return CouponDates(tuple(sorted(dates)), frequency)


class TestFails:
    @pytest.mark.parametrize("coupons", [0, 5, 7, 13])
    def test_where_a_year_has_no_such_periods(self, libraries, coupons):
        with reverts(CouponDates_NotSoMany, coupons_per_year=coupons):
            libraries(_ODD, 19_404, 19_704, Stub.FIRST, coupons, 16)

    def test_of_a_stub_there_is_not(self, libraries):
        with pytest.raises(Halted):
            libraries(_ODD, 19_404, 19_704, len(Stub), 2, 16)


@pytest.mark.parametrize("frequency", FREQUENCIES)
@pytest.mark.parametrize("stub", [Stub.FIRST, Stub.LAST])
def test_is_what_the_schedule_computes(libraries, stub, frequency):
    """Ten thousand in all; the schedule's own are compared with QuantLib's elsewhere."""
    cases = drawn(stub, frequency)
    for _ in range(5):
        chunk = list(islice(cases, 250))
        starts, ends, rolls = zip(*chunk, strict=True)
        given = [day_of(each) for each in starts], [day_of(each) for each in ends]
        found = libraries(_MANY, *given, stub, frequency, rolls)
        for (start, end, roll_day), fraction in zip(chunk, zip(*found, strict=True), strict=True):
            coupons = notional(stub, start, end, roll_day, frequency)
            told = year_fraction("ACT/ACT ICMA", start, end, coupons=coupons)
            assert fraction == (told.num, told.den), (start, end, roll_day)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: f"{case['start']} {case['end']}")
def test_published_examples(libraries, case):
    """ISDA's paper on ACT/ACT; what each row is, tests/vectors/README.md says."""
    first, last = (date.fromisoformat(case[which]) for which in ("refStart", "refEnd"))
    start, end = (date.fromisoformat(case[which]) for which in ("start", "end"))
    frequency = 12 // ((last.year - first.year) * 12 + last.month - first.month)
    stub = Stub.FIRST if end == last else Stub.LAST
    roll_day = max(first.day, last.day)
    num, den = libraries(_ODD, day_of(start), day_of(end), stub, frequency, roll_day)
    assert num / den == pytest.approx(case["yearFraction"], abs=1e-10)


# Worked by hand: 16 February to 1 May is 74 of the 181 days from 1 November to 1 May; a long one
# has 76 of the 184 days from 1 May to 1 November besides 181 of 181 (2023).
@pytest.mark.parametrize(
    ("start", "end", "stub", "fraction"),
    [
        ("2023-02-16", "2023-05-01", Stub.FIRST, Fraction(74, 362)),
        ("2023-02-16", "2023-11-01", Stub.FIRST, Fraction(74, 362) + Fraction(1, 2)),
        ("2023-05-01", "2023-07-16", Stub.LAST, Fraction(76, 368)),
        ("2022-11-01", "2023-07-16", Stub.LAST, Fraction(1, 2) + Fraction(76, 368)),
        ("2022-11-01", "2023-05-01", Stub.FIRST, Fraction(1, 2)),
        ("2022-11-01", "2023-05-01", Stub.LAST, Fraction(1, 2)),
    ],
)
def test_by_hand(libraries, start, end, stub, fraction):
    assert Fraction(*libraries(_ODD, day(start), day(end), stub, 2, 1)) == fraction


@pytest.mark.parametrize("start", ["2023-08-31", "2024-01-31"])
def test_a_roll_on_the_last_stays_on_the_last_of_february(libraries, start):
    num, den = libraries(_ODD, day(start), day("2024-02-29"), Stub.FIRST, 2, 31)
    assert Fraction(num, den) == Fraction(day("2024-02-29") - day(start), 182 * 2)


class TestTerms:
    ODD = ("2023-02-16", "2023-05-01")

    def due(self, deal, **changes):
        only = period(*self.ODD, record="2023-04-28", ex="2023-04-27")
        stub = changes.pop("stub", Stub.FIRST)
        terms, _ = bound(deal, [replace(only, stub=stub)], **changes)
        return terms.due(0, Flow.INTEREST)

    def test_an_odd_period_counts_by_notional_ones(self, deal):
        icma = {"day_count": DayCountConvention.ACT_ACT_ICMA, "roll_day": 1}
        due = self.due(deal, **icma)
        assert (due.accrual_num, due.accrual_den) == (74, 362)
        assert due.amount_num == WHOLE * 500_000_00 * 40_500_000 * 74
        assert due.amount_den == WHOLE * WHOLE * 362

    def test_a_regular_one_by_itself(self, deal):
        icma = {"day_count": DayCountConvention.ACT_ACT_ICMA, "roll_day": 1}
        due = self.due(deal, stub=Stub.NONE, **icma)
        assert (due.accrual_num, due.accrual_den) == (74, 148)

    def test_to_other_day_counts_it_is_a_period_as_any(self, deal):
        due = self.due(deal, roll_day=1)
        assert (due.accrual_num, due.accrual_den) == (74, 365)
