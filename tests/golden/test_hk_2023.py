"""The numbers that must come out of `hk-2023`.

Amounts of the coupons, their totals and residues: FACTS 1.7. Dates, accrued interest, the claim:
DESIGN section 5. What happens to whom: the scenario's own story. Whatever is not printed there is
worked out here, in fractions, from the terms: HKD 500,000 a unit, 4.05 %, ACT/365F.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from sim.units import date_of
from tests.golden.figures import (
    FIRST,
    PAYMENT,
    PRINCIPAL,
    SECOND,
    UNIT_FACE,
    UNITS,
    accrued,
    half_up,
    held,
    of_type,
)
from tests.runs import hk_2023


@pytest.fixture(scope="module")
def actions(ledgers):
    """Total rows of corporate actions, in order."""
    return [row for row in ledgers["corporate_actions"] if not row.holder]


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
        names = {row.holder for row in ledgers["positions"]}
        assert {held(ledgers, name, outcome.scenario.end) for name in names} == {0}


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


LAWS = [
    *("SUPPLY", "DVP", "CASH", "RECORD", "ONCE", "SOLVENCY"),
    *("ELIGIBLE", "DENOM", "ORDER", "FINAL", "BOOKS"),
]


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
