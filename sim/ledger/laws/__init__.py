"""The laws, by name. Each run tries all of them and reports every breach, not the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.ledger.laws.books import books
from sim.ledger.laws.case import Breach, Case, Verdict
from sim.ledger.laws.holders import denom, eligible
from sim.ledger.laws.movements import cash, dvp, supply
from sim.ledger.laws.order import final, order
from sim.ledger.laws.payments import once, record, solvency
from sim.ledger.laws.segregation import segregation

__all__ = ["LAWS", "Breach", "Case", "Verdict", "judge"]

LAWS: Final[tuple[Callable[[Case], Verdict], ...]] = (
    supply,
    dvp,
    cash,
    record,
    once,
    solvency,
    eligible,
    denom,
    order,
    final,
    books,
)
"""To add a law, write a function that gives a Verdict and put it here."""


def judge(case: Case) -> tuple[Verdict, ...]:
    """The verdict of every law; of SEGREGATION where somebody holds through others."""
    laws = (*LAWS, segregation) if case.inputs.tiers.custodians else LAWS
    return tuple(law(case) for law in laws)
