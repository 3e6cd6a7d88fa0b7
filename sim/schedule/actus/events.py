"""What happens in the life of a contract, and when: its events, in order, before any amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import IntEnum
from math import ceil
from typing import Final, NamedTuple

from sim.schedule.actus.moments import MOST_DATES, Cyclic, Moment, dates_of
from sim.schedule.actus.terms import Terms
from sim.schedule.actus.values import Reader

__all__ = ["Event", "Kind", "events_of", "settled"]


# Amounts are exact, so each makes every later one longer.
_MOST_CAPITALISATIONS: Final = 500


class Kind(IntEnum):
    """Types of event, by ACTUS's names and in its order within an instant."""

    IED = 20
    """Initial exchange: the issue."""
    PR = 30
    """Principal redemption."""
    IP = 40
    """Interest payment."""
    IPCI = 41
    """Interest is added to principal."""
    RRF = 100
    """The rate is reset to one known already."""
    RR = 101
    """The rate is reset to one observed."""
    IPCB = 105
    """The base of interest follows the principal."""
    MD = 150
    """Maturity: what is left of principal."""


class Event(NamedTuple):
    """One event. Events are in order of payment, then of counting, then of kind."""

    payment: Moment
    counted: Moment
    """To when interest is counted."""
    kind: Kind
    due: Moment
    """The agreed date, before any shift."""


def settled(terms: Terms, reader: Reader) -> Terms:
    """The terms of a LAM with its maturity and redemption amount, the one worked out of the other.

    Raises BadInput if there are too many dates.
    """
    if terms.kind != "LAM":
        return terms
    assert terms.principal is not None  # a LAM is refused without
    if terms.maturity is None:
        assert terms.redemption is not None  # so is one with neither
        return replace(terms, maturity=_last_redemption(terms, terms.principal, reader))
    if terms.redemption is None:
        ahead = [day for day in _dates(terms, terms.principal, reader, "PrincipalRedemption")
                 if day > terms.status]  # fmt: skip
        return replace(terms, redemption=terms.notional / (len(ahead) + 1))
    return terms


def _last_redemption(terms: Terms, principal: Cyclic, reader: Reader) -> Moment:
    """When the last of so many equal amounts is due."""
    assert terms.redemption is not None
    payments = ceil(terms.notional / terms.redemption)
    if principal.step is None or payments > MOST_DATES:
        problem = f"would take {payments} payments"
        reader.note("nextPrincipalRedemptionPayment", problem, "write a greater one")
        reader.refuse()
    assert principal.step is not None
    done = 0
    for count in range(2 * MOST_DATES):
        day = principal.step.after(principal.anchor, count, end_of_month=terms.end_of_month)
        if day is None or day.day.year > 2999:
            break
        done += day > terms.status
        if done == payments and day > terms.issue:
            return day
    reader.note("cycleOfPrincipalRedemption", "leads beyond the year 2999", "write a shorter one")
    reader.refuse()
    raise AssertionError("unreachable")


def events_of(terms: Terms, reader: Reader) -> tuple[list[Event], list[Event]]:
    """Events up to the end of the status date, and those after it, each in order.

    The terms are `settled`. Raises BadInput if there are too many dates.
    """
    assert terms.maturity is not None
    made = sorted(
        Event(terms.shift.payment(due), terms.shift.counted(due), kind, due)
        for due, kind in {*_due(terms, terms.maturity, reader)}
    )
    if sum(event.kind is Kind.IPCI for event in made) > _MOST_CAPITALISATIONS:
        problem = f"adds interest to principal more than {_MOST_CAPITALISATIONS} times"
        reader.note("capitalizationEndDate", problem, "write a longer cycleOfInterestPayment")
        reader.refuse()
    past = [event for event in made if event.payment <= terms.status]
    return past, _with_known_reset(terms, made[len(past) :])


def _due(terms: Terms, maturity: Moment, reader: Reader) -> Iterator[tuple[Moment, Kind]]:
    yield terms.issue, Kind.IED
    yield maturity, Kind.MD
    until = terms.capitalised_until
    if until is not None and until < maturity:
        yield until, Kind.IPCI
    paid = (
        [] if terms.interest is None else _dates(terms, terms.interest, reader, "InterestPayment")
    )
    for day in (*paid, maturity):
        yield day, Kind.IP if until is None or day > until else Kind.IPCI
    for cyclic, kind, what in (
        (terms.principal, Kind.PR, "PrincipalRedemption"),
        (terms.reset and terms.reset.dates, Kind.RR, "RateReset"),
        (terms.base_dates if terms.base == "NTL" else None, Kind.IPCB, "InterestCalculationBase"),
    ):
        if cyclic is not None:
            yield from ((day, kind) for day in _dates(terms, cyclic, reader, what))


def _dates(terms: Terms, cyclic: Cyclic, reader: Reader, what: str) -> list[Moment]:
    assert terms.maturity is not None
    try:
        return dates_of(cyclic, terms.maturity, end_of_month=terms.end_of_month)
    except ValueError as many:
        reader.note(f"cycleOf{what}", str(many), "write a longer cycle")
        reader.refuse()
        raise


def _with_known_reset(terms: Terms, events: list[Event]) -> list[Event]:
    """The first reset ahead is to the rate known already, where one is."""
    if terms.reset is None or terms.reset.next_rate is None:
        return events
    first = next((place for place, event in enumerate(events) if event.kind is Kind.RR), None)
    if first is not None:
        events[first] = events[first]._replace(kind=Kind.RRF)
    return sorted(events)
