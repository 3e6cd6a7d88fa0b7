"""`--set key=value`: a scenario's document with some keys replaced before it is checked.

A key is dotted, `seed` or `tranche.HKD.coupon.rate`; an entry of a list goes by its name or code,
or by its number from 1 where it has neither (`event.3.units`). A value is read as TOML and, if it
is none, as text, so `--set rail=stablecoin` needs no quotes. `rail` alone is short for putting that
rail first in every tranche.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from sim.model.facts import shown
from sim.model.lines import Path
from sim.model.plain import Complaint, known_keys
from sim.model.scenario import KINDS
from sim.model.source import dotted
from sim.model.words import RAIL_KINDS, nearest, one_of
from sim.nesting import bounded_recursion

__all__ = ["Replacement", "replace"]

_MOST_LISTED: Final = 30

Replacement = tuple[dict[str, Any], frozenset[Path], list[Complaint]]
"""The new document, the paths replaced in it, and what was wrong with the keys given."""


def replace(document: Mapping[str, Any], overrides: Mapping[str, str]) -> Replacement:
    """The document with every override that could be placed; the argument is left alone."""
    new = copy.deepcopy(dict(document))
    replaced: set[Path] = set()
    complaints: list[Complaint] = []
    for key, text in overrides.items():
        complaints.extend(_apply(new, key, text, replaced))
    return new, frozenset(replaced), complaints


def _apply(
    document: dict[str, Any], key: str, text: str, replaced: set[Path]
) -> Iterator[Complaint]:
    if not _is_text(key + text):
        yield Complaint((key,), "is not UTF-8", "write it with the encoding UTF-8")
        return
    if key == "rail":
        yield from _prefer(document, text.strip("\"'"), replaced)
        return
    path: Path = ()
    at: Any = document
    *tables, last = key.split(".")
    for part in tables:
        step = _step(document, at, path, part)
        if step is None:
            yield _unknown(document, path, part)._replace(path=(key,))
            return
        at, path = _entered(at, step), (*path, step)
    if not isinstance(at, dict) or _step(document, at, path, last) is None:
        yield _unknown(document, path, last)._replace(path=(key,))
        return
    at[last] = _value(text)
    replaced.add((*path, last))


def _is_text(given: str) -> bool:
    """Whether the command line gave letters only: bytes that are none come as lone surrogates."""
    try:
        given.encode()
    except UnicodeEncodeError:
        return False
    return True


def _step(document: Mapping[str, Any], at: Any, path: Path, part: str) -> str | int | None:
    """The key or place that `part` names in a table or list; None if it names nothing."""
    if isinstance(at, dict):
        return part if part in at or part in known_keys(_heading(path, document)) else None
    if not isinstance(at, list):
        return None
    for place, entry in enumerate(at):
        if isinstance(entry, dict) and part in (entry.get("code"), entry.get("name")):
            return place
    if part.isascii() and part.isdigit() and 0 < int(part) <= len(at):
        return int(part) - 1
    return None


def _entered(at: Any, step: str | int) -> Any:
    """What lies behind a step; a table that may be there but is not begins empty."""
    return at.setdefault(step, {}) if isinstance(at, dict) else at[step]


def _heading(path: Path, document: Mapping[str, Any]) -> tuple[str, ...]:
    """The table a path leads to; where it comes in kinds, with the kind it is of."""
    heading: tuple[str, ...] = ()
    at: Any = document
    for step in path:
        at = at[step]
        heading = (*heading, step) if isinstance(step, str) else heading
        kind = at.get("kind") if isinstance(at, dict) else None
        if isinstance(kind, str) and kind in KINDS.get(heading, ()):
            heading = (*heading, kind)
    return heading


def _prefer(document: dict[str, Any], kind: str, replaced: set[Path]) -> Iterator[Complaint]:
    if kind not in RAIL_KINDS:
        yield Complaint(("rail",), f"{shown(kind)} is not a known rail", one_of(kind, RAIL_KINDS))
        return
    tranches = document.get("tranche")
    for place, tranche in enumerate(tranches if isinstance(tranches, list) else ()):
        if isinstance(tranche, dict):
            others = tranche.get("rails")
            rest = [rail for rail in others if rail != kind] if isinstance(others, list) else []
            tranche["rails"] = [kind, *rest]
            replaced.add(("tranche", place, "rails"))


def _value(text: str) -> Any:
    try:
        with bounded_recursion():
            read = tomllib.loads(f"value = {text}\n", parse_float=Decimal)
    except (ValueError, RecursionError):
        return text
    # A line break could smuggle in a second key.
    return read["value"] if len(read) == 1 else text


def _unknown(document: Mapping[str, Any], path: Path, part: str) -> Complaint:
    at: Any = document
    for step in path:
        at = at[step]
    choices = _choices(at, _heading(path, document))
    close = nearest(part, choices)
    stem = dotted(path, document)
    right = f"{stem}.{close}" if stem else str(close)
    listed = ", ".join(choices[:_MOST_LISTED]) + (" …" if len(choices) > _MOST_LISTED else "")
    instead = f"write {right}" if close else f"known there: {listed or 'nothing'}"
    return Complaint(path, "is not a known key", instead)


def _choices(at: Any, heading: tuple[str, ...]) -> list[str]:
    if isinstance(at, list):
        names = [(e.get("code") or e.get("name")) for e in at if isinstance(e, dict)]
        return [str(name or place + 1) for place, name in enumerate(names)]
    return list(known_keys(heading))
