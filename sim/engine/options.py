"""What issuer and holders choose: notices, elections, cancellation, taps."""

from __future__ import annotations

from sim.chain.identity import Address
from sim.engine.client_puts import ClientPuts
from sim.engine.elections import take_back
from sim.engine.payments import Payments
from sim.engine.taps import Taps
from sim.engine.world import World
from sim.model import CancelUnits, Elect, GiveNotice, Reopening
from sim.schedule import GROUNDS, OptionTerms, TrancheSchedule, options_of

Exercise = GiveNotice | Elect | CancelUnits | Reopening


class Choices:
    """Carries out what issuer and holders choose; the contracts decide whether they may."""

    def __init__(
        self,
        world: World,
        payments: Payments,
        taps: Taps,
        clients: ClientPuts,
        tranches: dict[str, TrancheSchedule],
    ) -> None:
        """`tranches` are the schedule's own, which a redemption in part changes."""
        self._world = world
        self._payments = payments
        self._taps = taps
        self._clients = clients
        self._tranches = tranches
        # By number, as the issuer set them before the issue: later terms change no option.
        self._options = {code: options_of(made) for code, made in tranches.items()}

    def act(self, event: Exercise) -> None:
        """Do one thing. Raises Reverted when a contract refuses it."""
        options = self._world.system.options
        bond = self._world.system.bonds[event.tranche].address
        match event:
            case GiveNotice():
                self._call(event, bond)
            case Elect():
                self._elect(event, bond)
            case CancelUnits():
                options.cancel(bond, event.units, sender=self._issuer)
            case Reopening():
                self._taps.open(event, self._tap(event))

    def _elect(self, event: Elect, bond: Address) -> None:
        _, option = self._option(event.tranche, "PUT", event)
        period = option.period - 1
        if event.party in self._world.tiers.clients:
            told = event.tranche, period, option.due, event.party, event.units
            self._clients.elect(*told)
            return
        holder = self._world.accounts[event.party]
        self._world.system.options.elect(bond, period, holder, event.units, sender=holder)

    def _call(self, event: GiveNotice, bond: Address) -> None:
        code = event.tranche
        number, option = self._option(code, GROUNDS[event.ground], event)
        self._world.system.options.exercise(bond, number, sender=self._issuer)
        if option.kind == "PART":
            made = self._tranches[code].partly_repaid(option.period, option.factor)
            self._tranches[code] = made
            self._payments.repaid_in_part(code, option.period)
        else:
            self._payments.called(code, option.period)
            take_back(self._world, code)

    def _option(self, code: str, kind: str, event: GiveNotice | Elect) -> tuple[int, OptionTerms]:
        """Number and terms of the option an event is about; the rules of dates know it exists."""
        return next(
            (number, option)
            for number, option in enumerate(self._options[code])
            if (option.kind, option.due) == (kind, event.payment)
        )

    def _tap(self, event: Reopening) -> int:
        """Number of the tap in whose window an event is; the rules know there is one."""
        return next(
            number
            for number, option in enumerate(self._options[event.tranche])
            if option.kind == "TAP" and option.opens <= event.date <= option.closes
        )

    @property
    def _issuer(self) -> Address:
        return self._world.accounts[self._world.party("issuer")]
