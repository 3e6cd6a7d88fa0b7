"""Rates, spreads and ratios of seconds that are given."""

from __future__ import annotations

import pytest

from sim.bench.figures import Figure, per_second, ratio, share_of


def test_a_rate_is_things_by_seconds_with_its_spread():
    assert per_second(100, [2.0, 1.0, 4.0]) == Figure(50.0, 25.0, 100.0)


def test_a_ratio_is_of_the_medians():
    assert ratio(per_second(2_000, [0.5, 0.4, 9.0]), per_second(40, [2.0])) == 200.0


def test_a_share_is_of_pairs_measured_together():
    """A slow moment that hit both halves of a pair changes nothing."""
    assert share_of([1.0, 10.0, 1.0], [2.0, 20.0, 4.0]) == Figure(0.5, 0.25, 0.5)


def test_halves_of_a_pair_are_not_left_over():
    with pytest.raises(ValueError, match="shorter"):
        share_of([1.0, 1.0], [2.0])


def test_nothing_follows_from_nothing():
    with pytest.raises(ValueError, match="no figure"):
        per_second(10, [])
