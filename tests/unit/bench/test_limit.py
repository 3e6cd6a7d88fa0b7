"""Bare pyrevm must have done the same work, or its figure means nothing."""

from __future__ import annotations

import pytest

from sim.bench.bare import Bare, Sent
from sim.bench.limit import Limit
from sim.bench.load import draw, settle
from sim.bench.measure import measure
from sim.bench.stage import Stage, deal, genesis
from sim.chain import open_engine
from sim.errors import CheckFailed

pytest.importorskip("pyrevm")


def fresh():
    return open_engine("revm", genesis_instant=genesis(deal()))


@pytest.fixture(scope="module")
def settled():
    """Accounts, and their balances by token after three trades."""
    stage = Stage(deal(), fresh())
    settle(stage, draw(stage, 3))
    accounts = stage.world.accounts.all(stage.investors)
    return accounts, {t: stage.world.chain.balances(t, accounts) for t in stage.tokens}


def test_it_ends_with_the_same_balances_each_time(settled):
    accounts, balances = settled
    assert all(map(any, balances.values()))
    limit = Limit(3)
    for _ in range(3):
        limit.time(balances, accounts)
    warm = limit.warm()
    assert len(warm.bare) == len(warm.engine) == 2
    assert min(warm.bare + warm.engine) > 0


def test_other_balances_are_noticed(settled):
    accounts, balances = settled
    with pytest.raises(CheckFailed, match="other balances"):
        Limit(2).time(balances, accounts)


def test_calldata_that_reverts_is_noticed(settled):
    accounts, balances = settled
    limit = Limit(3)
    last = limit._load[-1]
    limit._load[-1] = last._replace(data=last.data[:-32] + (9_999).to_bytes(32))
    with pytest.raises(CheckFailed, match="bare pyrevm refused"):
        limit.time(balances, accounts)


def test_preparation_must_succeed():
    stranger = "0x" + "11" * 20
    with pytest.raises(RuntimeError):
        Bare([Sent(stranger, "", b"\xfe", 1)])


def test_a_measurement_has_its_repeats_and_its_digest():
    once, twice = measure(fresh(), 2, 1), measure(fresh(), 2, 2)
    assert once.digest == twice.digest
    assert (len(once.timings), len(twice.timings)) == (1, 2)
    assert len(twice.limit.bare) == 2
    assert all(min(one.transactions, one.books, one.laws, one.csv) > 0 for one in twice.timings)


def test_books_that_change_between_repeats_fail(monkeypatch):
    digests = iter("abcdef")
    monkeypatch.setattr("sim.bench.measure.ledger_digest", lambda ledgers: next(digests))
    with pytest.raises(CheckFailed, match="other books the second time"):
        measure(fresh(), 1, 1)
