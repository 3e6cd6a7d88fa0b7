"""Whose account acts for whom at a moment of the story, once keys were lost and replaced."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final, NamedTuple

from sim.model.events import Event, ReplaceAccount
from sim.model.partial import UnreadError
from sim.model.scenario import Scenario

__all__ = ["Moment", "in_force", "moment_of", "replacements"]

# What happens first thing in the morning, in the order of the file.
_IN_THE_MORNING: Final = (
    "freeze",
    "unfreeze",
    "freeze_units",
    "pause",
    "unpause",
    "forced_transfer",
    "replace_account",
)


class Moment(NamedTuple):
    """A place in the story: later ones compare greater. `place` counts the events of the file."""

    day: date
    after_the_morning: bool
    place: int


def moment_of(scenario: Scenario, event: Event) -> Moment:
    """When an event of the scenario happens."""
    place = next(place for place, other in enumerate(scenario.events) if other is event)
    return Moment(event.date, event.kind not in _IN_THE_MORNING, place)


def replacements(scenario: Scenario, until: Moment) -> Iterator[ReplaceAccount]:
    """The replacements that happen before a moment, in their order."""
    found: list[tuple[Moment, ReplaceAccount]] = []
    for event in scenario.events:
        # An event that cannot be read has a complaint of its own, and must hide no other.
        with suppress(UnreadError):
            if event.kind == "replace_account":
                found.append((moment_of(scenario, event), event))
    for moment, event in sorted(found, key=lambda one: one[0]):
        if moment < until:
            yield event


def in_force(scenario: Scenario, name: str, moment: Moment) -> str:
    """The party that acts for a party at a moment: itself, unless its key was lost before."""
    for event in replacements(scenario, moment):
        if event.lost == name:
            name = event.replacement
    return name
