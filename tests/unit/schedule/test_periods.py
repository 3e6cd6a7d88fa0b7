from __future__ import annotations

from datetime import date

import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from sim.schedule import calendar, entitlement, year_fraction
from sim.schedule.periods import StubPeriodError, back_months, interest_periods, roll_dates

HK = calendar(["HK"])


def iso(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def test_two_half_years_of_the_first_issue() -> None:
    rolls = roll_dates(date(2023, 2, 16), date(2024, 2, 16), 2)
    assert rolls == iso("2023-02-16", "2023-08-16", "2024-02-16")


def test_a_bond_of_the_31st_returns_to_the_31st() -> None:
    rolls = roll_dates(date(2023, 8, 31), date(2024, 8, 31), 4)
    assert rolls == iso("2023-08-31", "2023-11-30", "2024-02-29", "2024-05-31", "2024-08-31")


def test_an_odd_first_period_is_refused_with_the_regular_dates() -> None:
    with pytest.raises(StubPeriodError) as caught:
        roll_dates(date(2023, 2, 20), date(2024, 2, 16), 2)
    assert caught.value.nearest == iso("2023-02-16", "2023-08-16")


@given(
    st.dates(date(2020, 1, 1), date(2060, 12, 31)),
    st.integers(1, 40),
    st.sampled_from([1, 2, 4, 12]),
)
def test_rolls_agree_with_quantlib(maturity: date, count: int, frequency: int) -> None:
    issued = back_months(maturity, 12 // frequency * count)
    schedule = QuantLib.Schedule(
        QuantLib.Date(issued.day, issued.month, issued.year),
        QuantLib.Date(maturity.day, maturity.month, maturity.year),
        QuantLib.Period(12 // frequency, QuantLib.Months),
        QuantLib.NullCalendar(),
        QuantLib.Unadjusted,
        QuantLib.Unadjusted,
        QuantLib.DateGeneration.Backward,
        False,
    )
    assert roll_dates(issued, maturity, frequency) == tuple(d.to_date() for d in schedule)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 4000))
def test_act_365_fixed_agrees_with_quantlib(start: date, days: int) -> None:
    end = date.fromordinal(start.toordinal() + days)
    fraction = year_fraction("ACT/365F", start, end)
    theirs = QuantLib.Actual365Fixed().yearFraction(
        QuantLib.Date.from_date(start), QuantLib.Date.from_date(end)
    )
    assert (fraction.days, fraction.num, fraction.den) == (days, days, 365)
    assert fraction.num / fraction.den == pytest.approx(theirs, abs=1e-12)


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end on 2023-01-01, before it starts"):
        year_fraction("ACT/365F", date(2023, 1, 2), date(2023, 1, 1))


def test_accrual_moves_with_payment_only_when_adjusted() -> None:
    """2026-02-07 is a Saturday (FACTS 1.3): two more days of interest, if adjusted."""
    days = {}
    for accrual in ("unadjusted", "adjusted"):
        periods = interest_periods(
            date(2024, 2, 7),
            date(2026, 2, 7),
            frequency=2,
            day_count="ACT/365F",
            business_day="following",
            accrual=accrual,
            calendar=HK,
        )
        days[accrual] = [period.fraction.days for period in periods]
        assert periods[-1].payment == date(2026, 2, 9)
        assert periods[-1].due == date(2026, 2, 7)
    # 182, 184, 181, 184: FACTS 1.7.
    assert days["unadjusted"] == [182, 184, 181, 184]
    assert days["adjusted"] == [182, 184, 181, 186]


@pytest.mark.parametrize(
    ("payment", "record", "ex", "last_cum"),
    [  # DESIGN section 5, "Record and ex".
        ("2023-08-16", "2023-08-15", "2023-08-14", "2023-08-11"),
        ("2024-02-16", "2024-02-15", "2024-02-14", "2024-02-09"),
    ],
)
def test_record_and_ex_dates(payment: str, record: str, ex: str, last_cum: str) -> None:
    dates = entitlement(
        date.fromisoformat(payment), record_days=1, settlement_days=2, home=HK, calendar=HK
    )
    assert (dates.record, dates.ex, dates.last_cum) == iso(record, ex, last_cum)


@given(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)).map(HK.following),
    st.integers(0, 15),
    st.integers(0, 5),
)
def test_the_ex_date_is_the_first_to_settle_too_late(
    payment: date, record: int, cycle: int
) -> None:
    dates = entitlement(payment, record_days=record, settlement_days=cycle, home=HK, calendar=HK)
    assert HK.count(dates.record, payment) == record
    assert HK.add(dates.ex, cycle) > dates.record >= HK.add(dates.last_cum, cycle)
    assert HK.add(dates.last_cum, 1) == dates.ex
