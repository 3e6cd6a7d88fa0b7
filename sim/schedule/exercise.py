"""When a call, put or call of a part may be exercised, and by when notice of it must be given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sim.model import PartialCall, Tranche
from sim.model.option_rules import dated_options
from sim.schedule.calendars import Calendar
from sim.schedule.cashflows import PeriodTerms
from sim.schedule.factors import FACTOR_SCALE
from sim.units import PAR, Price, price_from_percent

__all__ = ["EXERCISED", "Exercise", "exercises"]

#: The corporate action of each key of a tranche (ISO 20022 event codes).
EXERCISED: Final = {"call": "MCAL", "put": "BPUT", "partial_call": "PRED"}


@dataclass(frozen=True, slots=True)
class Exercise:
    """A date on which the issuer may call all (MCAL) or a part (PRED), or holders put (BPUT)."""

    event: str
    number: int
    """The period whose interest is paid with it."""
    due: date
    payment: date
    record: date
    notice_by: date
    """The last day on which notice may be given: so many Hong Kong business days before payment."""
    price: Price
    factor: int = 0
    """The part of original face repaid, in 1e-9; of a call of a part only."""


def exercises(
    facts: Tranche, agreed: Sequence[PeriodTerms], home: Calendar
) -> tuple[Exercise, ...]:
    """Calls, puts, then parts, each in order of time. A date on which nothing is due has none."""
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
                    price=PAR
                    if isinstance(option, PartialCall)
                    else price_from_percent(option.price),
                    factor=_part(option) if isinstance(option, PartialCall) else 0,
                )


def _part(call: PartialCall) -> int:
    return int(call.share * FACTOR_SCALE / 100)
