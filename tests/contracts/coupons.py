"""Holders, and the steps that bring a corporate action to where a test begins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.chain import Address, Receipt
from sim.chain.bindings import BondToken
from sim.chain.logs import ActionAnnounced, ActionKind, Paid, Role, WithheldReason
from tests.contracts.deal import HONG_KONG, Deal

INTR, REDM = ActionKind.INTR, ActionKind.REDM

#: HKD a unit of 500,000.00: 4.05 % over 181 and 184 days of 365, half up; and par.
FIRST_COUPON, SECOND_COUPON, PRINCIPAL = 10_041_78, 10_208_22, 500_000_00

RECORD, CUT_OFF, PAYABLE = "2023-08-15 18:00", "2023-08-16 10:00", "2023-08-16 11:00"
FINAL_RECORD, FINAL_PAYABLE = "2024-02-15 18:00", "2024-02-16 11:00"

HOLDINGS = {"alice": 10, "bob": 20, "carol": 30}
ALL_UNITS = 60

FROZEN, SANCTIONED, RAIL = WithheldReason.FROZEN, WithheldReason.SANCTIONED, WithheldReason.RAIL

Step = Callable[[Deal], object]

#: What blocks a payment to bob, why, and what ends it.
BLOCKS: dict[str, tuple[WithheldReason, Step, Step]] = {
    "the account is frozen": (
        FROZEN,
        lambda d: d.bond.freeze([d.bob], sender=d.registrar),
        lambda d: d.bond.unfreeze([d.bob], sender=d.registrar),
    ),
    "the holder is under sanctions": (
        SANCTIONED,
        lambda d: d.register.sanction([d.bob], sender=d.regulator),
        lambda d: d.register.clear([d.bob], sender=d.regulator),
    ),
    "the holder takes no part in the money": (
        RAIL,
        lambda d: d.cash.remove_participants([d.bob], sender=d.central_bank),
        lambda d: d.cash.add_participants([d.bob], sender=d.central_bank),
    ),
    "the holder's money is frozen": (
        RAIL,
        lambda d: d.cash.freeze([d.bob], sender=d.central_bank),
        lambda d: d.cash.unfreeze([d.bob], sender=d.central_bank),
    ),
}

blocked = pytest.mark.parametrize(("reason", "block", "unblock"), BLOCKS.values(), ids=BLOCKS)


def held(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    for name, units in HOLDINGS.items():
        deal.mint(getattr(deal, name), units)
    return deal


def announced(deal: Deal, period: int = 0, kind: ActionKind = INTR) -> int:
    receipt = deal.paying.announce(deal.bond.address, period, kind, sender=deal.paying_agent)
    return receipt.only(ActionAnnounced).action_id


def funded(deal: Deal, period: int = 0, kind: ActionKind = INTR) -> int:
    """Announced, and funded by the issuer once the record date closed; now payable."""
    number = announced(deal, period, kind)
    deal.chain.at(max(deal.instant(FINAL_RECORD if period else RECORD), deal.chain.now))
    deal.paying.fund(number, sender=deal.issuer)
    deal.chain.at(max(deal.instant(FINAL_PAYABLE if period else PAYABLE), deal.chain.now))
    return number


def coupon_in(deal: Deal, money: Address, **changes: object) -> BondToken:
    """Action 1: the first coupon, in that money, on another bond of which alice owns ten units."""
    bond = deal.new_bond(rails=(money,), **changes)
    deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
    rule = deal.register.offer_rule(deal.bond.address)
    deal.register.set_offer_rule(bond.address, rule, [HONG_KONG], sender=deal.registrar)
    bond.issue(deal.alice, 10, sender=deal.as_settlement)
    deal.paying.announce(bond.address, 0, INTR, sender=deal.paying_agent)
    deal.warp(RECORD)
    return bond


def pay(deal: Deal, number: int, *names: str) -> Receipt:
    """Pays holders, by name, in that order."""
    holders = [getattr(deal, name) for name in names]
    return deal.paying.pay(number, holders, sender=deal.paying_agent)


def owed(deal: Deal) -> int:
    return deal.paying.owed(deal.cash.address)


def paid(
    deal: Deal, number: int, name: str, units: int, each: int = FIRST_COUPON
) -> tuple[object, ...]:
    """The event of a payment that was made."""
    amount = units * each
    return (Paid, number, getattr(deal, name), units, amount, 0, amount)
