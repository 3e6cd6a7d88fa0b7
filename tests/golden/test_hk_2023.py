"""The numbers that must come out of `hk-2023`.

Amounts of the coupons, their totals and residues: FACTS 1.7. Dates, accrued interest, the claim:
DESIGN section 5. What happens to whom: the scenario's own story. Whatever is not printed there is
worked out here, in fractions, from the terms: HKD 500,000 a unit, 4.05 %, ACT/365F.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from fractions import Fraction

import pytest

from sim.model import load
from sim.units import date_of, rate_from_percent
from tests.runs import hk_2023

UNITS = 1_600
UNIT_FACE = 500_000_00
FIRST, SECOND, PRINCIPAL = 10_041_78, 10_208_22, 500_000_00
RECORD, PAYMENT = date(2023, 8, 15), date(2023, 8, 16)
BOUGHT_LATE = ("banyan-life", "egret-capital")
BOUGHT = ("banyan-life", "kingfisher-fund")


@pytest.fixture(scope="module")
def ledgers():
    return hk_2023().ledgers


@pytest.fixture(scope="module")
def actions(ledgers):
    """Total rows of corporate actions, in order."""
    return [row for row in ledgers["corporate_actions"] if not row.holder]


@pytest.fixture(scope="module")
def trades(ledgers):
    """The story's trades by (trade date, seller, buyer)."""
    return {
        (date_of(row.trade_date), row.deliverer, row.receiver): row
        for row in ledgers["settlement"]
        if row.transaction_type == "TRAD" and not row.receiver.startswith("investor-")
    }


def of_type(ledgers, kind):
    return [row for row in ledgers["settlement"] if row.transaction_type == kind]


def half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))


def accrued(units: int, days: int) -> int:
    return half_up(Fraction(units * UNIT_FACE * 405 * days, 10_000 * 365))


def held(ledgers, name: str, day: date) -> int:
    """Units at a close by the positions ledger: the last row until then."""
    closings = [
        row.closing
        for row in ledgers["positions"]
        if row.holder == name and date_of(row.as_of) <= day
    ]
    return closings[-1] if closings else 0


class TestPayments:
    def test_amounts_a_unit(self, actions):
        assert [row.amount_per_unit for row in actions] == [FIRST, SECOND, PRINCIPAL]

    def test_paid_in_all(self, actions):
        assert [row.event for row in actions] == ["INTR", "INTR", "REDM"]
        paid = [16_066_848_00, 16_333_152_00, 800_000_000_00]
        assert [row.net for row in actions] == [row.gross for row in actions] == paid
        assert {row.status for row in actions} == {"PAID"}
        assert {row.units for row in actions} == {UNITS}

    def test_rounding(self, actions):
        """Against 16,066,849.32 and 16,333,150.68, rounded once on the total."""
        assert [row.rounding for row in actions] == [-1_32, 1_32, 0]
        assert [row.net - row.rounding for row in actions[:2]] == [16_066_849_32, 16_333_150_68]

    def test_days_and_dates(self, actions):
        assert [row.accrual_days for row in actions[:2]] == [181, 184]
        assert [str(date_of(row.record_date)) for row in actions] == [
            "2023-08-15",
            "2024-02-15",
            "2024-02-15",
        ]
        assert [str(date_of(row.ex_date)) for row in actions] == [
            "2023-08-14",
            "2024-02-14",
            "2024-02-14",
        ]
        assert [str(date_of(row.payment_date)) for row in actions] == [
            "2023-08-16",
            "2024-02-16",
            "2024-02-16",
        ]

    def test_every_holder_of_the_record_date_gets_its_units_worth(self, ledgers, actions):
        for action in actions:
            rows = [
                row
                for row in ledgers["corporate_actions"]
                if row.holder and row.action_id == action.action_id
            ]
            assert sum(row.units for row in rows) == UNITS
            record = date_of(action.record_date)
            for row in rows:
                assert row.units == held(ledgers, row.holder, record), row.holder
                assert row.net == row.units * action.amount_per_unit

    def test_they_reach_the_holders_as_money(self, ledgers, actions):
        credits = Counter()
        for row in ledgers["cash"]:
            if row.purpose in {"INTR", "PRIN"} and row.credit and row.account != "PayingAgent":
                credits[row.purpose] += row.credit
        assert credits["INTR"] == actions[0].net + actions[1].net
        assert credits["PRIN"] == actions[2].net

    def test_nothing_is_left(self, ledgers):
        outcome = hk_2023().outcome
        last = [seen for seen in outcome.observations if seen.as_of == outcome.scenario.end]
        assert {seen.value for seen in last} == {0}
        assert {"supply", "units", "cash", "owed", "withheld"} <= {seen.kind for seen in last}
        closing = {row.closing for row in ledgers["positions"] if date_of(row.as_of).year == 2024}
        assert 0 in closing


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
                # One for the largest fraction, and one where bids below the minimum left units.
                assert floor <= row.allocated_units <= floor + 2

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


class TestTrading:
    def test_a_hundred_trades_settle_two_business_days_later(self, ledgers):
        calendar = hk_2023().outcome.schedule.calendar
        trades = of_type(ledgers, "TRAD")
        on_time = [row for row in trades if row.fail_days == 0]
        assert len(on_time) >= 100
        for row in on_time:
            due = calendar.add(date_of(row.trade_date), 2)
            assert due == date_of(row.intended_settlement_date)
            assert due == date_of(row.actual_settlement_date)

    def test_each_at_price_and_accrued_interest(self, ledgers):
        for row in of_type(ledgers, "TRAD"):
            due = date_of(row.intended_settlement_date)
            start = PAYMENT if due >= PAYMENT else date(2023, 2, 16)
            clean = half_up(Fraction(row.units * UNIT_FACE * row.price, 100_000_000))
            assert row.accrued_days == (due - start).days
            assert row.accrued_amount == accrued(row.units, row.accrued_days)
            assert row.clean_amount == clean
            assert row.settlement_amount == clean + row.accrued_amount


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
        events = [e for e in ledgers["instruction_events"] if e.instruction_id == row.instruction_id]
        assert Counter(e.reason_code for e in events if e.attempt) == {"MONY": 6, "": 1}

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


LAWS = "SUPPLY DVP CASH RECORD ONCE SOLVENCY ELIGIBLE DENOM ORDER FINAL BOOKS".split()


class TestLaws:
    @pytest.mark.parametrize("law", LAWS)
    def test_held_and_were_tried(self, ledgers, law):
        verdict = next(found for found in ledgers.verdicts if found.law == law)
        assert not verdict.breaches, "\n".join(map(str, verdict.breaches))
        assert verdict.checked > 0

    def test_all_of_them_are_known_here(self, ledgers):
        assert [verdict.law for verdict in ledgers.verdicts] == LAWS


class TestOnAnotherRail:
    def test_a_stablecoin_pays_every_holder_the_same(self, ledgers):
        def coupons(books):
            rows = books["corporate_actions"]
            return [(r.event, r.holder, r.units, r.net, r.rounding, r.status) for r in rows]

        coin = hk_2023(rail="stablecoin").ledgers
        assert {row.rail for row in coin["corporate_actions"]} == {"stablecoin"}
        assert {row.rail for row in ledgers["corporate_actions"]} == {"cbdc"}
        assert coupons(coin) == coupons(ledgers)
        assert not coin.breaches
