"""`BondToken`: what each way of moving units between holders adds of its own."""

from __future__ import annotations

import pytest

from sim.chain.logs import Locked, Refusal, Role, Transfer, Unlocked
from sim.chain.reverts import (
    BondToken_AccountFrozen,
    BondToken_BelowMinimum,
    BondToken_InsufficientUnits,
    BondToken_LengthMismatch,
    BondToken_Refused,
    ERC20InvalidSender,
    ERC7943InsufficientUnfrozenBalance,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Account
from tests.contracts.deal import ZERO, reverts, told


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


def refused(deal, sender, receiver, refusal):
    return reverts(BondToken_Refused, from_=sender, to=receiver, refusal=refusal)


class TestTransferFrom:
    """Beside what ERC-20 asks of every token (`standards/test_erc20.py`)."""

    class TestRefused:
        def test_by_a_sanctioned_spender(self, deal):
            deal.bond.approve(deal.carol, 4, sender=deal.alice)
            deal.register.sanction([deal.carol], sender=deal.regulator)
            with refused(deal, deal.carol, deal.bob, Refusal.SENDER_SANCTIONED):
                deal.bond.transfer_from(deal.alice, deal.bob, 4, sender=deal.carol)

        def test_by_a_spender_whose_key_was_lost(self, deal):
            deal.bond.approve(deal.carol, 4, sender=deal.alice)
            deal.register.replace([deal.carol], [deal.dave], sender=deal.registrar)
            with refused(deal, deal.carol, deal.bob, Refusal.SENDER_REPLACED):
                deal.bond.transfer_from(deal.alice, deal.bob, 4, sender=deal.carol)

        def test_without_using_up_the_allowance(self, deal):
            deal.bond.approve(deal.carol, 9, sender=deal.alice)
            with reverts(
                BondToken_BelowMinimum, account=deal.alice, units_after=1, minimum_units=2
            ):
                deal.bond.transfer_from(deal.alice, deal.bob, 9, sender=deal.carol)
            assert deal.bond.allowance(deal.alice, deal.carol) == 9


class TestBatchTransfer:
    class TestRefused:
        @pytest.mark.parametrize(("accounts", "amounts"), [(1, 2), (2, 1), (0, 1), (1, 0)])
        def test_with_lists_of_different_lengths(self, deal, accounts, amounts):
            with reverts(BondToken_LengthMismatch, accounts=accounts, amounts=amounts):
                deal.bond.batch_transfer([deal.bob] * accounts, [2] * amounts, sender=deal.alice)

        def test_as_a_whole_when_one_is_refused(self, deal):
            with refused(deal, deal.alice, deal.mallory, Refusal.RECEIVER_NOT_ADMITTED):
                deal.bond.batch_transfer([deal.bob, deal.mallory], [2, 2], sender=deal.alice)
            assert deal.holdings(deal.alice, deal.bob) == [10, 0]

        def test_when_the_sum_is_more_than_is_available(self, deal):
            with reverts(
                BondToken_InsufficientUnits,
                account=deal.alice,
                wanted=6,
                units=5,
            ):
                deal.bond.batch_transfer([deal.bob, deal.carol], [5, 6], sender=deal.alice)

        def test_a_duplicate_that_spends_the_same_units_again(self, deal):
            with reverts(
                BondToken_InsufficientUnits,
                account=deal.alice,
                wanted=10,
                units=0,
            ):
                deal.bond.batch_transfer([deal.bob, deal.bob], [10, 10], sender=deal.alice)

    def test_keeps_the_callers_order(self, deal):
        receipt = deal.bond.batch_transfer(
            [deal.carol, deal.bob, deal.dave], [2, 3, 5], sender=deal.alice
        )
        assert told(receipt) == [
            (Transfer, deal.alice, deal.carol, 2),
            (Transfer, deal.alice, deal.bob, 3),
            (Transfer, deal.alice, deal.dave, 5),
        ]
        assert deal.holdings(deal.alice, deal.bob, deal.carol, deal.dave) == [0, 3, 2, 5]

    def test_the_same_receiver_twice_gets_both(self, deal):
        deal.bond.batch_transfer([deal.bob, deal.bob], [2, 3], sender=deal.alice)
        assert deal.holdings(deal.alice, deal.bob) == [5, 5]

    def test_oneself_among_the_receivers(self, deal):
        deal.bond.batch_transfer([deal.alice, deal.bob, deal.alice], [10, 4, 6], sender=deal.alice)
        assert deal.holdings(deal.alice, deal.bob) == [6, 4]

    def test_to_nobody_is_nothing(self, deal):
        assert told(deal.bond.batch_transfer([], [], sender=deal.alice)) == []


class TestDeliver:
    class TestRefused:
        def test_to_anyone_but_a_settlement_contract(self, deal):
            role = Role.SETTLEMENT_CONTRACT
            for caller in (deal.alice, deal.mallory, deal.settlement_agent, deal.as_paying_agent):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                    deal.bond.deliver(deal.alice, deal.bob, 2, sender=caller)

        def test_from_the_zero_address(self, deal):
            with reverts(ERC20InvalidSender, sender=ZERO):
                deal.bond.deliver(ZERO, deal.bob, 2, sender=deal.as_settlement)

        def test_of_locked_units(self, deal):
            deal.bond.lock(deal.alice, 10, sender=deal.as_settlement)
            with reverts(
                ERC7943InsufficientUnfrozenBalance,
                account=deal.alice,
                amount=2,
                unfrozen=0,
            ):
                deal.bond.deliver(deal.alice, deal.bob, 2, sender=deal.as_settlement)

    def test_needs_no_allowance_and_uses_none(self, deal):
        deal.bond.approve(deal.as_settlement, 4, sender=deal.alice)
        receipt = deal.bond.deliver(deal.alice, deal.bob, 4, sender=deal.as_settlement)
        assert told(receipt) == [(Transfer, deal.alice, deal.bob, 4)]
        assert deal.bond.allowance(deal.alice, deal.as_settlement) == 4


class TestDeliverLocked:
    class TestRefused:
        def test_to_anyone_but_a_settlement_contract(self, deal):
            deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
            role = Role.SETTLEMENT_CONTRACT
            for caller in (deal.alice, deal.mallory, deal.settlement_agent):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                    deal.bond.deliver_locked(deal.alice, deal.bob, 4, sender=caller)

        def test_of_units_frozen_since_they_were_locked(self, deal):
            deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
            deal.bond.set_frozen_tokens(deal.alice, 7, sender=deal.registrar)
            with reverts(
                ERC7943InsufficientUnfrozenBalance,
                account=deal.alice,
                amount=4,
                unfrozen=3,
            ):
                deal.bond.deliver_locked(deal.alice, deal.bob, 4, sender=deal.as_settlement)
            assert deal.bond.account(deal.alice).locked == 4

        def test_of_an_account_frozen_since(self, deal):
            deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
            deal.bond.freeze([deal.alice], sender=deal.regulator)
            with reverts(BondToken_AccountFrozen, account=deal.alice):
                deal.bond.deliver_locked(deal.alice, deal.bob, 4, sender=deal.as_settlement)

    def test_moves_the_locked_units_and_leaves_other_locks(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
        receipt = deal.bond.deliver_locked(deal.alice, deal.bob, 4, sender=deal.as_settlement)
        assert told(receipt) == [(Unlocked, deal.alice, 4), (Transfer, deal.alice, deal.bob, 4)]
        assert deal.bond.account(deal.alice) == Account(6, 3, 0, 0, False)
        assert deal.bond.account(deal.bob) == Account(4, 0, 0, 0, False)

    def test_to_oneself_releases_the_lock(self, deal):
        receipt = deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        assert told(receipt) == [(Locked, deal.alice, 4)]
        deal.bond.deliver_locked(deal.alice, deal.alice, 4, sender=deal.as_settlement)
        assert deal.bond.account(deal.alice) == Account(10, 0, 0, 0, False)
