"""ERC-3643: what its tools read of a bond."""

from __future__ import annotations

import pytest

from sim.chain.abi import Function
from sim.chain.bindings import ERC3643Reader
from sim.chain.logs import InvestorClass
from tests.contracts.deal import FRANCE, KYC_EXPIRY, SINGAPORE, UNLIMITED, ZERO


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


@pytest.fixture
def reader(deal):
    """Found the way a tool finds it: by asking the token."""
    return ERC3643Reader(deal.chain, deal.bond.identity_registry())


class TestToken:
    def test_one_contract_answers_for_register_and_rules(self, deal):
        assert deal.bond.identity_registry() == deal.bond.compliance() != ZERO

    def test_has_no_identity_contract(self, deal):
        assert deal.bond.onchain_id() == ZERO

    def test_its_version_is_that_of_its_signatures(self, deal):
        assert deal.bond.version() == deal.bond.eip712_domain()[2] == "1"


class TestReader:
    def test_is_bound_to_its_token(self, deal, reader):
        assert reader.get_token_bound() == deal.bond.address
        assert reader.is_token_bound(deal.bond.address) is True
        assert reader.is_token_bound(deal.cash.address) is False
        assert reader.is_token_bound(ZERO) is False

    def test_every_bond_has_its_own(self, deal, reader):
        other = deal.new_bond()
        assert other.compliance() != reader.address
        assert ERC3643Reader(deal.chain, other.compliance()).is_token_bound(other.address)

    def test_made_by_a_stranger_is_nobodys(self, deal, reader):
        function = Function.parse("deployReader()", "address")
        made = deal.chain.call(deal.register.address, function, (), sender=deal.mallory)
        assert deal.register.deploy_reader(sender=deal.mallory).events == ()
        assert ERC3643Reader(deal.chain, made).get_token_bound() == deal.mallory
        assert deal.bond.compliance() == reader.address != made

    def test_says_what_codes_mean(self, deal, reader):
        assert reader.message_of(100) == deal.bond.message_for_transfer_restriction(100)


class TestIdentityRegistry:
    def test_of_an_investor(self, deal, reader):
        assert reader.is_verified(deal.dave) is True
        assert reader.contains(deal.dave) is True
        assert reader.investor_country(deal.dave) == SINGAPORE
        assert reader.identity(deal.dave) == ZERO

    def test_of_a_stranger(self, deal, reader):
        for stranger in (deal.mallory, ZERO):
            assert reader.is_verified(stranger) is False
            assert reader.contains(stranger) is False
            assert reader.investor_country(stranger) == 0
            assert reader.identity(stranger) == ZERO

    def test_kyc_counts_until_the_second_it_expires(self, deal, reader):
        deal.chain.at(KYC_EXPIRY - 1)
        assert reader.is_verified(deal.alice) is True
        deal.chain.at(KYC_EXPIRY)
        assert reader.is_verified(deal.alice) is False
        assert reader.contains(deal.alice) is True

    def test_sanctions_end_it_and_leave_the_entry(self, deal, reader):
        deal.register.sanction([deal.alice], sender=deal.regulator)
        assert reader.is_verified(deal.alice) is False
        assert reader.contains(deal.alice) is True

    def test_removal_ends_both(self, deal, reader):
        deal.register.remove([deal.alice], sender=deal.registrar)
        assert reader.is_verified(deal.alice) is False
        assert reader.contains(deal.alice) is False

    def test_a_replacement_takes_the_place(self, deal, reader):
        deal.register.replace([deal.dave], [deal.mallory], sender=deal.registrar)
        assert (reader.is_verified(deal.dave), reader.contains(deal.dave)) == (False, False)
        assert reader.is_verified(deal.mallory) is True
        assert reader.investor_country(deal.mallory) == SINGAPORE

    def test_a_replaced_account_admitted_anew_is_not_verified(self, deal, reader):
        deal.register.replace([deal.dave], [deal.mallory], sender=deal.registrar)
        deal.admit(deal.dave)
        assert reader.contains(deal.dave) is True
        assert reader.is_verified(deal.dave) is False


class TestCompliance:
    """`canTransfer` of the rules alone."""

    def test_lets_investors_trade(self, deal, reader):
        assert reader.can_transfer(deal.alice, deal.bob, 4) is True

    def test_does_not_look_at_freezes_locks_pause_or_what_is_held(self, deal, reader):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        deal.bond.pause(sender=deal.regulator)
        deal.bond.freeze([deal.alice, deal.bob], sender=deal.registrar)
        deal.bond.set_frozen_tokens(deal.alice, 10, sender=deal.registrar)
        assert reader.can_transfer(deal.alice, deal.bob, 4) is True
        assert reader.can_transfer(deal.alice, deal.bob, 11) is True
        assert deal.bond.can_transfer(deal.alice, deal.bob, 4) is False

    @pytest.mark.parametrize(
        "stop",
        [
            lambda d: d.register.sanction([d.alice], sender=d.regulator),
            lambda d: d.register.sanction([d.bob], sender=d.regulator),
            lambda d: d.register.remove([d.bob], sender=d.registrar),
            lambda d: d.register.replace([d.bob], [d.carol], sender=d.registrar),
            lambda d: d.admit(d.bob, jurisdiction=FRANCE),
            lambda d: d.admit(d.bob, investor_class=InvestorClass.RETAIL),
            lambda d: d.admit(d.bob, kyc_expiry=d.chain.now),
            lambda d: d.offer_to(unit_cap=3),
            lambda d: d.offer_to(risk_acknowledgement=True),
            lambda d: d.warp("2024-02-15 18:00"),
        ],
        ids=[
            "sender sanctioned",
            "receiver sanctioned",
            "receiver removed",
            "receiver replaced",
            "jurisdiction",
            "class",
            "KYC",
            "cap",
            "risk",
            "closed",
        ],
    )
    def test_refuses_by_every_rule(self, deal, reader, stop):
        stop(deal)
        assert reader.can_transfer(deal.alice, deal.bob, 4) is False

    @pytest.mark.parametrize(("units", "allowed"), [(1, False), (2, True), (8, True), (9, False)])
    def test_keeps_the_minimum_denomination_on_both_sides(self, deal, reader, units, allowed):
        assert reader.can_transfer(deal.alice, deal.bob, units) is allowed

    def test_lets_everything_go(self, deal, reader):
        assert reader.can_transfer(deal.alice, deal.bob, 10) is True

    def test_to_oneself_adds_nothing(self, deal, reader):
        deal.offer_to(unit_cap=10)
        assert reader.can_transfer(deal.alice, deal.alice, 9) is True

    @pytest.mark.parametrize("units", [0, 1, 2**64, UNLIMITED])
    def test_never_reverts(self, deal, reader, units):
        deal.mint(deal.bob, 5)
        for sender in (deal.alice, deal.mallory, ZERO):
            for receiver in (deal.alice, deal.bob, deal.mallory, ZERO):
                assert reader.can_transfer(sender, receiver, units) in (True, False)
