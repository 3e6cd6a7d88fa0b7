"""What the compiler made of the contracts, ready to deploy.

`load` is cheap when nothing changed: it compares a fingerprint of the sources and reads one file.
It compiles when something did. An installed wheel has no sources and carries the artifacts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.chain.failures import CompileError
from sim.chain.sources import Project, checkout

__all__ = ["COMPILING", "Artifact", "Artifacts", "is_quiet", "load", "quietly"]

#: What is said before the compiler starts: it takes a minute or two, and says nothing itself.
COMPILING = "the contracts changed: compiling them first, which takes a minute or two"

#: Beside this module: package data of a wheel, never committed.
PACKAGED = Path(__file__).with_name("artifacts.json")


_QUIET = ContextVar("quiet", default=False)


@contextmanager
def quietly(quiet: bool = True) -> Iterator[None]:
    """While it lasts, `load` compiles without a word, unless `quiet` is False."""
    before = _QUIET.set(quiet)
    try:
        yield
    finally:
        _QUIET.reset(before)


def is_quiet() -> bool:
    """Whether `load` would compile without a word."""
    return _QUIET.get()


@dataclass(frozen=True, slots=True)
class Artifact:
    """One contract: its source key, JSON ABI, code, and the user documentation of its errors."""

    name: str
    source: str
    abi: list[dict[str, Any]]
    bytecode: bytes
    deployed_bytecode: bytes
    userdoc: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Artifacts:
    """All contracts of a project by name, and the members of each enum by its canonical name."""

    contracts: dict[str, Artifact]
    enums: dict[str, list[str]]

    def __getitem__(self, name: str) -> Artifact:
        """The artifact of a contract; raises CompileError when there is none of that name."""
        if name in self.contracts:
            return self.contracts[name]
        known = ", ".join(sorted(self.contracts))
        raise CompileError(f"there is no contract {name!r}", f"the contracts are {known}")


def parse(text: str) -> Artifacts:
    """Artifacts from the JSON text that `sim.chain.compile` writes."""
    content = json.loads(text)
    contracts = {
        name: Artifact(
            name=name,
            source=entry["source"],
            abi=entry["abi"],
            bytecode=bytes.fromhex(entry["bytecode"]),
            deployed_bytecode=bytes.fromhex(entry["deployed_bytecode"]),
            userdoc=entry["userdoc"],
        )
        for name, entry in content["contracts"].items()
    }
    return Artifacts(contracts, content["enums"])


@cache
def load(folder: str = "contracts") -> Artifacts:
    """The artifacts of a folder of the checkout, compiled first where they are out of date.

    Says so on stderr, once, and only if it does compile. Raises CompileError when they do not
    compile, or when a wheel carries none.
    """
    root = checkout()
    if root is None:
        return _packaged()
    project = Project(root, folder)
    stored = project.build / f"{project.fingerprint()}.json"
    if not stored.is_file():
        if not is_quiet():
            print(COMPILING, file=sys.stderr, flush=True)
        # Imported late: a run whose contracts are compiled needs neither YAML nor py-solc-x.
        from sim.chain.compile import compile_project

        compile_project(project)
    return parse(stored.read_text(encoding="utf8"))


def _packaged() -> Artifacts:
    if PACKAGED.is_file():
        return parse(PACKAGED.read_text(encoding="utf8"))
    raise CompileError(
        "this installation carries no compiled contracts",
        "install a wheel built after 'make compile', or work from a clone of the repository",
        file=PACKAGED.name,
    )
