"""Runs that several tests look at, each made once a process."""

from __future__ import annotations

import os
from functools import cache

from sim.model import Scenario, load
from sim.run import Run, run

#: The engine tests run on, as in `conftest.engine_name`.
ENGINE = os.environ.get("GREENBOND_TEST_ENGINE", "auto")


@cache
def hk_2023(engine: str = ENGINE, **overrides: str) -> Run:
    """The built-in scenario from end to end, after `--set`."""
    return run(load("hk-2023", overrides), engine)


def play(scenario: Scenario, engine: str = ENGINE) -> Run:
    """A scenario from end to end, whose laws must all hold."""
    done = run(scenario, engine)
    assert not done.ledgers.breaches, "\n".join(map(str, done.ledgers.breaches))
    return done
