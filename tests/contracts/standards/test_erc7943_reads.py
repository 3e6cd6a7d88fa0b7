"""ERC-7943: who may send, who may receive and what may move, asked beforehand; never reverts."""

from __future__ import annotations

import pytest

from tests.contracts.deal import KYC_EXPIRY, UNLIMITED, ZERO
from tests.contracts.standards.bars import BARRED, NOT_RECEIVING, over

#: What concerns a transfer, not an account.
QUANTITATIVE = {
    "nothing held": lambda d: None,
    "all units frozen": lambda d: d.bond.set_frozen_tokens(d.bob, UNLIMITED, sender=d.registrar),
    "cap reached": lambda d: d.offer_to(unit_cap=1),
    "paused": lambda d: d.bond.pause(sender=d.regulator),
    "closed": lambda d: d.warp("2024-02-15 18:00"),
}


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


class TestCanSend:
    @over(BARRED)
    def test_not_when_barred(self, deal, arrange):
        arrange(deal)
        assert deal.bond.can_send(deal.bob) is False

    @over(NOT_RECEIVING)
    def test_even_when_it_may_not_receive(self, deal, arrange):
        """An investor may always get out."""
        arrange(deal)
        assert deal.bond.can_send(deal.bob) is True

    @over(QUANTITATIVE)
    def test_whatever_it_holds_and_the_token_does(self, deal, arrange):
        arrange(deal)
        assert deal.bond.can_send(deal.bob) is True

    def test_never_reverts(self, deal):
        for account in (ZERO, deal.mallory, deal.bond.address):
            assert deal.bond.can_send(account) is True


class TestCanReceive:
    @over(BARRED | NOT_RECEIVING)
    def test_not_when_barred_or_not_offered_to(self, deal, arrange):
        arrange(deal)
        assert deal.bond.can_receive(deal.bob) is False

    @over(QUANTITATIVE)
    def test_whatever_it_holds_and_the_token_does(self, deal, arrange):
        arrange(deal)
        assert deal.bond.can_receive(deal.bob) is True

    def test_ends_in_the_second_kyc_expires(self, deal):
        deal.chain.at(KYC_EXPIRY - 1)
        assert deal.bond.can_receive(deal.bob) is True
        deal.chain.at(KYC_EXPIRY)
        assert deal.bond.can_receive(deal.bob) is False

    def test_never_reverts(self, deal):
        for account in (ZERO, deal.mallory, deal.bond.address):
            assert deal.bond.can_receive(account) is False


class TestCanTransfer:
    class TestNot:
        @over(BARRED | NOT_RECEIVING)
        def test_to_who_may_not_receive(self, deal, arrange):
            arrange(deal)
            assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is False

        @over(BARRED)
        def test_from_who_may_not_send(self, deal, arrange):
            deal.mint(deal.bob, 10)
            arrange(deal)
            assert deal.bond.can_transfer(deal.bob, deal.alice, 4) is False

        def test_while_paused(self, deal):
            deal.bond.pause(sender=deal.regulator)
            assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is False

        def test_once_closed(self, deal):
            deal.warp("2024-02-15 18:00")
            assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is False

        def test_above_a_cap(self, deal):
            deal.offer_to(unit_cap=3)
            assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is False
            assert deal.bond.can_transfer(deal.alice, deal.bob, 3) is True

        @pytest.mark.parametrize("units", [1, 9])
        def test_below_the_minimum_on_either_side(self, deal, units):
            assert deal.bond.can_transfer(deal.alice, deal.bob, units) is False

        @pytest.mark.parametrize("frozen", [7, 10])
        def test_of_more_than_is_unfrozen(self, deal, frozen):
            deal.bond.set_frozen_tokens(deal.alice, frozen, sender=deal.registrar)
            assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is False

        def test_of_units_where_more_are_frozen_than_held(self, deal):
            deal.bond.set_frozen_tokens(deal.alice, UNLIMITED, sender=deal.registrar)
            assert deal.bond.can_transfer(deal.alice, deal.bob, 2) is False

        def test_of_locked_units(self, deal):
            deal.bond.lock(deal.alice, 7, sender=deal.as_settlement)
            assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is False

    def test_of_exactly_what_is_unfrozen(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 6, sender=deal.registrar)
        assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is True

    @pytest.mark.parametrize("units", [11, 2**64, UNLIMITED])
    def test_is_not_asked_for_the_balance(self, deal, units):
        """That belongs to ERC-20, which refuses such a transfer by itself."""
        assert deal.bond.can_transfer(deal.alice, deal.bob, units) is True
        assert deal.bond.can_transfer(deal.dave, deal.bob, units) is True

    def test_is_not_asked_for_the_balance_of_who_has_frozen_units_either(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 7, sender=deal.registrar)
        assert deal.bond.can_transfer(deal.alice, deal.bob, 11) is True

    def test_is_not_asked_for_the_balance_where_the_receiver_holds_some(self, deal):
        deal.mint(deal.bob, 2)
        assert deal.bond.can_transfer(deal.alice, deal.bob, UNLIMITED) is True

    @pytest.mark.parametrize("units", [0, 4, 2**64, UNLIMITED])
    def test_never_reverts(self, deal, units):
        deal.mint(deal.bob, 2)
        everyone = (ZERO, deal.alice, deal.bob, deal.mallory, deal.bond.address)
        for sender in everyone:
            for receiver in everyone:
                assert deal.bond.can_transfer(sender, receiver, units) in (True, False)


class TestGetFrozenTokens:
    def test_of_anyone_is_nothing_at_first(self, deal):
        for account in (ZERO, deal.alice, deal.mallory):
            assert deal.bond.get_frozen_tokens(account) == 0

    def test_is_the_absolute_number_also_above_the_balance(self, deal):
        for units in (4, 15, 2**64 - 1):
            deal.bond.set_frozen_tokens(deal.alice, units, sender=deal.registrar)
            assert deal.bond.get_frozen_tokens(deal.alice) == units

    def test_does_not_count_locks_nor_a_frozen_account(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        assert deal.bond.get_frozen_tokens(deal.alice) == 0
