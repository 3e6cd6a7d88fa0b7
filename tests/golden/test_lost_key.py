"""What must come out of `lost-key`, worked out from its file: orders, a pause, and a lost key.

Interest a unit: 500,000 at 3.80 % ACT/365F, 184 days to 8 November 2024 and 181 to 8 May 2025.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.model import load
from sim.report import summary
from sim.run import Run
from sim.units import date_of
from tests.golden.figures import UNIT_FACE, half_up, held, of_type
from tests.runs import play

FIRST = half_up(Fraction(UNIT_FACE * 38 * 184, 1_000 * 365))
SECOND = half_up(Fraction(UNIT_FACE * 38 * 181, 1_000 * 365))


@pytest.fixture(scope="module")
def run() -> Run:
    return play(load("lost-key"))


@pytest.fixture(scope="module")
def ledgers(run):
    return run.ledgers


def received(ledgers, name: str, purpose: str) -> list[int]:
    rows = ledgers["cash"]
    return [row.credit for row in rows if (row.account, row.purpose) == (name, purpose)]


def refused(ledgers) -> list[tuple[str, str]]:
    return [(row.sender, row.revert) for row in ledgers["transactions"] if row.revert]


def test_amounts_a_unit(ledgers):
    actions = [row for row in ledgers["corporate_actions"] if not row.holder]
    assert [row.amount_per_unit for row in actions] == [FIRST, SECOND, UNIT_FACE]
    assert [FIRST, SECOND] == [9_578_08, 9_421_92]


class TestFrozenUnits:
    def test_hold_back_what_the_court_named(self, ledgers):
        rows = [row for row in ledgers["positions"] if row.holder == "magpie-trading"]
        shown = [(date_of(r.as_of), r.closing, r.frozen, r.available) for r in rows]
        assert shown[1] == (date(2024, 7, 2), 50, 19, 31)

    def test_more_than_is_free_does_not_move(self, ledgers):
        ((sender, revert),) = refused(ledgers)
        assert sender == "magpie-trading"
        assert revert.startswith("ERC7943InsufficientUnfrozenBalance")
        assert revert.endswith("amount=40, unfrozen=31)")

    def test_what_is_free_is_sold(self, ledgers):
        trade = of_type(ledgers, "TRAD")[0]
        assert (trade.status, trade.fail_days, trade.units) == ("SETTLED", 0, 30)
        assert (trade.deliverer, trade.receiver) == ("magpie-trading", "swift-pension")


class TestForcedTransfer:
    def test_takes_what_was_frozen_and_leaves_less_than_the_minimum(self, ledgers):
        row = next(r for r in ledgers["settlement"] if r.instruction_id == "F000001")
        assert (row.deliverer, row.receiver, row.units) == ("magpie-trading", "wagtail-life", 19)
        assert held(ledgers, "magpie-trading", date(2024, 8, 20)) == 1
        assert held(ledgers, "wagtail-life", date(2024, 8, 20)) == 69

    def test_what_is_left_is_paid_and_redeemed(self, ledgers):
        assert received(ledgers, "magpie-trading", "INTR") == [FIRST, SECOND]
        assert received(ledgers, "magpie-trading", "PRIN") == [UNIT_FACE]


def test_a_trade_due_on_the_day_of_the_pause_settles_on_the_next(ledgers):
    trade = of_type(ledgers, "TRAD")[1]
    assert (date_of(trade.intended_settlement_date), trade.reason_code) == (
        date(2024, 10, 8),
        "SBLO",
    )
    assert (date_of(trade.actual_settlement_date), trade.fail_days) == (date(2024, 10, 9), 1)


class TestLostKey:
    def test_everything_is_recovered_on_the_morning_of_the_payment(self, ledgers):
        row = next(r for r in ledgers["settlement"] if r.instruction_id == "L000002")
        assert (row.deliverer, row.receiver, row.units) == ("heron-fund", "heron-fund-2", 60)
        assert date_of(row.actual_settlement_date) == date(2024, 11, 8)
        assert held(ledgers, "heron-fund", date(2024, 11, 7)) == 60
        assert held(ledgers, "heron-fund", date(2024, 11, 8)) == 0

    def test_the_coupon_goes_to_the_new_account_by_the_right_of_the_old(self, ledgers):
        assert received(ledgers, "heron-fund", "INTR") == []
        assert received(ledgers, "heron-fund-2", "INTR") == [60 * FIRST, 70 * SECOND]
        first = [row for row in ledgers["corporate_actions"] if row.action_id == "A001"]
        assert {row.holder: row.units for row in first[1:]} == {
            "heron-fund": 60,
            "magpie-trading": 1,
            "wagtail-life": 79,
            "swift-pension": 60,
        }

    def test_the_open_trade_settles_with_the_new_account(self, ledgers):
        trade = of_type(ledgers, "TRAD")[2]
        assert (trade.status, trade.fail_days, trade.receiver) == ("SETTLED", 0, "heron-fund-2")
        assert date_of(trade.actual_settlement_date) == date(2024, 11, 11)

    def test_redemption_pays_the_new_account_everything(self, ledgers):
        assert received(ledgers, "heron-fund-2", "PRIN") == [70 * UNIT_FACE]

    def test_the_register_shows_both_ends(self, ledgers):
        rows = [r for r in ledgers["register"] if r.change in ("REPLACED", "RECOVERED")]
        assert [(r.party, r.change, r.class_) for r in rows] == [
            ("heron-fund", "REPLACED", ""),
            ("heron-fund-2", "RECOVERED", "institution"),
        ]


def test_the_summary_tells_every_order(run):
    lines = summary(run.scenario, run.ledgers)
    first = next(n for n, line in enumerate(lines) if line.startswith("Enforced"))
    last = next(n for n, line in enumerate(lines) if line.startswith("Claims"))
    assert [line[12:] for line in lines[first:last]] == [
        "2024-07-02 19 units of magpie-trading frozen",
        "2024-08-20 F000001 19 units magpie-trading to wagtail-life, forced by market-watch:",
        "  judgment for wagtail-life, executed by the regulator",
        "2024-08-21 no units of magpie-trading frozen any more",
        "2024-10-08 HKD paused",
        "2024-10-09 HKD goes on",
        "2024-11-08 heron-fund replaced by heron-fund-2, L000002 60 units recovered",
    ]
    assert "            heron-fund: HKD 574,684.80 paid to heron-fund-2 instead" in lines
