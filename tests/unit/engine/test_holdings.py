from __future__ import annotations

from itertools import groupby

import pytest

from sim.chain.logs import Transfer, Unlocked
from sim.engine.holdings import Holdings
from sim.schedule import Phase, instant
from tests.runs import hk_2023

NOBODY = "0x" + "0" * 40
BOND, CASH = "0xb0", "0xca"


class FakeChain:
    """As much of a chain as `Holdings` reads: its logs."""

    def __init__(self):
        self.logs = []

    def move(self, sender, receiver, value, token=BOND):
        place = ("Token", token, 0, 1, 0, len(self.logs))
        self.logs.append(Transfer(*place, from_=sender, to=receiver, value=value))


@pytest.fixture
def chain():
    return FakeChain()


@pytest.fixture
def holdings(chain):
    return Holdings(chain)


class TestBalances:
    def test_nobody_has_anything_at_first(self, holdings):
        assert holdings.of(BOND, "alder") == 0
        assert holdings.holders(BOND) == {}

    def test_what_is_created_moves_and_is_destroyed(self, chain, holdings):
        chain.move(NOBODY, "alder", 50)
        chain.move("alder", "birch", 20)
        chain.move("birch", NOBODY, 5)
        assert (holdings.of(BOND, "alder"), holdings.of(BOND, "birch")) == (30, 15)

    def test_logs_are_read_as_they_come_and_once(self, chain, holdings):
        chain.move(NOBODY, "alder", 50)
        assert holdings.of(BOND, "alder") == 50
        assert holdings.of(BOND, "alder") == 50
        chain.move(NOBODY, "alder", 1)
        assert holdings.of(BOND, "alder") == 51

    def test_tokens_are_kept_apart(self, chain, holdings):
        chain.move(NOBODY, "alder", 50)
        chain.move(NOBODY, "alder", 7, token=CASH)
        assert (holdings.of(BOND, "alder"), holdings.of(CASH, "alder")) == (50, 7)

    def test_other_logs_move_nothing(self, chain, holdings):
        chain.logs.append(Unlocked("Token", BOND, 0, 1, 0, 0, account="alder", units=5))
        assert holdings.of(BOND, "alder") == 0
        assert holdings.take_moved() == []


class TestHolders:
    def test_in_the_order_they_first_held(self, chain, holdings):
        for name in ("cedar", "alder", "birch"):
            chain.move(NOBODY, name, 10)
        chain.move("cedar", "alder", 10)
        chain.move("alder", "cedar", 5)
        assert list(holdings.holders(BOND).items()) == [("cedar", 5), ("alder", 15), ("birch", 10)]

    def test_who_sold_everything_is_an_account_and_no_holder(self, chain, holdings):
        chain.move(NOBODY, "alder", 10)
        chain.move("alder", "birch", 10)
        assert list(holdings.holders(BOND)) == ["birch"]
        assert holdings.accounts(BOND) == ["alder", "birch"]

    def test_nobody_is_no_holder(self, chain, holdings):
        chain.move(NOBODY, "alder", 10)
        chain.move("alder", NOBODY, 10)
        assert holdings.accounts(BOND) == ["alder"]


class TestMoved:
    def test_each_once_in_order_of_first_movement(self, chain, holdings):
        chain.move(NOBODY, "birch", 10)
        chain.move("birch", "alder", 4)
        chain.move(NOBODY, "alder", 7, token=CASH)
        chain.move("alder", "birch", 4)
        assert holdings.take_moved() == [(BOND, "birch"), (BOND, "alder"), (CASH, "alder")]

    def test_only_since_last_asked(self, chain, holdings):
        chain.move(NOBODY, "birch", 10)
        holdings.take_moved()
        assert holdings.take_moved() == []
        chain.move("birch", "alder", 4)
        assert holdings.take_moved() == [(BOND, "birch"), (BOND, "alder")]

    def test_reading_a_balance_does_not_lose_a_movement(self, chain, holdings):
        chain.move(NOBODY, "birch", 10)
        assert holdings.of(BOND, "birch") == 10
        assert holdings.take_moved() == [(BOND, "birch")]


def test_at_every_close_of_a_year_it_says_what_the_chain_says():
    outcome = hk_2023().outcome
    chain = FakeChain()
    followed = Holdings(chain)
    compared = 0
    for day, group in groupby(outcome.observations, key=lambda seen: seen.as_of):
        close = instant(day, Phase.CLOSE, outcome.schedule.zone)
        chain.logs = [log for log in outcome.logs if log.at < close]
        balances = [seen for seen in group if seen.kind in {"units", "cash"}]
        compared += sum(seen.value > 0 for seen in balances)
        for seen in balances:
            assert followed.of(seen.token, seen.account) == seen.value, (day, seen)
    assert compared > 200
