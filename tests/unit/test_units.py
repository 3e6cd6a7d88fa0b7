from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import units

NUMERATORS = st.integers(-(10**30), 10**30)
DENOMINATORS = st.integers(1, 10**15)


@pytest.mark.parametrize(
    ("num", "den", "expected"),
    [(1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (49, 100, 0), (-49, 100, 0), (0, 7, 0)],
)
def test_half_up_takes_a_half_away_from_zero(num: int, den: int, expected: int) -> None:
    assert units.half_up(num, den) == expected


@pytest.mark.parametrize("den", [0, -1])
def test_half_up_refuses_a_denominator_that_is_not_positive(den: int) -> None:
    with pytest.raises(ValueError, match="denominator must be positive"):
        units.half_up(1, den)


@given(NUMERATORS, DENOMINATORS)
def test_half_up_is_at_most_half_a_unit_away(num: int, den: int) -> None:
    assert abs(2 * (units.half_up(num, den) * den - num)) <= den


@given(NUMERATORS, DENOMINATORS)
def test_half_up_is_symmetric(num: int, den: int) -> None:
    assert units.half_up(-num, den) == -units.half_up(num, den)


@given(st.integers(-(10**12), 10**12))
def test_half_up_agrees_with_decimal(thousandths: int) -> None:
    expected = (Decimal(thousandths) / 1000).quantize(Decimal(1), ROUND_HALF_UP)
    assert units.half_up(thousandths, 1000) == int(expected)


@given(NUMERATORS, DENOMINATORS, st.integers(1, 1000))
def test_half_up_does_not_depend_on_lowest_terms(num: int, den: int, k: int) -> None:
    assert units.half_up(num * k, den * k) == units.half_up(num, den)


def test_money_of_the_first_coupon_a_unit() -> None:
    # FACTS 1.7: HKD 10,041.78 a unit.
    assert units.to_minor(Decimal("10041.78"), "HKD") == 1_004_178
    assert units.money_text(1_004_178, "HKD") == "10041.78"
    assert units.from_minor(units.Minor(1_004_178), "HKD") == Decimal("10041.78")


@pytest.mark.parametrize(
    ("minor", "text"), [(0, "0.00"), (5, "0.05"), (-132, "-1.32"), (-5, "-0.05"), (100, "1.00")]
)
def test_money_text_has_exactly_the_digits_of_the_currency(minor: int, text: str) -> None:
    assert units.money_text(minor, "EUR") == text
    assert units.minor_from_text(text, "EUR") == minor


@given(st.integers(-(10**24), 10**24), st.sampled_from(sorted(units.CURRENCIES)))
def test_money_survives_text_and_decimal(minor: int, currency: str) -> None:
    assert units.minor_from_text(units.money_text(minor, currency), currency) == minor
    assert units.to_minor(units.from_minor(units.Minor(minor), currency), currency) == minor


@pytest.mark.parametrize("amount", ["0.001", "1.005", "1E-30", "123456789012345678901234567.001"])
def test_money_finer_than_the_currency_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="has too many decimals; HKD has 2 decimals"):
        units.to_minor(Decimal(amount), "HKD")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1E+40", "1E+999999999"])
def test_amounts_that_are_no_amounts_are_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number|is too large"):
        units.to_minor(Decimal(amount), "HKD")


def test_an_unknown_currency_is_told_the_known_ones() -> None:
    with pytest.raises(ValueError, match="unknown currency 'XYZ'; known are HKD, CNH, USD, EUR"):
        units.minor_digits("XYZ")


@pytest.mark.parametrize("text", ["", "1,000.00", "1e3", ".5", "5.", "+1", "-", "--1", "١"])
def test_only_plain_decimals_are_money_text(text: str) -> None:
    with pytest.raises(ValueError, match="is not a plain decimal number"):
        units.minor_from_text(text, "HKD")


def test_rates_and_prices() -> None:
    assert units.rate_from_percent(Decimal("4.05")) == 40_500_000
    assert units.rate_text(40_500_000) == "4.050000"
    assert units.price_from_percent(Decimal(100)) == units.PAR
    assert units.price_text(units.PAR) == "100.000000"
    assert units.price_from_percent(Decimal("99.955")) == 99_955_000


def test_a_rate_or_price_finer_than_its_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="7 decimals of a per cent"):
        units.rate_from_percent(Decimal("0.00000001"))
    with pytest.raises(ValueError, match="6 decimals of a per cent"):
        units.price_from_percent(Decimal("0.0000001"))


def test_the_seventh_decimal_of_a_rate_is_rounded_half_up() -> None:
    assert units.rate_text(5) == "0.000001"
    assert units.rate_text(-5) == "-0.000001"
    assert units.rate_text(4) == "0.000000"


def test_days_count_from_1970() -> None:
    assert units.day_of(date(1970, 1, 1)) == 0
    assert units.day_of(date(2023, 2, 16)) == 19_404
    assert units.date_text(19_404) == "2023-02-16"


@given(st.dates(min_value=date(1970, 1, 1)))
def test_dates_survive(day: date) -> None:
    number = units.day_of(day)
    assert units.date_of(number) == day
    assert units.day_from_text(units.date_text(number)) == number
    assert 0 <= number < 2**32


def test_dates_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="is before 1970-01-01"):
        units.day_of(date(1969, 12, 31))
    with pytest.raises(ValueError, match="is an instant, not a civil date"):
        units.day_of(datetime(2023, 2, 16, tzinfo=UTC))
    for day in (-1, 2_932_897):
        with pytest.raises(ValueError, match="outside 1970-01-01 to 9999-12-31"):
            units.date_of(day)


@pytest.mark.parametrize("text", ["2023-2-16", "2023-W07-4", "20230216", "2023-02-30", ""])
def test_only_one_form_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"form YYYY-MM-DD|day"):
        units.day_from_text(text)


@given(st.integers(0, 253_402_300_799))
def test_instants_survive(instant: int) -> None:
    text = units.instant_text(instant)
    assert units.instant_from_text(text) == instant
    assert len(text) == 20
    assert instant < 2**40


@given(st.integers(0, 4_102_444_800))
def test_instants_agree_with_the_standard_library(instant: int) -> None:
    expected = datetime.fromtimestamp(instant, UTC)
    assert units.instant_text(instant) == expected.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert units.instant_of(expected) == instant


def test_an_instant_is_the_same_from_every_zone() -> None:
    noon = datetime(2023, 2, 16, 12, tzinfo=ZoneInfo("Asia/Hong_Kong"))
    assert units.instant_text(units.instant_of(noon)) == "2023-02-16T04:00:00Z"


def test_instants_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        units.instant_of(datetime(2023, 2, 16))
    with pytest.raises(ValueError, match="is not a whole second"):
        units.instant_of(datetime(2023, 2, 16, microsecond=1, tzinfo=UTC))
    with pytest.raises(ValueError, match="outside the years"):
        units.instant_text(-1)
    with pytest.raises(ValueError, match="is not of the form"):
        units.instant_from_text("2023-02-16 00:00:00")
