"""Which taps, and redemptions in part, calendars and terms do not allow: rules like the model's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from sim.model import Event, Reopening, Scenario, Trade, Tranche
from sim.model.plain import Complaint
from sim.schedule.calendars import calendar
from sim.schedule.factors import FACTOR_SCALE
from sim.schedule.plan import TrancheSchedule, tranche_schedule
from sim.units import to_minor

__all__ = [
    "parts_leave_something",
    "parts_of_a_unit_are_payable",
    "tap_comes_with_its_coupon",
    "tap_days_are_open",
    "tap_rate_is_fixed",
    "trade_knows_its_face",
]

_Complaints = Iterator[Complaint]

_schedule = lru_cache(maxsize=32)(tranche_schedule)


def parts_leave_something(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """All parts together are less than what the last payment repays: that one ends the bond."""
    made = _made(scenario, tranche)
    if made is None:
        return
    left = made.agreed[-1].factor_before
    for place, call in enumerate(tranche.partial_calls):
        left -= int(call.share * FACTOR_SCALE / 100)
        if left <= 0:
            problem = "all parts up to this one leave nothing for the last payment"
            path = ("partial_call", place, "share")
            yield Complaint(path, problem, "write a smaller share, or leave it out")
            return


def parts_of_a_unit_are_payable(_: Scenario, tranche: Tranche) -> _Complaints:
    """Rounded a unit, a part is a whole number of the smallest unit of money: nothing is lost."""
    if tranche.rounding_basis != "calculation_amount":
        return
    try:
        face = to_minor(tranche.calculation_amount, tranche.currency)
    except ValueError:
        return
    for place, call in enumerate(tranche.partial_calls):
        if face * call.share % 100 != 0:
            problem = f"{call.share} per cent of a unit is no amount of {tranche.currency}"
            path = ("partial_call", place, "share")
            yield Complaint(path, problem, "write a share that is whole cents of a unit")


def tap_days_are_open(scenario: Scenario, event: Event) -> _Complaints:
    """Books close, and units are issued, on business days of Hong Kong."""
    if event.kind != "tap":
        return
    home = calendar(("HK",), scenario.calendar.closures)
    for key, day in (("priced", event.priced), ("settles", event.settles)):
        if not home.is_open(day):
            problem = f"{day} ({day:%A}) is not a business day in Hong Kong"
            yield Complaint(
                (key,), problem, f"write {home.preceding(day)} or {home.following(day)}"
            )


def tap_comes_with_its_coupon(scenario: Scenario, event: Event) -> _Complaints:
    """Buyers pay for the days before, so the coupon of the period must be theirs."""
    for tap, made in _tapped(scenario, event):
        running = made.running(tap.settles)
        if running is None:
            first, last = made.periods[0].start, made.agreed[-1].dates.record
            problem = f"{tap.settles} is in no interest period"
            yield Complaint(("settles",), problem, f"write a date from {first} to {last}")
        elif tap.settles > running.dates.record:
            record, end = running.dates.record, running.period.end
            problem = f"{tap.settles} is after the record date, {record}: no coupon comes with it"
            later = "" if running.is_last else f", or {end} or later"
            yield Complaint(("settles",), problem, f"write {record} or earlier{later}")


def tap_rate_is_fixed(scenario: Scenario, event: Event) -> _Complaints:
    """A floating rate is known when the tap is priced."""
    for tap, made in _tapped(scenario, event):
        running = made.running(tap.settles)
        fixing = None if running is None else running.rate.fixing
        if fixing is not None and tap.priced < fixing and made.facts.coupon.kind == "floating":
            problem = f"the rate of that period is fixed on {fixing}, after pricing"
            yield Complaint(("settles",), problem, f"price it on {fixing} or later")


def trade_knows_its_face(scenario: Scenario, event: Event) -> _Complaints:
    """No trade struck before notice of a part is due when that part was repaid to others."""
    if event.kind != "trade":
        return
    for tranche in scenario.tranches:
        made = _made(scenario, tranche) if tranche.code == event.tranche else None
        if made is None:
            continue
        for notice, record in _parts_noticed(scenario, made):
            due = made.settlement_date(event.date, event.settlement_days)
            if event.date < notice and record < due:
                yield _of_unknown_face(event, due, notice, record)


def _of_unknown_face(event: Trade, due: date, notice: date, record: date) -> Complaint:
    problem = (
        f"due on {due}, after the record date of a redemption in part, {record}, "
        f"of which notice comes on {notice}"
    )
    key = "date" if event.settlement_days is None else "settlement_days"
    return Complaint((key,), problem, f"trade on {notice} or later, or settle by {record}")


def _parts_noticed(scenario: Scenario, made: TrancheSchedule) -> Iterator[tuple[date, date]]:
    """Days on which notice of a part is given, each with the record date it is paid by."""
    records = {one.due: one.record for one in made.exercises if one.event == "PRED"}
    for event in scenario.events:
        if event.kind != "call" or event.ground != "partial" or event.tranche != made.facts.code:
            continue
        if event.payment in records:
            yield event.date, records[event.payment]


def _tapped(scenario: Scenario, event: Event) -> Iterator[tuple[Reopening, TrancheSchedule]]:
    """The tap an event is, with the schedule of its tranche; what has none is told elsewhere."""
    if event.kind != "tap":
        return
    for tranche in scenario.tranches:
        made = _made(scenario, tranche) if tranche.code == event.tranche else None
        if made is not None:
            yield event, made


def _made(scenario: Scenario, tranche: Tranche) -> TrancheSchedule | None:
    if tranche.maturity <= tranche.issued:
        return None
    try:
        return _schedule(tranche, scenario.calendar.closures)
    except ValueError:
        return None
