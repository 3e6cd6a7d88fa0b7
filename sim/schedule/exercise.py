"""When a call or put may be exercised, and by when notice of it must be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sim.model import Tranche
from sim.model.option_rules import dated_options
from sim.schedule.calendars import Calendar
from sim.schedule.cashflows import PeriodTerms
from sim.units import Price, price_from_percent

__all__ = ["EXERCISED", "Exercise", "exercises"]

#: The corporate action of each key of a tranche (ISO 20022 event codes).
EXERCISED: Final = {"call": "MCAL", "put": "BPUT"}


@dataclass(frozen=True, slots=True)
class Exercise:
    """One date on which the issuer may call (MCAL), or holders may put (BPUT), a tranche."""

    event: str
    number: int
    """The period whose interest is paid with it."""
    due: date
    payment: date
    record: date
    notice_by: date
    """The last day on which notice may be given: so many Hong Kong business days before payment."""
    price: Price


def exercises(
    facts: Tranche, agreed: Sequence[PeriodTerms], home: Calendar
) -> tuple[Exercise, ...]:
    """Every call, then every put, in order of time. A date on which nothing is due has none."""
    return tuple(_exercises(facts, {one.period.due: one for one in agreed}, home))


def _exercises(
    facts: Tranche, by_due: dict[date, PeriodTerms], home: Calendar
) -> Iterator[Exercise]:
    for key, options in dated_options(facts):
        for option in options:
            one = by_due.get(option.date)
            if one is not None:
                yield Exercise(
                    event=EXERCISED[key],
                    number=one.period.number,
                    due=one.period.due,
                    payment=one.period.payment,
                    record=one.dates.record,
                    notice_by=home.add(one.period.payment, -option.notice),
                    price=price_from_percent(option.price),
                )
