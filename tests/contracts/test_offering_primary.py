"""Offering: allocations become issue instructions, and the arranger takes up what was not paid."""

from __future__ import annotations

import pytest

from sim.chain import Receipt
from sim.chain.bindings import Offering
from sim.chain.logs import (
    Economics,
    Instructed,
    Matched,
    OfferingStage,
    PrimaryInstructed,
    Reason,
    Role,
    Settled,
    SettlementFailed,
    Status,
    TakenUp,
    TransactionType,
    Transfer,
)
from sim.chain.reverts import (
    Offering_AlreadyInstructed,
    Offering_CallerNotArranger,
    Offering_NothingAllocated,
    Offering_NotUnpaid,
    Offering_StageIs,
    Offering_UnknownOrder,
    RoleBound_CallerLacksRole,
    SafeCastOverflowedUintDowncast,
    Settlement_WindowClosed,
)
from sim.chain.structs import Bid
from sim.units import PAR
from tests.contracts.books import allocated, bid, book_of, priced
from tests.contracts.deal import CALCULATION_AMOUNT, CASH, ZERO, Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.trades import matched, trade

OPENS, CUT_OFF, TAKE_UP_UNTIL = "2023-02-16 08:30", "2023-02-16 17:30", "2023-02-16 18:00"
#: Largest amount an instruction can carry.
MOST = 2**96 - 1
#: One cent a unit below par, so that the half cent shows.
ODD_PRICE = PAR - 1


@pytest.fixture
def deal(fresh_deal: Deal) -> Deal:
    """Alice is allocated 10 units and bob 20, carol bid for one and got nothing."""
    bid(fresh_deal, "alice", 10)
    bid(fresh_deal, "bob", 20)
    bid(fresh_deal, "carol", 1)
    allocated(fresh_deal, 10, 20, 0)
    return fresh_deal


def instruct(deal: Deal, *orders: int) -> Receipt:
    return deal.offering.instruct_primary(orders, sender=deal.arranger)


def take_up(deal: Deal, *orders: int) -> Receipt:
    return deal.offering.take_up(orders, sender=deal.arranger)


def settle(deal: Deal, *ids: int) -> Receipt:
    return deal.settlement.settle(ids, sender=deal.settlement_agent)


def issue(deal: Deal, investor: str, units: int, price: int = PAR) -> Economics:
    return Economics(
        transaction_type=TransactionType.ISSU,
        bond=deal.bond.address,
        cash=deal.cash.address,
        deliverer=deal.issuer,
        receiver=investor,
        units=units,
        price=price,
        clean_amount=units * CALCULATION_AMOUNT,
        accrued_amount=0,
        accrued_days=0,
        trade_date=deal.day("2023-02-15"),
        intended_date=deal.day("2023-02-16"),
        expiry_date=deal.day("2023-02-16"),
        opens_at=deal.instant(OPENS),
        expires_at=deal.instant(CUT_OFF),
        linked_id=0,
        trade_id=bytes(32),
    )


class TestInstructPrimary:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "admin", "alice", "mallory"])
        def test_for_anyone_but_the_arranger(self, deal, who):
            caller = getattr(deal, who)
            with reverts(Offering_CallerNotArranger, caller=caller, arranger=deal.arranger):
                deal.offering.instruct_primary([1], sender=caller)

        def test_of_an_order_nobody_entered(self, deal):
            with reverts(Offering_UnknownOrder, order_id=4):
                instruct(deal, 4)

        def test_of_an_order_that_got_nothing(self, deal):
            with reverts(Offering_NothingAllocated, order_id=3):
                instruct(deal, 3)

        def test_twice(self, deal):
            instruct(deal, 1)
            with reverts(Offering_AlreadyInstructed, order_id=1, instruction_id=1):
                instruct(deal, 1)

        def test_twice_in_one_batch(self, deal):
            with reverts(Offering_AlreadyInstructed, order_id=2, instruction_id=1):
                instruct(deal, 2, 2)

        def test_after_the_cut_off(self, deal):
            now = deal.warp(CUT_OFF)
            with reverts(
                Settlement_WindowClosed, opens_at=deal.instant(OPENS), expires_at=now, timestamp=now
            ):
                instruct(deal, 1)

        def test_without_the_role_of_an_offering(self, deal):
            terms = deal.offering.offering_terms()
            stranger = Offering.deploy(deal.chain, terms, sender=deal.mallory)
            stranger.fix_price(0, PAR, sender=deal.arranger)
            stranger.allocate([], 0, sender=deal.arranger)
            address = stranger.address
            with reverts(RoleBound_CallerLacksRole, caller=address, role=Role.OFFERING_CONTRACT):
                stranger.instruct_primary([], sender=deal.arranger)

    class TestFailsBeforeAllocation:
        @pytest.fixture
        def deal(self, fresh_deal):
            bid(fresh_deal, "alice", 10)
            return fresh_deal

        def test_while_the_book_is_open(self, deal):
            with reverts(Offering_StageIs, stage=OfferingStage.BOOKBUILDING):
                instruct(deal, 1)

        def test_before_the_allocation(self, deal):
            priced(deal)
            with reverts(Offering_StageIs, stage=OfferingStage.PRICED):
                instruct(deal, 1)

        def test_take_up_too(self, deal):
            priced(deal)
            with reverts(Offering_StageIs, stage=OfferingStage.PRICED):
                take_up(deal, 1)

    def test_enters_a_matched_issue_for_each_order(self, deal):
        receipt = instruct(deal, 2, 1)
        assert said(receipt, deal.offering) == [
            (PrimaryInstructed, 2, 1),
            (PrimaryInstructed, 1, 2),
        ]
        by = deal.offering.address
        assert said(receipt, deal.settlement) == [
            (Instructed, 1, by, issue(deal, deal.bob, 20)),
            (Matched, 1),
            (Instructed, 2, by, issue(deal, deal.alice, 10)),
            (Matched, 2),
        ]
        assert [deal.offering.order(number).instruction_id for number in (1, 2, 3)] == [2, 1, 0]

    def test_counts_on_from_others_instructions(self, deal):
        matched(deal, trade(deal))
        assert instruct(deal, 1).only(PrimaryInstructed).instruction_id == 2
        assert deal.settlement.instruction(2).receiver == deal.alice

    def test_settles_delivery_against_gross_cash(self, deal):
        instruct(deal, 1, 2)
        deal.warp(OPENS)
        receipt = settle(deal, 1, 2)
        assert said(receipt, deal.bond) == [
            (Transfer, ZERO, deal.alice, 10),
            (Transfer, ZERO, deal.bob, 20),
        ]
        assert said(receipt, deal.cash) == [
            (Transfer, deal.alice, deal.issuer, 5_000_000_00),
            (Transfer, deal.bob, deal.issuer, 10_000_000_00),
        ]
        assert deal.cash.balance_of(deal.issuer) == CASH + 15_000_000_00

    def test_moves_nothing_itself(self, deal):
        with unmoved(deal):
            instruct(deal, 1, 2)


class TestPrice:
    @pytest.mark.parametrize(
        ("units", "due"),
        [(10, 4_999_999_95), (11, 5_499_999_95)],  # 5,499,999.945 is rounded half up
    )
    def test_rounds_the_amount_half_up(self, fresh_deal, units, due):
        fresh_deal.offering.submit([Bid(units, 0, 0)], sender=fresh_deal.alice)
        allocated(fresh_deal, units, price=ODD_PRICE)
        economics = instruct(fresh_deal, 1).only(Instructed).economics
        assert (economics.price, economics.clean_amount) == (ODD_PRICE, due)

    def test_beyond_what_an_amount_can_hold_is_refused(self, fresh_deal):
        offering = book_of(fresh_deal, [2], 2, 2, calculation_amount=MOST)
        offering.allocate([2], 0, sender=fresh_deal.arranger)
        with reverts(SafeCastOverflowedUintDowncast, bits=96, value=2 * MOST):
            offering.instruct_primary([1], sender=fresh_deal.arranger)


class TestTakeUp:
    @pytest.fixture
    def unpaid(self, deal: Deal) -> Deal:
        """Bob paid, alice did not; her instruction 1 expired at the cut-off."""
        deal.cash.approve(deal.settlement.address, 0, sender=deal.alice)
        instruct(deal, 1, 2)
        deal.warp(OPENS)
        receipt = settle(deal, 1, 2)
        assert said(receipt, deal.settlement) == [
            (SettlementFailed, 1, Reason.MONY, 1),
            (Settled, 2, 1),
        ]
        deal.warp(CUT_OFF)
        deal.settlement.expire([1], sender=deal.settlement_agent)
        return deal

    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "admin", "alice", "mallory"])
        def test_for_anyone_but_the_arranger(self, unpaid, who):
            caller = getattr(unpaid, who)
            with reverts(Offering_CallerNotArranger, caller=caller, arranger=unpaid.arranger):
                unpaid.offering.take_up([1], sender=caller)

        def test_of_an_order_nobody_entered(self, unpaid):
            with reverts(Offering_UnknownOrder, order_id=4):
                take_up(unpaid, 4)

        def test_of_an_order_that_got_nothing(self, unpaid):
            with reverts(Offering_NothingAllocated, order_id=3):
                take_up(unpaid, 3)

        def test_of_one_that_was_paid(self, unpaid):
            with reverts(Offering_NotUnpaid, order_id=2, instruction_id=2):
                take_up(unpaid, 2)

        def test_of_one_never_instructed(self, deal):
            with reverts(Offering_NotUnpaid, order_id=1, instruction_id=0):
                take_up(deal, 1)

        def test_of_one_that_may_still_be_paid(self, deal):
            instruct(deal, 1)
            deal.warp(OPENS)
            with reverts(Offering_NotUnpaid, order_id=1, instruction_id=1):
                take_up(deal, 1)

        def test_twice(self, unpaid):
            take_up(unpaid, 1)
            with reverts(Offering_NotUnpaid, order_id=1, instruction_id=1):
                take_up(unpaid, 1)

        def test_twice_in_one_batch(self, unpaid):
            with reverts(Offering_NotUnpaid, order_id=1, instruction_id=1):
                take_up(unpaid, 1, 1)

        def test_too_late(self, unpaid):
            now = unpaid.warp(TAKE_UP_UNTIL)
            with reverts(Settlement_WindowClosed, opens_at=now, expires_at=now, timestamp=now):
                take_up(unpaid, 1)

    def test_instructs_the_same_issue_for_the_arranger(self, unpaid):
        now = unpaid.chain.now
        receipt = take_up(unpaid, 1)
        assert said(receipt, unpaid.offering) == [(TakenUp, 1, 3, 1)]
        told = receipt.only(Instructed)
        assert (told.id, told.by) == (3, unpaid.offering.address)
        same = issue(unpaid, unpaid.arranger, 10)
        assert (told.economics.units, told.economics.clean_amount) == (10, same.clean_amount)
        assert told.economics.receiver == unpaid.arranger
        assert told.economics.linked_id == 1
        assert told.economics.opens_at == now
        assert told.economics.expires_at == unpaid.instant(TAKE_UP_UNTIL)
        assert unpaid.offering.order(1).take_up_id == 3

    def test_settles_at_the_arrangers_expense(self, unpaid):
        take_up(unpaid, 1)
        receipt = settle(unpaid, 3)
        assert said(receipt, unpaid.bond) == [(Transfer, ZERO, unpaid.arranger, 10)]
        assert said(receipt, unpaid.cash) == [
            (Transfer, unpaid.arranger, unpaid.issuer, 5_000_000_00)
        ]
        assert unpaid.bond.total_supply() == 30
        assert unpaid.holdings(unpaid.alice) == [0]

    def test_leaves_the_investors_instruction_ended(self, unpaid):
        take_up(unpaid, 1)
        settle(unpaid, 1, 3)
        assert unpaid.settlement.instruction(1).status is Status.CANCELLED
        assert unpaid.holdings(unpaid.alice, unpaid.arranger) == [0, 10]
