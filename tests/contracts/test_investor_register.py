"""`InvestorRegister`: who was admitted as what, and why a movement of a bond is refused."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    InvestorClass,
    InvestorRecorded,
    OfferRule,
    OfferRuleSet,
    Refusal,
    RegisterChange,
    Role,
)
from sim.chain.reverts import (
    InvestorRegister_AccountIsZero,
    InvestorRegister_CallerNotRegistrarNorRegulator,
    InvestorRegister_ClassIsNone,
    InvestorRegister_NotAdmitted,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Admission, Investor
from tests.contracts.deal import (
    BRITAIN,
    FRANCE,
    HONG_KONG,
    INSTITUTIONS_AND_PROFESSIONALS,
    KYC_EXPIRY,
    SINGAPORE,
    ZERO,
    reverts,
    told,
)

INSTITUTION = InvestorClass.INSTITUTION
PROFESSIONAL = InvestorClass.PROFESSIONAL
RETAIL = InvestorClass.RETAIL
NOBODY = Investor(InvestorClass.NONE, 0, 0, False, False, False)


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
        recorded = Investor(investor_class, BRITAIN, KYC_EXPIRY, nominee, False, False)
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
        full = Investor(RETAIL, 2**16 - 1, 2**40 - 1, True, True, True)
        assert deal.register.investor(deal.mallory) == full

    def test_of_someone_admitted_replaces_the_record(self, deal):
        receipt = deal.register.admit([admission(deal.alice)], sender=deal.registrar)
        assert deal.register.investor(deal.alice) == Investor(
            PROFESSIONAL, SINGAPORE, KYC_EXPIRY, False, False, False
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
        entry = Investor(InvestorClass.NONE, BRITAIN, KYC_EXPIRY, True, False, False)
        assert deal.register.investor(deal.erin) == entry

    def test_the_removed_may_send_but_not_receive(self, deal):
        deal.register.remove([deal.alice], sender=deal.registrar)
        bond = deal.bond.address
        assert deal.register.can_send(deal.alice)
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
        entry = Investor(PROFESSIONAL, HONG_KONG, KYC_EXPIRY, False, True, False)
        assert deal.register.investor(deal.carol) == entry
        assert not deal.register.can_send(deal.carol)

    def test_of_someone_never_admitted(self, deal):
        deal.register.sanction([deal.mallory], sender=deal.regulator)
        entry = Investor(InvestorClass.NONE, 0, 0, False, True, False)
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
        assert deal.register.can_send(deal.carol)

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


class TestSetOfferRule:
    class TestRefused:
        def test_to_anyone_but_a_registrar(self, deal):
            rule = OfferRule(0xFF, False, 0)
            for caller in (deal.mallory, deal.issuer, deal.regulator):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.REGISTRAR):
                    deal.register.set_offer_rule(
                        deal.bond.address, rule, [FRANCE], sender=caller
                    )

    def test_a_token_without_a_rule_is_offered_to_nobody(self, deal):
        token = deal.mallory
        assert deal.register.offer_rule(token) == OfferRule(0, False, 0)
        assert not deal.register.is_permitted_jurisdiction(token, HONG_KONG)
        refusal = deal.register.receiver_refusal(token, deal.alice, 2)
        assert refusal is Refusal.RECEIVER_CLASS_NOT_OFFERED

    def test_records_the_rule_and_says_all_of_it(self, deal):
        token = deal.bond.address
        rule = OfferRule(INSTITUTIONS_AND_PROFESSIONALS, True, 2**64 - 1)
        receipt = deal.register.set_offer_rule(
            token, rule, [FRANCE, HONG_KONG], sender=deal.registrar
        )
        assert told(receipt) == [
            (OfferRuleSet, token, rule, (FRANCE, HONG_KONG), deal.registrar)
        ]
        assert deal.register.offer_rule(token) == rule

    @pytest.mark.parametrize("code", [0, 1, 255, 256, 344, 65_535])
    def test_permits_a_code_in_any_word_and_no_other(self, deal, code):
        deal.offer_to(jurisdictions=(code,))
        token = deal.bond.address
        near = {0, 1, 254, 255, 256, 257, 344, 600, 65_279, 65_535}
        permitted = [c for c in sorted(near) if deal.register.is_permitted_jurisdiction(token, c)]
        assert permitted == [code]

    def test_forgets_the_jurisdictions_before(self, deal):
        deal.offer_to(jurisdictions=(FRANCE,))
        token = deal.bond.address
        assert deal.register.is_permitted_jurisdiction(token, FRANCE)
        for left_out in (HONG_KONG, SINGAPORE, BRITAIN):
            assert not deal.register.is_permitted_jurisdiction(token, left_out)

    def test_forgotten_jurisdictions_do_not_come_back(self, deal):
        deal.offer_to(jurisdictions=(FRANCE,))
        deal.offer_to(jurisdictions=())
        deal.offer_to(jurisdictions=(HONG_KONG,))
        assert not deal.register.is_permitted_jurisdiction(deal.bond.address, FRANCE)

    def test_concerns_that_token_alone(self, deal):
        rule = OfferRule(1 << RETAIL, True, 5)
        deal.register.set_offer_rule(deal.mallory, rule, [FRANCE], sender=deal.registrar)
        token = deal.bond.address
        assert deal.register.offer_rule(token).classes == INSTITUTIONS_AND_PROFESSIONALS
        assert not deal.register.is_permitted_jurisdiction(token, FRANCE)


class TestReceiverRefusal:
    """The first of these that applies is the answer."""

    @staticmethod
    def asked(deal, account, units_after=2):
        return deal.register.receiver_refusal(deal.bond.address, account, units_after)

    def test_sanctioned(self, deal):
        deal.register.sanction([deal.alice], sender=deal.regulator)
        assert self.asked(deal, deal.alice) is Refusal.RECEIVER_SANCTIONED

    def test_sanctioned_comes_before_not_admitted(self, deal):
        deal.register.sanction([deal.mallory], sender=deal.regulator)
        assert self.asked(deal, deal.mallory) is Refusal.RECEIVER_SANCTIONED

    def test_not_admitted(self, deal):
        assert self.asked(deal, deal.mallory) is Refusal.RECEIVER_NOT_ADMITTED

    def test_kyc_expires_at_its_instant_not_before(self, deal):
        expiry = deal.instant("2023-03-01 18:00")
        deal.admit(deal.alice, kyc_expiry=expiry)
        deal.chain.at(expiry - 1)
        assert self.asked(deal, deal.alice) is Refusal.NONE
        deal.chain.at(expiry)
        assert self.asked(deal, deal.alice) is Refusal.RECEIVER_KYC_EXPIRED

    def test_kyc_renewed(self, deal):
        deal.admit(deal.alice, kyc_expiry=deal.chain.now)
        assert self.asked(deal, deal.alice) is Refusal.RECEIVER_KYC_EXPIRED
        deal.admit(deal.alice)
        assert self.asked(deal, deal.alice) is Refusal.NONE

    @pytest.mark.parametrize("offered", [INSTITUTION, PROFESSIONAL, RETAIL])
    def test_class_not_offered(self, deal, offered):
        deal.offer_to(classes=1 << offered)
        for admitted in (INSTITUTION, PROFESSIONAL, RETAIL):
            deal.admit(deal.alice, investor_class=admitted)
            wanted = Refusal.RECEIVER_CLASS_NOT_OFFERED if admitted != offered else Refusal.NONE
            assert self.asked(deal, deal.alice) is wanted

    def test_jurisdiction_not_offered(self, deal):
        deal.admit(deal.alice, jurisdiction=FRANCE)
        assert self.asked(deal, deal.alice) is Refusal.RECEIVER_JURISDICTION_NOT_OFFERED

    def test_risk_not_acknowledged_where_the_rule_asks_for_it(self, deal):
        deal.offer_to(risk_acknowledgement=True)
        assert self.asked(deal, deal.alice) is Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED
        deal.register.acknowledge_risk(sender=deal.alice)
        assert self.asked(deal, deal.alice) is Refusal.NONE

    def test_above_the_cap_not_at_it(self, deal):
        deal.offer_to(unit_cap=10)
        assert self.asked(deal, deal.alice, 10) is Refusal.NONE
        assert self.asked(deal, deal.alice, 11) is Refusal.RECEIVER_ABOVE_CAP

    def test_without_a_cap_any_number(self, deal):
        assert self.asked(deal, deal.alice, 2**256 - 1) is Refusal.NONE

    def test_the_order_of_the_answers(self, deal):
        """Everything is wrong with mallory; the registrar mends one thing after another."""
        deal.offer_to(classes=1 << RETAIL, risk_acknowledgement=True, unit_cap=1)
        register, who = deal.register, deal.mallory
        register.sanction([who], sender=deal.regulator)
        answers = [self.asked(deal, who)]
        register.clear([who], sender=deal.regulator)
        answers.append(self.asked(deal, who))
        deal.admit(who, jurisdiction=FRANCE, kyc_expiry=1)
        answers.append(self.asked(deal, who))
        deal.admit(who, jurisdiction=FRANCE)
        answers.append(self.asked(deal, who))
        deal.admit(who, investor_class=RETAIL, jurisdiction=FRANCE)
        answers.append(self.asked(deal, who))
        deal.admit(who, investor_class=RETAIL)
        answers.append(self.asked(deal, who))
        register.acknowledge_risk(sender=who)
        answers.append(self.asked(deal, who))
        answers.append(self.asked(deal, who, 1))
        assert answers == [
            Refusal.RECEIVER_SANCTIONED,
            Refusal.RECEIVER_NOT_ADMITTED,
            Refusal.RECEIVER_KYC_EXPIRED,
            Refusal.RECEIVER_CLASS_NOT_OFFERED,
            Refusal.RECEIVER_JURISDICTION_NOT_OFFERED,
            Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED,
            Refusal.RECEIVER_ABOVE_CAP,
            Refusal.NONE,
        ]


class TestRefusal:
    """What a token asks about both sides: the sender's sanctions, then the receiver."""

    @staticmethod
    def asked(deal, sender, receiver, units_after=2):
        return deal.register.refusal(deal.bond.address, sender, receiver, units_after)

    def test_a_sanctioned_sender_comes_first(self, deal):
        deal.register.sanction([deal.alice, deal.bob], sender=deal.regulator)
        assert self.asked(deal, deal.alice, deal.bob) is Refusal.SENDER_SANCTIONED

    def test_a_receiver_is_judged_as_such(self, deal):
        deal.register.sanction([deal.bob], sender=deal.regulator)
        assert self.asked(deal, deal.alice, deal.bob) is Refusal.RECEIVER_SANCTIONED
        assert self.asked(deal, deal.alice, deal.mallory) is Refusal.RECEIVER_NOT_ADMITTED

    def test_the_cap_is_the_receivers(self, deal):
        deal.offer_to(unit_cap=10)
        assert self.asked(deal, deal.alice, deal.bob, 11) is Refusal.RECEIVER_ABOVE_CAP

    def test_none_between_two_in_good_standing(self, deal):
        assert self.asked(deal, deal.alice, deal.bob) is Refusal.NONE

    @pytest.mark.parametrize("fault", ["kyc", "jurisdiction", "class", "removed"])
    def test_nothing_but_sanctions_stops_an_exit(self, deal, fault):
        if fault == "kyc":
            deal.admit(deal.alice, kyc_expiry=1)
        elif fault == "jurisdiction":
            deal.admit(deal.alice, jurisdiction=FRANCE)
        elif fault == "class":
            deal.admit(deal.alice, investor_class=RETAIL)
        else:
            deal.register.remove([deal.alice], sender=deal.registrar)
        assert deal.register.can_send(deal.alice)
        assert self.asked(deal, deal.alice, deal.bob) is Refusal.NONE
        assert self.asked(deal, deal.bob, deal.alice) is not Refusal.NONE


class TestCanSend:
    def test_anyone_unless_sanctioned(self, deal):
        assert deal.register.can_send(deal.alice)
        assert deal.register.can_send(deal.mallory)
        deal.register.sanction([deal.mallory], sender=deal.regulator)
        assert not deal.register.can_send(deal.mallory)
        assert deal.register.can_send(deal.alice)
