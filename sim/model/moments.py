"""Dates, local times and the time zone of a scenario."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ValidationInfo

from sim.model.facts import from_json, shown, wrong
from sim.model.words import nearest

__all__ = ["CivilDate", "LocalTime", "Zone"]

# The first year of the exchange's calendar, and one before its last.
_FIRST: Final = date(2014, 1, 1)
_LAST: Final = date(2099, 12, 31)


def _civil(value: Any, info: ValidationInfo) -> date:
    if from_json(info) and isinstance(value, str):
        value = date.fromisoformat(value)
    if isinstance(value, datetime):
        raise wrong(f"{value} has a time of day", f"write the date alone, {value.date()}")
    if not isinstance(value, date):
        raise wrong(f"{shown(value)} is not a date", "write a date without quotes, like 2023-02-16")
    if not _FIRST <= value <= _LAST:
        raise wrong(f"{value} is out of range", f"write a date from {_FIRST} to {_LAST}")
    return value


def _local(value: Any, info: ValidationInfo) -> datetime:
    example = "2023-02-15T09:00:00"
    if from_json(info) and isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        instead = f"write both without quotes, like {example}"
        raise wrong(f"{shown(value)} is not a date and time", instead)
    if value.tzinfo is not None:
        instead = f"write the local time of the deal without a zone, like {example}"
        raise wrong(f"{value.isoformat()} carries a time zone", instead)
    if value.microsecond:
        raise wrong(f"{value.isoformat()} is not a whole second", "leave out the fraction")
    _civil(value.date(), info)
    return value


def _zone(value: Any) -> str:
    zones = _zones()
    if not isinstance(value, str) or value not in zones:
        close = nearest(value, zones) if isinstance(value, str) else None
        instead = f'write "{close}"' if close else 'write an IANA name, like "Asia/Hong_Kong"'
        raise wrong(f"{shown(value)} is not a time zone", instead)
    return value


@cache
def _zones() -> tuple[str, ...]:
    """Every IANA name, sorted."""
    # The tzdata package alone decides, never the machine's own zone files: dates feed the books.
    from importlib import resources

    return tuple(resources.files("tzdata").joinpath("zones").read_text("utf-8").split())


CivilDate = Annotated[date, BeforeValidator(_civil)]
LocalTime = Annotated[datetime, BeforeValidator(_local)]
Zone = Annotated[str, BeforeValidator(_zone)]
