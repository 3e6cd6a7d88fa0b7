"""`CashToken`: how money moves, the same for every money bonds are settled in."""

from __future__ import annotations

import pytest

from sim.chain.logs import Transfer
from sim.chain.reverts import (
    CashToken_AccountFrozen,
    ERC20InsufficientAllowance,
    ERC20InsufficientBalance,
    ERC20InvalidReceiver,
)
from tests.contracts.deal import CASH, UNLIMITED, ZERO, reverts, told


def _transfer(money, sender, receiver, amount, _spender):
    return money.token.transfer(receiver, amount, sender=sender)


def _transfer_from(money, sender, receiver, amount, spender):
    money.token.approve(spender, amount, sender=sender)
    return money.token.transfer_from(sender, receiver, amount, sender=spender)


@pytest.fixture(params=[_transfer, _transfer_from], ids=["transfer", "transferFrom"])
def pay(request, deal, money):
    """Pays by one of the paths: `pay(sender, receiver, amount)`."""

    def paid(sender, receiver, amount):
        return request.param(money, sender, receiver, amount, deal.mallory)

    return paid


class TestTransfer:
    class TestRefused:
        def test_beyond_the_balance(self, deal, pay):
            with reverts(
                ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=CASH + 1
            ):
                pay(deal.alice, deal.bob, CASH + 1)

        @pytest.mark.parametrize("amount", [2**128, 2**128 + 5, UNLIMITED])
        def test_of_what_a_word_would_cut_to_little(self, deal, pay, amount):
            with reverts(ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=amount):
                pay(deal.alice, deal.bob, amount)

        def test_to_oneself_beyond_the_balance(self, deal, pay):
            with reverts(
                ERC20InsufficientBalance, sender=deal.alice, balance=CASH, needed=CASH + 1
            ):
                pay(deal.alice, deal.alice, CASH + 1)

        def test_from_a_frozen_account(self, deal, money, pay):
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                pay(deal.alice, deal.bob, 5)

        def test_to_a_frozen_account(self, deal, money, pay):
            money.token.freeze([deal.bob], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.bob):
                pay(deal.alice, deal.bob, 5)

        def test_of_nothing_by_a_frozen_account(self, deal, money, pay):
            money.token.freeze([deal.alice], sender=money.issuer)
            with reverts(CashToken_AccountFrozen, account=deal.alice):
                pay(deal.alice, deal.bob, 0)

        def test_to_the_zero_address(self, deal, pay):
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                pay(deal.alice, ZERO, 5)

    def test_moves_the_money_and_says_so(self, deal, money, pay):
        before = money.token.total_supply()
        receipt = pay(deal.alice, deal.bob, 5)
        assert told(receipt) == [(Transfer, deal.alice, deal.bob, 5)]
        assert money.token.balance_of(deal.alice) == CASH - 5
        assert money.token.balance_of(deal.bob) == CASH + 5
        assert money.token.total_supply() == before

    def test_everything_may_go(self, deal, money, pay):
        pay(deal.alice, deal.bob, CASH)
        assert money.token.balance_of(deal.alice) == 0

    @pytest.mark.parametrize("amount", [0, 5, CASH])
    def test_to_oneself_changes_nothing(self, deal, money, pay, amount):
        receipt = pay(deal.alice, deal.alice, amount)
        assert told(receipt) == [(Transfer, deal.alice, deal.alice, amount)]
        assert money.token.balance_of(deal.alice) == CASH

    def test_of_nothing_changes_nothing(self, deal, money, pay):
        assert told(pay(deal.alice, deal.bob, 0)) == [(Transfer, deal.alice, deal.bob, 0)]
        assert money.token.balance_of(deal.bob) == CASH


class TestTransferFrom:
    """Beside what ERC-20 asks of every token (`standards/test_erc20.py`)."""

    class TestRefused:
        def test_to_the_issuer_without_an_allowance(self, deal, money):
            with reverts(ERC20InsufficientAllowance, spender=money.issuer, allowance=0, needed=4):
                money.token.transfer_from(deal.alice, deal.bob, 4, sender=money.issuer)
