"""Meetings: whoever calls votes, counts them or waits with what was carried, and means no good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Address
from sim.chain.logs import (
    Change,
    Matter,
    Meeting,
    MeetingClosed,
    Outcome,
    RecordAdded,
    Standing,
)
from sim.chain.reverts import (
    Meetings_CallerNotIssuer,
    Meetings_NoVote,
    Meetings_Overtaken,
    Meetings_RecordThatWeek,
    Meetings_TooFarAhead,
    Meetings_VotedAlready,
    Trustee_DayOff,
    Trustee_NothingMissed,
)
from tests.contracts.coupons import INTR, announced, held
from tests.contracts.deal import PAR, ZERO, Deal, day, instant, reverts
from tests.contracts.options import CALL, WITHIN, exercise, option, set_options
from tests.contracts.test_meetings import EARLY, longer
from tests.contracts.troubles import (
    COVENANTS,
    GRACE_ENDS,
    GRACES,
    NOTHING,
    accelerated,
    decided,
    defaulted,
    meeting,
    promised,
    proposed,
    restored,
    votes,
)

AMEND, WAIVE, ACCELERATE, RESCIND = Matter.AMEND, Matter.WAIVE, Matter.ACCELERATE, Matter.RESCIND
WEEK = 7 * 86_400


@pytest.fixture
def deal(deal: Deal) -> Deal:
    return promised(deal)


def propose(deal: Deal, when: Meeting, by: Address, matter: Matter = WAIVE):
    return deal.meetings.propose(deal.bond.address, matter, when, NOTHING, sender=by)


def carried(deal: Deal, matter: Matter, amendment=NOTHING, when: Meeting = EARLY) -> int:
    """A proposal that has everybody's vote and waits to be put into force."""
    number = proposed(deal, matter, amendment, when)
    votes(deal, number, favour="alice bob carol")
    assert decided(deal, number).only(MeetingClosed).outcome is Outcome.CARRIED
    return number


class TestWhatWasCarriedAndKept:
    """A vote is on what there was when it was called; nobody keeps it for another day."""

    def test_a_waiver_is_not_of_a_default_that_came_later(self, deal):
        number = carried(deal, WAIVE)
        defaulted(deal)
        with reverts(Meetings_Overtaken, proposal_id=number):
            deal.meetings.enact(number, NOTHING, sender=deal.issuer)
        assert deal.trustee.case_of(deal.bond.address).standing is Standing.DEFAULTED

    def test_a_waiver_is_not_of_one_default_more(self, deal):
        defaulted(deal)
        number = proposed(deal, WAIVE, when=meeting("2024-01-10", "2024-02-20"))
        votes(deal, number, favour="bob carol")
        second = announced(deal, 1, INTR)
        decided(deal, number)
        deal.paying.declare_missed([second], sender=deal.mallory)
        deal.warp("2024-02-23 18:00")
        deal.trustee.declare_default(second, sender=deal.mallory)
        with reverts(Meetings_Overtaken, proposal_id=number):
            deal.meetings.enact(number, NOTHING, sender=deal.issuer)

    def test_a_waiver_holds_when_all_was_made_due_meanwhile(self, deal):
        """The defaults are the same: what is waived allows a rescission."""
        defaulted(deal)
        before, number = restored(deal), proposed(deal, WAIVE)
        votes(deal, number, favour="bob carol")
        decided(deal, number)
        bond, date = deal.bond.address, day("2023-09-08")
        deal.trustee.accelerate(bond, date, sender=deal.bond_trustee)
        deal.meetings.enact(number, NOTHING, sender=deal.mallory)
        deal.trustee.rescind(bond, before, sender=deal.bond_trustee)
        assert deal.trustee.case_of(bond).standing is Standing.PERFORMING

    def test_of_two_amendments_the_first_put_into_force_overtakes_the_other(self, deal):
        first = carried(deal, AMEND, longer())
        other = replace(longer(), change=Change(day("2024-08-16"), PAR // 2, 1_600, 0))
        second = carried(deal, AMEND, other, meeting("2023-06-21", "2023-06-28"))
        deal.meetings.enact(second, other, sender=deal.mallory)
        with reverts(Meetings_Overtaken, proposal_id=first):
            deal.meetings.enact(first, longer(), sender=deal.mallory)
        assert deal.terms.terms().redemption_price == PAR // 2

    def test_an_amendment_does_not_undo_a_call(self, fresh_deal):
        deal = fresh_deal
        deal.warp("2023-02-16 08:00")
        set_options(deal, option(CALL))
        promised(deal)
        number = carried(deal, AMEND, longer())
        deal.warp(WITHIN)
        exercise(deal)
        with reverts(Meetings_Overtaken, proposal_id=number):
            deal.meetings.enact(number, longer(), sender=deal.mallory)
        assert deal.terms.periods() == 1

    def test_a_rescission_is_of_the_acceleration_it_was_voted_on(self, deal):
        before = restored(deal)
        number = carried(deal, RESCIND, before)
        accelerated(deal)
        with reverts(Meetings_Overtaken, proposal_id=number):
            deal.meetings.enact(number, before, sender=deal.mallory)

    def test_an_acceleration_is_held_to_its_day(self, deal):
        defaulted(deal)
        number = carried(deal, ACCELERATE, when=meeting())
        now = deal.warp("2023-09-09 11:00")
        with reverts(Trustee_DayOff, date=day("2023-09-08"), timestamp=now):
            deal.meetings.enact(number, NOTHING, sender=deal.mallory)


class TestNewTerms:
    @pytest.mark.parametrize("who", ["bond_trustee", "fiscal_agent", "alice"])
    def test_are_the_issuers_to_propose(self, deal, who):
        """Three quarters of the holders could else take from the issuer what they like."""
        caller = getattr(deal, who)
        with reverts(Meetings_CallerNotIssuer, caller=caller, issuer=deal.issuer):
            deal.meetings.propose(deal.bond.address, AMEND, EARLY, longer(), sender=caller)


class TestRecordDates:
    """Whoever moves next strikes them, and whoever looks one up walks past them."""

    def test_are_shared_by_proposals(self, deal):
        """Else anybody could take the instant of a vote away by calling another first."""
        propose(deal, EARLY, deal.alice)
        receipt = propose(deal, EARLY, deal.issuer, ACCELERATE)
        assert not receipt.all(RecordAdded)
        deal.chain.at(EARLY.record_at)
        votes(deal, 1, favour="carol")
        votes(deal, 2, favour="carol")
        assert decided(deal, 1).only(MeetingClosed).outcome is Outcome.CARRIED
        assert decided(deal, 2).only(MeetingClosed).outcome is Outcome.CARRIED

    def test_may_be_that_of_a_payment(self, deal):
        when = replace(EARLY, record_date=day("2023-08-15"), record_at=instant("2023-08-15 18:00"))
        when = replace(
            when, voting_date=day("2023-08-22"), voting_until=instant("2023-08-22 12:00")
        )
        assert not propose(deal, when, deal.alice).all(RecordAdded)
        deal.chain.at(when.record_at)
        votes(deal, 1, favour="alice")
        assert deal.meetings.proposal(1).in_favour == 10

    def test_are_new_once_a_week(self, deal):
        propose(deal, EARLY, deal.alice)
        later = replace(EARLY, record_at=EARLY.record_at + 1)
        for by in (deal.alice, deal.issuer, deal.bob):
            with reverts(Meetings_RecordThatWeek, record_at=later.record_at, there=EARLY.record_at):
                propose(deal, later, by)
        week = replace(EARLY, record_date=EARLY.record_date + 7, record_at=EARLY.record_at + WEEK)
        week = replace(week, voting_date=week.record_date, voting_until=week.record_at + 60)
        propose(deal, week, deal.bob)
        assert deal.bond.records() == 4

    @pytest.mark.parametrize("who", ["bond_trustee", "fiscal_agent"])
    def test_of_an_office_are_as_many_as_it_decides(self, deal, who):
        for after in range(3):
            propose(deal, replace(EARLY, record_at=EARLY.record_at + after), getattr(deal, who))
        assert deal.bond.records() == 5

    def test_are_not_more_than_half_a_year_ahead(self, deal):
        when = meeting("2023-09-01", "2023-09-08")
        latest = deal.chain.now + 26 * WEEK
        with reverts(Meetings_TooFarAhead, record_at=when.record_at, latest=latest):
            propose(deal, when, deal.alice)
        propose(deal, when, deal.bond_trustee)

    def test_of_a_year_of_ill_will_burden_nobody(self, deal):
        """A holder who calls a vote every week: what it costs whoever moves and is paid next."""
        first = instant("2023-03-01 18:00")
        for week in range(23):
            closes = first + week * WEEK
            when = Meeting(day("2023-03-01") + 7 * week, closes, day("2023-08-14"), first * 2, 0)
            when = replace(when, voting_until=instant("2023-08-14 18:00"))
            propose(deal, when, deal.alice)
        deal.warp("2023-08-15 09:00")
        assert deal.bond.transfer(deal.dave, 5, sender=deal.alice).gas_used < 250_000
        number = announced(deal)
        deal.warp("2023-08-15 18:00")
        assert deal.paying.fund(number, sender=deal.issuer).gas_used < 350_000

    @pytest.mark.parametrize("wrong", ["record_date", "voting_date"])
    def test_are_of_the_day_they_say(self, deal, wrong):
        """The token tells the day when the date is struck, and books follow it."""
        date = getattr(EARLY, wrong) + 2
        at = EARLY.record_at if wrong == "record_date" else EARLY.voting_until
        with reverts(Trustee_DayOff, date=date, timestamp=at):
            propose(deal, replace(EARLY, **{wrong: date}), deal.alice)

    def test_that_new_terms_took_away_end_in_no_vote(self, fresh_deal):
        deal = fresh_deal
        deal.warp("2023-02-16 08:00")
        set_options(deal, option(CALL))
        promised(deal)
        propose(deal, meeting("2023-09-01", "2023-09-08", "2023-09-15"), deal.bond_trustee)
        deal.warp(WITHIN)
        exercise(deal)
        closed = decided(deal, 1).only(MeetingClosed)
        assert (closed.outcome, closed.entitled) == (Outcome.LAPSED, 0)


class TestWhoCounts:
    def test_no_account_the_issuer_ever_had(self, deal):
        """Units of the one in between would else be entitled, and never vote."""
        second, third = deal.new_key("second"), deal.new_key("third")
        deal.admit(deal.issuer)
        deal.register.replace([deal.issuer], [second], sender=deal.registrar)
        deal.bond.transfer(second, 30, sender=deal.carol)
        propose(deal, EARLY, deal.fiscal_agent)
        deal.chain.at(EARLY.record_at)
        deal.register.replace([second], [third], sender=deal.registrar)
        deal.bond.recovery_address(second, third, ZERO, sender=deal.mallory)
        with reverts(Meetings_NoVote, proposal_id=1, holder=second):
            deal.meetings.vote(1, [second], True, sender=third)
        votes(deal, 1, favour="bob")
        closed = decided(deal, 1).only(MeetingClosed)
        assert (closed.outcome, closed.entitled) == (Outcome.CARRIED, 30)

    def test_nobody_twice_who_got_the_units_by_force_or_loss(self, deal):
        number = proposed(deal, WAIVE, when=EARLY)
        votes(deal, number, favour="alice bob")
        deal.bond.forced_transfer(deal.alice, deal.dave, 10, sender=deal.regulator)
        with reverts(Meetings_NoVote, proposal_id=number, holder=deal.dave):
            votes(deal, number, favour="dave")
        deal.register.replace([deal.bob], [deal.erin], sender=deal.registrar)
        deal.bond.recovery_address(deal.bob, deal.erin, ZERO, sender=deal.mallory)
        with reverts(Meetings_NoVote, proposal_id=number, holder=deal.erin):
            votes(deal, number, favour="erin")
        with reverts(Meetings_VotedAlready, proposal_id=number, holder=deal.bob):
            deal.meetings.vote(number, [deal.bob], True, sender=deal.erin)
        assert deal.meetings.proposal(number).in_favour == 30

    def test_units_that_ended_since_still_voted(self, deal):
        """A quorum is of the record date: what is cancelled later neither helps nor harms it."""
        deal.admit(deal.issuer)
        number = proposed(deal, WAIVE, when=EARLY)
        deal.bond.transfer(deal.issuer, 30, sender=deal.carol)
        deal.options.cancel(deal.bond.address, 30, sender=deal.issuer)
        votes(deal, number, favour="bob")
        closed = decided(deal, number).only(MeetingClosed)
        assert (closed.outcome, closed.entitled) == (Outcome.LAPSED, 60)


def test_nothing_accelerates_what_was_cured(fresh_deal):
    """Holders' vote and the cure cross: whoever comes last does not make due what is paid."""
    deal = fresh_deal
    deal.warp("2023-02-16 08:00")
    covenants = replace(COVENANTS, has_trustee=False, default_rate=0)
    deal.trustee.enter(deal.bond.address, covenants, GRACES, sender=deal.deployer)
    held(deal)
    missed = defaulted(deal)
    number = carried(deal, ACCELERATE, when=meeting())
    assert deal.chain.now > instant(GRACE_ENDS)
    deal.paying.fund(missed, sender=deal.issuer)
    with reverts(Trustee_NothingMissed, bond=deal.bond.address):
        deal.meetings.enact(number, NOTHING, sender=deal.mallory)
