"""PayingAgent: money asked for in full and in time, or missed, and late money."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    ActionFunded,
    ActionMissed,
    ActionPaid,
    ActionStatus,
    Role,
    Transfer,
)
from sim.chain.reverts import (
    BondToken_RecordNotStruck,
    ERC20InsufficientAllowance,
    ERC20InsufficientBalance,
    PayingAgent_NotPastCutoff,
    PayingAgent_StatusIs,
    PayingAgent_UnknownAction,
    ReentrancyGuardReentrantCall,
)
from tests.contracts.coupons import (
    ALL_UNITS,
    CUT_OFF,
    FINAL_RECORD,
    FIRST_COUPON,
    INTR,
    RECORD,
    REDM,
    SECOND_COUPON,
    announced,
    coupon_in,
    funded,
    held,
    owed,
    pay,
)
from tests.contracts.deal import CASH, UNLIMITED, Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.hostile import reentrant_money


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    return held(deal)


class TestFund:
    class TestFails:
        def test_of_an_action_nobody_announced(self, deal):
            with reverts(PayingAgent_UnknownAction, action_id=1):
                deal.paying.fund(1, sender=deal.issuer)

        def test_before_the_record_date_closed(self, deal):
            number = announced(deal)
            deal.chain.at(deal.instant(RECORD) - 1)
            with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
                deal.paying.fund(number, sender=deal.issuer)

        def test_twice(self, deal):
            number = funded(deal)
            with reverts(PayingAgent_StatusIs, action_id=number, status=ActionStatus.FUNDED):
                deal.paying.fund(number, sender=deal.issuer)

        def test_once_paid(self, deal):
            number = funded(deal)
            pay(deal, number, "alice", "bob", "carol")
            with reverts(PayingAgent_StatusIs, action_id=number, status=ActionStatus.PAID):
                deal.paying.fund(number, sender=deal.issuer)

        def test_with_a_cent_less(self, deal):
            number = announced(deal)
            due = ALL_UNITS * FIRST_COUPON
            deal.cash.transfer(deal.alice, CASH - due + 1, sender=deal.issuer)
            deal.warp(RECORD)
            with reverts(ERC20InsufficientBalance, sender=deal.issuer, balance=due - 1, needed=due):
                deal.paying.fund(number, sender=deal.issuer)
            assert deal.paying.action(number).status is ActionStatus.ANNOUNCED
            assert owed(deal) == 0

        def test_without_the_payers_approval(self, deal):
            number = announced(deal)
            deal.warp(RECORD)
            paying, due = deal.paying.address, ALL_UNITS * FIRST_COUPON
            with reverts(ERC20InsufficientAllowance, spender=paying, allowance=0, needed=due):
                deal.paying.fund(number, sender=deal.alice)

    def test_takes_the_whole_amount(self, deal):
        number = announced(deal)
        at = deal.warp(RECORD)
        receipt = deal.paying.fund(number, sender=deal.issuer)
        due = ALL_UNITS * FIRST_COUPON
        paying = deal.paying.address
        assert said(receipt, deal.paying) == [(ActionFunded, number, deal.issuer, ALL_UNITS, due)]
        assert said(receipt, deal.cash) == [(Transfer, deal.issuer, paying, due)]
        stored = deal.paying.action(number)
        assert (stored.status, stored.funded_at) == (ActionStatus.FUNDED, at)
        assert (stored.units, stored.handled_units) == (ALL_UNITS, 0)
        assert owed(deal) == deal.cash.balance_of(paying) == due

    def test_may_be_done_by_anyone_with_the_money(self, deal):
        number = announced(deal)
        deal.cash.approve(deal.paying.address, UNLIMITED, sender=deal.bob)
        deal.warp(RECORD)
        assert deal.paying.fund(number, sender=deal.bob).only(ActionFunded).by == deal.bob

    def test_counts_units_at_the_record_date(self, deal):
        number = announced(deal)
        deal.warp(RECORD)
        deal.mint(deal.dave, 5)
        receipt = deal.paying.fund(number, sender=deal.issuer)
        assert receipt.only(ActionFunded).units == ALL_UNITS

    def test_of_two_actions_adds_up(self, deal):
        funded(deal)
        funded(deal, 1)
        assert owed(deal) == ALL_UNITS * (FIRST_COUPON + SECOND_COUPON)

    def test_when_nobody_holds_anything_is_paid_at_once(self, deal):
        other = deal.new_bond()
        deal.roles.grant([Role.BOND_CONTRACT], [other.address], sender=deal.admin)
        deal.paying.announce(other.address, 0, INTR, sender=deal.paying_agent)
        deal.warp(RECORD)
        receipt = deal.paying.fund(1, sender=deal.issuer)
        assert said(receipt, deal.paying) == [
            (ActionFunded, 1, deal.issuer, 0, 0),
            (ActionPaid, 1, 0),
        ]
        assert deal.paying.action(1).status is ActionStatus.PAID

    def test_after_the_cut_off_tells_the_miss_first(self, deal):
        number = announced(deal)
        deal.warp(CUT_OFF)
        receipt = deal.paying.fund(number, sender=deal.issuer)
        due = ALL_UNITS * FIRST_COUPON
        assert said(receipt, deal.paying) == [
            (ActionMissed, number, ALL_UNITS, due),
            (ActionFunded, number, deal.issuer, ALL_UNITS, due),
        ]


class TestDeclareMissed:
    class TestFails:
        def test_of_an_action_nobody_announced(self, deal):
            with reverts(PayingAgent_UnknownAction, action_id=1):
                deal.paying.declare_missed([1], sender=deal.mallory)

        def test_a_second_before_the_cut_off(self, deal):
            number = announced(deal)
            cutoff = deal.instant(CUT_OFF)
            deal.chain.at(cutoff - 1)
            with reverts(
                PayingAgent_NotPastCutoff,
                action_id=number,
                funding_cutoff=cutoff,
                timestamp=cutoff - 1,
            ):
                deal.paying.declare_missed([number], sender=deal.paying_agent)

    @pytest.mark.parametrize("who", ["paying_agent", "alice", "mallory", "issuer"])
    def test_may_be_done_by_anyone(self, deal, who):
        number = announced(deal)
        deal.warp(CUT_OFF)
        receipt = deal.paying.declare_missed([number], sender=getattr(deal, who))
        due = ALL_UNITS * FIRST_COUPON
        assert said(receipt, deal.paying) == [(ActionMissed, number, ALL_UNITS, due)]
        stored = deal.paying.action(number)
        assert (stored.status, stored.units) == (ActionStatus.MISSED, ALL_UNITS)

    def test_passes_over_what_was_declared_or_funded_meanwhile(self, deal):
        missed = announced(deal)
        deal.warp(CUT_OFF)
        deal.paying.declare_missed([missed], sender=deal.mallory)
        paid = funded(deal, 1)
        other = announced(deal, 1, REDM)
        receipt = deal.paying.declare_missed([missed, paid, other, other], sender=deal.issuer)
        assert [log.action_id for log in receipt.all(ActionMissed)] == [other]

    def test_moves_nothing(self, deal):
        number = announced(deal)
        deal.warp(CUT_OFF)
        with unmoved(deal):
            deal.paying.declare_missed([number], sender=deal.mallory)
        assert owed(deal) == 0


class TestCure:
    def test_late_money_pays_the_holders_of_the_original_record_date(self, deal):
        number = announced(deal)
        deal.warp(CUT_OFF)
        deal.paying.declare_missed([number], sender=deal.paying_agent)
        deal.bond.transfer(deal.dave, 10, sender=deal.alice)
        deal.mint(deal.dave, 40)
        deal.warp("2023-08-23 09:00")
        receipt = deal.paying.fund(number, sender=deal.issuer)
        due = ALL_UNITS * FIRST_COUPON
        assert said(receipt, deal.paying) == [(ActionFunded, number, deal.issuer, ALL_UNITS, due)]
        before = deal.cash.balance_of(deal.alice)
        pay(deal, number, "alice", "bob", "carol", "dave")
        assert deal.cash.balance_of(deal.alice) == before + 10 * FIRST_COUPON
        assert deal.cash.balance_of(deal.dave) == CASH
        assert deal.paying.action(number).status is ActionStatus.PAID


class TestAmountDue:
    def test_fails_for_an_action_nobody_announced(self, deal):
        with reverts(PayingAgent_UnknownAction, action_id=1):
            deal.paying.amount_due(1)

    def test_fails_before_the_record_date_closed(self, deal):
        number = announced(deal)
        with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
            deal.paying.amount_due(number)

    def test_is_known_from_the_record_date_on(self, deal):
        number = announced(deal, 1)
        deal.warp(FINAL_RECORD)
        assert deal.paying.amount_due(number) == ALL_UNITS * SECOND_COUPON

    def test_does_not_change_with_later_issues(self, deal):
        number = funded(deal)
        deal.mint(deal.dave, 5)
        assert deal.paying.amount_due(number) == ALL_UNITS * FIRST_COUPON


class TestReentrancy:
    def test_money_cannot_fund_again_from_within(self, deal):
        moves = "transferFrom(address,address,uint256)"
        coupon_in(deal, reentrant_money(deal, moves, deal.paying, "fund(uint256)", 1))
        with reverts(ReentrancyGuardReentrantCall):
            deal.paying.fund(1, sender=deal.issuer)
