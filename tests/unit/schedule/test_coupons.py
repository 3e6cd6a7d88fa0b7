"""Kinds of coupon from file to flow: rates, fixings, and what is not known yet. Figures by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sim.model import FloatingCoupon
from sim.schedule import COLUMNS, cashflow_rows
from sim.schedule.analytics import analysis, analysis_at_yield, bond_of
from sim.schedule.rates import referenced_rate
from sim.units import PAR, money_text
from tests.unit.schedule.terms import HALF_YEARLY, bond, scenario

STEPPED = f"""kind = "stepped"
steps = [{{ from = 2023-02-16, rate = 4 }}, {{ from = 2023-08-16, rate = 5.25 }}]
{HALF_YEARLY}"""

FLOATING = f"""kind = "floating"
reference = "HIBOR 6M"
spread = 0.35
fixing_days = 2
initial_rate = 3.1
fixings = [{{ period = 1, value = 3.25 }}]
{HALF_YEARLY}"""

INFLATION = f"""kind = "inflation"
reference = "average inflation"
floor = 2
fixing_days = 3
initial_rate = 2.2
fixings = [{{ date = 2023-08-11, value = 3.51 }}]
{HALF_YEARLY}"""

ZERO = 'kind = "zero"'


def a_unit(made) -> list[str]:
    return [money_text(flow.per_unit_num, "HKD") for flow in made.flows if flow.event == "INTR"]


class TestStepped:
    def test_each_period_has_the_rate_that_has_begun(self):
        # 500,000 x 4 % x 181/365 and x 5.25 % x 184/365.
        assert a_unit(bond(STEPPED)) == ["9917.81", "13232.88"]

    def test_a_step_holds_until_the_next(self):
        made = bond(STEPPED.replace("frequency = 2", "frequency = 4"))
        assert [flow.rate for flow in made.flows[:-1]] == [40_000_000] * 2 + [52_500_000] * 2

    def test_a_step_is_by_agreed_dates_where_periods_move(self):
        """16 September 2023 is a Saturday: the period from there starts on Monday."""
        terms = {"maturity": date(2024, 3, 16), "issued": date(2023, 3, 16), "accrual": "adjusted"}
        coupon = STEPPED.replace("2023-02-16", "2023-03-16").replace("2023-08-16", "2023-09-16")
        first, second, _ = bond(coupon, **terms).flows
        assert second.period_start == date(2023, 9, 18)
        assert (first.rate, second.rate) == (40_000_000, 52_500_000)

    def test_a_trade_accrues_at_the_rate_of_its_period(self):
        # 10 days of 5.25 % on one unit.
        assert bond(STEPPED).trade(1, PAR, date(2023, 8, 26)).accrued == 71_918


class TestFloating:
    def test_a_published_value_makes_the_rate(self):
        first = bond(FLOATING).flows[0]
        assert (first.rate, first.fixing) == (36_000_000, date(2023, 2, 14))
        # 500,000 x 3.6 % x 181/365
        assert money_text(first.per_unit_num, "HKD") == "8926.03"

    def test_a_fixing_may_go_by_its_date(self):
        by_date = FLOATING.replace("period = 1", "date = 2023-02-14")
        assert bond(by_date).flows == bond(FLOATING).flows

    def test_what_is_not_published_is_not_invented(self):
        second = bond(FLOATING).flows[1]
        assert (second.rate, second.figures) == (None, None)
        assert second.fixing == date(2023, 8, 14)
        with pytest.raises(ValueError, match="the rate of period 2 of HKD is not fixed yet"):
            second.amount(1)

    def test_a_trade_cannot_accrue_at_a_rate_nobody_knows(self):
        made = bond(FLOATING)
        assert made.trade(1, PAR, date(2023, 8, 15)).accrued > 0
        with pytest.raises(ValueError, match="the rate of period 2 of HKD is not fixed yet"):
            made.trade(1, PAR, date(2023, 8, 16))

    @pytest.mark.parametrize(("days", "expected"), [(0, "2023-08-16"), (2, "2023-08-14")])
    def test_fixing_days_are_business_days_before_the_period_starts(self, days, expected):
        coupon = FLOATING.replace("fixing_days = 2", f"fixing_days = {days}")
        assert bond(coupon).flows[1].fixing == date.fromisoformat(expected)

    def test_no_days_before_a_start_on_a_holiday_is_the_day_before_it(self):
        """16 September 2023 is a Saturday."""
        terms = {"maturity": date(2024, 3, 16), "issued": date(2023, 3, 16)}
        coupon = FLOATING.replace("fixing_days = 2", "fixing_days = 0")
        assert bond(coupon, **terms).flows[1].fixing == date(2023, 9, 15)

    @pytest.mark.parametrize(
        ("value", "more", "expected"),
        [
            ("3.25", {}, 36_000_000),
            ("3.25", {"multiplier": "0.9"}, 32_750_000),
            # 1e-9 of a rate is the finest there is: 0.333333 x 3.333333 = 1.111109888889 %.
            ("3.333333", {"multiplier": "0.333333", "spread": "0"}, 11_111_099),
            ("3.25", {"cap": "3.5"}, 35_000_000),
            ("-0.5", {}, 0),
            ("-0.5", {"floor": "1"}, 10_000_000),
            ("1", {"spread": "-0.25"}, 7_500_000),
        ],
    )
    def test_a_rate_is_the_value_times_the_multiplier_plus_the_spread_within_bounds(
        self, value, more, expected
    ):
        terms = {"kind": "floating", "reference": "x", "spread": "0.35", "fixing_days": 2}
        terms |= {"frequency": 2, "day_count": "ACT/365F", **more}
        coupon = FloatingCoupon.model_validate(terms, context={"json": True})
        assert referenced_rate(coupon, Decimal(value)) == expected


class TestInflation:
    def test_it_is_fixed_before_its_payment(self):
        first, second, _ = bond(INFLATION).flows
        assert (first.rate, first.fixing) == (35_100_000, date(2023, 8, 11))
        # 16 February 2024 is the Friday after the three days of the lunar new year.
        assert (second.rate, second.fixing) == (None, date(2024, 2, 9))

    def test_the_floor_is_the_least(self):
        first = bond(INFLATION.replace("3.51", "-0.2")).flows[0]
        assert first.rate == 20_000_000

    def test_trades_accrue_at_the_floor_because_inflation_is_known_late(self):
        # 10 days at 2 % of one unit, whatever is published in the end.
        made = bond(INFLATION)
        assert made.trade(1, PAR, date(2023, 8, 26)).accrued == 27_397
        assert made.trade(1, PAR, date(2023, 2, 26)).accrued == 27_397


class TestZero:
    def test_it_pays_principal_and_nothing_else(self):
        made = bond(ZERO, issue_price=96)
        assert [flow.event for flow in made.flows] == ["REDM"]
        assert made.flows[0].payment == date(2024, 2, 16)
        assert [one.rate.rate for one in made.agreed] == [0]
        assert made.trade(1, PAR, date(2023, 6, 1)).accrued == 0

    def test_any_length_is_one_period(self):
        made = bond(ZERO, maturity=date(2025, 5, 9))
        assert [(p.start, p.end, p.stub) for p in made.periods] == [
            (date(2023, 2, 16), date(2025, 5, 9), "none")
        ]

    def test_its_yield(self):
        # 365 days of ACT/365F are one year: 100/96 - 1.
        made = bond_of(bond(ZERO, issue_price=96))
        found = analysis(made, date(2023, 2, 16), Decimal(96))
        assert round(found.yield_percent, 6) == Decimal("4.166667")

    def test_its_yield_by_notional_years(self):
        made = bond_of(bond(f'{ZERO}\nday_count = "ACT/ACT ICMA"', maturity=date(2025, 2, 16)))
        found = analysis_at_yield(made, date(2023, 2, 16), Decimal(5))
        assert round(found.clean, 6) == Decimal("90.702948")  # 100 / 1.05^2


class TestYields:
    def test_of_rates_that_step(self):
        # 100 = 2/1.02 + 102/1.02^2: at par where the second rate is the first.
        level = STEPPED.replace("5.25", "4").replace("ACT/365F", "30/360")
        found = analysis(bond_of(bond(level)), date(2023, 2, 16), Decimal(100))
        assert round(found.yield_percent, 6) == 4
        higher = STEPPED.replace("5.25", "5").replace("ACT/365F", "30/360")
        found = analysis_at_yield(bond_of(bond(higher)), date(2023, 2, 16), Decimal(4))
        assert round(found.clean, 6) == Decimal("100.480584")  # 2/1.02 + 102.5/1.02^2

    def test_of_principal_in_parts(self):
        coupon = 'kind = "fixed"\nrate = 4\nfrequency = 2\nday_count = "30/360"'
        made = bond_of(bond(coupon, 'kind = "linear"'))
        found = analysis_at_yield(made, date(2023, 2, 16), Decimal(5))
        # 52/1.025 + 51/1.025^2
        assert round(found.clean, 6) == Decimal("99.274242")

    def test_not_of_a_rate_nobody_knows(self):
        with pytest.raises(ValueError, match="the rate of period 2 is not fixed yet"):
            bond_of(bond(FLOATING))


def test_a_row_whose_rate_is_not_fixed_leaves_rate_and_amounts_empty():
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in cashflow_rows(scenario(FLOATING))]
    assert [row["event"] for row in rows] == ["ISSU", "INTR", "INTR", "REDM"]
    _, known, unknown, redeemed = rows
    assert (known["rate"], known["fixing_date"]) == ("3.600000", "2023-02-14")
    assert known["amount"] == "892603.00"
    assert unknown["fixing_date"] == "2023-08-14"
    empty = [unknown[key] for key in ("rate", "amount_per_unit", "amount", "rounding")]
    assert empty == ["", "", "", ""]
    assert unknown["accrual_num"] == "184"
    assert redeemed["fixing_date"] == ""
