"""pydantic's complaints in plain words: what is wrong with a key, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from sim.model.events import EVENT_KINDS
from sim.model.facts import Facts, shown
from sim.model.lines import Path
from sim.model.scenario import TABLES
from sim.model.words import nearest, one_of

__all__ = ["Complaint", "known_keys", "plain"]


class Complaint(NamedTuple):
    """A mistake in a document, before it is known in which file and on which line."""

    path: Path
    problem: str
    instead: str


def plain(error: ValidationError) -> Iterator[Complaint]:
    """Every complaint of a validation, with the path as its author wrote it."""
    for detail in error.errors(include_url=False):
        if _is_consequence(detail["type"], detail["input"]):
            continue
        loc = detail["loc"]
        path = _without_tag(loc)
        table = TABLES.get(_heading(loc[:-1]))
        say = _SAYINGS.get(detail["type"], _otherwise)
        suffix, problem, instead = say(path, table, detail)
        yield Complaint((*path, *suffix), problem, instead)


def _is_consequence(kind: str, given: Any) -> bool:
    """Whether pydantic says it only because of a mistake it has told already."""
    # Entries with mistakes do not count towards a list's length; a default that looks at other
    # keys is not made while any of them is wrong.
    return (kind == "too_short" and bool(given)) or kind == "default_factory_not_called"


def known_keys(heading: tuple[str, ...]) -> dict[str, str]:
    """The keys of a table and an example of each, as written in a file; empty if unknown."""
    table = TABLES.get(heading)
    return {} if table is None else _examples(table)


def _examples(table: type[Facts]) -> dict[str, str]:
    fields = table.model_fields.items()
    return {field.alias or name: str((field.examples or [""])[0]) for name, field in fields}


def _heading(loc: Path) -> tuple[str, ...]:
    return tuple(part for part in loc if isinstance(part, str))


def _without_tag(loc: Path) -> Path:
    # After the number of an event pydantic names the kind it took it for; no file has that key.
    tagged = len(loc) > 2 and loc[0] == "event" and loc[2] in EVENT_KINDS
    return (*loc[:2], *loc[3:]) if tagged else loc


_Saying = tuple[Path, str, str]
_Detail = Mapping[str, Any]


def _missing(path: Path, table: type[Facts] | None, _: _Detail) -> _Saying:
    key = str(path[-1])
    example = _examples(table).get(key, "") if table else ""
    instead = (
        f"add {example}"
        if example.startswith("[")
        and example.endswith("]")
        and (example.strip("[]").split(".")[-1] == key)
        else f"add a line like: {key} = {example}"
    )
    return (), "is missing", instead


def _unknown(path: Path, table: type[Facts] | None, _: _Detail) -> _Saying:
    keys = _examples(table) if table else {}
    close = nearest(str(path[-1]), keys)
    instead = f"write {close}" if close else f"leave it out; known here: {', '.join(keys)}"
    return (), "is not a known key", instead


def _no_kind(_: Path, __: type[Facts] | None, ___: _Detail) -> _Saying:
    return ("kind",), "is missing", 'add a line like: kind = "trade"'


def _unknown_kind(_: Path, __: type[Facts] | None, detail: _Detail) -> _Saying:
    tag = str(detail["ctx"]["tag"])
    return ("kind",), f"{shown(tag)} is not a known kind of event", one_of(tag, EVENT_KINDS)


def _no_list(path: Path, table: type[Facts] | None, detail: _Detail) -> _Saying:
    key = str(path[-1])
    example = (_examples(table) if table else {}).get(key, "")
    instead = (
        f"head each entry {example}" if example == f"[[{key}]]" else f"write {key} = {example}"
    )
    return (), f"{shown(detail['input'])} is not a list", instead


def _no_table(path: Path, _: type[Facts] | None, detail: _Detail) -> _Saying:
    heading = ".".join(_heading(path))
    heading = f"[[{heading}]]" if isinstance(path[-1], int) else f"[{heading}]"
    return (), f"{shown(detail['input'])} is not a table", f"write its keys under {heading}"


def _too_few(path: Path, table: type[Facts] | None, _: _Detail) -> _Saying:
    example = (_examples(table) if table else {}).get(str(path[-1]), "")
    return (), "is empty", f"give at least one, like {example}"


def _too_many(_: Path, __: type[Facts] | None, detail: _Detail) -> _Saying:
    most = detail["ctx"]["max_length"]
    return (), f"has more than {most} entries", "is it the right file? leave some out"


def _in_plain_words(_: Path, __: type[Facts] | None, detail: _Detail) -> _Saying:
    return (), str(detail["ctx"]["problem"]), str(detail["ctx"]["instead"])


def _otherwise(path: Path, table: type[Facts] | None, detail: _Detail) -> _Saying:
    example = (_examples(table) if table else {}).get(str(path[-1]), "") if path else ""
    instead = f"write it like {example}" if example else "see the built-in scenarios"
    return (), f"{shown(detail['input'])} cannot be used here", instead


_SAYINGS: Final[dict[str, Callable[[Path, type[Facts] | None, _Detail], _Saying]]] = {
    "plain": _in_plain_words,
    "missing": _missing,
    "extra_forbidden": _unknown,
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _unknown_kind,
    "tuple_type": _no_list,
    "model_type": _no_table,
    "model_attributes_type": _no_table,
    "dict_type": _no_table,
    "too_short": _too_few,
    "too_long": _too_many,
}
