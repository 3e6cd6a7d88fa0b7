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
from sim.model.lines import Path
from sim.model.lives import last_maturity, may_trade_flat
from sim.model.option_rules import dated_options
from sim.model.plain import Complaint
from sim.model.rules import Rule
from sim.schedule.amended import lengthened
from sim.schedule.calendars import Calendar, calendar
from sim.schedule.day import Phase
from sim.schedule.exercise import EXERCISED
from sim.schedule.feasible_default import (
    miss_is_of_a_payment,
    new_rate_has_a_period,
    new_terms_are_possible,
    record_dates_are_few,
    recovery_has_holders,
    remedy_days_are_open,
)
from sim.schedule.feasible_taps import (
    parts_leave_something,
    parts_of_a_unit_are_payable,
    tap_comes_with_its_coupon,
    tap_days_are_open,
    tap_rate_is_fixed,
    trade_knows_its_face,
)
from sim.schedule.feasible_terms import MOST_COUPONS, TERMS_RULES, due_dates, is_odd, nearest_of
from sim.schedule.feasible_trades import accrued_is_known, discount_grows_to_par
from sim.schedule.options import GROUNDS, options_of
from sim.schedule.plan import TrancheSchedule, tranche_schedule

__all__ = ["DATE_RULES", "MOST_COUPONS"]

_Complaints = Iterator[Complaint]


@lru_cache(maxsize=32)
def _schedule(tranche: Tranche, closures: tuple[date, ...], ends: date) -> TrancheSchedule:
    """To a maturity that votes may give it; a scenario's trades ask for theirs one by one."""
    made = tranche_schedule(tranche, closures)
    return made if ends == tranche.maturity else lengthened(made, ends, closures)


def home_calendar(scenario: Scenario) -> Calendar:
    """Hong Kong, with the scenario's closures."""
    return calendar(("HK",), scenario.calendar.closures)


def priced_on_a_business_day(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """The pricing date is one of Hong Kong's."""
    yield from _closed(scenario, ("priced",), tranche.priced)


def issued_on_a_business_day(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """The issue date is checked against Hong Kong alone: 2025-11-11 was a holiday in New York."""
    complaints = list(_closed(scenario, ("issued",), tranche.issued))
    # One date can be moved to one other only: the regular one comes first.
    if complaints and not is_odd(tranche):
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


def options_are_on_due_dates(_: Scenario, tranche: Tranche) -> _Complaints:
    """Calls and puts are paid with interest, by the agreed dates."""
    dues = due_dates(tranche)
    # A bond without interest, or without dates, has a complaint of its own.
    if tranche.coupon.kind == "zero" or not dues:
        return
    before = dues[:-1]
    for key, options in dated_options(tranche):
        for place, option in enumerate(options):
            # So has a date outside the bond's life.
            within = tranche.issued < option.date < tranche.maturity
            if within and option.date not in before:
                problem = f"no interest is due on {option.date}"
                instead = nearest_of(option.date, before) if before else "leave it out"
                yield Complaint((key, place, "date"), problem, instead)


def notice_leaves_time(scenario: Scenario, tranche: Tranche) -> _Complaints:
    """Notice of a call or put falls in the bond's life, and by the record date of its payment."""
    made = _made(scenario, tranche)
    if made is None:
        return
    for key, options in dated_options(tranche):
        dated = {one.due: one for one in made.exercises if one.event == EXERCISED[key]}
        for place, option in enumerate(options):
            one = dated.get(option.date)
            if one is not None:
                yield from _notice((key, place), tranche, one.notice_by, one.record)
    home, last = home_calendar(scenario), made.flows[-1]
    for key, call in (("tax_call", tranche.tax_call), ("clean_up_call", tranche.clean_up_call)):
        if call is not None:
            notice_by = home.add(last.payment, -call.notice)
            yield from _notice((key,), tranche, notice_by, last.record)


def _notice(path: Path, tranche: Tranche, notice_by: date, record: date) -> _Complaints:
    if notice_by < tranche.issued:
        problem = f"notice would have to be given by {notice_by}, before issue"
        yield Complaint((*path, "notice"), problem, "write a smaller number")
    elif notice_by > record:
        problem = f"notice as late as {notice_by} would be after the record date, {record}"
        yield Complaint((*path, "notice"), problem, f"write {tranche.record_days} or more")


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
    """Nobody does anything on another day; only payments may fall on one."""
    if event.kind != "miss":
        yield from _closed(scenario, ("date",), event.date)
    if event.kind == "trade":
        yield from _closed(scenario, ("until",), event.until)
    if event.kind == "break":
        yield from _closed(scenario, ("resolved",), event.resolved)


def exercise_is_in_time(scenario: Scenario, event: Event) -> _Complaints:
    """Notices and elections come while they count."""
    if event.kind != "call" and event.kind != "put":
        return
    kind = "PUT" if event.kind == "put" else GROUNDS[event.ground]
    for tranche in scenario.tranches:
        made = _made(scenario, tranche) if tranche.code == event.tranche else None
        if made is None:
            continue
        options = [each for each in options_of(made) if each.kind == kind]
        dues = [each.due for each in options]
        # A call or put that the terms do not have is a complaint of its own.
        anytime = event.kind == "call" and event.ground in ("tax", "clean_up")
        if anytime and event.payment not in dues:
            problem = f"no interest is due on {event.payment} that such a call could go with"
            instead = nearest_of(event.payment, dues) if dues else "leave it out"
            yield Complaint(("payment",), problem, instead)
        for option in options:
            outside = not option.opens <= event.date <= option.closes
            if option.due == event.payment and outside:
                problem = f"{event.date} is no day for notice of the payment of {option.due}"
                instead = f"write a date from {option.opens} to {option.closes}"
                yield Complaint(("date",), problem, instead)


def trade_settles_in_time(scenario: Scenario, event: Event) -> _Complaints:
    """No instruction may be due after the final record date."""
    if event.kind != "trade" or not home_calendar(scenario).is_open(event.date):
        return
    for tranche in scenario.tranches:
        if tranche.code != event.tranche:
            continue
        ends = last_maturity(scenario, tranche, event.date)
        if ends is None:
            continue
        made = _made(scenario, tranche, ends)
        # Where no trade at all could be due in time, the tranche has a complaint of its own.
        if made is None or made.flows[-1].last_cum < tranche.issued:
            continue
        due = made.settlement_date(event.date, event.settlement_days)
        if due > made.final_record:
            problem = f"would settle on {due}, after the final record date, {made.final_record}"
            yield Complaint(("date",), problem, f"write {made.flows[-1].last_cum} or earlier")


def trade_has_interest_known(scenario: Scenario, event: Event) -> _Complaints:
    """What a trade accrues is known when it is struck, and so is its price."""
    if event.kind != "trade" or not home_calendar(scenario).is_open(event.date):
        return
    if may_trade_flat(scenario, event.tranche, event.date):
        return
    for tranche in scenario.tranches:
        ends = last_maturity(scenario, tranche, event.date) or tranche.maturity
        made = _made(scenario, tranche, ends)
        if tranche.code == event.tranche and made is not None:
            yield from accrued_is_known(made, scenario.start, event)
            yield from discount_grows_to_par(made, event)


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
    *TERMS_RULES,
    ("tranche", priced_on_a_business_day),
    ("tranche", issued_on_a_business_day),
    ("tranche", rights_follow_the_issue),
    ("tranche", options_are_on_due_dates),
    ("tranche", notice_leaves_time),
    ("tranche", parts_leave_something),
    ("tranche", parts_of_a_unit_are_payable),
    ("book", book_is_open_on_business_days),
    ("book", book_closes_before_pricing),
    ("order", order_is_on_a_business_day),
    ("event", event_is_on_a_business_day),
    ("event", exercise_is_in_time),
    ("event", trade_settles_in_time),
    ("event", trade_has_interest_known),
    ("event", trade_knows_its_face),
    ("event", tap_days_are_open),
    ("event", tap_comes_with_its_coupon),
    ("event", tap_rate_is_fixed),
    ("event", remedy_days_are_open),
    ("event", record_dates_are_few),
    ("event", miss_is_of_a_payment),
    ("event", recovery_has_holders),
    ("event", new_terms_are_possible),
    ("event", new_rate_has_a_period),
    ("trading", trading_has_days),
    ("trading", trading_ends_in_time),
)


def _closed(scenario: Scenario, path: tuple[str, ...], day: date | None) -> _Complaints:
    home = home_calendar(scenario)
    if day is None or home.is_open(day):
        return
    problem = f"{day} ({day:%A}) is not a business day in Hong Kong"
    yield Complaint(path, problem, f"write {home.preceding(day)} or {home.following(day)}")


def _made(scenario: Scenario, tranche: Tranche, ends: date | None = None) -> TrancheSchedule | None:
    """The schedule of a tranche, or of a longer life; None where mistakes leave none."""
    if tranche.maturity <= tranche.issued:
        return None
    try:
        return _schedule(tranche, scenario.calendar.closures, ends or tranche.maturity)
    except ValueError:
        return None
