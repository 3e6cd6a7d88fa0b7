"""`InvestorRegister`: who was admitted as what, and by whom."""

from __future__ import annotations

import pytest

from sim.chain.logs import InvestorClass, InvestorRecorded, Refusal, RegisterChange, Role
from sim.chain.reverts import (
    InvestorRegister_AccountIsZero,
    InvestorRegister_CallerNotRegistrarNorRegulator,
    InvestorRegister_ClassIsNone,
    InvestorRegister_NotAdmitted,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Admission, Investor
from tests.contracts.deal import BRITAIN, HONG_KONG, KYC_EXPIRY, SINGAPORE, ZERO, reverts, told

INSTITUTION = InvestorClass.INSTITUTION
PROFESSIONAL = InvestorClass.PROFESSIONAL
RETAIL = InvestorClass.RETAIL
NOBODY = Investor(InvestorClass.NONE, 0, 0, False, False, False, False)


def admission(account, investor_class=PROFESSIONAL, jurisdiction=SINGAPORE, nominee=False):
    return Admission(account, investor_class, jurisdiction, KYC_EXPIRY, nominee)


class TestAdmit:
    class TestRefused:
        def test_to_anyone_but_a_registrar(self, deal):
            for caller in (deal.mallory, deal.regulator, deal.alice, deal.admin):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.REGISTRAR):
                    deal.register.admit([admission(caller)], sender=caller)

        def test_of_the_zero_address(self, deal):
            with reverts(InvestorRegister_AccountIsZero):
                deal.register.admit([admission(ZERO)], sender=deal.registrar)

        def test_without_a_class(self, deal):
            nothing = admission(deal.mallory, InvestorClass.NONE)
            with reverts(InvestorRegister_ClassIsNone, account=deal.mallory):
                deal.register.admit([nothing], sender=deal.registrar)

        def test_as_a_whole_when_one_is_refused(self, deal):
            batch = [admission(deal.mallory), admission(ZERO)]
            with reverts(InvestorRegister_AccountIsZero):
                deal.register.admit(batch, sender=deal.registrar)
            assert deal.register.investor(deal.mallory) == NOBODY

    @pytest.mark.parametrize("investor_class", [INSTITUTION, PROFESSIONAL, RETAIL])
    @pytest.mark.parametrize("nominee", [False, True])
    def test_records_everything_given(self, deal, investor_class, nominee):
        entry = admission(deal.mallory, investor_class, BRITAIN, nominee)
        receipt = deal.register.admit([entry], sender=deal.registrar)
        recorded = Investor(investor_class, BRITAIN, KYC_EXPIRY, nominee, False, False, False)
        assert deal.register.investor(deal.mallory) == recorded
        assert told(receipt) == [
            (
                InvestorRecorded,
                deal.mallory,
                investor_class,
                BRITAIN,
                KYC_EXPIRY,
                nominee,
                False,
                False,
                RegisterChange.ADMITTED,
                deal.registrar,
            )
        ]

    def test_a_word_holds_the_largest_values(self, deal):
        entry = Admission(deal.mallory, RETAIL, 2**16 - 1, 2**40 - 1, True)
        deal.register.admit([entry], sender=deal.registrar)
        deal.register.sanction([deal.mallory], sender=deal.registrar)
        deal.register.acknowledge_risk(sender=deal.mallory)
        full = Investor(RETAIL, 2**16 - 1, 2**40 - 1, True, True, True, False)
        assert deal.register.investor(deal.mallory) == full

    def test_of_someone_admitted_replaces_the_record(self, deal):
        receipt = deal.register.admit([admission(deal.alice)], sender=deal.registrar)
        assert deal.register.investor(deal.alice) == Investor(
            PROFESSIONAL, SINGAPORE, KYC_EXPIRY, False, False, False, False
        )
        (record,) = receipt.all(InvestorRecorded)
        assert record.change is RegisterChange.UPDATED

    def test_leaves_sanctions_and_acknowledgement_as_they_are(self, deal):
        deal.register.acknowledge_risk(sender=deal.alice)
        deal.register.sanction([deal.alice], sender=deal.regulator)
        receipt = deal.register.admit([admission(deal.alice)], sender=deal.registrar)
        entry = deal.register.investor(deal.alice)
        assert (entry.sanctioned, entry.risk_acknowledged) == (True, True)
        record = receipt.only(InvestorRecorded)
        assert (record.sanctioned, record.risk_acknowledged) == (True, True)

    def test_of_someone_sanctioned_before_does_not_lift_the_sanction(self, deal):
        deal.register.sanction([deal.mallory], sender=deal.regulator)
        deal.admit(deal.mallory)
        assert deal.register.investor(deal.mallory).sanctioned

    def test_keeps_the_order_of_the_batch(self, deal):
        first, second = deal.new_key("second"), deal.mallory
        batch = [admission(second), admission(first)]
        receipt = deal.register.admit(batch, sender=deal.registrar)
        assert [record.account for record in receipt.all(InvestorRecorded)] == [second, first]

    def test_the_same_account_twice_keeps_the_later(self, deal):
        batch = [admission(deal.mallory, RETAIL), admission(deal.mallory, INSTITUTION)]
        receipt = deal.register.admit(batch, sender=deal.registrar)
        changes = [record.change for record in receipt.all(InvestorRecorded)]
        assert changes == [RegisterChange.ADMITTED, RegisterChange.UPDATED]
        assert deal.register.investor(deal.mallory).investor_class is INSTITUTION

    def test_of_nobody_is_nothing(self, deal):
        assert told(deal.register.admit([], sender=deal.registrar)) == []


class TestRemove:
    class TestRefused:
        def test_to_anyone_but_a_registrar(self, deal):
            for caller in (deal.mallory, deal.regulator, deal.alice):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.REGISTRAR):
                    deal.register.remove([deal.alice], sender=caller)

        def test_of_someone_never_admitted(self, deal):
            with reverts(InvestorRegister_NotAdmitted, account=deal.mallory):
                deal.register.remove([deal.mallory], sender=deal.registrar)

        def test_of_the_same_account_twice(self, deal):
            with reverts(InvestorRegister_NotAdmitted, account=deal.alice):
                deal.register.remove([deal.alice, deal.alice], sender=deal.registrar)

    def test_ends_the_admission_and_keeps_the_rest(self, deal):
        receipt = deal.register.remove([deal.erin], sender=deal.registrar)
        assert told(receipt) == [
            (
                InvestorRecorded,
                deal.erin,
                InvestorClass.NONE,
                BRITAIN,
                KYC_EXPIRY,
                True,
                False,
                False,
                RegisterChange.REMOVED,
                deal.registrar,
            )
        ]
        entry = Investor(InvestorClass.NONE, BRITAIN, KYC_EXPIRY, True, False, False, False)
        assert deal.register.investor(deal.erin) == entry

    def test_the_removed_may_send_but_not_receive(self, deal):
        deal.register.remove([deal.alice], sender=deal.registrar)
        bond = deal.bond.address
        assert deal.register.sender_refusal(deal.alice) is Refusal.NONE
        assert deal.register.refusal(bond, deal.alice, deal.bob, 2) is Refusal.NONE
        refusal = deal.register.receiver_refusal(bond, deal.alice, 2)
        assert refusal is Refusal.RECEIVER_NOT_ADMITTED

    def test_the_removed_may_be_admitted_again(self, deal):
        deal.register.remove([deal.alice], sender=deal.registrar)
        record = deal.admit(deal.alice).only(InvestorRecorded)
        assert record.change is RegisterChange.ADMITTED


class TestSanction:
    class TestRefused:
        def test_to_anyone_but_registrar_and_regulator(self, deal):
            for caller in (deal.mallory, deal.issuer, deal.admin):
                with reverts(InvestorRegister_CallerNotRegistrarNorRegulator, caller=caller):
                    deal.register.sanction([deal.alice], sender=caller)

        def test_of_nobody(self, deal):
            with reverts(InvestorRegister_AccountIsZero):
                deal.register.sanction([deal.alice, ZERO], sender=deal.regulator)

    @pytest.mark.parametrize("by", ["registrar", "regulator"])
    def test_marks_the_entry_and_keeps_the_rest(self, deal, by):
        caller = getattr(deal, by)
        receipt = deal.register.sanction([deal.carol], sender=caller)
        assert told(receipt) == [
            (
                InvestorRecorded,
                deal.carol,
                PROFESSIONAL,
                HONG_KONG,
                KYC_EXPIRY,
                False,
                True,
                False,
                RegisterChange.SANCTIONED,
                caller,
            )
        ]
        entry = Investor(PROFESSIONAL, HONG_KONG, KYC_EXPIRY, False, True, False, False)
        assert deal.register.investor(deal.carol) == entry
        assert deal.register.sender_refusal(deal.carol) is Refusal.SENDER_SANCTIONED

    def test_of_someone_never_admitted(self, deal):
        deal.register.sanction([deal.mallory], sender=deal.regulator)
        entry = Investor(InvestorClass.NONE, 0, 0, False, True, False, False)
        assert deal.register.investor(deal.mallory) == entry

    def test_of_someone_sanctioned_changes_and_says_nothing(self, deal):
        deal.register.sanction([deal.alice], sender=deal.regulator)
        assert told(deal.register.sanction([deal.alice], sender=deal.registrar)) == []
        assert deal.register.investor(deal.alice).sanctioned

    def test_keeps_the_order_of_the_batch_and_says_duplicates_once(self, deal):
        receipt = deal.register.sanction([deal.bob, deal.alice, deal.bob], sender=deal.regulator)
        named = [record.account for record in receipt.all(InvestorRecorded)]
        assert named == [deal.bob, deal.alice]


class TestClear:
    class TestRefused:
        def test_to_anyone_but_registrar_and_regulator(self, deal):
            deal.register.sanction([deal.alice], sender=deal.regulator)
            for caller in (deal.alice, deal.mallory):
                with reverts(InvestorRegister_CallerNotRegistrarNorRegulator, caller=caller):
                    deal.register.clear([deal.alice], sender=caller)

    def test_lifts_the_sanction(self, deal):
        deal.register.sanction([deal.carol], sender=deal.regulator)
        receipt = deal.register.clear([deal.carol], sender=deal.regulator)
        assert told(receipt) == [
            (
                InvestorRecorded,
                deal.carol,
                PROFESSIONAL,
                HONG_KONG,
                KYC_EXPIRY,
                False,
                False,
                False,
                RegisterChange.CLEARED,
                deal.regulator,
            )
        ]
        assert deal.register.sender_refusal(deal.carol) is Refusal.NONE

    def test_of_someone_clear_changes_and_says_nothing(self, deal):
        assert told(deal.register.clear([deal.alice, deal.mallory], sender=deal.registrar)) == []

    def test_does_not_admit_anyone(self, deal):
        deal.register.sanction([deal.mallory], sender=deal.regulator)
        deal.register.clear([deal.mallory], sender=deal.regulator)
        assert deal.register.investor(deal.mallory) == NOBODY


class TestAcknowledgeRisk:
    class TestRefused:
        def test_to_someone_not_admitted(self, deal):
            with reverts(InvestorRegister_NotAdmitted, account=deal.mallory):
                deal.register.acknowledge_risk(sender=deal.mallory)

        def test_to_someone_removed(self, deal):
            deal.register.remove([deal.alice], sender=deal.registrar)
            with reverts(InvestorRegister_NotAdmitted, account=deal.alice):
                deal.register.acknowledge_risk(sender=deal.alice)

    def test_is_recorded_of_the_caller_by_the_caller(self, deal):
        receipt = deal.register.acknowledge_risk(sender=deal.erin)
        assert told(receipt) == [
            (
                InvestorRecorded,
                deal.erin,
                INSTITUTION,
                BRITAIN,
                KYC_EXPIRY,
                True,
                False,
                True,
                RegisterChange.RISK_ACKNOWLEDGED,
                deal.erin,
            )
        ]
        assert deal.register.investor(deal.erin).risk_acknowledged
        assert not deal.register.investor(deal.alice).risk_acknowledged
