"""Every option of a tranche as a contract takes it: the payment it goes with, and its window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sim.schedule.plan import TrancheSchedule
from sim.units import Price, price_from_percent

__all__ = ["GROUNDS", "OptionTerms", "options_of"]

_KINDS: Final = {"MCAL": "CALL", "BPUT": "PUT", "PRED": "PART"}

#: The kind of option behind each ground of a call.
GROUNDS: Final = {
    "option": "CALL",
    "tax": "TAX_CALL",
    "clean_up": "CLEAN_UP",
    "partial": "PART",
}


@dataclass(frozen=True, slots=True)
class OptionTerms:
    """One option of a tranche; dates are business days of Hong Kong.

    `kind` is CALL, TAX_CALL, CLEAN_UP, PART, PUT or TAP; `period` the number of the interest
    period, from 1, whose payment it goes with; `due` the agreed date of that payment. Notice is
    given from `opens` to `closes`, both included. `units` is the most a clean-up call finds in
    issue, counted at their original face, or the most a tap adds, else 0; `factor` the part of
    original face that a PART repays, in 1e-9. A tap goes with no payment: its period is the first,
    and its `due` its last day.
    """

    kind: str
    period: int
    due: date
    opens: date
    closes: date
    price: Price
    units: int = 0
    factor: int = 0


def options_of(made: TrancheSchedule) -> tuple[OptionTerms, ...]:
    """Calls, puts, parts, then tax and clean-up calls date by date, then taps."""
    return (*_dated(made), *_any_date(made), *_taps(made))


def _dated(made: TrancheSchedule) -> Iterator[OptionTerms]:
    for each in made.exercises:
        opens = made.facts.issued
        kind = _KINDS[each.event]
        price = Price(0) if kind == "PART" else each.price
        yield OptionTerms(
            kind, each.number, each.due, opens, each.notice_by, price, factor=each.factor
        )


def _taps(made: TrancheSchedule) -> Iterator[OptionTerms]:
    for tap in made.facts.taps:
        free = Price(0)
        yield OptionTerms("TAP", 1, tap.until, tap.from_date, tap.until, free, tap.units)


def _any_date(made: TrancheSchedule) -> Iterator[OptionTerms]:
    """With every interest payment before maturity; but a put to the same date stands before it."""
    facts = made.facts
    puts = {put.date for put in facts.puts}
    for kind, call in (("TAX_CALL", facts.tax_call), ("CLEAN_UP", facts.clean_up_call)):
        if call is None:
            continue
        share = facts.clean_up_call.threshold if facts.clean_up_call else 0
        for one in made.agreed:
            closes = made.home.add(one.period.payment, -call.notice)
            if one.is_last or one.period.due in puts or closes < facts.issued:
                continue
            left = int(made.terms.units * share / 100)
            yield OptionTerms(
                kind=kind,
                period=one.period.number,
                due=one.period.due,
                opens=facts.issued,
                closes=closes,
                price=price_from_percent(call.price),
                units=left if kind == "CLEAN_UP" else 0,
            )
