"""What comes to a nominee is shared out: told to its keepers as the chain's logs tell it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.chain.identity import Address
from sim.chain.logs import (
    ActionAnnounced,
    ActionKind,
    Announcement,
    Claimed,
    Log,
    Paid,
    Withheld,
)
from sim.custody import UNTAXED, Elections, Withholding
from sim.custody.references import action_id
from sim.engine.keepers import Keepers, Payment
from sim.engine.world import World
from sim.schedule import Phase
from sim.units import date_of

__all__ = ["Payouts"]

# An instalment leaves the units where they are, and so does what is recovered of a claim.
_PURPOSES = {ActionKind.INTR: "INTR", ActionKind.DINT: "INTR", ActionKind.LIQU: "RECV"}
_REDEEMING = frozenset({ActionKind.REDM, ActionKind.MCAL, ActionKind.BPUT})


class Payouts:
    """Payments to nominees, from their announcement on."""

    def __init__(self, world: World, keepers: Keepers, elections: Elections) -> None:
        self._world = world
        self._keepers = keepers
        self._elections = elections
        self._nominees = {world.accounts[name]: name for name in world.tiers.nominees}
        self._announced: dict[int, Announcement] = {}
        self._payments: dict[tuple[int, Address], Payment] = {}

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        """What to do with each kind of log that tells of a payment."""
        return {
            ActionAnnounced: self._note,
            Paid: self._paid,
            Withheld: self._paid,
            Claimed: self._paid,
        }

    def _note(self, log: ActionAnnounced) -> None:
        self._announced[log.action_id] = log.announcement

    def _paid(self, log: Paid | Withheld | Claimed) -> None:
        nominee = self._nominees.get(log.holder)
        if nominee is None:
            return
        key = log.action_id, log.holder
        payment = self._payments.get(key)
        if payment is None:
            payment = self._payments[key] = self._payment(log, nominee)
        if not isinstance(log, Withheld):
            payment.received = log.net
        self._keepers.pay(payment, log.at)

    def _payment(self, log: Paid | Withheld | Claimed, nominee: str) -> Payment:
        told = self._announced[log.action_id]
        facts = self._world.scenario.tranche(self._world.code(told.bond))
        elected = None
        if told.kind is ActionKind.BPUT:
            whose = self._world.tiers.behind(nominee)
            elected = self._elections.end(facts.code, told.period_index, whose)
        return Payment(
            nominee=nominee,
            reference=action_id(log.action_id),
            tranche=facts.code,
            purpose=_PURPOSES.get(told.kind, "PRIN"),
            currency=facts.currency,
            record_at=self._world.instant(date_of(told.record_date), Phase.CLOSE),
            num=told.amount_num,
            den=told.amount_den,
            basis=facts.rounding_basis,
            at=log.at,
            redeems=told.kind in _REDEEMING,
            withheld=UNTAXED if isinstance(log, Claimed) else Withholding(log.tax, log.gross),
            elected=elected,
        )
