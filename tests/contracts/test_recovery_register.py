"""`InvestorRegister.replace`: another account in the place of one whose key was lost."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim.chain.logs import (
    AccountReplaced,
    InvestorClass,
    InvestorRecorded,
    Refusal,
    RegisterChange,
    Role,
)
from sim.chain.reverts import (
    InvestorRegister_AccountIsZero,
    InvestorRegister_AlreadyReplaced,
    InvestorRegister_LengthMismatch,
    InvestorRegister_NotAdmitted,
    InvestorRegister_ReplacedByItself,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Investor
from tests.contracts.deal import HONG_KONG, KYC_EXPIRY, SINGAPORE, ZERO, reverts, told
from tests.contracts.recoveries import replaced

NONE, INSTITUTION = InvestorClass.NONE, InvestorClass.INSTITUTION
PROFESSIONAL = InvestorClass.PROFESSIONAL


def recorded(account, entry, change, by):
    """The event of an entry."""
    return (
        InvestorRecorded,
        account,
        entry.investor_class,
        entry.jurisdiction,
        entry.kyc_expiry,
        entry.nominee,
        entry.sanctioned,
        entry.risk_acknowledged,
        change,
        by,
    )


class TestRefused:
    @pytest.mark.parametrize("who", ["alice", "regulator", "admin", "mallory", "as_settlement"])
    def test_to_anyone_but_a_registrar(self, deal, who):
        caller = getattr(deal, who)
        with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.REGISTRAR):
            deal.register.replace([deal.alice], [deal.dave], sender=caller)

    @pytest.mark.parametrize(("lost", "replacements"), [(1, 2), (2, 1), (0, 1), (1, 0)])
    def test_with_lists_of_different_lengths(self, deal, lost, replacements):
        lists = ([deal.alice] * lost, [deal.dave] * replacements)
        with reverts(InvestorRegister_LengthMismatch, lost=lost, replacements=replacements):
            deal.register.replace(*lists, sender=deal.registrar)

    def test_of_or_by_the_zero_address(self, deal):
        for lost, replacement in ((ZERO, deal.dave), (deal.alice, ZERO), (ZERO, ZERO)):
            with reverts(InvestorRegister_AccountIsZero):
                deal.register.replace([lost], [replacement], sender=deal.registrar)

    def test_by_itself(self, deal):
        with reverts(InvestorRegister_ReplacedByItself, account=deal.alice):
            deal.register.replace([deal.alice], [deal.alice], sender=deal.registrar)

    @pytest.mark.parametrize("again", ["dave", "erin"])
    def test_a_second_time(self, deal, again):
        replaced(deal)
        values = {"account": deal.alice, "replacement": deal.dave}
        with reverts(InvestorRegister_AlreadyReplaced, **values):
            replaced(deal, "alice", again)

    def test_by_an_account_that_was_lost_itself(self, deal):
        replaced(deal, "dave", "erin")
        values = {"account": deal.dave, "replacement": deal.erin}
        with reverts(InvestorRegister_AlreadyReplaced, **values):
            replaced(deal, "alice", "dave")

    @pytest.mark.parametrize("length", [2, 3])
    def test_in_a_circle(self, deal, length):
        names = ["alice", "bob", "carol"][:length]
        for lost, replacement in pairwise(names):
            replaced(deal, lost, replacement)
        with pytest.raises(InvestorRegister_AlreadyReplaced):
            replaced(deal, names[-1], "alice")

    def test_as_a_whole_when_one_of_a_batch_is(self, deal):
        batch = ([deal.alice, deal.alice], [deal.dave, deal.erin])
        with pytest.raises(InvestorRegister_AlreadyReplaced):
            deal.register.replace(*batch, sender=deal.registrar)
        assert deal.register.account_in_force(deal.alice) == deal.alice
        assert deal.register.replacement_of(deal.alice) == ZERO


class TestReplace:
    def test_by_a_new_account_hands_it_the_entry(self, deal):
        receipt = deal.register.replace([deal.erin], [deal.mallory], sender=deal.registrar)
        before = Investor(INSTITUTION, 826, KYC_EXPIRY, True, False, False, False)
        after = Investor(NONE, 826, KYC_EXPIRY, True, False, False, True)
        assert deal.register.investor(deal.mallory) == before
        assert deal.register.investor(deal.erin) == after
        assert told(receipt) == [
            (AccountReplaced, deal.erin, deal.mallory, deal.registrar),
            recorded(deal.erin, after, RegisterChange.REPLACED, deal.registrar),
            recorded(deal.mallory, before, RegisterChange.RECOVERED, deal.registrar),
        ]

    def test_by_an_investor_leaves_it_its_own_entry(self, deal):
        replaced(deal, "carol", "dave")
        own = Investor(INSTITUTION, SINGAPORE, KYC_EXPIRY, False, False, False, False)
        assert deal.register.investor(deal.dave) == own

    def test_by_an_account_once_removed_hands_it_the_entry(self, deal):
        deal.register.remove([deal.dave], sender=deal.registrar)
        replaced(deal, "carol", "dave")
        taken = Investor(PROFESSIONAL, HONG_KONG, KYC_EXPIRY, False, False, False, False)
        assert deal.register.investor(deal.dave) == taken

    def test_hands_on_an_acknowledgement_with_the_entry(self, deal):
        deal.register.acknowledge_risk(sender=deal.alice)
        replaced(deal, "alice", "mallory")
        assert deal.register.investor(deal.mallory).risk_acknowledged is True

    def test_does_not_acknowledge_for_who_keeps_its_own(self, deal):
        deal.register.acknowledge_risk(sender=deal.alice)
        replaced(deal, "alice", "dave")
        assert deal.register.investor(deal.dave).risk_acknowledged is False

    @pytest.mark.parametrize("replacement", ["dave", "mallory"])
    @pytest.mark.parametrize("sanctioned", ["lost", "replacement", "both"])
    def test_carries_sanctions_on(self, deal, replacement, sanctioned):
        new = getattr(deal, replacement)
        under = {"lost": [deal.alice], "replacement": [new], "both": [deal.alice, new]}
        deal.register.sanction(under[sanctioned], sender=deal.regulator)
        replaced(deal, "alice", replacement)
        assert deal.register.investor(new).sanctioned is True
        assert deal.register.payee_of(deal.alice) == (new, True)

    def test_of_an_account_nobody_admitted(self, deal):
        replaced(deal, "mallory", "dave")
        assert deal.register.account_in_force(deal.mallory) == deal.dave
        assert deal.register.replacement_of(deal.mallory) == deal.dave
        assert deal.register.investor(deal.dave).investor_class is INSTITUTION

    def test_of_a_batch_follows_the_callers_order(self, deal):
        batch = ([deal.alice, deal.bob], [deal.bob, deal.carol])
        receipt = deal.register.replace(*batch, sender=deal.registrar)
        pairs = [(log.lost, log.replacement) for log in receipt.all(AccountReplaced)]
        assert pairs == list(zip(*batch, strict=True))
        assert deal.register.account_in_force(deal.alice) == deal.carol

    def test_of_nobody_is_nothing(self, deal):
        assert told(deal.register.replace([], [], sender=deal.registrar)) == []


class TestAccountInForce:
    def test_is_the_account_itself_unless_replaced(self, deal):
        for account in (deal.alice, deal.mallory, ZERO):
            assert deal.register.account_in_force(account) == account

    def test_follows_the_chain_to_its_end(self, deal):
        for lost, replacement in (("alice", "bob"), ("bob", "carol"), ("carol", "mallory")):
            replaced(deal, lost, replacement)
        for name in ("alice", "bob", "carol", "mallory"):
            assert deal.register.account_in_force(getattr(deal, name)) == deal.mallory

    def test_is_shared_by_two_that_were_lost(self, deal):
        replaced(deal, "alice", "dave")
        replaced(deal, "bob", "dave")
        assert deal.register.account_in_force(deal.alice) == deal.dave
        assert deal.register.account_in_force(deal.bob) == deal.dave


class TestPayeeOf:
    def test_is_the_account_and_its_sanctions(self, deal):
        assert deal.register.payee_of(deal.alice) == (deal.alice, False)
        deal.register.sanction([deal.alice], sender=deal.regulator)
        assert deal.register.payee_of(deal.alice) == (deal.alice, True)

    def test_asks_for_the_sanctions_of_the_account_in_force(self, deal):
        replaced(deal)
        deal.register.sanction([deal.alice], sender=deal.regulator)
        assert deal.register.payee_of(deal.alice) == (deal.dave, False)
        deal.register.sanction([deal.dave], sender=deal.regulator)
        assert deal.register.payee_of(deal.alice) == (deal.dave, True)


class TestLostForGood:
    @pytest.fixture(autouse=True)
    def _alice_is_lost(self, deal):
        replaced(deal)

    def assert_barred(self, deal):
        bond, register = deal.bond.address, deal.register
        assert register.sender_refusal(deal.alice) is Refusal.SENDER_REPLACED
        assert register.receiver_refusal(bond, deal.alice, 0) is Refusal.RECEIVER_REPLACED
        assert register.refusal(bond, deal.bob, deal.alice, 0) is Refusal.RECEIVER_REPLACED

    def test_it_may_neither_send_nor_receive(self, deal):
        self.assert_barred(deal)

    def test_admitting_it_anew_does_not_bring_it_back(self, deal):
        receipt = deal.admit(deal.alice)
        assert receipt.only(InvestorRecorded).change is RegisterChange.ADMITTED
        self.assert_barred(deal)
        assert deal.register.account_in_force(deal.alice) == deal.dave

    def test_sanctions_and_their_end_do_not_bring_it_back(self, deal):
        deal.register.sanction([deal.alice], sender=deal.regulator)
        assert deal.register.sender_refusal(deal.alice) is Refusal.SENDER_SANCTIONED
        deal.register.clear([deal.alice], sender=deal.regulator)
        self.assert_barred(deal)

    def test_it_was_removed_and_cannot_be_again(self, deal):
        with reverts(InvestorRegister_NotAdmitted, account=deal.alice):
            deal.register.remove([deal.alice], sender=deal.registrar)

    def test_it_acknowledges_nothing(self, deal):
        with reverts(InvestorRegister_NotAdmitted, account=deal.alice):
            deal.register.acknowledge_risk(sender=deal.alice)

    def test_clearing_it_does_not_clear_its_replacement(self, deal):
        deal.register.sanction([deal.dave], sender=deal.regulator)
        deal.register.clear([deal.alice], sender=deal.regulator)
        assert deal.register.payee_of(deal.alice) == (deal.dave, True)
