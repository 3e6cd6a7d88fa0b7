"""What can still be read of a document with mistakes, so that one pass can report them all.

Where a table has a bad key, its good keys are still worth comparing with the rest of the file. A
`Partial` stands in for such a table: it has the values that could be read and raises `UnreadError`
for the others; a rule that meets `UnreadError` is silent, since the cause is already on the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from annotated_types import MaxLen, MinLen
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from sim.model.facts import Facts
from sim.model.scenario import KINDS, TABLES

__all__ = ["Partial", "UnreadError", "salvage"]

# Headings of lists of tables.
_LISTS: Final = (
    ("party",),
    ("rail",),
    ("tranche",),
    ("tranche", "coupon", "stepped", "steps"),
    ("tranche", "coupon", "floating", "fixings"),
    ("tranche", "coupon", "inflation", "fixings"),
    ("tranche", "principal", "table", "factors"),
    ("tranche", "call"),
    ("tranche", "put"),
    ("tranche", "partial_call"),
    ("tranche", "tap"),
    ("tranche", "tax"),
    ("order",),
    ("event",),
    ("event", "tap", "order"),
)


class UnreadError(Exception):
    """Raised when a value is wanted that could not be read. Never leaves `sim.model`."""


class Partial:
    """The readable part of a table, under the names of its model's attributes."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = known

    def __getattr__(self, name: str) -> Any:
        try:
            return self._known[name]
        except KeyError:
            raise UnreadError(name) from None


def salvage(heading: tuple[str, ...], data: Any, context: Mapping[str, Any]) -> Any:
    """The model of a table if it is sound, else a `Partial`. Raises UnreadError if it is none."""
    if heading in KINDS:
        heading = (*heading, str(data.get("kind")) if isinstance(data, dict) else "")
    table = TABLES.get(heading)
    if table is None or not isinstance(data, dict):
        raise UnreadError(".".join(heading))
    try:
        return table.model_validate(data, context=dict(context))
    except ValidationError:
        return Partial(_readable(table, heading, data, context))


def _readable(
    table: type[Facts],
    heading: tuple[str, ...],
    data: Mapping[str, Any],
    context: Mapping[str, Any],
) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for name, field in table.model_fields.items():
        key = field.alias or name
        try:
            known[name] = _value(field, (*heading, key), data, key, context)
        except (UnreadError, ValidationError):
            continue
    return known


def _value(
    field: FieldInfo,
    heading: tuple[str, ...],
    data: Mapping[str, Any],
    key: str,
    context: Mapping[str, Any],
) -> Any:
    if key not in data:
        if field.is_required():
            raise UnreadError(key)
        return field.get_default(call_default_factory=True, validated_data=dict(data))
    value = data[key]
    if heading in _LISTS:
        if not isinstance(value, list) or not _in_bounds(field, value):
            raise UnreadError(key)
        return tuple(_entry(heading, entry, context) for entry in value)
    if heading in TABLES or heading in KINDS:
        return salvage(heading, value, context)
    adapter: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
    return adapter.validate_python(value, context=dict(context))


def _in_bounds(field: FieldInfo, entries: list[Any]) -> bool:
    """Whether there are as many entries as the model takes: rules count on at least one tranche."""
    least = [bound.min_length for bound in field.metadata if isinstance(bound, MinLen)]
    most = [bound.max_length for bound in field.metadata if isinstance(bound, MaxLen)]
    return all(len(entries) >= n for n in least) and all(len(entries) <= n for n in most)


def _entry(heading: tuple[str, ...], entry: Any, context: Mapping[str, Any]) -> Any:
    try:
        return salvage(heading, entry, context)
    except UnreadError:
        return Partial({})
