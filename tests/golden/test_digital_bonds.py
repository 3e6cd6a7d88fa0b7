"""The digital green bonds of 2024 and 2025: figures of FACTS 1.1 and 1.7, and dates by hand.

Amounts are those of each tranche's rounding basis: HKD and CNH round the amount a unit and
multiply, so they differ from the aggregates of FACTS 1.7 by the residue told beside them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sim.model import load, resolved
from sim.schedule import DATE_RULES, TrancheSchedule, plan
from sim.schedule.analytics import analysis, bond_of
from sim.units import half_up, money_text

FOUR = ("HKD", "CNH", "USD", "EUR")


def tranches(name: str, **settings: str) -> dict[str, TrancheSchedule]:
    keys = {key.replace("__", "."): value for key, value in settings.items()}
    return dict(plan(load(name, keys, DATE_RULES)).tranches)


def coupons(tranche: TrancheSchedule) -> list[tuple[str, str]]:
    """What each coupon pays in all, and how far that is from the unrounded aggregate."""
    return [
        (f"{flow.total / 100:,.2f}", f"{flow.residue / 100:.2f}")
        for flow in tranche.flows
        if flow.event == "INTR"
    ]


def aggregates(tranche: TrancheSchedule) -> list[str]:
    flows = [flow for flow in tranche.flows if flow.event == "INTR"]
    return [f"{half_up(flow.exact_num, flow.exact_den) / 100:,.2f}" for flow in flows]


def moved(tranche: TrancheSchedule) -> list[str]:
    """Payment dates that are not the agreed ones."""
    days = {flow.payment: None for flow in tranche.flows if flow.payment != flow.due}
    return [day.isoformat() for day in days]


AGGREGATES_2024 = {
    "HKD": ["37,895,890.41", "38,312,328.77", "37,687,671.23", "38,312,328.77"],
    "CNH": ["21,690,410.96", "21,928,767.12", "21,571,232.88", "21,928,767.12"],
    "USD": ["4,625,000.00"] * 4,
    "EUR": ["2,900,000.00"] * 2,
}
PAID_2024 = {
    # 9,473.97, 9,578.08 and 9,421.92 a unit of 500,000, times 4,000.
    "HKD": [("37,895,880.00", "-10.41"), ("38,312,320.00", "-8.77"),
            ("37,687,680.00", "8.77"), ("38,312,320.00", "-8.77")],
    # 144.60, 146.19 and 143.81 a unit of 10,000, times 150,000.
    "CNH": [("21,690,000.00", "-410.96"), ("21,928,500.00", "-267.12"),
            ("21,571,500.00", "267.12"), ("21,928,500.00", "-267.12")],
    "USD": [("4,625,000.00", "0.00")] * 4,
    "EUR": [("2,900,000.00", "0.00")] * 2,
}  # fmt: skip

# Ten half-years of CNH, among them one of 182 days in the leap year.
CNH_2025 = ["23,554,794.52", "23,945,205.48"] * 2 + ["23,684,931.51", "23,945,205.48"]
AGGREGATES_2025 = {
    "HKD": ["30,993,150.68", "31,506,849.32"] * 2,
    "CNH": [*CNH_2025, *CNH_2025[:4]],
    "USD": ["5,437,500.00"] * 6,
    "EUR": ["7,500,000.00"] * 4,
}


class TestOf2024:
    @pytest.mark.parametrize("code", FOUR)
    def test_coupons(self, code):
        tranche = tranches("hk-2024")[code]
        assert aggregates(tranche) == AGGREGATES_2024[code]
        assert coupons(tranche) == PAID_2024[code]

    @pytest.mark.parametrize("code", FOUR)
    def test_the_last_payment_waits_for_monday(self, code):
        """7 February 2026 is a Saturday."""
        assert moved(tranches("hk-2024")[code]) == ["2026-02-09"]

    def test_where_periods_move_with_payments_the_last_has_186_days(self):
        adjusted = {f"tranche__{code}__accrual": "adjusted" for code in FOUR}
        last = {code: made.flows[-2] for code, made in tranches("hk-2024", **adjusted).items()}
        assert [last[code].accrual_days for code in FOUR] == [186, 186, 182, 367]
        assert money_text(last["HKD"].per_unit_num, "HKD") == "9682.19"
        assert money_text(last["HKD"].total, "HKD") == "38728760.00"
        assert money_text(last["CNH"].per_unit_num, "CNH") == "147.78"
        assert money_text(last["CNH"].total, "CNH") == "22167000.00"

    def test_sizes_in_units(self):
        made = tranches("hk-2024")
        assert [made[code].terms.units for code in FOUR] == [4_000, 150_000, 200_000, 80_000]
        assert [made[code].minimum_units for code in FOUR] == [2, 100, 200, 100]


class TestOf2025:
    @pytest.mark.parametrize("code", FOUR)
    def test_aggregate_coupons(self, code):
        assert aggregates(tranches("hk-2025")[code]) == AGGREGATES_2025[code]

    def test_coupons_by_the_calculation_amount(self):
        made = tranches("hk-2025")
        # 6,198.63 and 6,301.37 a unit of 500,000, times 5,000.
        assert coupons(made["HKD"])[:2] == [("30,993,150.00", "-0.68"), ("31,506,850.00", "0.68")]
        # 94.22, 95.78 and 94.74 a unit of 10,000, times 250,000.
        assert coupons(made["CNH"])[:2] == [
            ("23,555,000.00", "205.48"),
            ("23,945,000.00", "-205.48"),
        ]
        assert coupons(made["CNH"])[4] == ("23,685,000.00", "68.49")

    def test_a_dollar_coupon_is_18_125_a_unit_so_even_holdings_lose_nothing(self):
        first = tranches("hk-2025")["USD"].flows[0]
        assert (first.per_unit_num, first.per_unit_den) == (3_625, 2)
        holdings = [100_000, 150_000, 49_998, 2]
        assert sum(holdings) == 300_000
        assert money_text(sum(first.amount(each) for each in holdings), "USD") == "5437500.00"
        # An odd holding is rounded up half a cent.
        assert money_text(first.amount(201), "USD") == "3643.13"

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("HKD", []),
            ("CNH", ["2028-11-13", "2029-11-12", "2030-05-13"]),
            # Veterans Day 2026 and 2027, and a Saturday.
            ("USD", ["2026-11-12", "2027-11-12", "2028-11-13"]),
            ("EUR", ["2028-11-13", "2029-11-12"]),
        ],
    )
    def test_payments_that_fall_on_holidays(self, code, expected):
        assert moved(tranches("hk-2025")[code]) == expected

    def test_proceeds_of_the_euro_tranche(self):
        assert money_text(tranches("hk-2025")["EUR"].proceeds(300_000), "EUR") == "299865000.00"

    @pytest.mark.parametrize(
        ("code", "expected"),
        [("HKD", 856_164), ("CNH", 650_685), ("EUR", 856_164), ("USD", 1_258_681)],
    )
    def test_accrued_on_16_march_2026(self, code, expected):
        """Of 100 million face, so that a cent is 1e-8 per cent; FACTS 1.7, 125 days."""
        tranche = tranches("hk-2025")[code]
        units = 10_000_000_000 // tranche.terms.unit_face
        made = tranche.trade(units, tranche.issue_price, date(2026, 3, 16))
        assert (made.face, made.accrued_days) == (10_000_000_000, 125)
        assert half_up(made.accrued, 100) == expected


@pytest.mark.parametrize("code", FOUR)
@pytest.mark.parametrize("name", ["hk-2024", "hk-2025"])
def test_issue_price_gives_the_published_yield(name, code):
    tranche = tranches(name)[code]
    facts = tranche.facts
    found = analysis(bond_of(tranche), facts.issued, facts.issue_price)
    assert abs(found.yield_percent - facts.reoffer_yield) < Decimal("0.001")


@pytest.mark.parametrize("name", ["hk-2024", "hk-2025"])
def test_the_run_outlives_the_last_payment(name):
    scenario = load(name)
    last = max(made.flows[-1].payment for made in plan(scenario).tranches.values())
    assert scenario.end > last


@pytest.mark.parametrize("name", ["hk-2024", "hk-2025"])
def test_what_is_assumed_of_one_tranche_is_in_the_resolved_scenario(name):
    """The manifest holds what `resolved` gives."""
    told = resolved(load(name))["assumed"]
    assert "tranche.USD.coupon.rate" in told
    assert "tranche.coupon.rate" not in told
