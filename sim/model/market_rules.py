"""Rules about what happens: book, orders, trading and events fit the deal, the run, each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from sim.model.deal_rules import outside_the_run
from sim.model.events import Event, Trade
from sim.model.lives import last_maturity
from sim.model.market import Book, Order, Trading
from sim.model.party_rules import declared_party, may_bid
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.words import one_of

__all__ = [
    "book_is_coherent",
    "book_is_within_the_run",
    "event_is_within_the_run",
    "event_parties_are_declared",
    "event_tranche_is_declared",
    "named",
    "order_has_one_size",
    "order_is_in_time",
    "order_names_are_declared",
    "somebody_bids",
    "trade_is_coherent",
    "trading_is_coherent",
    "trading_is_within_the_run",
    "transfer_is_between_two",
]


def somebody_bids(_: Scenario, scenario: Scenario) -> Iterator[Complaint]:
    """Without an order, drawn or written out, nothing would be issued."""
    if scenario.book is None and not scenario.orders:
        yield Complaint(("order",), "nobody bids for the bond", "add [[order]] tables, or a [book]")


def book_is_coherent(_: Scenario, book: Book) -> Iterator[Complaint]:
    """It opens before it closes, its limits are a range, and no more fail to pay than bid."""
    if book.closes < book.opens + timedelta(minutes=1):
        problem = f"{book.closes} is not a minute after the book opens, {book.opens}"
        yield Complaint(("closes",), problem, "write a later time")
    if book.limit_high < book.limit_low:
        problem = f"{book.limit_high} is below limit_low, {book.limit_low}"
        yield Complaint(("limit_high",), problem, f"write {book.limit_low} or more")
    if book.unpaid > book.investors:
        problem = f"{book.unpaid} is more than the investors drawn, {book.investors}"
        yield Complaint(("unpaid",), problem, f"write at most {book.investors}")


def book_is_within_the_run(scenario: Scenario, book: Book) -> Iterator[Complaint]:
    """The book is simulated, and closes by the end of the day the terms are agreed."""
    yield from outside_the_run(scenario, "opens", book.opens.date())
    first = min(tranche.priced for tranche in scenario.tranches)
    if book.closes.date() > first:
        problem = f"{book.closes} is after the pricing date, {first}"
        yield Complaint(("closes",), problem, f"write a time on {first} or before")


def order_names_are_declared(scenario: Scenario, order: Order) -> Iterator[Complaint]:
    """Investor and tranche exist, and the investor is one."""
    yield from may_bid(scenario, order.investor)
    yield from _declared_tranche(scenario, order.tranche)


def order_has_one_size(scenario: Scenario, order: Order) -> Iterator[Complaint]:
    """Units or face, not both; face is whole units."""
    if (order.units is None) == (order.face is None):
        problem = "has both units and face" if order.units else "has neither units nor face"
        yield Complaint((), problem, "give its size once, as units or as face")
        return
    for tranche in scenario.tranches:
        unit = tranche.calculation_amount
        if order.face is not None and tranche.code == order.tranche and order.face % unit != 0:
            problem = f"{order.face} is not a multiple of the calculation amount, {unit}"
            below = unit * max(order.face // unit, Decimal(1))
            yield Complaint(("face",), problem, f"write {below} or another multiple")


def order_is_in_time(scenario: Scenario, order: Order) -> Iterator[Complaint]:
    """A bid may come late (that is a story) but not before the book opens or after the run."""
    if order.at is None:
        return
    yield from outside_the_run(scenario, "at", order.at.date())
    if scenario.book is not None and order.at < scenario.book.opens:
        problem = f"{order.at} is before the book opens"
        yield Complaint(("at",), problem, f"write {scenario.book.opens.isoformat()} or later")


def trading_is_coherent(_: Scenario, trading: Trading) -> Iterator[Complaint]:
    """Dates and prices are ranges."""
    if trading.until < trading.from_date:
        problem = f"{trading.until} is before from, {trading.from_date}"
        yield Complaint(("until",), problem, "write a later date")
    if trading.price_high < trading.price_low:
        problem = f"{trading.price_high} is below price_low, {trading.price_low}"
        yield Complaint(("price_high",), problem, f"write {trading.price_low} or more")


def trading_is_within_the_run(scenario: Scenario, trading: Trading) -> Iterator[Complaint]:
    """Trades are drawn on days that are simulated, once something is issued."""
    yield from outside_the_run(scenario, "from", trading.from_date)
    yield from outside_the_run(scenario, "until", trading.until)
    first = min(tranche.issued for tranche in scenario.tranches)
    if trading.from_date < first:
        problem = f"{trading.from_date} is before anything is issued"
        yield Complaint(("from",), problem, f"write {first} or later")


def event_is_within_the_run(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """An event on a day that is never run would be lost without a word."""
    yield from outside_the_run(scenario, "date", event.date)
    if event.kind == "trade":
        yield from outside_the_run(scenario, "until", event.until)


def event_parties_are_declared(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Every party an event names exists."""
    for key, name in named(event):
        yield from declared_party(scenario, key, name)


def event_tranche_is_declared(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """The tranche an event names exists."""
    # These concern an account on every tranche, or a proposal that names its own.
    match event.kind:
        case "freeze" | "unfreeze" | "replace_account" | "vote":
            return
        case _:
            yield from _declared_tranche(scenario, event.tranche)


def trade_is_coherent(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Two sides, in the bond's life, and a shortage that ends after it begins."""
    if event.kind != "trade":
        return
    if event.seller == event.buyer:
        problem = f'"{event.buyer}" would trade with itself'
        yield Complaint(("buyer",), problem, "name another party")
    if event.until is not None and event.short_of is None:
        instead = 'add short_of = "cash", or leave until out'
        yield Complaint(("until",), "nothing is said to be short", instead)
    if event.until is not None and event.until <= event.date:
        problem = f"{event.until} is not after the trade date, {event.date}"
        yield Complaint(("until",), problem, "write a later date")
    yield from _has_a_price(scenario, event)
    yield from _in_its_life(scenario, event)


def _has_a_price(scenario: Scenario, trade: Trade) -> Iterator[Complaint]:
    for tranche in scenario.tranches:
        if tranche.code == trade.tranche and trade.price is None and tranche.coupon.kind != "zero":
            yield Complaint(("price",), "is missing", "add a line like: price = 100")


def transfer_is_between_two(_: Scenario, event: Event) -> Iterator[Complaint]:
    """A transfer to oneself is no story."""
    if event.kind != "transfer" and event.kind != "forced_transfer":
        return
    if event.from_party == event.to_party:
        problem = f'"{event.to_party}" would send to itself'
        yield Complaint(("to",), problem, "name another party")


def _in_its_life(scenario: Scenario, trade: Trade) -> Iterator[Complaint]:
    for tranche in scenario.tranches:
        if tranche.code != trade.tranche:
            continue
        ends = last_maturity(scenario, tranche, trade.date)
        alive = tranche.issued <= trade.date and (ends is None or trade.date < ends)
        # A tranche that never lives has a complaint of its own.
        if not alive and tranche.issued < tranche.maturity:
            problem = f"{trade.date} is not in the life of tranche {tranche.code}"
            until = f", before {ends}" if ends is not None else ""
            instead = f"write {tranche.issued} or later{until}"
            yield Complaint(("date",), problem, instead)
        if trade.rail is not None and trade.rail not in tranche.rails:
            problem = f'tranche {tranche.code} is not paid by "{trade.rail}"'
            yield Complaint(("rail",), problem, one_of(trade.rail, tranche.rails))


def _declared_tranche(scenario: Scenario, code: str) -> Iterator[Complaint]:
    codes = [tranche.code for tranche in scenario.tranches]
    if code not in codes:
        yield Complaint(
            ("tranche",), f'"{code}" is not a tranche of this file', one_of(code, codes)
        )


def named(event: Event) -> Iterator[tuple[str, str]]:
    """Each key under which an event names a party, and the name."""
    match event.kind:
        case "freeze" | "unfreeze" | "freeze_units" | "claim_withheld" | "put" | "vote":
            yield "party", event.party
        case "declare_default" | "propose":
            yield "by", event.by
        case "withdraw_order":
            yield "investor", event.investor
        case "replace_account":
            yield "lost", event.lost
            yield "replacement", event.replacement
        case "transfer" | "forced_transfer":
            yield "from", event.from_party
            yield "to", event.to_party
        case "trade":
            yield "seller", event.seller
            yield "buyer", event.buyer
        case "break":
            yield "custodian", event.custodian
            yield "client", event.client
