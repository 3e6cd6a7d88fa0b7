"""Which dates of a scenario the calendars do not allow, as rules of the kind the model has.

They are held to together with the model's own (`load(…, further=DATE_RULES)`), so that one pass
over a file finds both; and once more by `plan`, whatever the scenario came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from sim.model import Book, Event, Order, Scenario, Trading, Tranche
from sim.model.partial import UnreadError
from sim.model.plain import Complaint
from sim.model.rules import Rule
from sim.schedule.calendars import Calendar, calendar
from sim.schedule.day import Phase
from sim.schedule.plan import TrancheSchedule, tranche_schedule
from sim.schedule.rolls import Cycle, StubPeriodError, rolled

__all__ = ["DATE_RULES", "MOST_COUPONS"]

#: Coupons whose dates `BondToken` can take when it is deployed: its constructor has a size limit.
MOST_COUPONS: Final = 64

_Complaints = Iterator[Complaint]

# A scenario's trades ask for their tranche's schedule one by one.
_schedule = lru_cache(maxsize=32)(tranche_schedule)


def home_calendar(scenario: Scenario) -> Calendar:
    """Hong Kong, with the scenario's closures."""
    return calendar(("HK",), scenario.calendar.closures)


def periods_are_whole(_: Scenario, tranche: Tranche) -> _Complaints:
    """Issue and maturity are whole coupon periods apart, and not too many of them."""
    if tranche.maturity <= tranche.issued:
        return
    try:
        rolls = rolled(tranche.issued, tranche.maturity, Cycle(tranche.coupon.frequency)).dates
    except StubPeriodError as stub:
        before, after = stub.nearest
        problem = f"{tranche.issued} is no regular date before maturity, {tranche.maturity}"
        instead = f"write {before} or {after}, or move maturity: odd periods are not supported"
        yield Complaint(("issued",), problem, instead)
        return
    if len(rolls) - 1 > MOST_COUPONS:
        problem = f"{tranche.maturity} makes {len(rolls) - 1} coupons, too many for the contract"
        instead = f"write an earlier date or a lower frequency: at most {MOST_COUPONS} in all"
        yield Complaint(("maturity",), problem, instead)


def priced_on_a_business_day(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """The pricing date is one of Hong Kong's."""
    yield from _closed(scenario, ("priced",), tranche.priced)


def issued_on_a_business_day(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """The issue date is checked against Hong Kong alone: 2025-11-11 was a holiday in New York."""
    complaints = list(_closed(scenario, ("issued",), tranche.issued))
    # One date can be moved to one other only: the regular one comes first.
    if complaints and not _is_stub(tranche):
        yield from complaints


def rights_follow_the_issue(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """Nobody could be entitled, or trade, before there is a bond."""
    made = _made(scenario, tranche)
    if made is None:
        return
    if made.flows[0].record < tranche.issued:
        problem = f"the first record date, {made.flows[0].record}, would be before issue"
        yield Complaint(("record_days",), problem, "write a smaller number")
    elif made.flows[-1].last_cum < tranche.issued:
        problem = f"no trade could settle by the final record date, {made.final_record}"
        yield Complaint(("settlement_days",), problem, "write a smaller number")


def book_is_open_on_business_days(scenario: Scenario, book: Book) -> _Complaints:
    """It opens and closes on days of Hong Kong."""
    yield from _closed(scenario, ("opens",), book.opens.date())
    yield from _closed(scenario, ("closes",), book.closes.date())


def book_closes_before_pricing(scenario: Scenario, book: Book) -> _Complaints:
    """Pricing is at the cut-off of its day, and wants the whole book."""
    first = min(tranche.priced for tranche in scenario.tranches)
    pricing = datetime.combine(first, Phase.CUT_OFF.value)
    if book.closes.date() == first and book.closes > pricing:
        problem = f"{book.closes} is after the book is priced, {pricing}"
        yield Complaint(("closes",), problem, f"write {pricing.isoformat()} or earlier")


def order_is_on_a_business_day(scenario: Scenario, order: Order) -> _Complaints:
    """Orders come in while people work."""
    if order.at is not None:
        yield from _closed(scenario, ("at",), order.at.date())


def event_is_on_a_business_day(scenario: Scenario, event: Event) -> _Complaints:
    """No other day is run."""
    yield from _closed(scenario, ("date",), event.date)
    if event.kind == "trade":
        yield from _closed(scenario, ("until",), event.until)


def trade_settles_in_time(scenario: Scenario, event: Event) -> _Complaints:
    """No instruction may be due after the final record date."""
    if event.kind != "trade" or not home_calendar(scenario).is_open(event.date):
        return
    for tranche in scenario.tranches:
        made = _made(scenario, tranche) if tranche.code == event.tranche else None
        # Where no trade at all could be due in time, the tranche has a complaint of its own.
        if made is None or made.flows[-1].last_cum < tranche.issued:
            continue
        due = made.settlement_date(event.date, event.settlement_days)
        if due > made.final_record:
            problem = f"would settle on {due}, after the final record date, {made.final_record}"
            yield Complaint(("date",), problem, f"write {made.flows[-1].last_cum} or earlier")


def trading_has_days(scenario: Scenario, trading: Trading) -> _Complaints:
    """There is a business day to trade on."""
    home = home_calendar(scenario)
    if trading.from_date <= trading.until and home.following(trading.from_date) > trading.until:
        problem = f"there is no business day in Hong Kong from {trading.from_date} to then"
        yield Complaint(("until",), problem, f"write {home.following(trading.from_date)} or later")


def trading_ends_in_time(scenario: Scenario, trading: Trading) -> _Complaints:
    """Some tranche can still be traded on the last day."""
    made = [_made(scenario, tranche) for tranche in scenario.tranches]
    lasts = [tranche.flows[-1].last_cum for tranche in made if tranche is not None]
    # A schedule that is missing, or leaves no time to trade, has been complained of.
    if len(lasts) < len(made) or max(lasts) < min(t.issued for t in scenario.tranches):
        return
    if trading.until > (last := max(lasts)):
        problem = f"after {last} no trade could settle by the final record date"
        yield Complaint(("until",), problem, f"write {last} or earlier")


DATE_RULES: Final[tuple[Rule, ...]] = (
    ("tranche", periods_are_whole),
    ("tranche", priced_on_a_business_day),
    ("tranche", issued_on_a_business_day),
    ("tranche", rights_follow_the_issue),
    ("book", book_is_open_on_business_days),
    ("book", book_closes_before_pricing),
    ("order", order_is_on_a_business_day),
    ("event", event_is_on_a_business_day),
    ("event", trade_settles_in_time),
    ("trading", trading_has_days),
    ("trading", trading_ends_in_time),
)


def _closed(scenario: Scenario, path: tuple[str, ...], day: date | None) -> _Complaints:
    home = home_calendar(scenario)
    if day is None or home.is_open(day):
        return
    problem = f"{day} ({day:%A}) is not a business day in Hong Kong"
    yield Complaint(path, problem, f"write {home.preceding(day)} or {home.following(day)}")


def _is_stub(tranche: Tranche) -> bool:
    if tranche.maturity <= tranche.issued:
        return False
    try:
        rolled(tranche.issued, tranche.maturity, Cycle(tranche.coupon.frequency))
    except StubPeriodError:
        return True
    except UnreadError:
        return False
    return False


def _made(scenario: Scenario, tranche: Tranche) -> TrancheSchedule | None:
    """The schedule of a tranche; None where mistakes told elsewhere leave none."""
    if tranche.maturity <= tranche.issued:
        return None
    try:
        return _schedule(tranche, scenario.calendar.closures)
    except ValueError:
        return None
