"""The life of an instruction and of a corporate action, as the logs tell it.

Records grow while logs are read, and nothing changes them afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.chain.logs import (
    ActionAnnounced,
    ActionCancelled,
    ActionFunded,
    ActionKind,
    ActionMissed,
    ActionPaid,
    Cancelled,
    Claimed,
    Economics,
    Expired,
    Instructed,
    Lapsed,
    Log,
    Matched,
    Paid,
    Reason,
    RoundingBasis,
    Settled,
    Status,
    TransactionType,
    Transfer,
    Withheld,
)
from sim.custody.references import action_id, instruction_id, proposal_id
from sim.ledger.deal import Tranche
from sim.ledger.inputs import ZERO, Address
from sim.units import PAR, half_up

__all__ = [
    "Action",
    "Instruction",
    "Leg",
    "Payment",
    "action_id",
    "ascii_text",
    "instruction_id",
    "proposal_id",
]

_PURPOSES = {
    ActionKind.INTR: "INTR",
    ActionKind.DINT: "INTR",
    ActionKind.LIQU: "RECV",
}

Leg = tuple[Address, Address, Address, int]
"""A movement that is looked for: token, from, to, amount."""

_REDEEMING = frozenset({ActionKind.REDM, ActionKind.MCAL, ActionKind.BPUT})
_INTEREST = frozenset({ActionKind.INTR, ActionKind.DINT})
_TAXED = _INTEREST | {ActionKind.LIQU}
_Records = Mapping[tuple[Address, int], Mapping[Address, int]]

Sides = tuple[Address, Address]
"""The accounts of a deliverer and a receiver."""


def ascii_text(reference: bytes) -> str:
    """A bytes32 reference as text; a byte that is not ASCII is shown as an escape."""
    return reference.rstrip(b"\0").decode("ascii", "backslashreplace")


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
    cancelled: ActionCancelled | None = None
    payments: dict[Address, Payment] = field(default_factory=dict)
    elected: dict[Address, int] = field(default_factory=dict)
    """Units elected by holder, of a put."""
    lapses: dict[Address, Lapsed] = field(default_factory=dict)
    """Elected units that were taken by force before they were paid for, by holder."""
    recovered_interest: int = 0
    """What of an instalment of a recovery is interest by the waterfall: a unit, smallest unit."""

    @property
    def redeems(self) -> bool:
        """Whether units are destroyed with the payment."""
        return self.announced.announcement.kind in _REDEEMING

    @property
    def is_put(self) -> bool:
        """Whether it repays only what holders elected."""
        return self.announced.announcement.kind is ActionKind.BPUT

    @property
    def price(self) -> int:
        """What is paid for the face that is repaid, 1e-6 %."""
        told = self.announced.announcement
        if self.is_put:
            return self.tranche.puts.get(told.period_index, 0)
        return self.tranche.redemption_price if self.redeems else PAR

    def holders(self, records: _Records) -> Mapping[Address, int]:
        """Units it is for by holder: those elected, or those held at the record date."""
        if self.is_put:
            return {holder: units for holder, units in self.elected.items() if units}
        told = self.announced.announcement
        return records[told.bond, told.record_at]

    @property
    def purpose(self) -> str:
        """Purpose of its payments: INTR, default interest too; RECV of an instalment; or PRIN."""
        return _PURPOSES.get(self.announced.announcement.kind, "PRIN")

    @property
    def is_taxed(self) -> bool:
        """Whether the terms withhold tax from some holders."""
        return self.announced.announcement.kind in _TAXED and bool(self.tranche.taxes)

    @property
    def asked(self) -> ActionFunded | ActionMissed | None:
        """What fixed the units of the record date and the money they are due."""
        return self.funded or self.missed

    def is_missed(self, log: ActionMissed | ActionCancelled) -> None:
        """Note that it was missed, or taken off after that."""
        self.last = log
        if type(log) is ActionCancelled:
            self.cancelled = log
        elif type(log) is ActionMissed:
            self.missed = log

    def gross_on(self, units: int) -> int:
        """Money due on units of one holder, before tax, by the rounding basis of the terms."""
        told = self.announced.announcement
        if told.rounding_basis is RoundingBasis.CALCULATION_AMOUNT:
            return units * told.amount_per_unit
        return half_up(units * told.amount_num, told.amount_den)

    def interest_on(self, units: int) -> int:
        """What of `gross_on` is interest: tax is withheld from nothing else.

        Coupons and default interest are; of an instalment of a recovery, what the waterfall says.
        """
        kind = self.announced.announcement.kind
        if kind in _INTEREST:
            return self.gross_on(units)
        return units * self.recovered_interest

    def face_of(self, units: int) -> int:
        """Face outstanding of units at the record date; of a put, after the instalment then."""
        index = self.announced.announcement.period_index
        after = self.tranche.periods[index].factor_after
        factor = after if self.is_put else self.tranche.factor_before(index)
        return self.tranche.face(units, factor)

    @property
    def status(self) -> str:
        """Where it stands at the end of the logs."""
        if self.paid is not None:
            return "PAID"
        if self.funded is not None:
            return "FUNDED"
        if self.cancelled is not None:
            return "CANCELLED"
        return "ANNOUNCED" if self.missed is None else "MISSED"

    @property
    def record_at(self) -> int:
        """Instant of the close of its record date, UTC seconds."""
        return self.announced.announcement.record_at
