"""Random markets on a real EVM, and the laws that hold whatever happens."""

from __future__ import annotations

import pytest

from sim.chain import Address, open_engine
from tests.contracts.deal import CASH, UNLIMITED, Deal, open_deal
from tests.invariants.paying import Market
from tests.invariants.running import run
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


def test_laws(market):
    """The same runs every time."""
    run(market, MET, ACTS, examples=200, steps=120, same=True)


@pytest.mark.heavy
def test_laws_for_long(market):
    """Other runs every time."""
    run(market, MET, ACTS, examples=1_000, steps=120)


def test_a_broken_law_is_named():
    with pytest.raises(AssertionError, match=r"^SUPPLY: \(3, 4\)"):
        law("SUPPLY", 3 == 4, 3, 4)
