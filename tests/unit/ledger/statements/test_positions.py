from __future__ import annotations

from sim.chain import logs as chain
from sim.ledger import build
from sim.ledger.inputs import ZERO
from sim.units import date_text


def rows(story, last: str = "2024-02-16") -> list:
    return list(build(story.inputs(last))["positions"])


def of(found: list, holder: str, as_of: str):
    return next(row for row in found if (row.holder, date_text(row.as_of)) == (holder, as_of))


def test_a_row_for_who_moved_and_everyone_on_record_dates_and_the_last_day(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.move(told.BOND, "Beta", "Cedar", 4)
    shown = [(date_text(row.as_of), row.holder, row.closing) for row in rows(story, "2023-09-01")]
    assert shown == [
        ("2023-02-16", "Alpha", 10),
        ("2023-02-16", "Beta", 1590),
        ("2023-03-01", "Beta", 1586),
        ("2023-03-01", "Cedar", 4),
        ("2023-08-15", "Alpha", 10),
        ("2023-08-15", "Beta", 1586),
        ("2023-08-15", "Cedar", 4),
        ("2023-09-01", "Alpha", 10),
        ("2023-09-01", "Beta", 1586),
        ("2023-09-01", "Cedar", 4),
    ]


def test_flows_of_the_day_explain_the_change(told) -> None:
    for row in rows(told.whole()):
        inward, outward = row.issued + row.received, row.delivered + row.redeemed
        assert row.closing == row.opening + inward - outward
        assert row.available == max(0, row.closing - row.locked - row.frozen)
        assert row.face == row.closing * told.FACE


def test_what_moves_at_the_close_belongs_to_the_next_business_day(told) -> None:
    story = told.issued()
    story.begin("2023-08-15 18:00")
    story.move(told.BOND, "Beta", "Cedar", 4)
    found = rows(story, "2023-08-31")
    assert of(found, "Beta", "2023-08-15").closing == 1590
    assert of(found, "Beta", "2023-08-16").closing == 1586


def test_pending_is_matched_and_not_settled(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 09:00", 3, "Beta", "Alpha", 5)
    story.instruct("2023-03-01 09:00", 4, "Beta", "Alpha", 2)
    story.begin("2023-03-01 10:00")
    story.move(told.BOND, "Beta", "Alpha", 1)
    story.settle("2023-03-02 08:30", 3)
    story.begin("2023-03-03 10:00")
    story.emit(told.SETTLEMENT, chain.Expired, 4, chain.Reason.LACK)
    found = rows(story, "2023-03-03")
    assert of(found, "Alpha", "2023-03-01").pending_in == 7
    assert of(found, "Beta", "2023-03-01").pending_out == 7
    assert of(found, "Alpha", "2023-03-02").pending_in == 2
    assert of(found, "Beta", "2023-03-03").pending_out == 0


def test_locked_and_frozen_units_stay_with_their_owner(told) -> None:
    story = told.issued()
    alpha, by = told.PARTIES["Alpha"], told.PARTIES["Registrar"]
    story.begin("2023-03-01 09:00")
    story.emit(told.BOND, chain.Locked, alpha, 3)
    story.emit(told.BOND, chain.Frozen, alpha, 4)
    story.emit(told.BOND, chain.AddressFrozen, told.PARTIES["Beta"], True, by)
    found = rows(story, "2023-03-03")
    alpha_row, beta_row = (of(found, name, "2023-03-03") for name in ("Alpha", "Beta"))
    assert (alpha_row.closing, alpha_row.locked, alpha_row.frozen) == (10, 3, 4)
    assert alpha_row.available == 3
    assert (beta_row.frozen, beta_row.available) == (1590, 0)


def test_redemption_takes_the_locks_with_it(told) -> None:
    story = told.coupon()
    alpha = told.PARTIES["Alpha"]
    story.begin("2023-09-01 09:00")
    story.emit(told.BOND, chain.Locked, alpha, 3)
    story.announce("2024-02-16 09:00", 2, told.REDM, 1)
    story.fund("2024-02-16 09:30", 2, 1600)
    story.begin("2024-02-16 11:00")
    story.emit(told.BOND, chain.Unlocked, alpha, 3)
    story.move(told.BOND, "Alpha", ZERO, 10)
    story.move(told.CASH, told.AGENT, "Alpha", 10 * told.FACE)
    story.emit(told.AGENT, chain.Paid, 2, alpha, 10, 10 * told.FACE, 0, 10 * told.FACE)
    row = of(rows(story), "Alpha", "2024-02-16")
    assert (row.redeemed, row.closing, row.locked, row.available) == (10, 0, 0, 0)


def test_account_types_are_the_names_tables(told) -> None:
    found = rows(told.whole())
    assert of(found, "Cedar", "2023-09-06").account_type == "NOMINEE"
    assert {row.book for row in found} == {"CHAIN"}
