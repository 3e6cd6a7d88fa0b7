"""PayingAgent: batches that pay each holder of the record date once."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    ActionPaid,
    ActionStatus,
    Paid,
    Role,
    Transfer,
)
from sim.chain.reverts import (
    PayingAgent_CallerNotSelf,
    PayingAgent_NotPayableYet,
    PayingAgent_StatusIs,
    PayingAgent_UnknownAction,
    RoleBound_CallerLacksRole,
)
from tests.contracts.coupons import (
    ALL_UNITS,
    CUT_OFF,
    FIRST_COUPON,
    PAYABLE,
    RECORD,
    SECOND_COUPON,
    announced,
    funded,
    held,
    owed,
    paid,
    pay,
)
from tests.contracts.deal import CASH, Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.trades import matched, trade


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    return held(deal)


class TestPay:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "admin", "registrar", "alice", "mallory"])
        def test_for_anyone_but_the_paying_agent(self, deal, who):
            number, caller = funded(deal), getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.PAYING_AGENT):
                deal.paying.pay(number, [deal.alice], sender=caller)

        def test_of_an_action_nobody_announced(self, deal):
            with reverts(PayingAgent_UnknownAction, action_id=1):
                pay(deal, 1, "alice")

        def test_before_it_is_funded(self, deal):
            number = announced(deal)
            deal.warp(PAYABLE)
            with reverts(PayingAgent_StatusIs, action_id=number, status=ActionStatus.ANNOUNCED):
                pay(deal, number, "alice")

        def test_when_it_was_missed(self, deal):
            number = announced(deal)
            deal.warp(CUT_OFF)
            deal.paying.declare_missed([number], sender=deal.paying_agent)
            deal.warp(PAYABLE)
            with reverts(PayingAgent_StatusIs, action_id=number, status=ActionStatus.MISSED):
                pay(deal, number, "alice")

        def test_a_second_before_payments_start(self, deal):
            number = announced(deal)
            deal.warp(RECORD)
            deal.paying.fund(number, sender=deal.issuer)
            payable = deal.instant(PAYABLE)
            deal.chain.at(payable - 1)
            with reverts(
                PayingAgent_NotPayableYet,
                action_id=number,
                payable_from=payable,
                timestamp=payable - 1,
            ):
                pay(deal, number, "alice")

    def test_pays_units_at_the_record_date_times_the_amount_a_unit(self, deal):
        number = funded(deal)
        receipt = pay(deal, number, "bob", "alice")
        assert said(receipt, deal.paying) == [
            paid(deal, number, "bob", 20),
            paid(deal, number, "alice", 10),
        ]
        agent = deal.paying.address
        assert said(receipt, deal.cash) == [
            (Transfer, agent, deal.bob, 200_835_60),
            (Transfer, agent, deal.alice, 100_417_80),
        ]
        assert owed(deal) == deal.cash.balance_of(agent) == 30 * FIRST_COUPON
        stored = deal.paying.action(number)
        assert (stored.status, stored.handled_units) == (ActionStatus.FUNDED, 30)

    def test_is_over_when_every_unit_was_handled(self, deal):
        number = funded(deal)
        pay(deal, number, "bob")
        receipt = pay(deal, number, "alice", "carol")
        assert said(receipt, deal.paying)[-1] == (ActionPaid, number, ALL_UNITS)
        assert deal.paying.action(number).status is ActionStatus.PAID
        assert owed(deal) == deal.cash.balance_of(deal.paying.address) == 0

    def test_passes_over_whom_it_paid_before(self, deal):
        number = funded(deal)
        pay(deal, number, "alice")
        with unmoved(deal):
            receipt = pay(deal, number, "alice", "alice")
        assert receipt.events == ()

    def test_of_a_batch_sent_again_when_all_is_paid_changes_nothing(self, deal):
        number = funded(deal)
        everyone = ("alice", "bob", "carol")
        pay(deal, number, *everyone)
        with unmoved(deal):
            assert pay(deal, number, *everyone).events == ()
        assert deal.paying.action(number).handled_units == ALL_UNITS

    def test_pays_a_repeated_holder_once(self, deal):
        number = funded(deal)
        receipt = pay(deal, number, "alice", "alice", "bob", "alice")
        assert said(receipt, deal.paying) == [
            paid(deal, number, "alice", 10),
            paid(deal, number, "bob", 20),
        ]
        assert deal.cash.balance_of(deal.alice) == CASH + 10 * FIRST_COUPON

    def test_passes_over_whoever_held_nothing(self, deal):
        number = funded(deal)
        assert pay(deal, number, "dave", "mallory").events == ()
        assert not deal.paying.is_handled(number, deal.dave)

    def test_pays_the_holder_of_the_record_date_not_who_bought_after(self, deal):
        deal.warp(RECORD)
        deal.bond.transfer(deal.dave, 10, sender=deal.alice)
        number = funded(deal)
        receipt = pay(deal, number, "dave", "alice")
        assert said(receipt, deal.paying) == [paid(deal, number, "alice", 10)]

    def test_pays_who_bought_until_the_record_date(self, deal):
        deal.chain.at(deal.instant(RECORD) - 1)
        deal.bond.transfer(deal.dave, 10, sender=deal.alice)
        number = funded(deal)
        receipt = pay(deal, number, "alice", "dave")
        assert said(receipt, deal.paying) == [paid(deal, number, "dave", 10)]

    def test_pays_on_locked_and_on_frozen_units(self, deal):
        other = matched(deal, trade(deal))
        deal.settlement.preposition([other], sender=deal.alice)
        deal.bond.set_frozen_tokens(deal.bob, 20, sender=deal.registrar)
        number = funded(deal)
        receipt = pay(deal, number, "alice", "bob")
        assert [log.units for log in receipt.all(Paid)] == [10, 20]

    def test_pays_a_holder_whose_admission_ended(self, deal):
        deal.register.remove([deal.alice], sender=deal.registrar)
        deal.admit(deal.bob, kyc_expiry=1)
        number = funded(deal)
        assert len(pay(deal, number, "alice", "bob").all(Paid)) == 2

    def test_keeps_coupons_apart(self, deal):
        first = funded(deal)
        pay(deal, first, "alice")
        second = funded(deal, 1)
        receipt = pay(deal, second, "alice")
        assert said(receipt, deal.paying) == [paid(deal, second, "alice", 10, SECOND_COUPON)]
        assert deal.paying.is_handled(first, deal.alice)
        assert not deal.paying.is_handled(first, deal.bob)
        pay(deal, first, "bob", "carol")
        assert deal.paying.action(first).status is ActionStatus.PAID
        assert deal.paying.action(second).status is ActionStatus.FUNDED

    def test_of_nobody_does_nothing(self, deal):
        assert pay(deal, funded(deal)).events == ()


class TestPayOne:
    @pytest.mark.parametrize("who", ["paying_agent", "alice", "mallory", "as_paying_agent"])
    def test_fails_for_anyone_but_the_contract(self, deal, who):
        caller = getattr(deal, who)
        funded(deal)
        with reverts(PayingAgent_CallerNotSelf, caller=caller):
            deal.paying.attempt_payment(deal.cash.address, caller, 1, sender=caller)
