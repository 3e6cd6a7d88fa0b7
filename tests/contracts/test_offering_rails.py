"""Offering: an investor chooses at issue the money its allocation is paid in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Receipt
from sim.chain.bindings import Offering
from sim.chain.logs import (
    Instructed,
    OrderReason,
    OrderRefused,
    OrderSubmitted,
    Reason,
    Settled,
    SettlementFailed,
    TakenUp,
    Transfer,
)
from sim.chain.reverts import Offering_NoRails, Offering_UnknownRail
from sim.chain.structs import Bid
from tests.contracts.books import allocated
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said
from tests.contracts.rtgs import confirm, refuse

OPENS, CUT_OFF = "2023-02-16 08:30", "2023-02-16 17:30"
MONEY, COIN, RTGS = 0, 1, 2
DUE = 5_000_000_00


@pytest.fixture
def deal(fresh_deal: Deal) -> Deal:
    """Alice pays her ten units with e-HKD, bob with stablecoins, carol outside the chain."""
    for who, rail in (("alice", MONEY), ("bob", COIN), ("carol", RTGS)):
        fresh_deal.offering.submit([Bid(10, 0, rail)], sender=getattr(fresh_deal, who))
    allocated(fresh_deal, 10, 10, 10)
    fresh_deal.offering.instruct_primary([1, 2, 3], sender=fresh_deal.arranger)
    fresh_deal.warp(OPENS)
    return fresh_deal


def settle(deal: Deal, *ids: int) -> Receipt:
    return deal.settlement.settle(ids, sender=deal.settlement_agent)


class TestFails:
    @pytest.mark.parametrize("rail", [3, 4, 255])
    def test_for_money_the_offering_does_not_take(self, fresh_deal, rail):
        with reverts(Offering_UnknownRail, rail=rail, rails=3):
            fresh_deal.offering.submit([Bid(10, 0, 0), Bid(10, 0, rail)], sender=fresh_deal.alice)
        assert fresh_deal.offering.orders() == 0

    def test_for_an_offering_that_takes_none(self, fresh_deal):
        terms = replace(fresh_deal.offering.offering_terms(), rails=())
        with reverts(Offering_NoRails):
            Offering.deploy(fresh_deal.chain, terms, sender=fresh_deal.deployer)


@pytest.mark.parametrize("rail", [MONEY, COIN, RTGS])
def test_an_order_tells_and_keeps_its_rail(fresh_deal, rail):
    receipt = fresh_deal.offering.submit([Bid(10, 0, rail)], sender=fresh_deal.alice)
    assert said(receipt, fresh_deal.offering) == [
        (OrderSubmitted, 1, fresh_deal.alice, 10, 0, rail)
    ]
    assert fresh_deal.offering.order(1).rail == rail


def test_a_refused_order_tells_its_rail(fresh_deal):
    receipt = fresh_deal.offering.submit([Bid(10, 0, COIN)], sender=fresh_deal.mallory)
    assert said(receipt, fresh_deal.offering) == [
        (OrderRefused, 1, fresh_deal.mallory, 10, 0, COIN, OrderReason.INELIGIBLE)
    ]


def test_each_allocation_is_due_in_the_money_chosen(deal):
    rails = [deal.cash.address, deal.stablecoin.address, deal.rtgs.address]
    assert [deal.settlement.instruction(number).cash for number in (1, 2, 3)] == rails


def test_each_is_settled_in_the_money_chosen(deal):
    receipt = settle(deal, 1, 2, 3)
    assert [log.id for log in receipt.all(Settled)] == [1, 2]
    paid = [said(receipt, money) for money in (deal.cash, deal.stablecoin)]
    assert paid == [
        [(Transfer, deal.alice, deal.issuer, DUE)],
        [(Transfer, deal.bob, deal.issuer, DUE)],
    ]
    receipt = confirm(deal, 3, DUE)
    assert said(receipt, deal.rtgs)[1:] == [(Transfer, deal.carol, deal.issuer, DUE)]
    assert deal.holdings(deal.alice, deal.bob, deal.carol) == [10, 10, 10]


@pytest.mark.parametrize("rail", [COIN, RTGS])
def test_what_the_arranger_takes_up_keeps_the_rail(deal, rail):
    number = rail + 1
    deal.stablecoin.approve(deal.settlement.address, 0, sender=deal.bob)
    receipt = settle(deal, number)
    if rail == RTGS:
        receipt = refuse(deal, number)
    assert said(receipt, deal.settlement) == [(SettlementFailed, number, Reason.MONY, 1)]
    deal.warp(CUT_OFF)
    deal.settlement.expire([number], sender=deal.settlement_agent)
    receipt = deal.offering.take_up([number], sender=deal.arranger)
    assert receipt.all(TakenUp) != []
    cash = receipt.only(Instructed).economics.cash
    assert cash == deal.settlement.instruction(number).cash
    receipt = settle(deal, 4) if rail == COIN else confirm(deal, 4, DUE)
    assert receipt.all(Settled) != []
    assert deal.holdings(deal.arranger) == [10]
