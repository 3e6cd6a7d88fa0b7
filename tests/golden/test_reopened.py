"""`reopened`: a tap with accrued interest, and a part of every unit repaid by notice.

Worked out from the terms: units of HKD 500,000.00 at 4 % ACT/365F, issued 2024-05-08.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from sim.chain.logs import OptionExercised, TermsSet
from sim.ledger import build
from sim.model import load
from sim.report.summary import summary
from sim.run import Run, ledger_inputs, run
from sim.units import date_of
from tests.runs import ENGINE

FACE = 500_000_00


def interest(face: int, days: int) -> int:
    """4 % of so many days of 365, half up."""
    return (2 * face * 4 * days + 36_500) // 73_000


@cache
def reopened() -> Run:
    return run(load("reopened"), ENGINE)


def rows(table: str, **wanted: object) -> list:
    kept = reopened().ledgers[table].rows
    return [row for row in kept if all(getattr(row, key) == v for key, v in wanted.items())]


def instruction(number: int):
    (row,) = rows("settlement", instruction_id=f"I{number:06d}")
    return row


def test_every_law_holds() -> None:
    assert reopened().ledgers.breaches == ()


def test_nothing_was_refused() -> None:
    assert [row.revert for row in rows("transactions") if row.revert] == []


class TestTap:
    def test_is_scaled_as_an_issue_is(self):
        """40 units for 50 at or below the yield; who wanted more is left out."""
        told = [
            (row.order_id, row.investor, row.bid_units, row.allocated_units, row.reason)
            for row in rows("orders")
            if "-T1-" in row.order_id
        ]
        assert told == [
            ("O-HKD-T1-0001", "sanderling-pension", 40, 32, "SCALED"),
            ("O-HKD-T1-0002", "godwit-life", 10, 8, "SCALED"),
            ("O-HKD-T1-0003", "avocet-fund", 10, 0, "LIMIT"),
        ]

    def test_numbers_go_on_beside_those_of_the_issue(self):
        first = [row.order_id for row in rows("orders") if "-T1-" not in row.order_id]
        assert first == ["O-HKD-0001", "O-HKD-0002"]

    @pytest.mark.parametrize(("number", "units"), [(3, 32), (4, 8)])
    def test_costs_its_price_and_forty_days(self, number, units):
        """From 8 May to 17 June, at 99.50."""
        row, face = instruction(number), units * FACE
        assert (row.transaction_type, row.status, row.units) == ("ISSU", "SETTLED", units)
        assert (row.clean_amount, row.accrued_days) == (face * 995 // 1000, 40)
        assert row.accrued_amount == interest(face, 40) == {32: 70_136_99, 8: 17_534_25}[units]
        assert row.settlement_amount == row.clean_amount + row.accrued_amount
        order = rows("orders", instruction_id=row.instruction_id)[0]
        assert order.settlement_amount == row.settlement_amount

    def test_pays_the_issuer_and_nobody_else(self):
        paid = rows("cash", account="lantau-ferry", purpose="ISSU")
        assert [row.credit for row in paid[2:]] == [15_990_136_99, 3_997_534_25]

    def test_earns_the_whole_coupon(self):
        (row,) = rows("corporate_actions", action_id="A001", holder="sanderling-pension")
        assert row.net == 32 * interest(FACE, 184) == 322_630_08

    def test_makes_the_issue_larger(self):
        sets = [log for log in reopened().outcome.logs if isinstance(log, TermsSet)]
        assert [log.terms.offered_units for log in sets] == [100, 140, 140]
        last = rows("positions", as_of=rows("positions")[-1].as_of)
        assert sum(row.redeemed for row in rows("positions")) == 140
        assert sum(row.closing for row in last) == 0


class TestPart:
    def test_is_repaid_with_the_coupon_at_par(self):
        (total,) = rows("corporate_actions", event="PRED", holder="")
        assert (str(date_of(total.payment_date)), total.status) == ("2024-11-08", "PAID")
        assert (total.amount_per_unit, total.units, total.net) == (FACE // 4, 140, 17_500_000_00)

    def test_leaves_the_units_and_three_quarters_of_their_face(self):
        day = [row for row in rows("positions") if str(date_of(row.as_of)) == "2024-11-13"]
        told = {row.holder: (row.closing, row.face) for row in day}
        assert told == {"godwit-life": (44, 44 * 375_000_00), "avocet-fund": (54, 54 * 375_000_00)}

    def test_leaves_less_to_earn_and_to_repay(self):
        coupons = rows("corporate_actions", event="INTR", holder="")
        each = [row.amount_per_unit for row in coupons]
        assert each == [interest(FACE, 184), interest(FACE * 3 // 4, 181)]
        assert each == [10_082_19, 7_438_36]
        (last,) = rows("corporate_actions", event="REDM", holder="")
        assert (last.amount_per_unit, last.net) == (375_000_00, 140 * 375_000_00)

    def test_a_trade_due_before_is_of_all_face_and_claims_the_part(self):
        """Settled two days late, after the record date: coupon and quarter are the buyer's."""
        row = instruction(5)
        assert (row.face, row.clean_amount) == (10 * FACE, 10 * FACE)
        assert row.accrued_amount == interest(10 * FACE, 183) == 100_273_97
        claims = rows("settlement", transaction_type="CLAI", linked_id="I000005")
        assert [claim.settlement_amount for claim in claims] == [100_821_90, 10 * FACE // 4]

    def test_a_trade_due_after_is_of_what_is_left(self):
        row = instruction(8)
        face = 4 * FACE * 3 // 4
        assert (row.face, row.clean_amount) == (face, face * 998 // 1000)
        assert (row.accrued_days, row.accrued_amount) == (5, interest(face, 5))

    def test_is_on_chain_the_option_of_the_terms(self):
        told = [
            (log.kind.name, log.units)
            for log in reopened().outcome.logs
            if isinstance(log, OptionExercised)
        ]
        assert told == [("TAP", 40), ("PART", 0)]


class TestBooksThatTellAnotherStory:
    def breaches(self, kind, change):
        inputs = ledger_inputs(reopened().outcome)
        logs = [change(log) if isinstance(log, kind) else log for log in inputs.logs]
        return {law.split(" ")[0] for law in map(str, build(replace(inputs, logs=logs)).breaches)}

    def test_more_issued_than_the_tap_offered_breaks_supply(self):
        def smaller(log):
            return replace(log, terms=replace(log.terms, offered_units=139))

        assert any("SUPPLY" in law for law in self.breaches(TermsSet, smaller))

    def test_a_part_other_than_paid_breaks_record(self):
        def other(log):
            if log.version != 2:
                return log
            first = replace(log.periods[0], factor_after=800_000_000)
            return replace(log, periods=(first, *log.periods[1:]))

        assert any("RECORD" in law for law in self.breaches(TermsSet, other))


def test_the_summary_tells_the_tap_apart() -> None:
    lines = summary(load("reopened"), reopened().ledgers)
    text = " ".join(" ".join(lines).split())
    assert "Book 2 orders, 2 in the book for 100 units: covered 1.00 times" in text
    assert (
        "Tap 2024-06-17 40 units at 99.5: HKD 19,900,000.00, and HKD 87,671.24 accrued in "
        "40 days; 3 orders for 60 units" in text
    )
