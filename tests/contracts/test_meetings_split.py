"""Split votes: who holds for others casts some units one way and some the other, each once."""

from __future__ import annotations

import pytest

from sim.chain.logs import Matter, MeetingClosed, Outcome, Voted
from sim.chain.reverts import (
    BondToken_RecordNotStruck,
    Meetings_CallerNotHolder,
    Meetings_MoreThanHeld,
    Meetings_NothingCast,
    Meetings_NoVote,
    Meetings_OutcomeIs,
    Meetings_UnknownProposal,
    Meetings_VotedAlready,
    Meetings_VotingClosed,
)
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said
from tests.contracts.troubles import NOTHING, decided, meeting, promised, proposed, votes

WAIVE = Matter.WAIVE
EARLY = meeting("2023-06-01", "2023-06-08")
AGAIN = meeting("2023-06-01", "2023-06-08", "2023-06-15")
MOST = 2**64 - 1


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


def split(deal, number, favour, against, *, holder="carol", by=None):
    """Carol holds 30 of 60."""
    voter, sender = getattr(deal, holder), getattr(deal, by or holder)
    return deal.meetings.vote_split(number, voter, favour, against, sender=sender)


class TestFails:
    def test_on_nothing(self, deal):
        with reverts(Meetings_UnknownProposal, proposal_id=1):
            split(deal, 1, 1, 1)

    def test_before_the_record_date_closed(self, deal):
        deal.meetings.propose(deal.bond.address, WAIVE, EARLY, NOTHING, sender=deal.issuer)
        with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
            split(deal, 1, 1, 1)

    def test_when_voting_ended(self, deal):
        number, until = proposed(deal, WAIVE, when=EARLY), EARLY.voting_until
        deal.chain.at(until)
        with reverts(Meetings_VotingClosed, proposal_id=number, until=until, timestamp=until):
            split(deal, number, 1, 1)

    def test_when_the_second_meeting_ended(self, deal):
        number, until = proposed(deal, WAIVE, when=AGAIN), AGAIN.adjourned_until
        decided(deal, number)
        deal.chain.at(until)
        with reverts(Meetings_VotingClosed, proposal_id=number, until=until, timestamp=until):
            split(deal, number, 1, 1)

    def test_when_it_was_counted(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        decided(deal, number)
        with reverts(Meetings_OutcomeIs, proposal_id=number, outcome=Outcome.LAPSED):
            split(deal, number, 1, 1)

    def test_for_another_holder(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        with reverts(Meetings_CallerNotHolder, caller=deal.bob, holder=deal.carol):
            split(deal, number, 1, 1, by="bob")

    @pytest.mark.parametrize("holder", ["dave", "issuer"])
    def test_without_a_vote(self, deal, holder):
        deal.admit(deal.issuer)
        deal.bond.transfer(deal.issuer, 10, sender=deal.alice)
        number = proposed(deal, WAIVE, when=EARLY)
        deal.bond.transfer(deal.dave, 10, sender=deal.carol)
        with reverts(Meetings_NoVote, proposal_id=number, holder=getattr(deal, holder)):
            split(deal, number, 1, 0, holder=holder)

    def test_of_nothing(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        with reverts(Meetings_NothingCast, proposal_id=number, holder=deal.carol):
            split(deal, number, 0, 0)

    @pytest.mark.parametrize(
        ("favour", "against"),
        [(31, 0), (0, 31), (20, 11), (MOST, 1), (1, MOST), (MOST, MOST)],
    )
    def test_of_more_than_it_held(self, deal, favour, against):
        number, cast = proposed(deal, WAIVE, when=EARLY), favour + against
        with reverts(
            Meetings_MoreThanHeld, proposal_id=number, holder=deal.carol, cast=cast, held=30
        ):
            split(deal, number, favour, against)

    def test_of_more_than_is_left(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        split(deal, number, 10, 15)
        with reverts(
            Meetings_MoreThanHeld, proposal_id=number, holder=deal.carol, cast=31, held=30
        ):
            split(deal, number, 3, 3)

    def test_of_units_that_voted_whole(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        votes(deal, number, favour="carol")
        with reverts(
            Meetings_MoreThanHeld, proposal_id=number, holder=deal.carol, cast=31, held=30
        ):
            split(deal, number, 0, 1)

    def test_of_all_once_some_are_cast(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        split(deal, number, 1, 0)
        with reverts(Meetings_VotedAlready, proposal_id=number, holder=deal.carol):
            votes(deal, number, favour="carol")

    def test_again_by_whoever_replaced_a_lost_account(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        split(deal, number, 10, 15)
        deal.register.replace([deal.carol], [deal.dave], sender=deal.registrar)
        with reverts(Meetings_CallerNotHolder, caller=deal.carol, holder=deal.carol):
            split(deal, number, 1, 0)
        with reverts(
            Meetings_MoreThanHeld, proposal_id=number, holder=deal.carol, cast=31, held=30
        ):
            split(deal, number, 6, 0, by="dave")


def test_each_side_is_told_by_itself(deal):
    number = proposed(deal, WAIVE, when=EARLY)
    assert said(split(deal, number, 20, 10), deal.meetings) == [
        (Voted, number, deal.carol, True, 20),
        (Voted, number, deal.carol, False, 10),
    ]
    stored = deal.meetings.proposal(number)
    assert (stored.in_favour, stored.against) == (20, 10)
    assert deal.meetings.voted_of(number, deal.carol) == 30


@pytest.mark.parametrize(("favour", "against"), [(7, 0), (0, 7)])
def test_a_side_without_units_is_not_told(deal, favour, against):
    number = proposed(deal, WAIVE, when=EARLY)
    receipt = split(deal, number, favour, against)
    assert said(receipt, deal.meetings) == [(Voted, number, deal.carol, favour > 0, 7)]


def test_what_is_left_may_be_cast_later_and_what_is_not_cast_does_not_count(deal):
    number = proposed(deal, WAIVE, when=EARLY)
    split(deal, number, 4, 6)
    split(deal, number, 12, 0)
    assert deal.meetings.voted_of(number, deal.carol) == 22
    closed = decided(deal, number).only(MeetingClosed)
    # 22 of 60 are no quorum.
    assert (closed.in_favour, closed.against, closed.entitled) == (16, 6, 60)
    assert closed.outcome is Outcome.LAPSED


def test_more_at_the_second_meeting(deal):
    number = proposed(deal, WAIVE, when=AGAIN)
    split(deal, number, 4, 6)
    assert decided(deal, number).only(MeetingClosed).outcome is Outcome.ADJOURNED
    split(deal, number, 20, 0)
    deal.chain.at(AGAIN.adjourned_until)
    closed = deal.meetings.close(number, sender=deal.mallory).only(MeetingClosed)
    # 24 of 30 cast are four fifths.
    assert (closed.outcome, closed.in_favour, closed.against) == (Outcome.CARRIED, 24, 6)


def test_units_are_those_of_the_record_date(deal):
    number = proposed(deal, WAIVE, when=EARLY)
    deal.bond.transfer(deal.dave, 30, sender=deal.carol)
    split(deal, number, 10, 20)
    assert deal.meetings.voted_of(number, deal.carol) == 30


def test_who_replaced_a_lost_account_casts_what_is_left_of_it_and_its_own(deal):
    deal.admit(deal.dave)
    deal.bond.transfer(deal.dave, 5, sender=deal.alice)
    number = proposed(deal, WAIVE, when=EARLY)
    split(deal, number, 10, 15)
    deal.register.replace([deal.carol], [deal.dave], sender=deal.registrar)
    split(deal, number, 5, 0, by="dave")
    split(deal, number, 0, 5, holder="dave")
    stored = deal.meetings.proposal(number)
    assert (stored.in_favour, stored.against) == (15, 20)
