"""Rules about taps: the window the terms give, the dates of a reopening, and who bids for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sim.model.authority_rules import replaced
from sim.model.custody_rules import orders_of_nominee
from sim.model.deal_rules import outside_the_run
from sim.model.events import Event
from sim.model.limit_rules import MOST_ORDERS
from sim.model.options import Tap
from sim.model.party_rules import may_bid
from sim.model.plain import Complaint
from sim.model.reopening import Reopening, TapOrder
from sim.model.replacing import moment_of
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche
from sim.model.words import one_of

__all__ = [
    "tap_accrues_at_a_rate",
    "tap_dates_are_in_order",
    "tap_is_of_a_term",
    "tap_orders_are_few",
    "tap_orders_are_possible",
    "tap_yields_can_be_run",
    "taps_are_within_life",
    "window_of",
]


def taps_are_within_life(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Windows open and close while the tranche lives, one after the other."""
    # A tranche that never lives has a complaint of its own.
    if tranche.maturity <= tranche.issued:
        return
    for place, tap in enumerate(tranche.taps):
        if not tranche.issued <= tap.from_date < tranche.maturity:
            instead = f"write a date from {tranche.issued}, before {tranche.maturity}"
            problem = f"{tap.from_date} is not in the life of the tranche"
            yield Complaint(("tap", place, "from"), problem, instead)
        elif not tap.from_date <= tap.until < tranche.maturity:
            side = "before from" if tap.until < tap.from_date else "not before maturity"
            instead = f"write a date from {tap.from_date}, before {tranche.maturity}"
            yield Complaint(("tap", place, "until"), f"{tap.until} is {side}", instead)
    for place, (before, this) in enumerate(pairwise(tranche.taps), start=1):
        if this.from_date <= before.until:
            problem = f"{this.from_date} is in the window of the tap before it"
            instead = f"write a date after {before.until}"
            yield Complaint(("tap", place, "from"), problem, instead)


def window_of(tranche: Tranche, event: Reopening) -> int | None:
    """The place of the tap of the terms that an event exercises; None outside every window."""
    for place, tap in enumerate(tranche.taps):
        if tap.from_date <= event.date <= tap.until:
            return place
    return None


def tap_is_of_a_term(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """What the terms do not give cannot be added, nor twice in one window."""
    if event.kind != "tap":
        return
    for tranche in scenario.tranches:
        if tranche.code != event.tranche:
            continue
        place = window_of(tranche, event)
        if place is None:
            problem = f"tranche {tranche.code} has no tap on {event.date}"
            told = " or ".join(f"from {tap.from_date} to {tap.until}" for tap in tranche.taps[:3])
            instead = f"write a date {told}" if told else "add a [[tranche.tap]] table"
            yield Complaint(("date",), problem, instead)
            continue
        yield from _of_its_size(tranche, tranche.taps[place], event)
        for other in _before(scenario, event):
            if window_of(tranche, other) == place:
                problem = f"the tap of that window is exercised on {other.date}"
                yield Complaint(("date",), problem, "add another [[tranche.tap]], or leave it out")
                break


def _of_its_size(tranche: Tranche, tap: Tap, event: Reopening) -> Iterator[Complaint]:
    if event.units > tap.units:
        problem = f"{event.units} is more than the terms let a tap add, {tap.units}"
        yield Complaint(("units",), problem, f"write {tap.units} or less")
    least = int(tranche.minimum_denomination / tranche.calculation_amount)
    if event.units < least:
        problem = f"{event.units} is below the minimum denomination: nobody could be allocated any"
        yield Complaint(("units",), problem, f"write {least} or more")


def _before(scenario: Scenario, event: Reopening) -> Iterator[Reopening]:
    """Taps of the same tranche that come before one in the file."""
    for other in scenario.events:
        if other is event:
            return
        if other.kind == "tap" and other.tranche == event.tranche:
            yield other


def tap_dates_are_in_order(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Announced, priced, settled; all within the run."""
    if event.kind != "tap":
        return
    yield from outside_the_run(scenario, "priced", event.priced)
    yield from outside_the_run(scenario, "settles", event.settles)
    if event.priced < event.date:
        problem = f"{event.priced} is before the announcement, {event.date}"
        yield Complaint(("priced",), problem, f"write {event.date} or later")
    if event.settles <= event.priced:
        problem = f"{event.settles} is not after pricing, {event.priced}"
        yield Complaint(("settles",), problem, "write a later date")


def tap_orders_are_possible(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Whoever bids is an investor, acts by its own account, and bids for no more than there is."""
    if event.kind != "tap":
        return
    rails = [tranche.rails for tranche in scenario.tranches if tranche.code == event.tranche]
    moment = moment_of(scenario, event)
    for place, order in enumerate(event.orders):
        found = [
            *_bidder(scenario, order),
            *replaced(scenario, "investor", order.investor, moment),
        ]
        if order.units > event.units:
            problem = f"{order.units} is more than the tap, {event.units}"
            found.append(Complaint(("units",), problem, f"write {event.units} or less"))
        if order.rail is not None and rails and order.rail not in rails[0]:
            problem = f'tranche {event.tranche} is not paid by "{order.rail}"'
            found.append(Complaint(("rail",), problem, one_of(order.rail, rails[0])))
        for complaint in found:
            yield complaint._replace(path=("order", place, *complaint.path))


def _bidder(scenario: Scenario, order: TapOrder) -> Iterator[Complaint]:
    yield from may_bid(scenario, order.investor)
    for party in scenario.parties:
        if party.behind == order.investor:
            problem = f'"{order.investor}" holds for others and bids for none of them here'
            yield Complaint(("investor",), problem, "name the client it is for")
            return


def tap_orders_are_few(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """The offering takes a few orders of one account, and a nominee's are all its clients'."""
    if event.kind != "tap":
        return
    counts: Counter[str] = Counter()
    for place, order in enumerate(event.orders):
        name = orders_of_nominee(scenario, order.investor)
        counts[name] += 1
        if counts[name] == MOST_ORDERS + 1:
            problem = f'"{name}" has more than the {MOST_ORDERS} orders that the offering takes'
            path = ("order", place, "investor")
            yield Complaint(path, problem, "put some of them together")


def tap_accrues_at_a_rate(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Interest is paid for at the rate that runs, which must be known by then."""
    if event.kind != "tap":
        return
    for tranche in scenario.tranches:
        if tranche.code == event.tranche and tranche.coupon.kind == "inflation":
            problem = "a rate that is known only before payment leaves nothing to accrue by"
            yield Complaint(("tranche",), problem, "tap a tranche with another coupon")


def tap_yields_can_be_run(_: Scenario, event: Event) -> Iterator[Complaint]:
    """The offering keeps yields without a sign, and a limit of nothing is none."""
    if event.kind != "tap":
        return
    if event.reoffer_yield < 0:
        problem = f"{event.reoffer_yield} is below 0, which no contract carries yet"
        yield Complaint(("yield",), problem, "write 0 or more")
    for place, order in enumerate(event.orders):
        if order.limit_yield is not None and order.limit_yield <= 0:
            problem = f"{order.limit_yield} is no limit to the offering, which counts from above 0"
            path = ("order", place, "limit_yield")
            yield Complaint(path, problem, "write more than 0, or leave it out")
