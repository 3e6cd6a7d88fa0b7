"""Nominees' and custodians' books that are spoiled, and what SEGREGATION says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sim.custody import Booking, Standing
from sim.ledger import LedgerInputs, build

Fits = Callable[[Booking], bool]
Change = Callable[[Booking], list[Booking]]


def said(inputs: LedgerInputs) -> list[str]:
    """Scope and problem of each breach of SEGREGATION."""
    breaches = build(inputs).breaches
    return [f"{each.scope}: {each.problem}" for each in breaches if each.law == "SEGREGATION"]


def tampered(inputs: LedgerInputs, fits: Fits, change: Change) -> LedgerInputs:
    """Lines that fit are changed, and at least one does."""
    lines: list[Booking] = []
    for line in inputs.bookings:
        lines += change(line) if fits(line) else [line]
    assert lines != list(inputs.bookings)
    return replace(inputs, bookings=lines)


def tried_for_wishes(inputs: LedgerInputs) -> int:
    """Comparisons SEGREGATION makes for what clients asked; it has to hold."""
    verdict = build(inputs).verdicts[-1]
    assert verdict.law == "SEGREGATION"
    assert verdict.held
    without = [line for line in inputs.bookings if line.standing is not Standing.INSTRUCTED]
    return verdict.checked - build(replace(inputs, bookings=without)).verdicts[-1].checked
