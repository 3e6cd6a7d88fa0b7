"""What a scenario schedules: trades, transfers, claims, orders of registrar and regulator.

Refusals are part of the story.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial

from sim.chain import Reverted
from sim.chain.identity import Address
from sim.engine.book import PrimaryBook
from sim.engine.custody import Custody
from sim.engine.desk import Deal
from sim.engine.enforcement import Enforcement
from sim.engine.options import Choices
from sim.engine.payments import Payments
from sim.engine.world import World
from sim.model import (
    Break,
    CancelUnits,
    ClaimWithheld,
    Elect,
    Event,
    ForcedTransfer,
    Freeze,
    FreezeUnits,
    GiveNotice,
    Pause,
    Reopening,
    ReplaceAccount,
    Trade,
    Transfer,
    Unfreeze,
    Unpause,
    WithdrawOrder,
)
from sim.model.default import DEFAULT_EVENTS
from sim.schedule import Phase, local_instant
from sim.units import Instant, Price, price_from_percent

#: Local times of what parties do, between the phases of the day.
ORDER_CHANGES, TRADES, TRANSFERS, CLAIMS = time(9, 45), time(10, 15), time(10, 45), time(13, 0)
CHOICES = time(14, 0)


class Story:
    """Plays a scenario's events, each on its day."""

    def __init__(
        self,
        world: World,
        custody: Custody,
        books: Mapping[Address, PrimaryBook],
        payments: Payments,
        choices: Choices,
    ) -> None:
        """`books` by the address of their offering."""
        self._world = world
        self._custody = custody
        self._books = books
        self._payments = payments
        self._enforcement = Enforcement(world)
        self._choices = choices

    def schedule(self) -> None:
        """Plan every event on the agenda, in the order of the file where times are equal."""
        for event in self._world.scenario.events:
            # Nobody does a break: custodians' books go wrong by themselves.
            if isinstance(event, Break) or event.kind in DEFAULT_EVENTS:
                continue
            what = f"{event.kind} of {event.date}"
            self._world.agenda.add(self._instant(event), what, partial(self._play, event))

    def _instant(self, event: Event) -> Instant:
        match event:
            case WithdrawOrder():
                return self._local(event.date, ORDER_CHANGES)
            case Trade():
                return self._local(event.date, TRADES)
            case Transfer():
                return self._local(event.date, TRANSFERS)
            case GiveNotice() | Reopening():
                return self._world.instant(event.date, Phase.NOTICES)
            case Elect() | CancelUnits():
                return self._local(event.date, CHOICES)
            case ClaimWithheld():
                return self._local(event.date, CLAIMS)
            case _:
                # Orders come before anybody trades.
                return self._world.instant(event.date, Phase.REGISTER)

    def _local(self, day: date, at: time) -> Instant:
        return local_instant(datetime.combine(day, at), self._world.schedule.zone)

    def _play(self, event: Event) -> None:
        """Let a party try; what a contract refuses is on record in `transactions`."""
        try:
            self._act(event)
        except Reverted:
            return

    def _act(self, event: Event) -> None:
        match event:
            case WithdrawOrder():
                offering = self._world.system.offerings[event.tranche].address
                self._books[offering].withdraw(event.investor)
            case Trade():
                self._trade(event)
            case Transfer():
                self._transfer(event)
            case ClaimWithheld():
                self._claim(event)
            case GiveNotice() | Elect() | CancelUnits() | Reopening():
                self._choices.act(event)
            case Freeze() | Unfreeze() | FreezeUnits() | Pause() | Unpause():
                self._enforcement.act(event)
            case ForcedTransfer() | ReplaceAccount():
                self._enforcement.act(event)

    def _trade(self, event: Trade) -> None:
        kind, currency = self._world.first_rail(event.tranche)
        short = event.short_of == "cash"
        self._custody.trade(
            Deal(
                tranche=event.tranche,
                seller=event.seller,
                buyer=event.buyer,
                units=event.units,
                price=self._price(event),
                rail=(event.rail or kind, currency),
                days=event.settlement_days,
                money_from=(event.until or date.max) if short else date.min,
            )
        )

    def _price(self, event: Trade) -> Price:
        """As the file says; a zero coupon is worth what its discount grew to when it is due."""
        if event.price is not None:
            return price_from_percent(event.price)
        tranche = self._world.schedule.tranches[event.tranche]
        return tranche.accreted(tranche.settlement_date(event.date, event.settlement_days))

    def _transfer(self, event: Transfer) -> None:
        accounts = self._world.accounts
        self._world.system.bonds[event.tranche].transfer(
            accounts[event.to_party], event.units, sender=accounts[event.from_party]
        )

    def _claim(self, event: ClaimWithheld) -> None:
        holder = self._world.accounts[event.party]
        bond = self._world.system.bonds[event.tranche].address
        paying_agent = self._world.system.paying_agent
        for action, entitled in self._payments.withheld_of(holder):
            if paying_agent.action(action).bond == bond:
                paying_agent.claim(action, [entitled], sender=holder)
