"""What the commands do, apart from reading the command line."""

from __future__ import annotations

import csv
import platform
import sys
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sim.errors import BadInput, CheckFailed, Finding
from sim.ledger import Manifest, RunFacts, check_place, read_manifest, verify_files, write_run
from sim.ledger.manifest import HASH_FILE, MANIFEST_FILE
from sim.ledger.output import LEDGERS
from sim.ledger.rerun import differing_books, differing_words
from sim.model import builtin_names, from_resolved, load, resolved
from sim.report import progress, summary
from sim.run import Run, run

#: Programs whose version may change a ledger, or help to explain a difference.
PROGRAMS = (
    "greenbond-sim",
    "eth-tester",
    "holidays",
    "py-evm",
    "pycountry",
    "pydantic",
    "pyrevm",
    "tzdata",
    "web3",
)


def run_scenario(
    name: str,
    out: Path | None,
    engine: str,
    seed: str | None,
    settings: Sequence[str],
    *,
    quiet: bool,
    force: bool,
) -> None:
    """Run a scenario, write its ledgers, tell what happened.

    Raises:
        BadInput: when the scenario, an option or the output folder cannot be used.
        CheckFailed: when a law did not hold; the ledgers are written all the same.
    """
    scenario = load(name, _overrides(settings, seed))
    place = out or Path("runs") / scenario.name
    # Before the work, not after it.
    check_place(place, force=force)
    began = time.monotonic()
    with progress(scenario.start, scenario.end, quiet=quiet) as watch:
        finished = run(scenario, engine, watch)
    manifest = write_run(place, finished.ledgers, facts(finished), force=force)
    if not quiet:
        _tell(finished, manifest, place, time.monotonic() - began)
    if finished.ledgers.breaches:
        raise CheckFailed("\n".join(str(breach) for breach in finished.ledgers.breaches))


def print_cashflows(name: str) -> None:
    """Print every scheduled flow of a scenario or of ACTUS terms as CSV. Raises BadInput."""
    from sim.schedule import COLUMNS, actus, cashflow_rows

    columns: Sequence[str] = COLUMNS
    if name not in builtin_names() and actus.is_actus(name):
        columns = actus.COLUMNS
        contracts = actus.read_contracts(name)
        rows = [row for contract in contracts for row in actus.contract_rows(contract)]
    else:
        rows = list(cashflow_rows(load(name, {})))
    csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])


def verify_run(directory: Path, engine: str | None) -> None:
    """Check files, run again, compare.

    Raises:
        BadInput: when the folder holds no run.
        CheckFailed: when anything differs; the message says what.
    """
    _require_run(directory)
    changed = verify_files(directory)
    if changed:
        raise CheckFailed("\n".join(changed))
    manifest = read_manifest(directory)
    scenario = from_resolved(manifest.facts.scenario, str(directory / MANIFEST_FILE))
    again = run(scenario, engine or manifest.facts.engine)
    same_engine = again.engine == manifest.facts.engine
    differing = differing_books(directory, again.ledgers, same_engine=same_engine)
    words = differing_words(manifest, facts(again), again.ledgers)
    broken = tuple(str(breach) for breach in again.ledgers.breaches)
    if differing or words or broken:
        notes = _other_versions(manifest)
        raise CheckFailed("\n".join((*differing, *words, *broken, *notes)))
    print(
        f"{directory}: {len(manifest.files)} files as written; run again on {again.engine}: "
        f"equal books, every law held\nledger digest {manifest.ledger_digest}"
    )


def _require_run(directory: Path) -> None:
    """A place where no run ever was is bad input; a run that lost a file is a failed check."""
    instead = "name the folder that `greenbond run --out` wrote"
    if not directory.is_dir():
        problem = "is no folder" if directory.exists() else "does not exist"
        raise BadInput(Finding(str(directory), "", None, problem, instead))
    if not any((directory / name).exists() for name in (MANIFEST_FILE, HASH_FILE, LEDGERS)):
        raise BadInput(Finding(str(directory), "", None, "holds no run", instead))


def facts(finished: Run) -> RunFacts:
    """What the manifest says a run was made of."""
    return RunFacts(
        scenario=resolved(finished.scenario),
        seed=finished.scenario.seed,
        engine=finished.engine,
        versions=_versions(),
        code_hashes=dict(finished.code_hashes),
    )


def _tell(finished: Run, manifest: Manifest, place: Path, seconds: float) -> None:
    print("\n".join(summary(finished.scenario, finished.ledgers)))
    rows = sum(len(table) for table in finished.ledgers)
    print(
        f"{'Files':<12}{place}/ledgers: {len(manifest.files)} tables, {rows:,} rows; "
        f"{place}/manifest.json\n"
        f"{'Digest':<12}{manifest.ledger_digest}\n"
        f"{'Run':<12}seed {finished.scenario.seed}, {len(finished.outcome.transactions)} "
        f"transactions on {finished.engine}, {seconds:.1f} s"
    )


def _overrides(settings: Sequence[str], seed: str | None) -> dict[str, str]:
    overrides: dict[str, str] = {} if seed is None else {"seed": seed}
    for setting in settings:
        key, equals, value = (part.strip() for part in setting.partition("="))
        if not equals or not key:
            problem, instead = "is no key and value", "write it as key=value, e.g. rail=stablecoin"
            raise BadInput(Finding("--set", setting, None, problem, instead))
        if key in overrides:
            raise BadInput(Finding("--set", key, None, "is given twice", "give it once"))
        overrides[key] = value
    return overrides


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version(), "solc": "0.8.30"}
    for program in PROGRAMS:
        try:
            found[program] = version(program)
        except PackageNotFoundError:
            continue
    return found


def _other_versions(manifest: Manifest) -> list[str]:
    """Programs that are not those of the run: where to look when books differ."""
    now = _versions()
    return [
        f"note: the run was made with {program} {was}, this is {now.get(program, 'without it')}"
        for program, was in manifest.facts.versions.items()
        if now.get(program) != was
    ]
