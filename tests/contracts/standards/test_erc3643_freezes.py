"""ERC-3643: the freezes its agents order, told as a change where ERC-7943 tells the sum."""

from __future__ import annotations

import pytest

from sim.chain.logs import AddressFrozen, Frozen, TokensFrozen, TokensUnfrozen
from sim.chain.reverts import (
    BondToken_CallerNotRegistrarNorRegulator,
    BondToken_FrozenDiffers,
    BondToken_InsufficientUnits,
    BondToken_LengthMismatch,
)
from sim.chain.structs import Account
from tests.contracts.deal import UNLIMITED, reverts, told


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


class TestSetAddressFrozen:
    class TestRefused:
        @pytest.mark.parametrize("who", ["alice", "issuer", "admin", "as_settlement", "mallory"])
        def test_to_anyone_but_registrar_and_regulator(self, deal, who):
            caller = getattr(deal, who)
            for frozen in (True, False):
                with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                    deal.bond.set_address_frozen(deal.alice, frozen, sender=caller)

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_freezes_and_unfreezes(self, deal, by):
        caller = getattr(deal, by)
        for frozen in (True, False):
            receipt = deal.bond.set_address_frozen(deal.alice, frozen, sender=caller)
            assert told(receipt) == [(AddressFrozen, deal.alice, frozen, caller)]
            assert deal.bond.is_frozen(deal.alice) is frozen

    @pytest.mark.parametrize("frozen", [True, False])
    def test_says_nothing_of_what_is_so_already(self, deal, frozen):
        deal.bond.set_address_frozen(deal.alice, frozen, sender=deal.registrar)
        again = deal.bond.set_address_frozen(deal.alice, frozen, sender=deal.regulator)
        assert told(again) == []

    def test_is_one_switch_with_the_batch(self, deal):
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        deal.bond.set_address_frozen(deal.alice, False, sender=deal.regulator)
        assert deal.bond.account(deal.alice) == Account(10, 0, 0, 0, False)


class TestPartialFreezes:
    class TestRefused:
        @pytest.mark.parametrize("who", ["alice", "issuer", "admin", "as_settlement", "mallory"])
        def test_to_anyone_but_registrar_and_regulator(self, deal, who):
            caller, bond = getattr(deal, who), deal.bond
            one = ([deal.alice], [0])
            with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                bond.freeze_partial_tokens(deal.alice, 0, sender=caller)
            with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                bond.unfreeze_partial_tokens(deal.alice, 0, sender=caller)
            with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                bond.batch_freeze_partial_tokens(*one, sender=caller)
            with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                bond.batch_unfreeze_partial_tokens(*one, sender=caller)

        @pytest.mark.parametrize("units", [7, 2**64, UNLIMITED])
        def test_to_freeze_more_than_is_held_and_not_frozen(self, deal, units):
            deal.bond.freeze_partial_tokens(deal.alice, 4, sender=deal.registrar)
            with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=units, units=6):
                deal.bond.freeze_partial_tokens(deal.alice, units, sender=deal.registrar)

        def test_to_freeze_more_where_more_than_everything_is_frozen(self, deal):
            deal.bond.set_frozen_tokens(deal.alice, 15, sender=deal.registrar)
            with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=1, units=0):
                deal.bond.freeze_partial_tokens(deal.alice, 1, sender=deal.registrar)

        @pytest.mark.parametrize("units", [5, 2**64, UNLIMITED])
        def test_to_free_more_than_is_frozen(self, deal, units):
            deal.bond.freeze_partial_tokens(deal.alice, 4, sender=deal.registrar)
            values = {"account": deal.alice, "expected": units, "frozen": 4}
            with reverts(BondToken_FrozenDiffers, **values):
                deal.bond.unfreeze_partial_tokens(deal.alice, units, sender=deal.registrar)

        @pytest.mark.parametrize(("accounts", "amounts"), [(1, 2), (2, 1), (0, 1), (1, 0)])
        def test_with_lists_of_different_lengths(self, deal, accounts, amounts):
            lists = ([deal.alice] * accounts, [1] * amounts)
            with reverts(BondToken_LengthMismatch, accounts=accounts, amounts=amounts):
                deal.bond.batch_freeze_partial_tokens(*lists, sender=deal.registrar)
            with reverts(BondToken_LengthMismatch, accounts=accounts, amounts=amounts):
                deal.bond.batch_unfreeze_partial_tokens(*lists, sender=deal.registrar)

        def test_as_a_whole_when_one_of_a_batch_is(self, deal):
            batch = ([deal.alice, deal.bob], [4, 1])
            with reverts(BondToken_InsufficientUnits, account=deal.bob, wanted=1, units=0):
                deal.bond.batch_freeze_partial_tokens(*batch, sender=deal.registrar)
            assert deal.bond.get_frozen_tokens(deal.alice) == 0

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_add_up_and_tell_the_change_and_the_sum(self, deal, by):
        caller, bond = getattr(deal, by), deal.bond
        assert told(bond.freeze_partial_tokens(deal.alice, 4, sender=caller)) == [
            (Frozen, deal.alice, 4),
            (TokensFrozen, deal.alice, 4),
        ]
        assert told(bond.freeze_partial_tokens(deal.alice, 6, sender=caller)) == [
            (Frozen, deal.alice, 10),
            (TokensFrozen, deal.alice, 6),
        ]
        assert told(bond.unfreeze_partial_tokens(deal.alice, 7, sender=caller)) == [
            (Frozen, deal.alice, 3),
            (TokensUnfrozen, deal.alice, 7),
        ]
        assert bond.account(deal.alice) == Account(10, 0, 3, 0, False)

    def test_of_nothing_tell_the_number_and_no_change(self, deal):
        for order in (deal.bond.freeze_partial_tokens, deal.bond.unfreeze_partial_tokens):
            assert told(order(deal.alice, 0, sender=deal.registrar)) == [(Frozen, deal.alice, 0)]

    def test_of_a_batch_keep_the_callers_order_and_count_duplicates(self, deal):
        deal.mint(deal.bob, 5)
        accounts = [deal.bob, deal.alice, deal.bob]
        more = deal.bond.batch_freeze_partial_tokens(accounts, [2, 4, 3], sender=deal.registrar)
        assert [(log.account, log.amount) for log in more.all(TokensFrozen)] == [
            (deal.bob, 2),
            (deal.alice, 4),
            (deal.bob, 3),
        ]
        less = deal.bond.batch_unfreeze_partial_tokens(accounts, [1, 4, 4], sender=deal.regulator)
        assert [(log.account, log.amount) for log in less.all(Frozen)] == [
            (deal.bob, 4),
            (deal.alice, 0),
            (deal.bob, 0),
        ]

    def test_may_take_locked_units_which_stay_locked(self, deal):
        deal.bond.lock(deal.alice, 6, sender=deal.as_settlement)
        deal.bond.freeze_partial_tokens(deal.alice, 10, sender=deal.registrar)
        assert deal.bond.account(deal.alice) == Account(10, 6, 10, 0, False)
        assert deal.bond.available_of(deal.alice) == 0
