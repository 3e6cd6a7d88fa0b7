"""Money outside the chain: trades paid that way, and what the operator of the rail says of them."""

from __future__ import annotations

from typing import Any

from sim.chain import Receipt
from sim.chain.logs import Economics
from tests.contracts.deal import Deal
from tests.contracts.trades import ACCRUED, CLEAN, OPENS, matched, trade

DUE = CLEAN + ACCRUED


def reference(number: int) -> bytes:
    """A reference of the payment system, 32 bytes."""
    return f"RTGS-{number}".encode().ljust(32, b"\0")


def off_chain(deal: Deal, **changes: Any) -> Economics:
    """The usual trade, paid in the payment system."""
    return trade(deal, cash=deal.rtgs.address, **changes)


def waiting(deal: Deal, economics: Economics | None = None) -> int:
    """Matched, and tried once at its opening: it waits for its money."""
    number = matched(deal, economics or off_chain(deal))
    deal.chain.at(max(deal.instant(OPENS), deal.chain.now))
    deal.settlement.settle([number], sender=deal.settlement_agent)
    return number


def confirm(deal: Deal, number: int, amount: int = DUE, told: int | None = None) -> Receipt:
    """The operator says the money came; by default its reference has the instruction's number."""
    named = reference(number if told is None else told)
    return deal.rtgs.confirm([number], [amount], [named], sender=deal.rail_operator)


def refuse(deal: Deal, *numbers: int) -> Receipt:
    """The operator says no money came."""
    return deal.rtgs.refuse(numbers, sender=deal.rail_operator)


def locked(deal: Deal, name: str = "alice") -> int:
    """Units of a party, by name, that are locked."""
    return deal.bond.account(getattr(deal, name)).locked
