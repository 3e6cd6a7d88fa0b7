"""What a contract said in a transaction, and that nothing moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sim.chain import Address, Receipt
from sim.chain.contract import Contract
from tests.contracts.deal import Deal, told


def said(receipt: Receipt, by: Contract) -> list[tuple[object, ...]]:
    """The events of one contract in order: class, then own fields."""
    pairs = zip(receipt.events, told(receipt), strict=True)
    return [fields for event, fields in pairs if event.address == by.address]


@contextmanager
def unmoved(deal: Deal, *accounts: Address) -> Iterator[None]:
    """Neither units nor money of the accounts (by default everyone's) change inside."""
    everyone = accounts or (*deal.investors, deal.issuer, deal.arranger, deal.paying.address)
    before = _wealth(deal, everyone)
    yield
    assert _wealth(deal, everyone) == before


def _wealth(deal: Deal, accounts: Sequence[Address]) -> list[list[int]]:
    tokens = (deal.bond, deal.cash, deal.stablecoin)
    return [deal.chain.balances(token.address, accounts) for token in tokens]
