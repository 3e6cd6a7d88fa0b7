"""`DayCount` and `Money`: exact fractions of a year, and the one rounding."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim import units
from sim.chain import Halted, Panicked, artifacts
from sim.chain.abi import Function
from sim.chain.logs import DayCountConvention
from sim.chain.reverts import DayCount_PeriodReversed
from sim.ledger.deal import DAY_COUNTS
from sim.schedule.day_count import CouponDates, year_fraction
from sim.units import date_of, day_of
from tests.contracts.deal import day, reverts

ACT_365F = DayCountConvention.ACT_365F
_FRACTION = Function.parse("fraction(uint8,uint32,uint32,uint256)", "uint256,uint256")
_FRACTIONS = Function.parse("fractions(uint8,uint32[],uint32[])", "uint256[],uint256[]")
_DATES = Function.parse("dates(uint32[])", "uint256[]")
_HALF_UP = Function.parse("halfUp(uint256,uint256)", "uint256")

quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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


class TestCivilDate:
    def test_of_every_day_of_two_centuries(self, libraries):
        first = day_of(date(1970, 1, 1))
        for start in range(first, day_of(date(2170, 1, 1)), 2_000):
            days = range(start, start + 2_000)
            told = [int(date_of(each).strftime("%Y%m%d")) for each in days]
            assert libraries(_DATES, days) == tuple(told)

    def test_of_the_days_at_which_the_calendar_turns(self, libraries):
        turns = [(2000, 2, 29), (2000, 3, 1), (2100, 2, 28), (2100, 3, 1), (2400, 2, 29)]
        days = [day_of(date(*turn)) for turn in [*turns, (9999, 12, 31)]]
        told = (20000229, 20000301, 21000228, 21000301, 24000229, 99991231)
        assert libraries(_DATES, days) == told


class TestFraction:
    class TestRefused:
        @pytest.mark.parametrize("convention", DayCountConvention)
        def test_of_a_period_that_ends_before_it_starts(self, libraries, convention):
            with reverts(DayCount_PeriodReversed, start=19_405, end=19_404):
                libraries(_FRACTION, convention, 19_405, 19_404, 2)

        def test_by_a_convention_there_is_not(self, libraries):
            with pytest.raises(Halted):
                libraries(_FRACTION, len(DayCountConvention), 19_404, 19_405, 2)

    # Worked by hand from the text of the 2006 ISDA Definitions, section 4.16.
    @pytest.mark.parametrize(
        ("convention", "start", "end", "fraction"),
        [
            (ACT_365F, "2023-02-16", "2023-08-16", (181, 365)),
            (ACT_365F, "2024-02-16", "2025-02-16", (366, 365)),
            (ACT_365F, "2024-02-28", "2024-03-01", (2, 365)),
            (ACT_365F, "2023-08-15", "2023-08-15", (0, 365)),
            (DayCountConvention.ACT_360, "2024-02-16", "2025-02-16", (366, 360)),
            (DayCountConvention.ACT_ACT_ICMA, "2023-02-16", "2023-08-16", (181, 362)),
            (DayCountConvention.ACT_ACT_ISDA, "2023-02-16", "2023-08-16", (181, 365)),
            (DayCountConvention.ACT_ACT_ISDA, "2024-02-16", "2024-08-16", (182, 366)),
            # 15 days of 2023 and 45 of 2024, which is a leap year.
            (DayCountConvention.ACT_ACT_ISDA, "2023-12-17", "2024-02-15",
             (15 * 366 + 45 * 365, 365 * 366)),
            (DayCountConvention.ACT_ACT_ISDA, "2099-12-31", "2100-12-31", (365, 365)),
            (DayCountConvention.THIRTY_360, "2025-11-11", "2026-05-11", (180, 360)),
            (DayCountConvention.THIRTY_360, "2023-01-30", "2023-01-31", (0, 360)),
            (DayCountConvention.THIRTY_360, "2023-01-15", "2023-01-31", (16, 360)),
            (DayCountConvention.THIRTY_360, "2023-02-28", "2023-03-31", (33, 360)),
            (DayCountConvention.THIRTY_E_360, "2023-01-15", "2023-01-31", (15, 360)),
            (DayCountConvention.THIRTY_E_360, "2023-02-28", "2023-03-31", (32, 360)),
            (DayCountConvention.THIRTY_E_360, "2023-01-31", "2023-02-28", (28, 360)),
        ],
    )  # fmt: skip
    def test_counts(self, libraries, convention, start, end, fraction):
        assert libraries(_FRACTION, convention, day(start), day(end), 2) == fraction

    def test_icma_counts_a_regular_period_by_its_frequency(self, libraries):
        for coupons in (1, 2, 4, 12):
            counted = libraries(_FRACTION, DayCountConvention.ACT_ACT_ICMA, 19_404, 19_704, coupons)
            assert counted == (300, 300 * coupons)

    def test_of_all_time_there_is(self, libraries):
        assert libraries(_FRACTION, ACT_365F, 0, 2**32 - 1, 2) == (2**32 - 1, 365)

    @pytest.mark.parametrize("convention", DayCountConvention)
    def test_is_what_the_schedule_computes(self, libraries, convention):
        """Ten thousand random periods; the schedule's are compared with QuantLib's elsewhere."""
        draw = Random(f"periods by {convention.name}")
        # Every year of a century, and more often than not a month's end.
        days = sorted(
            day_of(date(draw.randint(1970, 2099), draw.randint(1, 12), 1)) - draw.choice([0, 1, 2])
            for _ in range(20_000)
        )[60:]
        draw.shuffle(days)
        periods = [tuple(sorted(pair)) for pair in zip(days[::2], days[1::2], strict=True)]
        name = DAY_COUNTS[convention]
        for chunk in batched(periods, 500):
            starts, ends = zip(*chunk, strict=True)
            counted = zip(*libraries(_FRACTIONS, convention, starts, ends), strict=True)
            for (start, end), fraction in zip(chunk, counted, strict=True):
                assert fraction == scheduled(name, date_of(start), date_of(end)), (start, end)

    @quick
    @given(days=st.lists(st.integers(0, 2**32 - 1), min_size=3, max_size=3).map(sorted))
    def test_of_two_periods_in_a_row_adds_up(self, libraries, days):
        start, middle, end = days
        first = Fraction(*libraries(_FRACTION, ACT_365F, start, middle, 2))
        second = Fraction(*libraries(_FRACTION, ACT_365F, middle, end, 2))
        assert first + second == Fraction(*libraries(_FRACTION, ACT_365F, start, end, 2))


def scheduled(convention: str, start: date, end: date) -> tuple[int, int]:
    """Numerator and denominator by the schedule; of one regular half-yearly period for ICMA."""
    coupons = CouponDates((start, end), 2) if start < end else None
    if coupons is None and convention == "ACT/ACT ICMA":
        return 0, 0
    return year_fraction(convention, start, end, coupons=coupons)[1:]


def batched(periods, size):
    return (periods[place : place + size] for place in range(0, len(periods), size))


class TestHalfUp:
    class TestRefused:
        def test_by_a_denominator_of_zero(self, libraries):
            with pytest.raises(Panicked) as panicked:
                libraries(_HALF_UP, 1, 0)
            assert panicked.value.code == 0x12

        def test_beyond_the_largest_number(self, libraries):
            with pytest.raises(Panicked) as panicked:
                libraries(_HALF_UP, 2**255, 1)
            assert panicked.value.code == 0x11

    @pytest.mark.parametrize(
        ("numerator", "denominator", "rounded"),
        [
            (0, 1, 0),
            (1, 2, 1),
            (1, 3, 0),
            (2, 3, 1),
            (3, 2, 2),
            (5, 2, 3),
            (499, 1_000, 0),
            (500, 1_000, 1),
            (10, 1, 10),
            (2**255 - 1, 1, 2**255 - 1),
        ],
    )
    def test_goes_to_the_nearest_and_halves_up(self, libraries, numerator, denominator, rounded):
        assert libraries(_HALF_UP, numerator, denominator) == rounded

    @quick
    @given(numerator=st.integers(0, 2**200), denominator=st.integers(1, 2**200))
    def test_is_what_decimal_arithmetic_says(self, libraries, numerator, denominator):
        # The nearest integer is decided by the remainder; Decimal judges that, exactly.
        whole, rest = divmod(numerator, denominator)
        with localcontext() as context:
            context.prec = 200
            tie = (Decimal(2 * rest) / Decimal(2 * denominator)).quantize(
                Decimal(1), rounding=ROUND_HALF_UP
            )
        assert libraries(_HALF_UP, numerator, denominator) == whole + int(tie)

    @quick
    @given(numerator=st.integers(0, 2**200), denominator=st.integers(1, 2**200))
    def test_is_what_python_books_by(self, libraries, numerator, denominator):
        assert libraries(_HALF_UP, numerator, denominator) == units.half_up(numerator, denominator)


class TestScales:
    def test_are_those_python_writes_in(self, libraries):
        assert libraries(Function.parse("PAR()", "uint256")) == units.PAR
        assert libraries(Function.parse("RATE_ONE()", "uint256")) == units.RATE_SCALE


class TestCouponOfHk2023:
    """One unit of HKD 500,000.00 at 4.05 %: the published half-year amounts, to the cent."""

    @pytest.mark.parametrize(("index", "amount"), [(0, 10_041_78), (1, 10_208_22)])
    def test_to_the_cent(self, deal, libraries, index, amount):
        numerator, denominator, *_ = deal.terms.interest_per_unit(index)
        assert libraries(_HALF_UP, numerator, denominator) == amount
