"""Random markets on a real EVM, and the laws that hold whatever happens.

A rule that is refused more often than it succeeds over a whole run fails the build: laws that are
checked where nothing happens would prove nothing.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from sim.chain import Address, open_engine
from tests.contracts.deal import CASH, UNLIMITED, Deal, open_deal
from tests.invariants.paying import Market
from tests.invariants.units import law

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
    "forced of locked",
    "forced of frozen",
    "left below the minimum",
    "frozen beyond the holding",
    "recovered units",
    "settled for another",
    "lock released",
    "Paid INTR for another",
    "Paid REDM for another",
    "Withheld INTR for another",
    "Withheld REDM for another",
    "claimed for another",
    "INTR while paused",
    "REDM while paused",
    "waited",
    "paid outside the chain",
    "money went back",
    "lock given up",
    "waited for another",
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
    "force",
    "freeze units",
    "pause",
    "unpause",
    "replace",
    "recover",
    "confirm",
    "refuse",
}

#: Most rounds of examples until all of that happened.
ROUNDS = 3


@pytest.fixture(scope="module")
def market() -> type[Market]:
    pytest.importorskip("pyrevm")
    Market.deal = open_deal(lambda genesis: open_engine("revm", genesis_instant=genesis))
    Market.deal.warp("2023-02-16 08:00")
    Market.spares = [spare(Market.deal, number) for number in range(3)]
    return Market


def spare(deal: Deal, number: int) -> Address:
    """An account with money like an investor's that the register does not know."""
    account = deal.new_key(f"spare {number}")
    deal.cash.add_participants([account], sender=deal.central_bank)
    deal.cash.mint([account], [CASH], sender=deal.central_bank)
    deal.stablecoin.mint([account], [CASH], sender=deal.stablecoin_issuer)
    for token in (deal.cash, deal.stablecoin):
        token.approve(deal.settlement.address, UNLIMITED, sender=account)
    return account


def run(market: type[Market], examples: int, steps: int, *, same: bool = False) -> None:
    market.succeeded.clear()
    market.refused.clear()
    market.outcomes.clear()
    for number in range(ROUNDS):
        # Chance may pass something by for a whole round; what it never meets is unreachable.
        play(seed(number)(type("Market", (market,), {})) if same else market, examples, steps, same)
        if set(+market.outcomes) >= MET and set(market.succeeded) == ACTS:
            break
    counts = {act: (market.succeeded[act], market.refused[act]) for act in sorted(ACTS)}
    assert set(market.succeeded) | set(market.refused) == ACTS, counts
    vacuous = {act: count for act, count in counts.items() if count[0] <= count[1]}
    assert not vacuous, f"refused more often than it succeeded: {vacuous} of {counts}"
    met = set(+market.outcomes)
    assert met >= MET, MET - met


def play(market: type[Market], examples: int, steps: int, same: bool) -> None:
    run_state_machine_as_test(
        market,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            database=None if same else settings.default.database,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_laws(market):
    """The same runs every time."""
    run(market, examples=200, steps=120, same=True)


@pytest.mark.heavy
def test_laws_for_long(market):
    """Other runs every time."""
    run(market, examples=1_000, steps=120)


def test_a_broken_law_is_named():
    with pytest.raises(AssertionError, match=r"^SUPPLY: \(3, 4\)"):
        law("SUPPLY", 3 == 4, 3, 4)
