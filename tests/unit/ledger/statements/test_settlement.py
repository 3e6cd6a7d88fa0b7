from __future__ import annotations

import pytest

from sim.chain import logs as chain
from sim.ledger import build
from sim.ledger.inputs import ZERO
from sim.ledger.subjects import ascii_text
from sim.units import Rate


def rows(story, last: str = "2024-02-16", **other) -> dict:
    ledgers = build(story.inputs(last, **other))
    return {row.instruction_id: row for row in ledgers["settlement"]}


def test_a_trade_settled_on_its_day(told) -> None:
    story = told.issued()
    story.instruct(
        "2023-08-11 10:00",
        3,
        "Beta",
        "Cedar",
        10,
        intended_date=told.day("2023-08-15"),
        accrued_days=180,
        accrued_amount=9_986_301,
    )
    story.settle("2023-08-15 08:30", 3)
    row = rows(story)["I000003"]
    assert (row.status, row.fail_days, row.trade_id) == ("SETTLED", 0, "T-3")
    assert (row.transaction_type, row.payment, row.dvp_model) == ("TRAD", "APMT", 1)
    assert (row.face, row.clean_amount, row.settlement_amount) == (
        10 * told.FACE,
        500_000_000,
        509_986_301,
    )
    assert row.actual_settlement_date == told.day("2023-08-15")
    assert (row.deliverer, row.receiver, row.rail) == ("Beta", "Cedar", "cbdc")


def test_a_late_settlement_keeps_its_reason_and_counts_business_days(told) -> None:
    story = told.issued()
    story.instruct("2023-09-28 10:00", 3, "Beta", "Cedar", 2)
    story.fail("2023-09-28 17:30", 3, chain.Reason.MONY)
    story.settle("2023-10-03 08:30", 3, attempt=2)
    row = rows(story)["I000003"]
    # 29 September and 3 October; the 30th is a Saturday, the 2nd a holiday.
    assert (row.status, row.reason_code, row.fail_days) == ("SETTLED", "MONY", 2)
    assert (row.penalty, row.penalty_payer) == (0, "")


def test_open_at_the_end_is_failed_when_its_date_has_passed(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 10:00", 3, "Beta", "Cedar", 2)
    story.instruct("2023-03-01 10:00", 4, "Beta", "Cedar", 2, intended_date=told.day("2023-03-06"))
    late = rows(story, "2023-03-03")
    assert (late["I000003"].status, late["I000003"].fail_days) == ("FAILED", 2)
    assert (late["I000004"].status, late["I000004"].fail_days) == ("PENDING", 0)


def test_expiry_ends_a_cancelled_instruction(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 10:00", 3, "Beta", "Cedar", 2)
    story.fail("2023-03-01 17:30", 3, chain.Reason.LACK)
    story.begin("2023-03-15 17:30")
    story.emit(told.SETTLEMENT, chain.Expired, 3, chain.Reason.LACK)
    row = rows(story)["I000003"]
    assert (row.status, row.reason_code, row.fail_days) == ("CANCELLED", "LACK", 10)
    assert (row.block, row.log_index) == (story.block, 0)


def test_a_penalty_is_paid_by_the_side_that_failed(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 10:00", 3, "Beta", "Cedar", 2)
    story.fail("2023-03-01 17:30", 3, chain.Reason.LACK)
    story.instruct("2023-03-01 10:00", 4, "Beta", "Cedar", 2)
    story.fail("2023-03-01 17:31", 4, chain.Reason.MONY)
    found = rows(story, "2023-03-02", penalty_rate=Rate(100_000))  # 1 basis point a day
    assert (found["I000003"].penalty, found["I000003"].penalty_payer) == (10_000, "Beta")
    assert (found["I000004"].penalty, found["I000004"].penalty_payer) == (10_000, "Cedar")


def test_free_movements_and_redemptions_have_rows_of_their_own(told) -> None:
    story = told.coupon()
    story.begin("2023-08-17 10:00")
    story.move(told.BOND, "Beta", "Cedar", 3)
    found = rows(story)
    free = found["M000001"]
    assert (free.transaction_type, free.payment, free.units) == ("OWNI", "FREE", 3)
    assert (free.clean_amount, free.rail, free.currency) == (None, "", "HKD")
    redeemed = rows(told.whole())
    assert [key for key in redeemed if key.startswith("R")] == [
        "R003-0001",
        "R003-0002",
        "R003-0003",
    ]
    last = redeemed["R003-0003"]
    assert (last.transaction_type, last.deliverer, last.receiver) == ("REDM", "Cedar", "Issuer")
    assert (last.units, last.settlement_amount) == (4, 4 * told.FACE)


def test_rows_stand_in_the_order_in_which_subjects_entered(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 10:00", 3, "Beta", "Cedar", 2)
    story.begin("2023-03-01 11:00")
    story.move(told.BOND, "Beta", "Alpha", 2)
    story.settle("2023-03-02 08:30", 3)
    assert list(rows(story)) == ["I000001", "I000002", "I000003", "M000001"]


def test_a_claim_is_money_without_units(told) -> None:
    story = told.coupon()
    story.instruct(
        "2023-08-17 09:00",
        3,
        "Beta",
        "Cedar",
        0,
        transaction_type=chain.TransactionType.CLAI,
        clean_amount=10_041_780,
        price=0,
        expiry_date=2**32 - 1,
        linked_id=2,
        trade_id=bytes(32),
    )
    story.settle("2023-08-17 11:00", 3)
    row = rows(story)["I000003"]
    assert (row.linked_id, row.trade_id, row.expiry_date) == ("I000002", "", None)
    assert (row.units, row.price, row.dvp_model) == (0, None, None)
    assert (row.settlement_amount, row.payment) == (10_041_780, "APMT")


def test_a_free_instruction_has_no_amounts(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 09:00", 3, "Beta", "Cedar", 2, cash=ZERO, clean_amount=0)
    row = rows(story)["I000003"]
    assert (row.payment, row.settlement_amount, row.rail) == ("FREE", None, "")


@pytest.mark.parametrize(
    ("reference", "text"),
    [(b"T-1".ljust(32, b"\0"), "T-1"), (bytes(32), ""), (b"\xff1".ljust(32, b"\0"), "\\xff1")],
)
def test_references_are_ascii(reference: bytes, text: str) -> None:
    assert ascii_text(reference) == text


def test_positions_of_any_day_follow_from_settlement_alone(told) -> None:
    story = told.whole()
    ledgers = build(story.inputs())
    for day in {row.as_of for row in ledgers["positions"]}:
        held: dict[str, int] = {}
        for row in ledgers["settlement"]:
            if row.actual_settlement_date is not None and row.actual_settlement_date <= day:
                held[row.deliverer] = held.get(row.deliverer, 0) - row.units
                held[row.receiver] = held.get(row.receiver, 0) + row.units
        for row in ledgers["positions"]:
            if row.as_of == day:
                assert held[row.holder] == row.closing
