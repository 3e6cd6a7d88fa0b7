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

    Instants come in chain order and many to a day, so most are found in the day last looked up.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._begins = self._ends = self._day = 0

    def __missing__(self, at: int) -> int:
        if not self._begins <= at < self._ends:
            local = datetime.fromtimestamp(at, self._zone).date()
            self._day = day_of(local)
            self._begins = _instant(local, time(), self._zone)
            self._ends = _instant(local + _ONE_DAY, time(), self._zone)
        self[at] = self._day
        return self._day


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
        self._begins = self._ends = self._day = 0

    def __missing__(self, at: int) -> int:
        if not self._begins <= at < self._ends:
            self._look_up(at)
        self[at] = self._day
        return self._day

    def _look_up(self, at: int) -> None:
        local = datetime.fromtimestamp(at, self._zone)
        day: date = local.date() if local.time() < self._close else local.date() + _ONE_DAY
        booked = self._calendar.following(day)
        before = self._calendar.preceding(day - _ONE_DAY)
        self._begins = _instant(before, self._close, self._zone)
        self._ends = _instant(booked, self._close, self._zone)
        self._day = min(day_of(booked), self._last)


def _instant(day: date, at: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, at, zone).timestamp())


def fail_days(calendar: Calendar, intended: int, ended: int) -> int:
    """Business days after the intended day up to the day it ended; both are day numbers."""
    return calendar.count(date_of(intended), date_of(ended)) if ended > intended else 0
