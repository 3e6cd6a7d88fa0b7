"""The life of an instruction and of a corporate action, as the logs tell it.

Records grow while logs are read, and nothing changes them afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.chain.logs import (
    ActionAnnounced,
    ActionFunded,
    ActionKind,
    ActionMissed,
    ActionPaid,
    Cancelled,
    Claimed,
    Economics,
    Expired,
    Instructed,
    Log,
    Matched,
    Paid,
    Reason,
    Settled,
    Status,
    TransactionType,
    Transfer,
    Withheld,
)
from sim.ledger.deal import Tranche
from sim.ledger.inputs import ZERO, Address

__all__ = ["Action", "Instruction", "Leg", "Payment", "action_id", "instruction_id"]

Leg = tuple[Address, Address, Address, int]
"""A movement that is looked for: token, from, to, amount."""

Sides = tuple[Address, Address]
"""The accounts of a deliverer and a receiver."""


def instruction_id(number: int) -> str:
    """The ledger's name of an on-chain instruction number, empty for zero (none)."""
    return f"I{number:06d}" if number else ""


def action_id(number: int) -> str:
    """The ledger's name of an on-chain action number."""
    return f"A{number:03d}"


@dataclass(slots=True)
class Instruction:
    """One instruction: what both sides agreed to, and what became of it.

    `unit_leg` and `cash_leg` are the movements its Settled was found to close. `replaced` are the
    sides in force where an account of the agreed ones was lost before the instruction ended.
    """

    id: int
    entered: Instructed
    status: Status
    last: Log
    matched: Matched | None = None
    settled: Settled | None = None
    ended: Cancelled | Expired | None = None
    reason: Reason = Reason.NONE
    unit_leg: Transfer | None = None
    cash_leg: Transfer | None = None
    replaced: Sides | None = None

    @property
    def economics(self) -> Economics:
        """What both sides agreed to."""
        return self.entered.economics

    @property
    def amount(self) -> int:
        """Settlement amount in the smallest unit."""
        return self.economics.clean_amount + self.economics.accrued_amount

    @property
    def sides(self) -> Sides:
        """Deliverer and receiver in force when it ended, or now."""
        agreed = self.economics
        return self.replaced or (agreed.deliverer, agreed.receiver)

    def expected_unit_leg(self, sides: Sides | None = None) -> Leg | None:
        """The movement of units that settling it makes; None where it has none.

        Between `sides`, or the sides in force when it ended.
        """
        agreed = self.economics
        if agreed.units == 0:
            return None
        deliverer, receiver = sides or self.sides
        created = agreed.transaction_type is TransactionType.ISSU
        return agreed.bond, ZERO if created else deliverer, receiver, agreed.units

    def expected_cash_leg(self, sides: Sides | None = None) -> Leg | None:
        """The movement of money that settling it makes, as `expected_unit_leg`."""
        agreed = self.economics
        if agreed.cash == ZERO or self.amount == 0:
            return None
        deliverer, receiver = sides or self.sides
        if agreed.transaction_type is TransactionType.CLAI:
            return agreed.cash, deliverer, receiver, self.amount
        return agreed.cash, receiver, deliverer, self.amount


@dataclass(slots=True)
class Payment:
    """One holder's part of an action; `number` is its place among the action's payments, from 1."""

    number: int
    log: Paid | Withheld
    unit_leg: Transfer | None = None
    cash_leg: Transfer | None = None
    claimed: Claimed | None = None


@dataclass(slots=True)
class Action:
    """One corporate action; `payments` in the order they were made, by holder."""

    id: int
    announced: ActionAnnounced
    tranche: Tranche
    agent: Address
    last: Log
    funded: ActionFunded | None = None
    missed: ActionMissed | None = None
    paid: ActionPaid | None = None
    payments: dict[Address, Payment] = field(default_factory=dict)

    @property
    def redeems(self) -> bool:
        """Whether units are destroyed with the payment."""
        return self.announced.announcement.kind is ActionKind.REDM

    @property
    def purpose(self) -> str:
        """Purpose of its payments: INTR or PRIN."""
        return "PRIN" if self.redeems else "INTR"

    @property
    def status(self) -> str:
        """Where it stands at the end of the logs."""
        if self.paid is not None:
            return "PAID"
        if self.funded is not None:
            return "FUNDED"
        return "ANNOUNCED" if self.missed is None else "MISSED"

    @property
    def record_at(self) -> int:
        """Instant of the close of its record date, UTC seconds."""
        return self.tranche.periods[self.announced.announcement.period_index].record_at
