from __future__ import annotations

from sim.chain import logs as chain
from sim.ledger import build
from sim.ledger.inputs import ZERO


def view(story, account: str) -> list[tuple]:
    return [
        (row.debit, row.credit, row.balance, row.counterparty, row.purpose, row.reference)
        for row in build(story.inputs())["cash"]
        if row.account == account
    ]


def test_credit_is_money_in_and_the_balance_runs(told) -> None:
    face = told.FACE
    assert view(told.coupon(), "Alpha") == [
        (None, 10 * face, 10 * face, "Central bank", "MINT", ""),
        (10 * face, None, 0, "Issuer", "ISSU", "I000001"),
        (None, 10_041_780, 10_041_780, "Paying agent", "INTR", "A001"),
    ]


def test_the_agent_sees_the_other_side(told) -> None:
    assert view(told.coupon(), "Paying agent") == [
        (None, 1_606_684_800, 1_606_684_800, "Issuer", "FUND", "A001"),
        (10_041_780, None, 1_596_643_020, "Alpha", "INTR", "A001"),
        (1_596_643_020, None, 0, "Beta", "INTR", "A001"),
    ]


def test_a_plain_payment_explains_itself(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.move(told.CASH, "Issuer", "Alpha", 5)
    assert view(story, "Alpha")[-1] == (None, 5, 5, "Issuer", "OWNI", "")


def test_destroyed_money_goes_to_whoever_issued_it(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.move(told.CASH, "Cedar", ZERO, 7)
    story.emit(told.CASH, chain.Burned, told.PARTIES["Cedar"], 7, told.PARTIES["Central bank"])
    row = view(story, "Cedar")[-1]
    assert row == (7, None, 20 * told.FACE - 7, "Central bank", "BURN", "")


def test_a_payment_to_oneself_is_seen_twice_and_changes_nothing(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.move(told.CASH, "Cedar", "Cedar", 7)
    assert [row[:3] for row in view(story, "Cedar")[-2:]] == [
        (7, None, 20 * told.FACE - 7),
        (None, 7, 20 * told.FACE),
    ]


def test_principal_claimed_later(told) -> None:
    story = told.whole()
    story.claim("2024-02-16 15:00", 3, "Cedar", 4 * told.FACE)
    assert view(story, "Cedar")[-1][4:] == ("PRIN", "A003")
