"""Meetings: who may call a vote, who votes, what carries, and that it binds everyone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import (
    Amendment,
    Change,
    Enacted,
    Grace,
    Matter,
    MeetingClosed,
    Outcome,
    Proposed,
    RecordAdded,
    Standing,
    TermsSet,
    Voted,
)
from sim.chain.reverts import (
    BondToken_RecordNotStruck,
    Meetings_AmendmentDiffers,
    Meetings_CallerNotConvener,
    Meetings_CallerNotHolder,
    Meetings_NoCovenants,
    Meetings_NoVote,
    Meetings_OutcomeIs,
    Meetings_UnknownProposal,
    Meetings_Unordered,
    Meetings_VotedAlready,
    Meetings_VotingClosed,
    Meetings_VotingOpen,
    Trustee_StandingIs,
)
from tests.contracts.coupons import RECORD, announced, held
from tests.contracts.deal import PAR, RATE, WHOLE, Deal, day, instant, period, reverts
from tests.contracts.expect import said
from tests.contracts.troubles import (
    NOTHING,
    decided,
    defaulted,
    meeting,
    promised,
    proposed,
    votes,
)

AMEND, WAIVE, ACCELERATE, RESCIND = Matter.AMEND, Matter.WAIVE, Matter.ACCELERATE, Matter.RESCIND
EARLY = meeting("2023-06-01", "2023-06-08")


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


def longer() -> Amendment:
    """Half a year more at 6 %, after a second period that repays nothing now."""
    second = period("2023-08-16", "2024-02-16", record="2024-02-15", ex="2024-02-14")
    third = period("2024-02-16", "2024-08-16", record="2024-08-15", ex="2024-08-14")
    tail = (replace(second, factor_after=WHOLE), replace(third, rate=60_000_000))
    graces = tuple(Grace(one.payable_from + 7 * 86_400, one.payable_from) for one in tail)
    return Amendment(1, tail, Change(day("2024-08-16"), PAR, 1_600, 0), graces)


class TestPropose:
    class TestFails:
        @pytest.mark.parametrize("who", ["mallory", "dave", "arranger", "registrar"])
        def test_by_whoever_has_no_part_in_it(self, deal, who):
            caller = getattr(deal, who)
            with reverts(Meetings_CallerNotConvener, caller=caller):
                deal.meetings.propose(deal.bond.address, WAIVE, EARLY, NOTHING, sender=caller)

        def test_by_a_holder_of_too_little(self, deal):
            deal.bond.transfer(deal.dave, 5, sender=deal.alice)
            with reverts(Meetings_CallerNotConvener, caller=deal.dave):
                deal.meetings.propose(deal.bond.address, WAIVE, EARLY, NOTHING, sender=deal.dave)

        def test_at_its_record_date(self, deal):
            deal.chain.at(EARLY.record_at)
            with reverts(Meetings_Unordered):
                deal.meetings.propose(deal.bond.address, WAIVE, EARLY, NOTHING, sender=deal.issuer)

        def test_of_a_bond_that_is_not_wired(self, deal):
            """Its own code would say who may, and who holds what."""
            bond = deal.new_bond().address
            with reverts(Meetings_CallerNotConvener, caller=deal.issuer):
                deal.meetings.propose(bond, WAIVE, EARLY, NOTHING, sender=deal.issuer)

        def test_of_a_bond_that_promised_nothing(self, fresh_deal):
            held(fresh_deal)
            bond = fresh_deal.bond.address
            with reverts(Meetings_NoCovenants, bond=bond):
                fresh_deal.meetings.propose(bond, WAIVE, EARLY, NOTHING, sender=fresh_deal.issuer)

        @pytest.mark.parametrize(
            "wrong",
            [
                {"record_at": instant("2023-02-16 08:00")},
                {"voting_until": EARLY.record_at},
                {"adjourned_until": EARLY.voting_until},
                {"adjourned_until": EARLY.voting_until - 1},
            ],
            ids=["recorded already", "no time to vote", "no second time", "second before first"],
        )
        def test_with_times_out_of_order(self, deal, wrong):
            with reverts(Meetings_Unordered):
                when = replace(EARLY, **wrong)
                deal.meetings.propose(deal.bond.address, WAIVE, when, NOTHING, sender=deal.issuer)

        def test_to_accelerate_at_a_second_meeting(self, deal):
            again = meeting("2023-06-01", "2023-06-08", "2023-06-15")
            with reverts(Meetings_Unordered):
                deal.meetings.propose(
                    deal.bond.address, ACCELERATE, again, NOTHING, sender=deal.issuer
                )

    @pytest.mark.parametrize(
        ("who", "matter", "amendment"),
        [
            ("issuer", AMEND, longer()),
            ("bond_trustee", WAIVE, NOTHING),
            ("fiscal_agent", ACCELERATE, NOTHING),
            ("alice", RESCIND, NOTHING),
        ],
    )
    def test_adds_its_record_date(self, deal, who, matter, amendment):
        by = getattr(deal, who)
        receipt = deal.meetings.propose(deal.bond.address, matter, EARLY, amendment, sender=by)
        assert said(receipt, deal.meetings) == [
            (Proposed, 1, deal.bond.address, by, matter, EARLY, amendment)
        ]
        assert receipt.only(RecordAdded).closes == EARLY.record_at
        assert deal.bond.records() == 3
        stored = deal.meetings.proposal(1)
        assert (stored.outcome, stored.in_favour, stored.against) == (Outcome.OPEN, 0, 0)
        assert deal.meetings.proposals() == 1


class TestVote:
    class TestFails:
        def test_on_nothing(self, deal):
            with reverts(Meetings_UnknownProposal, proposal_id=1):
                deal.meetings.vote(1, [deal.alice], True, sender=deal.alice)

        def test_before_the_record_date_closed(self, deal):
            deal.meetings.propose(deal.bond.address, WAIVE, EARLY, NOTHING, sender=deal.issuer)
            with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
                deal.meetings.vote(1, [deal.alice], True, sender=deal.alice)

        def test_when_voting_ended(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            until = EARLY.voting_until
            deal.chain.at(until)
            with reverts(Meetings_VotingClosed, proposal_id=number, until=until, timestamp=until):
                deal.meetings.vote(number, [deal.alice], True, sender=deal.alice)

        def test_for_another_holder(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            with reverts(Meetings_CallerNotHolder, caller=deal.bob, holder=deal.alice):
                deal.meetings.vote(number, [deal.alice], True, sender=deal.bob)

        def test_twice(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            votes(deal, number, favour="alice")
            with reverts(Meetings_VotedAlready, proposal_id=number, holder=deal.alice):
                votes(deal, number, against="alice")
            with reverts(Meetings_VotedAlready, proposal_id=number, holder=deal.bob):
                deal.meetings.vote(number, [deal.bob, deal.bob], True, sender=deal.bob)

        def test_without_a_unit(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            with reverts(Meetings_NoVote, proposal_id=number, holder=deal.dave):
                votes(deal, number, favour="dave")

        def test_with_units_bought_after_the_record_date(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            deal.bond.transfer(deal.dave, 10, sender=deal.alice)
            with reverts(Meetings_NoVote, proposal_id=number, holder=deal.dave):
                votes(deal, number, favour="dave")

        def test_by_the_issuer(self, deal):
            deal.admit(deal.issuer)
            deal.bond.transfer(deal.issuer, 10, sender=deal.alice)
            number = proposed(deal, WAIVE, when=EARLY)
            with reverts(Meetings_NoVote, proposal_id=number, holder=deal.issuer):
                votes(deal, number, favour="issuer")

    def test_counts_units_of_the_record_date(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        deal.bond.transfer(deal.dave, 10, sender=deal.alice)
        receipt = deal.meetings.vote(number, [deal.alice], True, sender=deal.alice)
        assert said(receipt, deal.meetings) == [(Voted, number, deal.alice, True, 10)]
        votes(deal, number, against="bob")
        stored = deal.meetings.proposal(number)
        assert (stored.in_favour, stored.against) == (10, 20)
        assert deal.meetings.voted_of(number, deal.alice) == 10
        assert deal.meetings.voted_of(number, deal.carol) == 0

    def test_who_replaced_a_lost_account_votes_for_it_once(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        deal.register.replace([deal.alice], [deal.dave], sender=deal.registrar)
        with reverts(Meetings_CallerNotHolder, caller=deal.alice, holder=deal.alice):
            votes(deal, number, favour="alice")
        deal.meetings.vote(number, [deal.alice], True, sender=deal.dave)
        with reverts(Meetings_VotedAlready, proposal_id=number, holder=deal.alice):
            deal.meetings.vote(number, [deal.alice], True, sender=deal.dave)
        assert deal.meetings.proposal(number).in_favour == 10

    def test_who_voted_before_the_loss_does_not_vote_again(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        votes(deal, number, favour="alice")
        deal.register.replace([deal.alice], [deal.dave], sender=deal.registrar)
        with reverts(Meetings_VotedAlready, proposal_id=number, holder=deal.alice):
            deal.meetings.vote(number, [deal.alice], True, sender=deal.dave)


class TestClose:
    class TestFails:
        def test_of_nothing(self, deal):
            with reverts(Meetings_UnknownProposal, proposal_id=1):
                deal.meetings.close(1, sender=deal.mallory)

        def test_a_second_too_early(self, deal):
            number, until = proposed(deal, WAIVE, when=EARLY), EARLY.voting_until
            deal.chain.at(until - 1)
            with reverts(Meetings_VotingOpen, proposal_id=number, until=until, timestamp=until - 1):
                deal.meetings.close(number, sender=deal.mallory)

        def test_twice(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            decided(deal, number)
            with reverts(Meetings_OutcomeIs, proposal_id=number, outcome=Outcome.LAPSED):
                deal.meetings.close(number, sender=deal.mallory)

    @pytest.mark.parametrize(
        ("favour", "against", "outcome"),
        [
            ("", "", Outcome.LAPSED),
            ("bob", "", Outcome.LAPSED),
            ("carol", "", Outcome.CARRIED),
            ("alice", "bob", Outcome.REJECTED),
            ("bob", "alice", Outcome.REJECTED),
            ("carol", "alice", Outcome.CARRIED),
            ("alice bob", "carol", Outcome.REJECTED),
            ("alice bob carol", "", Outcome.CARRIED),
        ],
        ids=[
            "nobody votes",
            "20 of 60 are no quorum",
            "30 of 60 are one",
            "10 against 20",
            "20 against 10 are two thirds",
            "30 against 10 are three quarters",
            "30 against 30",
            "all",
        ],
    )
    def test_by_quorum_and_majority(self, deal, favour, against, outcome):
        number = proposed(deal, WAIVE, when=EARLY)
        votes(deal, number, favour=favour, against=against)
        closed = decided(deal, number).only(MeetingClosed)
        assert (closed.outcome, closed.entitled) == (outcome, 60)
        assert deal.meetings.proposal(number).outcome is outcome

    @pytest.mark.parametrize(
        ("favour", "against", "outcome"),
        [
            ("alice", "bob", Outcome.REJECTED),
            ("alice", "", Outcome.REJECTED),
            ("bob", "", Outcome.CARRIED),
            ("alice bob", "", Outcome.CARRIED),
            ("bob", "carol", Outcome.CARRIED),
        ],
        ids=["10 of 60", "10 of 60, unopposed", "20 of 60", "30 of 60", "20 of 60, 30 against"],
    )
    def test_a_quarter_accelerates_whatever_others_say(self, deal, favour, against, outcome):
        number = proposed(deal, ACCELERATE, when=EARLY)
        votes(deal, number, favour=favour, against=against)
        assert decided(deal, number).only(MeetingClosed).outcome is outcome

    def test_those_of_an_investor_whom_the_issuer_replaced_count_though_nobody_votes(self, deal):
        """A register that gives a lost investor's account to the issuer makes its quorum harder."""
        deal.register.replace([deal.alice], [deal.issuer], sender=deal.registrar)
        number = proposed(deal, WAIVE, when=EARLY)
        votes(deal, number, favour="bob")
        assert decided(deal, number).only(MeetingClosed).entitled == 60

    def test_the_issuers_units_are_not_among_those_that_count(self, deal):
        deal.admit(deal.issuer)
        deal.bond.transfer(deal.issuer, 30, sender=deal.carol)
        number = proposed(deal, WAIVE, when=EARLY)
        votes(deal, number, favour="bob")
        closed = decided(deal, number).only(MeetingClosed)
        assert (closed.outcome, closed.entitled) == (Outcome.CARRIED, 30)


class TestAdjourned:
    WHEN = meeting("2023-06-01", "2023-06-08", "2023-06-15")

    def adjourned(self, deal) -> int:
        number = proposed(deal, WAIVE, when=self.WHEN)
        votes(deal, number, favour="alice")
        assert decided(deal, number).only(MeetingClosed).outcome is Outcome.ADJOURNED
        return number

    def test_only_without_a_quorum(self, deal):
        number = proposed(deal, WAIVE, when=self.WHEN)
        votes(deal, number, against="carol")
        assert decided(deal, number).only(MeetingClosed).outcome is Outcome.REJECTED

    def test_votes_stay_and_more_are_taken(self, deal):
        number = self.adjourned(deal)
        with reverts(Meetings_VotedAlready, proposal_id=number, holder=deal.alice):
            votes(deal, number, favour="alice")
        votes(deal, number, favour="bob")
        deal.chain.at(self.WHEN.adjourned_until)
        closed = deal.meetings.close(number, sender=deal.mallory).only(MeetingClosed)
        assert (closed.outcome, closed.in_favour) == (Outcome.CARRIED, 30)

    def test_a_lower_quorum_is_one_too(self, deal):
        number = self.adjourned(deal)
        deal.chain.at(self.WHEN.adjourned_until)
        closed = deal.meetings.close(number, sender=deal.mallory).only(MeetingClosed)
        assert closed.outcome is Outcome.LAPSED

    def test_does_not_close_before_its_end(self, deal):
        number, until = self.adjourned(deal), self.WHEN.adjourned_until
        deal.chain.at(until - 1)
        with reverts(Meetings_VotingOpen, proposal_id=number, until=until, timestamp=until - 1):
            deal.meetings.close(number, sender=deal.mallory)


class TestEnact:
    class TestFails:
        def test_of_nothing(self, deal):
            with reverts(Meetings_UnknownProposal, proposal_id=1):
                deal.meetings.enact(1, NOTHING, sender=deal.mallory)

        def test_before_it_is_counted(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            with reverts(Meetings_OutcomeIs, proposal_id=number, outcome=Outcome.OPEN):
                deal.meetings.enact(number, NOTHING, sender=deal.mallory)

        def test_of_what_was_rejected(self, deal):
            number = proposed(deal, WAIVE, when=EARLY)
            votes(deal, number, against="carol")
            decided(deal, number)
            with reverts(Meetings_OutcomeIs, proposal_id=number, outcome=Outcome.REJECTED):
                deal.meetings.enact(number, NOTHING, sender=deal.mallory)

        def test_of_other_terms_than_were_voted_on(self, deal):
            number = proposed(deal, AMEND, longer(), EARLY)
            votes(deal, number, favour="carol")
            decided(deal, number)
            other = replace(longer(), grace=())
            with pytest.raises(Meetings_AmendmentDiffers):
                deal.meetings.enact(number, other, sender=deal.mallory)

        def test_twice(self, deal):
            number = proposed(deal, AMEND, longer(), EARLY)
            votes(deal, number, favour="carol")
            decided(deal, number)
            deal.meetings.enact(number, longer(), sender=deal.mallory)
            with reverts(Meetings_OutcomeIs, proposal_id=number, outcome=Outcome.ENACTED):
                deal.meetings.enact(number, longer(), sender=deal.mallory)

        def test_of_an_acceleration_without_a_default(self, deal):
            number = proposed(deal, ACCELERATE, when=EARLY)
            votes(deal, number, favour="carol")
            decided(deal, number)
            bond = deal.bond.address
            with reverts(Trustee_StandingIs, bond=bond, standing=Standing.PERFORMING):
                deal.meetings.enact(number, NOTHING, sender=deal.mallory)

    def test_new_terms_bind_everyone(self, deal):
        number = proposed(deal, AMEND, longer(), EARLY)
        votes(deal, number, favour="carol", against="alice")
        decided(deal, number)
        receipt = deal.meetings.enact(number, longer(), sender=deal.mallory)
        assert said(receipt, deal.meetings) == [(Enacted, number, deal.bond.address)]
        assert receipt.only(TermsSet).version == 1
        assert deal.terms.terms().maturity_date == day("2024-08-16")
        assert [deal.terms.period(n).rate for n in (0, 1, 2)] == [RATE, RATE, 60_000_000]
        assert [deal.trustee.grace_of(deal.bond.address, n) for n in (1, 2)] == list(longer().grace)
        assert deal.bond.final_record_date() == day("2024-08-15")

    def test_a_waiver_ends_the_default(self, deal):
        defaulted(deal)
        number = proposed(deal, WAIVE)
        votes(deal, number, favour="bob carol")
        decided(deal, number)
        deal.meetings.enact(number, NOTHING, sender=deal.mallory)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.PERFORMING

    def test_holders_accelerate_where_there_is_no_trustee(self, fresh_deal):
        deal = promised(fresh_deal, has_trustee=False)
        defaulted(deal)
        number = proposed(deal, ACCELERATE)
        votes(deal, number, favour="bob")
        decided(deal, number)
        deal.meetings.enact(number, NOTHING, sender=deal.mallory)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.ACCELERATED
        assert deal.terms.period(1).end == day("2023-09-08")

    def test_holders_rescind(self, fresh_deal):
        deal = promised(fresh_deal, has_trustee=False, default_rate=0)
        before = replace(longer(), tail=(deal.terms.period(1),), grace=())
        before = replace(before, change=Change(day("2024-02-16"), PAR, 1_600, 0))
        action = defaulted(deal)
        number = proposed(deal, ACCELERATE)
        votes(deal, number, favour="bob")
        decided(deal, number)
        deal.meetings.enact(number, NOTHING, sender=deal.mallory)
        deal.paying.fund(action, sender=deal.issuer)
        again = proposed(deal, RESCIND, before, meeting("2023-10-03", "2023-10-10"))
        votes(deal, again, favour="bob carol")
        decided(deal, again)
        deal.meetings.enact(again, before, sender=deal.mallory)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.PERFORMING
        assert deal.terms.terms().maturity_date == day("2024-02-16")


def test_a_coupon_after_a_vote_pays_its_own_record_date(deal):
    """The record date of the vote comes first, and moves the coupon's number."""
    proposed(deal, WAIVE, when=EARLY)
    announced(deal)
    deal.bond.transfer(deal.dave, 10, sender=deal.alice)
    deal.warp(RECORD)
    deal.paying.fund(1, sender=deal.issuer)
    assert deal.paying.action(1).record_id == 2
    assert deal.bond.holding_at(deal.dave, 2) == 10
