from __future__ import annotations

from sim.ledger.deal import deal_of
from sim.ledger.holdings import record_holdings


def held(story, number: int) -> dict[str, int]:
    inputs = story.inputs()
    deal = deal_of(inputs)
    records = record_holdings(inputs.logs, deal)
    ((bond, tranche),) = deal.tranches.items()
    close = tranche.periods[number].record_at
    return {deal.names[holder]: units for holder, units in records[bond, close].items()}


def test_a_movement_at_record_time_is_too_late(told) -> None:
    story = told.issued()
    story.begin("2023-08-15 17:59")
    story.move(told.BOND, "Beta", "Cedar", 4)
    story.begin("2023-08-15 18:00")
    story.move(told.BOND, "Beta", "Cedar", 6)
    assert held(story, 0) == {"Alpha": 10, "Beta": 1586, "Cedar": 4}
    assert held(story, 1) == {"Alpha": 10, "Beta": 1580, "Cedar": 10}


def test_record_dates_between_two_movements_are_each_kept(told) -> None:
    story = told.issued()
    story.begin("2024-02-16 10:00")
    story.move(told.BOND, "Beta", "Cedar", 4)
    assert held(story, 0) == held(story, 1) == {"Alpha": 10, "Beta": 1590}


def test_who_left_is_left_out(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 10:00")
    story.move(told.BOND, "Alpha", "Beta", 10)
    assert held(story, 0) == {"Beta": 1600}
