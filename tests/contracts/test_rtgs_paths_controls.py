"""Every path of money outside the chain meets every control as `contracts/README.md` says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sim.chain import Address, Receipt
from sim.chain import reverts as errors
from sim.chain.logs import AwaitingMoney, MoneyReturned, Standing, Transfer
from tests.contracts.coupons import ALL_UNITS, FIRST_COUPON, coupon_in
from tests.contracts.deal import ZERO, Deal
from tests.contracts.expect import unmoved
from tests.contracts.readme import code, table
from tests.contracts.rtgs import DUE, off_chain, reference, waiting
from tests.contracts.trades import OPENS, matched, trade
from tests.contracts.troubles import accelerated_in

TABLE = table("Paths and controls of money outside the chain")
CELLS = {
    (row["control"], code(heading)[0]): says
    for row in TABLE
    for heading, says in row.items()
    if heading not in ("control", "says")
}
SAYS = {row["control"]: code(row["says"]) for row in TABLE}


@dataclass
class Way:
    """What a path is called with; a control changes some of it, or the deal."""

    deal: Deal
    operator: Address
    agent: Address
    payee: Address
    number: int = 1
    amount: int = DUE
    told: bytes = reference(1)


def bargain(way: Way) -> None:
    """Instruction 1: alice sells bob ten units; they may settle now."""
    way.deal.mint(way.deal.alice, 100)
    assert matched(way.deal, off_chain(way.deal)) == 1
    way.deal.warp(OPENS)


def coupon(way: Way) -> None:
    """Action 1: alice's first coupon of ten units."""
    coupon_in(way.deal, way.deal.rtgs.address)
    way.amount = 10 * FIRST_COUPON


def confirm(way: Way) -> Receipt:
    lists = [way.number], [way.amount], [way.told]
    return way.deal.rtgs.confirm(*lists, sender=way.operator)


def confirm_funding(way: Way) -> Receipt:
    agent, payer = way.deal.paying.address, way.deal.issuer
    what = agent, way.number, payer, way.amount, way.told
    return way.deal.rtgs.confirm_funding(*what, sender=way.operator)


def claims(way: Way) -> None:
    """All of the bond is due, and it is paid outside the chain."""
    way.deal = accelerated_in(way.deal, way.deal.rtgs.address)
    way.amount = 10**9


def confirm_recovery(way: Way) -> Receipt:
    deal = way.deal
    what = deal.recoveries.address, deal.bond.address, deal.issuer, way.amount, way.told
    return deal.rtgs.confirm_recovery(*what, sender=way.operator)


def transfer_from(way: Way) -> Receipt:
    sides = way.deal.bob, way.payee
    return way.deal.rtgs.transfer_from(*sides, way.amount, sender=way.deal.as_settlement)


PATHS: dict[str, tuple[Callable[[Way], None], Callable[[Way], Receipt]]] = {
    "settle": (bargain, lambda w: w.deal.settlement.settle([1], sender=w.deal.mallory)),
    "confirm": (bargain, confirm),
    "confirmFunding": (coupon, confirm_funding),
    "confirmRecovery": (claims, confirm_recovery),
    "transfer": (bargain, lambda w: w.deal.rtgs.transfer(w.payee, 1, sender=w.agent)),
    "transferFrom": (bargain, transfer_from),
}


def nothing(_: Way) -> None:
    """The usual case."""


def stranger(way: Way) -> None:
    way.operator = way.agent = way.deal.mallory


def one_cent_more(way: Way) -> None:
    way.amount += 1


def above_the_claim(way: Way) -> None:
    way.amount = way.deal.trustee.claim_of(way.deal.bond.address)[0] * ALL_UNITS * 2


def used_before(way: Way) -> None:
    """By another payment, which came to nothing or, where all is due, to the claims."""
    if way.deal.trustee.case_of(way.deal.bond.address).standing is Standing.ACCELERATED:
        confirm_recovery(way)
        return
    other = off_chain(way.deal, receiver=way.deal.carol, units=2, clean_amount=1, accrued_amount=0)
    opened = max(way.deal.chain.now, other.opens_at)
    if way.deal.chain.now > other.expires_at:
        bond = way.deal.paying.action(1).bond
        days = dict.fromkeys(("trade_date", "intended_date"), way.deal.day("2023-08-15"))
        later = way.deal.instant("2023-09-01 17:30")
        end = {"expiry_date": way.deal.day("2023-09-01"), "opens_at": opened, "expires_at": later}
        other = off_chain(
            way.deal, bond=bond, units=2, clean_amount=1, accrued_amount=0, **days, **end
        )
    number = matched(way.deal, other)
    way.deal.rtgs.confirm([number], [1], [way.told], sender=way.operator)


def no_reference(way: Way) -> None:
    way.told = bytes(32)


def other_money(way: Way) -> None:
    way.number = matched(way.deal, trade(way.deal))


def undeliverable(way: Way) -> None:
    way.deal.bond.freeze([way.deal.bob], sender=way.deal.registrar)


def ended(way: Way) -> None:
    for side in (way.deal.alice, way.deal.bob):
        way.deal.settlement.cancel([1], sender=side)


def nobody(way: Way) -> None:
    way.payee = ZERO


CONTROLS: dict[str, Callable[[Way], None]] = {
    "no word of the operator": nothing,
    "caller without the role": stranger,
    "caller holds no money": stranger,
    "another amount": one_cent_more,
    "above the claim": above_the_claim,
    "a reference used before": used_before,
    "no reference": no_reference,
    "other money": other_money,
    "units cannot be delivered": undeliverable,
    "ended, or not open": ended,
    "payee is nobody": nobody,
}
TRIED = [cell for cell, says in CELLS.items() if says != "–"]


@pytest.fixture
def way(deal: Deal) -> Way:
    return Way(deal, deal.rail_operator, deal.as_paying_agent, deal.alice)


class TestTheTable:
    def test_has_every_control_and_every_path(self):
        assert {control for control, _ in CELLS} == set(CONTROLS)
        assert {path for _, path in CELLS} == set(PATHS)

    def test_says_of_each_pair_what_happens(self):
        assert set(CELLS.values()) == {"stops", "waits", "goes back", "–"}


@pytest.mark.parametrize("path", ["confirm", "confirmFunding", "confirmRecovery", "transfer"])
def test_every_path_succeeds_where_no_control_applies(way, path):
    ready, move = PATHS[path]
    ready(way)
    paid = [log for log in move(way).all(Transfer) if log.address == way.deal.rtgs.address]
    assert len(paid) == 1


@pytest.mark.parametrize(("control", "path"), TRIED, ids=[", ".join(cell) for cell in TRIED])
def test_every_control_of_every_path(way, control, path):
    ready, move = PATHS[path]
    ready(way)
    CONTROLS[control](way)
    says = CELLS[control, path]
    with unmoved(way.deal):
        if says == "stops":
            with pytest.raises(getattr(errors, SAYS[control][0])):
                move(way)
            return
        receipt = move(way)
    assert receipt.all(Transfer) == []
    assert receipt.all({"waits": AwaitingMoney, "goes back": MoneyReturned}[says]) != []


def test_one_that_waits_already_is_settled_by_a_confirmation(way):
    way.deal.mint(way.deal.alice, 100)
    waiting(way.deal)
    assert confirm(way).all(Transfer) != []
