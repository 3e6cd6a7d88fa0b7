"""What a run has to have met, tried on machines that meet it at once, late or never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.invariants.running import run


def machine(succeeds: Callable[[int], bool], outcome: str = "done") -> type[RuleBasedStateMachine]:
    """Asks for one thing, over and over; `succeeds` by how often it was asked for before."""

    class Asking(RuleBasedStateMachine):
        succeeded: ClassVar[Counter[str]] = Counter()
        refused: ClassVar[Counter[str]] = Counter()
        outcomes: ClassVar[Counter[str]] = Counter()

        @rule()
        def asks(self):
            asked = self.succeeded["ask"] + self.refused["ask"]
            if succeeds(asked):
                self.succeeded["ask"] += 1
                self.outcomes[outcome] += 1
            else:
                self.refused["ask"] += 1

    return Asking


def runs(asking: type[RuleBasedStateMachine]) -> None:
    run(asking, {"done"}, {"ask"}, examples=2, steps=5, rounds=4, same=True)


def test_what_succeeds_at_once_passes():
    runs(machine(lambda asked: True))


def test_what_succeeds_late_passes():
    """A first round against it is chance; the run goes on."""
    asking = machine(lambda asked: asked >= 12)
    runs(asking)
    assert asking.refused["ask"] == 12 < asking.succeeded["ask"]


def test_what_is_refused_more_often_fails():
    with pytest.raises(AssertionError, match=r"refused more often than it succeeded: \{'ask'\}"):
        runs(machine(lambda asked: asked % 3 == 0))


def test_what_is_never_made_fails():
    with pytest.raises(AssertionError, match=r"refused more often than it succeeded: \{'pay'\}"):
        run(machine(lambda asked: True), {"done"}, {"ask", "pay"}, examples=2, steps=5)


def test_what_nobody_named_fails():
    with pytest.raises(AssertionError, match="ask"):
        run(machine(lambda asked: True), {"done"}, set(), examples=2, steps=5)


def test_an_outcome_that_never_comes_fails():
    with pytest.raises(AssertionError, match=r"\{'done'\}"):
        runs(machine(lambda asked: True, outcome="something else"))
