"""Which days are business days, and how to count in them.

Hong Kong is the exchange's own list, `holidays.financial_holidays("XHKG")`, without the typhoons
and rainstorms it remembers: nobody could plan for them, so they are a scenario's own `closures`.
The country's list, `holidays.HK()`, is not used: its default leaves out Good Friday and Easter
Monday. New York is the Federal Reserve's (XFED), T2 the ECB's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

__all__ = ["Calendar", "calendar"]

_ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_WEATHER: Final = "Severe Weather"
_SOURCES: Final[dict[str, str]] = {"HK": "XHKG", "NY": "XFED", "T2": "ECB"}


class Calendar:
    """The days on which every one of some centres is open."""

    def __init__(self, names: Iterable[str], closures: Iterable[date] = ()) -> None:
        """Join the named centres (HK, NY, T2); closures apply to Hong Kong alone."""
        self.names = tuple(names)
        self._closures = frozenset(closures) if "HK" in self.names else frozenset()

    def is_open(self, day: date) -> bool:
        """Whether `day` is a business day in every centre."""
        if day.weekday() >= _SATURDAY or day in self._closures:
            return False
        return not any(day in _holidays(name, day.year) for name in self.names)

    def following(self, day: date) -> date:
        """`day` itself if open, else the next open day."""
        while not self.is_open(day):
            day += _ONE_DAY
        return day

    def preceding(self, day: date) -> date:
        """`day` itself if open, else the last open day before it."""
        while not self.is_open(day):
            day -= _ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The open day `count` business days after `day`, or before it if count is negative.

        A count of 0 gives `day` itself, or the next open day if it is closed.
        """
        if count == 0:
            return self.following(day)
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_open(day):
                day += step
        return day

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """Every open day from `first` to `last`, both included."""
        span = (last - first).days + 1
        every = (first + timedelta(days=n) for n in range(span))
        return tuple(day for day in every if self.is_open(day))

    def count(self, first: date, last: date) -> int:
        """Business days after `first`, up to and including `last`: the fail days of a delay."""
        return len(self.days(first + _ONE_DAY, last))


def calendar(names: Iterable[str], closures: Iterable[date] = ()) -> Calendar:
    """The joint calendar of some centres. Raises KeyError for a name other than HK, NY, T2."""
    names = tuple(names)
    for name in names:
        _SOURCES[name]
    return Calendar(names, closures)


@cache
def _holidays(name: str, year: int) -> frozenset[date]:
    # Imported on first use: reading a scenario needs no calendar, and the import takes a while.
    import holidays

    # The language is named because its default follows the machine's, and weather is told by name.
    listed = holidays.financial_holidays(_SOURCES[name], years=year, language="en_US")
    return frozenset(day for day, reason in listed.items() if _WEATHER not in reason)
