"""Rates of floating coupons: what was observed, made a rate as the terms say, in order and once."""

from __future__ import annotations

from sim.chain.logs import RateFixed
from sim.ledger.deal import Tranche
from sim.ledger.laws.case import Case, Verdict
from sim.units import RATE_SCALE, half_up

__all__ = ["check_rates"]


def check_rates(case: Case, verdict: Verdict) -> None:
    """Hold each fixing to the terms of its tranche."""
    for tranche in case.deal.tranches.values():
        for index, fixing in enumerate(tranche.fixings):
            verdict.checked += 1
            for problem in _problems(tranche, index, fixing):
                verdict.breach(f"{tranche.code} period {fixing.period_index + 1}", problem, fixing)


def _problems(tranche: Tranche, index: int, fixing: RateFixed) -> list[str]:
    if index >= len(tranche.periods):
        return ["fixed, and the terms know no such period"]
    period, reset = tranche.periods[index], tranche.resets[index]
    found = []
    if fixing.period_index != index:
        found.append(f"fixed out of turn, {index + 1} was next")
    if fixing.is_fallback != (fixing.at >= period.fallback_from):
        found.append("fell back before its time, or was fixed after it")
    if fixing.is_fallback:
        stated = reset.falls_back_to_rate or index == 0
        due = reset.fallback_rate if stated else tranche.fixings[index - 1].observed
        if fixing.observed != due:
            found.append(f"fell back to {fixing.observed}, the terms say {due}")
    rate = half_up(fixing.observed * reset.multiplier, RATE_SCALE) + reset.spread
    rate = max(0, min(max(rate, reset.floor), reset.cap))
    if fixing.rate != rate:
        found.append(f"fixed at {fixing.rate}, the terms make it {rate}")
    return found
