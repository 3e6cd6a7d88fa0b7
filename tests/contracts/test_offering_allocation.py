"""Offering and ProRata: the allocation the rule gives is accepted, every other one is refused."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.chain import Reverted
from sim.chain.abi import Function
from sim.chain.bindings import Offering
from sim.chain.logs import OfferingStage, OrderAllocated, OrderReason
from sim.chain.reverts import (
    Offering_AllocationDiffers,
    Offering_AllocationsMissing,
    Offering_AllocationTotal,
    Offering_AllocationUnordered,
    Offering_CallerNotArranger,
    Offering_StageIs,
)
from sim.engine.allocation import allocate
from tests.contracts.books import YIELD, allocated, bid, book_of, priced
from tests.contracts.deal import OFFERED_UNITS, Deal, reverts
from tests.contracts.expect import said

FILLED, SCALED = OrderReason.FILLED, OrderReason.SCALED
BELOW_MIN, LIMIT = OrderReason.BELOW_MIN, OrderReason.LIMIT

_ALLOCATE = Function.parse("allocate(uint64[],uint64)")


@pytest.fixture
def deal(fresh_deal: Deal) -> Deal:
    """The book is open."""
    return fresh_deal


def rank(remainder: int, number: int) -> int:
    """How ProRata compares fractions: the remainder, then the earlier order."""
    return remainder << 64 | (2**64 - 1 - number)


class TestAllocate:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "admin", "alice", "mallory"])
        def test_for_anyone_but_the_arranger(self, deal, who):
            priced(deal)
            caller = getattr(deal, who)
            with reverts(Offering_CallerNotArranger, caller=caller, arranger=deal.arranger):
                deal.offering.allocate([], 0, sender=caller)

        def test_before_pricing(self, deal):
            with reverts(Offering_StageIs, stage=OfferingStage.BOOKBUILDING):
                deal.offering.allocate([], 0, sender=deal.arranger)

        def test_twice(self, deal):
            allocated(deal)
            with reverts(Offering_StageIs, stage=OfferingStage.ALLOCATED):
                deal.offering.allocate([], 0, sender=deal.arranger)

        @pytest.mark.parametrize("units", [(), (10,), (10, 20, 0)])
        def test_without_a_number_for_each_order_of_the_book(self, deal, units):
            bid(deal, "alice", 10, 20)
            bid(deal, "mallory", 30)
            with reverts(Offering_AllocationsMissing, orders=2, allocations=len(units)):
                allocated(deal, *units)

        def test_with_units_for_a_limit_above_the_yield(self, deal):
            bid(deal, "alice", 10, limit=YIELD + 1)
            with reverts(Offering_AllocationDiffers, order_id=1, proposed=10, expected=0):
                allocated(deal, 10)

        def test_with_units_for_a_withdrawn_order(self, deal):
            bid(deal, "alice", 10)
            deal.offering.withdraw(1, sender=deal.alice)
            with reverts(Offering_AllocationDiffers, order_id=1, proposed=1, expected=0):
                allocated(deal, 1)

        def test_with_units_below_the_minimum(self, deal):
            bid(deal, "alice", 1)
            with reverts(Offering_AllocationDiffers, order_id=1, proposed=1, expected=0):
                allocated(deal, 1)

        def test_with_less_than_the_ratio_gives(self, deal):
            bid(deal, "alice", 1_600, 1_600)
            with reverts(Offering_AllocationDiffers, order_id=1, proposed=799, expected=800):
                allocated(deal, 799, 801)

        def test_with_more_than_one_unit_above_it(self, deal):
            bid(deal, "alice", 1_600, 1_600)
            with reverts(Offering_AllocationDiffers, order_id=1, proposed=802, expected=800):
                allocated(deal, 802, 798)

        def test_with_more_than_the_bid(self, deal):
            bid(deal, "alice", 10)
            with reverts(Offering_AllocationDiffers, order_id=1, proposed=11, expected=10):
                allocated(deal, 11)

        def test_with_the_unit_left_for_the_smaller_fraction(self, deal):
            # Two thirds of 1000 and 800: remainders 1,600,000 and 1,280,000 of 2,400 → 1600, 800.
            bid(deal, "alice", 1_000, 800, 600)
            with reverts(
                Offering_AllocationUnordered, first_without=rank(1_600, 1), last_with=rank(800, 2)
            ):
                allocated(deal, 666, 534, 400)

        def test_with_the_unit_left_for_the_later_order(self, deal):
            bid(deal, "alice", 1_067, 1_067)
            bid(deal, "bob", 1_067)
            each, remainder = divmod(1_067 * OFFERED_UNITS, 3_201)
            with reverts(
                Offering_AllocationUnordered,
                first_without=rank(remainder, 1),
                last_with=rank(remainder, 2),
            ):
                allocated(deal, each, each + 1, each)

        def test_with_a_unit_missing(self, deal):
            bid(deal, "alice", 1_000, 800, 600)
            with reverts(Offering_AllocationTotal, allocated=1_599, expected=1_600):
                allocated(deal, 666, 533, 400)

        def test_with_a_unit_too_many(self, deal):
            bid(deal, "alice", 1_000, 800, 600)
            with reverts(Offering_AllocationTotal, allocated=1_601, expected=1_600):
                allocated(deal, 667, 534, 400)

        def test_and_leaves_the_book_as_it_was(self, deal):
            bid(deal, "alice", 10)
            with reverts(Offering_AllocationDiffers, order_id=1, proposed=9, expected=10):
                allocated(deal, 9)
            assert deal.offering.stage() is OfferingStage.PRICED
            assert deal.offering.order(1).allocated_units == 0

    def test_of_an_empty_book(self, deal):
        assert said(allocated(deal), deal.offering) == []
        assert deal.offering.stage() is OfferingStage.ALLOCATED

    def test_fills_everyone_when_undersubscribed(self, deal):
        bid(deal, "alice", 1_000, 599)
        receipt = allocated(deal, 1_000, 599)
        assert said(receipt, deal.offering) == [
            (OrderAllocated, 1, 1_000, FILLED),
            (OrderAllocated, 2, 599, FILLED),
        ]
        assert [deal.offering.order(number).allocated_units for number in (1, 2)] == [1_000, 599]
        assert deal.offering.order(2).reason is FILLED

    def test_fills_everyone_when_exactly_subscribed(self, deal):
        bid(deal, "alice", 1_000, 600)
        reasons = [log.reason for log in allocated(deal, 1_000, 600).all(OrderAllocated)]
        assert reasons == [FILLED, FILLED]

    def test_scales_everyone_when_oversubscribed(self, deal):
        bid(deal, "alice", 1_000, 800, 600)
        receipt = allocated(deal, 667, 533, 400)
        assert said(receipt, deal.offering) == [
            (OrderAllocated, 1, 667, SCALED),
            (OrderAllocated, 2, 533, SCALED),
            (OrderAllocated, 3, 400, SCALED),
        ]

    def test_gives_ties_to_the_earliest_order(self, deal):
        bid(deal, "alice", 1_067, 1_067, 1_067)
        units = [log.allocated_units for log in allocated(deal, 534, 533, 533).all(OrderAllocated)]
        assert units == [534, 533, 533]

    def test_gives_nothing_below_the_minimum_and_its_units_to_the_others(self, deal):
        # One ratio of a half: 3 units become 1, below 2; 1,598 and 1,599 share what is left.
        bid(deal, "alice", 1_598, 3, 1_599)
        receipt = allocated(deal, 800, 0, 800)
        assert said(receipt, deal.offering) == [
            (OrderAllocated, 1, 800, SCALED),
            (OrderAllocated, 2, 0, BELOW_MIN),
            (OrderAllocated, 3, 800, SCALED),
        ]

    def test_gives_nothing_above_the_yield(self, deal):
        bid(deal, "alice", 1_600)
        bid(deal, "bob", 1_600, limit=YIELD + 1)
        receipt = allocated(deal, 1_600, 0)
        assert said(receipt, deal.offering) == [
            (OrderAllocated, 1, 1_600, FILLED),
            (OrderAllocated, 2, 0, LIMIT),
        ]

    def test_says_nothing_more_of_orders_refused_or_withdrawn(self, deal):
        bid(deal, "mallory", 10)
        bid(deal, "alice", 10, 20)
        deal.offering.withdraw(2, sender=deal.alice)
        receipt = allocated(deal, 0, 20)
        assert said(receipt, deal.offering) == [(OrderAllocated, 3, 20, FILLED)]

    def test_goes_round_after_round(self, deal):
        # 18 orders of 3 scale to 1 and are out; the other two share the units left round by round.
        bids = [3] * 18 + [1_546, 1_600]
        bid(deal, "alice", *bids)
        found = allocate(bids, OFFERED_UNITS, 2)
        assert found.level > 1
        receipt = allocated(deal, *found.units, level=found.level)
        units = [log.allocated_units for log in receipt.all(OrderAllocated)]
        assert units == [0] * 18 + [*found.units[18:]]
        assert sum(units) == OFFERED_UNITS


def accepts(deal: Deal, offering: Offering, units: tuple[int, ...], level: int) -> bool:
    """Whether the arranger could allocate so, without doing it."""
    try:
        deal.chain.call(offering.address, _ALLOCATE, (units, level), sender=deal.arranger)
    except Reverted:
        return False
    return True


def neighbours(units: tuple[int, ...]) -> list[tuple[int, ...]]:
    """One order a unit more or less, or a unit moved from one order to another."""
    found = set()
    for place, other in product(range(len(units)), repeat=2):
        for here, there in ((1, 0), (-1, 0), (1, -1), (-1, 1)):
            changed = list(units)
            changed[place] += here
            changed[other] += there
            if place != other or there == 0:
                found.add(tuple(changed))
    return sorted(each for each in found - {units} if min(each) >= 0)


class TestTheRule:
    @given(
        bids=st.lists(st.integers(1, 40), min_size=1, max_size=7),
        offered=st.integers(40, 90),
        minimum=st.integers(0, 5),
    )
    @example(bids=[20, 20] + [1] * 5, offered=40, minimum=2)
    @example(bids=[3, 3, 3], offered=8, minimum=1)
    @example(bids=[2, 2, 2, 2], offered=3, minimum=0)
    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_only_what_the_engine_works_out_is_accepted(self, deal, bids, offered, minimum):
        with deal.undone():
            offering = book_of(deal, bids, offered, minimum)
            right = allocate(bids, offered, minimum)
            assert accepts(deal, offering, right.units, right.level)
            for wrong in neighbours(right.units):
                for level in range(right.level + 3):
                    assert not accepts(deal, offering, wrong, level), (wrong, level)

    @pytest.mark.parametrize(
        ("bids", "offered", "minimum"),
        [
            ([4, 4, 4], 7, 1),
            ([5, 3, 1], 5, 1),
            ([6, 2, 2, 2], 6, 2),
            ([2, 2], 9, 2),
            ([1, 1, 1], 3, 2),
            ([7, 5], 7, 1),
            ([2, 2, 2, 2], 3, 0),
            ([5, 4, 1], 7, 0),
        ],
    )
    def test_of_all_allocations_and_levels_one_is_accepted(self, deal, bids, offered, minimum):
        offering = book_of(deal, bids, offered, minimum)
        right = allocate(bids, offered, minimum).units
        every = product(*(range(units + 2) for units in bids))
        found = {
            units
            for units in every
            for level in range(max(bids) + 2)
            if accepts(deal, offering, units, level)
        }
        assert found == {right}
