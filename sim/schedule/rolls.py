"""Where coupon dates fall: months counted from an anchor, never from a neighbour, and odd periods.

The regular dates of a bond are a grid, so many months apart, that goes through its anchor. The grid
ends on maturity (or the last regular coupon) if odd periods are at the front, and starts on issue
(or the first regular coupon) if they are at the back. Nothing here knows a calendar.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, get_args

from sim.schedule.day_count import CouponDates

__all__ = ["STUBS", "Cycle", "Rolls", "Stub", "StubPeriodError", "rolled", "shift_months"]

Stub = Literal["none", "short_first", "long_first", "short_last", "long_last"]
STUBS: Final[tuple[str, ...]] = get_args(Stub)
"""What is done with days left over: none (an error), or where the odd period goes."""


class StubPeriodError(ValueError):
    """Raised where whole coupon periods do not lead from one date to another."""

    def __init__(self, nearest: tuple[date, date]) -> None:
        """Carry the regular dates before and after the one that is none."""
        super().__init__(f"regular dates are {nearest[0]} and {nearest[1]}")
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Cycle:
    """How coupon dates follow from issue and maturity.

    `frequency` divides 12; 0 is a bond without coupons, one period from issue to maturity. `stub`
    says where the odd period goes, and whether what is left over is
    a period (short) or joins its neighbour (long). A first or last coupon date that is given bounds
    the regular periods; what lies outside is odd, whatever its length. `end_of_month` keeps a bond
    whose anchor is the last of a month on the last of every month.
    """

    frequency: int
    stub: Stub = "none"
    first_coupon: date | None = None
    last_coupon: date | None = None
    end_of_month: bool = False


class _Grid(NamedTuple):
    anchor: date
    months: int
    end_of_month: bool

    def date(self, place: int) -> date:
        """The regular date so many periods from the anchor."""
        return shift_months(self.anchor, place * self.months, end_of_month=self.end_of_month)


@dataclass(frozen=True, slots=True)
class Rolls:
    """Issue date, each coupon date, maturity; none adjusted to business days."""

    dates: tuple[date, ...]
    frequency: int
    _grid: _Grid
    _places: Mapping[date, int]
    """Where on the grid a regular date is."""

    @property
    def roll_day(self) -> int:
        """The day of the month regular dates fall on, or the last where a month has none such."""
        anchor = self._grid.anchor
        is_last = anchor.day == monthrange(anchor.year, anchor.month)[1]
        return 31 if self._grid.end_of_month and is_last else anchor.day

    def stub(self, number: int) -> str:
        """Whether period `number` is odd, and where it stands: none, first, last."""
        first, last = (day in self._places for day in self.dates[number - 1 : number + 1])
        if (first and last) or self.frequency == 0:
            return "none"
        return "first" if last else "last"

    def coupons(self, number: int, start: date, end: date) -> CouponDates:
        """What ACT/ACT ICMA needs to count in period `number` (from 1).

        `start` and `end` are the bounds interest runs between, which may have been adjusted. A
        regular period is bounded by them alone, so that it counts as 1/frequency.
        """
        first, last = (self._places.get(day) for day in self.dates[number - 1 : number + 1])
        if first is not None and last is not None:
            return CouponDates((start, end), self.frequency)
        # A bond without coupons is counted in years.
        frequency = self.frequency or 1
        dates = self._back(last, start, end) if last is not None else self._on(first, start, end)
        return CouponDates(dates, frequency)

    def _back(self, last: int, start: date, end: date) -> tuple[date, ...]:
        dates = [end]
        while dates[0] > start:
            dates.insert(0, self._grid.date(last - len(dates)))
        return tuple(dates)

    def _on(self, first: int | None, start: date, end: date) -> tuple[date, ...]:
        assert first is not None  # one end of every period is regular
        dates = [start]
        while dates[-1] < end:
            dates.append(self._grid.date(first + len(dates)))
        return tuple(dates)


def rolled(issued: date, maturity: date, cycle: Cycle) -> Rolls:
    """The coupon dates of a bond.

    Raises:
        StubPeriodError: if periods that must be whole are not.
        ValueError: if the dates are not in order, or an odd period is asked for on a side where a
            coupon date is given.
    """
    _check(issued, maturity, cycle)
    if cycle.frequency == 0:
        years = _Grid(maturity, 12, cycle.end_of_month)
        return Rolls((issued, maturity), 0, years, {maturity: 0})
    left, right = cycle.first_coupon or issued, cycle.last_coupon or maturity
    grid = _Grid(right, 12 // cycle.frequency, cycle.end_of_month)
    if cycle.stub.endswith("_last"):
        grid = grid._replace(anchor=left)
        places = _forward(grid, left, right, long=cycle.stub == "long_last")
    elif cycle.stub.endswith("_first"):
        places = _backward(grid, left, right, long=cycle.stub == "long_first")
    else:
        grid, places = _whole(grid, left, right, explicit=(left, right) != (issued, maturity))
    dates = tuple(sorted({issued, *places, maturity}))
    return Rolls(dates, cycle.frequency, grid, places)


def _check(issued: date, maturity: date, cycle: Cycle) -> None:
    given = [issued, cycle.first_coupon, cycle.last_coupon, maturity]
    if cycle.first_coupon == cycle.last_coupon:
        given.pop(1)
    dates = [day for day in given if day is not None]
    if dates != sorted(set(dates)):
        told = ", ".join(str(day) for day in dates)
        raise ValueError(f"issue, first coupon, last coupon and maturity are not in order: {told}")
    for side, day in (("first", cycle.first_coupon), ("last", cycle.last_coupon)):
        if day is not None and cycle.stub.endswith(side):
            raise ValueError(f"the {side} coupon date, {day}, leaves no {cycle.stub} to choose")


def _whole(
    grid: _Grid, left: date, right: date, *, explicit: bool
) -> tuple[_Grid, dict[date, int]]:
    places = _backward(grid, left, right, long=False)
    if left in places:
        return grid, places
    if explicit:
        # Of 31 May and 30 November only the first tells that the bond pays on the 31st.
        from_left = grid._replace(anchor=left)
        forward = _forward(from_left, left, right, long=False)
        if right in forward:
            return from_left, forward
    raise StubPeriodError((grid.date(min(places.values()) - 1), min(places)))


def _backward(grid: _Grid, left: date, right: date, *, long: bool) -> dict[date, int]:
    """Regular dates from `right` down to `left`; it is among them if the periods are whole."""
    places = {right: 0}
    while (day := grid.date(-len(places))) >= left:
        places[day] = -len(places)
    if long and left not in places and len(places) > 1:
        del places[min(places)]
    return places


def _forward(grid: _Grid, left: date, right: date, *, long: bool) -> dict[date, int]:
    places = {left: 0}
    while (day := grid.date(len(places))) <= right:
        places[day] = len(places)
    if long and right not in places and len(places) > 1:
        del places[max(places)]
    return places


def shift_months(day: date, months: int, *, end_of_month: bool = False) -> date:
    """The same day of the month so many months later (earlier if negative), or that month's last.

    With `end_of_month`, the last of a month goes to the last of a month, so that 30 April leads to
    31 October. Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(max(year, 1), month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    number = last if end_of_month and is_last else min(day.day, last)
    return date(year, month + 1, number)
