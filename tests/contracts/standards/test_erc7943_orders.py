"""ERC-7943: units frozen by order, and units taken by order."""

from __future__ import annotations

import pytest

from sim.chain.abi import Function
from sim.chain.logs import ForcedTransfer, Frozen, Refusal, TokensFrozen, TokensUnfrozen, Transfer
from sim.chain.reverts import (
    BondToken_AccountFrozen,
    BondToken_CallerNotRegistrarNorRegulator,
    BondToken_FrozenDiffers,
    BondToken_InsufficientUnits,
    BondToken_LengthMismatch,
    BondToken_Refused,
    ERC20InvalidSender,
    ERC7943InsufficientUnfrozenBalance,
)
from tests.contracts.deal import UNLIMITED, ZERO, reverts, told
from tests.contracts.standards.bars import BARRED, NOT_RECEIVING, over

STRANGERS = ("alice", "issuer", "admin", "as_settlement", "as_paying_agent", "mallory")


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


class TestSetFrozenTokens:
    @pytest.mark.parametrize("who", STRANGERS)
    def test_is_refused_to_anyone_but_registrar_and_regulator(self, deal, who):
        caller = getattr(deal, who)
        with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
            deal.bond.set_frozen_tokens(deal.alice, 4, sender=caller)

    def test_says_the_number_even_when_it_stays(self, deal):
        """The standard wants the event of every call; the change of ERC-3643 is told of changes."""
        deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
        receipt = deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
        assert told(receipt) == [(Frozen, deal.alice, 4)]

    def test_holds_back_what_comes_later(self, deal):
        deal.bond.set_frozen_tokens(deal.bob, 5, sender=deal.registrar)
        deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        values = {"account": deal.bob, "amount": 2, "unfrozen": 0}
        with reverts(ERC7943InsufficientUnfrozenBalance, **values):
            deal.bond.transfer(deal.carol, 2, sender=deal.bob)

    def test_leaves_a_lack_of_units_to_the_errors_of_erc20(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
        with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=11, units=10):
            deal.bond.transfer(deal.bob, 11, sender=deal.alice)


class TestSetFrozenTokensIf:
    @pytest.mark.parametrize("who", STRANGERS)
    def test_is_refused_to_anyone_but_registrar_and_regulator(self, deal, who):
        caller = getattr(deal, who)
        with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
            deal.bond.set_frozen_tokens_if(deal.alice, 0, 4, sender=caller)

    def test_is_refused_when_somebody_was_there_first(self, deal):
        """Registrar and regulator each mean to add to four: the second is told, and asks anew."""
        deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
        deal.bond.set_frozen_tokens_if(deal.alice, 4, 6, sender=deal.registrar)
        values = {"account": deal.alice, "expected": 4, "frozen": 6}
        with reverts(BondToken_FrozenDiffers, **values):
            deal.bond.set_frozen_tokens_if(deal.alice, 4, 7, sender=deal.regulator)
        assert deal.bond.get_frozen_tokens(deal.alice) == 6

    def test_is_refused_after_a_forced_transfer_freed_some(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 10, sender=deal.registrar)
        deal.bond.forced_transfer(deal.alice, deal.bob, 4, sender=deal.regulator)
        values = {"account": deal.alice, "expected": 10, "frozen": 6}
        with reverts(BondToken_FrozenDiffers, **values):
            deal.bond.set_frozen_tokens_if(deal.alice, 10, 0, sender=deal.registrar)

    @pytest.mark.parametrize("expected", [2**64, UNLIMITED])
    def test_expects_what_was_recorded_not_what_was_asked_for(self, deal, expected):
        deal.bond.set_frozen_tokens(deal.alice, expected, sender=deal.registrar)
        with pytest.raises(BondToken_FrozenDiffers):
            deal.bond.set_frozen_tokens_if(deal.alice, expected, 0, sender=deal.registrar)
        deal.bond.set_frozen_tokens_if(deal.alice, 2**64 - 1, 0, sender=deal.registrar)

    def test_sets_the_number_and_says_it(self, deal):
        receipt = deal.bond.set_frozen_tokens_if(deal.alice, 0, 4, sender=deal.regulator)
        assert told(receipt) == [(Frozen, deal.alice, 4), (TokensFrozen, deal.alice, 4)]

    def test_answers_true(self, deal):
        function = Function.parse("setFrozenTokensIf(address,uint256,uint256)", "bool")
        args = (deal.alice, 0, 4)
        assert deal.chain.call(deal.bond.address, function, args, sender=deal.registrar) is True


class TestForcedTransfer:
    class TestRefused:
        @pytest.mark.parametrize("who", STRANGERS)
        def test_to_anyone_but_registrar_and_regulator(self, deal, who):
            caller = getattr(deal, who)
            with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                deal.bond.forced_transfer(deal.alice, deal.bob, 4, sender=caller)

        @over(BARRED | NOT_RECEIVING)
        def test_to_who_may_not_receive(self, deal, arrange):
            arrange(deal)
            with pytest.raises((BondToken_Refused, BondToken_AccountFrozen)):
                deal.bond.forced_transfer(deal.alice, deal.bob, 4, sender=deal.regulator)
            assert deal.holdings(deal.alice, deal.bob) == [10, 0]

        @pytest.mark.parametrize("units", [11, 2**64, UNLIMITED])
        def test_of_more_than_is_held(self, deal, units):
            with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=units, units=10):
                deal.bond.forced_transfer(deal.alice, deal.bob, units, sender=deal.regulator)

        def test_from_the_zero_address(self, deal):
            with reverts(ERC20InvalidSender, sender=ZERO):
                deal.bond.forced_transfer(ZERO, deal.bob, 0, sender=deal.regulator)

        def test_to_the_zero_address(self, deal):
            none = Refusal.RECEIVER_NOT_ADMITTED
            with reverts(BondToken_Refused, from_=deal.alice, to=ZERO, refusal=none):
                deal.bond.forced_transfer(deal.alice, ZERO, 4, sender=deal.regulator)

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_moves_the_units_and_says_so_twice(self, deal, by):
        caller = getattr(deal, by)
        receipt = deal.bond.forced_transfer(deal.alice, deal.bob, 4, sender=caller)
        assert told(receipt) == [
            (Transfer, deal.alice, deal.bob, 4),
            (ForcedTransfer, deal.alice, deal.bob, 4),
        ]
        assert deal.holdings(deal.alice, deal.bob) == [6, 4]

    def test_frees_frozen_units_before_it_moves_them(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 7, sender=deal.registrar)
        receipt = deal.bond.forced_transfer(deal.alice, deal.bob, 5, sender=deal.regulator)
        assert told(receipt) == [
            (Frozen, deal.alice, 5),
            (TokensUnfrozen, deal.alice, 2),
            (Transfer, deal.alice, deal.bob, 5),
            (ForcedTransfer, deal.alice, deal.bob, 5),
        ]
        assert deal.bond.get_frozen_tokens(deal.alice) == deal.holdings(deal.alice)[0] == 5

    def test_frees_none_while_unfrozen_units_suffice(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 6, sender=deal.registrar)
        receipt = deal.bond.forced_transfer(deal.alice, deal.bob, 4, sender=deal.regulator)
        assert not receipt.all(Frozen)
        assert deal.bond.get_frozen_tokens(deal.alice) == 6

    def test_leaves_a_number_above_the_balance_above_it(self, deal):
        """What was to be held back of later units is held back still."""
        deal.bond.set_frozen_tokens(deal.alice, 15, sender=deal.registrar)
        deal.bond.forced_transfer(deal.alice, deal.bob, 10, sender=deal.regulator)
        assert deal.bond.get_frozen_tokens(deal.alice) == 5
        deal.mint(deal.alice, 6)
        assert deal.bond.available_of(deal.alice) == 1

    @pytest.mark.parametrize("units", [0, 6, 10])
    def test_to_oneself_leaves_what_is_frozen(self, deal, units):
        deal.bond.set_frozen_tokens(deal.alice, 10, sender=deal.registrar)
        deal.bond.forced_transfer(deal.alice, deal.alice, units, sender=deal.regulator)
        assert deal.bond.get_frozen_tokens(deal.alice) == 10
        assert deal.holdings(deal.alice) == [10]

    def test_to_oneself_of_more_than_is_held_is_refused(self, deal):
        with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=11, units=10):
            deal.bond.forced_transfer(deal.alice, deal.alice, 11, sender=deal.regulator)

    def test_does_not_free_what_the_receiver_gets(self, deal):
        deal.bond.set_frozen_tokens(deal.bob, 4, sender=deal.registrar)
        deal.bond.forced_transfer(deal.alice, deal.bob, 4, sender=deal.regulator)
        assert deal.bond.available_of(deal.bob) == 0

    def test_answers_true(self, deal):
        function = Function.parse("forcedTransfer(address,address,uint256)", "bool")
        args = (deal.alice, deal.bob, 4)
        assert deal.chain.call(deal.bond.address, function, args, sender=deal.regulator) is True


class TestBatchForcedTransfer:
    class TestRefused:
        @pytest.mark.parametrize("who", STRANGERS)
        def test_to_anyone_but_registrar_and_regulator(self, deal, who):
            caller = getattr(deal, who)
            with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                deal.bond.batch_forced_transfer([], [], [], sender=caller)

        @pytest.mark.parametrize(
            ("lists", "accounts", "amounts"),
            [((1, 2, 1), 1, 2), ((1, 1, 2), 1, 2), ((0, 0, 1), 0, 1), ((2, 2, 0), 2, 0)],
        )
        def test_with_lists_of_different_lengths(self, deal, lists, accounts, amounts):
            senders, receivers, units = lists
            batch = ([deal.alice] * senders, [deal.bob] * receivers, [2] * units)
            with reverts(BondToken_LengthMismatch, accounts=accounts, amounts=amounts):
                deal.bond.batch_forced_transfer(*batch, sender=deal.regulator)

        def test_as_a_whole_when_one_is_refused(self, deal):
            batch = ([deal.alice, deal.alice], [deal.bob, deal.mallory], [4, 4])
            with pytest.raises(BondToken_Refused):
                deal.bond.batch_forced_transfer(*batch, sender=deal.regulator)
            assert deal.holdings(deal.alice, deal.bob) == [10, 0]

        def test_a_duplicate_that_takes_the_same_units_again(self, deal):
            batch = ([deal.alice] * 2, [deal.bob] * 2, [6, 6])
            with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=6, units=4):
                deal.bond.batch_forced_transfer(*batch, sender=deal.regulator)

    def test_keeps_the_callers_order_and_counts_duplicates(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 10, sender=deal.registrar)
        batch = ([deal.alice, deal.bob, deal.alice], [deal.bob, deal.carol, deal.bob], [4, 2, 3])
        receipt = deal.bond.batch_forced_transfer(*batch, sender=deal.registrar)
        forced = [(log.from_, log.to, log.amount) for log in receipt.all(ForcedTransfer)]
        assert forced == list(zip(*batch, strict=True))
        assert [log.amount for log in receipt.all(Frozen)] == [6, 3]
        assert deal.holdings(deal.alice, deal.bob, deal.carol) == [3, 5, 2]

    def test_of_nothing_is_nothing(self, deal):
        assert told(deal.bond.batch_forced_transfer([], [], [], sender=deal.regulator)) == []
