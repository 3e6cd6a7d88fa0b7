"""The allocation rule, against worked examples and against a second, slower reading of it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.allocation import Allocation, allocate

bids = st.lists(st.integers(1, 60), min_size=1, max_size=12)
books = st.tuples(bids, st.integers(1, 200), st.integers(1, 6))


def units(orders: list[int], offered: int, minimum: int = 1) -> list[int]:
    return list(allocate(orders, offered, minimum).units)


def by_the_words(orders: list[int], offered: int, minimum: int) -> list[int]:
    """The rule as DESIGN words it, one unit at a time and with fractions instead of remainders."""
    demand = sum(orders)
    giving = min(offered, demand)
    exact = [Fraction(order * giving, demand) for order in orders]
    scaled = [int(share) if int(share) >= minimum else 0 for share in exact]
    inside = [place for place, share in enumerate(exact) if int(share) >= minimum]
    by_fraction = sorted(inside, key=lambda place: (int(exact[place]) - exact[place], place))
    left = min(giving, sum(orders[place] for place in inside)) - sum(scaled)
    while left:
        for place in [place for place in by_fraction if scaled[place] < orders[place]][:left]:
            scaled[place] += 1
            left -= 1
    return scaled


class TestUndersubscribed:
    def test_everyone_gets_the_bid(self):
        assert units([5, 3, 2], offered=20) == [5, 3, 2]

    def test_demand_equal_to_the_offer_is_filled_too(self):
        assert units([5, 3, 2], offered=10) == [5, 3, 2]

    def test_a_bid_below_the_minimum_gets_nothing_and_nobody_else_its_units(self):
        assert units([5, 1], offered=20, minimum=2) == [5, 0]


class TestOversubscribed:
    def test_one_ratio_scales_everyone(self):
        assert units([100, 60, 40], offered=100) == [50, 30, 20]

    def test_units_left_go_to_the_largest_fraction(self):
        # 3.5, 2.8 and 1.7 floor to 3, 2 and 1; 0.8 and 0.7 are the largest of the fractions.
        assert units([35, 28, 17], offered=8) == [3, 3, 2]

    def test_equal_fractions_go_to_the_earlier_order(self):
        assert units([3, 3, 3], offered=8) == [3, 3, 2]
        assert units([3, 3, 3], offered=7) == [3, 2, 2]

    def test_below_the_minimum_is_nothing_and_its_units_go_to_the_others(self):
        # 9, 0.9 and 0.1: the two small ones are out; the unit floored away is the first order's.
        assert allocate([90, 9, 1], 10, 1) == Allocation(units=(10, 0, 0), level=1)

    def test_units_left_go_round_after_round_while_there_is_room(self):
        # Ten orders of 1 are below the minimum of 2 and leave more units than there are orders.
        orders = [20, 20] + [1] * 10
        assert allocate(orders, 40, 2) == Allocation(units=(20, 20) + (0,) * 10, level=4)

    def test_an_order_without_room_is_passed_over_in_later_rounds(self):
        # 3.72 and 23.26 of 4 and 25: the first order has room for one more only.
        orders = [4, 25] + [1] * 14
        assert units(orders, offered=40, minimum=3)[:2] == [4, 25]

    def test_nobody_reaches_the_minimum(self):
        assert allocate([3, 3, 3], 4, 2) == Allocation(units=(0, 0, 0), level=0)

    def test_the_issue_of_the_fixture(self):
        # 1,600 units, 2,400 bid: two thirds, the unit left to the largest fraction, 0.67.
        assert units([1000, 800, 600], offered=1600, minimum=2) == [667, 533, 400]


class TestOutOfTheBook:
    def test_an_empty_book(self):
        assert allocate([], 10, 1) == Allocation(units=(), level=0)

    def test_a_bid_of_zero_gets_nothing(self):
        assert units([0, 4, 0], offered=2) == [0, 2, 0]

    def test_only_bids_of_zero(self):
        assert units([0, 0], offered=2) == [0, 0]


class TestAllocation:
    def test_is_a_value(self):
        given_units = allocate([1], 1, 1)
        assert given_units == Allocation((1,), 0)
        with pytest.raises(AttributeError):
            given_units.level = 1


class TestLaws:
    @given(books)
    def test_as_the_words_say(self, book):
        assert units(*book) == by_the_words(*book)

    @given(books)
    def test_never_more_than_the_offer_nor_than_the_bid(self, book):
        orders, offered, _ = book
        given_units = units(*book)
        assert sum(given_units) <= offered
        assert all(got <= bid for got, bid in zip(given_units, orders, strict=True))

    @given(books)
    def test_nothing_is_left_while_an_order_in_the_book_has_room(self, book):
        orders, offered, _ = book
        given_units = units(*book)
        room = any(0 < got < bid for got, bid in zip(given_units, orders, strict=True))
        assert not room or sum(given_units) == min(offered, sum(orders))

    @given(books)
    def test_nothing_or_at_least_the_minimum(self, book):
        assert all(got == 0 or got >= book[2] for got in units(*book))

    @given(books)
    def test_a_larger_bid_never_gets_less(self, book):
        given_units = units(*book)
        for (big, more), (small, less) in product(zip(book[0], given_units, strict=True), repeat=2):
            assert more >= less or big <= small

    @given(books)
    def test_level_is_what_every_order_with_room_received(self, book):
        orders, offered, minimum = book
        found = allocate(orders, offered, minimum)
        demand = sum(orders)
        for bid, got in zip(orders, found.units, strict=True):
            scaled = bid * min(offered, demand) // demand
            if got:
                assert got - scaled in {min(bid - scaled, found.level), found.level + 1}


def test_millions_of_units_left_go_in_no_more_steps_than_there_are_orders() -> None:
    """Of three bids the least falls below the minimum, and 92,307,693 units are left for two."""
    result = allocate([300_000_000, 200_000_000, 150_000_000], 400_000_000, 100_000_000)
    assert result.units == (230_769_231, 169_230_769, 0)
    assert result.level == 46_153_846
