"""`BondToken`: five paths move units between holders, at the edges of what controls let through.

That each path meets each control is in `test_paths_controls`.
"""

from __future__ import annotations

import pytest

from sim.chain.logs import Refusal, Transfer
from sim.chain.reverts import (
    BondToken_AccountFrozen,
    BondToken_BelowMinimum,
    BondToken_Closed,
    BondToken_InsufficientUnits,
    BondToken_Refused,
    ERC20InvalidReceiver,
    ERC7943InsufficientUnfrozenBalance,
)
from sim.chain.structs import Account
from tests.contracts.deal import ZERO, reverts, told


def _transfer(deal, sender, receiver, units):
    return deal.bond.transfer(receiver, units, sender=sender)


def _transfer_from(deal, sender, receiver, units):
    deal.bond.approve(deal.mallory, units, sender=sender)
    return deal.bond.transfer_from(sender, receiver, units, sender=deal.mallory)


def _batch_transfer(deal, sender, receiver, units):
    return deal.bond.batch_transfer([receiver], [units], sender=sender)


def _deliver(deal, sender, receiver, units):
    return deal.bond.deliver(sender, receiver, units, sender=deal.as_settlement)


def _deliver_locked(deal, sender, receiver, units):
    deal.bond.lock(sender, units, sender=deal.as_settlement)
    return deal.bond.deliver_locked(sender, receiver, units, sender=deal.as_settlement)


PATHS = {
    "transfer": _transfer,
    "transferFrom": _transfer_from,
    "batchTransfer": _batch_transfer,
    "deliver": _deliver,
    "deliverLocked": _deliver_locked,
}


@pytest.fixture(params=PATHS.values(), ids=PATHS.keys())
def move(request, deal):
    """Moves units by one of the paths: `move(sender, receiver, units)`."""

    def moved(sender, receiver, units):
        return request.param(deal, sender, receiver, units)

    return moved


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


def refused(deal, sender, receiver, refusal):
    return reverts(BondToken_Refused, from_=sender, to=receiver, refusal=refusal)


class TestEveryPath:
    """Amounts and their limits do not depend on how units are moved."""

    class TestRefused:
        @pytest.mark.parametrize("units", [11, 2**64, 2**64 + 4, 2**256 - 1])
        def test_beyond_what_the_sender_has(self, deal, move, units):
            with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=units, units=10):
                move(deal.alice, deal.bob, units)

        def test_beyond_what_is_neither_locked_nor_frozen(self, deal, move):
            deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
            deal.bond.set_frozen_tokens(deal.alice, 2, sender=deal.registrar)
            with reverts(
                ERC7943InsufficientUnfrozenBalance,
                account=deal.alice,
                amount=6,
                unfrozen=5,
            ):
                move(deal.alice, deal.bob, 6)

        def test_when_more_is_frozen_than_held(self, deal, move):
            deal.bond.set_frozen_tokens(deal.alice, 2**64 - 1, sender=deal.registrar)
            with reverts(
                ERC7943InsufficientUnfrozenBalance,
                account=deal.alice,
                amount=2,
                unfrozen=0,
            ):
                move(deal.alice, deal.bob, 2)

        def test_above_the_receivers_cap(self, deal, move):
            deal.mint(deal.bob, 5)
            deal.offer_to(unit_cap=8)
            with refused(deal, deal.alice, deal.bob, Refusal.RECEIVER_ABOVE_CAP):
                move(deal.alice, deal.bob, 4)
            move(deal.alice, deal.bob, 3)

        def test_leaving_the_sender_below_the_minimum(self, deal, move):
            with reverts(
                BondToken_BelowMinimum, account=deal.alice, units_after=1, minimum_units=2
            ):
                move(deal.alice, deal.bob, 9)

        def test_leaving_the_receiver_below_the_minimum(self, deal, move):
            with reverts(BondToken_BelowMinimum, account=deal.bob, units_after=1, minimum_units=2):
                move(deal.alice, deal.bob, 1)

        def test_to_the_zero_address(self, deal, move):
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                move(deal.alice, ZERO, 10)

        def test_once_the_final_record_date_closed(self, deal, move):
            deal.warp("2024-02-15 18:00")
            with reverts(BondToken_Closed, final_record_date=deal.day("2024-02-15")):
                move(deal.alice, deal.bob, 10)

        def test_to_oneself_by_the_same_controls(self, deal, move):
            with reverts(
                BondToken_InsufficientUnits,
                account=deal.alice,
                wanted=11,
                units=10,
            ):
                move(deal.alice, deal.alice, 11)
            deal.bond.freeze([deal.alice], sender=deal.registrar)
            with reverts(BondToken_AccountFrozen, account=deal.alice):
                move(deal.alice, deal.alice, 2)
            deal.register.sanction([deal.alice], sender=deal.regulator)
            with refused(deal, deal.alice, deal.alice, Refusal.SENDER_SANCTIONED):
                move(deal.alice, deal.alice, 2)

    def test_moves_the_units_and_says_so(self, deal, move):
        receipt = move(deal.alice, deal.bob, 4)
        assert told(receipt)[-1] == (Transfer, deal.alice, deal.bob, 4)
        assert receipt.events[-1].contract == "BondToken"
        assert deal.holdings(deal.alice, deal.bob) == [6, 4]
        assert deal.bond.total_supply() == 10

    def test_everything_may_go(self, deal, move):
        move(deal.alice, deal.bob, 10)
        assert deal.holdings(deal.alice, deal.bob) == [0, 10]

    def test_exactly_the_minimum_may_stay_and_arrive(self, deal, move):
        move(deal.alice, deal.bob, 8)
        move(deal.alice, deal.carol, 2)
        assert deal.holdings(deal.alice, deal.bob, deal.carol) == [0, 8, 2]

    def test_a_receiver_above_the_minimum_may_get_less_than_it(self, deal, move):
        deal.mint(deal.bob, 2)
        move(deal.alice, deal.bob, 1)
        assert deal.holdings(deal.alice, deal.bob) == [9, 3]

    def test_exactly_what_is_available(self, deal, move):
        deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 2, sender=deal.registrar)
        move(deal.alice, deal.bob, 5)
        assert deal.bond.account(deal.alice) == Account(5, 3, 2, 0, False)

    def test_locks_and_freezes_stay_behind(self, deal, move):
        deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
        move(deal.alice, deal.bob, 4)
        assert deal.bond.account(deal.bob) == Account(4, 0, 0, 0, False)

    def test_zero_units_change_nothing(self, deal, move):
        receipt = move(deal.alice, deal.bob, 0)
        assert told(receipt)[-1] == (Transfer, deal.alice, deal.bob, 0)
        assert deal.holdings(deal.alice, deal.bob) == [10, 0]

    @pytest.mark.parametrize("units", [0, 1, 9, 10])
    def test_to_oneself_changes_nothing(self, deal, move, units):
        receipt = move(deal.alice, deal.alice, units)
        assert told(receipt)[-1] == (Transfer, deal.alice, deal.alice, units)
        assert deal.holdings(deal.alice) == [10]
        assert deal.bond.total_supply() == 10

    def test_to_oneself_does_not_count_twice_against_the_cap(self, deal, move):
        deal.offer_to(unit_cap=10)
        move(deal.alice, deal.alice, 10)

    def test_a_sender_whose_kyc_expired_may_sell(self, deal, move):
        deal.admit(deal.alice, kyc_expiry=1)
        move(deal.alice, deal.bob, 10)
        assert deal.holdings(deal.alice, deal.bob) == [0, 10]

    def test_a_sender_whose_jurisdiction_is_no_longer_offered_may_sell(self, deal, move):
        deal.offer_to(jurisdictions=(702,))
        move(deal.alice, deal.dave, 10)
        assert deal.holdings(deal.alice, deal.dave) == [0, 10]

    def test_a_sender_no_longer_admitted_may_sell(self, deal, move):
        deal.register.remove([deal.alice], sender=deal.registrar)
        move(deal.alice, deal.bob, 10)
        assert deal.holdings(deal.alice, deal.bob) == [0, 10]

    def test_a_sender_above_a_later_cap_may_sell(self, deal, move):
        deal.offer_to(unit_cap=5)
        move(deal.alice, deal.bob, 5)

    def test_up_to_the_last_second_before_the_final_record_date_closes(self, deal, move):
        deal.chain.at(deal.instant("2024-02-15 18:00") - 2)
        move(deal.alice, deal.bob, 10)
