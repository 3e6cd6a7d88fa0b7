from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chance import Stream


def test_a_stream_repeats() -> None:
    first, second = Stream(7, "a", "b"), Stream(7, "a", "b")
    assert [first.below(1000) for _ in range(50)] == [second.below(1000) for _ in range(50)]


def test_the_numbers_themselves_are_fixed() -> None:
    """Eight bits at a time, a stream is SHA-256 of key and counter, byte after byte."""
    parts = [b"1", b"actor", b"purpose"]
    key = sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()
    expected = b"".join(sha256(key + n.to_bytes(8, "big")).digest() for n in range(2))
    stream = Stream(1, "actor", "purpose")
    assert bytes(stream.below(256) for _ in range(64)) == expected


@pytest.mark.parametrize(
    "other", [Stream(8, "a", "b"), Stream(7, "ab", ""), Stream(7, "", "ab"), Stream(7, "b", "a")]
)
def test_other_names_are_other_streams(other: Stream) -> None:
    stream = Stream(7, "a", "b")
    assert [stream.below(2**32) for _ in range(4)] != [other.below(2**32) for _ in range(4)]


@given(st.integers(0, 2**63), st.integers(1, 2**300))
def test_below_stays_below(seed: int, n: int) -> None:
    assert 0 <= Stream(seed, "a", "b").below(n) < n


@given(st.integers(-(10**20), 10**20), st.integers(0, 10**20))
def test_between_includes_both_ends(low: int, width: int) -> None:
    assert low <= Stream(1, "a", "b").between(low, low + width) <= low + width


def test_every_number_is_about_as_frequent() -> None:
    stream = Stream(1, "a", "b")
    counts = Counter(stream.below(6) for _ in range(12_000))
    assert sorted(counts) == list(range(6))
    # Five standard deviations of a binomial with n = 12,000 and p = 1/6 are 204.
    assert all(abs(count - 2_000) < 204 for count in counts.values())


@given(st.lists(st.integers(), max_size=30))
def test_a_shuffle_keeps_every_item(items: list[int]) -> None:
    before = list(items)
    assert sorted(Stream(1, "a", "b").shuffle(items)) == sorted(before)
    assert items == before


def test_every_order_is_about_as_frequent() -> None:
    stream = Stream(1, "a", "b")
    counts = Counter(tuple(stream.shuffle("abc")) for _ in range(6_000))
    assert len(counts) == 6
    # Five standard deviations of a binomial with n = 6,000 and p = 1/6 are 144.
    assert all(abs(count - 1_000) < 144 for count in counts.values())


@given(st.sets(st.integers()), st.data())
def test_a_sample_holds_different_items(items: set[int], data: st.DataObject) -> None:
    count = data.draw(st.integers(0, len(items)))
    sample = Stream(1, "a", "b").sample(sorted(items), count)
    assert len(sample) == len(set(sample)) == count
    assert set(sample) <= items


def test_weights_are_kept() -> None:
    stream = Stream(1, "a", "b")
    counts = Counter(stream.weighted([1, 0, 3]) for _ in range(8_000))
    assert counts[1] == 0
    assert abs(counts[0] - 2_000) < 200


def test_a_choice_is_one_of_the_items() -> None:
    stream = Stream(1, "a", "b")
    assert {stream.choice("xyz") for _ in range(100)} == set("xyz")


def test_what_cannot_be_drawn_is_refused() -> None:
    stream = Stream(1, "a", "b")
    with pytest.raises(ValueError, match="cannot draw below 0"):
        stream.below(0)
    with pytest.raises(ValueError, match="nothing lies between 2 and 1"):
        stream.between(2, 1)
    with pytest.raises(ValueError, match="nothing to choose from"):
        stream.choice([])
    with pytest.raises(ValueError, match="cannot take 3 of 2 items"):
        stream.sample([1, 2], 3)
    with pytest.raises(ValueError, match="must not be negative"):
        stream.weighted([1, -1])
    with pytest.raises(ValueError, match="cannot draw below 0"):
        stream.weighted([0, 0])
