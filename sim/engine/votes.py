"""Votes: called, cast, counted, and put into force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

from sim.chain import Reverted
from sim.chain.identity import Address
from sim.chain.logs import Matter, Meeting, MeetingClosed, Outcome, Proposed
from sim.engine.amending import amendment_of, new_schedule
from sim.engine.client_votes import ClientVotes
from sim.engine.custody import Custody
from sim.engine.elections import take_back
from sim.engine.fixings import Fixings
from sim.engine.payments import Payments
from sim.engine.troubles import accelerated
from sim.engine.world import World
from sim.model import Propose, Vote
from sim.schedule import Phase, TrancheSchedule, local_instant
from sim.units import Instant, day_of

__all__ = ["Votes"]

_E = TypeVar("_E", Propose, Vote)

#: Local time at which holders vote, and clients tell their custodians; and on the day voting ends
#: that at which nominees cast what they were told. It ends an hour later, with the last cycle.
VOTING, PROXIES = time(13, 0), time(14, 0)


class Votes:
    """Every proposal of a scenario."""

    def __init__(
        self,
        world: World,
        payments: Payments,
        fixings: Fixings,
        custody: Custody,
        tranches: dict[str, TrancheSchedule],
    ) -> None:
        """`tranches` are the schedule's own, which a vote may change."""
        self._world = world
        self._clients = ClientVotes(world, custody)
        self._payments = payments
        self._fixings = fixings
        self._tranches = tranches
        self._numbers: dict[str, int] = {}

    def schedule(self) -> None:
        """Plan proposals, votes and counts on the agenda."""
        for event in self._world.scenario.events:
            if isinstance(event, Propose):
                self._plan(event)
            elif isinstance(event, Vote):
                self._add(self._at(event.date, VOTING), event, self._vote)

    def _plan(self, event: Propose) -> None:
        self._add(self._world.instant(event.date, Phase.NOTICES), event, self._propose)
        for ends in filter(None, (event.closes, event.adjourned)):
            if self._world.tiers.clients:
                self._add(self._at(ends, PROXIES), event, self._cast)
            self._add(self._ends(ends), event, self._count)

    def _add(self, at: Instant, event: _E, act: Callable[[_E], None]) -> None:
        def tried() -> None:
            # What a contract refuses is on record in `transactions`.
            try:
                act(event)
            except Reverted:
                return

        self._world.agenda.add(at, f"{event.kind} of {event.date}", tried)

    def _propose(self, event: Propose) -> None:
        bond = self._world.system.bonds[event.tranche].address
        meeting = Meeting(
            record_date=day_of(event.record),
            record_at=self._world.instant(event.record, Phase.CLOSE),
            voting_date=day_of(event.closes),
            voting_until=self._ends(event.closes),
            adjourned_until=self._ends(event.adjourned) if event.adjourned else 0,
        )
        receipt = self._world.remedies.meetings.propose(
            bond,
            Matter[event.matter.upper()],
            meeting,
            amendment_of(self._world, event),
            sender=self._world.accounts[event.by],
        )
        self._numbers[event.name] = receipt.only(Proposed).proposal_id

    def _vote(self, event: Vote) -> None:
        number = self._numbers.get(event.proposal)
        if number is None:
            return
        if event.party in self._world.tiers.clients:
            self._clients.instruct(number, event.party, event.in_favour)
            return
        voter = self._world.accounts[event.party]
        self._world.remedies.meetings.vote(
            number, self._own(number, voter), event.in_favour, sender=voter
        )

    def _own(self, number: int, voter: Address) -> list[Address]:
        """What held at the record date: the account, and lost ones it replaced."""
        world = self._world
        put = world.remedies.meetings.proposal(number)
        bond = next(one for one in world.system.bonds.values() if one.address == put.bond)
        record = bond.record_id_at(put.record_at)
        accounts = [
            account
            for account in world.holdings.accounts(bond.address)
            if world.accounts.in_force(account) == voter and bond.holding_at(account, record)
        ]
        return accounts or [voter]

    def _cast(self, event: Propose) -> None:
        number = self._numbers.get(event.name)
        if number is not None:
            self._clients.cast(number)

    def _count(self, event: Propose) -> None:
        """Whoever proposed it has it counted, and what is carried put into force."""
        number, by = self._numbers.get(event.name), self._world.accounts[event.by]
        if number is None:
            return
        meetings = self._world.remedies.meetings
        # Its amendment counts from the proposal: nothing else has changed the terms meanwhile.
        amendment = amendment_of(self._world, event)
        receipt = meetings.close(number, sender=by)
        if receipt.only(MeetingClosed).outcome is Outcome.CARRIED:
            meetings.enact(number, amendment, sender=by)
            self._take_effect(event)

    def _take_effect(self, event: Propose) -> None:
        world, tranche = self._world, event.tranche
        if event.matter == "waive":
            world.flat.pop(tranche, None)
        elif event.matter == "accelerate":
            accelerated(world, self._payments, tranche)
        else:
            self._adopt(event, new_schedule(world, event))

    def _adopt(self, event: Propose, made: TrancheSchedule) -> None:
        """Payments and fixings follow the new terms at once, and so does interest accrued."""
        self._tranches[event.tranche] = made
        self._fixings.plan(event.tranche)
        self._fixings.catch_up(event.tranche)
        self._payments.plan_again(event.tranche)
        take_back(self._world, event.tranche)

    def _at(self, day: date, hour: time) -> Instant:
        return local_instant(datetime.combine(day, hour), self._world.schedule.zone)

    def _ends(self, day: date) -> Instant:
        return self._world.instant(day, Phase.LATE_RETRY)
