"""The codes of ERC-1404 as this system numbers them, and the error a transfer reverts with."""

from __future__ import annotations

from sim.chain import Reverted
from sim.chain.logs import Refusal
from sim.chain.reverts import (
    BondToken_AccountFrozen,
    BondToken_BelowMinimum,
    BondToken_Closed,
    BondToken_InsufficientUnits,
    BondToken_Paused,
    BondToken_Refused,
    ERC7943InsufficientUnfrozenBalance,
)

PAUSED, CLOSED, SENDER_FROZEN, RECEIVER_FROZEN = 100, 101, 102, 103
UNITS_NOT_AVAILABLE, SENDER_BELOW_MINIMUM, RECEIVER_BELOW_MINIMUM = 104, 105, 106
INSUFFICIENT_UNITS = 107

#: Every code but 0.
CODES = [*(int(refusal) for refusal in Refusal if refusal), *range(PAUSED, INSUFFICIENT_UNITS + 1)]

_ERRORS: dict[int, type[Reverted]] = {
    PAUSED: BondToken_Paused,
    CLOSED: BondToken_Closed,
    SENDER_FROZEN: BondToken_AccountFrozen,
    RECEIVER_FROZEN: BondToken_AccountFrozen,
    UNITS_NOT_AVAILABLE: ERC7943InsufficientUnfrozenBalance,
    SENDER_BELOW_MINIMUM: BondToken_BelowMinimum,
    RECEIVER_BELOW_MINIMUM: BondToken_BelowMinimum,
    INSUFFICIENT_UNITS: BondToken_InsufficientUnits,
}


def error_of(code: int) -> type[Reverted]:
    """The class a transfer with that code reverts with."""
    return _ERRORS.get(code, BondToken_Refused)


def told_by(error: Reverted, sender: str) -> int:
    """The code an error tells of, read from its class and values alone."""
    values = error.values
    if isinstance(error, BondToken_Refused):
        return int(values["refusal"])
    if isinstance(error, BondToken_AccountFrozen):
        return SENDER_FROZEN if values["account"] == sender else RECEIVER_FROZEN
    if isinstance(error, BondToken_BelowMinimum):
        return SENDER_BELOW_MINIMUM if values["account"] == sender else RECEIVER_BELOW_MINIMUM
    return next(code for code, kind in _ERRORS.items() if isinstance(error, kind))
