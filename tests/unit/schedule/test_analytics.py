from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from sim.errors import BadInput
from sim.model import load
from sim.schedule import DAY_COUNTS, Cycle, calendar, plan, year_fraction
from sim.schedule.analytics import Bond, analysis, analysis_at_yield, bond_of
from sim.schedule.periods import interest_periods
from sim.schedule.rolls import STUBS
from sim.units import rate_from_percent

HK = calendar(["HK"])


def bond(
    issued: str,
    maturity: str,
    day_count: str,
    coupon: str,
    cycle: Cycle,
    accrual: str = "unadjusted",
) -> Bond:
    periods = interest_periods(
        date.fromisoformat(issued),
        date.fromisoformat(maturity),
        cycle=cycle,
        day_count=day_count,
        business_day="following",
        accrual=accrual,
        calendar=HK,
    )
    return Bond(periods, rate_from_percent(Decimal(coupon)), day_count, cycle.frequency)


# FACTS 1.1: every priced tranche of the three issues; [g] for what is assumed there.
PUBLISHED = [
    ("2023-02-16", "2024-02-16", "ACT/365F", 2, "4.05", "100", "4.05"),
    ("2024-02-07", "2026-02-07", "ACT/365F", 2, "3.80", "100", "3.800"),
    ("2024-02-07", "2026-02-07", "ACT/365F", 2, "2.90", "100", "2.900"),
    ("2024-02-07", "2026-02-07", "30/360", 2, "4.625", "99.766", "4.749"),
    ("2024-02-07", "2026-02-07", "ACT/ACT ICMA", 1, "3.625", "99.9583", "3.647"),
    ("2025-11-11", "2027-11-11", "ACT/365F", 2, "2.50", "100", "2.5"),
    ("2025-11-11", "2030-11-11", "ACT/365F", 2, "1.90", "100", "1.9"),
    ("2025-11-11", "2028-11-11", "30/360", 2, "3.625", "99.977", "3.633"),
    ("2025-11-11", "2029-11-11", "ACT/ACT ICMA", 1, "2.500", "99.955", "2.512"),
]


@pytest.mark.parametrize(
    ("issued", "maturity", "day_count", "frequency", "coupon", "price", "published"), PUBLISHED
)
def test_published_yields(
    issued: str,
    maturity: str,
    day_count: str,
    frequency: int,
    coupon: str,
    price: str,
    published: str,
) -> None:
    at_issue = date.fromisoformat(issued)
    issue = bond(issued, maturity, day_count, coupon, Cycle(frequency))
    found = analysis(issue, at_issue, Decimal(price))
    assert abs(found.yield_percent - Decimal(published)) <= Decimal("0.001")
    assert found.accrued == 0
    assert found.dirty == found.clean == Decimal(price)


@pytest.mark.parametrize(
    ("maturity", "day_count", "frequency", "coupon", "accrued"),
    [
        ("2027-11-11", "ACT/365F", 2, "2.50", "0.856164"),
        ("2030-11-11", "ACT/365F", 2, "1.90", "0.650685"),
        ("2029-11-11", "ACT/ACT ICMA", 1, "2.50", "0.856164"),
        ("2028-11-11", "30/360", 2, "3.625", "1.258681"),
    ],
)
def test_accrued_interest(
    maturity: str, day_count: str, frequency: int, coupon: str, accrued: str
) -> None:
    """FACTS 1.7: on 2026-03-16, 125 days after the issue of 2025."""
    issue = bond("2025-11-11", maturity, day_count, coupon, Cycle(frequency))
    found = analysis(issue, date(2026, 3, 16), Decimal("99.5"))
    assert found.accrued.quantize(Decimal("1e-6")) == Decimal(accrued)
    assert found.dirty == found.clean + found.accrued
    assert found.clean == Decimal("99.5")


def test_by_hand() -> None:
    """Two years of 4 % half-yearly at a yield of 6 %: the sums of any textbook."""
    found = analysis_at_yield(
        bond("2024-01-15", "2026-01-15", "30/360", "4", Cycle(2)), date(2024, 1, 15), Decimal(6)
    )
    present = [amount / 1.03**n for n, amount in enumerate([2, 2, 2, 102], 1)]
    years = sum(n / 2 * value for n, value in enumerate(present, 1)) / sum(present)
    assert float(found.clean) == pytest.approx(sum(present), abs=1e-8)
    assert float(found.macaulay) == pytest.approx(years, abs=1e-8)
    assert float(found.modified) == pytest.approx(years / 1.03, abs=1e-8)
    assert found.yield_percent == 6


def test_a_price_and_its_yield_lead_to_each_other() -> None:
    issue = bond("2024-02-07", "2026-02-07", "ACT/365F", "3.8", Cycle(2))
    for price in ("60", "97.25", "100", "104.123456", "140"):
        there = analysis(issue, date(2024, 11, 5), Decimal(price))
        back = analysis_at_yield(issue, date(2024, 11, 5), there.yield_percent)
        assert abs(back.clean - Decimal(price)) < Decimal("1e-7")
        assert back.accrued == there.accrued
        assert abs(back.modified - there.modified) < Decimal("1e-7")


def test_duration_is_how_far_the_price_falls() -> None:
    issue = bond("2024-02-07", "2034-02-07", "ACT/ACT ICMA", "3", Cycle(1))
    on, step = date(2025, 6, 1), Decimal("0.001")
    low, at, high = (analysis_at_yield(issue, on, Decimal(3) + n * step) for n in (-1, 0, 1))
    slope = (low.dirty - high.dirty) / (2 * step) * 100 / at.dirty
    assert abs(slope - at.modified) < Decimal("1e-5")
    assert at.macaulay > at.modified


@pytest.mark.parametrize("day_count", DAY_COUNTS)
@pytest.mark.parametrize("accrual", ["unadjusted", "adjusted"])
def test_accrued_interest_is_the_schedules_own(day_count: str, accrual: str) -> None:
    """QuantLib's, through its own day counts and odd periods, against our exact fractions."""
    draw = Random(f"{day_count} {accrual}")
    for _ in range(60):
        issued = HK.following(date(2015, 1, 1) + timedelta(draw.randrange(3_000))).replace(day=5)
        maturity = (issued + timedelta(draw.randrange(400, 3_000))).replace(day=20)
        cycle = Cycle(draw.choice([1, 2, 4]), draw.choice(STUBS[1:]))
        issue = bond(str(issued), str(maturity), day_count, "5", cycle, accrual)
        period = draw.choice(issue.periods)
        on = period.start + timedelta(draw.randrange((period.end - period.start).days))
        ours = year_fraction(day_count, period.start, on, coupons=period.coupons)
        theirs = analysis(issue, on, Decimal(100)).accrued
        if day_count == "ACT/ACT ICMA" and accrual == "adjusted":
            # Its notional periods step from the moved date, ours from the agreed one.
            assert float(theirs) == pytest.approx(5 * ours.num / ours.den, abs=0.05)
        else:
            assert float(theirs) == pytest.approx(5 * ours.num / ours.den, abs=1e-8), (issue, on)


def test_of_a_scenario() -> None:
    """FACTS 1.1: the issue of 2023 at par yields its coupon."""
    tranche = plan(load("hk-2023", {})).tranches["HKD"]
    issue = bond_of(tranche)
    found = analysis(issue, date(2023, 2, 16), Decimal(100))
    assert abs(found.yield_percent - Decimal("4.05")) <= Decimal("0.001")
    traded = tranche.trade(10, 100_000_000, date(2023, 8, 15))
    accrued = analysis(issue, date(2023, 8, 15), Decimal(100)).accrued
    # Per 100 there, cents of 5,000,000 here.
    assert round(accrued * 5_000_000) == traded.accrued


@pytest.mark.parametrize("on", [date(2023, 2, 15), date(2024, 2, 16), date(2024, 2, 17)])
def test_a_day_outside_the_bonds_life_is_refused(on: date) -> None:
    issue = bond("2023-02-16", "2024-02-16", "ACT/365F", "4.05", Cycle(2))
    with pytest.raises(ValueError, match=f"{on} is not within the life of the bond, 2023-02-16 to"):
        analysis(issue, on, Decimal(100))
    with pytest.raises(ValueError, match="is not within the life"):
        analysis_at_yield(issue, on, Decimal(4))


@pytest.mark.parametrize("price", ["0", "-5", "NaN", "Infinity"])
def test_a_price_no_yield_gives_is_refused(price: str) -> None:
    issue = bond("2023-02-16", "2024-02-16", "ACT/365F", "4.05", Cycle(2))
    with pytest.raises(ValueError, match=f"no yield gives a clean price of {price}"):
        analysis(issue, date(2023, 2, 16), Decimal(price))


@pytest.mark.parametrize("rate", ["-200", "-300", "NaN", "Infinity"])
def test_a_yield_no_price_has_is_refused(rate: str) -> None:
    """Two compoundings a year of -100 % leave nothing to discount by."""
    issue = bond("2023-02-16", "2024-02-16", "ACT/365F", "4.05", Cycle(2))
    with pytest.raises(ValueError, match=f"no price has a yield of {rate}"):
        analysis_at_yield(issue, date(2023, 2, 16), Decimal(rate))


def test_without_quantlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "QuantLib", None)
    issue = bond("2023-02-16", "2024-02-16", "ACT/365F", "4.05", Cycle(2))
    with pytest.raises(BadInput, match=r"pip install 'greenbond-sim\[analytics\]'"):
        analysis(issue, date(2023, 2, 16), Decimal(100))
