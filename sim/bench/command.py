"""`greenbond bench`: which engines, how much, and in what order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sim.bench.coupon import coupon_seconds
from sim.bench.figures import Figure
from sim.bench.load import MOST
from sim.bench.machine import machine
from sim.bench.measure import measure
from sim.bench.results import REFERENCE, Results
from sim.bench.stage import deal, genesis
from sim.bench.telling import conclusion, engine_lines, heading
from sim.chain import Engine, open_engine
from sim.errors import BadInput, CheckFailed, Finding

__all__ = ["run_bench"]

_FAST: Final = "revm"
#: Settlements on revm for one elsewhere: it is that much faster, and more.
_FEWER: Final = 50
_MOST_REPEATS: Final = 100
_HOLDERS: Final = (1_000, 10_000)
_RUNS: Final = 3


def run_bench(
    engines: Sequence[str],
    settlements: int,
    repeat: int,
    *,
    settlements_only: bool = False,
    as_json: bool = False,
) -> None:
    """Measure and print; `engines` empty means each that is present.

    Raises:
        BadInput: when a number or an engine cannot be used.
        CheckFailed: when an engine kept other books than the others, or broke a law.
    """
    _require("--settlements", settlements, MOST)
    _require("--repeat", repeat, _MOST_REPEATS)
    opened = _open(engines)
    results = Results(machine(), repeat, max(1, settlements // _FEWER))
    tell = _silent if as_json else _print
    tell(heading(results, settlements))
    # The reference first, so that whoever follows can be compared with it.
    for engine in sorted(opened, key=lambda one: one.name != REFERENCE):
        _measure(results, engine, settlements)
        tell(engine_lines(results, results.loads[-1]))
    if not settlements_only and any(engine.name == _FAST for engine in opened):
        results.coupon = {holders: coupon_seconds(holders) / holders for holders in _HOLDERS}
        results.run = Figure.of([_run_from_the_shell() for _ in range(_RUNS)])
    tell(conclusion(results))
    if as_json:
        print(json.dumps(results.as_json(), indent=2))
    results.require_equal_books()


def _measure(results: Results, engine: Engine, settlements: int) -> None:
    """Adds a load, and the books of the trades that every engine settles."""
    count = settlements if engine.name == _FAST else results.shared
    measured = measure(engine, count, results.repeat)
    results.loads.append(measured)
    if count != results.shared:
        measured = measure(_fresh(engine.name), results.shared, 0)
    results.books[measured.engine] = measured.digest


def _open(engines: Sequence[str]) -> list[Engine]:
    """Every engine asked for, before anything is measured."""
    present = [_FAST, REFERENCE] if find_spec("pyrevm") else [REFERENCE]
    opened = [_fresh(spec) for spec in engines or present]
    names = [engine.name for engine in opened]
    for spec, name in zip(engines, names, strict=False):
        if names.count(name) > 1:
            raise BadInput(Finding("--engine", spec, None, "is given twice", "give it once"))
    return opened


def _fresh(spec: str) -> Engine:
    return open_engine(spec, genesis_instant=genesis(deal()))


def _require(option: str, number: int, most: int) -> None:
    if not 1 <= number <= most:
        instead = f"write a whole number from 1 to {most:,}"
        raise BadInput(Finding(option, str(number), None, "cannot be measured", instead))


def _run_from_the_shell() -> float:
    """Seconds from the shell's point of view: Python's start, all imports, the run, its files."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", "hk-2023", "--quiet", "--engine", _FAST, "--out", str(Path(folder) / "run")]
        line = [sys.executable, "-m", "sim", *words]
        # Wherever it is started, the package that is measured is this one.
        surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        begun = time.perf_counter()
        done = subprocess.run(line, env=surroundings, capture_output=True, text=True, check=False)
        taken = time.perf_counter() - begun
    if done.returncode:
        raise CheckFailed(f"greenbond {' '.join(words[:2])} failed: {done.stderr.strip()}")
    return taken


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines), flush=True)


def _silent(lines: Iterable[str]) -> None:
    """Nothing but the JSON goes to the output."""
