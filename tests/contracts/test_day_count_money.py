"""`DayCount` and `Money`: exact fractions of a year, and the one rounding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim import units
from sim.chain import Halted, Panicked, artifacts
from sim.chain.abi import Function
from sim.chain.logs import DayCountConvention
from sim.chain.reverts import DayCount_PeriodReversed
from tests.contracts.deal import day, reverts

ACT_365F = DayCountConvention.ACT_365F
_FRACTION = Function.parse("fraction(uint8,uint32,uint32)", "uint256,uint256")
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


class TestFraction:
    class TestRefused:
        def test_of_a_period_that_ends_before_it_starts(self, libraries):
            with reverts(DayCount_PeriodReversed, start=19_405, end=19_404):
                libraries(_FRACTION, ACT_365F, 19_405, 19_404)

        def test_by_a_convention_there_is_not(self, libraries):
            with pytest.raises(Halted):
                libraries(_FRACTION, 1, 19_404, 19_405)

    @pytest.mark.parametrize(
        ("start", "end", "days"),
        [
            ("2023-02-16", "2023-08-16", 181),
            ("2023-08-16", "2024-02-16", 184),
            ("2023-02-16", "2024-02-16", 365),
            ("2024-02-16", "2025-02-16", 366),
            ("2024-02-28", "2024-03-01", 2),
            ("2023-02-28", "2023-03-01", 1),
            ("2023-08-15", "2023-08-15", 0),
        ],
    )
    def test_counts_actual_days_over_365(self, libraries, start, end, days):
        assert libraries(_FRACTION, ACT_365F, day(start), day(end)) == (days, 365)

    def test_of_all_time_there_is(self, libraries):
        assert libraries(_FRACTION, ACT_365F, 0, 2**32 - 1) == (2**32 - 1, 365)

    @quick
    @given(days=st.lists(st.integers(0, 2**32 - 1), min_size=3, max_size=3).map(sorted))
    def test_of_two_periods_in_a_row_adds_up(self, libraries, days):
        start, middle, end = days
        first = Fraction(*libraries(_FRACTION, ACT_365F, start, middle))
        second = Fraction(*libraries(_FRACTION, ACT_365F, middle, end))
        assert first + second == Fraction(*libraries(_FRACTION, ACT_365F, start, end))


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
        numerator, denominator, *_ = deal.bond.interest_per_unit(index)
        assert libraries(_HALF_UP, numerator, denominator) == amount
