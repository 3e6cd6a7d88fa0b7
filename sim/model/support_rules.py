"""Words a scenario may use that no contract carries yet: refused by name, never half run."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Rail, Tranche
from sim.model.words import quoted

__all__ = [
    "RUNNABLE_DAY_COUNTS",
    "RUNNABLE_RAILS",
    "day_count_can_be_run",
    "rail_can_be_run",
    "rounding_can_be_run",
]

#: Rails with a contract behind them.
RUNNABLE_RAILS = ("cbdc", "stablecoin")
#: Day counts the bond contract computes.
RUNNABLE_DAY_COUNTS = ("ACT/365F",)


def rail_can_be_run(_: Scenario, rail: Rail) -> Iterator[Complaint]:
    """A tranche may name other rails only when a contract can settle on them."""
    if rail.kind not in RUNNABLE_RAILS:
        problem = f'"{rail.kind}" is a rail no contract settles on yet'
        yield Complaint(("kind",), problem, f"write {quoted(RUNNABLE_RAILS)}")


def rounding_can_be_run(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The bond contract rounds the amount a unit, then multiplies."""
    if tranche.rounding_basis != "calculation_amount":
        problem = f'the bond contract cannot round by "{tranche.rounding_basis}" yet'
        yield Complaint(("rounding_basis",), problem, 'write "calculation_amount"')


def day_count_can_be_run(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The schedule knows more day counts than the bond contract."""
    if tranche.coupon.day_count not in RUNNABLE_DAY_COUNTS:
        problem = f'the bond contract cannot count days by "{tranche.coupon.day_count}" yet'
        yield Complaint(("coupon", "day_count"), problem, f"write {quoted(RUNNABLE_DAY_COUNTS)}")
