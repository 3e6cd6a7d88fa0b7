"""Dates of ACTUS terms, and the cycles that lead from one to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from sim.schedule.rolls import shift_months

__all__ = ["MOST_DATES", "Cyclic", "Moment", "Step", "dates_of"]

#: More events than any bond has; a cycle that needs more is a slip of the pen.
MOST_DATES: Final = 20_000

_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(00:00(?::00)?|23:59:59))?", re.ASCII)
_STEP: Final = re.compile(r"P(\d{1,4})([DWMQHY])L([01])", re.ASCII)
_DAYS: Final = {"D": 1, "W": 7}
_MONTHS: Final = {"M": 1, "Q": 3, "H": 6, "Y": 12}


class Moment(NamedTuple):
    """The start of a day, or its last second. In the order of time."""

    day: date
    late: bool = False

    @classmethod
    def parse(cls, text: str) -> Moment | None:
        """Of YYYY-MM-DD, alone or with a time of 00:00:00 or 23:59:59; None for any other text."""
        matched = _MOMENT.fullmatch(text)
        if matched is None:
            return None
        try:
            return cls(date.fromisoformat(matched[1]), matched[2] == "23:59:59")
        except ValueError:
            return None

    @property
    def counted(self) -> date:
        """The day that accrual counts from and to."""
        return self.day + timedelta(days=1) if self.late else self.day


class Step(NamedTuple):
    """A cycle: months or days, and whether what is left over joins the period before it."""

    months: int
    days: int
    long_stub: bool

    @classmethod
    def parse(cls, text: str) -> Step | None:
        """Of P3ML0 and the like; None for any other text, and for a step that leads nowhere."""
        matched = _STEP.fullmatch(text)
        if matched is None or int(matched[1]) == 0:
            return None
        count, unit = int(matched[1]), matched[2]
        return cls(count * _MONTHS.get(unit, 0), count * _DAYS.get(unit, 0), matched[3] == "0")

    def after(self, anchor: Moment, count: int, *, end_of_month: bool) -> Moment | None:
        """So many steps from the anchor; None beyond the calendar."""
        try:
            if self.days:
                return anchor._replace(day=anchor.day + timedelta(days=self.days * count))
            months = self.months * count
            return anchor._replace(day=shift_months(anchor.day, months, end_of_month=end_of_month))
        except (ValueError, OverflowError):
            return None


class Cyclic(NamedTuple):
    """Dates that come again: the first, and the step. Without a step there is the first alone."""

    anchor: Moment
    step: Step | None


def dates_of(cyclic: Cyclic, end: Moment, *, end_of_month: bool) -> list[Moment]:
    """The dates from the anchor until before `end`.

    The last of them is left out if the days from it to `end` join the period before (long stub).
    Raises ValueError if there are more than `MOST_DATES`.
    """
    if cyclic.step is None:
        return [cyclic.anchor] if cyclic.anchor < end else []
    dates: list[Moment] = []
    whole = False
    for moment in _from_anchor(cyclic.anchor, cyclic.step, end_of_month=end_of_month):
        if moment >= end:
            whole = moment == end
            break
        dates.append(moment)
        if len(dates) > MOST_DATES:
            raise ValueError(f"more than {MOST_DATES} dates lie before {end.day}")
    if cyclic.step.long_stub and not whole and len(dates) > 1:
        dates.pop()
    return dates


def _from_anchor(anchor: Moment, step: Step, *, end_of_month: bool) -> Iterator[Moment]:
    count = 0
    while (moment := step.after(anchor, count, end_of_month=end_of_month)) is not None:
        yield moment
        count += 1
