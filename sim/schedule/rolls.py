"""Where the dates of a cycle fall: months counted from an anchor, never from a neighbour."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

__all__ = ["is_month_end", "shift_months"]


def shift_months(day: date, months: int, *, end_of_month: bool = False) -> date:
    """The same day of the month so many months later (earlier if negative), or that month's last.

    With `end_of_month`, the last of a month goes to the last of a month, so that 30 April leads to
    31 October. Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(max(year, 1), month + 1)[1]
    number = last if end_of_month and is_month_end(day) else min(day.day, last)
    return date(year, month + 1, number)


def is_month_end(day: date) -> bool:
    """Whether `day` is the last of its month."""
    return day.day == monthrange(day.year, day.month)[1]
