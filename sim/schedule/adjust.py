"""Where a date goes that falls on a holiday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from sim.schedule.calendars import Calendar

__all__ = ["adjust"]


def adjust(day: date, rule: str, calendar: Calendar) -> date:
    """`day` moved to an open day by the rule's name. Raises KeyError for a rule unknown here.

    The names are those of ISDA 2006 section 4.12: following, modified_following (following, but
    not into another month), preceding, modified_preceding, none.
    """
    return _RULES[rule](day, calendar)


def _modified_following(day: date, calendar: Calendar) -> date:
    moved = calendar.following(day)
    return moved if moved.month == day.month else calendar.preceding(day)


def _modified_preceding(day: date, calendar: Calendar) -> date:
    moved = calendar.preceding(day)
    return moved if moved.month == day.month else calendar.following(day)


_RULES: Final[dict[str, Callable[[date, Calendar], date]]] = {
    "following": lambda day, calendar: calendar.following(day),
    "preceding": lambda day, calendar: calendar.preceding(day),
    "modified_following": _modified_following,
    "modified_preceding": _modified_preceding,
    "none": lambda day, calendar: day,
}
