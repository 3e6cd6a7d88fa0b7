"""Which dates of defaults, recoveries and votes the calendars do not allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.model import Event, Scenario, Tranche
from sim.model.plain import Complaint
from sim.schedule.calendars import calendar
from sim.schedule.plan import TrancheSchedule, tranche_schedule

__all__ = [
    "miss_is_of_a_payment",
    "new_rate_has_a_period",
    "new_terms_are_possible",
    "remedy_days_are_open",
]


def remedy_days_are_open(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Record dates, and days on which voting ends, are run."""
    home = calendar(("HK",), scenario.calendar.closures)
    keys = {"recover": ("record",), "propose": ("record", "closes", "adjourned")}
    for key in keys.get(event.kind, ()):
        day = getattr(event, key)
        if day is not None and not home.is_open(day):
            problem = f"{day} ({day:%A}) is not a business day in Hong Kong"
            instead = f"write {home.preceding(day)} or {home.following(day)}"
            yield Complaint((key,), problem, instead)


def miss_is_of_a_payment(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Something is due on the day that is missed, by the terms or by those proposed."""
    if event.kind != "miss":
        return
    days = _payment_days(scenario, event.tranche)
    if days and event.date not in days:
        problem = f"nothing of tranche {event.tranche} is due on {event.date}"
        near = min(days, key=lambda day: abs(day - event.date))
        yield Complaint(("date",), problem, f"write {near}")


def new_terms_are_possible(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """A new maturity is a whole number of coupon periods after issue."""
    if event.kind != "propose" or event.maturity is None:
        return
    for tranche in scenario.tranches:
        if tranche.code == event.tranche and event.maturity > tranche.maturity:
            longer = tranche.model_copy(update={"maturity": event.maturity})
            if not _goes_on(_made(scenario, tranche), _made(scenario, longer)):
                problem = f"{event.maturity} is no regular date after issue, {tranche.issued}"
                instead = f"write a whole number of coupon periods after {tranche.maturity}"
                yield Complaint(("maturity",), problem, instead)


def new_rate_has_a_period(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Some whole period begins when the vote is over: the one that runs keeps its rate."""
    if event.kind != "propose" or event.rate is None:
        return
    ends = event.adjourned or event.closes
    for tranche in scenario.tranches:
        if tranche.code != event.tranche:
            continue
        last = event.maturity or tranche.maturity
        made = _made(scenario, tranche.model_copy(update={"maturity": last}))
        if made is not None and made.periods[-1].start < ends:
            problem = f"no period of tranche {tranche.code} begins after the vote, {ends}"
            instead = "vote earlier, or propose a longer maturity as well"
            yield Complaint(("rate",), problem, instead)


def _goes_on(old: TrancheSchedule | None, new: TrancheSchedule | None) -> bool:
    """Whether every period but the last is as before; what has no schedule is told elsewhere."""
    if old is None:
        return True
    kept = len(old.periods) - 1
    return new is not None and new.periods[:kept] == old.periods[:kept]


def _payment_days(scenario: Scenario, code: str) -> set[date]:
    found: set[date] = set()
    for tranche in scenario.tranches:
        if tranche.code != code:
            continue
        found |= _days_of(scenario, tranche)
        for event in scenario.events:
            if event.kind == "propose" and event.tranche == code and event.maturity is not None:
                longer = tranche.model_copy(update={"maturity": event.maturity})
                found |= _days_of(scenario, longer)
    return found


def _days_of(scenario: Scenario, tranche: Tranche) -> set[date]:
    """Payment dates; none where no schedule can be made, which is told elsewhere."""
    made = _made(scenario, tranche)
    return set() if made is None else {flow.payment for flow in made.flows}


def _made(scenario: Scenario, tranche: Tranche) -> TrancheSchedule | None:
    try:
        return tranche_schedule(tranche, scenario.calendar.closures)
    except ValueError:
        return None
