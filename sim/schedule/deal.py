"""The schedule of a deal: a scenario in, dates and amounts out, or every date that cannot be."""

from __future__ import annotations

from types import MappingProxyType

from sim.errors import Finding, ScenarioError
from sim.model import Scenario
from sim.schedule.calendars import calendar
from sim.schedule.day import zone
from sim.schedule.feasible import findings
from sim.schedule.plan import DealSchedule, TrancheSchedule, tranche_schedule
from sim.schedule.rolls import StubPeriodError

__all__ = ["plan"]


def plan(scenario: Scenario) -> DealSchedule:
    """The schedule of a scenario. Raises ScenarioError if a date is not possible."""
    home = calendar(("HK",), scenario.calendar.closures)
    stubs: list[Finding] = []
    tranches: dict[str, TrancheSchedule] = {}
    for place, tranche in enumerate(scenario.tranches):
        try:
            tranches[tranche.code] = tranche_schedule(tranche, scenario.calendar.closures)
        except StubPeriodError as stub:
            before, after = stub.nearest
            problem = f"{tranche.issued} is no regular date before maturity, {tranche.maturity}"
            instead = f"write {before} or {after}, or move maturity: odd periods are not supported"
            stubs.append(scenario.finding(("tranche", place, "issued"), problem, instead))
    schedule = DealSchedule(zone(scenario.time_zone), home, MappingProxyType(tranches))
    found = stubs + findings(scenario, schedule)
    if found:
        raise ScenarioError(found)
    return schedule
