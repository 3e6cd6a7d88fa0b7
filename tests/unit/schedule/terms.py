"""Plain bonds that tests write in a few words: 100 units of HKD 500,000 for a year, half-yearly."""

from __future__ import annotations

from datetime import date

import pytest

from sim.errors import ScenarioError
from sim.model import Scenario, parse
from sim.schedule import DATE_RULES, TrancheSchedule, plan
from tests.scenarios import tranche, written

__all__ = ["HALF_YEARLY", "bond", "refused", "scenario", "text"]

HALF_YEARLY = 'frequency = 2\nday_count = "ACT/365F"\n'


def text(coupon: str, principal: str = "", **terms: object) -> str:
    """A scenario whose one tranche has the coupon; `terms` are more keys of the tranche.

    Issued 2023-02-16, due 2024-02-16, unless told otherwise.
    """
    tables = f"\n[tranche.coupon]\n{coupon}\n"
    if principal:
        tables += f"[tranche.principal]\n{principal}\n"
    one = tranche(tables, **{"maturity": date(2024, 2, 16), **terms})
    return written(tranches=(one,), end=date(2023, 4, 3))


def scenario(coupon: str, principal: str = "", **terms: object) -> Scenario:
    """It, read and held to every rule that a file is held to."""
    return parse(text(coupon, principal, **terms), "x.toml", None, DATE_RULES)


def bond(coupon: str, principal: str = "", **terms: object) -> TrancheSchedule:
    """The schedule of it."""
    return plan(scenario(coupon, principal, **terms)).tranches["HKD"]


def refused(coupon: str, principal: str = "", **terms: object) -> list[str]:
    """What is said of a bond that cannot be."""
    with pytest.raises(ScenarioError) as caught:
        scenario(coupon, principal, **terms)
    findings = caught.value.findings
    assert all(found.file == "x.toml" and found.line for found in findings)
    return [f"{found.key}: {found.problem}; {found.instead}" for found in findings]
