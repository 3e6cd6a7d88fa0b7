"""The deals of 2024 and 2025 lived to their ends: what was paid, when, on which rail, to whom.

Amounts in all are those of FACTS 1.7 by each tranche's rounding basis (see test_digital_bonds);
where each holding is rounded by itself they depend on who holds, and are added up here.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest

from sim.model import load
from sim.run import Run
from sim.units import date_of
from tests.golden.figures import half_up, of_type
from tests.runs import play


@pytest.fixture(scope="module", params=["hk-2024", "hk-2025"])
def any_run(request) -> Run:
    return play(load(request.param))


@pytest.fixture(scope="module")
def later() -> Run:
    return play(load("hk-2025"))


def paid(run: Run, tranche: str, event: str = "INTR") -> list[tuple[str, str]]:
    """Payment date and gross in all of every action of a kind."""
    return [
        (date_of(row.payment_date).isoformat(), f"{row.gross / 100:,.2f}")
        for row in run.ledgers["corporate_actions"]
        if (row.holder, row.tranche, row.event, row.status) == ("", tranche, event, "PAID")
    ]


class TestBoth:
    def test_every_law_holds(self, any_run):
        assert not any_run.ledgers.breaches

    def test_every_flow_of_the_schedule_was_paid_on_its_day(self, any_run):
        planned = sorted(
            (code, flow.event, flow.payment)
            for code, tranche in any_run.outcome.schedule.tranches.items()
            for flow in tranche.flows
        )
        rows = [row for row in any_run.ledgers["corporate_actions"] if not row.holder]
        told = sorted((row.tranche, row.event, date_of(row.payment_date)) for row in rows)
        assert told == planned
        assert {row.status for row in rows} == {"PAID"}

    @pytest.mark.parametrize("tranche", ["USD", "EUR"])
    def test_each_holding_is_rounded_once(self, any_run, tranche):
        per_action = defaultdict(int)
        for row in any_run.ledgers["corporate_actions"]:
            if row.tranche == tranche and row.holder and row.event == "INTR":
                exact = Fraction(row.units * 1_000_00 * row.rate, 10**9)
                assert row.gross == half_up(exact * row.accrual_num / row.accrual_den)
                per_action[row.action_id] += row.gross
        for row in any_run.ledgers["corporate_actions"]:
            if row.action_id in per_action and not row.holder:
                assert row.gross == per_action[row.action_id]

    def test_nothing_is_on_chain_that_a_payment_system_holds(self, any_run):
        rows = [row for row in any_run.ledgers["cash"] if row.rail == "rtgs"]
        assert rows
        assert {row.balance for row in rows} == {None}

    def test_some_hold_through_the_nominee(self, any_run):
        held = {row.account_type for row in any_run.ledgers["positions"]}
        assert {"HOUSE", "NOMINEE", "CLIENT"} <= held
        judged = [v for v in any_run.ledgers.verdicts if v.law == "SEGREGATION"]
        assert judged[0].checked > 100


class TestOf2024:
    @pytest.fixture(scope="class")
    def run(self) -> Run:
        return play(load("hk-2024"))

    def test_all_of_it_was_paid_through_the_payment_system(self, run):
        assert {row.rail for row in run.ledgers["settlement"] if row.rail} == {"rtgs"}

    def test_what_was_paid(self, run):
        days = ["2024-08-07", "2025-02-07", "2025-08-07", "2026-02-09"]
        hkd = ["37,895,880.00", "38,312,320.00", "37,687,680.00", "38,312,320.00"]
        cnh = ["21,690,000.00", "21,928,500.00", "21,571,500.00", "21,928,500.00"]
        assert paid(run, "HKD") == list(zip(days, hkd, strict=True))
        assert paid(run, "CNH") == list(zip(days, cnh, strict=True))
        assert paid(run, "HKD", "REDM") == [("2026-02-09", "2,000,000,000.00")]

    def test_periods_that_move_with_payments(self):
        """The last period has 186 days: HKD 9,682.19 a unit, CNH 147.78."""
        moved = {f"tranche.{code}.accrual": "adjusted" for code in ("HKD", "CNH")}
        run = play(load("hk-2024", moved))
        assert paid(run, "HKD")[-1] == ("2026-02-09", "38,728,760.00")
        assert paid(run, "CNH")[-1] == ("2026-02-09", "22,167,000.00")
        assert not run.ledgers.breaches


class TestOf2025:
    def test_what_was_paid(self, later):
        assert paid(later, "HKD") == [
            ("2026-05-11", "30,993,150.00"),
            ("2026-11-11", "31,506,850.00"),
            ("2027-05-11", "30,993,150.00"),
            ("2027-11-11", "31,506,850.00"),
        ]
        assert [day for day, _ in paid(later, "CNH")][5:] == [
            "2028-11-13",
            "2029-05-11",
            "2029-11-12",
            "2030-05-13",
            "2030-11-11",
        ]
        assert {gross for _, gross in paid(later, "EUR")} == {"7,500,000.00"}
        assert [day for day, _ in paid(later, "USD")][1::2] == [
            "2026-11-12",
            "2027-11-12",
            "2028-11-13",
        ]

    def test_the_issue_was_paid_in_central_bank_money_by_those_who_chose_it(self, later):
        issued = of_type(later.ledgers, "ISSU")
        rails = {
            code: {r.rail for r in issued if r.tranche == code}
            for code in ["HKD", "CNH", "USD", "EUR"]
        }
        assert rails == {
            "HKD": {"cbdc", "rtgs"},
            "CNH": {"cbdc", "rtgs"},
            "USD": {"rtgs"},
            "EUR": {"rtgs"},
        }
        named = {(r.receiver, r.tranche): r.rail for r in issued}
        assert named["banyan-life", "HKD"] == named["sandpiper-bank", "CNH"] == "cbdc"
        assert named["banyan-life", "CNH"] == "rtgs"

    def test_proceeds_of_the_euro_tranche(self, later):
        """99.955 % of EUR 300m, but for what rounding each allocation to the cent leaves."""
        issued = [r for r in of_type(later.ledgers, "ISSU") if r.tranche == "EUR"]
        assert sum(r.units for r in issued) == 300_000
        assert abs(sum(r.settlement_amount for r in issued) - 299_865_000_00) <= len(issued)

    def test_a_trade_accrues_125_days(self, later):
        trade = next(r for r in of_type(later.ledgers, "TRAD") if r.deliverer == "banyan-life")
        assert (trade.units, trade.accrued_days) == (20, 125)
        assert trade.accrued_amount == half_up(20 * 500_000_00 * Fraction("0.025") * 125 / 365)
