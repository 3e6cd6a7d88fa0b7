from __future__ import annotations

import pytest

from sim.chain.logs import Burned, Minted
from tests.scenarios import book, small, tranche
from tests.stage import CBDC, Stage

COIN = ("stablecoin", "HKD")


@pytest.fixture
def logs(stage):
    """Logs of one class since the stage was set."""
    start = len(stage.chain.logs)
    return lambda kind: [log for log in stage.chain.logs[start:] if isinstance(log, kind)]


class TestProvide:
    def test_the_needy_get_what_they_need(self, stage):
        stage.treasury.provide(CBDC, {"alder": 500, "birch": 300})
        assert (stage.money("alder"), stage.money("birch")) == (500, 300)

    def test_only_what_lacks_is_created(self, stage, logs):
        stage.treasury.provide(CBDC, {"alder": 500})
        stage.treasury.provide(CBDC, {"alder": 700, "birch": 1})
        assert stage.money("alder") == 700
        assert [log.amount for log in logs(Minted)] == [500, 200, 1]

    def test_who_has_enough_costs_no_transaction(self, stage):
        stage.treasury.provide(CBDC, {"alder": 500})
        before = stage.chain.block
        stage.treasury.provide(CBDC, {"alder": 500})
        stage.treasury.provide(CBDC, {"alder": 499})
        stage.treasury.provide(CBDC, {"birch": 0})
        stage.treasury.provide(CBDC, {})
        assert stage.chain.block == before

    def test_the_issuer_of_the_rail_creates_it(self, stage):
        stage.treasury.provide(CBDC, {"alder": 500})
        assert stage.sent("mint") == [("hkma", True)]

    def test_of_a_stablecoin_too(self):
        stage = Stage(small(tranches=(tranche(rails=["cbdc", "stablecoin"]),)))
        stage.treasury.provide(COIN, {"alder": 500})
        assert stage.sent("mint") == [("coin-maker", True)]
        assert (stage.money("alder", COIN), stage.money("alder", CBDC)) == (500, 0)

    def test_a_hundred_at_a_time(self):
        stage = Stage(small(book(investors=101)))
        names = stage.world.scenario.book.names()
        stage.treasury.provide(CBDC, dict.fromkeys(names, 5))
        assert len(stage.sent("mint")) == 2
        assert {stage.money(name) for name in names} == {5}


class TestConvert:
    def test_the_whole_balance_is_handed_back(self, stage, logs):
        stage.treasury.provide(CBDC, {"alder": 500, "birch": 300, "cedar": 200})
        stage.treasury.convert(CBDC, ["alder", "cedar"])
        assert [stage.money(name) for name in ("alder", "birch", "cedar")] == [0, 300, 0]
        assert [log.amount for log in logs(Burned)] == [500, 200]

    def test_the_issuer_of_the_rail_destroys_it_with_each_holders_leave(self, stage):
        before = len(stage.sent("approve"))
        stage.treasury.provide(CBDC, {"alder": 500, "birch": 300})
        stage.treasury.convert(CBDC, ["alder", "birch"])
        assert stage.sent("burn") == [("hkma", True)]
        assert stage.sent("approve")[before:] == [("alder", True), ("birch", True)]

    def test_who_has_nothing_costs_no_transaction(self, stage):
        before = stage.chain.block
        stage.treasury.convert(CBDC, ["alder", "birch"])
        assert stage.chain.block == before

    def test_nothing_is_left_of_a_whole_run(self, issued):
        assert issued.world.system.cash[CBDC].total_supply() == 0
