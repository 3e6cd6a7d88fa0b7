"""Business days of ACTUS: where a payment goes that falls on one, and what interest is counted to.

The names say both, in order: SCMF shifts first and then calculates, so interest runs to the shifted
day; CSMF calculates first, so interest runs to the day agreed.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.schedule.actus.moments import Moment
from sim.schedule.adjust import adjust
from sim.schedule.calendars import Calendar

__all__ = ["CALENDARS", "CONVENTIONS", "Shift"]

# Of no centre: Monday to Friday, whatever is celebrated.
_WEEKDAYS: Final = Calendar(())
_RULES: Final = {
    "F": "following",
    "MF": "modified_following",
    "P": "preceding",
    "MP": "modified_preceding",
}
CONVENTIONS: Final = ("NOS", *(first + rule for rule in _RULES for first in ("SC", "CS")))
"""NOS, SCF, CSF, SCMF, CSMF, SCP, CSP, SCMP, CSMP."""


CALENDARS: Final = ("NC", "NoCalendar", "MF", "MondayToFriday")
"""No calendar, under which every day is a business day; and Monday to Friday. Two names each."""


class Shift(NamedTuple):
    """A business-day convention with its calendar."""

    convention: str
    calendar: str

    def payment(self, due: Moment) -> Moment:
        """When a flow due then is paid."""
        if self.convention == "NOS" or self.calendar in ("NC", "NoCalendar"):
            return due
        return due._replace(day=adjust(due.day, _RULES[self.convention[2:]], _WEEKDAYS))

    def counted(self, due: Moment) -> Moment:
        """To when interest is counted for a flow due then."""
        return self.payment(due) if self.convention.startswith("SC") else due
