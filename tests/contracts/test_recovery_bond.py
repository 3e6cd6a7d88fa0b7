"""`BondToken.recoveryAddress`: everything of a lost account goes to the one in its place."""

from __future__ import annotations

import pytest

from sim.chain.abi import Function
from sim.chain.logs import (
    AddressFrozen,
    Frozen,
    Locked,
    RecordStruck,
    RecoverySuccess,
    TokensFrozen,
    TokensUnfrozen,
    Transfer,
    Unlocked,
)
from sim.chain.reverts import BondToken_NotReplaced
from sim.chain.structs import Account
from tests.contracts.deal import ZERO, reverts, told
from tests.contracts.recoveries import recovered, replaced

NOTHING = Account(0, 0, 0, 0, False)
MOST = 2**64 - 1


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


class TestRefused:
    def test_of_an_account_nobody_replaced(self, deal):
        with reverts(BondToken_NotReplaced, lost=deal.alice, replacement=deal.dave):
            recovered(deal)

    def test_to_another_than_the_register_names(self, deal):
        replaced(deal)
        for other in ("erin", "mallory", "bob"):
            values = {"lost": deal.alice, "replacement": getattr(deal, other)}
            with reverts(BondToken_NotReplaced, **values):
                recovered(deal, "alice", other)

    def test_to_itself(self, deal):
        for account in (deal.alice, deal.mallory, ZERO):
            with reverts(BondToken_NotReplaced, lost=account, replacement=account):
                deal.bond.recovery_address(account, account, ZERO, sender=deal.registrar)

    def test_back(self, deal):
        replaced(deal)
        recovered(deal)
        with reverts(BondToken_NotReplaced, lost=deal.dave, replacement=deal.alice):
            recovered(deal, "dave", "alice")

    def test_to_a_link_in_the_middle_of_the_chain(self, deal):
        replaced(deal, "alice", "dave")
        replaced(deal, "dave", "erin")
        with reverts(BondToken_NotReplaced, lost=deal.alice, replacement=deal.dave):
            recovered(deal, "alice", "dave")


class TestRecovery:
    @pytest.fixture(autouse=True)
    def _alice_is_lost(self, deal, _alice_has_ten):
        replaced(deal)

    @pytest.mark.parametrize("who", ["mallory", "alice", "dave", "registrar", "as_settlement"])
    def test_may_be_asked_for_by_anyone(self, deal, who):
        accounts = deal.alice, deal.dave, ZERO
        receipt = deal.bond.recovery_address(*accounts, sender=getattr(deal, who))
        assert told(receipt) == [
            (Transfer, deal.alice, deal.dave, 10),
            (RecoverySuccess, deal.alice, deal.dave, ZERO),
        ]
        assert deal.bond.account(deal.alice) == NOTHING
        assert deal.bond.account(deal.dave) == Account(10, 0, 0, 0, False)
        assert deal.bond.total_supply() == 10

    def test_repeats_the_identity_it_was_given(self, deal):
        receipt = deal.bond.recovery_address(deal.alice, deal.dave, deal.erin, sender=deal.bob)
        assert receipt.only(RecoverySuccess).onchain_id == deal.erin

    def test_adds_to_what_the_replacement_holds(self, deal):
        deal.mint(deal.dave, 5)
        recovered(deal)
        assert deal.holdings(deal.alice, deal.dave) == [0, 15]

    def test_takes_locks_along(self, deal):
        deal.mint(deal.dave, 5)
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.lock(deal.dave, 2, sender=deal.as_settlement)
        assert told(recovered(deal)) == [
            (Unlocked, deal.alice, 4),
            (Locked, deal.dave, 4),
            (Transfer, deal.alice, deal.dave, 10),
            (RecoverySuccess, deal.alice, deal.dave, ZERO),
        ]
        assert deal.bond.account(deal.alice) == NOTHING
        assert deal.bond.account(deal.dave) == Account(15, 6, 0, 0, False)

    def test_takes_frozen_units_along(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 3, sender=deal.regulator)
        deal.bond.set_frozen_tokens(deal.dave, 2, sender=deal.regulator)
        assert told(recovered(deal)) == [
            (Frozen, deal.alice, 0),
            (TokensUnfrozen, deal.alice, 3),
            (Frozen, deal.dave, 5),
            (TokensFrozen, deal.dave, 3),
            (Transfer, deal.alice, deal.dave, 10),
            (RecoverySuccess, deal.alice, deal.dave, ZERO),
        ]
        assert deal.bond.account(deal.alice) == NOTHING
        assert deal.bond.account(deal.dave) == Account(10, 0, 5, 0, False)

    @pytest.mark.parametrize(("lost", "own"), [(MOST, 1), (1, MOST), (MOST, MOST)])
    def test_frozen_units_add_up_to_no_more_than_the_most(self, deal, lost, own):
        deal.bond.set_frozen_tokens(deal.alice, lost, sender=deal.regulator)
        deal.bond.set_frozen_tokens(deal.dave, own, sender=deal.regulator)
        recovered(deal)
        assert deal.bond.get_frozen_tokens(deal.dave) == MOST
        assert deal.bond.get_frozen_tokens(deal.alice) == 0
        assert deal.bond.account(deal.dave).units == 10

    def test_takes_the_accounts_freeze_along(self, deal):
        deal.bond.freeze([deal.alice], sender=deal.regulator)
        assert told(recovered(deal)) == [
            (AddressFrozen, deal.alice, False, deal.mallory),
            (AddressFrozen, deal.dave, True, deal.mallory),
            (Transfer, deal.alice, deal.dave, 10),
            (RecoverySuccess, deal.alice, deal.dave, ZERO),
        ]
        assert (deal.bond.is_frozen(deal.alice), deal.bond.is_frozen(deal.dave)) == (False, True)

    def test_of_a_frozen_account_to_a_frozen_one_says_it_once(self, deal):
        deal.bond.freeze([deal.alice, deal.dave], sender=deal.regulator)
        receipt = recovered(deal)
        assert [log.account for log in receipt.all(AddressFrozen)] == [deal.alice]
        assert deal.bond.is_frozen(deal.dave)

    def test_leaves_the_replacements_own_freeze(self, deal):
        deal.bond.freeze([deal.dave], sender=deal.regulator)
        recovered(deal)
        assert deal.bond.account(deal.dave) == Account(10, 0, 0, 0, True)

    def test_of_a_freeze_alone(self, deal):
        deal.bond.forced_transfer(deal.alice, deal.bob, 10, sender=deal.regulator)
        deal.bond.freeze([deal.alice], sender=deal.regulator)
        receipt = recovered(deal)
        assert receipt.all(Transfer) == []
        assert receipt.only(RecoverySuccess).replacement == deal.dave
        assert deal.bond.is_frozen(deal.dave)

    def test_of_frozen_units_not_held_yet(self, deal):
        deal.bond.forced_transfer(deal.alice, deal.bob, 10, sender=deal.regulator)
        deal.bond.set_frozen_tokens(deal.alice, 5, sender=deal.regulator)
        recovered(deal)
        assert deal.bond.account(deal.dave) == Account(0, 0, 5, 0, False)

    def test_twice_is_once(self, deal):
        recovered(deal)
        assert told(recovered(deal)) == []
        assert deal.holdings(deal.alice, deal.dave) == [0, 10]

    def test_of_an_account_that_has_nothing_says_nothing(self, deal):
        replaced(deal, "bob", "erin")
        assert told(recovered(deal, "bob", "erin")) == []

    def test_answers_true_with_and_without_anything_to_move(self, deal):
        function = Function.parse("recoveryAddress(address,address,address)", "bool")
        for _ in range(2):
            args = (deal.alice, deal.dave, ZERO)
            assert deal.chain.call(deal.bond.address, function, args, sender=deal.bob) is True
            recovered(deal)

    def test_passes_pause_minimum_cap_and_a_receiver_who_could_not_buy(self, deal):
        deal.bond.forced_transfer(deal.alice, deal.bob, 9, sender=deal.regulator)
        deal.bond.pause(sender=deal.regulator)
        deal.offer_to(jurisdictions=(), unit_cap=1)
        deal.register.remove([deal.dave], sender=deal.registrar)
        recovered(deal)
        assert deal.holdings(deal.alice, deal.dave) == [0, 1]

    def test_leaves_allowances_with_the_lost_key(self, deal):
        deal.bond.approve(deal.mallory, 4, sender=deal.alice)
        recovered(deal)
        assert deal.bond.allowance(deal.dave, deal.mallory) == 0

    def test_lets_the_replacement_go_on(self, deal):
        recovered(deal)
        deal.bond.transfer(deal.bob, 10, sender=deal.dave)
        assert deal.holdings(deal.dave, deal.bob) == [0, 10]


class TestChain:
    def test_goes_to_the_end_in_one_step(self, deal):
        replaced(deal, "alice", "dave")
        replaced(deal, "dave", "erin")
        recovered(deal, "alice", "erin")
        assert deal.holdings(deal.alice, deal.dave, deal.erin) == [0, 0, 10]

    def test_goes_on_from_where_it_stopped(self, deal):
        replaced(deal, "alice", "dave")
        recovered(deal, "alice", "dave")
        replaced(deal, "dave", "erin")
        recovered(deal, "dave", "erin")
        assert deal.holdings(deal.alice, deal.dave, deal.erin) == [0, 0, 10]

    def test_gathers_from_two_that_were_lost(self, deal):
        deal.mint(deal.bob, 5)
        for lost in ("alice", "bob"):
            replaced(deal, lost, "erin")
            recovered(deal, lost, "erin")
        assert deal.holdings(deal.erin) == [15]


class TestRecordDates:
    """Rights stay with the account that had them at the record date."""

    @pytest.fixture(autouse=True)
    def _alice_is_lost(self, deal, _alice_has_ten):
        replaced(deal)

    def test_of_a_recovery_before_go_to_the_replacement(self, deal):
        recovered(deal)
        deal.warp("2023-08-15 18:00")
        assert deal.bond.entitlement_at(deal.alice, 1) == (0, False)
        assert deal.bond.entitlement_at(deal.dave, 1) == (10, False)

    def test_of_a_recovery_after_stay(self, deal):
        deal.mint(deal.dave, 4)
        deal.warp("2023-08-15 18:00")
        receipt = recovered(deal)
        assert receipt.only(RecordStruck).record_id == 1
        assert deal.bond.holding_at(deal.alice, 1) == 10
        assert deal.bond.holding_at(deal.dave, 1) == 4
        assert deal.bond.supply_at(1) == 14
        deal.warp("2024-02-15 18:00")
        assert deal.bond.holding_at(deal.alice, 2) == 0
        assert deal.bond.holding_at(deal.dave, 2) == 14

    def test_of_a_recovery_after_two_of_them_stay_for_both(self, deal):
        deal.warp("2024-02-15 18:00")
        recovered(deal)
        for record in (1, 2):
            assert deal.bond.holding_at(deal.alice, record) == 10
            assert deal.bond.holding_at(deal.dave, record) == 0

    def test_the_final_one_does_not_end_recovery(self, deal):
        deal.warp("2024-02-16 12:00")
        recovered(deal)
        assert deal.holdings(deal.alice, deal.dave) == [0, 10]
