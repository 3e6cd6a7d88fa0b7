"""Runs of a machine, and what they have to have met: laws would hold in vain otherwise.

A rule that is refused more often than it succeeds over a whole run fails the build: laws that are
checked where nothing happens would prove nothing. A run goes on, up to a bound, while chance has
been against it; what a run seldom does has to be likely enough to be done long before that.
"""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

#: Most rounds of examples until all of that happened, where nothing else is said.
ROUNDS = 8


class Counting(Protocol):
    """A machine that counts what it did: transactions by kind, and what came of them."""

    __name__: str
    succeeded: Counter[str]
    refused: Counter[str]
    outcomes: Counter[str]


def run(
    machine: Counting,
    met: set[str],
    acts: set[str],
    *,
    examples: int,
    steps: int,
    rounds: int = ROUNDS,
    same: bool = False,
) -> None:
    """Fails for a broken law, and where a run has not met `met` or not made all of `acts`.

    Rounds of so many examples are run until then, `rounds` at most. `same`: by fixed seeds.
    """
    machine.succeeded.clear()
    machine.refused.clear()
    machine.outcomes.clear()
    for number in range(rounds):
        # Chance may pass something by for a whole round; what it never meets is unreachable.
        fresh = type(machine.__name__, (machine,), {})
        play(seed(number)(fresh) if same else machine, examples, steps, same)
        if set(+machine.outcomes) >= met and not vacuous(machine, acts):
            break
    counts = {act: (machine.succeeded[act], machine.refused[act]) for act in sorted(acts)}
    unnamed = (set(machine.succeeded) | set(machine.refused)) - acts
    assert not unnamed, unnamed
    vain = vacuous(machine, acts)
    assert not vain, f"refused more often than it succeeded: {vain} of {counts}"
    happened = set(+machine.outcomes)
    assert happened >= met, met - happened


def vacuous(machine: Counting, acts: set[str]) -> set[str]:
    """What was refused as often as it succeeded, or more; never made at all counts."""
    return {act for act in acts if machine.succeeded[act] <= machine.refused[act]}


def play(machine: type[RuleBasedStateMachine], examples: int, steps: int, same: bool) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            database=None if same else settings.default.database,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
