"""What clients elected, by put: until it is paid, taken back, or comes to nothing."""

from __future__ import annotations

import pytest

from sim.custody import Elections


@pytest.fixture
def elections() -> Elections:
    """Two puts of HKD, one of CNH."""
    found = Elections()
    found.elect("HKD", 0, "bob", 3)
    found.elect("HKD", 0, "ann", 5)
    found.elect("HKD", 2, "ann", 7)
    found.elect("CNH", 0, "ann", 11)
    return found


def test_by_put_in_the_order_in_which_they_elected(elections):
    assert list(elections.of_put("HKD", 0, ["ann", "bob"]).items()) == [("bob", 3), ("ann", 5)]
    assert elections.of_put("HKD", 0, ["ann"]) == {"ann": 5}
    assert elections.of_put("HKD", 1, ["ann"]) == {}


def test_of_all_puts_of_a_tranche(elections):
    assert elections.units("HKD", ["ann"]) == 12
    assert elections.units("HKD", ["ann", "bob"]) == 15
    assert elections.units("CNH", ["bob"]) == 0


def test_the_last_word_counts(elections):
    elections.elect("HKD", 0, "ann", 2)
    assert elections.of_put("HKD", 0, ["ann"]) == {"ann": 2}


def test_none_takes_them_back_once_and_again(elections):
    for _ in range(2):
        elections.elect("HKD", 0, "ann", 0)
        assert elections.of_put("HKD", 0, ["ann", "bob"]) == {"bob": 3}


def test_what_ended_is_told_and_forgotten(elections):
    assert elections.end("HKD", 0, ["ann"]) == {"ann": 5}
    assert elections.end("HKD", 0, ["ann"]) == {}
    assert elections.units("HKD", ["ann", "bob"]) == 10
