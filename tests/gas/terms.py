"""What terms of their own cost: made, fixed, changed; and payments that are counted or taxed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.chain import Address
from sim.chain.bindings import BondToken
from sim.chain.logs import ActionAnnounced, ActionKind, RoundingBasis, TaxRate
from tests.contracts.deal import HONG_KONG, Deal, instant
from tests.contracts.schedules import (
    amender,
    bound,
    floating,
    floating_bond,
    quarters,
    unchanged,
    with_factors,
)

FIRST = quarters()[0]


def terms(deal: Deal, holders: Sequence[Address]) -> dict[str, int]:
    """Gas by what was done; undone at the end."""
    with deal.undone():
        found = _made(deal) | _fixed(deal)
        bonds = _bonds(deal, holders)
        deal.chain.at(FIRST.record_at)
        paid = {name: _paid(deal, name, bond, holders) for name, bond in bonds.items()}
    return found | {name: gas for costs in paid.values() for name, gas in costs.items()}


def _made(deal: Deal) -> dict[str, int]:
    by = amender(deal)
    fresh = deal.new_terms(periods=[])
    found = {"append, of 4 periods": fresh.append(quarters(), sender=deal.deployer).gas_used // 4}
    bond = deal.unbound(fresh).address
    found["bind, of 4 periods"] = fresh.bind(bond, sender=deal.deployer).gas_used
    changed, _ = bound(deal)
    record = changed.add_record(FIRST.record_date - 14, instant("2023-05-01 18:00"), sender=by)
    found["addRecord, to 4 periods"] = record.gas_used
    last = replace(quarters()[1], factor_after=0)
    found["amend, to 2 periods"] = changed.amend(1, [last], unchanged(), sender=by).gas_used
    return found


def _fixed(deal: Deal) -> dict[str, int]:
    floats, _ = floating_bond(deal)
    deal.chain.at(max(floating()[0].fixing_opens_at, deal.chain.now))
    found = {"fix": floats.fix(0, 31_000_000, sender=deal.calculation_agent).gas_used}
    with deal.undone():
        deal.chain.at(floating()[1].fallback_from)
        found["fallBack"] = floats.fall_back(1, sender=deal.mallory).gas_used
    return found


def _bonds(deal: Deal, holders: Sequence[Address]) -> dict[str, BondToken]:
    """A coupon counted a holding, one taxed, and an instalment; each to all holders."""
    deal.cash.add_participants([deal.mallory], sender=deal.central_bank)
    tax = {"taxes": (TaxRate(HONG_KONG, 100_000_000),), "tax_account": deal.mallory}
    quarter = with_factors(750_000_000, 500_000_000, 250_000_000, 0)
    bonds = {
        "counted": bound(deal, rounding_basis=RoundingBasis.HOLDING)[1],
        "taxed": bound(deal, **tax)[1],
        "instalment": bound(deal, quarter)[1],
    }
    for bond in bonds.values():
        bond.issue(deal.alice, 2 * len(holders), sender=deal.as_settlement)
        bond.batch_transfer(holders, [2] * len(holders), sender=deal.alice)
    return bonds


def _paid(deal: Deal, name: str, bond: BondToken, holders: Sequence[Address]) -> dict[str, int]:
    paying, found = deal.paying, {}
    kind = ActionKind.PRED if name == "instalment" else ActionKind.INTR
    receipt = paying.announce(bond.address, 0, kind, sender=deal.paying_agent)
    number = receipt.only(ActionAnnounced).action_id
    if name == "counted":
        counted = paying.count(number, holders, sender=deal.mallory)
        found["count, of 100, a holder's first ever"] = -(-counted.gas_used // len(holders))
    with deal.undone():
        paying.fund(number, sender=deal.issuer)
        deal.chain.at(FIRST.payable_from)
        paid = paying.pay(number, holders, sender=deal.paying_agent)
    found[f"pay {name}, of 100, a bond's first"] = -(-paid.gas_used // len(holders))
    return found
