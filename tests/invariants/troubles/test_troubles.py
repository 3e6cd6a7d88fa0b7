"""Random troubles of bonds: default, cure, acceleration, votes, recovery, on a real EVM."""

from __future__ import annotations

import pytest

from tests.invariants.running import run
from tests.invariants.stage import take_stage
from tests.invariants.troubles.floating import Floats, floating
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
    "voted both ways",
    "voted in parts",
    "more than is left",
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
    "TaxPaid INTR",
    "TaxPaid DINT",
    "TaxPaid LIQU",
    "TaxHeld LIQU",
    "taxed interest on late principal",
    "taxed beside principal",
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
    "admit",
    "pay tax",
    "declare default",
    "charge",
    "cure",
    "accelerate",
    "rescind",
    "propose",
    "vote",
    "vote both ways",
    "close",
    "enact",
    "book costs",
    "pay in",
    "add record",
    "distribute",
    "give back",
}


#: The same where rates are fixed late; what has nothing to do with them is met above.
MET_FLOATING = {
    "fixed at the floor",
    "fell back",
    "claimed at the floor",
    "claimed at the rate fixed",
    "accelerated by the trustee",
    "rescinded by the trustee",
    "missed INTR",
    "missed PRED",
    "ENACTED ACCELERATE",
    "ENACTED AMEND",
    "ENACTED RESCIND",
    "distributed",
    "paid in full",
    "Paid INTR",
    "Paid PRED",
    "Paid LIQU",
}


@pytest.fixture(scope="module")
def defaulting() -> type[Troubled]:
    take_stage(Troubled)
    return Troubled


@pytest.fixture(scope="module")
def unfixed() -> type[Floats]:
    take_stage(Floats)
    Floats.tranches = floating(Floats.tranches)
    return Floats


def test_laws(defaulting):
    """The same runs every time."""
    run(defaulting, MET, ACTS, examples=130, steps=50, rounds=40, same=True)


@pytest.mark.heavy
def test_laws_for_long(defaulting):
    """Other runs every time."""
    run(defaulting, MET, ACTS, examples=1_000, steps=80)


def test_laws_where_rates_are_fixed_late(unfixed):
    """The same runs every time."""
    acts = ACTS | {"fix", "fall back"}
    run(unfixed, MET_FLOATING, acts, examples=60, steps=50, rounds=40, same=True)


@pytest.mark.heavy
def test_laws_for_long_where_rates_are_fixed_late(unfixed):
    """Other runs every time."""
    run(unfixed, MET_FLOATING, ACTS | {"fix", "fall back"}, examples=500, steps=80)
