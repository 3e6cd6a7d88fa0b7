from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.schedule import Cycle, calendar, entitlement, year_fraction
from sim.schedule.accrued import accrued_fraction
from sim.schedule.cashflows import Terms
from sim.schedule.periods import Period, interest_periods
from sim.units import Minor

HK = calendar(["HK"])


def iso(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


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
            cycle=Cycle(2),
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


def icma(accrual: str, cycle: Cycle, issued: str, maturity: str) -> tuple[Period, ...]:
    return interest_periods(
        *iso(issued, maturity),
        cycle=cycle,
        day_count="ACT/ACT ICMA",
        business_day="following",
        accrual=accrual,
        calendar=HK,
    )


@pytest.mark.parametrize("accrual", ["unadjusted", "adjusted"])
def test_a_regular_period_is_one_over_frequency(accrual: str) -> None:
    """2025-02-08 is a Saturday, 2026-02-08 a Sunday: periods move, their interest does not."""
    moved = {"unadjusted": 8, "adjusted": 10}[accrual]
    periods = icma(accrual, Cycle(2), "2024-02-08", "2026-02-08")
    assert periods[1].end == periods[2].start == date(2025, 2, moved)
    for period in periods:
        assert period.fraction.num * 2 == period.fraction.den
        assert period.fraction.days == (period.end - period.start).days


def test_a_long_first_period_counts_by_its_notional_periods() -> None:
    """ISDA memorandum of 1998: 2002-08-15 to 2003-07-15 is 153/184 and 1 of two half-years."""
    first, second = icma("unadjusted", Cycle(2, "long_first"), "2002-08-15", "2004-01-15")
    assert (first.start, first.end) == iso("2002-08-15", "2003-07-15")
    assert first.fraction == (334, 153 * 181 + 184 * 181, 184 * 181 * 2)
    assert second.fraction == (184, 184, 368)


def test_a_short_last_period_pushed_over_its_notional_end_counts_the_days_beyond() -> None:
    """2024-02-10 is a Saturday at the lunar new year: paid 02-14, two days into the next period."""
    *_, last = icma("adjusted", Cycle(4, "short_last"), "2023-05-12", "2024-02-10")
    assert (last.start, last.end) == iso("2023-11-13", "2024-02-14")
    # To the 12th by the notional period 2023-11-13 (paid) to 2024-02-12, then 2 of the next 90.
    assert last.fraction == (93, 91 * 90 + 2 * 91, 91 * 90 * 4)


def test_a_part_of_an_odd_period_is_counted_by_the_same_dates() -> None:
    first, _ = icma("unadjusted", Cycle(2, "long_first"), "2002-08-15", "2004-01-15")
    half = year_fraction("ACT/ACT ICMA", *iso("2002-08-15", "2003-01-15"), coupons=first.coupons)
    assert half == (153, 153, 368)
    terms = Terms("EUR", 1, Minor(100), "ACT/ACT ICMA", "calculation_amount")
    assert accrued_fraction(terms, [first], date(2003, 1, 15)) == half


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
