"""`BondToken`: a pause stops what people do with units, and nothing that is owed or ordered."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    Claimed,
    ForcedTransfer,
    Locked,
    Paid,
    Paused,
    Reason,
    RecoverySuccess,
    Settled,
    SettlementFailed,
    TransactionType,
    Transfer,
    Unlocked,
    Unpaused,
    Withheld,
)
from sim.chain.reverts import BondToken_CallerNotRegistrarNorRegulator, BondToken_Paused
from sim.chain.structs import Account
from tests.contracts.coupons import FIRST_COUPON, PRINCIPAL, REDM, funded, pay
from tests.contracts.deal import CASH, ZERO, Deal, reverts, told
from tests.contracts.expect import said
from tests.contracts.recoveries import recovered, replaced
from tests.contracts.trades import EXPIRES, OPENS, UNITS, matched, trade

#: Every way units move by somebody's will.
STOPPED = {
    "transfer": lambda d: d.bond.transfer(d.bob, 4, sender=d.alice),
    "transfer of nothing": lambda d: d.bond.transfer(d.bob, 0, sender=d.alice),
    "transfer to oneself": lambda d: d.bond.transfer(d.alice, 4, sender=d.alice),
    "transferFrom": lambda d: d.bond.transfer_from(d.alice, d.bob, 4, sender=d.carol),
    "batchTransfer": lambda d: d.bond.batch_transfer([d.bob, d.dave], [2, 2], sender=d.alice),
    "deliver": lambda d: d.bond.deliver(d.alice, d.bob, 4, sender=d.as_settlement),
    "deliverLocked": lambda d: d.bond.deliver_locked(d.alice, d.bob, 4, sender=d.as_settlement),
    "issue": lambda d: d.mint(d.bob, 4),
}


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns a hundred units, carol may spend ten of them, four are locked."""
    deal.mint(deal.alice, 100)
    deal.bond.approve(deal.carol, 10, sender=deal.alice)
    deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
    return deal


@pytest.fixture
def paused(deal: Deal) -> Deal:
    deal.bond.pause(sender=deal.regulator)
    return deal


class TestPause:
    class TestRefused:
        @pytest.mark.parametrize("who", ["alice", "issuer", "admin", "as_settlement", "mallory"])
        def test_to_anyone_but_registrar_and_regulator(self, deal, who):
            caller = getattr(deal, who)
            for order in (deal.bond.pause, deal.bond.unpause):
                with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                    order(sender=caller)

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_and_its_end_say_by_whom(self, deal, by):
        caller = getattr(deal, by)
        assert deal.bond.paused() is False
        assert told(deal.bond.pause(sender=caller)) == [(Paused, caller)]
        assert deal.bond.paused() is True
        assert told(deal.bond.unpause(sender=caller)) == [(Unpaused, caller)]
        assert deal.bond.paused() is False

    def test_of_what_is_paused_already_says_nothing(self, deal):
        assert told(deal.bond.unpause(sender=deal.registrar)) == []
        deal.bond.pause(sender=deal.registrar)
        assert told(deal.bond.pause(sender=deal.regulator)) == []
        assert deal.bond.paused() is True

    def test_changes_nobodys_account(self, deal):
        before = deal.bond.account(deal.alice)
        deal.bond.pause(sender=deal.regulator)
        assert deal.bond.account(deal.alice) == before
        assert deal.bond.total_supply() == 100

    def test_of_one_bond_is_not_that_of_another(self, deal):
        other = deal.new_bond()
        deal.bond.pause(sender=deal.regulator)
        assert other.paused() is False

    def test_is_remembered_across_a_record_date(self, deal):
        deal.bond.pause(sender=deal.regulator)
        deal.warp("2023-08-15 18:00")
        deal.bond.forced_transfer(deal.alice, deal.bob, 4, sender=deal.regulator)
        assert deal.bond.record_id() == 1
        assert deal.bond.paused() is True


class TestStops:
    @pytest.mark.parametrize("act", STOPPED.values(), ids=STOPPED)
    def test_every_movement_by_somebodys_will(self, paused, act):
        with reverts(BondToken_Paused):
            act(paused)
        paused.bond.unpause(sender=paused.registrar)
        assert act(paused).all(Transfer)

    def test_without_releasing_the_lock_of_what_was_to_be_delivered(self, paused):
        with reverts(BondToken_Paused):
            STOPPED["deliverLocked"](paused)
        assert paused.bond.account(paused.alice).locked == 4

    def test_without_using_up_an_allowance(self, paused):
        with reverts(BondToken_Paused):
            STOPPED["transferFrom"](paused)
        assert paused.bond.allowance(paused.alice, paused.carol) == 10


class TestDoesNotStop:
    def test_redemption(self, paused):
        receipt = paused.bond.redeem(paused.alice, 100, sender=paused.as_paying_agent)
        assert told(receipt)[-1] == (Transfer, paused.alice, ZERO, 100)

    def test_forced_transfers(self, paused):
        receipt = paused.bond.forced_transfer(paused.alice, paused.bob, 4, sender=paused.regulator)
        assert receipt.only(ForcedTransfer).amount == 4

    def test_recovery(self, paused):
        replaced(paused)
        assert recovered(paused).only(RecoverySuccess).replacement == paused.dave

    def test_freezes_and_their_end(self, paused):
        bond, by = paused.bond, paused.regulator
        bond.freeze([paused.alice], sender=by)
        bond.set_frozen_tokens(paused.alice, 7, sender=by)
        assert bond.account(paused.alice) == Account(100, 4, 7, 0, True)
        bond.unfreeze([paused.alice], sender=by)
        bond.unfreeze_partial_tokens(paused.alice, 7, sender=by)
        assert bond.account(paused.alice) == Account(100, 4, 0, 0, False)

    def test_locks_and_their_end(self, paused):
        by = paused.as_settlement
        locked = paused.bond.lock(paused.alice, 6, sender=by)
        assert told(locked) == [(Locked, paused.alice, 6)]
        unlocked = paused.bond.unlock(paused.alice, 10, sender=by)
        assert told(unlocked) == [(Unlocked, paused.alice, 10)]

    def test_approvals(self, paused):
        paused.bond.approve(paused.carol, 20, sender=paused.alice)
        assert paused.bond.allowance(paused.alice, paused.carol) == 20


class TestSettlement:
    def settle(self, deal, number):
        deal.chain.at(max(deal.instant(OPENS), deal.chain.now))
        return deal.settlement.settle([number], sender=deal.mallory)

    @pytest.mark.parametrize("prepositioned", [False, True])
    def test_fails_while_paused_and_succeeds_afterwards(self, deal, prepositioned):
        number = matched(deal, trade(deal))
        if prepositioned:
            deal.settlement.preposition([number], sender=deal.alice)
        deal.bond.pause(sender=deal.regulator)
        assert self.settle(deal, number).only(SettlementFailed).reason is Reason.SBLO
        assert deal.settlement.instruction(number).last_reason is Reason.SBLO
        assert deal.cash.balance_of(deal.bob) == CASH
        deal.bond.unpause(sender=deal.regulator)
        self.settle(deal, number).only(Settled)
        assert deal.holdings(deal.alice, deal.bob) == [90, UNITS]

    def test_of_an_issue_fails_too(self, deal):
        issue = trade(deal, transaction_type=TransactionType.ISSU, deliverer=deal.issuer)
        deal.settlement.instruct_issue([issue], sender=deal.as_offering)
        deal.bond.pause(sender=deal.regulator)
        assert self.settle(deal, 1).only(SettlementFailed).reason is Reason.SBLO
        deal.bond.unpause(sender=deal.regulator)
        self.settle(deal, 1).only(Settled)

    def test_of_a_claim_moves_no_unit_and_goes_on(self, deal):
        claim = trade(deal, transaction_type=TransactionType.CLAI, units=0)
        deal.settlement.raise_claim(claim, sender=deal.as_paying_agent)
        deal.bond.pause(sender=deal.regulator)
        self.settle(deal, 1).only(Settled)

    def test_prepositioning_and_its_release_go_on(self, deal):
        number = matched(deal, trade(deal))
        deal.bond.pause(sender=deal.regulator)
        deal.settlement.preposition([number], sender=deal.alice)
        assert deal.bond.account(deal.alice).locked == 4 + UNITS
        deal.warp(EXPIRES)
        deal.settlement.expire([number], sender=deal.mallory)
        assert deal.bond.account(deal.alice).locked == 4


class TestPayments:
    def test_of_coupons_and_claims_go_on(self, paused):
        paused.bond.freeze([paused.alice], sender=paused.regulator)
        number = funded(paused)
        pay(paused, number, "alice").only(Withheld)
        paused.bond.unfreeze([paused.alice], sender=paused.regulator)
        receipt = paused.paying.claim(number, [paused.alice], sender=paused.alice)
        assert receipt.only(Claimed).net == 100 * FIRST_COUPON

    def test_of_principal_go_on(self, paused):
        receipt = pay(paused, funded(paused, 1, REDM), "alice")
        assert receipt.only(Paid).net == 100 * PRINCIPAL
        burned = (Transfer, paused.alice, ZERO, 100)
        assert burned in said(receipt, paused.bond)
        assert paused.bond.total_supply() == 0
