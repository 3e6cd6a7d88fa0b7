"""A bookbuild, and the steps that bring it to where a test begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.chain import Receipt
from sim.chain.bindings import Offering
from sim.chain.logs import OrderRefused, OrderSubmitted
from sim.chain.structs import Bid
from sim.units import PAR
from tests.contracts.deal import HONG_KONG, Deal

CLOSES = "2023-02-15 17:00"
#: The yield the deal is priced at, and the price: par, the coupon being the yield.
YIELD, PRICE = 40_500_000, PAR


def bid(deal: Deal, investor: str, *units: int, limit: int = 0) -> list[int]:
    """Orders of an investor, by name; returns their numbers."""
    bids = [Bid(each, limit, 0) for each in units]
    receipt = deal.offering.submit(bids, sender=getattr(deal, investor))
    return [log.order_id for log in receipt.all(OrderSubmitted) + receipt.all(OrderRefused)]


def priced(deal: Deal, final_yield: int = YIELD, price: int = PRICE) -> Receipt:
    """Closes the book and fixes the price."""
    deal.chain.at(max(deal.instant(CLOSES), deal.chain.now))
    return deal.offering.fix_price(final_yield, price, sender=deal.arranger)


def allocated(deal: Deal, *units: int, level: int = 0, price: int = PRICE) -> Receipt:
    """Prices and allocates; the units are what the rule gives."""
    priced(deal, price=price)
    return deal.offering.allocate(units, level, sender=deal.arranger)


def book_of(
    deal: Deal, bids: Sequence[int], offered: int, minimum: int, **changes: object
) -> Offering:
    """Another offering, of that many units, priced with these orders."""
    bond = deal.new_bond(offered_units=offered, minimum_units=minimum, **changes)
    rule = deal.register.offer_rule(deal.bond.address)
    deal.register.set_offer_rule(bond.address, rule, [HONG_KONG], sender=deal.registrar)
    told = deal.offering.offering_terms()
    offered_terms = replace(told, bond=bond.address, units=offered)
    offering = Offering.deploy(deal.chain, offered_terms, sender=deal.deployer)
    if bids:
        offering.submit([Bid(units, 0, 0) for units in bids], sender=deal.alice)
    deal.warp(CLOSES)
    offering.fix_price(YIELD, PRICE, sender=deal.arranger)
    return offering
