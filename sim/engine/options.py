"""What issuer and holders choose: notices, elections, cancellation."""

from __future__ import annotations

from sim.chain.identity import Address
from sim.engine.payments import Payments
from sim.engine.world import World
from sim.model import CancelUnits, Elect, GiveNotice
from sim.schedule import GROUNDS, OptionTerms, options_of

Exercise = GiveNotice | Elect | CancelUnits


class Choices:
    """Carries out what issuer and holders choose; the contracts decide whether they may."""

    def __init__(self, world: World, payments: Payments) -> None:
        self._world = world
        self._payments = payments

    def act(self, event: Exercise) -> None:
        """Do one thing. Raises Reverted when a contract refuses it."""
        options, accounts = self._world.system.options, self._world.accounts
        bond = self._world.system.bonds[event.tranche].address
        match event:
            case GiveNotice():
                self._call(event, bond)
            case Elect():
                holder = accounts[event.party]
                period = self._option(event)[1].period
                options.elect(bond, period - 1, holder, event.units, sender=holder)
            case CancelUnits():
                options.cancel(bond, event.units, sender=self._issuer)

    def _call(self, event: GiveNotice, bond: Address) -> None:
        number, option = self._option(event)
        self._world.system.options.exercise(bond, number, sender=self._issuer)
        self._payments.called(event.tranche, option.period)

    def _option(self, event: GiveNotice | Elect) -> tuple[int, OptionTerms]:
        """Number and terms of the option an event is about; the rules of dates know it exists."""
        kind = "PUT" if isinstance(event, Elect) else GROUNDS[event.ground]
        options = options_of(self._world.schedule.tranches[event.tranche])
        return next(
            (number, option)
            for number, option in enumerate(options)
            if (option.kind, option.due) == (kind, event.payment)
        )

    @property
    def _issuer(self) -> Address:
        return self._world.accounts[self._world.party("issuer")]
