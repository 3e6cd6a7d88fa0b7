"""What the discount of a zero coupon has grown to, by hand and by QuantLib."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sim.schedule.accretion import accreted_price
from sim.units import Price, Rate, price_from_percent, rate_from_percent

ISSUED = date(2024, 5, 8)


def price(on: date, day_count: str = "ACT/365F", *, issued_at: str = "82.193") -> str:
    """Of a bond issued at 82.193 with an accrual yield of 4 %, in per cent."""
    start = price_from_percent(Decimal(issued_at))
    told = accreted_price(start, rate_from_percent(Decimal(4)), day_count, ISSUED, on)
    return f"{told // 1_000_000}.{told % 1_000_000:06}"


def test_on_the_issue_date_it_is_the_issue_price():
    assert price(ISSUED) == "82.193000"


def test_whole_years_compound():
    # 82.193 x 1.04 = 85.48072; x 1.04 = 88.8999488; x 1.04 = 92.455946752
    assert [price(date(year, 5, 8)) for year in (2025, 2026, 2027)] == [
        "85.480720",
        "88.899949",
        "92.455947",
    ]


@pytest.mark.parametrize(
    ("day_count", "expected"),
    [
        # 85.48072 x (1 + 0.04 x part), 2025-05-08 to 2025-11-08: 184 days, six months of 30
        ("ACT/365F", "87.204386"),  # 184/365
        ("ACT/360", "87.228326"),  # 184/360
        ("ACT/ACT ICMA", "87.204386"),  # 184 of 365 days of that year
        ("ACT/ACT ISDA", "87.204386"),  # no leap year
        ("30/360", "87.190334"),  # 180/360
        ("30E/360", "87.190334"),
    ],
)
def test_a_broken_year_bears_simple_interest(day_count, expected):
    assert price(date(2025, 11, 8), day_count) == expected


def test_the_year_of_icma_is_the_one_that_is_broken():
    # 82.193 x (1 + 0.04 x 100/365) although 2024 is a leap year: its 29 February is before.
    assert price(date(2024, 8, 16), "ACT/ACT ICMA") == "83.093745"


def test_a_price_and_a_yield_that_do_not_fit_lead_past_par():
    assert price(date(2034, 5, 8)) == "121.665719"  # 82.193 x 1.04^10


def test_a_yield_below_zero_falls_to_par():
    told = accreted_price(
        Price(102_000_000), Rate(-10_000_000), "ACT/360", ISSUED, date(2026, 5, 8)
    )
    assert told == 99_970_200  # 102 x 0.99^2


def test_no_yield_is_no_growth():
    told = accreted_price(Price(99_000_000), Rate(0), "ACT/360", ISSUED, date(2030, 1, 1))
    assert told == 99_000_000


def test_before_issue_there_is_no_price():
    with pytest.raises(ValueError, match="before it starts"):
        price(date(2024, 5, 7))


def test_over_whole_years_it_is_quantlib_s_compound_factor():
    ql = pytest.importorskip("QuantLib")
    growth = ql.InterestRate(0.04, ql.Thirty360(ql.Thirty360.BondBasis), ql.Compounded, ql.Annual)
    start = ql.Date.from_date(ISSUED)
    for years in range(5):
        on = date(ISSUED.year + years, 5, 8)
        expected = 82.193 * growth.compoundFactor(start, ql.Date.from_date(on))
        assert float(price(on, "30/360")) == pytest.approx(expected, abs=1e-6)


def test_to_maturity_it_meets_par_where_price_and_yield_belong_together():
    # 100 / 1.04^5 = 82.1927107...: the price of a five-year zero at 4 %
    assert price(date(2029, 5, 8), issued_at="82.192711") == "100.000000"
