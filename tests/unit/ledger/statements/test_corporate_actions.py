"""Golden numbers: the HKSAR issue of February 2023, HKD 800m at 4.05 %, ACT/365F.

On the whole issue 16,066,849.32 for 181 days and 16,333,150.68 for 184; the payments, rounded by
unit of HKD 500,000, come to 1.32 less and 1.32 more.
"""

from __future__ import annotations

from sim.ledger import build


def rows(story, last: str = "2024-02-16") -> list:
    return list(build(story.inputs(last))["corporate_actions"])


def test_coupons_and_their_rounding(told) -> None:
    actions = [row for row in rows(told.whole()) if not row.holder]
    assert [(row.action_id, row.event, row.amount_per_unit) for row in actions] == [
        ("A001", "INTR", 1_004_178),
        ("A002", "INTR", 1_020_822),
        ("A003", "REDM", told.FACE),
    ]
    assert [row.gross for row in actions] == [1_606_684_800, 1_633_315_200, 80_000_000_000]
    assert [row.rounding for row in actions] == [-132, 132, 0]
    first = actions[0]
    assert (first.day_count, first.accrual_days, first.accrual_den) == ("ACT/365F", 181, 365)
    assert (first.status, first.units, first.face) == ("PAID", 1600, 1600 * told.FACE)


def test_one_row_an_entitled_holder_in_the_order_paid(told) -> None:
    parts = [row for row in rows(told.coupon()) if row.holder]
    assert [(row.holder, row.units, row.net, row.status) for row in parts] == [
        ("Alpha", 10, 10_041_780, "PAID"),
        ("Beta", 1590, 1_596_643_020, "PAID"),
    ]
    assert {row.rounding for row in parts} == {None}


def test_redemption_accrues_nothing(told) -> None:
    row = next(row for row in rows(told.whole()) if row.event == "REDM")
    assert (row.day_count, row.accrual_days, row.rate) == ("", None, None)


def test_withheld_then_claimed(told) -> None:
    story = told.whole()
    cedar = next(row for row in rows(story) if (row.action_id, row.holder) == ("A003", "Cedar"))
    assert (cedar.status, cedar.withheld_reason, cedar.paid_at) == ("WITHHELD", "SANCTIONED", None)
    story.claim("2024-02-16 15:00", 3, "Cedar", 4 * told.FACE)
    cedar = next(row for row in rows(story) if (row.action_id, row.holder) == ("A003", "Cedar"))
    assert (cedar.status, cedar.withheld_reason) == ("CLAIMED", "SANCTIONED")
    assert cedar.paid_at == told.at("2024-02-16 15:00")


def test_announced_knows_no_totals_yet(told) -> None:
    story = told.issued()
    story.announce("2023-08-16 09:00", 1, told.INTR, 0)
    (row,) = rows(story)
    assert (row.status, row.units, row.gross, row.rounding) == ("ANNOUNCED", None, None, None)


def test_missed_owes_every_holder_of_the_record_date(told) -> None:
    story = told.issued()
    story.announce("2023-08-16 09:00", 1, told.INTR, 0)
    story.miss("2023-08-16 17:30", 1, 1600)
    action, *parts = rows(story)
    assert (action.status, action.gross, action.paid_at) == ("MISSED", 1_606_684_800, None)
    assert [(row.holder, row.net, row.status) for row in parts] == [
        ("Alpha", 10_041_780, "MISSED"),
        ("Beta", 1_596_643_020, "MISSED"),
    ]


def test_cured_pays_the_holders_of_the_original_record_date(told) -> None:
    story = told.issued()
    story.announce("2023-08-16 09:00", 1, told.INTR, 0)
    story.miss("2023-08-16 17:30", 1, 1600)
    story.fund("2023-08-17 09:00", 1, 1600)
    story.pay("2023-08-17 11:00", 1, ("Alpha", 10), ("Beta", 1590))
    story.all_paid(1, 1600)
    action, *parts = rows(story)
    assert (action.status, action.funded_at) == ("PAID", told.at("2023-08-17 09:00"))
    assert {row.status for row in parts} == {"PAID"}
