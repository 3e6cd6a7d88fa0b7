"""The dates around a payment: who is entitled, and until when a buyer still buys the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.schedule.calendars import Calendar

__all__ = ["Entitlement", "entitlement"]


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Settled positions at the close of `record` are paid; a trade from `ex` on buys without."""

    record: date
    ex: date
    last_cum: date


def entitlement(
    payment: date, *, record_days: int, settlement_days: int, home: Calendar, calendar: Calendar
) -> Entitlement:
    """The record date, ex-date and last trade date with the right, for one payment date.

    The record date counts Hong Kong business days (`home`) back from payment. The ex-date is the
    first trade date whose standard settlement (in `calendar`) falls after the record date.
    """
    record = home.add(payment, -record_days) if record_days else home.preceding(payment)
    ex = home.add(record, 1)
    while calendar.add(before := home.add(ex, -1), settlement_days) > record:
        ex = before
    return Entitlement(record=record, ex=ex, last_cum=before)
