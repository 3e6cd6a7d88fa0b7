"""A lost key, and the steps that put another account in its place."""

from __future__ import annotations

from sim.chain import Receipt
from tests.contracts.deal import CASH, ZERO, Deal
from tests.contracts.trades import OPENS


def replaced(deal: Deal, lost: str = "alice", replacement: str = "dave") -> Receipt:
    """In the register alone; parties by name."""
    accounts = [getattr(deal, lost)], [getattr(deal, replacement)]
    return deal.register.replace(*accounts, sender=deal.registrar)


def recovered(deal: Deal, lost: str = "alice", replacement: str = "dave") -> Receipt:
    """What the bond keeps for the lost account, moved by a stranger."""
    accounts = getattr(deal, lost), getattr(deal, replacement)
    return deal.bond.recovery_address(*accounts, ZERO, sender=deal.mallory)


def lose(deal: Deal, is_recovered: bool, lost: str = "alice", replacement: str = "dave") -> None:
    """The loss of a key, the bond recovered at once or not yet."""
    replaced(deal, lost, replacement)
    if is_recovered:
        recovered(deal, lost, replacement)


def settle(deal: Deal, number: int) -> Receipt:
    """An attempt, as soon as trades of these tests may settle."""
    deal.chain.at(max(deal.instant(OPENS), deal.chain.now))
    return deal.settlement.settle([number], sender=deal.settlement_agent)


def cash(deal: Deal, *names: str) -> list[int]:
    """What each has more than at the start."""
    return [deal.cash.balance_of(getattr(deal, name)) - CASH for name in names]
