"""What bookings and ledgers call what they refer to: instructions, actions, votes, transfers."""

from __future__ import annotations

from datetime import date

__all__ = ["action_id", "instruction_id", "proposal_id", "put_id", "transfer_id"]


def instruction_id(number: int) -> str:
    """The ledger's name of an on-chain instruction number, empty for zero (none)."""
    return f"I{number:06d}" if number else ""


def action_id(number: int) -> str:
    """The ledger's name of an on-chain action number."""
    return f"A{number:03d}"


def proposal_id(number: int) -> str:
    """The ledger's name of an on-chain proposal number."""
    return f"P{number:03d}"


def put_id(due: date) -> str:
    """The name of a put, by the agreed date of the payment it goes with."""
    return f"PUT-{due}"


def transfer_id(number: int) -> str:
    """The name of a transfer in a nominee's book, which no chain sees."""
    return f"B{number:05d}"
