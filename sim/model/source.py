"""Where a scenario was read from, so that whoever finds a mistake later can still point at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from sim.errors import Finding
from sim.model.lines import Path, key_lines

__all__ = ["Path", "Source", "dotted"]


# A key is shown to find it by; nobody reads the thousandth letter.
_LONGEST: Final = 60


@dataclass(frozen=True)
class Source:
    """The file as the user named it, its text, its document, and the keys `--set` replaced.

    Two sources are always equal: where a fact was read is no part of the fact.
    """

    file: str = field(default="", compare=False)
    text: str = field(default="", compare=False)
    document: Mapping[str, Any] = field(default_factory=dict, compare=False)
    replaced: frozenset[Path] = field(default=frozenset(), compare=False)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return key_lines(self.text)

    def finding(self, path: Path, problem: str, instead: str) -> Finding:
        """A finding about the key at `path`, with the line of it or of the table it belongs to."""
        key = dotted(path, self.document)
        if any(path[: len(replaced)] == replaced for replaced in self.replaced):
            return Finding("--set", key, None, problem, instead)
        return Finding(self.file, key, self.line(path), problem, instead)

    def line(self, path: Path) -> int | None:
        """The line of a key, or of the nearest table around it; None if nothing is known."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return None


def dotted(path: Path, document: Mapping[str, Any]) -> str:
    """A path as people write it: a list's entry by its name or code, else its number from 1."""
    shown: list[str] = []
    value: Any = document
    for part in path:
        value = _inside(value, part)
        shown.append(part[:_LONGEST] if isinstance(part, str) else _label(value, part))
    return ".".join(shown)


def _inside(value: Any, part: str | int) -> Any:
    if isinstance(part, int):
        return value[part] if isinstance(value, list) and part < len(value) else None
    return value.get(part) if isinstance(value, dict) else None


def _label(value: Any, place: int) -> str:
    named = (value.get("code") or value.get("name")) if isinstance(value, dict) else None
    return named[:_LONGEST] if isinstance(named, str) else str(place + 1)
