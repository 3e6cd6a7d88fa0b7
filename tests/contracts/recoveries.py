"""A lost key, and the steps that put another account in its place."""

from __future__ import annotations

from sim.chain import Receipt
from tests.contracts.deal import ZERO, Deal


def replaced(deal: Deal, lost: str = "alice", replacement: str = "dave") -> Receipt:
    """In the register alone; parties by name."""
    accounts = [getattr(deal, lost)], [getattr(deal, replacement)]
    return deal.register.replace(*accounts, sender=deal.registrar)


def recovered(deal: Deal, lost: str = "alice", replacement: str = "dave") -> Receipt:
    """What the bond keeps for the lost account, moved by a stranger."""
    accounts = getattr(deal, lost), getattr(deal, replacement)
    return deal.bond.recovery_address(*accounts, ZERO, sender=deal.mallory)
