"""Who got what in the book of `hk-2023`, around its record date, and in its mishaps.

Amounts and dates around the record date: DESIGN section 5. The rest is the scenario's own story.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest

from sim.model import load
from sim.units import date_of, rate_from_percent
from tests.golden.figures import FIRST, PAYMENT, RECORD, UNITS, held, of_type
from tests.runs import hk_2023

BOUGHT = ("banyan-life", "kingfisher-fund")
BOUGHT_LATE = ("banyan-life", "egret-capital")


@pytest.fixture(scope="module")
def trades(ledgers):
    """The story's trades by (trade date, seller, buyer)."""
    return {
        (date_of(row.trade_date), row.deliverer, row.receiver): row
        for row in of_type(ledgers, "TRAD")
        if not row.receiver.startswith("investor-")
    }


class TestIssue:
    @pytest.fixture(scope="class")
    def orders(self, ledgers):
        return {row.investor: row for row in ledgers["orders"]}

    def test_more_than_forty_institutions_and_more_than_there_is(self, orders):
        live = [row for row in orders.values() if row.reason not in {"INELIGIBLE", "LATE"}]
        assert len(live) >= 40
        assert sum(row.bid_units for row in live) > UNITS
        granted = [row for row in live if row.reason in {"FILLED", "SCALED", "BELOW_MIN"}]
        assert sum(row.bid_units for row in granted) > UNITS

    def test_everything_is_allocated(self, orders):
        assert sum(row.allocated_units for row in orders.values()) == UNITS

    @pytest.mark.parametrize(
        ("investor", "reason"),
        [
            ("banyan-life", "SCALED"),
            ("kingfisher-fund", "SCALED"),
            ("sandpiper-bank", "SCALED"),
            ("egret-capital", "LIMIT"),
            ("mr-lychee", "INELIGIBLE"),
            ("tamarind-trading", "LATE"),
        ],
    )
    def test_of_the_story(self, orders, investor, reason):
        assert orders[investor].reason == reason

    def test_each_reason_follows_from_the_rule(self, orders):
        """DESIGN section 5, worked out again from bids and limits alone."""
        final = rate_from_percent(load("hk-2023").tranche("HKD").reoffer_yield)
        demand = sum(
            row.bid_units
            for row in orders.values()
            if row.reason not in {"INELIGIBLE", "LATE"} and (row.limit_yield or 0) <= final
        )
        for row in orders.values():
            if row.reason in {"INELIGIBLE", "LATE"}:
                continue
            floor = row.bid_units * UNITS // demand
            if (row.limit_yield or 0) > final:
                assert (row.reason, row.allocated_units) == ("LIMIT", 0)
            elif floor < 2:
                assert (row.reason, row.allocated_units) == ("BELOW_MIN", 0)
            else:
                assert row.reason == "SCALED"
                assert row.allocated_units - floor in {0, 1}

    def test_all_is_issued_at_par_on_the_day_against_money(self, ledgers):
        settled = [row for row in of_type(ledgers, "ISSU") if row.status == "SETTLED"]
        assert sum(row.units for row in settled) == UNITS
        assert sum(row.settlement_amount for row in settled) == 800_000_000_00
        assert {str(date_of(row.actual_settlement_date)) for row in settled} == {"2023-02-16"}
        issuer = [row for row in ledgers["cash"] if row.account == "hksar" and row.credit]
        assert sum(row.credit for row in issuer if row.purpose == "ISSU") == 800_000_000_00

    def test_one_does_not_pay_and_the_lead_arranger_takes_it_up(self, ledgers):
        issued = of_type(ledgers, "ISSU")
        (unpaid,) = [row for row in issued if row.status != "SETTLED"]
        assert (unpaid.status, unpaid.reason_code) == ("CANCELLED", "MONY")
        (taken,) = [row for row in issued if row.linked_id]
        assert taken.receiver == "hsbc"
        assert taken.linked_id == unpaid.instruction_id
        assert taken.units == unpaid.units
        assert held(ledgers, unpaid.receiver, date(2023, 2, 16)) == 0


class TestAroundTheRecordDate:
    """Ten units at par, DESIGN section 5."""

    def test_traded_before_the_ex_date_the_coupon_goes_to_the_buyer(self, trades, ledgers):
        row = trades[date(2023, 8, 11), *BOUGHT]
        assert (row.units, row.price) == (10, 100_000_000)
        assert date_of(row.actual_settlement_date) == RECORD
        assert row.accrued_amount == 99_863_01
        paid = next(r for r in ledgers["corporate_actions"] if r.holder == "kingfisher-fund")
        assert paid.units == held(ledgers, "kingfisher-fund", RECORD)
        assert (
            held(ledgers, "kingfisher-fund", RECORD)
            == held(ledgers, "kingfisher-fund", date(2023, 8, 14)) + 10
        )

    def test_failing_to_the_next_day_changes_no_amount(self, trades):
        row = trades[date(2023, 8, 11), *BOUGHT_LATE]
        assert date_of(row.intended_settlement_date) == RECORD
        assert date_of(row.actual_settlement_date) == PAYMENT
        assert (row.fail_days, row.reason_code) == (1, "MONY")
        assert row.accrued_amount == 99_863_01
        assert row.settlement_amount == 5_000_000_00 + 99_863_01

    def test_and_the_seller_owes_the_buyer_the_coupon(self, trades, ledgers):
        (claim,) = of_type(ledgers, "CLAI")
        assert claim.linked_id == trades[date(2023, 8, 11), *BOUGHT_LATE].instruction_id
        assert (claim.deliverer, claim.receiver) == BOUGHT_LATE
        assert claim.settlement_amount == 100_417_80 == 10 * FIRST
        assert (claim.status, date_of(claim.actual_settlement_date)) == ("SETTLED", PAYMENT)
        money = [row for row in ledgers["cash"] if row.purpose == "CLAI"]
        assert [(r.account, r.debit, r.credit) for r in money if r.account == "egret-capital"] == [
            ("egret-capital", None, 100_417_80)
        ]

    def test_traded_on_the_ex_date_without_accrued_interest_or_claim(self, trades, ledgers):
        row = trades[date(2023, 8, 14), *BOUGHT]
        assert date_of(row.actual_settlement_date) == PAYMENT
        assert (row.accrued_days, row.accrued_amount) == (0, 0)
        claims = of_type(ledgers, "CLAI")
        assert row.instruction_id not in {claim.linked_id for claim in claims}


class TestMishaps:
    def test_a_buyer_short_of_money_pays_two_business_days_late(self, trades, ledgers):
        row = trades[date(2023, 3, 14), *BOUGHT_LATE]
        assert (row.status, row.reason_code, row.fail_days) == ("SETTLED", "MONY", 2)
        # Thursday 16 March to Monday 20 March.
        assert date_of(row.intended_settlement_date) == date(2023, 3, 16)
        assert date_of(row.actual_settlement_date) == date(2023, 3, 20)
        happened = ledgers["instruction_events"]
        events = [event for event in happened if event.instruction_id == row.instruction_id]
        assert Counter(event.reason_code for event in events if event.attempt) == {"MONY": 6, "": 1}

    def test_a_seller_without_bonds_fails_until_it_expires(self, trades):
        row = trades[date(2023, 5, 9), "tamarind-trading", "kingfisher-fund"]
        assert (row.status, row.reason_code, row.fail_days) == ("CANCELLED", "LACK", 10)
        # Ten business days after 11 May; 26 May 2023, the Buddha's birthday, would be the next.
        assert date_of(row.intended_settlement_date) == date(2023, 5, 11)
        assert date_of(row.expiry_date) == date(2023, 5, 25)
        assert row.actual_settlement_date is None

    def test_a_transfer_to_a_stranger_is_refused(self, ledgers):
        (row,) = [row for row in ledgers["transactions"] if row.revert]
        assert (row.sender, row.function) == ("sandpiper-bank", "transfer")
        assert row.revert.startswith("BondToken_Refused(")
        assert of_type(ledgers, "OWNI") == []
        assert held(ledgers, "driftwood-partners", date(2024, 2, 16)) == 0

    def test_a_frozen_holders_coupon_waits_and_is_claimed_to_the_cent(self, ledgers):
        row = next(r for r in ledgers["corporate_actions"] if r.holder == "sandpiper-bank")
        assert (row.status, row.withheld_reason) == ("CLAIMED", "FROZEN")
        assert row.units == held(ledgers, "sandpiper-bank", RECORD) > 0
        assert row.net == row.units * FIRST
        zone = hk_2023().outcome.schedule.zone
        assert datetime.fromtimestamp(row.paid_at, zone).date() == date(2023, 9, 13)
        got = [r for r in ledgers["cash"] if r.account == "sandpiper-bank" and r.credit == row.net]
        assert [r.purpose for r in got][:1] == ["INTR"]
        assert date_of(got[0].value_date) == date(2023, 9, 13)

    def test_it_is_withheld_in_between(self):
        outcome = hk_2023().outcome
        owed = {s.as_of: s.value for s in outcome.observations if s.kind == "owed"}
        units = held(hk_2023().ledgers, "sandpiper-bank", RECORD)
        assert owed[PAYMENT] == units * FIRST
        assert owed[date(2023, 9, 13)] == 0
