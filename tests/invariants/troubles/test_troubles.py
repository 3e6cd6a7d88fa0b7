"""Random troubles of bonds: default, cure, acceleration, votes, recovery, on a real EVM."""

from __future__ import annotations

import pytest

from sim.chain import open_engine
from tests.contracts.deal import open_deal
from tests.invariants.running import run
from tests.invariants.stage import spare, tranches
from tests.invariants.troubles.recovering import Troubled

#: What a run has to have met at least once: laws about it would hold in vain otherwise.
MET = {
    "missed INTR",
    "missed PRED",
    "missed REDM",
    "missed DINT",
    "funded MISSED INTR",
    "funded MISSED PRED",
    "funded MISSED REDM",
    "declared INTR",
    "declared PRED",
    "declared REDM",
    "charged on INTR",
    "charged on PRED",
    "charged on REDM",
    "cured with default interest",
    "cured without",
    "accelerated by the trustee",
    "rescinded by the trustee",
    "ENACTED ACCELERATE",
    "ENACTED RESCIND",
    "ENACTED WAIVE",
    "ENACTED AMEND",
    "REJECTED ACCELERATE",
    "REJECTED AMEND",
    "LAPSED AMEND",
    "ADJOURNED AMEND",
    "CARRIED at last",
    "LAPSED at last",
    "too late to bind",
    "voted for another",
    "refused the issuer",
    "distributed",
    "claim of what was missed",
    "paid in full",
    "costs took everything",
    "given back",
    "more held than owed",
    "recovered units",
    "Paid INTR",
    "Paid PRED",
    "Paid REDM",
    "Paid DINT",
    "Paid LIQU",
    "Paid INTR for another",
    "Withheld INTR",
    "Withheld LIQU",
    "Claimed INTR",
}

#: Every kind of transaction a run has to have made.
ACTS = {
    "enter",
    "transfer",
    "force",
    "replace",
    "recover",
    "trouble",
    "relief",
    "announce",
    "count",
    "fund",
    "miss",
    "pay",
    "claim",
    "declare default",
    "charge",
    "cure",
    "accelerate",
    "rescind",
    "propose",
    "vote",
    "close",
    "enact",
    "book costs",
    "pay in",
    "add record",
    "distribute",
    "give back",
}


@pytest.fixture(scope="module")
def defaulting() -> type[Troubled]:
    pytest.importorskip("pyrevm")
    deal = open_deal(lambda genesis: open_engine("revm", genesis_instant=genesis))
    deal.warp("2023-02-16 08:00")
    Troubled.spares = [spare(deal, number) for number in range(3)]
    Troubled.tranches = tranches(deal)
    Troubled.deal = deal
    return Troubled


def test_laws(defaulting):
    """The same runs every time."""
    run(defaulting, MET, ACTS, examples=130, steps=50, rounds=24, same=True)


@pytest.mark.heavy
def test_laws_for_long(defaulting):
    """Other runs every time."""
    run(defaulting, MET, ACTS, examples=1_000, steps=80)
