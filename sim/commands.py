"""What the commands do, apart from reading the command line."""

from __future__ import annotations

import csv
import json
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeVar

from sim.chain.artifacts import quietly
from sim.chain.opening import ELSEWHERE
from sim.errors import BadInput, CheckFailed, Finding, ScenarioError, printable
from sim.ledger import Manifest, RunFacts, check_place, read_manifest, verify_files, write_run
from sim.ledger.manifest import HASH_FILE, MANIFEST_FILE
from sim.ledger.output import LEDGERS
from sim.ledger.rerun import differing_books, differing_words
from sim.model import Scenario, builtin_names, from_resolved, load, resolved
from sim.model.rules import Rule
from sim.model.words import one_of
from sim.report import progress, summary
from sim.run import Run, run
from sim.schedule import DATE_RULES, RUN_RULES

_T = TypeVar("_T")

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
    out: str | None,
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
    if out is not None and not out.strip():
        raise BadInput(Finding("--out", "", None, "is an empty name", "name a folder"))
    scenario = _load(name, settings, seed, (*DATE_RULES, *RUN_RULES))
    place = Path("runs", scenario.name) if out is None else Path(out)
    # Before the work, not after it.
    check_place(place, force=force)
    began = time.monotonic()
    with quietly(quiet), progress(scenario.start, scenario.end, quiet=quiet) as watch:
        finished = run(scenario, engine, watch)
    manifest = write_run(place, finished.ledgers, facts(finished), force=force)
    if not quiet:
        _tell(finished, manifest, place, time.monotonic() - began)
    if finished.ledgers.breaches:
        raise CheckFailed("\n".join(str(breach) for breach in finished.ledgers.breaches))


def print_cashflows(name: str, settings: Sequence[str] = (), carried: Sequence[str] = ()) -> None:
    """Print every scheduled flow of a scenario or of ACTUS terms as CSV.

    `settings` replace keys of a scenario, as in a run; `carried` are proposals that holders are
    taken to have carried. Rates that are not fixed yet, and options and votes that would change the
    flows, are told apart, as notes. Raises BadInput.
    """
    from sim.schedule import COLUMNS, actus, cashflow_rows, uncarried, unexercised, unfixed

    columns: Sequence[str] = COLUMNS
    if name not in builtin_names() and actus.is_actus(name):
        for option, given in (("--set", settings), ("--carried", carried)):
            if given:
                problem = "is for scenarios, not for ACTUS terms"
                instead = "change the file, or leave it out"
                raise BadInput(Finding(option, given[0], None, problem, instead))
        columns = actus.COLUMNS
        contracts = actus.read_contracts(name)
        rows = [row for contract in contracts for row in actus.contract_rows(contract)]
    else:
        scenario = _load(name, settings, None, DATE_RULES)
        _require_proposed(scenario, carried)
        rows = list(cashflow_rows(scenario, carried))
        notes = (*unfixed(scenario, carried), *unexercised(scenario), *uncarried(scenario, carried))
        for note in notes:
            print(note, file=sys.stderr)
    csv.writer(sys.stdout, lineterminator="\n").writerows([columns, *rows])


def _require_proposed(scenario: Scenario, names: Sequence[str]) -> None:
    from sim.schedule import proposals

    asked = proposals(scenario)
    for name in names:
        if name not in asked:
            problem = "is no proposal of new terms in this scenario"
            instead = one_of(name, asked) if asked else "leave it out"
            raise BadInput(Finding("--carried", name, None, problem, instead))


def print_term_sheets(name: str, code: str | None) -> None:
    """Print the term sheet of each tranche, or of one, as JSON. Raises BadInput.

    One tranche is one document; several are a list of documents, since each has one currency.
    """
    from sim.interchange import term_sheet

    if Path(name).suffix.lower() == ".json":
        problem, instead = "is JSON, and no scenario", "add --to-scenario to read a term sheet"
        raise BadInput(Finding(name, "", None, problem, instead))
    scenario = load(name, {}, DATE_RULES)
    sheets = {tranche.code: term_sheet(scenario, tranche) for tranche in scenario.tranches}
    wanted = _of_tranche(code, sheets, scenario.name)
    print(json.dumps(wanted[0] if len(wanted) == 1 else wanted, indent=2))


def print_scenario_part(path: str, code: str | None) -> None:
    """Print the part of a scenario that a file's term sheets tell, as TOML. Raises BadInput."""
    from sim.interchange import read_term_sheets, scenario_part

    if path in builtin_names() or Path(path).suffix.lower() == ".toml":
        raise BadInput(Finding(path, "", None, "is a scenario already", "leave --to-scenario out"))
    sheets = {sheet.tranche.code: sheet for sheet in read_term_sheets(path)}
    print(scenario_part(path, _of_tranche(code, sheets, path)), end="")


def _of_tranche(code: str | None, sheets: Mapping[str, _T], where: str) -> list[_T]:
    """The sheets of all tranches, or the one asked for."""
    if code is None:
        return list(sheets.values())
    if code not in sheets:
        problem = f'"{code}" is not a tranche of {where}'
        raise BadInput(Finding("--tranche", "", None, problem, one_of(code, sheets)))
    return [sheets[code]]


def verify_run(directory: Path, engine: str | None) -> None:
    """Check files, run again, compare.

    A run made on a node is run again in this process unless an engine is given: the node's clock is
    past the start by now, and a folder must not choose whom we send transactions to.

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
    again = _again(scenario, engine, manifest, directory / MANIFEST_FILE)
    made_on = manifest.facts.engine
    # Two nodes are two engines: each has a past and prices of its own.
    same_engine = again.engine == made_on and made_on not in ELSEWHERE
    differing = differing_books(directory, again.ledgers, same_engine=same_engine)
    words = differing_words(manifest, facts(again), again.ledgers)
    broken = tuple(str(breach) for breach in again.ledgers.breaches)
    if differing or words or broken:
        notes = _other_versions(manifest)
        raise CheckFailed("\n".join((*differing, *words, *broken, *notes)))
    print(
        f"{printable(str(directory))}: {len(manifest.files)} files as written; "
        f"run again on {again.engine}: equal books, every law held\n"
        f"ledger digest {manifest.ledger_digest}"
    )


def _again(scenario: Scenario, engine: str | None, manifest: Manifest, file: Path) -> Run:
    made_on = str(manifest.facts.engine)
    try:
        return run(scenario, engine or ("auto" if made_on in ELSEWHERE else made_on))
    except BadInput as error:
        if engine is not None:
            raise
        # Nobody gave the option: the word stands in the manifest.
        raise BadInput(
            replace(found, file=str(file), key=f"engine {found.key}".rstrip())
            if found.file == "--engine"
            else found
            for found in error.findings
        ) from None


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
    rows, where = sum(len(table) for table in finished.ledgers), printable(str(place))
    print(
        f"{'Files':<12}{where}/ledgers: {len(manifest.files)} tables, {rows:,} rows; "
        f"{where}/manifest.json\n"
        f"{'Digest':<12}{manifest.ledger_digest}\n"
        f"{'Run':<12}seed {finished.scenario.seed}, {len(finished.outcome.transactions)} "
        f"transactions on {finished.engine}, {seconds:.1f} s"
    )


def _load(
    name: str, settings: Sequence[str], seed: str | None, further: Sequence[Rule]
) -> Scenario:
    try:
        return load(name, _overrides(settings, seed), further)
    except ScenarioError as error:
        if seed is None:
            raise
        # The model knows of one way only to replace a key.
        raise ScenarioError(
            replace(found, file="--seed", key="")
            if (found.file, found.key) == ("--set", "seed")
            else found
            for found in error.findings
        ) from None


def _overrides(settings: Sequence[str], seed: str | None) -> dict[str, str]:
    overrides: dict[str, str] = {}
    if seed is not None:
        if not (seed.isascii() and seed.strip().isdecimal()):
            problem = f'"{seed}" is not a whole number'
            raise BadInput(Finding("--seed", "", None, problem, "write digits only, like 7"))
        overrides["seed"] = seed.strip().lstrip("0") or "0"
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
