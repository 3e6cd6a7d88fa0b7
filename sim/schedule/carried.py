"""A deal as it is once holders have carried what a scenario proposes to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from sim.model import Propose, Scenario
from sim.schedule.amended import amended
from sim.schedule.deal import plan
from sim.schedule.plan import DealSchedule

__all__ = ["plan_carried", "proposals"]


def proposals(scenario: Scenario) -> dict[str, Propose]:
    """What holders are asked to change of the terms, by name, in the order of the file."""
    asked = (event for event in scenario.events if isinstance(event, Propose))
    return {event.name: event for event in asked if event.matter == "amend"}


def plan_carried(scenario: Scenario, names: Sequence[str] = ()) -> DealSchedule:
    """The schedule as if these proposals are carried, in the order in which their votes end.

    Raises ScenarioError as `plan` does, and KeyError for what nobody proposes.
    """
    made, asked = plan(scenario), proposals(scenario)
    tranches = dict(made.tranches)
    for new in sorted((asked[name] for name in names), key=lambda one: one.adjourned or one.closes):
        closures = scenario.calendar.closures
        tranches[new.tranche] = amended(tranches[new.tranche], new, closures)
    return replace(made, tranches=MappingProxyType(tranches))
