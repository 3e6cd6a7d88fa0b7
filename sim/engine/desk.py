"""The settlement agent's desk: instructions in, attempts each cycle, expiry at the cut-off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sim.chain import Receipt
from sim.chain.identity import Address
from sim.chain.logs import (
    AwaitingMoney,
    Economics,
    Expired,
    Instructed,
    Settled,
    SettlementFailed,
    TransactionType,
)
from sim.engine.setup import batches
from sim.engine.treasury import Treasury
from sim.engine.world import RailKey, World
from sim.errors import GreenbondError
from sim.schedule import Phase, TradeAmounts
from sim.units import Instant, day_of

#: Instructions a settlement batch may hold: a first holding costs most, some 200,000 gas.
SETTLE_BATCH = 40


@dataclass(slots=True)
class Ticket:
    """An instruction the desk works on; `money_from` is the day its payer has the money.

    `awaited`: its units wait for money outside the chain.
    """

    id: int
    economics: Economics
    money_from: date
    attempted: bool = False
    awaited: bool = False
    settled_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """A trade as two parties agreed it; price in 1e-6 %.

    `accounts` are the safekeeping accounts it is for, as they follow its number in the reference.
    """

    tranche: str
    seller: str
    buyer: str
    units: int
    price: int
    rail: RailKey
    days: int | None = None
    money_from: date = date.min
    preposition: bool = False
    accounts: str = ""


class Desk:
    """Every open instruction, in the order it was matched."""

    def __init__(self, world: World, treasury: Treasury) -> None:
        self._world = world
        self._treasury = treasury
        self._open: dict[int, Ticket] = {}
        self._trades = 0
        self.settled: list[Ticket] = []
        """Trades settled so far, for the paying agent to look for market claims."""
        self.expired: list[int] = []
        """Instructions that ended unsettled."""

    def trade(self, deal: Deal) -> Ticket:
        """The seller instructs, the buyer affirms the same economics."""
        economics = self.economics(deal)
        settlement, accounts = self._world.system.settlement, self._world.accounts
        receipt = settlement.instruct([economics], sender=accounts[deal.seller])
        number = receipt.only(Instructed).id
        hashed = settlement.hash_economics(economics)
        settlement.affirm([number], [hashed], sender=accounts[deal.buyer])
        if deal.preposition:
            settlement.preposition([number], sender=accounts[deal.seller])
        return self._take(Ticket(number, economics, deal.money_from))

    def economics(self, deal: Deal) -> Economics:
        """What both sides of a trade struck now would bind: dates, window and amounts."""
        world = self._world
        tranche, traded = world.schedule.tranches[deal.tranche], world.today
        intended = tranche.settlement_date(traded, deal.days)
        # Units stop moving at the final record date, and so do instructions.
        flat_until = world.flat.get(deal.tranche)
        expiry = min(tranche.expiry_date(intended), flat_until or tranche.final_record)
        amounts = self.amounts(deal, intended)
        self._trades += 1
        return Economics(
            transaction_type=TransactionType.TRAD,
            bond=world.system.bonds[deal.tranche].address,
            cash=world.system.cash[deal.rail].address,
            deliverer=world.accounts[deal.seller],
            receiver=world.accounts[deal.buyer],
            units=deal.units,
            price=deal.price,
            clean_amount=amounts.clean,
            accrued_amount=amounts.accrued,
            accrued_days=amounts.accrued_days,
            trade_date=day_of(traded),
            intended_date=day_of(intended),
            expiry_date=day_of(expiry),
            opens_at=world.instant(intended, Phase.SETTLEMENT),
            expires_at=world.instant(expiry, Phase.CUT_OFF),
            linked_id=0,
            trade_id=f"T{self._trades:05d}{deal.accounts}".encode().ljust(32, b"\0"),
        )

    def amounts(self, deal: Deal, intended: date) -> TradeAmounts:
        """What the buyer pays: in default the clean price alone, on the face that is owed.

        Raises GreenbondError where nobody can tell yet what interest accrued.
        """
        world, tranche = self._world, self._world.schedule.tranches[deal.tranche]
        if deal.tranche in world.flat or self._is_too_late(deal.tranche, intended):
            day = min(intended, world.all_due.get(deal.tranche, intended))
            return tranche.flat_trade(deal.units, deal.price, day)
        if not tranche.accrues(intended):
            raise GreenbondError(
                f"a trade of {world.today} in tranche {deal.tranche} is due on {intended}, and "
                "nobody can tell yet what interest accrues to then: give it another date"
            )
        return tranche.trade(deal.units, deal.price, intended)

    def _is_too_late(self, code: str, intended: date) -> bool:
        """What is due too late accrues nothing: the contract refuses it, and says why.

        A call brings the last record date forward, and no rate after it is ever fixed.
        """
        tranche = self._world.schedule.tranches[code]
        if intended > tranche.final_record:
            return True
        if tranche.accrues(intended):
            return False
        return day_of(intended) > self._world.system.bonds[code].final_record_date()

    def adopt(self, receipt: Receipt, unpaid: frozenset[str] = frozenset()) -> None:
        """Work on instructions entered by a contract; the `unpaid` never bring their money."""
        for log in receipt.all(Instructed):
            payer = self._world.accounts.name(log.economics.receiver)
            money_from = date.max if payer in unpaid else date.min
            self._take(Ticket(log.id, log.economics, money_from))

    def _call_money(self) -> None:
        """Have the payers of everything due today bring what they owe."""
        due: dict[RailKey, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        end_of_day = self._world.instant(self._world.today, Phase.CLOSE)
        for ticket in self._open.values():
            economics = ticket.economics
            if economics.opens_at > end_of_day or ticket.money_from > self._world.today:
                continue
            payer = self._payer(economics)
            if payer is not None:
                name = self._world.accounts.name(payer)
                due[self._rail(economics.cash)][name] += _amount(economics)
        for rail, needed in due.items():
            self._treasury.provide(rail, needed)

    def _payer(self, economics: Economics) -> Address | None:
        """The account that brings the money now; None where what is to be paid is there."""
        accounts = self._world.accounts
        if economics.transaction_type is not TransactionType.CLAI:
            return accounts.in_force(economics.receiver)
        # The giver of a claim has the payment that went astray, unless with a key that was lost.
        payer = accounts.in_force(economics.deliverer)
        return None if payer == economics.deliverer else payer

    def settle(self) -> list[Ticket]:
        """Try everything due: recycled first, then by intended date, then match order.

        Payers bring their money first, so that a trade struck for the same day can settle.
        """
        self._call_money()
        now = self._world.chain.now
        due = [t for t in self._open.values() if t.economics.opens_at <= now and not t.awaited]
        done: list[Ticket] = []
        for batch in batches(_in_order(due), SETTLE_BATCH):
            receipt = self._world.system.settlement.settle(
                [ticket.id for ticket in batch], sender=self._agent()
            )
            done += self._read(receipt)
        done += self._confirm_money()
        self.settled += [t for t in done if t.economics.transaction_type is TransactionType.TRAD]
        return done

    def _read(self, receipt: Receipt) -> list[Ticket]:
        """What an attempt came to; gives the tickets that settled."""
        for awaited in receipt.all(AwaitingMoney):
            self._open[awaited.id].awaited = True
        for failed in receipt.all(SettlementFailed):
            ticket = self._open[failed.id]
            ticket.attempted, ticket.awaited = True, False
        done = [self._open.pop(settled.id) for settled in receipt.all(Settled)]
        for ticket in done:
            ticket.settled_at = Instant(receipt.at)
        return done

    def _confirm_money(self) -> Iterator[Ticket]:
        """Operators confirm what was paid outside the chain; gives the tickets that settled."""
        today = self._world.today
        for rail, tickets in self._awaited().items():
            paid = [t for t in _in_order(tickets) if t.money_from <= today]
            payments = [(t.id, _amount(t.economics)) for t in paid]
            for receipt in self._treasury.operators.confirm(rail, payments):
                yield from self._read(receipt)

    def _refuse_money(self) -> None:
        """Operators say what was not paid today; what ends today is only declared expired."""
        now = self._world.chain.now
        for rail, tickets in self._awaited().items():
            unpaid = [t.id for t in _in_order(tickets) if t.economics.expires_at > now]
            for receipt in self._treasury.operators.refuse(rail, unpaid):
                self._read(receipt)

    def _awaited(self) -> dict[RailKey, list[Ticket]]:
        waiting: dict[RailKey, list[Ticket]] = defaultdict(list)
        for ticket in self._open.values():
            if ticket.awaited:
                waiting[self._rail(ticket.economics.cash)].append(ticket)
        return waiting

    def expire(self) -> None:
        """At the cut-off: what no money came for fails, and what is past its expiry ends."""
        self._refuse_money()
        now = self._world.chain.now
        past = [t.id for t in self._open.values() if t.economics.expires_at <= now]
        for batch in batches(past):
            receipt = self._world.system.settlement.expire(batch, sender=self._agent())
            for expired in receipt.all(Expired):
                del self._open[expired.id]
                self.expired.append(expired.id)

    def promised(self, bond: str, account: str) -> int:
        """Units an account is to deliver by open instructions; both are addresses."""
        return sum(
            ticket.economics.units
            for ticket in self._open.values()
            if (ticket.economics.bond, ticket.economics.deliverer) == (bond, account)
        )

    def _take(self, ticket: Ticket) -> Ticket:
        self._open[ticket.id] = ticket
        return ticket

    def _agent(self) -> str:
        return self._world.accounts[self._world.party("settlement agent")]

    def _rail(self, cash: str) -> RailKey:
        return next(key for key, c in self._world.system.cash.items() if c.address == cash)


def _in_order(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Recycled first, then by intended date, then as matched."""
    return sorted(tickets, key=lambda t: (not t.attempted, t.economics.intended_date, t.id))


def _amount(economics: Economics) -> int:
    return economics.clean_amount + economics.accrued_amount
