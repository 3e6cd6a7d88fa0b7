"""From term sheets to the part of a scenario they tell: `assumed` and the tranches, in TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sim.errors import printable
from sim.interchange.reading import TermSheet

__all__ = ["scenario_part"]

_LONGEST: Final = 60


def scenario_part(file: str, sheets: Iterable[TermSheet]) -> str:
    """TOML text: what was read, what is assumed, and in comments what has no place in a tranche."""
    sheets = tuple(sheets)
    return "\n".join([*_head(file, sheets), *(line for s in sheets for line in _tranche(s))]) + "\n"


def _head(file: str, sheets: tuple[TermSheet, ...]) -> Iterator[str]:
    yield f"# From {printable(file)}, a term sheet by names of the ICMA Bond Data Taxonomy 1.2."
    yield "# A part of a scenario: parties, rails, offer and orders are still to be written;"
    yield "# `greenbond check` says what is missing."
    parties = dict.fromkeys(party for sheet in sheets for party in sheet.parties)
    if parties:
        yield "#"
        yield "# Parties of the term sheet, to be declared under [[party]]:"
        yield from (f"#   {printable(party)}" for party in parties)
    yield ""
    keys = tuple(_assumed(sheets))
    if keys:
        yield "# What the term sheet does not settle."
        yield "assumed = ["
        yield from (f"  {_toml(key)}," for key in keys)
        yield "]"


def _assumed(sheets: tuple[TermSheet, ...]) -> Iterator[str]:
    """Keys that no term sheet settles; those of some only, by the codes of these."""
    for key in dict.fromkeys(key for sheet in sheets for key in sheet.assumed):
        those = [sheet for sheet in sheets if key in sheet.assumed]
        if len(those) == len(sheets):
            yield key
        else:
            rest = key.removeprefix("tranche.")
            yield from (f"tranche.{sheet.tranche.code}.{rest}" for sheet in those)


def _tranche(sheet: TermSheet) -> Iterator[str]:
    yield ""
    if sheet.aside:
        yield "# Said by the term sheet, and no term of a tranche:"
        yield from (f"#   {path}{_brief(value)}" for path, value in sheet.aside.items())
    terms = sheet.tranche.model_dump(by_alias=True, exclude_none=True)
    yield from _table("[[tranche]]", "tranche", terms)


def _table(heading: str, name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """A table's own keys first, then the tables in it, since a heading ends the table before."""
    yield heading
    inner: list[tuple[str, str, Mapping[str, Any]]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            inner.append((f"[{name}.{key}]", key, value))
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            inner += [(f"[[{name}.{key}]]", key, entry) for entry in value]
        else:
            yield f"{key} = {_toml(value)}"
    for inner_heading, key, value in inner:
        yield ""
        yield from _table(inner_heading, f"{name}.{key}", value)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # Whatever JSON escapes, TOML escapes alike; the model lets no other control through.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _brief(value: Any) -> str:
    if isinstance(value, dict | list):
        return ""
    text = str(value)
    return f": {printable(text if len(text) <= _LONGEST else text[:_LONGEST] + '…')}"
