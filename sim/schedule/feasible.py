"""Which dates of a scenario the calendars do not allow. Found once schedules exist, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.errors import Finding
from sim.model import Scenario, Trade
from sim.model.source import Path
from sim.schedule.calendars import Calendar
from sim.schedule.plan import DealSchedule, TrancheSchedule

__all__ = ["findings"]


def findings(scenario: Scenario, schedule: DealSchedule) -> list[Finding]:
    """Every date that falls on a closed day or too late, with what to write instead."""
    found = [
        *_issue_days(scenario, schedule.calendar),
        *_record_days(scenario, schedule),
        *_book_days(scenario, schedule.calendar),
        *_event_days(scenario, schedule.calendar),
        *_late_trades(scenario, schedule),
        *_late_trading(scenario, schedule),
    ]
    return [scenario.finding(*one) for one in found]


_Found = Iterator[tuple[Path, str, str]]


def _closed(path: Path, day: date | None, calendar: Calendar) -> _Found:
    if day is None or calendar.is_open(day):
        return
    problem = f"{day} ({day:%A}) is not a business day in Hong Kong"
    before, after = calendar.preceding(day), calendar.following(day)
    yield path, problem, f"write {before} or {after}"


def _issue_days(scenario: Scenario, home: Calendar) -> _Found:
    # The issue date is checked against Hong Kong alone: 2025-11-11 was a holiday in New York.
    for place, tranche in enumerate(scenario.tranches):
        yield from _closed(("tranche", place, "priced"), tranche.priced, home)
        yield from _closed(("tranche", place, "issued"), tranche.issued, home)


def _record_days(scenario: Scenario, schedule: DealSchedule) -> _Found:
    for place, tranche in enumerate(scenario.tranches):
        made = schedule.tranches.get(tranche.code)
        if made is not None and made.flows[0].record < tranche.issued:
            problem = f"the first record date, {made.flows[0].record}, would be before issue"
            yield ("tranche", place, "record_days"), problem, "write a smaller number"


def _book_days(scenario: Scenario, home: Calendar) -> _Found:
    if scenario.book is not None:
        yield from _closed(("book", "opens"), scenario.book.opens.date(), home)
        yield from _closed(("book", "closes"), scenario.book.closes.date(), home)


def _event_days(scenario: Scenario, home: Calendar) -> _Found:
    for place, event in enumerate(scenario.events):
        yield from _closed(("event", place, "date"), event.date, home)
        if isinstance(event, Trade):
            yield from _closed(("event", place, "until"), event.until, home)


def _late_trades(scenario: Scenario, schedule: DealSchedule) -> _Found:
    for place, event in enumerate(scenario.events):
        if not isinstance(event, Trade) or not schedule.calendar.is_open(event.date):
            continue
        tranche = schedule.tranches.get(event.tranche)
        if tranche is None:
            continue
        due = tranche.settlement_date(event.date, event.settlement_days)
        if due > tranche.final_record:
            problem = f"would settle on {due}, after the final record date, {tranche.final_record}"
            yield ("event", place, "date"), problem, _last_trade(tranche)


def _late_trading(scenario: Scenario, schedule: DealSchedule) -> _Found:
    lasts = [tranche.flows[-1].last_cum for tranche in schedule.tranches.values()]
    if scenario.trading is not None and lasts and scenario.trading.until > max(lasts):
        problem = f"after {max(lasts)} no trade could settle by the final record date"
        yield ("trading", "until"), problem, f"write {max(lasts)} or earlier"


def _last_trade(tranche: TrancheSchedule) -> str:
    return f"write {tranche.flows[-1].last_cum} or earlier"
