"""Clients vote through their custodian and nominee, which casts what it was told, both ways."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from sim.chain.logs import Outcome
from sim.chain.structs import Proposal
from sim.custody import Booking, Client, Standing
from sim.custody.references import proposal_id
from sim.engine.custody import Custody
from sim.engine.keepers import Keepers
from sim.engine.world import World

__all__ = ["ClientVotes"]

_OPEN = frozenset({Outcome.OPEN, Outcome.ADJOURNED})


class ClientVotes:
    """What clients told their custodians, and these their nominees, of every proposal.

    A custodian goes by its own book of the record date, right or wrong. A nominee takes from it no
    more votes than it has units there, in the order they come: the rest would be other clients'.
    """

    def __init__(self, world: World, custody: Custody) -> None:
        self._world = world
        self._custody = custody
        self._told: set[tuple[int, str]] = set()
        self._passed: defaultdict[tuple[int, str], int] = defaultdict(int)
        """Units by proposal and custodian, of which its nominee was told."""
        self._to_cast: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        """Units in favour and against by proposal and nominee, told and not cast yet."""

    def instruct(self, number: int, name: str, in_favour: bool) -> None:
        """A client tells its custodian how it votes: once, and with all its units."""
        world, client = self._world, self._world.tiers.clients[name]
        put = world.remedies.meetings.proposal(number)
        keepers = self._custody.keepers
        wish = self._wish(number, client, put, in_favour)
        # Nobody votes of a record date that new terms took away: the chain knows none, and says so.
        world.system.bonds[wish.tranche].record_id_at(put.record_at)
        held = keepers.held(client.custodian, wish.tranche, put.record_at).get(name, 0)
        fresh = put.outcome in _OPEN and (number, name) not in self._told
        if not fresh or held <= 0:
            units = max(0, held)
            self._custody.note(replace(wish, units=units, standing=Standing.REFUSED))
            return
        self._told.add((number, name))
        self._custody.note(replace(wish, units=held))
        self._pass_on(number, client, put, replace(wish, units=held), keepers)

    def cast(self, number: int) -> None:
        """Each nominee casts, in one vote, what it was told since it last did."""
        world = self._world
        for nominee in world.tiers.nominees:
            favour, against = self._to_cast.pop((number, nominee), (0, 0))
            if favour or against:
                account = world.accounts[nominee]
                world.remedies.meetings.vote_split(number, account, favour, against, sender=account)

    def _wish(self, number: int, client: Client, put: Proposal, in_favour: bool) -> Booking:
        """The line in the custodian's book, its units still to be found there."""
        code, now = self._world.code(put.bond), self._world.chain.now
        return Booking(
            at=now,
            value_at=now,
            book=client.custodian,
            holder=client.name,
            account=client.account,
            tranche=code,
            purpose="CFOR" if in_favour else "CAGS",
            units=0,
            currency=self._world.scenario.tranche(code).currency,
            amount=0,
            reference=proposal_id(number),
            standing=Standing.INSTRUCTED,
        )

    def _pass_on(
        self, number: int, client: Client, put: Proposal, wish: Booking, keepers: Keepers
    ) -> None:
        """The nominee takes what the custodian's units in its book cover."""
        register = keepers.held(client.nominee, wish.tranche, put.record_at)
        key = number, client.custodian
        units = min(wish.units, register.get(client.custodian, 0) - self._passed[key])
        told = replace(wish, book=client.nominee, holder=client.custodian)
        if units <= 0:
            self._custody.note(replace(told, standing=Standing.REFUSED))
            return
        self._passed[key] += units
        self._to_cast[number, client.nominee][0 if wish.purpose == "CFOR" else 1] += units
        self._custody.note(replace(told, units=units))
