"""What options cost: set, noticed, elected, paid, cancelled."""

from __future__ import annotations

from sim.chain import open_engine
from sim.chain.logs import ActionKind
from tests.contracts.coupons import funded, held, pay
from tests.contracts.deal import Deal, open_deal
from tests.contracts.options import (
    CALL,
    PART,
    PUT,
    TAP,
    WITHIN,
    elect,
    exercise,
    option,
    set_options,
)


def choices() -> dict[str, int]:
    """Gas by what was done, on a deal of its own."""
    deal = open_deal(lambda genesis: open_engine("eth-tester", genesis_instant=genesis))
    with deal.undone():
        found = _called(deal)
    return found | _put(deal)


def _called(deal: Deal) -> dict[str, int]:
    set_options(deal, option(CALL), option(PART), option(TAP))
    held(deal)
    deal.warp(WITHIN)
    bond = deal.bond.address
    found = {"tap": deal.options.tap(bond, 2, 100, sender=deal.issuer).gas_used}
    found["redeem in part"] = exercise(deal, 1).gas_used
    found["call"] = exercise(deal, 0).gas_used
    deal.admit(deal.issuer)
    deal.mint(deal.issuer, 10)
    found["cancel units"] = deal.options.cancel(bond, 4, sender=deal.issuer).gas_used
    return found


def _put(deal: Deal) -> dict[str, int]:
    found = {"set two options": set_options(deal, option(PUT), option(TAP)).gas_used}
    held(deal)
    deal.warp(WITHIN)
    found["elect units for a put"] = elect(deal, "alice", 4).gas_used
    found["change an election"] = elect(deal, "alice", 2).gas_used
    elect(deal, "bob", 20)
    number = funded(deal, 0, ActionKind.BPUT)
    found["pay a put, a holder of 2"] = -(-pay(deal, number, "alice", "bob").gas_used // 2)
    return found
