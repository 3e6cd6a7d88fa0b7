"""The schedule of a deal: a scenario in, dates and amounts out, or every date that cannot be."""

from __future__ import annotations

from types import MappingProxyType

from sim.model import Scenario
from sim.model.rules import hold_to
from sim.schedule.day import zone
from sim.schedule.feasible import DATE_RULES, home_calendar
from sim.schedule.plan import DealSchedule, tranche_schedule

__all__ = ["plan"]


def plan(scenario: Scenario) -> DealSchedule:
    """The schedule of a scenario. Raises ScenarioError if a date is not possible."""
    hold_to(scenario, DATE_RULES)
    closures = scenario.calendar.closures
    tranches = {t.code: tranche_schedule(t, closures) for t in scenario.tranches}
    return DealSchedule(
        zone(scenario.time_zone), home_calendar(scenario), MappingProxyType(tranches)
    )
