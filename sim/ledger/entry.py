"""What the logs are read into: entries, each a thing that happened, and its subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sim.chain.logs import ForcedTransfer, Log, RecoverySuccess, Transfer, UnitsCancelled
from sim.ledger.deal import Deal
from sim.ledger.inputs import UnknownAddress
from sim.ledger.subjects import Action, Instruction

__all__ = ["Entries", "Entry", "Numbers", "free_movement", "place_of"]

_LETTERS: Final[dict[type, str]] = {
    type(None): "M",
    ForcedTransfer: "F",
    RecoverySuccess: "L",
    UnitsCancelled: "C",
}


class Entry(NamedTuple):
    """One thing that happened to units or money.

    `purpose` is the settlement type of an instruction, else INTR, PRIN, TAXS, FUND, MINT, BURN,
    OWNI (free, forced, recovered or cancelled) or MISSED; `cause` the closing event, None of a free
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
        """Whether units moved outside instructions and payments: freely, or by an order."""
        return self.units is not None and type(self.cause) in _LETTERS

    @property
    def letter(self) -> str:
        """What its number begins with: moved, forced, left by a lost account, cancelled."""
        return _LETTERS[type(self.cause)]


@dataclass(slots=True)
class Entries:
    """Entries in chain order, and the subjects by on-chain number in order of entry."""

    entries: list[Entry] = field(default_factory=list)
    instructions: dict[int, Instruction] = field(default_factory=dict)
    actions: dict[int, Action] = field(default_factory=dict)


class Numbers:
    """Movements outside instructions are numbered, in chain order, for `settlement`."""

    def __init__(self) -> None:
        self._given = 0

    def give(self, entry: Entry) -> Entry:
        """The entry with its number; as it is where it needs none."""
        if not entry.is_own:
            return entry
        self._given += 1
        return entry._replace(reference=f"{entry.letter}{self._given:06d}")


def free_movement(deal: Deal, log: Transfer) -> Entry:
    """A movement that nothing explains. Raises UnknownAddress for a token in none of the tables."""
    if log.address in deal.tranches:
        return Entry("OWNI", "", None, log, None, log)
    if log.address in deal.cash:
        return Entry("OWNI", "", None, None, log, log)
    raise UnknownAddress(log.address, "bonds or cash tokens")


def place_of(log: Log) -> tuple[int, int, int]:
    """Where a log stands in the chain; tuples compare in chain order."""
    return log.block, log.tx_index, log.log_index
