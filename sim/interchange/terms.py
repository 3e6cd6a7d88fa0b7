"""The terms of a tranche as a flat list, so that whatever no element carries is still told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from sim.model import Tranche

__all__ = ["flat", "jsonable", "nested", "same", "terms_of"]

# 1E+999999999 in full would take all the memory there is.
_WRITTEN_OUT: Final = 40


def terms_of(tranche: Tranche) -> dict[str, Any]:
    """Every term by its dotted key, defaults included, in the model's order; nothing empty."""
    terms = dict(flat(tranche.model_dump(by_alias=True, exclude_none=True)))
    return {key: value for key, value in terms.items() if value not in ("", (), [])}


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Keys of nested tables joined by dots; lists stay as they are."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def nested(terms: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `flat`. Raises ValueError, with the key, where a key is a table as well."""
    tables: dict[str, Any] = {}
    for key, value in terms.items():
        *parents, last = key.split(".")
        table: Any = tables
        for parent in parents:
            table = table.setdefault(parent, {})
            if not isinstance(table, dict):
                raise ValueError(key)
        if last in table:
            raise ValueError(key)
        table[last] = value
    return tables


def jsonable(value: Any) -> Any:
    """A term as JSON holds it: decimals as plain text, since most readers of JSON round numbers."""
    if isinstance(value, Mapping):
        return {key: jsonable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(part) for part in value]
    if isinstance(value, Decimal):
        return (
            f"{value:f}"
            if value.is_finite() and abs(value.adjusted()) < _WRITTEN_OUT
            else str(value)
        )
    return value.isoformat() if isinstance(value, date) else value


def same(one: Any, other: Any) -> bool:
    """Whether two ways of writing a term say the same: 100, "100.00"; a list and a tuple."""
    one, other = jsonable(one), jsonable(other)
    if one == other:
        return True
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return False
