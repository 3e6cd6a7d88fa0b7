"""Which dates of defaults, recoveries and votes the calendars do not allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sim.model import Event, Propose, Scenario, Tranche
from sim.model.plain import Complaint
from sim.schedule.amended import lengthened
from sim.schedule.calendars import calendar
from sim.schedule.plan import TrancheSchedule, tranche_schedule

__all__ = [
    "miss_is_of_a_payment",
    "new_rate_has_a_period",
    "new_terms_are_possible",
    "new_terms_fit_a_transaction",
    "record_dates_are_few",
    "recovery_has_holders",
    "remedy_days_are_open",
    "shortened_period_can_be_counted",
]


#: How far after its proposal a vote's record date may be, as `Meetings` counts.
FURTHEST = timedelta(weeks=26)
#: What a period costs that is added, or written anew, measured and rounded up; and what there is.
GAS_ADDED, GAS_WRITTEN, GAS_OF_TERMS = 120_000, 40_000, 14_500_000
_OFFICES = {"trustee", "fiscal agent"}


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


def record_dates_are_few(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """New ones are one a week and soon, but those of an office: each burdens who moves units."""
    if event.kind != "propose" or not _adds_record(scenario, event):
        return
    # The hour at which it closes is later than the hour of the proposal.
    latest = event.date + FURTHEST - timedelta(days=1)
    if event.record > latest:
        problem = f"{event.record} is more than half a year after {event.date}"
        yield Complaint(("record",), problem, f"write a date until {latest}")
    for other in scenario.events[: scenario.events.index(event)]:
        if other.kind != "propose" or other.tranche != event.tranche:
            continue
        near = other.record != event.record and _week(other.record) == _week(event.record)
        if near and _adds_record(scenario, other):
            problem = f'{event.record} is in one week with {other.record}, that of "{other.name}"'
            instead = f"write {other.record} too, or a date of another week (Thursday to Wednesday)"
            yield Complaint(("record",), problem, instead)


def _adds_record(scenario: Scenario, event: Propose) -> bool:
    """Whether a vote needs a record date of its own, and one that is no office's."""
    if any(event.by == party.name and _OFFICES & set(party.roles) for party in scenario.parties):
        return False
    shared = {
        flow.record
        for tranche in scenario.tranches
        if tranche.code == event.tranche and (made := _made(scenario, tranche)) is not None
        for flow in made.flows
    }
    return event.record not in shared


def _week(day: date) -> int:
    """Weeks since 1970-01-01, a Thursday."""
    return (day - date(1970, 1, 1)).days // 7


def miss_is_of_a_payment(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Something is due on the day that is missed, by the terms or by those proposed."""
    if event.kind != "miss":
        return
    days = _payment_days(scenario, event.tranche)
    if days and event.date not in days:
        problem = f"nothing of tranche {event.tranche} is due on {event.date}"
        near = min(days, key=lambda day: abs(day - event.date))
        yield Complaint(("date",), problem, f"write {near}")


def recovery_has_holders(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Units move after the final record date only where everything became due before it."""
    if event.kind != "recover":
        return
    for tranche in scenario.tranches:
        made = _made(scenario, tranche) if tranche.code == event.tranche else None
        if made is None or event.record <= made.final_record:
            continue
        if not _may_outlive(scenario, event.tranche, made.final_record):
            problem = f"{event.record} is after the final record date, {made.final_record}"
            instead = f"write {made.final_record}: who held then is owed what is not redeemed"
            yield Complaint(("record",), problem, instead)


def new_terms_are_possible(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """A new maturity is a whole number of coupon periods after issue."""
    if event.kind != "propose" or event.maturity is None:
        return
    for tranche in scenario.tranches:
        if tranche.code == event.tranche and event.maturity > tranche.maturity:
            if _made(scenario, tranche) is None:
                continue  # Told elsewhere.
            if _made(scenario, tranche, event.maturity) is None:
                problem = f"{event.maturity} is no regular date after issue, {tranche.issued}"
                instead = f"write a whole number of coupon periods after {tranche.maturity}"
                yield Complaint(("maturity",), problem, instead)


def new_terms_fit_a_transaction(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Periods that a vote writes anew, or adds, are put into force at once."""
    if event.kind != "propose" or event.maturity is None:
        return
    for tranche in scenario.tranches:
        old = _made(scenario, tranche) if tranche.code == event.tranche else None
        made = _made(scenario, tranche, event.maturity)
        if old is None or made is None:
            continue
        ends = event.adjourned or event.closes
        tail = [one for one in made.agreed if one.dates.record > ends]
        added = max(0, len(made.agreed) - len(old.agreed))
        if added * GAS_ADDED + (len(tail) - added) * GAS_WRITTEN > GAS_OF_TERMS:
            problem = f"{event.maturity} adds {added} periods, too many for one transaction"
            yield Complaint(("maturity",), problem, "write an earlier date")


def new_rate_has_a_period(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Some period begins, or is fixed, when the vote is over: the one that runs keeps its rate."""
    if event.kind != "propose" or (event.rate is None and event.spread is None):
        return
    ends = event.adjourned or event.closes
    for tranche in scenario.tranches:
        if tranche.code != event.tranche:
            continue
        made = _made(scenario, tranche, event.maturity)
        if made is None:
            continue
        fixing = made.agreed[-1].rate.fixing
        instead = "vote earlier, or propose a longer maturity as well"
        if event.rate is not None and made.periods[-1].start < ends:
            problem = f"no period of tranche {tranche.code} begins after the vote, {ends}"
            yield Complaint(("rate",), problem, instead)
        if event.spread is not None and fixing is not None and fixing <= ends:
            problem = f"no rate of tranche {tranche.code} is fixed after the vote, {ends}"
            yield Complaint(("spread",), problem, instead)


def shortened_period_can_be_counted(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """An odd first period counts back from its end by ACT/ACT ICMA: it must not end early."""
    if event.kind == "accelerate":
        key, day = "date", event.date
    elif event.kind == "propose" and event.matter == "accelerate":
        key, day = "closes", event.closes
    else:
        return
    for tranche in scenario.tranches:
        if tranche.code != event.tranche or tranche.coupon.day_count != "ACT/ACT ICMA":
            continue
        made = _made(scenario, tranche)
        if made is None or made.periods[0].stub != "first":
            continue
        if day < (ends := made.periods[0].end):
            problem = f"no contract counts a part of the odd first period, to {ends}, by ICMA"
            yield Complaint((key,), problem, f"write {ends} or later, or another day_count")


def _may_outlive(scenario: Scenario, code: str, final: date) -> bool:
    """Whether an acceleration, or a vote, comes in time to let units move for longer."""
    for event in scenario.events:
        if event.kind != "accelerate" and event.kind != "propose":
            continue
        if event.tranche == code and event.date <= final:
            return True
    return False


def _payment_days(scenario: Scenario, code: str) -> set[date]:
    found: set[date] = set()
    for tranche in scenario.tranches:
        if tranche.code != code:
            continue
        found |= _days_of(_made(scenario, tranche))
        for event in scenario.events:
            if event.kind == "propose" and event.tranche == code and event.maturity is not None:
                found |= _days_of(_made(scenario, tranche, event.maturity))
    return found


def _days_of(made: TrancheSchedule | None) -> set[date]:
    """Payment dates; none where no schedule can be made, which is told elsewhere."""
    return set() if made is None else {flow.payment for flow in made.flows}


def _made(scenario: Scenario, tranche: Tranche, ends: date | None = None) -> TrancheSchedule | None:
    """The schedule, to another maturity where one is given; None where there is none."""
    closures = scenario.calendar.closures
    try:
        made = tranche_schedule(tranche, closures)
        return made if ends is None else lengthened(made, ends, closures)
    except ValueError:
        return None
