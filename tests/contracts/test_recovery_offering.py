"""Offering: the orders of an investor whose key was lost are those of the account in its place."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    Instructed,
    OrderReason,
    OrderRefused,
    OrderSubmitted,
    OrderWithdrawn,
    Settled,
)
from sim.chain.reverts import Offering_CallerNotInvestor
from sim.chain.structs import Bid
from tests.contracts.books import allocated, bid
from tests.contracts.deal import CALCULATION_AMOUNT, CASH, Deal, reverts, told
from tests.contracts.recoveries import replaced


@pytest.fixture
def deal(fresh_deal: Deal) -> Deal:
    """The book is open."""
    return fresh_deal


class TestWithdraw:
    def test_by_the_lost_key_is_refused(self, deal):
        (order,) = bid(deal, "alice", 10)
        replaced(deal)
        with reverts(Offering_CallerNotInvestor, order_id=order, caller=deal.alice):
            deal.offering.withdraw(order, sender=deal.alice)

    def test_by_the_account_in_force(self, deal):
        (order,) = bid(deal, "alice", 10)
        replaced(deal, "alice", "carol")
        replaced(deal, "carol", "dave")
        with reverts(Offering_CallerNotInvestor, order_id=order, caller=deal.carol):
            deal.offering.withdraw(order, sender=deal.carol)
        receipt = deal.offering.withdraw(order, sender=deal.dave)
        assert told(receipt) == [(OrderWithdrawn, order)]
        assert deal.offering.order(order).reason is OrderReason.WITHDRAWN


class TestSubmit:
    def test_by_the_lost_key_is_ineligible(self, deal):
        replaced(deal)
        receipt = deal.offering.submit([Bid(10, 0, 0)], sender=deal.alice)
        assert receipt.only(OrderRefused).reason is OrderReason.INELIGIBLE
        assert deal.offering.book() == ()

    def test_by_the_lost_key_admitted_anew_is_ineligible_still(self, deal):
        replaced(deal)
        deal.admit(deal.alice)
        receipt = deal.offering.submit([Bid(10, 0, 0)], sender=deal.alice)
        assert receipt.only(OrderRefused).reason is OrderReason.INELIGIBLE

    def test_by_an_account_that_took_over_the_entry(self, deal):
        replaced(deal, "alice", "mallory")
        receipt = deal.offering.submit([Bid(10, 0, 0)], sender=deal.mallory)
        assert receipt.only(OrderSubmitted).investor == deal.mallory


class TestAllotment:
    @pytest.mark.parametrize("when", ["before pricing", "once instructed"])
    def test_is_issued_to_the_account_in_force(self, deal, when):
        (order,) = bid(deal, "alice", 10)
        if when == "before pricing":
            replaced(deal)
        allocated(deal, 10)
        receipt = deal.offering.instruct_primary([order], sender=deal.arranger)
        if when == "once instructed":
            replaced(deal)
        deal.warp("2023-02-16 08:30")
        number = receipt.only(Instructed).id
        deal.settlement.settle([number], sender=deal.mallory).only(Settled)
        assert deal.holdings(deal.alice, deal.dave) == [0, 10]
        assert deal.cash.balance_of(deal.alice) == CASH
        assert deal.cash.balance_of(deal.dave) == CASH - 10 * CALCULATION_AMOUNT
