"""What the logs are read into: entries, each a thing that happened, and its subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sim.chain.logs import ForcedTransfer, Log, RecoverySuccess, Transfer
from sim.ledger.subjects import Action, Instruction

__all__ = ["Entries", "Entry", "place_of"]

_LETTERS: Final[dict[type, str]] = {type(None): "M", ForcedTransfer: "F", RecoverySuccess: "L"}


class Entry(NamedTuple):
    """One thing that happened to units or money.

    `purpose` is the settlement type of an instruction, else INTR, PRIN, TAXS, FUND, MINT, BURN,
    OWNI (a free, forced or recovery movement) or MISSED; `cause` the closing event, None of a free
    movement; `last` the later of the cause and its movements; `payment` the reference of a payment
    outside the chain, as its operator gave it.
    """

    purpose: str
    reference: str
    cause: Log | None
    units: Transfer | None
    cash: Transfer | None
    last: Log
    subject: Instruction | Action | None = None
    payment: str = ""

    @property
    def is_own(self) -> bool:
        """Whether units moved outside instructions and payments: freely, by force, recovered."""
        return self.units is not None and type(self.cause) in _LETTERS

    @property
    def letter(self) -> str:
        """What the number of such a movement begins with: moved, forced, left by a lost account."""
        return _LETTERS[type(self.cause)]


@dataclass(slots=True)
class Entries:
    """Entries in chain order, and the subjects by on-chain number in order of entry."""

    entries: list[Entry] = field(default_factory=list)
    instructions: dict[int, Instruction] = field(default_factory=dict)
    actions: dict[int, Action] = field(default_factory=dict)


def place_of(log: Log) -> tuple[int, int, int]:
    """Where a log stands in the chain; tuples compare in chain order."""
    return log.block, log.tx_index, log.log_index
