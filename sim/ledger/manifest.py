"""`manifest.json`: what a run was made of and what it wrote, so that anyone can check it later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sim.errors import BadInput, Finding
from sim.ledger.marks import FileMarks
from sim.ledger.tables import Ledgers
from sim.nesting import bounded_recursion

__all__ = [
    "HASH_FILE",
    "MANIFEST_FILE",
    "CheckResult",
    "Manifest",
    "RunFacts",
    "build_manifest",
    "manifest_text",
    "read_manifest",
]

MANIFEST_FILE: Final = "manifest.json"
HASH_FILE: Final = "manifest.sha256"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a run was made of: everything that is needed to run it again.

    `scenario` is the resolved scenario as plain data (after every override), `versions` program
    versions by name, `code_hashes` SHA-256 of each contract's runtime code by contract.
    """

    scenario: Mapping[str, Any]
    seed: int
    engine: str
    versions: Mapping[str, str]
    code_hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One law: how often it was tried, and each breach in words."""

    law: str
    checked: int
    breaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` by path under the run's folder, with `/`, in the order of their names."""

    facts: RunFacts
    files: Mapping[str, FileMarks]
    ledger_digest: str
    checks: tuple[CheckResult, ...]


def build_manifest(
    facts: RunFacts, ledgers: Ledgers, files: Mapping[str, FileMarks], digest: str
) -> Manifest:
    """The manifest of ledgers whose files are written."""
    checks = tuple(
        CheckResult(said.law, said.checked, tuple(map(str, said.breaches)))
        for said in ledgers.verdicts
    )
    return Manifest(facts, dict(sorted(files.items())), digest, checks)


def manifest_text(manifest: Manifest) -> str:
    """The file's text; the same manifest always gives the same bytes."""
    facts = manifest.facts
    data = {
        "format": _FORMAT,
        "engine": facts.engine,
        "seed": facts.seed,
        "ledger_digest": manifest.ledger_digest,
        "versions": dict(sorted(facts.versions.items())),
        "code_hashes": dict(sorted(facts.code_hashes.items())),
        "files": {name: marks.as_json() for name, marks in manifest.files.items()},
        "checks": [
            {"law": check.law, "checked": check.checked, "breaches": list(check.breaches)}
            for check in manifest.checks
        ],
        "scenario": facts.scenario,
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def hash_line(text: str) -> str:
    """The line of `manifest.sha256`, in the form `sha256sum -c` reads."""
    return f"{hashlib.sha256(text.encode()).hexdigest()}  {MANIFEST_FILE}\n"


def read_manifest(directory: Path) -> Manifest:
    """The manifest of a run's folder. Raises BadInput when there is none, or it is no manifest."""
    file = directory / MANIFEST_FILE
    try:
        if file.exists() and not file.is_file():
            raise ValueError("it is no file")
        with bounded_recursion():
            return _parsed(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problem = f"is not a manifest of this program: {error}"
    instead = "name the folder that `greenbond run --out` wrote"
    raise BadInput(Finding(str(file), "", None, problem, instead))


def _parsed(data: Any) -> Manifest:
    if data["format"] != _FORMAT:
        raise ValueError(f"its format is {data['format']}, not {_FORMAT}")
    if not isinstance(data["scenario"], dict):
        raise TypeError("its scenario is no table")
    if type(data["seed"]) is not int:
        raise TypeError("its seed is no number")
    facts = RunFacts(
        scenario=data["scenario"],
        seed=data["seed"],
        engine=data["engine"],
        versions=dict(data["versions"]),
        code_hashes=dict(data["code_hashes"]),
    )
    for name in data["files"]:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ValueError(f"it lists {name}, which is not in its folder")
    files = {name: FileMarks.from_json(marks) for name, marks in data["files"].items()}
    checks = tuple(
        CheckResult(check["law"], check["checked"], tuple(check["breaches"]))
        for check in data["checks"]
    )
    return Manifest(facts, files, data["ledger_digest"], checks)
