"""RtgsRail: corporate actions funded and paid outside the chain."""

from __future__ import annotations

import pytest

from sim.chain import Receipt
from sim.chain.logs import (
    ActionFunded,
    ActionMissed,
    ActionStatus,
    AwaitingMoney,
    Claimed,
    FundingConfirmed,
    MarketClaimRaised,
    Paid,
    Role,
    Settled,
    Transfer,
    Withheld,
    WithheldReason,
)
from sim.chain.reverts import (
    BondToken_RecordNotStruck,
    PayingAgent_CallerNotCash,
    PayingAgent_StatusIs,
    PayingAgent_UnknownAction,
    RoleBound_CallerLacksRole,
    RtgsRail_AmountDiffers,
    RtgsRail_NotConfirmed,
    RtgsRail_ReferenceUsed,
)
from tests.contracts.coupons import CUT_OFF, FIRST_COUPON, PAYABLE, RECORD, coupon_in
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said
from tests.contracts.rtgs import confirm, off_chain, reference
from tests.contracts.trades import matched

DUE = 10 * FIRST_COUPON


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice's first coupon of ten units, to be funded outside the chain."""
    coupon_in(deal, deal.rtgs.address)
    return deal


def fund(deal: Deal, amount: int = DUE, told: int = 1, number: int = 1) -> Receipt:
    return deal.rtgs.confirm_funding(
        deal.paying.address,
        number,
        deal.issuer,
        amount,
        reference(told),
        sender=deal.rail_operator,
    )


def pay(deal: Deal) -> Receipt:
    deal.warp(PAYABLE)
    return deal.paying.pay(1, [deal.alice], sender=deal.paying_agent)


class TestConfirmFunding:
    class TestFails:
        @pytest.mark.parametrize("who", ["admin", "issuer", "paying_agent", "mallory"])
        def test_for_anyone_but_the_operator(self, deal, who):
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.RAIL_OPERATOR):
                deal.rtgs.confirm_funding(
                    deal.paying.address, 1, deal.issuer, DUE, reference(1), sender=caller
                )

        @pytest.mark.parametrize("amount", [0, DUE - 1, DUE + 1])
        def test_of_any_other_amount(self, deal, amount):
            with reverts(RtgsRail_AmountDiffers, number=1, confirmed=amount, due=DUE):
                fund(deal, amount)

        def test_of_an_action_nobody_announced(self, deal):
            with reverts(PayingAgent_UnknownAction, action_id=2):
                fund(deal, number=2)

        def test_twice(self, deal):
            fund(deal)
            with reverts(PayingAgent_StatusIs, action_id=1, status=ActionStatus.FUNDED):
                fund(deal, told=2)

        def test_with_a_reference_used_before(self, deal):
            coupon_of_a_late_trade(deal)
            confirm(deal, 1, amount=1)
            with reverts(RtgsRail_ReferenceUsed, payment_reference=reference(1)):
                fund(deal)

        def test_of_an_action_in_other_money(self, deal):
            bond, money = deal.bond.address, deal.cash.address
            deal.mint(deal.alice, 10)
            deal.paying.announce(bond, 0, 0, sender=deal.paying_agent)
            due = deal.paying.amount_due(2)
            with reverts(PayingAgent_CallerNotCash, caller=deal.rtgs.address, cash=money):
                fund(deal, due, number=2)

    def test_funds_the_action_in_the_payers_name(self, deal):
        receipt = fund(deal)
        assert said(receipt, deal.rtgs) == [
            (FundingConfirmed, 1, reference(1), deal.paying.address, DUE),
            (Transfer, deal.issuer, deal.paying.address, DUE),
        ]
        assert said(receipt, deal.paying) == [(ActionFunded, 1, deal.issuer, 10, DUE)]
        assert deal.paying.owed(deal.rtgs.address) == DUE
        assert deal.rtgs.balance_of(deal.paying.address) == 0

    def test_leaves_nothing_for_a_second_one(self, deal):
        fund(deal)
        with pytest.raises(RtgsRail_NotConfirmed):
            deal.rtgs.transfer_from(
                deal.issuer, deal.paying.address, DUE, sender=deal.as_paying_agent
            )

    def test_late_cures_a_miss(self, deal):
        deal.warp(CUT_OFF)
        receipt = fund(deal)
        assert [type(log) for log in receipt.events if log.address == deal.paying.address] == [
            ActionMissed,
            ActionFunded,
        ]
        assert [type(log) for log in pay(deal).all(Paid)] == [Paid]


class TestFund:
    def test_without_the_operators_word_is_refused(self, deal):
        payee = caller = deal.paying.address
        with reverts(
            RtgsRail_NotConfirmed, caller=caller, payer=deal.issuer, payee=payee, amount=DUE
        ):
            deal.paying.fund(1, sender=deal.issuer)

    @pytest.mark.parametrize("who", ["issuer", "rail_operator", "paying_agent", "mallory"])
    def test_in_anothers_name_is_the_moneys_alone(self, deal, who):
        caller, cash = getattr(deal, who), deal.rtgs.address
        with reverts(PayingAgent_CallerNotCash, caller=caller, cash=cash):
            deal.paying.fund_from(1, deal.issuer, sender=caller)


def test_the_record_date_must_have_closed(fresh_deal):
    """As for any other money: until then nobody knows what is due."""
    fresh_deal.warp("2023-02-16 08:00")
    bond = fresh_deal.new_bond(rails=(fresh_deal.rtgs.address,))
    fresh_deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=fresh_deal.admin)
    fresh_deal.paying.announce(bond.address, 0, 0, sender=fresh_deal.paying_agent)
    fresh_deal.chain.at(fresh_deal.instant(RECORD) - 1)
    with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
        fund(fresh_deal)


class TestPayingHolders:
    def test_is_a_payment_order_for_each(self, deal):
        fund(deal)
        receipt = pay(deal)
        assert said(receipt, deal.rtgs) == [(Transfer, deal.paying.address, deal.alice, DUE)]
        assert deal.paying.owed(deal.rtgs.address) == 0

    def test_sets_aside_what_may_not_be_paid_and_pays_it_later(self, deal):
        fund(deal)
        deal.register.sanction([deal.alice], sender=deal.regulator)
        assert pay(deal).only(Withheld).reason is WithheldReason.SANCTIONED
        deal.register.clear([deal.alice], sender=deal.regulator)
        receipt = deal.paying.claim(1, [deal.alice], sender=deal.mallory)
        assert [log.net for log in receipt.all(Claimed)] == [DUE]
        assert said(receipt, deal.rtgs) == [(Transfer, deal.paying.address, deal.alice, DUE)]

    def test_is_refused_to_an_agent_that_is_none_any_more(self, deal):
        fund(deal)
        role = [Role.PAYING_AGENT_CONTRACT]
        deal.roles.revoke(role, [deal.paying.address], sender=deal.admin)
        assert pay(deal).only(Withheld).reason is WithheldReason.RAIL


def test_a_market_claim_waits_for_its_money_too(deal):
    """Alice sold carol two units cum, and delivers after the record date: she owes a coupon."""
    bond = coupon_of_a_late_trade(deal)
    confirm(deal, 1, amount=1)
    fund(deal, told=7)
    pay(deal)
    today = deal.day("2023-08-16")
    receipt = deal.paying.raise_claims(1, [1], today, deal.chain.now, sender=deal.paying_agent)
    claim = receipt.only(MarketClaimRaised)
    assert (claim.payer, claim.payee) == (deal.alice, deal.carol)
    receipt = deal.settlement.settle([claim.claim_id], sender=deal.settlement_agent)
    assert [type(log) for log in receipt.events] == [AwaitingMoney]
    receipt = confirm(deal, claim.claim_id, claim.amount)
    assert said(receipt, deal.rtgs)[1:] == [(Transfer, deal.alice, deal.carol, claim.amount)]
    assert receipt.all(Settled) != []
    assert deal.chain.balances(bond, [deal.carol]) == [2]


def coupon_of_a_late_trade(deal: Deal) -> str:
    """Instruction 1: two units of the other bond, cum by its date, not delivered yet."""
    bond = deal.paying.action(1).bond
    economics = off_chain(
        deal,
        bond=bond,
        receiver=deal.carol,
        units=2,
        clean_amount=1,
        accrued_amount=0,
        trade_date=deal.day("2023-08-11"),
        intended_date=deal.day("2023-08-15"),
        expiry_date=deal.day("2023-08-29"),
        opens_at=deal.chain.now,
        expires_at=deal.instant("2023-08-29 17:30"),
    )
    assert matched(deal, economics) == 1
    return bond
