from __future__ import annotations

from sim.chain import logs as chain
from sim.ledger import build


def events(story, number: str) -> list[tuple]:
    rows = build(story.inputs())["instruction_events"]
    return [
        (row.from_status, row.to_status, row.attempt, row.reason_code, row.by)
        for row in rows
        if row.instruction_id == number
    ]


def test_from_instructed_to_settled(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 10:00", 3, "Beta", "Cedar", 2)
    story.begin("2023-03-01 11:00")
    story.emit(told.SETTLEMENT, chain.Prepositioned, 3)
    story.emit(told.BOND, chain.Locked, told.PARTIES["Beta"], 2)
    story.fail("2023-03-02 08:30", 3, chain.Reason.MONY)
    story.settle("2023-03-03 08:30", 3, attempt=2)
    assert events(story, "I000003") == [
        ("", "PENDING", None, "", "Beta"),
        ("PENDING", "PENDING", None, "", "Cedar"),
        ("PENDING", "MATCHED", None, "", ""),
        ("MATCHED", "MATCHED", None, "", ""),
        ("MATCHED", "MATCHED", 1, "MONY", ""),
        ("MATCHED", "SETTLED", 2, "", ""),
    ]


def test_cancelled_by_both(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 10:00", 3, "Beta", "Cedar", 2)
    story.begin("2023-03-01 11:00")
    story.emit(told.SETTLEMENT, chain.CancelRequested, 3, told.PARTIES["Beta"])
    story.begin("2023-03-01 12:00")
    story.emit(told.SETTLEMENT, chain.CancelRequested, 3, told.PARTIES["Cedar"])
    story.emit(told.SETTLEMENT, chain.Cancelled, 3, told.PARTIES["Cedar"])
    assert events(story, "I000003")[3:] == [
        ("MATCHED", "MATCHED", None, "", "Beta"),
        ("MATCHED", "MATCHED", None, "", "Cedar"),
        ("MATCHED", "CANCELLED", None, "", "Cedar"),
    ]


def test_being_passed_over_is_no_event(told) -> None:
    story = told.issued()
    before = events(story, "I000001")
    story.begin("2023-03-01 11:00")
    story.emit(told.SETTLEMENT, chain.SettlementSkipped, 1, chain.Status.SETTLED)
    assert events(story, "I000001") == before
