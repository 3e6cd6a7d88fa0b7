"""The load is what it says: the same trades each time, each settled both ways."""

from __future__ import annotations

import pytest

from sim.bench.load import draw, settle
from sim.bench.stage import TRANCHE, Stage, deal, genesis
from sim.chain import open_engine
from sim.chain.logs import Affirmed, Instructed, Settled, SettlementFailed, Transfer
from sim.ledger import build


@pytest.fixture
def stage(engine_name) -> Stage:
    return Stage(deal(), open_engine(engine_name, genesis_instant=genesis(deal())))


def test_each_trade_is_instructed_affirmed_and_settled_by_itself(stage):
    trades = draw(stage, 5)
    chain = stage.world.chain
    logs, sent = len(chain.logs), len(chain.transactions)
    settle(stage, trades)
    new = chain.logs[logs:]
    assert len(chain.transactions) - sent == 15
    for kind in (Instructed, Affirmed, Settled):
        assert [log.id for log in new if type(log) is kind] == [trade.id for trade in trades]
    assert sum(type(log) is Transfer for log in new) == 10
    assert not any(type(log) is SettlementFailed for log in new)


def test_a_shorter_load_is_the_beginning_of_a_longer_one(engine_name):
    first, longer = (
        [trade.economics for trade in draw(fresh, count)]
        for count in (3, 6)
        for fresh in [Stage(deal(), open_engine(engine_name, genesis_instant=genesis(deal())))]
    )
    assert longer[:3] == first


def test_nobody_is_left_below_the_minimum_and_every_law_holds(stage):
    settle(stage, draw(stage, 40))
    ledgers = build(stage.books_of())
    assert not ledgers.breaches
    traded = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
    assert [row.status for row in traded] == ["SETTLED"] * 40
    assert {row.dvp_model for row in traded} == {1}


def test_the_investors_hold_the_whole_issue(stage):
    bond = stage.world.system.bonds[TRANCHE]
    held = sum(bond.balance_of(stage.world.accounts[name]) for name in stage.investors)
    assert held == bond.total_supply() == 80_000
