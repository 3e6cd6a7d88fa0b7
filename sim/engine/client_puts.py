"""Clients elect to have units repaid: their nominee elects the sum, and has it back after all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sim.chain import Reverted
from sim.chain.logs import Elected, Lapsed
from sim.custody import Booking, Standing
from sim.custody.references import put_id
from sim.engine.custody import Custody
from sim.engine.world import World

__all__ = ["ClientPuts"]


class ClientPuts:
    """Elections of clients, as custodians pass them on and nominees make them on chain.

    A custodian passes on what its own book covers, a nominee what it holds for that custodian, and
    the chain decides. An election is refused whole: nobody has a part repaid that it did not ask.
    """

    def __init__(self, world: World, custody: Custody) -> None:
        self._world = world
        self._custody = custody
        self._due: dict[tuple[str, int], date] = {}
        custody.listen(Elected, self._given_back)
        custody.listen(Lapsed, self._lapsed)

    def elect(self, tranche: str, period: int, due: date, name: str, units: int) -> None:
        """A client wants so many units in all repaid with the payment of a period (an index)."""
        tiers, custody = self._world.tiers, self._custody
        client = tiers.clients[name]
        free = custody.free(tranche, name)
        mine = custody.elections.of_put(tranche, period, [name]).get(name, 0)
        wish = self._wish(tranche, due, name, units)
        told = replace(wish, book=client.nominee, holder=client.custodian)
        if units > mine + free:
            self._refuse(wish)
            return
        custody.note(wish)
        if units > mine + custody.covered(tranche, client.custodian):
            self._refuse(told)
            return
        others = custody.elections.of_put(tranche, period, tiers.behind(client.nominee))
        try:
            self._elect(tranche, period, client.nominee, sum(others.values()) - mine + units)
        except Reverted:
            # On record in `transactions`; no election of others is touched by it.
            self._refuse(told)
            return
        custody.elections.elect(tranche, period, name, units)
        self._due[tranche, period] = due
        custody.note(told)

    def _elect(self, tranche: str, period: int, nominee: str, units: int) -> None:
        account, system = self._world.accounts[nominee], self._world.system
        system.options.elect(system.bonds[tranche].address, period, account, units, sender=account)

    def _refuse(self, line: Booking) -> None:
        self._custody.note(replace(line, standing=Standing.REFUSED))

    def _given_back(self, log: Elected) -> None:
        """Whoever took a nominee's election back, its clients elect nothing any more."""
        name = self._world.accounts.name(log.holder)
        if log.units == 0 and name in self._world.tiers.nominees:
            self._end(self._world.code(log.bond), log.period_index, name, log.at)

    def _lapsed(self, log: Lapsed) -> None:
        """A put came too late: units stay, and are repaid like all others."""
        name = self._world.accounts.name(log.holder)
        if name in self._world.tiers.nominees:
            put = self._world.system.paying_agent.action(log.action_id)
            self._end(self._world.code(put.bond), put.period_index, name, log.at)

    def _end(self, tranche: str, period: int, nominee: str, at: int) -> None:
        tiers, custody = self._world.tiers, self._custody
        for name in custody.elections.end(tranche, period, tiers.behind(nominee)):
            client = tiers.clients[name]
            none = replace(self._wish(tranche, self._due[tranche, period], name, 0), at=at)
            custody.note(replace(none, value_at=at))
            custody.note(replace(none, value_at=at, book=nominee, holder=client.custodian))

    def _wish(self, tranche: str, due: date, name: str, units: int) -> Booking:
        client, now = self._world.tiers.clients[name], self._world.chain.now
        return Booking(
            at=now,
            value_at=now,
            book=client.custodian,
            holder=name,
            account=client.account,
            tranche=tranche,
            purpose="BPUT",
            units=units,
            currency=self._world.scenario.tranche(tranche).currency,
            amount=0,
            reference=put_id(due),
            standing=Standing.INSTRUCTED,
        )
