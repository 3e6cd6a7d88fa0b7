"""Settlement: instructions that the offering and the paying agent enter for others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import (
    Economics,
    Expired,
    Instructed,
    Matched,
    Reason,
    Role,
    Settled,
    SettlementFailed,
    Status,
    TransactionType,
    Transfer,
)
from sim.chain.reverts import (
    RoleBound_CallerLacksRole,
    Settlement_DueAfterFinalRecord,
    Settlement_NotWired,
    Settlement_NoUnits,
    Settlement_SameSide,
    Settlement_TypeNotAllowed,
)
from tests.contracts.deal import CASH, OFFERED_UNITS, ZERO, Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.trades import CLEAN, EXPIRES, OPENS, UNITS, trade

NEVER = 2**40 - 1


def issue(deal: Deal, **changes: object) -> Economics:
    """Ten units for bob at par."""
    usual = trade(
        deal,
        transaction_type=TransactionType.ISSU,
        deliverer=deal.issuer,
        accrued_amount=0,
        accrued_days=0,
    )
    return replace(usual, **changes)


def claim(deal: Deal, **changes: object) -> Economics:
    """Alice owes bob the coupon of ten units."""
    usual = trade(
        deal,
        transaction_type=TransactionType.CLAI,
        units=0,
        price=0,
        clean_amount=100_417_80,
        accrued_amount=0,
        accrued_days=0,
        expiry_date=2**32 - 1,
        expires_at=NEVER,
        linked_id=7,
    )
    return replace(usual, **changes)


class TestInstructIssue:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "arranger", "bob", "admin", "as_paying_agent"])
        def test_for_anyone_but_the_offering(self, deal, who):
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.OFFERING_CONTRACT):
                deal.settlement.instruct_issue([issue(deal)], sender=caller)

        @pytest.mark.parametrize("kind", set(TransactionType) - {TransactionType.ISSU})
        def test_for_anything_but_an_issue(self, deal, kind):
            with reverts(Settlement_TypeNotAllowed, transaction_type=kind):
                wrong = issue(deal, transaction_type=kind)
                deal.settlement.instruct_issue([wrong], sender=deal.as_offering)

        def test_without_units(self, deal):
            with reverts(Settlement_NoUnits):
                deal.settlement.instruct_issue([issue(deal, units=0)], sender=deal.as_offering)

        def test_on_invalid_economics_as_every_instruction(self, deal):
            with reverts(Settlement_NotWired, token=deal.mallory):
                wrong = issue(deal, bond=deal.mallory)
                deal.settlement.instruct_issue([wrong], sender=deal.as_offering)

        def test_due_after_the_final_record_date(self, deal):
            due, final = deal.day("2024-02-16"), deal.day("2024-02-15")
            late = issue(deal, intended_date=due, expiry_date=due)
            with reverts(
                Settlement_DueAfterFinalRecord, intended_date=due, final_record_date=final
            ):
                deal.settlement.instruct_issue([late], sender=deal.as_offering)

    def test_is_matched_at_once(self, deal):
        both = [issue(deal), issue(deal, receiver=deal.carol)]
        receipt = deal.settlement.instruct_issue(both, sender=deal.as_offering)
        assert said(receipt, deal.settlement) == [
            (Instructed, 1, deal.as_offering, both[0]),
            (Matched, 1),
            (Instructed, 2, deal.as_offering, both[1]),
            (Matched, 2),
        ]
        stored = deal.settlement.instruction(1)
        assert (stored.status, stored.affirmed_by) == (Status.MATCHED, 3)

    def test_settles_by_creating_units_against_gross_cash_to_the_issuer(self, deal):
        deal.settlement.instruct_issue([issue(deal)], sender=deal.as_offering)
        deal.warp(OPENS)
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.bond) == [(Transfer, ZERO, deal.bob, UNITS)]
        assert said(receipt, deal.cash) == [(Transfer, deal.bob, deal.issuer, CLEAN)]
        assert said(receipt, deal.settlement) == [(Settled, 1, 1)]
        assert deal.bond.total_supply() == UNITS
        assert deal.cash.balance_of(deal.issuer) == CASH + CLEAN

    def test_unpaid_creates_nothing(self, deal):
        deal.cash.approve(deal.settlement.address, CLEAN - 1, sender=deal.bob)
        deal.settlement.instruct_issue([issue(deal)], sender=deal.as_offering)
        deal.warp(OPENS)
        with unmoved(deal):
            receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.MONY, 1)]
        assert deal.bond.total_supply() == 0

    def test_to_someone_not_admitted_creates_nothing(self, deal):
        wrong = issue(deal, receiver=deal.mallory, cash=ZERO, clean_amount=0)
        deal.settlement.instruct_issue([wrong], sender=deal.as_offering)
        deal.warp(OPENS)
        receipt = deal.settlement.settle([1], sender=deal.mallory)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.BLOC, 1)]
        assert deal.bond.total_supply() == 0

    def test_never_creates_more_than_was_offered(self, deal):
        more = issue(deal, units=OFFERED_UNITS + 1)
        deal.settlement.instruct_issue([more], sender=deal.as_offering)
        deal.warp(OPENS)
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.OTHR, 1)]

    def test_expires_as_others_do(self, deal):
        deal.settlement.instruct_issue([issue(deal)], sender=deal.as_offering)
        deal.warp(EXPIRES)
        receipt = deal.settlement.expire([1], sender=deal.mallory)
        assert said(receipt, deal.settlement) == [(Expired, 1, Reason.NONE)]


class TestRaiseClaim:
    class TestFails:
        @pytest.mark.parametrize("who", ["paying_agent", "alice", "bob", "admin", "as_offering"])
        def test_for_anyone_but_the_paying_agent_contract(self, deal, who):
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.PAYING_AGENT_CONTRACT):
                deal.settlement.raise_claim(claim(deal), sender=caller)

        @pytest.mark.parametrize("kind", set(TransactionType) - {TransactionType.CLAI})
        def test_for_anything_but_a_claim(self, deal, kind):
            with reverts(Settlement_TypeNotAllowed, transaction_type=kind):
                wrong = claim(deal, transaction_type=kind)
                deal.settlement.raise_claim(wrong, sender=deal.as_paying_agent)

        def test_on_invalid_economics_as_every_instruction(self, deal):
            with reverts(Settlement_SameSide, account=deal.bob):
                wrong = claim(deal, deliverer=deal.bob)
                deal.settlement.raise_claim(wrong, sender=deal.as_paying_agent)

    def test_is_matched_at_once(self, deal):
        receipt = deal.settlement.raise_claim(claim(deal), sender=deal.as_paying_agent)
        assert said(receipt, deal.settlement) == [
            (Instructed, 1, deal.as_paying_agent, claim(deal)),
            (Matched, 1),
        ]
        assert deal.settlement.instruction(1).linked_id == 7

    def test_may_be_due_after_the_final_record_date(self, deal):
        late = claim(deal, intended_date=deal.day("2024-02-16"))
        deal.settlement.raise_claim(late, sender=deal.as_paying_agent)
        assert deal.settlement.instruction(1).status is Status.MATCHED

    def test_settles_by_money_from_deliverer_to_receiver_and_no_units(self, deal):
        deal.settlement.raise_claim(claim(deal), sender=deal.as_paying_agent)
        deal.warp(OPENS)
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.cash) == [(Transfer, deal.alice, deal.bob, 100_417_80)]
        assert said(receipt, deal.bond) == []
        assert said(receipt, deal.settlement) == [(Settled, 1, 1)]

    def test_unpaid_stands_until_it_is_paid(self, deal):
        deal.cash.transfer(deal.carol, CASH, sender=deal.alice)
        deal.settlement.raise_claim(claim(deal), sender=deal.as_paying_agent)
        deal.warp("2024-02-15 08:30")
        with unmoved(deal):
            receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.MONY, 1)]
        deal.cash.mint([deal.alice], [100_417_80], sender=deal.central_bank)
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(Settled, 1, 2)]
