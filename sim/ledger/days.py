"""Instants become days: the civil day of the deal's zone, and the business day that books it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sim.units import date_of, day_of

if TYPE_CHECKING:
    from sim.schedule import Calendar

__all__ = ["BusinessDays", "CivilDays", "fail_days"]

_ONE_DAY = timedelta(days=1)


class CivilDays(dict[int, int]):
    """Civil day (since 1970-01-01) of an instant, in the deal's zone; a look-up that fills itself.

    Logs come in batches of one instant, so almost every look-up is a plain one.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone

    def __missing__(self, at: int) -> int:
        day = day_of(datetime.fromtimestamp(at, self._zone).date())
        self[at] = day
        return day


class BusinessDays(dict[int, int]):
    """Business day at whose close an instant is booked.

    What happens at or after the close, or on a closed day, is booked on the next business day;
    after the close of the last day, on the last day, for there is no later statement.
    """

    def __init__(self, zone: ZoneInfo, close: time, calendar: Calendar, last_day: int) -> None:
        super().__init__()
        self._zone = zone
        self._close = close
        self._calendar = calendar
        self._last = last_day

    def __missing__(self, at: int) -> int:
        local = datetime.fromtimestamp(at, self._zone)
        day: date = local.date() if local.time() < self._close else local.date() + _ONE_DAY
        booked = min(day_of(self._calendar.following(day)), self._last)
        self[at] = booked
        return booked


def fail_days(calendar: Calendar, intended: int, ended: int) -> int:
    """Business days after the intended day up to the day it ended; both are day numbers."""
    return calendar.count(date_of(intended), date_of(ended)) if ended > intended else 0
