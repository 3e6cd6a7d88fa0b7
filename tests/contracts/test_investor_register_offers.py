"""`InvestorRegister`: to whom a token may be sold, and why a movement of it is refused."""

from __future__ import annotations

import pytest

from sim.chain.logs import InvestorClass, OfferRule, OfferRuleSet, Refusal, Role
from sim.chain.reverts import InvestorRegister_UnknownJurisdiction, RoleBound_CallerLacksRole
from tests.contracts.deal import (
    BRITAIN,
    FRANCE,
    HONG_KONG,
    INSTITUTIONS_AND_PROFESSIONALS,
    SINGAPORE,
    reverts,
    told,
)

INSTITUTION = InvestorClass.INSTITUTION
PROFESSIONAL = InvestorClass.PROFESSIONAL
RETAIL = InvestorClass.RETAIL


class TestSetOfferRule:
    class TestRefused:
        def test_to_anyone_but_a_registrar(self, deal):
            rule = OfferRule(0xFF, False, 0)
            for caller in (deal.mallory, deal.issuer, deal.regulator):
                with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.REGISTRAR):
                    deal.register.set_offer_rule(deal.bond.address, rule, [FRANCE], sender=caller)

        def test_with_a_code_that_no_jurisdiction_has(self, deal):
            for code in (1_120, 65_535):
                with reverts(InvestorRegister_UnknownJurisdiction, jurisdiction=code):
                    deal.offer_to(jurisdictions=(HONG_KONG, code))

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
        assert told(receipt) == [(OfferRuleSet, token, rule, (FRANCE, HONG_KONG), deal.registrar)]
        assert deal.register.offer_rule(token) == rule

    @pytest.mark.parametrize("code", [0, 1, 159, 160, 344, 999, 1_119])
    def test_permits_a_code_in_any_word_and_no_other(self, deal, code):
        deal.offer_to(jurisdictions=(code,))
        token = deal.bond.address
        near = {0, 1, 159, 160, 161, 184, 319, 320, 344, 504, 839, 999, 1_119, 65_535}
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
        assert deal.register.sender_refusal(deal.alice) is Refusal.NONE
        assert self.asked(deal, deal.alice, deal.bob) is Refusal.NONE
        assert self.asked(deal, deal.bob, deal.alice) is not Refusal.NONE


class TestCanSend:
    def test_anyone_unless_sanctioned(self, deal):
        assert deal.register.sender_refusal(deal.alice) is Refusal.NONE
        assert deal.register.sender_refusal(deal.mallory) is Refusal.NONE
        deal.register.sanction([deal.mallory], sender=deal.regulator)
        assert deal.register.sender_refusal(deal.mallory) is Refusal.SENDER_SANCTIONED
        assert deal.register.sender_refusal(deal.alice) is Refusal.NONE
