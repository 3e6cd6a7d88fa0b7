"""How days become a fraction of a year, exactly: a pair of integers, never a float.

To add a convention, write a function of (start, end) and name it in the table. Pairs are left as
the convention forms them, 181/365 and not in lowest terms, since ledgers print them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

__all__ = ["YearFraction", "year_fraction"]


class YearFraction(NamedTuple):
    """A part of a year: the days counted, and the fraction they make."""

    days: int
    num: int
    den: int


def year_fraction(convention: str, start: date, end: date) -> YearFraction:
    """From `start`, inclusive, to `end`, exclusive.

    Raises KeyError for a convention unknown here and ValueError if end is before start.
    """
    if end < start:
        raise ValueError(f"a period cannot end on {end}, before it starts on {start}")
    return _CONVENTIONS[convention](start, end)


def _actual_365_fixed(start: date, end: date) -> YearFraction:
    """ISDA 2006 section 4.16(d): actual days over 365, leap year or not."""
    days = (end - start).days
    return YearFraction(days, days, 365)


_CONVENTIONS: Final[dict[str, Callable[[date, date], YearFraction]]] = {
    "ACT/365F": _actual_365_fixed,
}
