"""`CashToken`: what its issuer may do, the same for every money bonds are settled in."""

from __future__ import annotations

import pytest

from sim.chain.logs import Burned, CashFrozen, Minted, Transfer
from sim.chain.reverts import (
    CashToken_AboveMaximum,
    CashToken_AccountFrozen,
    CashToken_LengthMismatch,
    ERC20InsufficientAllowance,
    ERC20InsufficientBalance,
    ERC20InvalidReceiver,
    RoleBound_CallerLacksRole,
)
from tests.contracts.deal import CASH, UNLIMITED, ZERO, reverts, told

MOST = 2**128 - 1


class TestDeployment:
    def test_says_what_it_is(self, deal, money):
        assert money.token.name() == money.name
        assert money.token.symbol() == money.symbol
        assert money.token.currency() == "HKD"
        assert money.token.decimals() == 2
        assert money.token.roles() == deal.roles.address

    def test_the_decimals_are_the_currencys(self, deal, money):
        kind = type(money.token)
        yen = kind.deploy(deal.chain, "Yen", "Y", "JPY", 0, deal.roles.address, sender=deal.alice)
        assert (yen.decimals(), yen.currency(), yen.total_supply()) == (0, "JPY", 0)


class TestMint:
    class TestRefused:
        def test_to_anyone_but_the_issuer(self, deal, money):
            others = {deal.central_bank, deal.stablecoin_issuer, deal.mallory, deal.admin}
            for caller in sorted(others - {money.issuer}):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=money.role):
                    money.token.mint([deal.alice], [1], sender=caller)

        @pytest.mark.parametrize(("accounts", "amounts"), [(1, 2), (2, 1), (0, 1)])
        def test_with_lists_of_different_lengths(self, deal, money, accounts, amounts):
            with reverts(CashToken_LengthMismatch, accounts=accounts, amounts=amounts):
                money.token.mint([deal.bob] * accounts, [1] * amounts, sender=money.issuer)

        def test_to_the_zero_address(self, money):
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                money.mint(ZERO, 1)

        def test_to_a_frozen_account(self, deal, money):
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                money.mint(deal.alice, 1)

        @pytest.mark.parametrize("beyond", [1, 2**128, 2**256 - 2**128])
        def test_of_more_than_a_word_holds(self, deal, money, beyond):
            room = MOST - money.token.total_supply()
            with reverts(CashToken_AboveMaximum, amount=room + beyond, most=room):
                money.mint(deal.alice, room + beyond)

        def test_as_a_whole_when_one_is_refused(self, deal, money):
            before = money.token.total_supply()
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                money.token.mint([deal.alice, ZERO], [1, 1], sender=money.issuer)
            assert money.token.balance_of(deal.alice) == CASH
            assert money.token.total_supply() == before

    def test_creates_the_money_and_says_so_in_the_callers_order(self, deal, money):
        before = money.token.total_supply()
        receipt = money.token.mint([deal.bob, deal.alice], [7, 5], sender=money.issuer)
        assert told(receipt) == [
            (Transfer, ZERO, deal.bob, 7),
            (Minted, deal.bob, 7, money.issuer),
            (Transfer, ZERO, deal.alice, 5),
            (Minted, deal.alice, 5, money.issuer),
        ]
        assert receipt.events[0].contract == type(money.token).__name__
        assert money.token.balance_of(deal.alice) == CASH + 5
        assert money.token.balance_of(deal.bob) == CASH + 7
        assert money.token.total_supply() == before + 12

    def test_as_much_as_a_word_holds(self, deal, money):
        room = MOST - money.token.total_supply()
        money.mint(deal.alice, room)
        assert money.token.total_supply() == MOST
        assert money.token.balance_of(deal.alice) == CASH + room
        with reverts(CashToken_AboveMaximum, amount=1, most=0):
            money.mint(deal.bob, 1)

    def test_the_same_account_twice_gets_both(self, deal, money):
        money.token.mint([deal.bob, deal.bob], [7, 5], sender=money.issuer)
        assert money.token.balance_of(deal.bob) == CASH + 12

    def test_keeps_the_flags_of_the_word(self, deal, money):
        flags = money.token.cash_account(deal.alice)
        money.mint(deal.alice, 5)
        after = money.token.cash_account(deal.alice)
        assert (after.is_frozen, after.is_participant) == (flags.is_frozen, flags.is_participant)


class TestBurn:
    class TestRefused:
        def test_to_anyone_but_the_issuer(self, deal, money):
            for caller in (deal.alice, deal.mallory, deal.admin):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=money.role):
                    money.token.burn([caller], [1], sender=caller)

        @pytest.mark.parametrize(("accounts", "amounts"), [(1, 2), (2, 1), (0, 1)])
        def test_with_lists_of_different_lengths(self, deal, money, accounts, amounts):
            with reverts(CashToken_LengthMismatch, accounts=accounts, amounts=amounts):
                money.token.burn([deal.bob] * accounts, [1] * amounts, sender=money.issuer)

        def test_of_a_holders_money_without_its_approval(self, deal, money):
            with reverts(ERC20InsufficientAllowance, spender=money.issuer, allowance=0, needed=1):
                money.token.burn([deal.alice], [1], sender=money.issuer)

        def test_beyond_the_approval_across_a_batch(self, deal, money):
            money.token.approve(money.issuer, 10, sender=deal.alice)
            with reverts(ERC20InsufficientAllowance, spender=money.issuer, allowance=4, needed=6):
                money.token.burn([deal.alice, deal.alice], [6, 6], sender=money.issuer)

        def test_of_more_than_is_held(self, deal, money):
            money.token.approve(money.issuer, UNLIMITED, sender=deal.alice)
            with reverts(
                ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=CASH + 1
            ):
                money.token.burn([deal.alice], [CASH + 1], sender=money.issuer)

        def test_of_a_frozen_account(self, deal, money):
            money.token.approve(money.issuer, 5, sender=deal.alice)
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                money.token.burn([deal.alice], [5], sender=money.issuer)

    def test_destroys_what_holders_approved_in_the_callers_order(self, deal, money):
        before = money.token.total_supply()
        money.token.approve(money.issuer, 9, sender=deal.bob)
        money.token.approve(money.issuer, 5, sender=deal.alice)
        receipt = money.token.burn([deal.bob, deal.alice], [7, 5], sender=money.issuer)
        assert told(receipt) == [
            (Transfer, deal.bob, ZERO, 7),
            (Burned, deal.bob, 7, money.issuer),
            (Transfer, deal.alice, ZERO, 5),
            (Burned, deal.alice, 5, money.issuer),
        ]
        assert money.token.balance_of(deal.alice) == CASH - 5
        assert money.token.balance_of(deal.bob) == CASH - 7
        assert money.token.allowance(deal.bob, money.issuer) == 2
        assert money.token.total_supply() == before - 12


class TestFreeze:
    class TestRefused:
        @pytest.mark.parametrize("function", ["freeze", "unfreeze"])
        def test_to_anyone_but_the_issuer(self, deal, money, function):
            for caller in (deal.alice, deal.regulator, deal.registrar, deal.admin):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=money.role):
                    getattr(money.token, function)([deal.alice], sender=caller)

    def test_freezes_the_account_and_keeps_its_money(self, deal, money):
        receipt = money.token.freeze([deal.alice], sender=money.issuer)
        assert told(receipt) == [(CashFrozen, deal.alice, True, money.issuer)]
        word = money.token.cash_account(deal.alice)
        assert (word.amount, word.is_frozen) == (CASH, True)
        assert money.token.balance_of(deal.alice) == CASH

    def test_unfreezes_it_again(self, deal, money):
        money.token.freeze([deal.alice], sender=money.issuer)
        receipt = money.token.unfreeze([deal.alice], sender=money.issuer)
        assert told(receipt) == [(CashFrozen, deal.alice, False, money.issuer)]
        money.token.transfer(deal.bob, CASH, sender=deal.alice)

    def test_what_is_so_already_changes_and_says_nothing(self, deal, money):
        assert told(money.token.unfreeze([deal.alice], sender=money.issuer)) == []
        money.token.freeze([deal.alice], sender=money.issuer)
        assert told(money.token.freeze([deal.alice], sender=money.issuer)) == []

    def test_keeps_the_order_of_the_batch_and_says_duplicates_once(self, deal, money):
        batch = [deal.bob, deal.alice, deal.bob]
        receipt = money.token.freeze(batch, sender=money.issuer)
        assert [event.account for event in receipt.all(CashFrozen)] == [deal.bob, deal.alice]

    def test_one_frozen_holder_stops_no_other(self, deal, money):
        money.token.freeze([deal.alice], sender=money.issuer)
        money.token.transfer(deal.carol, 5, sender=deal.bob)
        assert money.token.balance_of(deal.carol) == CASH + 5
