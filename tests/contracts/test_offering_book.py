"""Offering: orders while the book is open, and one price for all of them."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    InvestorClass,
    OfferingStage,
    OrderReason,
    OrderRefused,
    OrderSubmitted,
    OrderWithdrawn,
    Priced,
)
from sim.chain.reverts import (
    Offering_AboveOffered,
    Offering_CallerNotArranger,
    Offering_CallerNotInvestor,
    Offering_Closed,
    Offering_NoUnits,
    Offering_OrderNotLive,
    Offering_PriceAboveMaximum,
    Offering_PriceIsZero,
    Offering_StageIs,
    Offering_StillOpen,
    Offering_TooManyOrders,
    Offering_UnknownOrder,
)
from sim.chain.structs import Bid, OfferingTerms, Order
from sim.units import PAR
from tests.contracts.books import CLOSES, PRICE, YIELD, allocated, bid, priced
from tests.contracts.deal import OFFERED_UNITS, Deal, reverts
from tests.contracts.expect import said, unmoved


@pytest.fixture
def deal(fresh_deal: Deal) -> Deal:
    """The book is open."""
    return fresh_deal


class TestSubmit:
    class TestFails:
        def test_without_units(self, deal):
            with reverts(Offering_NoUnits):
                bid(deal, "alice", 0)

        @pytest.mark.parametrize("units", [OFFERED_UNITS + 1, 2**64 - 1])
        def test_above_the_whole_issue(self, deal, units):
            with reverts(Offering_AboveOffered, units=units, offered_units=OFFERED_UNITS):
                bid(deal, "alice", units)

        def test_as_a_whole_when_one_of_the_batch_is_wrong(self, deal):
            with reverts(Offering_NoUnits):
                bid(deal, "alice", 10, 0)
            assert deal.offering.orders() == 0

        def test_beyond_twenty_orders_an_investor(self, deal):
            bid(deal, "alice", *[1] * 20)
            with reverts(Offering_TooManyOrders, investor=deal.alice, most=20):
                bid(deal, "alice", 1)
            deal.offering.withdraw(20, sender=deal.alice)
            with reverts(Offering_TooManyOrders, investor=deal.alice, most=20):
                bid(deal, "alice", 1)
            assert bid(deal, "bob", 1) == [21]

    def test_into_a_full_book_is_refused_by_event(self, deal):
        """400 orders are what pricing and allocation can walk in one transaction."""
        crowd = [deal.new_key(f"crowd-{number}") for number in range(20)]
        for investor in crowd:
            deal.admit(investor)
            deal.offering.submit([Bid(2, 0, 0)] * 20, sender=investor)
        receipt = deal.offering.submit([Bid(2, 0, 0), Bid(3, YIELD, 0)], sender=deal.alice)
        assert said(receipt, deal.offering) == [
            (OrderRefused, 401, deal.alice, 2, 0, 0, OrderReason.FULL),
            (OrderRefused, 402, deal.alice, 3, YIELD, 0, OrderReason.FULL),
        ]
        assert len(deal.offering.book()) == 400
        deal.warp(CLOSES)
        deal.offering.fix_price(YIELD, PRICE, sender=deal.arranger)
        deal.offering.allocate([2] * 400, 0, sender=deal.arranger)
        assert deal.offering.stage() is OfferingStage.ALLOCATED

    def test_tells_the_bid(self, deal):
        receipt = deal.offering.submit([Bid(10, YIELD, 0)], sender=deal.alice)
        assert said(receipt, deal.offering) == [(OrderSubmitted, 1, deal.alice, 10, YIELD, 0)]

    def test_keeps_the_bid(self, deal):
        bid(deal, "alice", 10, limit=YIELD)
        assert deal.offering.order(1) == Order(deal.alice, 10, OrderReason.NONE, 0, YIELD, 0, 0, 0)

    def test_numbers_orders_in_order_of_arrival(self, deal):
        assert bid(deal, "alice", 10, 20) == [1, 2]
        assert bid(deal, "bob", 30) == [3]
        assert deal.offering.orders() == 3
        assert [deal.offering.order(number).units for number in (1, 2, 3)] == [10, 20, 30]

    def test_of_nothing_does_nothing(self, deal):
        assert bid(deal, "mallory") == []

    def test_moves_nothing(self, deal):
        with unmoved(deal):
            bid(deal, "alice", 10)

    def test_may_exceed_what_one_may_hold(self, deal):
        # The cap is met at settlement: a bid may be scaled below it.
        deal.offer_to(unit_cap=5)
        bid(deal, "alice", 10)
        assert deal.offering.order(1).reason is OrderReason.NONE

    class TestRefusesByEvent:
        def refusal(self, deal: Deal, investor: str, reason: OrderReason) -> None:
            account = getattr(deal, investor)
            receipt = deal.offering.submit([Bid(10, YIELD, 0), Bid(20, 0, 0)], sender=account)
            assert said(receipt, deal.offering) == [
                (OrderRefused, 1, account, 10, YIELD, 0, reason),
                (OrderRefused, 2, account, 20, 0, 0, reason),
            ]

        def test_whoever_is_not_admitted(self, deal):
            self.refusal(deal, "mallory", OrderReason.INELIGIBLE)

        @pytest.mark.parametrize(
            "change",
            [
                {"investor_class": InvestorClass.RETAIL},
                {"jurisdiction": 250},
                {"kyc_expiry": 1},
            ],
        )
        def test_whoever_may_not_receive_the_bond(self, deal, change):
            deal.admit(deal.bob, **change)
            self.refusal(deal, "bob", OrderReason.INELIGIBLE)

        def test_whoever_is_under_sanctions(self, deal):
            deal.register.sanction([deal.bob], sender=deal.regulator)
            self.refusal(deal, "bob", OrderReason.INELIGIBLE)

        def test_whoever_did_not_acknowledge_the_risk(self, deal):
            deal.offer_to(risk_acknowledgement=True)
            self.refusal(deal, "bob", OrderReason.INELIGIBLE)

        def test_whatever_comes_when_the_book_is_closed(self, deal):
            deal.warp(CLOSES)
            self.refusal(deal, "alice", OrderReason.LATE)

        def test_as_late_even_whoever_is_not_admitted(self, deal):
            deal.warp(CLOSES)
            self.refusal(deal, "mallory", OrderReason.LATE)

        def test_whatever_comes_after_pricing(self, deal):
            priced(deal)
            self.refusal(deal, "alice", OrderReason.LATE)

        def test_whatever_comes_after_the_allocation(self, deal):
            allocated(deal)
            self.refusal(deal, "alice", OrderReason.LATE)

    def test_until_the_last_second(self, deal):
        deal.chain.at(deal.instant(CLOSES) - 1)
        bid(deal, "alice", 10)
        assert deal.offering.order(1).reason is OrderReason.NONE


class TestWithdraw:
    class TestFails:
        def test_of_an_order_nobody_entered(self, deal):
            with reverts(Offering_UnknownOrder, order_id=1):
                deal.offering.withdraw(1, sender=deal.alice)

        @pytest.mark.parametrize("who", ["bob", "arranger", "issuer", "mallory"])
        def test_by_anyone_but_its_investor(self, deal, who):
            bid(deal, "alice", 10)
            caller = getattr(deal, who)
            with reverts(Offering_CallerNotInvestor, order_id=1, caller=caller):
                deal.offering.withdraw(1, sender=caller)

        def test_twice(self, deal):
            bid(deal, "alice", 10)
            deal.offering.withdraw(1, sender=deal.alice)
            with reverts(Offering_OrderNotLive, order_id=1, reason=OrderReason.WITHDRAWN):
                deal.offering.withdraw(1, sender=deal.alice)

        def test_of_a_refused_order(self, deal):
            bid(deal, "mallory", 10)
            with reverts(Offering_OrderNotLive, order_id=1, reason=OrderReason.INELIGIBLE):
                deal.offering.withdraw(1, sender=deal.mallory)

        def test_once_the_book_is_closed(self, deal):
            bid(deal, "alice", 10)
            at = deal.warp(CLOSES)
            with reverts(Offering_Closed, closes_at=at, timestamp=at):
                deal.offering.withdraw(1, sender=deal.alice)

        def test_once_allocated(self, deal):
            bid(deal, "alice", 10)
            allocated(deal, 10)
            with reverts(Offering_OrderNotLive, order_id=1, reason=OrderReason.FILLED):
                deal.offering.withdraw(1, sender=deal.alice)

    def test_takes_the_order_out(self, deal):
        bid(deal, "alice", 10, 20)
        receipt = deal.offering.withdraw(1, sender=deal.alice)
        assert said(receipt, deal.offering) == [(OrderWithdrawn, 1)]
        assert deal.offering.order(1).reason is OrderReason.WITHDRAWN
        priced(deal)
        assert deal.offering.demand_units() == 20

    def test_until_the_last_second(self, deal):
        bid(deal, "alice", 10)
        deal.chain.at(deal.instant(CLOSES) - 1)
        deal.offering.withdraw(1, sender=deal.alice)
        assert deal.offering.order(1).reason is OrderReason.WITHDRAWN

    def test_leaves_room_for_another_order(self, deal):
        bid(deal, "alice", 10)
        deal.offering.withdraw(1, sender=deal.alice)
        assert bid(deal, "alice", 15) == [2]


class TestFixPrice:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "admin", "alice", "mallory"])
        def test_for_anyone_but_the_arranger(self, deal, who):
            caller = getattr(deal, who)
            deal.warp(CLOSES)
            with reverts(Offering_CallerNotArranger, caller=caller, arranger=deal.arranger):
                deal.offering.fix_price(YIELD, PRICE, sender=caller)

        def test_twice(self, deal):
            priced(deal)
            with reverts(Offering_StageIs, stage=OfferingStage.PRICED):
                priced(deal)

        def test_once_allocated(self, deal):
            allocated(deal)
            with reverts(Offering_StageIs, stage=OfferingStage.ALLOCATED):
                priced(deal)

        def test_while_the_book_is_open(self, deal):
            closes = deal.instant(CLOSES)
            deal.chain.at(closes - 1)
            with reverts(Offering_StillOpen, closes_at=closes, timestamp=closes - 1):
                deal.offering.fix_price(YIELD, PRICE, sender=deal.arranger)

        def test_at_nothing(self, deal):
            with reverts(Offering_PriceIsZero):
                priced(deal, price=0)

        def test_above_the_maximum_the_investors_knew(self, deal):
            most = deal.offering.offering_terms().maximum_price
            with reverts(Offering_PriceAboveMaximum, price=most + 1, maximum_price=most):
                priced(deal, price=most + 1)

    def test_at_the_maximum(self, deal):
        most = deal.offering.offering_terms().maximum_price
        assert priced(deal, price=most).only(Priced).price == most

    def test_tells_price_and_demand(self, deal):
        bid(deal, "alice", 1_000)
        bid(deal, "bob", 800, limit=YIELD)
        receipt = priced(deal)
        assert said(receipt, deal.offering) == [(Priced, YIELD, PRICE, 1_800, OFFERED_UNITS)]
        assert deal.offering.demand_units() == 1_800
        assert deal.offering.stage() is OfferingStage.PRICED

    def test_takes_out_limits_above_the_yield(self, deal):
        bid(deal, "alice", 1_000, limit=YIELD)
        bid(deal, "bob", 800, limit=YIELD + 1)
        priced(deal)
        reasons = [deal.offering.order(number).reason for number in (1, 2)]
        assert reasons == [OrderReason.NONE, OrderReason.LIMIT]
        assert deal.offering.demand_units() == 1_000

    def test_counts_no_refused_nor_withdrawn_order(self, deal):
        bid(deal, "mallory", 1_000)
        bid(deal, "alice", 10, 20)
        deal.offering.withdraw(2, sender=deal.alice)
        assert priced(deal).only(Priced).demand_units == 20
        assert deal.offering.order(1).reason is OrderReason.INELIGIBLE
        assert deal.offering.order(2).reason is OrderReason.WITHDRAWN

    def test_of_an_empty_book(self, deal):
        assert priced(deal).only(Priced).demand_units == 0

    def test_cannot_be_made_dear_by_strangers(self, deal):
        bid(deal, "alice", 10)
        with deal.undone():
            alone = priced(deal).gas_used
        bid(deal, "mallory", *[1] * 100)
        assert priced(deal).gas_used < alone + 1_000


class TestViews:
    def test_book_has_accepted_orders_only_withdrawn_ones_too(self, deal):
        assert deal.offering.book() == ()
        bid(deal, "mallory", 10)
        bid(deal, "alice", 10, 20)
        deal.offering.withdraw(2, sender=deal.alice)
        bid(deal, "bob", 10)
        deal.warp(CLOSES)
        bid(deal, "bob", 10)
        assert deal.offering.book() == (2, 3, 4)
        assert deal.offering.orders() == 5

    def test_terms(self, deal):
        assert deal.offering.offering_terms() == OfferingTerms(
            register=deal.register.address,
            settlement=deal.settlement.address,
            bond=deal.bond.address,
            rails=(deal.cash.address, deal.stablecoin.address, deal.rtgs.address),
            arranger=deal.arranger,
            pricing_date=deal.day("2023-02-15"),
            issue_date=deal.day("2023-02-16"),
            closes_at=deal.instant(CLOSES),
            issue_opens_at=deal.instant("2023-02-16 08:30"),
            issue_cutoff=deal.instant("2023-02-16 17:30"),
            take_up_until=deal.instant("2023-02-16 18:00"),
            maximum_price=PAR + PAR // 10,
            units=1_600,
            period_index=0,
            accrued_days=0,
            accrual_num=0,
            accrual_den=365,
        )

    def test_stage_while_the_book_is_open(self, deal):
        assert deal.offering.stage() is OfferingStage.BOOKBUILDING
        assert deal.offering.demand_units() == deal.offering.orders() == 0

    def test_no_order_without_its_number(self, deal):
        bid(deal, "alice", 10)
        for number in (0, 2):
            with reverts(Offering_UnknownOrder, order_id=number):
                deal.offering.order(number)
