"""Random markets on a real EVM, and the laws that hold whatever happens.

A rule that is refused more often than it succeeds over a whole run fails the build: laws that are
checked where nothing happens would prove nothing.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from sim.chain import open_engine
from tests.contracts.deal import open_deal
from tests.invariants.model import law
from tests.invariants.paying import Market

#: What a run has to have met at least once: laws about it would hold in vain otherwise.
MET = {
    "settled ISSU",
    "settled TRAD",
    "settled CLAI",
    "failed LACK",
    "failed MONY",
    "failed SBLO",
    "failed BLOC",
    "failed FROZ",
    "failed OTHR",
    "funded ANNOUNCED",
    "funded MISSED",
    "Paid INTR",
    "Paid REDM",
    "Withheld INTR",
    "Withheld REDM",
    "claimed",
    "claim of late",
    "claim of early",
}

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
    "undo",
}


@pytest.fixture(scope="module")
def market() -> type[Market]:
    pytest.importorskip("pyrevm")
    Market.deal = open_deal(lambda genesis: open_engine("revm", genesis_instant=genesis))
    Market.deal.warp("2023-02-16 08:00")
    return Market


def run(market: type[Market], examples: int, steps: int, *, same: bool = False) -> None:
    market.succeeded.clear()
    market.refused.clear()
    market.outcomes.clear()
    run_state_machine_as_test(
        market,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=same,
            database=None if same else settings.default.database,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counts = {act: (market.succeeded[act], market.refused[act]) for act in sorted(ACTS)}
    assert set(market.succeeded) | set(market.refused) == ACTS, counts
    vacuous = {act: count for act, count in counts.items() if count[0] <= count[1]}
    assert not vacuous, f"refused more often than it succeeded: {vacuous} of {counts}"
    assert set(market.outcomes) >= MET, MET - set(market.outcomes)


def test_laws(market):
    """The same runs on every machine."""
    run(market, examples=180, steps=120, same=True)


@pytest.mark.heavy
def test_laws_for_long(market):
    """Other runs every time."""
    run(market, examples=1_000, steps=120)


def test_a_broken_law_is_named():
    with pytest.raises(AssertionError, match=r"^SUPPLY: \(3, 4\)"):
        law("SUPPLY", 3 == 4, 3, 4)
