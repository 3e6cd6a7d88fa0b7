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
    """The verdict of every law."""
    return tuple(law(case) for law in LAWS)
