"""`BondToken`: units come into being against payment and end against repayment."""

from __future__ import annotations

import pytest

from sim.chain.logs import AddressFrozen, Refusal, Role, Transfer, Unlocked
from sim.chain.reverts import (
    BondToken_AboveOffered,
    BondToken_AccountFrozen,
    BondToken_BelowMinimum,
    BondToken_Closed,
    BondToken_InsufficientUnits,
    BondToken_Refused,
    ERC20InvalidReceiver,
    ERC20InvalidSender,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Account
from tests.contracts.deal import FRANCE, OFFERED_UNITS, ZERO, reverts, told


def redeem(deal, holder, units):
    return deal.bond.redeem(holder, units, sender=deal.as_paying_agent)


class TestIssue:
    class TestRefused:
        def test_to_anyone_but_a_settlement_contract(self, deal):
            role = Role.SETTLEMENT_CONTRACT
            for caller in (deal.issuer, deal.arranger, deal.as_offering, deal.as_paying_agent):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                    deal.bond.issue(deal.alice, 2, sender=caller)

        def test_of_more_than_was_offered(self, deal):
            with reverts(BondToken_AboveOffered, supply_after=1_601, offered_units=1_600):
                deal.mint(deal.alice, OFFERED_UNITS + 1)

        def test_of_more_than_is_left(self, deal):
            deal.mint(deal.alice, 1_590)
            with reverts(BondToken_AboveOffered, supply_after=1_601, offered_units=1_600):
                deal.mint(deal.bob, 11)

        def test_of_what_a_word_would_cut_to_little(self, deal):
            with reverts(
                BondToken_AboveOffered, supply_after=2**64 + 2, offered_units=OFFERED_UNITS
            ):
                deal.mint(deal.alice, 2**64 + 2)

        def test_to_the_zero_address(self, deal):
            with reverts(ERC20InvalidReceiver, receiver=ZERO):
                deal.mint(ZERO, 2)

        @pytest.mark.parametrize(
            ("fault", "refusal"),
            [
                ("sanctioned", Refusal.RECEIVER_SANCTIONED),
                ("removed", Refusal.RECEIVER_NOT_ADMITTED),
                ("kyc", Refusal.RECEIVER_KYC_EXPIRED),
                ("class", Refusal.RECEIVER_CLASS_NOT_OFFERED),
                ("jurisdiction", Refusal.RECEIVER_JURISDICTION_NOT_OFFERED),
                ("risk", Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED),
                ("cap", Refusal.RECEIVER_ABOVE_CAP),
            ],
        )
        def test_to_someone_who_may_not_receive(self, deal, fault, refusal):
            if fault == "sanctioned":
                deal.register.sanction([deal.alice], sender=deal.regulator)
            elif fault == "removed":
                deal.register.remove([deal.alice], sender=deal.registrar)
            elif fault == "kyc":
                deal.admit(deal.alice, kyc_expiry=deal.chain.now)
            elif fault == "class":
                deal.offer_to(classes=0)
            elif fault == "jurisdiction":
                deal.admit(deal.alice, jurisdiction=FRANCE)
            elif fault == "risk":
                deal.offer_to(risk_acknowledgement=True)
            else:
                deal.offer_to(unit_cap=9)
            with reverts(BondToken_Refused, from_=ZERO, to=deal.alice, refusal=refusal):
                deal.mint(deal.alice, 10)

        def test_to_a_frozen_account(self, deal):
            deal.bond.freeze([deal.alice], sender=deal.registrar)
            with reverts(BondToken_AccountFrozen, account=deal.alice):
                deal.mint(deal.alice, 2)

        def test_below_the_minimum(self, deal):
            with reverts(
                BondToken_BelowMinimum, account=deal.alice, units_after=1, minimum_units=2
            ):
                deal.mint(deal.alice, 1)

        def test_once_the_final_record_date_closed(self, deal):
            deal.warp("2024-02-15 18:00")
            with reverts(BondToken_Closed, final_record_date=deal.day("2024-02-15")):
                deal.mint(deal.alice, 2)

    def test_creates_the_units_and_says_so(self, deal):
        receipt = deal.mint(deal.alice, 10)
        assert told(receipt) == [(Transfer, ZERO, deal.alice, 10)]
        assert deal.bond.account(deal.alice) == Account(10, 0, 0, 0, False)
        assert deal.bond.balance_of(deal.alice) == 10
        assert deal.bond.total_supply() == 10

    def test_the_whole_offer_and_not_one_more(self, deal):
        deal.mint(deal.alice, OFFERED_UNITS)
        assert deal.bond.total_supply() == OFFERED_UNITS
        with reverts(BondToken_AboveOffered, supply_after=1_601, offered_units=1_600):
            deal.mint(deal.alice, 1)

    def test_one_more_to_a_holder_above_the_minimum(self, deal):
        deal.mint(deal.alice, 2)
        deal.mint(deal.alice, 1)
        assert deal.holdings(deal.alice) == [3]

    def test_the_cap_counts_what_is_held(self, deal):
        deal.offer_to(unit_cap=10)
        deal.mint(deal.alice, 10)
        with reverts(
            BondToken_Refused, from_=ZERO, to=deal.alice, refusal=Refusal.RECEIVER_ABOVE_CAP
        ):
            deal.mint(deal.alice, 1)

    def test_between_record_dates(self, deal):
        deal.warp("2023-09-01 09:00")
        deal.mint(deal.alice, 10)
        assert deal.bond.holding_at(deal.alice, 1) == 0
        assert deal.bond.total_supply() == 10


class TestRedeem:
    @pytest.fixture(autouse=True)
    def _alice_has_ten(self, deal):
        deal.mint(deal.alice, 10)
        deal.mint(deal.bob, 5)

    class TestRefused:
        def test_to_anyone_but_a_units_contract(self, deal):
            role = Role.UNITS_CONTRACT
            for caller in (deal.alice, deal.issuer, deal.paying_agent, deal.as_offering):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=role):
                    deal.bond.redeem(deal.alice, 10, sender=caller)

        @pytest.mark.parametrize("units", [11, 2**64, 2**64 + 10])
        def test_of_more_than_is_held(self, deal, units):
            deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
            deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
            with reverts(BondToken_InsufficientUnits, account=deal.alice, wanted=units, units=10):
                redeem(deal, deal.alice, units)

        def test_from_the_zero_address(self, deal):
            with reverts(ERC20InvalidSender, sender=ZERO):
                redeem(deal, ZERO, 1)

    def test_destroys_the_units_and_says_so(self, deal):
        receipt = redeem(deal, deal.alice, 10)
        assert told(receipt) == [(Transfer, deal.alice, ZERO, 10)]
        assert deal.holdings(deal.alice, deal.bob) == [0, 5]
        assert deal.bond.total_supply() == 5

    def test_may_leave_less_than_the_minimum(self, deal):
        redeem(deal, deal.alice, 9)
        assert deal.holdings(deal.alice) == [1]

    def test_after_the_final_record_date(self, deal):
        deal.warp("2024-02-16 11:00")
        redeem(deal, deal.alice, 10)
        assert deal.bond.total_supply() == 5

    @pytest.mark.parametrize("fault", ["sanctioned", "removed", "kyc", "frozen", "tokens"])
    def test_whatever_blocks_the_holder(self, deal, fault):
        if fault == "sanctioned":
            deal.register.sanction([deal.alice], sender=deal.regulator)
        elif fault == "removed":
            deal.register.remove([deal.alice], sender=deal.registrar)
        elif fault == "kyc":
            deal.admit(deal.alice, kyc_expiry=1)
        elif fault == "frozen":
            deal.bond.freeze([deal.alice], sender=deal.registrar)
        else:
            deal.bond.set_frozen_tokens(deal.alice, 10, sender=deal.registrar)
        redeem(deal, deal.alice, 10)
        assert deal.holdings(deal.alice) == [0]

    def test_an_account_stays_frozen_without_units(self, deal):
        receipt = deal.bond.freeze([deal.alice], sender=deal.registrar)
        assert told(receipt) == [(AddressFrozen, deal.alice, True, deal.registrar)]
        redeem(deal, deal.alice, 10)
        assert deal.bond.account(deal.alice).is_frozen

    def test_locks_fall_with_the_units_under_them_and_it_says_so(self, deal):
        deal.bond.lock(deal.alice, 7, sender=deal.as_settlement)
        assert told(redeem(deal, deal.alice, 6)) == [
            (Unlocked, deal.alice, 3),
            (Transfer, deal.alice, ZERO, 6),
        ]
        assert deal.bond.account(deal.alice) == Account(4, 4, 0, 0, False)
        redeem(deal, deal.alice, 4)
        assert deal.bond.account(deal.alice) == Account(0, 0, 0, 0, False)

    def test_locks_that_still_have_units_stay(self, deal):
        deal.bond.lock(deal.alice, 4, sender=deal.as_settlement)
        assert told(redeem(deal, deal.alice, 6)) == [(Transfer, deal.alice, ZERO, 6)]
        assert deal.bond.account(deal.alice) == Account(4, 4, 0, 0, False)
