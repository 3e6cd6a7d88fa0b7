from __future__ import annotations

import pytest

from sim.ledger.deal import deal_of
from sim.ledger.entries import read
from sim.ledger.subjects import action_id, instruction_id


def test_identifiers_come_from_on_chain_numbers() -> None:
    assert (instruction_id(1), instruction_id(0), action_id(1)) == ("I000001", "", "A001")


@pytest.mark.parametrize(
    ("step", "status"), [(0, "ANNOUNCED"), (1, "MISSED"), (2, "FUNDED"), (3, "PAID")]
)
def test_life_of_an_action(told, step: int, status: str) -> None:
    story = told.issued()
    story.announce("2023-08-16 09:00", 1, told.INTR, 0)
    if step >= 1:
        story.miss("2023-08-16 17:30", 1, 1600)
    if step >= 2:
        story.fund("2023-08-17 09:00", 1, 1600)
    if step >= 3:
        story.pay("2023-08-17 11:00", 1, ("Alpha", 10), ("Beta", 1590))
        story.all_paid(1, 1600)
    inputs = story.inputs()
    action = read(inputs.logs, deal_of(inputs)).actions[1]
    assert action.status == status
    assert (action.purpose, action.redeems) == ("INTR", False)
    assert action.record_at == told.at("2023-08-15 18:00")
