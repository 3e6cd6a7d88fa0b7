"""The primary market: orders, pricing, allocation and settlement of an issue, or of a tap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from sim.chain import Reverted
from sim.chain.bindings import Offering
from sim.chain.identity import Address
from sim.chain.logs import OrderSubmitted, PrimaryInstructed
from sim.chain.structs import Bid
from sim.chance import Stream
from sim.engine.allocation import allocate
from sim.engine.desk import Desk
from sim.engine.setup import batches
from sim.engine.treasury import Treasury
from sim.engine.world import World
from sim.model import Book
from sim.schedule import Phase, local_instant
from sim.units import Instant, Price, Rate, rate_from_percent

#: Office hours within which the orders drawn from the seed arrive, local time.
OFFICE_HOURS = range(9, 18)

#: Allocations a batch may hold: each enters an instruction of six words.
ISSUE_BATCH = 40


@dataclass(frozen=True, slots=True)
class Intent:
    """An order somebody will send; the limit is a yield in 1e-9, zero at re-offer.

    `rail` is the place among the tranche's rails of the money it will be paid in.
    """

    investor: str
    at: datetime
    units: int
    limit_yield: int
    rail: int = 0


@dataclass(frozen=True, slots=True)
class Sale:
    """What a book is for: an offering, its units (1e-6 % their price, 1e-9 the yield), its days."""

    offering: Offering
    units: int
    final_yield: Rate
    price: Price
    priced: date
    settled: date


class PrimaryBook:
    """Builds and settles the book of one tranche: of its issue, or of what a tap adds."""

    def __init__(
        self,
        world: World,
        code: str,
        desk: Desk,
        treasury: Treasury,
        tap: Sale | None = None,
        intents: Sequence[Intent] = (),
    ) -> None:
        """`intents` are the orders for a `tap`; those for an issue the scenario tells."""
        self._world = world
        self._tranche = world.schedule.tranches[code]
        self._sale = tap or _issue(world, code)
        self._tapped = None if tap is None else intents
        self._offering = self._sale.offering
        self._desk = desk
        self._treasury = treasury
        self._bids: dict[int, tuple[Address, int, int]] = {}
        self._instructions: dict[int, int] = {}
        self.clients: dict[int, str] = {}
        """Orders a nominee entered, by the client they are for."""
        self.unpaid: frozenset[str] = frozenset()
        """Investors whose allocation stays unpaid."""

    def schedule(self) -> None:
        """Plan orders, pricing and the issue on the agenda."""
        world, sale = self._world, self._sale
        for intent in self._intents():
            at = local_instant(intent.at, world.schedule.zone)
            self._plan(at, f"order of {intent.investor}", partial(self._submit, intent))
        priced = world.instant(sale.priced, Phase.CUT_OFF)
        self._plan(priced, "pricing", self._price, priority=1)
        settled = world.instant(sale.settled, Phase.CUT_OFF)
        self._plan(settled, "issue cut-off", self._close_issue, priority=1)

    def _plan(self, at: Instant, what: str, act: Callable[[], None], priority: int = 0) -> None:
        """A tap may fail on the way, in a default say; what is refused is in `transactions`."""

        def tried() -> None:
            try:
                act()
            except Reverted:
                return

        self._world.agenda.add(at, what, act if self._tapped is None else tried, priority)

    def withdraw(self, investor: str) -> None:
        """An investor takes back its live orders, those of a lost account it replaced included."""
        accounts = self._world.accounts
        account = accounts[investor]
        for order_id, (bidder, _, _) in list(self._bids.items()):
            if accounts.in_force(bidder) == account:
                self._offering.withdraw(order_id, sender=account)
                del self._bids[order_id]

    def _submit(self, intent: Intent) -> None:
        tiers = self._world.tiers
        bidder = self._world.accounts[tiers.holder(intent.investor)]
        bid = Bid(units=intent.units, limit_yield=intent.limit_yield, rail=intent.rail)
        receipt = self._offering.submit([bid], sender=bidder)
        for accepted in receipt.all(OrderSubmitted):
            self._bids[accepted.order_id] = (bidder, intent.units, intent.limit_yield)
            if intent.investor in tiers.clients:
                self.clients[accepted.order_id] = intent.investor

    def _price(self) -> None:
        """Fix yield and price, allocate by the rule, enter the primary instructions."""
        sale, arranger = self._sale, self._world.accounts[self._arranger]
        self._offering.fix_price(sale.final_yield, sale.price, sender=arranger)
        live = {
            order_id: units
            for order_id, (_, units, limit) in self._bids.items()
            if limit <= sale.final_yield
        }
        entered = self._offering.book()
        bids = [live.get(order_id, 0) for order_id in entered]
        result = allocate(bids, sale.units, self._tranche.minimum_units)
        self._offering.allocate(result.units, result.level, sender=arranger)
        allocated = [number for number, units in zip(entered, result.units, strict=True) if units]
        self.unpaid = self._draw_unpaid(allocated)
        for batch in batches(allocated, ISSUE_BATCH):
            receipt = self._offering.instruct_primary(batch, sender=arranger)
            for log in receipt.all(PrimaryInstructed):
                self._instructions[log.instruction_id] = log.order_id
            self._desk.adopt(receipt, self.unpaid)

    def _close_issue(self) -> None:
        """The arranger takes up what was not paid; the issuer banks its proceeds."""
        world, arranger = self._world, self._arranger
        self._desk.expire()
        missed = [n for n in self._desk.expired if n in self._instructions]
        if missed:
            orders = [self._instructions[number] for number in missed]
            receipt = self._offering.take_up(orders, sender=world.accounts[arranger])
            self._desk.adopt(receipt)
            self._desk.settle()
        facts = self._tranche.facts
        for kind in facts.rails:
            self._treasury.convert((kind, facts.currency), [world.party("issuer")])

    @property
    def _arranger(self) -> str:
        return self._world.scenario.offer.lead_arranger

    def _draw_unpaid(self, allocated: list[int]) -> frozenset[str]:
        book = self._world.scenario.book
        if book is None or not book.unpaid or self._tapped is not None:
            return frozenset()
        names = set(book.names())
        bidders = [self._world.accounts.name(self._bids[order_id][0]) for order_id in allocated]
        drawn = list(dict.fromkeys(name for name in bidders if name in names))
        stream = self._stream("book", "unpaid")
        return frozenset(stream.sample(drawn, min(book.unpaid, len(drawn))))

    # --- orders ---

    def _intents(self) -> list[Intent]:
        if self._tapped is not None:
            return list(self._tapped)
        book = self._world.scenario.book
        drawn = self._drawn(book) if book else []
        return self._written(book) + drawn

    def _written(self, book: Book | None) -> list[Intent]:
        """Orders the scenario writes out."""
        scenario, facts = self._world.scenario, self._tranche.facts
        opens = book.opens if book else datetime.combine(facts.priced, Phase.SETTLEMENT.value)
        return [
            Intent(
                order.investor,
                order.at or opens,
                scenario.bid_units(order),
                rate_from_percent(order.limit_yield) if order.limit_yield else 0,
                facts.rails.index(order.rail) if order.rail else 0,
            )
            for order in scenario.orders
            if order.tranche == facts.code
        ]

    def _drawn(self, book: Book) -> list[Intent]:
        """Synthetic orders: a few large, many small, together `cover` times the issue."""
        names = book.names()
        weights = {name: self._stream(name, "size").between(1, 10) ** 2 for name in names}
        wanted = int(book.cover * self._tranche.terms.units)
        total = sum(weights.values())
        return [
            Intent(
                name,
                self._arrival(book, name),
                min(max(1, weights[name] * wanted // total), self._tranche.terms.units),
                self._limit(book, name),
                self._elected(book, name),
            )
            for name in names
        ]

    def _arrival(self, book: Book, name: str) -> datetime:
        stream = self._stream(name, "arrival")
        minutes = int((book.closes - book.opens).total_seconds()) // 60
        arrival = book.opens
        for _ in range(1000):
            arrival = book.opens + timedelta(minutes=stream.below(minutes))
            if arrival.hour in OFFICE_HOURS:
                break
        return arrival

    def _limit(self, book: Book, name: str) -> int:
        """A limit yield on a grid of one hundredth of a per cent, or zero at re-offer."""
        stream = self._stream(name, "limit")
        if stream.below(100) < book.share_at_reoffer:
            return 0
        low, high = int(book.limit_low * 100), int(book.limit_high * 100)
        return rate_from_percent(Decimal(stream.between(low, high)).scaleb(-2))

    def _elected(self, book: Book, name: str) -> int:
        """The rail an investor chooses; the first where its choice is none of the tranche's."""
        rails = self._tranche.facts.rails
        if book.elect is None:
            return 0
        drawn = self._stream(name, "rail").below(10_000)
        for kind, share in book.elect.shares():
            drawn -= int(share * 100)
            if drawn < 0:
                return rails.index(kind) if kind in rails else 0
        return 0

    def _stream(self, actor: str, purpose: str) -> Stream:
        code = self._tranche.facts.code
        return Stream(self._world.scenario.seed, actor, f"{purpose} {code}")


def _issue(world: World, code: str) -> Sale:
    made = world.schedule.tranches[code]
    return Sale(
        offering=world.system.offerings[code],
        units=made.terms.units,
        final_yield=rate_from_percent(made.facts.reoffer_yield),
        price=made.issue_price,
        priced=made.facts.priced,
        settled=made.facts.issued,
    )
