"""`BondToken`: units set aside for a settlement, and units and accounts that may not move."""

from __future__ import annotations

import pytest

from sim.chain.abi import Function
from sim.chain.logs import (
    AddressFrozen,
    Frozen,
    Locked,
    Role,
    TokensFrozen,
    TokensUnfrozen,
    Transfer,
    Unlocked,
)
from sim.chain.reverts import (
    BondToken_CallerNotRegistrarNorRegulator,
    BondToken_InsufficientUnits,
    ERC7943InsufficientUnfrozenBalance,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Account
from tests.contracts.deal import reverts, told


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


class TestLock:
    class TestRefused:
        def test_to_anyone_but_a_units_contract(self, deal):
            role = Role.UNITS_CONTRACT
            for caller in (deal.alice, deal.mallory, deal.settlement_agent, deal.registrar):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                    deal.bond.lock(deal.alice, 2, sender=caller)

        @pytest.mark.parametrize("units", [11, 2**64, 2**64 + 3])
        def test_beyond_what_is_held(self, deal, units):
            with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=units, units=10):
                deal.bond.lock(deal.alice, units, sender=deal.as_settlement)

        def test_beyond_what_is_neither_locked_nor_frozen(self, deal):
            deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
            deal.bond.set_frozen_tokens(deal.alice, 3, sender=deal.registrar)
            with reverts(
                ERC7943InsufficientUnfrozenBalance,
                account=deal.alice,
                amount=4,
                unfrozen=3,
            ):
                deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)

    def test_sets_the_units_aside_with_their_owner(self, deal):
        receipt = deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        assert told(receipt) == [(Locked, deal.alice, 4)]
        assert deal.bond.account(deal.alice) == Account(10, 4, 0, 0, False)
        assert deal.bond.balance_of(deal.alice) == 10
        assert deal.bond.available_of(deal.alice) == 6

    def test_adds_up(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        receipt = deal.bond.lock(deal.alice, 6, sender=deal.as_settlement)
        assert told(receipt) == [(Locked, deal.alice, 6)]
        assert deal.bond.account(deal.alice).locked == 10
        assert deal.bond.available_of(deal.alice) == 0

    def test_locked_units_keep_earning(self, deal):
        deal.bond.lock(deal.alice, 10, sender=deal.as_settlement)
        deal.warp("2023-08-15 18:00")
        assert deal.bond.holding_at(deal.alice, 1) == 10

    def test_says_nothing_of_anyone_else(self, deal):
        deal.mint(deal.bob, 5)
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        assert deal.bond.available_of(deal.bob) == 5


class TestUnlock:
    class TestRefused:
        def test_to_anyone_but_a_units_contract(self, deal):
            deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
            role = Role.UNITS_CONTRACT
            for caller in (deal.alice, deal.mallory, deal.settlement_agent, deal.registrar):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                    deal.bond.unlock(deal.alice, 4, sender=caller)

    def test_gives_the_units_back(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        receipt = deal.bond.unlock(deal.alice, 4, sender=deal.as_settlement)
        assert told(receipt) == [(Unlocked, deal.alice, 4)]
        assert deal.bond.available_of(deal.alice) == 10

    def test_leaves_other_locks(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
        deal.bond.unlock(deal.alice, 4, sender=deal.as_settlement)
        assert deal.bond.account(deal.alice).locked == 3

    @pytest.mark.parametrize("units", [5, 2**64, 2**256 - 1])
    def test_of_more_than_is_locked_releases_what_is_left(self, deal, units):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        receipt = deal.bond.unlock(deal.alice, units, sender=deal.as_settlement)
        assert told(receipt) == [(Unlocked, deal.alice, 4)]
        assert deal.bond.account(deal.alice) == Account(10, 0, 0, 0, False)

    def test_after_a_redemption_took_locked_units(self, deal):
        deal.bond.lock(deal.alice, 7, sender=deal.as_settlement)
        deal.bond.redeem(deal.alice, 6, sender=deal.as_paying_agent)
        receipt = deal.bond.unlock(deal.alice, 7, sender=deal.as_settlement)
        assert told(receipt) == [(Unlocked, deal.alice, 4)]
        assert deal.bond.account(deal.alice) == Account(4, 0, 0, 0, False)

    def test_of_a_frozen_account(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        deal.bond.unlock(deal.alice, 4, sender=deal.as_settlement)
        assert deal.bond.account(deal.alice) == Account(10, 0, 0, 0, True)


class TestFreeze:
    class TestRefused:
        @pytest.mark.parametrize("function", ["freeze", "unfreeze"])
        def test_to_anyone_but_registrar_and_regulator(self, deal, function):
            for caller in (deal.alice, deal.issuer, deal.admin, deal.as_settlement):
                with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                    getattr(deal.bond, function)([deal.alice], sender=caller)

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_freezes_the_account_and_says_by_whom(self, deal, by):
        caller = getattr(deal, by)
        receipt = deal.bond.freeze([deal.alice], sender=caller)
        assert told(receipt) == [(AddressFrozen, deal.alice, True, caller)]
        assert deal.bond.account(deal.alice) == Account(10, 0, 0, 0, True)

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_unfreezes_it_again(self, deal, by):
        caller = getattr(deal, by)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        receipt = deal.bond.unfreeze([deal.alice], sender=caller)
        assert told(receipt) == [(AddressFrozen, deal.alice, False, caller)]
        deal.bond.transfer(deal.bob, 10, sender=deal.alice)

    def test_keeps_locks_and_frozen_units_as_they_are(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 3, sender=deal.registrar)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        deal.bond.unfreeze([deal.alice], sender=deal.registrar)
        assert deal.bond.account(deal.alice) == Account(10, 4, 3, 0, False)

    def test_what_is_so_already_changes_and_says_nothing(self, deal):
        assert told(deal.bond.unfreeze([deal.alice], sender=deal.registrar)) == []
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        assert told(deal.bond.freeze([deal.alice], sender=deal.regulator)) == []

    def test_keeps_the_order_of_the_batch_and_says_duplicates_once(self, deal):
        batch = [deal.carol, deal.alice, deal.carol]
        receipt = deal.bond.freeze(batch, sender=deal.registrar)
        assert told(receipt) == [
            (AddressFrozen, deal.carol, True, deal.registrar),
            (AddressFrozen, deal.alice, True, deal.registrar),
        ]

    def test_of_someone_who_holds_nothing(self, deal):
        deal.bond.freeze([deal.mallory], sender=deal.regulator)
        assert deal.bond.account(deal.mallory) == Account(0, 0, 0, 0, True)

    def test_a_frozen_holder_keeps_its_record_date_rights(self, deal):
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        deal.warp("2023-08-15 18:00")
        assert deal.bond.entitlement_at(deal.alice, 1) == (10, True)

    def test_one_frozen_holder_stops_no_other(self, deal):
        deal.mint(deal.bob, 5)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        deal.bond.transfer(deal.carol, 5, sender=deal.bob)
        assert deal.holdings(deal.carol) == [5]


class TestSetFrozenTokens:
    class TestRefused:
        def test_to_anyone_but_registrar_and_regulator(self, deal):
            for caller in (deal.alice, deal.issuer, deal.admin, deal.as_settlement):
                with reverts(BondToken_CallerNotRegistrarNorRegulator, caller=caller):
                    deal.bond.set_frozen_tokens(deal.alice, 0, sender=caller)

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_sets_the_number_and_says_it(self, deal, by):
        receipt = deal.bond.set_frozen_tokens(deal.alice, 4, sender=getattr(deal, by))
        assert told(receipt) == [(Frozen, deal.alice, 4), (TokensFrozen, deal.alice, 4)]
        assert deal.bond.account(deal.alice) == Account(10, 0, 4, 0, False)
        assert deal.bond.available_of(deal.alice) == 6

    def test_is_absolute_and_may_fall(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
        deal.bond.set_frozen_tokens(deal.alice, 3, sender=deal.registrar)
        assert deal.bond.available_of(deal.alice) == 7
        assert told(deal.bond.set_frozen_tokens(deal.alice, 0, sender=deal.registrar)) == [
            (Frozen, deal.alice, 0),
            (TokensUnfrozen, deal.alice, 3),
        ]
        assert deal.bond.available_of(deal.alice) == 10

    def test_may_exceed_the_balance_and_catches_what_comes_later(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 12, sender=deal.registrar)
        assert deal.bond.available_of(deal.alice) == 0
        deal.mint(deal.alice, 5)
        assert deal.bond.account(deal.alice) == Account(15, 0, 12, 0, False)
        assert deal.bond.available_of(deal.alice) == 3

    @pytest.mark.parametrize("units", [2**64, 2**256 - 1])
    def test_more_than_the_word_holds_is_everything(self, deal, units):
        receipt = deal.bond.set_frozen_tokens(deal.alice, units, sender=deal.registrar)
        most = 2**64 - 1
        assert told(receipt) == [(Frozen, deal.alice, most), (TokensFrozen, deal.alice, most)]
        assert deal.bond.account(deal.alice).frozen == 2**64 - 1
        assert deal.bond.available_of(deal.alice) == 0

    def test_frozen_and_locked_units_do_not_overlap(self, deal):
        deal.bond.lock(deal.alice, 6, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 6, sender=deal.registrar)
        assert deal.bond.available_of(deal.alice) == 0
        deal.bond.unlock(deal.alice, 6, sender=deal.as_settlement)
        assert deal.bond.available_of(deal.alice) == 4

    def test_of_someone_who_holds_nothing_yet(self, deal):
        deal.bond.set_frozen_tokens(deal.bob, 5, sender=deal.registrar)
        receipt = deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        assert told(receipt) == [(Transfer, deal.alice, deal.bob, 4)]
        assert deal.bond.available_of(deal.bob) == 0

    def test_answers_true(self, deal):
        function = Function.parse("setFrozenTokens(address,uint256)", "bool")
        args = (deal.alice, 4)
        assert deal.chain.call(deal.bond.address, function, args, sender=deal.registrar) is True


class TestAvailableOf:
    def test_of_nobody_is_nothing(self, deal):
        assert deal.bond.available_of(deal.mallory) == 0

    def test_does_not_ask_whether_the_account_is_frozen(self, deal):
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        assert deal.bond.available_of(deal.alice) == 10
