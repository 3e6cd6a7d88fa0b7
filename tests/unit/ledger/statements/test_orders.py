from __future__ import annotations

import pytest

from sim.chain import logs as chain
from sim.ledger import UnknownAddress, build


def book(told):
    """Four orders: scaled, above the final yield, withdrawn, and refused as late."""
    story = told.Story()
    story.admit("2023-02-13 08:00", "Alpha", "Beta", "Cedar")
    story.offer_rule("2023-02-13 08:00")
    story.mint("2023-02-13 09:00", "Alpha", 8 * told.FACE)
    story.begin("2023-02-14 10:00")
    for number, (name, units, limit) in enumerate(
        [("Alpha", 10, 0), ("Beta", 20, 41_000_000), ("Cedar", 5, 0)], 1
    ):
        story.emit(told.OFFERING, chain.OrderSubmitted, number, told.PARTIES[name], units, limit, 0)
    story.begin("2023-02-14 11:00")
    story.emit(told.OFFERING, chain.OrderWithdrawn, 3)
    story.begin("2023-02-15 18:00")
    late = chain.OrderReason.LATE
    story.emit(told.OFFERING, chain.OrderRefused, 4, told.PARTIES["Cedar"], 5, 0, 0, late)
    return story


def allocated(told):
    story = book(told)
    story.begin("2023-02-15 18:30")
    story.emit(told.OFFERING, chain.Priced, 40_500_000, 100_000_000, 10, 1600)
    story.begin("2023-02-15 18:31")
    story.emit(told.OFFERING, chain.OrderAllocated, 1, 8, chain.OrderReason.SCALED)
    story.emit(told.OFFERING, chain.OrderAllocated, 2, 0, chain.OrderReason.LIMIT)
    story.begin("2023-02-15 18:32")
    story.emit(told.OFFERING, chain.PrimaryInstructed, 1, 1)
    story.issue("2023-02-16 08:30", 1, "Alpha", 8)
    return story


def test_what_became_of_each_order(told) -> None:
    rows = list(build(allocated(told).inputs())["orders"])
    assert [(row.order_id, row.investor, row.reason, row.allocated_units) for row in rows] == [
        ("O-HKD-0001", "Alpha", "SCALED", 8),
        ("O-HKD-0002", "Beta", "LIMIT", 0),
        ("O-HKD-0003", "Cedar", "WITHDRAWN", 0),
        ("O-HKD-0004", "Cedar", "LATE", 0),
    ]
    first, second = rows[:2]
    assert (first.limit_yield, second.limit_yield) == (None, 41_000_000)
    assert (first.bid_face, first.price) == (10 * told.FACE, 100_000_000)
    assert (first.settlement_amount, first.instruction_id) == (8 * told.FACE, "I000001")
    assert (second.price, second.settlement_amount, second.instruction_id) == (None, None, "")


def test_before_pricing_nothing_is_decided(told) -> None:
    first = build(book(told).inputs())["orders"].rows[0]
    assert (first.reason, first.allocated_units, first.price) == ("", None, None)


def test_an_offering_nobody_named_is_refused(told) -> None:
    with pytest.raises(UnknownAddress, match="offerings"):
        build(book(told).inputs(offerings={"0xdead": "HKD"}))


def test_no_offering_no_table(told) -> None:
    assert "orders" not in build(told.issued().inputs(offerings={})).tables
