"""What can go wrong, as one tree. Whatever the package raises on purpose descends from its root.

    GreenbondError
    ├── BadInput            exit 2   what was given cannot be used; nothing has run
    │   ├── ScenarioError            a scenario file, or a value given with --set
    │   └── OutputError              the place the results should go to
    └── CheckFailed         exit 1   it ran, and a law or a comparison did not hold

`exit_code` is the status the command ends with. Errors are written for the person who has to put
them right: a `Finding` says where, what is wrong and what to write instead, and a `BadInput`
carries every finding at once, so nobody has to mend a file one message at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "BadInput",
    "CheckFailed",
    "Finding",
    "GreenbondError",
    "OutputError",
    "ScenarioError",
    "printable",
]


def printable(text: str) -> str:
    """The text with every letter that could steer a terminal, or break a line, spelt out."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with what was given.

    `file` is the path as the user wrote it (or `--set`), `key` the dotted key (empty when the
    whole file is meant), `line` counts from 1 and is None where it is not known.
    """

    file: str
    key: str
    line: int | None
    problem: str
    instead: str

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        subject = f"{self.key}: " if self.key else ""
        return printable(f"{where}: {subject}{self.problem}; {self.instead}")


class GreenbondError(Exception):
    """Root of the tree: catch it to catch whatever this package raises on purpose."""

    exit_code: ClassVar[int] = 1


class BadInput(GreenbondError):
    """Raised before anything runs, when what was given cannot be used. Carries all findings."""

    exit_code: ClassVar[int] = 2

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        given = [findings] if isinstance(findings, Finding) else findings
        self.findings: tuple[Finding, ...] = tuple(given)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class ScenarioError(BadInput):
    """Raised when a scenario cannot be read, or says something that cannot be."""


class OutputError(BadInput):
    """Raised when the results cannot be written where they were asked for."""


class CheckFailed(GreenbondError):
    """Raised when a run finished and a law, a comparison or a verification did not hold."""
