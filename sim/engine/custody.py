"""Clients trade through their nominee: the chain sees one account, custodians keep the rest.

What keepers are told is what the chain said of the nominee's own account, read from its logs as
anybody can; whose order or trade it was, they know from the instructions they passed on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sim.chain.identity import Address
from sim.chain.logs import (
    Cancelled,
    Economics,
    Expired,
    Instructed,
    Log,
    PrimaryInstructed,
    Settled,
    TransactionType,
)
from sim.custody import Booking, Elections, Fault
from sim.custody.references import instruction_id, transfer_id
from sim.engine.book import PrimaryBook
from sim.engine.desk import Deal, Desk
from sim.engine.keepers import Keepers, Leg
from sim.engine.payouts import Payouts
from sim.engine.world import World
from sim.model import Break
from sim.schedule import Phase, local_date
from sim.units import Instant

__all__ = ["Custody"]


@dataclass(frozen=True, slots=True)
class _BookTransfer:
    """A trade between clients of one nominee: it settles in its book."""

    number: int
    deal: Deal
    intended: date
    amount: int


class Custody:
    """The way to the market for everyone: directly, or through nominee and custodian."""

    def __init__(self, world: World, desk: Desk, books: Mapping[Address, PrimaryBook]) -> None:
        self._world = world
        self._desk = desk
        self._books = books
        self._clients = world.tiers.clients
        self._nominees = {world.accounts[name]: name for name in world.tiers.nominees}
        self._keepers = Keepers(world.tiers, _faults(world), self._day, self._plan)
        self.elections = Elections()
        self._read = 0
        self._agreed: dict[int, Economics] = {}
        self._sides: dict[int, dict[Address, str]] = {}
        self._open: dict[int, None] = {}
        self._transfers: list[_BookTransfer] = []
        self._transferred = 0
        self._handlers: dict[type[Log], Callable[[Any], None]] = {
            Instructed: self._instructed,
            PrimaryInstructed: self._primary,
            Settled: self._settled,
            Cancelled: self._ended,
            Expired: self._ended,
            **Payouts(world, self._keepers, self.elections).handlers(),
        }

    @property
    def keepers(self) -> Keepers:
        """Every keeper, told all that the chain said until now."""
        self.follow()
        return self._keepers

    @property
    def lines(self) -> list[Booking]:
        """Every line of every keeper's book, in the order they were written."""
        return self._keepers.lines

    def trade(self, deal: Deal) -> None:
        """Enter a trade: on chain, or in the nominee's book where both sides are its clients.

        A client's custodian passes on no delivery that the client's settled units do not cover:
        the omnibus account would deliver another client's.
        """
        seller, buyer = self._clients.get(deal.seller), self._clients.get(deal.buyer)
        if seller is None and buyer is None:
            self._desk.trade(deal)
            return
        if seller is not None and self.free(deal.tranche, deal.seller) < deal.units:
            now, currency = self._world.chain.now, deal.rail[1]
            self._keepers.refuse(now, deal.seller, deal.tranche, deal.units, currency)
        elif seller is not None and buyer is not None and seller.nominee == buyer.nominee:
            self._transfer(deal)
        else:
            named = "".join(f"/{client.account}" for client in (seller, buyer) if client)
            sides = deal.seller, deal.buyer
            holders = [self._world.tiers.holder(name) for name in sides]
            entered = replace(deal, seller=holders[0], buyer=holders[1], accounts=named)
            number = self._desk.trade(entered).id
            self._enter(number, dict(zip(self._world.accounts.all(holders), sides, strict=True)))

    def free(self, tranche: str, client: str) -> int:
        """Settled units of a client in its custodian's book, neither promised nor elected."""
        self.follow()
        return self._keepers.units(client, tranche) - self._promised(tranche, [client])

    def covered(self, tranche: str, custodian: str) -> int:
        """Settled units of a custodian's clients in its nominee's book, not promised yet."""
        self.follow()
        tiers = self._world.tiers
        held = self._keepers.held(tiers.custodians[custodian], tranche, self._world.chain.now + 1)
        return held.get(custodian, 0) - self._promised(tranche, tiers.behind(custodian))

    def settle(self) -> None:
        """Book the transfers that are due between clients of one nominee."""
        self.follow()
        today = self._world.today
        due = [waiting for waiting in self._transfers if waiting.intended <= today]
        self._transfers = [waiting for waiting in self._transfers if waiting.intended > today]
        for done in due:
            deal, now = done.deal, self._world.chain.now
            legs = [
                Leg(deal.seller, -deal.units, done.amount),
                Leg(deal.buyer, deal.units, -done.amount),
            ]
            currency, reference = deal.rail[1], transfer_id(done.number)
            self._keepers.move(now, deal.tranche, "TRAD", reference, currency, legs)

    def follow(self) -> None:
        """Tell the keepers what the chain said since last time."""
        if not self._clients:
            return
        logs = self._world.chain.logs
        while self._read < len(logs):
            log = logs[self._read]
            self._read += 1
            handle = self._handlers.get(type(log))
            if handle is not None:
                handle(log)

    def note(self, line: Booking) -> None:
        """Have a keeper write down what a client wants of its units."""
        self._keepers.note(line)

    def listen(self, kind: type[Log], handle: Callable[[Any], None]) -> None:
        """Have logs of a kind told as they are followed; one listener a kind."""
        self._handlers[kind] = handle

    # Trades and orders

    def _promised(self, tranche: str, clients: Collection[str]) -> int:
        """Units that clients deliver in trades that wait, or elected to have repaid."""
        bond = self._world.system.bonds[tranche].address
        promised = sum(
            agreed.units
            for number in self._open
            if (agreed := self._agreed[number]).bond == bond
            and self._sides[number].get(agreed.deliverer) in clients
        )
        promised += sum(
            waiting.deal.units
            for waiting in self._transfers
            if waiting.deal.tranche == tranche and waiting.deal.seller in clients
        )
        return promised + self.elections.units(tranche, clients)

    def _transfer(self, deal: Deal) -> None:
        schedule = self._world.schedule.tranches[deal.tranche]
        intended = schedule.settlement_date(self._world.today, deal.days)
        amounts = schedule.trade(deal.units, deal.price, intended)
        self._transferred += 1
        amount = amounts.clean + amounts.accrued
        self._transfers.append(_BookTransfer(self._transferred, deal, intended, amount))

    def _enter(self, number: int, sides: dict[Address, str]) -> None:
        """Remember for whom each side of an instruction acts; those who act for themselves go."""
        self._sides[number] = {
            account: name for account, name in sides.items() if name in self._clients
        }
        self._open[number] = None

    def _instructed(self, log: Instructed) -> None:
        agreed = log.economics
        if agreed.deliverer in self._nominees or agreed.receiver in self._nominees:
            self._agreed[log.id] = agreed
            if agreed.transaction_type is TransactionType.CLAI:
                # A claim is between the sides of the trade it mends.
                self._enter(log.id, dict(self._sides.get(agreed.linked_id, {})))

    def _primary(self, log: PrimaryInstructed) -> None:
        client = self._books[log.address].clients.get(log.order_id)
        if client is not None:
            holder = self._world.accounts[self._world.tiers.holder(client)]
            self._enter(log.instruction_id, {holder: client})

    def _settled(self, log: Settled) -> None:
        self._open.pop(log.id, None)
        sides = self._sides.get(log.id)
        if not sides:
            return
        agreed = self._agreed[log.id]
        amount = agreed.clean_amount + agreed.accrued_amount
        if agreed.transaction_type is TransactionType.CLAI:
            amount = -amount
        legs = []
        for account, client in sides.items():
            sign = 1 if account == agreed.receiver else -1
            legs.append(Leg(client, sign * agreed.units, -sign * amount))
        code, purpose = self._world.code(agreed.bond), agreed.transaction_type.name
        currency = self._world.scenario.tranche(code).currency
        self._keepers.move(log.at, code, purpose, instruction_id(log.id), currency, legs)

    def _ended(self, log: Cancelled | Expired) -> None:
        self._open.pop(log.id, None)

    # Time

    def _day(self, at: int) -> date:
        return local_date(at, self._world.schedule.zone)

    def _plan(self, day: date, act: Callable[[Instant], None]) -> None:
        at = self._world.instant(day, Phase.REGISTER)
        self._world.agenda.add(at, "correction", partial(act, at))


def _faults(world: World) -> list[Fault]:
    return [
        Fault(
            custodian=event.custodian,
            client=event.client,
            tranche=event.tranche,
            first=event.date,
            resolved=event.resolved,
            quantity=event.units if event.fault == "wrong quantity" else None,
            only=event.units if event.fault == "missed booking" else None,
        )
        for event in world.scenario.events
        if isinstance(event, Break)
    ]
