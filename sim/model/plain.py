"""pydantic's complaints in plain words: what is wrong with a key, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from sim.model.facts import Facts, shown
from sim.model.lines import Path
from sim.model.scenario import KINDS, TABLES
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
    """The keys of a table and an example of each, as written in a file; empty if unknown.

    Of a table that comes in kinds, the keys of every kind, unless the heading ends in one.
    """
    keys: dict[str, str] = {}
    for of, table in TABLES.items():
        if heading in (of, _without_kind(of)):
            keys.update(_examples(table))
    return keys


def _without_kind(heading: tuple[str, ...]) -> tuple[str, ...]:
    for of in KINDS:
        if len(heading) > len(of) and heading[: len(of)] == of:
            return (*of, *heading[len(of) + 1 :])
    return heading


def _examples(table: type[Facts]) -> dict[str, str]:
    fields = table.model_fields.items()
    return {field.alias or name: str((field.examples or [""])[0]) for name, field in fields}


def _heading(loc: Path) -> tuple[str, ...]:
    return tuple(part for part in loc if isinstance(part, str))


def _without_tag(loc: Path) -> Path:
    # Of a table that comes in kinds pydantic names the kind it took; no file has that key.
    path: Path = ()
    heading: tuple[str, ...] = ()
    for part in loc:
        if part not in KINDS.get(heading, ()):
            path = (*path, part)
        heading = (*heading, part) if isinstance(part, str) else heading
    return path


# A kind to show by way of example, by the table it is a kind of.
_KIND_LIKE: Final = {"event": "trade", "coupon": "fixed", "principal": "linear"}

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


def _no_kind(path: Path, _: type[Facts] | None, __: _Detail) -> _Saying:
    example = _KIND_LIKE[_heading(path)[-1]]
    return ("kind",), "is missing", f'add a line like: kind = "{example}"'


def _unknown_kind(path: Path, _: type[Facts] | None, detail: _Detail) -> _Saying:
    tag, heading = str(detail["ctx"]["tag"]), _heading(path)
    problem = f"{shown(tag)} is not a known kind of {heading[-1]}"
    return ("kind",), problem, one_of(tag, KINDS[heading])


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
