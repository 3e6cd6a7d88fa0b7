"""The market day: its phases, and the instant of each on a civil date.

Zone data come from the pinned `tzdata` package and never from the machine: instants feed the books.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import Enum
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from sim.units import Instant, instant_of

__all__ = ["Phase", "instant", "local_date", "local_instant", "zone"]


class Phase(Enum):
    """What happens when, local time, in the order of the day (section "The day" of the rules)."""

    REGISTER = time(8, 0)
    """Changes to the register take effect."""
    SETTLEMENT = time(8, 30)
    """Settlement opens: recycled instructions first, then by intended date."""
    NOTICES = time(9, 0)
    """Fixings and notices."""
    FUNDING = time(10, 0)
    """Cut-off for the issuer's money."""
    PAYMENTS = time(11, 0)
    """Interest, then principal."""
    RETRY = time(11, 30)
    """What failed is tried again; first netting cycle."""
    LATE_RETRY = time(15, 0)
    """Once more; second netting cycle."""
    CUT_OFF = time(17, 30)
    """Fails, penalties, expiry and missed payments are declared."""
    CLOSE = time(18, 0)
    """Record time; then statements, monitoring, reconciliation."""


def instant(day: date, phase: Phase, where: ZoneInfo) -> Instant:
    """The UTC second at which a phase of a civil day begins."""
    return local_instant(datetime.combine(day, phase.value), where)


def local_instant(moment: datetime, where: ZoneInfo) -> Instant:
    """The UTC second of a local time without a zone. Raises ValueError if it carries one.

    Where clocks go back and a time comes twice, the first is meant.
    """
    if moment.tzinfo is not None:
        raise ValueError(f"{moment} carries a time zone already")
    return instant_of(moment.replace(tzinfo=where))


def local_date(seconds: int, where: ZoneInfo) -> date:
    """The civil date on which an instant falls."""
    return datetime.fromtimestamp(seconds, tz=where).date()


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, which the model has checked, e.g. Asia/Hong_Kong."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
