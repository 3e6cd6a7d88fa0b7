from __future__ import annotations

from sim.errors import (
    BadInput,
    CheckFailed,
    Finding,
    GreenbondError,
    OutputError,
    ScenarioError,
)

FIRST = Finding("x.toml", "seed", 3, "is missing", "add one")
SECOND = Finding("x.toml", "", None, "is empty", "write something")


def test_a_finding_reads_where_what_and_what_instead() -> None:
    assert str(FIRST) == "x.toml:3: seed: is missing; add one"
    assert str(SECOND) == "x.toml: is empty; write something"


def test_bad_input_prints_every_finding() -> None:
    error = ScenarioError([FIRST, SECOND])
    assert error.findings == (FIRST, SECOND)
    assert str(error).splitlines() == [str(FIRST), str(SECOND)]
    assert OutputError(FIRST).findings == (FIRST,)


def test_exit_codes() -> None:
    assert (BadInput.exit_code, ScenarioError.exit_code, OutputError.exit_code) == (2, 2, 2)
    assert (CheckFailed.exit_code, GreenbondError.exit_code) == (1, 1)
