"""What bookings and ledgers call the instructions, actions and book transfers they refer to."""

from __future__ import annotations

__all__ = ["action_id", "instruction_id", "transfer_id"]


def instruction_id(number: int) -> str:
    """The ledger's name of an on-chain instruction number, empty for zero (none)."""
    return f"I{number:06d}" if number else ""


def action_id(number: int) -> str:
    """The ledger's name of an on-chain action number."""
    return f"A{number:03d}"


def transfer_id(number: int) -> str:
    """The name of a transfer in a nominee's book, which no chain sees."""
    return f"B{number:05d}"
