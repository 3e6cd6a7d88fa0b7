"""`Stablecoin` and `CentralBankMoney`: what each adds to the behaviour of all money."""

from __future__ import annotations

import pytest

from sim.chain.logs import Minted, ParticipantSet, Paused, Role, Transfer, Unpaused
from sim.chain.reverts import (
    CashToken_AccountFrozen,
    CentralBankMoney_NotParticipant,
    EnforcedPause,
    ExpectedPause,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import CashAccount
from tests.contracts.deal import CASH, UNLIMITED, ZERO, reverts, told


class TestStablecoin:
    class TestPause:
        class TestRefused:
            @pytest.mark.parametrize("function", ["pause", "unpause"])
            def test_to_anyone_but_the_issuer(self, deal, function):
                role = Role.CASH_ISSUER
                for caller in (deal.mallory, deal.regulator, deal.central_bank, deal.admin):
                    with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                        getattr(deal.stablecoin, function)(sender=caller)

            def test_when_paused_already(self, deal):
                deal.stablecoin.pause(sender=deal.stablecoin_issuer)
                with reverts(EnforcedPause):
                    deal.stablecoin.pause(sender=deal.stablecoin_issuer)

        def test_says_so(self, deal):
            receipt = deal.stablecoin.pause(sender=deal.stablecoin_issuer)
            assert told(receipt) == [(Paused, deal.stablecoin_issuer)]
            assert deal.stablecoin.paused() is True

        def test_stops_every_movement(self, deal):
            coin, issuer = deal.stablecoin, deal.stablecoin_issuer
            coin.approve(deal.mallory, UNLIMITED, sender=deal.alice)
            coin.approve(issuer, UNLIMITED, sender=deal.alice)
            coin.pause(sender=issuer)
            with reverts(EnforcedPause):
                coin.transfer(deal.bob, 5, sender=deal.alice)
            with reverts(EnforcedPause):
                coin.transfer_from(deal.alice, deal.bob, 5, sender=deal.mallory)
            with reverts(EnforcedPause):
                coin.mint([deal.alice], [5], sender=issuer)
            with reverts(EnforcedPause):
                coin.burn([deal.alice], [5], sender=issuer)
            assert coin.balance_of(deal.alice) == CASH

        def test_leaves_freezes_and_approvals_possible(self, deal):
            coin = deal.stablecoin
            coin.pause(sender=deal.stablecoin_issuer)
            coin.freeze([deal.alice], sender=deal.stablecoin_issuer)
            coin.approve(deal.bob, 5, sender=deal.alice)
            assert coin.cash_account(deal.alice).is_frozen
            assert coin.allowance(deal.alice, deal.bob) == 5

    class TestUnpause:
        class TestRefused:
            def test_when_not_paused(self, deal):
                with reverts(ExpectedPause):
                    deal.stablecoin.unpause(sender=deal.stablecoin_issuer)

        def test_lets_movements_resume_and_says_so(self, deal):
            coin = deal.stablecoin
            coin.pause(sender=deal.stablecoin_issuer)
            receipt = coin.unpause(sender=deal.stablecoin_issuer)
            assert told(receipt) == [(Unpaused, deal.stablecoin_issuer)]
            assert coin.paused() is False
            coin.transfer(deal.bob, 5, sender=deal.alice)
            assert coin.balance_of(deal.bob) == CASH + 5

    def test_anyone_may_hold_it(self, deal):
        receipt = deal.stablecoin.transfer(deal.mallory, 5, sender=deal.alice)
        assert told(receipt) == [(Transfer, deal.alice, deal.mallory, 5)]
        assert deal.stablecoin.cash_account(deal.mallory) == CashAccount(5, False, False)


class TestCentralBankMoney:
    class TestParticipants:
        class TestRefused:
            @pytest.mark.parametrize("function", ["add_participants", "remove_participants"])
            def test_to_anyone_but_the_central_bank(self, deal, function):
                role = Role.CENTRAL_BANK
                for caller in (deal.mallory, deal.stablecoin_issuer, deal.regulator, deal.alice):
                    with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                        getattr(deal.central_bank_money, function)([caller], sender=caller)

        def test_added_may_hold_the_money(self, deal):
            money, bank = deal.central_bank_money, deal.central_bank
            receipt = money.add_participants([deal.mallory], sender=bank)
            assert told(receipt) == [(ParticipantSet, deal.mallory, True, bank)]
            assert money.cash_account(deal.mallory) == CashAccount(0, False, True)
            money.transfer(deal.mallory, 5, sender=deal.alice)
            assert money.balance_of(deal.mallory) == 5

        def test_removed_may_pay_but_not_be_paid(self, deal):
            money, bank = deal.central_bank_money, deal.central_bank
            receipt = money.remove_participants([deal.alice], sender=bank)
            assert told(receipt) == [(ParticipantSet, deal.alice, False, bank)]
            assert money.cash_account(deal.alice) == CashAccount(CASH, False, False)
            money.transfer(deal.bob, 5, sender=deal.alice)
            with reverts(CentralBankMoney_NotParticipant, account=deal.alice):
                money.transfer(deal.alice, 5, sender=deal.bob)

        def test_removed_may_redeem(self, deal):
            money, bank = deal.central_bank_money, deal.central_bank
            money.approve(bank, CASH, sender=deal.alice)
            money.remove_participants([deal.alice], sender=bank)
            money.burn([deal.alice], [CASH], sender=bank)
            assert money.balance_of(deal.alice) == 0

        def test_what_is_so_already_changes_and_says_nothing(self, deal):
            money, bank = deal.central_bank_money, deal.central_bank
            assert told(money.add_participants([deal.alice], sender=bank)) == []
            assert told(money.remove_participants([deal.mallory], sender=bank)) == []

        def test_keeps_the_order_of_the_batch_and_says_duplicates_once(self, deal):
            batch = [deal.bob, deal.alice, deal.bob]
            receipt = deal.central_bank_money.remove_participants(batch, sender=deal.central_bank)
            assert [event.account for event in receipt.events] == [deal.bob, deal.alice]

        def test_a_frozen_participant_stays_both(self, deal):
            money, bank = deal.central_bank_money, deal.central_bank
            money.freeze([deal.alice], sender=bank)
            assert money.cash_account(deal.alice) == CashAccount(CASH, True, True)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                money.transfer(deal.alice, 5, sender=deal.bob)

    class TestEveryPath:
        class TestRefused:
            def test_a_transfer_to_someone_else(self, deal):
                with reverts(CentralBankMoney_NotParticipant, account=deal.mallory):
                    deal.central_bank_money.transfer(deal.mallory, 5, sender=deal.alice)

            def test_a_transfer_of_nothing_to_someone_else(self, deal):
                with reverts(CentralBankMoney_NotParticipant, account=deal.mallory):
                    deal.central_bank_money.transfer(deal.mallory, 0, sender=deal.alice)

            def test_a_transfer_by_allowance_to_someone_else(self, deal):
                deal.central_bank_money.approve(deal.carol, 5, sender=deal.alice)
                with reverts(CentralBankMoney_NotParticipant, account=deal.mallory):
                    deal.central_bank_money.transfer_from(
                        deal.alice, deal.mallory, 5, sender=deal.carol
                    )

            def test_minting_to_someone_else(self, deal):
                with reverts(CentralBankMoney_NotParticipant, account=deal.mallory):
                    deal.central_bank_money.mint([deal.mallory], [5], sender=deal.central_bank)

            def test_minting_to_the_central_bank_itself_unless_it_participates(self, deal):
                money, bank = deal.central_bank_money, deal.central_bank
                with reverts(CentralBankMoney_NotParticipant, account=bank):
                    money.mint([bank], [5], sender=bank)

        def test_the_issuer_burns_its_own_without_approval(self, deal):
            money, bank = deal.central_bank_money, deal.central_bank
            money.add_participants([bank], sender=bank)
            assert told(money.mint([bank], [5], sender=bank)) == [
                (Transfer, ZERO, bank, 5),
                (Minted, bank, 5, bank),
            ]
            money.burn([bank], [5], sender=bank)
            assert money.balance_of(bank) == 0
