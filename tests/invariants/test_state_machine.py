"""Random markets on a real EVM, and the laws that hold whatever happens.

A rule that is refused more often than it succeeds over a whole run fails the build: laws that are
checked where nothing happens would prove nothing.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from sim.chain import open_engine
from tests.contracts.deal import open_deal
from tests.invariants.model import law
from tests.invariants.paying import Market

#: Every kind of transaction a run has to have made.
ACTS = {
    "issue",
    "transfer",
    "instruct",
    "affirm",
    "preposition",
    "settle",
    "cancel",
    "expire",
    "mint",
    "burn",
    "trouble",
    "relief",
    "announce",
    "fund",
    "miss",
    "pay",
    "claim",
    "raise claims",
}


@pytest.fixture(scope="module")
def market() -> type[Market]:
    engine = os.environ.get("GREENBOND_TEST_ENGINE", "revm")
    Market.deal = open_deal(lambda genesis: open_engine(engine, genesis_instant=genesis))
    Market.deal.warp("2023-02-16 08:00")
    return Market


def run(market: type[Market], examples: int, steps: int) -> None:
    market.succeeded.clear()
    market.refused.clear()
    market.outcomes.clear()
    run_state_machine_as_test(
        market,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counts = {act: (market.succeeded[act], market.refused[act]) for act in sorted(ACTS)}
    print(counts, market.outcomes)
    assert set(market.succeeded) | set(market.refused) == ACTS, counts
    vacuous = {act: count for act, count in counts.items() if count[0] <= count[1]}
    assert not vacuous, f"refused more often than it succeeded: {vacuous} of {counts}"


def test_laws(market):
    run(market, examples=250, steps=60)


@pytest.mark.heavy
def test_laws_for_long(market):
    run(market, examples=600, steps=120)


def test_a_broken_law_is_named():
    with pytest.raises(AssertionError, match=r"^SUPPLY: \(3, 4\)"):
        law("SUPPLY", 3 == 4, 3, 4)
