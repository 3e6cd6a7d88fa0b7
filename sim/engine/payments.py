"""The paying agent's year: announce, be funded, pay, set aside, and see market claims raised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from sim.chain.identity import Address
from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    Lapsed,
    MarketClaimRaised,
    Withheld,
)
from sim.engine.desk import Desk, Ticket
from sim.engine.elections import elected
from sim.engine.setup import batches
from sim.engine.treasury import Treasury
from sim.engine.world import World
from sim.errors import GreenbondError
from sim.schedule import CashFlow, Phase, TrancheSchedule, options_of
from sim.units import day_of

#: Payments that may go to the wrong side of a trade.
_CLAIMED = ("INTR", "PRED")


@dataclass(slots=True)
class Payment:
    """One announced action as its agent sees it."""

    id: int
    flow: CashFlow
    funded: bool = False
    missed: bool = False
    dropped: bool = False
    """Something else is owed in its place: everything at once, or by new terms."""
    paid: bool = False
    holders: list[Address] = field(default_factory=list)
    looked_at: int = 0
    """Settled trades looked at for market claims; what one of them owes never changes."""


class Payments:
    """Every scheduled payment of every tranche."""

    def __init__(self, world: World, desk: Desk, treasury: Treasury) -> None:
        self._world = world
        self._desk = desk
        self._treasury = treasury
        self._payments: list[Payment] = []
        self._planned: list[Payment] = []
        self._unfunded = {
            (event.tranche, event.date) for event in world.scenario.events if event.kind == "miss"
        }
        self._withheld: dict[tuple[int, Address], None] = {}
        self._last: dict[str, int] = {}

    def schedule(self) -> None:
        """Plan each flow's notice, record, funding, cut-off and payment, interest first."""
        for tranche in self._world.schedule.tranches.values():
            for flow in (*tranche.flows, *_puts(tranche)):
                if flow.payment <= self._world.scenario.end:
                    self._plan(flow)

    def called(self, tranche: str, period: int) -> None:
        """The bond is repaid with the payment of a period, from 1; nothing comes after it."""
        self._last[tranche] = period
        flow = _with_payment(self._world.schedule.tranches[tranche], period, "MCAL")
        if flow.payment <= self._world.scenario.end:
            self._plan(flow)

    def repaid_in_part(self, tranche: str, period: int) -> None:
        """Part of principal goes with the payment of a period, from 1; how much, the chain says."""
        planned = {(p.flow.tranche, p.flow.number, p.flow.event) for p in self._planned}
        if (tranche, period, "PRED") in planned:
            return  # More of an instalment that was planned already.
        flow = _with_payment(self._world.schedule.tranches[tranche], period, "PRED")
        if flow.payment <= self._world.scenario.end:
            self._plan(flow)

    def missed(self, tranche: str) -> list[Payment]:
        """Payments declared missed and not made since, in the order they fell due."""
        return [
            p for p in self._payments if p.flow.tranche == tranche and p.missed and not p.funded
        ]

    def fund_late(self, payment: Payment) -> None:
        """The issuer brings what it missed, and holders of the record date are paid."""
        self._bring(payment)
        self._pay(payment)

    def fund(self, action: int, payment: Payment) -> None:
        """The issuer brings what an action owes the holders of a payment: its own, or that of
        the default interest on it.
        """
        world, tranche = self._world, payment.flow.tranche
        if world.scenario.tranche(tranche).rounding_basis == "holding":
            self._count(action, payment.holders)
        self._treasury.fund(world.first_rail(tranche), action)

    def drop(self, tranche: str) -> None:
        """Nothing scheduled whose record date is to come is paid as planned any more.

        But what was announced that morning, where new terms leave its period alone.
        """
        for payment in self._to_come(tranche):
            payment.dropped = not self._stands(payment)

    def restore(self, tranche: str) -> None:
        """What was dropped, and whose record date is still to come, is paid as planned again."""
        for payment in self._to_come(tranche):
            payment.dropped = False
            notice = self._world.instant(payment.flow.record, Phase.NOTICES)
            if not self._stands(payment) and notice <= self._world.chain.now:
                self._step(self._announce, payment)  # The hour of its notice is over.

    def plan_again(self, tranche: str) -> None:
        """Plan what the schedule now says is owed, in place of what was planned."""
        self.drop(tranche)
        # New periods take the place of those a call ended with.
        self._last.pop(tranche, None)
        made = self._world.schedule.tranches[tranche]
        kept = {(p.flow.number, p.flow.event) for p in self._to_come(tranche) if not p.dropped}
        for flow in (*made.flows, *_puts(made)):
            if (flow.number, flow.event) in kept:
                continue
            if self._is_to_come(flow) and flow.payment <= self._world.scenario.end:
                self._plan(flow)

    def pay_out(self, action: int, holders: Sequence[Address]) -> None:
        """Pay holders of a record date what a funded action owes them."""
        for batch in batches(holders):
            receipt = self._world.system.paying_agent.pay(action, batch, sender=self._agent)
            for log in receipt.all(Withheld):
                self._withheld[log.action_id, log.holder] = None
            for gone in receipt.all(Lapsed):
                self._withheld[gone.action_id, gone.issuer] = None

    def raise_claims(self) -> None:
        """Raise the market claims of trades settled on the wrong side of a paid record date."""
        for payment in self._payments:
            if not payment.paid or payment.flow.event not in _CLAIMED:
                continue
            settled = self._desk.settled[payment.looked_at :]
            payment.looked_at = len(self._desk.settled)
            for batch in batches([t.id for t in settled if self._astray(payment, t)]):
                self._raise(payment, batch)

    def withheld_of(self, account: Address) -> list[tuple[int, Address]]:
        """(action, holder) of payments set aside for an account, claimed since or not.

        The holder is the one of the record date: the account, or a lost one it replaced.
        """
        in_force = self._world.accounts.in_force
        return [
            (action, holder) for action, holder in self._withheld if in_force(holder) == account
        ]

    def withheld(self) -> list[tuple[int, Address]]:
        """Every (action, holder) whose payment was ever set aside."""
        return list(self._withheld)

    def _plan(self, flow: CashFlow) -> None:
        world, payment = self._world, Payment(0, flow)
        self._planned.append(payment)
        what = f"{flow.event} {flow.tranche} {flow.number}"
        order = 0 if flow.event == "INTR" else 1
        steps = (
            (flow.record, Phase.NOTICES, "notice", self._announce),
            (flow.record, Phase.CLOSE, "record", self._record),
            (flow.payment, Phase.NOTICES, "funding", self._fund),
            (flow.payment, Phase.FUNDING, "funding cut-off", self._declare_missed),
            (flow.payment, Phase.PAYMENTS, "payment", self._pay),
        )
        for day, phase, step, act in steps:
            at = world.instant(day, phase)
            do = partial(self._step, act, payment)
            world.agenda.add(at, f"{step} of {what}", do, priority=order)

    def _step(self, act: Callable[[Payment], None], payment: Payment) -> None:
        """Do it, unless other terms or a call took its place, or nobody elected a put."""
        if payment.dropped:
            return
        flow = payment.flow
        last = self._last.get(flow.tranche, flow.number + 1)
        if flow.number > last or (flow.number == last and flow.event in ("PRED", "REDM")):
            return
        if flow.event == "BPUT" and not self._elected(flow):
            return
        act(payment)

    def _elected(self, flow: CashFlow) -> list[Address]:
        return elected(self._world, self._world.system.bonds[flow.tranche].address, flow.number)

    def _to_come(self, tranche: str) -> list[Payment]:
        return [p for p in self._planned if p.flow.tranche == tranche and self._is_to_come(p.flow)]

    def _stands(self, payment: Payment) -> bool:
        """Whether it was announced by the terms its period still has."""
        if payment.id == 0:
            return False
        system, flow = self._world.system, payment.flow
        version = system.terms[flow.tranche].version_of(flow.number - 1)
        return system.paying_agent.action(payment.id).version == version

    def _is_to_come(self, flow: CashFlow) -> bool:
        return self._world.instant(flow.record, Phase.CLOSE) > self._world.chain.now

    def _announce(self, payment: Payment) -> None:
        flow, world = payment.flow, self._world
        bond = world.system.bonds[flow.tranche].address
        receipt = world.system.paying_agent.announce(
            bond, flow.number - 1, ActionKind[flow.event], sender=self._agent
        )
        payment.id = receipt.only(ActionAnnounced).action_id
        self._payments.append(payment)

    def _record(self, payment: Payment) -> None:
        flow = payment.flow
        bond = self._world.system.bonds[flow.tranche].address
        everyone = self._world.holdings.holders(bond)
        payment.holders = self._elected(flow) if flow.event == "BPUT" else list(everyone)

    def _fund(self, payment: Payment) -> None:
        if (payment.flow.tranche, payment.flow.payment) not in self._unfunded:
            self._bring(payment)

    def _bring(self, payment: Payment) -> None:
        self.fund(payment.id, payment)
        payment.funded = True

    def _count(self, action: int, holders: Sequence[Address]) -> None:
        """What each holder is due, rounded by itself, adds up to what the issuer must bring."""
        for batch in batches(sorted(holders)):
            self._world.system.paying_agent.count(action, batch, sender=self._agent)

    def _declare_missed(self, payment: Payment) -> None:
        if not payment.funded:
            self._world.system.paying_agent.declare_missed([payment.id], sender=self._agent)
            payment.missed = True

    def _pay(self, payment: Payment) -> None:
        if not payment.funded:
            return
        self.pay_out(payment.id, payment.holders)
        payment.paid = True
        self.raise_claims()

    def _astray(self, payment: Payment, ticket: Ticket) -> bool:
        """Whether the contract will find that the payment went to the wrong side of the trade."""
        flow, economics = payment.flow, ticket.economics
        bond = self._world.system.bonds[flow.tranche].address
        if economics.bond != bond or ticket.settled_at is None:
            return False
        cum = economics.intended_date <= day_of(flow.record)
        held = ticket.settled_at < self._world.instant(flow.record, Phase.CLOSE)
        return cum != held

    def _raise(self, payment: Payment, astray: Sequence[int]) -> None:
        world = self._world
        # A payment may fall on a closed day; claims settle when settlement is open.
        due = world.schedule.calendar.following(world.today)
        opens = max(world.chain.now, world.instant(due, Phase.SETTLEMENT))
        receipt = world.system.paying_agent.raise_claims(
            payment.id, astray, day_of(due), opens, sender=self._agent
        )
        if len(receipt.all(MarketClaimRaised)) != len(astray):
            raise GreenbondError(f"the paying agent raised not all market claims of {astray}")
        self._desk.adopt(receipt)

    @property
    def _agent(self) -> Address:
        return self._world.accounts[self._world.party("paying agent")]


def _puts(tranche: TrancheSchedule) -> list[CashFlow]:
    """What may have to be repaid to those who elect it, one flow a put."""
    periods = [option.period for option in options_of(tranche) if option.kind == "PUT"]
    return [_with_payment(tranche, period, "BPUT") for period in periods]


def _with_payment(tranche: TrancheSchedule, period: int, event: str) -> CashFlow:
    """A flow on the dates of a period's interest; what it comes to, the contracts say."""
    with_it = (flow for flow in tranche.flows if (flow.number, flow.event) == (period, "INTR"))
    return replace(next(with_it), event=event)
