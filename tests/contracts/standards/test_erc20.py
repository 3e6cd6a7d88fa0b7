"""ERC-20, and its names: what every token here does alike."""

from __future__ import annotations

import pytest

from sim.chain.abi import Function
from sim.chain.logs import Approval, Transfer
from sim.chain.reverts import (
    ERC20InsufficientAllowance,
    ERC20InvalidApprover,
    ERC20InvalidReceiver,
    ERC20InvalidSpender,
)
from tests.contracts.deal import UNLIMITED, ZERO, reverts, told
from tests.contracts.standards.tokens import HELD, SOME

TRANSFER = Function.parse("transfer(address,uint256)", "bool")
APPROVE = Function.parse("approve(address,uint256)", "bool")
TRANSFER_FROM = Function.parse("transferFrom(address,address,uint256)", "bool")


class TestMetadata:
    def test_names_the_token(self, token):
        assert token.contract.name() == token.name
        assert token.contract.symbol() == token.symbol

    def test_counts_in_its_smallest_unit(self, token):
        assert token.contract.decimals() == token.decimals


class TestTotalSupply:
    def test_is_the_sum_of_the_balances(self, deal, token):
        token.contract.transfer(deal.dave, SOME, sender=deal.alice)
        holders = [*deal.investors, deal.issuer, deal.arranger]
        assert token.contract.total_supply() == sum(token.balances(*holders))

    def test_is_not_moved_by_transfers(self, deal, token):
        before = token.contract.total_supply()
        token.contract.transfer(deal.dave, HELD, sender=deal.alice)
        assert token.contract.total_supply() == before


class TestBalanceOf:
    def test_of_a_stranger_is_nothing(self, deal, token):
        assert token.balances(deal.mallory, ZERO) == [0, 0]


class TestTransfer:
    class TestRefused:
        @pytest.mark.parametrize("amount", [HELD + 1, 2**64 + SOME, 2**128 + SOME, UNLIMITED])
        def test_beyond_the_balance(self, deal, token, amount):
            with token.too_much(deal.alice, amount, HELD):
                token.contract.transfer(deal.dave, amount, sender=deal.alice)

        def test_of_what_somebody_else_has(self, deal, token):
            with token.too_much(deal.dave, SOME, 0):
                token.contract.transfer(deal.alice, SOME, sender=deal.dave)

        def test_to_the_zero_address(self, deal, token):
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                token.contract.transfer(ZERO, SOME, sender=deal.alice)

        def test_from_and_to_a_frozen_account(self, deal, token):
            for frozen in (deal.alice, deal.dave):
                token.freeze(frozen)
                with token.frozen_refuses(frozen):
                    token.contract.transfer(deal.dave, SOME, sender=deal.alice)
                token.unfreeze(frozen)

    def test_moves_the_amount_and_says_only_that(self, deal, token):
        receipt = token.contract.transfer(deal.dave, SOME, sender=deal.alice)
        assert told(receipt) == [(Transfer, deal.alice, deal.dave, SOME)]
        assert token.balances(deal.alice, deal.dave) == [HELD - SOME, SOME]

    def test_of_everything(self, deal, token):
        token.contract.transfer(deal.dave, HELD, sender=deal.alice)
        assert token.balances(deal.alice, deal.dave) == [0, HELD]

    def test_of_nothing_is_a_transfer_too(self, deal, token):
        receipt = token.contract.transfer(deal.dave, 0, sender=deal.alice)
        assert told(receipt) == [(Transfer, deal.alice, deal.dave, 0)]
        assert token.balances(deal.alice, deal.dave) == [HELD, 0]

    @pytest.mark.parametrize("amount", [0, SOME, HELD])
    def test_to_oneself_changes_nothing(self, deal, token, amount):
        receipt = token.contract.transfer(deal.alice, amount, sender=deal.alice)
        assert told(receipt) == [(Transfer, deal.alice, deal.alice, amount)]
        assert token.balances(deal.alice) == [HELD]

    def test_answers_true(self, deal, token):
        args = (deal.dave, SOME)
        assert deal.chain.call(token.address, TRANSFER, args, sender=deal.alice) is True


class TestApprove:
    class TestRefused:
        def test_to_the_zero_address(self, deal, token):
            with reverts(ERC20InvalidSpender, spender=ZERO):
                token.contract.approve(ZERO, SOME, sender=deal.alice)

    def test_nobody_is_approved_at_first(self, deal, token):
        assert token.contract.allowance(deal.alice, deal.mallory) == 0

    def test_sets_the_allowance_one_way_and_says_so(self, deal, token):
        receipt = token.contract.approve(deal.mallory, SOME, sender=deal.alice)
        assert told(receipt) == [(Approval, deal.alice, deal.mallory, SOME)]
        assert token.contract.allowance(deal.alice, deal.mallory) == SOME
        assert token.contract.allowance(deal.mallory, deal.alice) == 0

    def test_replaces_the_allowance_before(self, deal, token):
        token.contract.approve(deal.mallory, SOME, sender=deal.alice)
        token.contract.approve(deal.mallory, 3, sender=deal.alice)
        assert token.contract.allowance(deal.alice, deal.mallory) == 3

    def test_may_exceed_what_is_held(self, deal, token):
        token.contract.approve(deal.mallory, HELD + 1, sender=deal.alice)
        assert token.contract.allowance(deal.alice, deal.mallory) == HELD + 1

    def test_moves_nothing(self, deal, token):
        token.contract.approve(deal.mallory, SOME, sender=deal.alice)
        assert token.balances(deal.alice, deal.mallory) == [HELD, 0]

    def test_answers_true(self, deal, token):
        args = (deal.mallory, SOME)
        assert deal.chain.call(token.address, APPROVE, args, sender=deal.alice) is True


class TestTransferFrom:
    class TestRefused:
        def test_beyond_the_allowance(self, deal, token):
            token.contract.approve(deal.mallory, SOME - 1, sender=deal.alice)
            values = {"spender": deal.mallory, "allowance": SOME - 1, "needed": SOME}
            with reverts(ERC20InsufficientAllowance, **values):
                token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)

        def test_without_an_allowance_whoever_asks(self, deal, token):
            for spender in (deal.alice, deal.mallory, deal.registrar, deal.as_settlement):
                values = {"spender": spender, "allowance": 0, "needed": SOME}
                with reverts(ERC20InsufficientAllowance, **values):
                    token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=spender)

        def test_beyond_the_balance_without_using_up_the_allowance(self, deal, token):
            token.contract.approve(deal.mallory, HELD + 1, sender=deal.alice)
            with token.too_much(deal.alice, HELD + 1, HELD):
                token.contract.transfer_from(deal.alice, deal.dave, HELD + 1, sender=deal.mallory)
            assert token.contract.allowance(deal.alice, deal.mallory) == HELD + 1

        def test_to_the_zero_address(self, deal, token):
            token.contract.approve(deal.mallory, SOME, sender=deal.alice)
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                token.contract.transfer_from(deal.alice, ZERO, SOME, sender=deal.mallory)

        def test_from_the_zero_address(self, deal, token):
            with reverts(ERC20InvalidApprover, approver=ZERO):
                token.contract.transfer_from(ZERO, deal.dave, 0, sender=deal.mallory)

        def test_by_a_frozen_spender(self, deal, token):
            token.contract.approve(deal.mallory, SOME, sender=deal.alice)
            token.freeze(deal.mallory)
            with token.frozen_refuses(deal.mallory):
                token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)

    def test_moves_the_amount_and_uses_up_the_allowance(self, deal, token):
        token.contract.approve(deal.mallory, SOME + 3, sender=deal.alice)
        receipt = token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)
        assert told(receipt) == [(Transfer, deal.alice, deal.dave, SOME)]
        assert token.balances(deal.alice, deal.dave, deal.mallory) == [HELD - SOME, SOME, 0]
        assert token.contract.allowance(deal.alice, deal.mallory) == 3

    def test_does_not_use_up_an_unlimited_allowance(self, deal, token):
        token.contract.approve(deal.mallory, UNLIMITED, sender=deal.alice)
        token.contract.transfer_from(deal.alice, deal.dave, SOME, sender=deal.mallory)
        assert token.contract.allowance(deal.alice, deal.mallory) == UNLIMITED

    def test_of_nothing_needs_no_allowance(self, deal, token):
        receipt = token.contract.transfer_from(deal.alice, deal.dave, 0, sender=deal.mallory)
        assert told(receipt) == [(Transfer, deal.alice, deal.dave, 0)]

    def test_answers_true(self, deal, token):
        token.contract.approve(deal.mallory, SOME, sender=deal.alice)
        args = (deal.alice, deal.dave, SOME)
        assert deal.chain.call(token.address, TRANSFER_FROM, args, sender=deal.mallory) is True
