"""Random lives of bonds with options, on a real EVM, against a book kept in Python."""

from __future__ import annotations

import pytest

from tests.invariants.choices.falling_due import Choices
from tests.invariants.running import run
from tests.invariants.stage import take_stage

#: What a run has to have met at least once: laws about it would hold in vain otherwise.
MET = {
    "exercised CALL",
    "exercised TAX_CALL",
    "exercised CLEAN_UP",
    "exercised PART",
    "tapped",
    "issued of a tap",
    "bought back",
    "cancelled",
    "taken back",
    "elected for another",
    "forced of locked",
    "recovered units",
    "lock of a trade released",
    "withdrawn",
    "missed INTR",
    "missed PRED",
    "missed BPUT",
    "funded MISSED INTR",
    "funded MISSED PRED",
    "Lapsed BPUT",
    "Paid INTR",
    "Paid PRED",
    "Paid REDM",
    "Paid MCAL",
    "Paid BPUT",
    "Paid INTR for another",
    "Paid PRED for another",
    "Paid BPUT for another",
    "Withheld INTR",
    "Withheld PRED",
    "Withheld REDM",
    "Withheld BPUT",
    "Claimed INTR",
    "Claimed PRED",
    "Claimed BPUT",
    "TaxPaid INTR",
    "TaxHeld INTR",
}

#: Every kind of transaction a run has to have made.
ACTS = {
    "set",
    "issue",
    "transfer",
    "instruct",
    "affirm",
    "preposition",
    "settle",
    "call off",
    "force",
    "freeze units",
    "replace",
    "recover",
    "trouble",
    "relief",
    "admit",
    "elect",
    "exercise",
    "tap",
    "cancel",
    "announce",
    "count",
    "fund",
    "miss",
    "pay",
    "claim",
    "pay tax",
}


@pytest.fixture(scope="module")
def choosing() -> type[Choices]:
    take_stage(Choices)
    return Choices


def test_laws(choosing):
    """The same runs every time."""
    run(choosing, MET, ACTS, examples=150, steps=50, rounds=40, same=True)


@pytest.mark.heavy
def test_laws_for_long(choosing):
    """Other runs every time."""
    run(choosing, MET, ACTS, examples=1_000, steps=80)
