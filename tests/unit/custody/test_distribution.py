"""Payments shared out of a book: every cent is somebody's, by either rounding basis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.custody import due, shared

# 3.6 % on HKD 500,000 for 91 days: 4,487.671… a unit.
NUM, DEN = 50_000_000 * 36 * 91, 1000 * 365


class TestByHand:
    def test_the_amount_a_unit_is_rounded_then_multiplied(self):
        assert due(1, NUM, DEN, "calculation_amount") == 448_767
        assert due(107, NUM, DEN, "calculation_amount") == 48_018_069

    def test_the_holding_is_multiplied_then_rounded(self):
        assert due(1, NUM, DEN, "holding") == 448_767
        # 107 x 448,767.1232… = 48,018,082.19…
        assert due(107, NUM, DEN, "holding") == 48_018_082

    def test_a_rounded_unit_leaves_nothing_over(self):
        share = shared({"ann": 34, "bob": 30}, NUM, DEN, "calculation_amount")
        assert share.amounts == {"ann": 15_258_078, "bob": 13_463_010}
        assert share.left_over == 0

    @pytest.mark.parametrize(
        ("holdings", "amounts", "left_over"),
        [
            # A third of a cent each: three make the cent that none gets.
            ({"ann": 1, "bob": 1, "cat": 1}, {"ann": 0, "bob": 0, "cat": 0}, 1),
            # Two thirds each are rounded up: 2 cents in all go to three who get one each.
            ({"ann": 2, "bob": 2, "cat": 2}, {"ann": 1, "bob": 1, "cat": 1}, -1),
            ({"ann": 3, "bob": 6}, {"ann": 1, "bob": 2}, 0),
        ],
    )
    def test_what_rounding_leaves_is_told(self, holdings, amounts, left_over):
        share = shared(holdings, 1, 3, "holding")
        assert (share.amounts, share.left_over) == (amounts, left_over)

    def test_nobody_is_asked_to_pay_in(self):
        share = shared({"ann": -12, "bob": 10}, NUM, DEN, "calculation_amount")
        assert share.amounts == {"bob": 4_487_670}
        assert share.left_over == 0

    def test_an_empty_book(self):
        share = shared({}, NUM, DEN, "holding")
        assert (share.amounts, share.left_over) == ({}, 0)


@given(
    holdings=st.dictionaries(st.text("abc", min_size=1), st.integers(1, 10**6), max_size=8),
    num=st.integers(1, 10**12),
    den=st.integers(1, 10**9),
    basis=st.sampled_from(["calculation_amount", "holding"]),
)
def test_parts_and_what_is_left_over_are_the_whole(holdings, num, den, basis):
    share = shared(holdings, num, den, basis)
    assert sum(share.amounts.values()) + share.left_over == due(
        sum(holdings.values()), num, den, basis
    )
    # Half a cent a holder at most, and half a cent of the whole.
    assert abs(share.left_over) <= (len(holdings) + 1) / 2
