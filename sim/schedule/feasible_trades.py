"""Which trades cannot be struck, because nobody could tell yet what interest accrued on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sim.model import Trade
from sim.model.plain import Complaint
from sim.schedule.accrued import accruing
from sim.schedule.cashflows import PeriodTerms
from sim.schedule.plan import TrancheSchedule
from sim.units import PAR, price_text

__all__ = ["accrued_is_known", "discount_grows_to_par"]

#: How far from par a price and a yield that are both rounded may lead, 1e-6 %.
_ROUNDED: Final = 10_000


def accrued_is_known(made: TrancheSchedule, start: date, event: Trade) -> Iterator[Complaint]:
    """Both sides bind the amount: its rate is fixed by then, and the coupon goes to the buyer.

    `start` is the first day of the run, on which what was fixed before it is written down.
    """
    due = made.settlement_date(event.date, event.settlement_days)
    if not made.periods[0].start <= due <= made.final_record:
        return  # Has a complaint of its own.
    within = accruing(made.terms, made.agreed, due)
    if within.dates.record < due:
        yield _between(within, due)
    elif made.facts.coupon.kind == "floating":
        yield from _not_fixed(made, within, max(_fixing_day(within), start), event.date)


def discount_grows_to_par(made: TrancheSchedule, event: Trade) -> Iterator[Complaint]:
    """A trade without a price needs a zero coupon whose price and yield belong together."""
    if event.price is not None or made.facts.coupon.kind != "zero":
        return
    grown = made.accreted(made.facts.maturity)
    if abs(grown - PAR) > _ROUNDED:
        problem = (
            f"is missing: {made.facts.issue_price} at {made.facts.reoffer_yield} % comes to "
            f"{price_text(grown)} at maturity, not to par"
        )
        instead = "add a line like: price = 96.5; or mend issue_price and yield"
        yield Complaint(("price",), problem, instead)


def _between(within: PeriodTerms, due: date) -> Complaint:
    record, end = within.dates.record, within.period.end
    problem = (
        f"would settle on {due}, after the record date, {record}, and before {end}: "
        "its buyer would pay interest of a coupon that is the seller's"
    )
    return Complaint(("date",), problem, f"let it settle by {record}, or from {end} on")


def _not_fixed(
    made: TrancheSchedule, within: PeriodTerms, fixed: date, traded: date
) -> Iterator[Complaint]:
    """Published at 09:00, before anybody trades; without that it falls back at the cut-off."""
    number = within.period.number
    falls_back = made.published[number - 1] is None
    if traded > fixed or (traded == fixed and not falls_back):
        return
    known = made.home.add(fixed, 1) if falls_back else fixed
    how = f"falls back at the cut-off of {fixed}" if falls_back else f"is published on {fixed}"
    problem = f"would settle in period {number}, whose rate {how}: what accrued is not known"
    yield Complaint(("date",), problem, f"write {known} or later, or an earlier settlement")


def _fixing_day(within: PeriodTerms) -> date:
    on = within.rate.fixing
    assert on is not None
    return on
