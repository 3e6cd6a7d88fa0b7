"""What a run has room for: beyond it a contract would refuse, or nobody would be there to act."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.events import Event
from sim.model.market import Order, Trading
from sim.model.plain import Complaint
from sim.model.replacing import in_force, moment_of
from sim.model.scenario import Scenario

__all__ = [
    "MOST_IN_BOOK",
    "MOST_ORDERS",
    "book_fits_a_transaction",
    "order_is_within_the_issue",
    "orders_are_few",
    "trading_has_traders",
    "withdrawal_finds_an_order",
]

#: Orders `Offering` takes into its book: pricing and allocation are one transaction each.
MOST_IN_BOOK = 400

#: Orders one investor may enter for a tranche: `Offering` walks the book in one transaction.
MOST_ORDERS = 20


def order_is_within_the_issue(scenario: Scenario, order: Order) -> Iterator[Complaint]:
    """More than the whole issue cannot be allocated; the offering refuses such a bid."""
    for tranche in scenario.tranches:
        face = order.face or (order.units or 0) * tranche.calculation_amount
        if tranche.code == order.tranche and face > tranche.size:
            key = "face" if order.face is not None else "units"
            most = tranche.size if order.face else int(tranche.size / tranche.calculation_amount)
            yield Complaint((key,), "is more than the whole issue", f"write {most} or less")


def orders_are_few(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """The offering refuses an investor's twenty-first order."""
    counts: dict[tuple[str, str], int] = {}
    for place, order in enumerate(scenario.orders):
        pair = order.investor, order.tranche
        counts[pair] = counts.get(pair, 0) + 1
        if counts[pair] == MOST_ORDERS + 1:
            problem = f'"{order.investor}" has more than {MOST_ORDERS} orders for {order.tranche}'
            yield Complaint(("order", place), problem, "put some of them together")


def book_fits_a_transaction(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """Drawn and written orders for a tranche together."""
    drawn = scenario.book.investors if scenario.book else 0
    for tranche in scenario.tranches:
        written = sum(order.tranche == tranche.code for order in scenario.orders)
        if drawn + written > MOST_IN_BOOK:
            problem = f"{drawn + written} orders for {tranche.code} are more than a book can hold"
            path = ("book", "investors") if drawn else ("order",)
            yield Complaint(path, problem, f"write {MOST_IN_BOOK} orders or fewer in all")


def trading_has_traders(scenario: Scenario, _: Trading) -> Iterator[Complaint]:
    """Drawn trades are between drawn investors."""
    if scenario.book is None or scenario.book.investors < 2:
        problem = "trades are drawn between the investors that [book] draws, and it draws no two"
        yield Complaint((), problem, "add a [book] of two investors or more")


def withdrawal_finds_an_order(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Somebody who takes back an order has one by then, in a book that is still open."""
    if event.kind != "withdraw_order":
        return
    for tranche in scenario.tranches:
        if tranche.code != event.tranche:
            continue
        opens = scenario.book.opens.date() if scenario.book else tranche.priced
        closes = scenario.book.closes.date() if scenario.book else tranche.priced
        moment = moment_of(scenario, event)
        entered = [
            order.at.date() if order.at else opens
            for order in scenario.orders
            if order.tranche == event.tranche
            and in_force(scenario, order.investor, moment) == event.investor
        ]
        if not any(day <= event.date for day in entered):
            problem = f'"{event.investor}" has no order for {event.tranche} by {event.date}'
            yield Complaint(("date",), problem, "add an [[order]] of an earlier date")
        elif event.date > closes:
            problem = f"the book is closed by {event.date}"
            yield Complaint(("date",), problem, f"write {closes} or earlier")
