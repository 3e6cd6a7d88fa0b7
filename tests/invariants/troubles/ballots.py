"""Votes as they ought to be counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from sim.chain import Address
from sim.chain.logs import Amendment, Matter, Meeting, Outcome
from tests.invariants.acts import DAY
from tests.invariants.book import ALL
from tests.invariants.troubles.standing import StandingBook
from tests.invariants.units import law

#: Every step a proposal may take.
STEPS = {
    Outcome.OPEN: {Outcome.ADJOURNED, Outcome.CARRIED, Outcome.REJECTED, Outcome.LAPSED},
    Outcome.ADJOURNED: {Outcome.CARRIED, Outcome.REJECTED, Outcome.LAPSED},
    Outcome.CARRIED: {Outcome.ENACTED},
    Outcome.REJECTED: set(),
    Outcome.LAPSED: set(),
    Outcome.ENACTED: set(),
}


WEEK = 7 * DAY


@dataclass
class Proposal:
    number: int
    matter: Matter
    meeting: Meeting
    amendment: Amendment
    #: What it presumes: the version of the terms, or the defaults declared.
    about: object
    outcome: Outcome = Outcome.OPEN
    #: Units cast by holder of the record date; one may vote both ways.
    in_favour: Counter[Address] = field(default_factory=Counter)
    against: Counter[Address] = field(default_factory=Counter)

    @property
    def until(self) -> int:
        """When voting ends, or ends again."""
        first = self.outcome is Outcome.OPEN
        return self.meeting.voting_until if first else self.meeting.adjourned_until

    @property
    def is_open(self) -> bool:
        return self.outcome in (Outcome.OPEN, Outcome.ADJOURNED)

    @property
    def voted(self) -> set[Address]:
        return {*self.in_favour, *self.against}

    def cast_by(self, holder: Address) -> int:
        return self.in_favour[holder] + self.against[holder]


class Ballots(StandingBook):
    """Proposals beside the case of a bond."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.proposals: dict[int, Proposal] = {}
        #: Weeks with a record date that issuer or holders asked for.
        self.weeks: set[int] = set()

    @property
    def issuer(self) -> Address:
        return self.in_force(self.deal.issuer)

    def is_issuers(self, account: Address) -> bool:
        return self.in_force(account) == self.issuer

    def is_office(self, account: Address) -> bool:
        return account in (self.deal.bond_trustee, self.deal.fiscal_agent)

    def is_free(self, at: int, by: Address) -> bool:
        """Whether nobody but an office has asked for a record date in that week."""
        return self.is_office(by) or at // WEEK not in self.weeks

    def about(self, matter: Matter) -> object:
        """What a proposal presumes, that nobody may have changed when it is put into force."""
        if matter is Matter.ACCELERATE:
            return None
        return tuple(self.missed) if matter is Matter.WAIVE else len(self.agreed.amended_from)

    def may_propose(self, matter: Matter, when: Meeting, by: Address) -> bool:
        """New terms are the issuer's to propose."""
        again = when.adjourned_until > when.voting_until and matter is not Matter.ACCELERATE
        ordered = self.now < when.record_at < when.voting_until
        share = Fraction(self.promised.requisition_share, ALL)
        enough = 0 < self.units[by] >= self.supply * share
        ordered &= when.adjourned_until == 0 or again
        others = matter is not Matter.AMEND and (self.is_office(by) or enough)
        at = when.record_at
        return ordered and (by == self.issuer or others) and self.may_ask_for_record(at, by)

    def may_ask_for_record(self, at: int, by: Address) -> bool:
        """One that is there serves all; a new one is for an office, or the first of its week."""
        return self.is_record(at) or (self.may_add_record(at) and self.is_free(at, by))

    def propose(self, proposal: Proposal, by: Address) -> None:
        self.proposals[proposal.number] = proposal
        at = proposal.meeting.record_at
        if self.is_record(at):
            return
        if not self.is_office(by):
            self.weeks.add(at // WEEK)
        self.add_record(at)

    def may_vote(self, proposal: Proposal, holders: list[Address], by: Address) -> bool:
        """Each once, by whoever stands for it; the issuer never."""
        fresh = not proposal.voted & set(holders) and len(set(holders)) == len(holders)
        return fresh and all(self.votes_of(proposal, holder, by) for holder in holders)

    def may_split(
        self, proposal: Proposal, holder: Address, sides: tuple[int, int], by: Address
    ) -> bool:
        """Each unit once, in as many calls as it takes."""
        left = self.votes_of(proposal, holder, by) - proposal.cast_by(holder)
        return 0 < sum(sides) <= left

    def votes_of(self, proposal: Proposal, holder: Address, by: Address) -> int:
        """Units with which an account votes now for a holder of the record date."""
        if not proposal.is_open or self.now >= proposal.until or by == self.issuer:
            return 0
        votes = self.records.get(proposal.meeting.record_at, {})
        return votes.get(holder, 0) if self.in_force(holder) == by else 0

    def vote(self, proposal: Proposal, holders: list[Address], in_favour: bool) -> None:
        votes = self.records[proposal.meeting.record_at]
        for holder in holders:
            (proposal.in_favour if in_favour else proposal.against)[holder] = votes[holder]

    def vote_split(self, proposal: Proposal, holder: Address, sides: tuple[int, int]) -> None:
        # Nobody is in favour, or against, with nothing.
        for side, units in zip((proposal.in_favour, proposal.against), sides, strict=True):
            if units:
                side[holder] += units

    def may_close(self, proposal: Proposal) -> bool:
        return proposal.is_open and self.now >= proposal.until

    def count_votes(self, proposal: Proposal) -> tuple[Outcome, int, int, int]:
        """Outcome, units in favour and against, and those entitled; moves the proposal on.

        New terms may have ended before its record date: then nobody could vote.
        """
        votes = self.records.get(proposal.meeting.record_at, {})
        entitled = sum(n for holder, n in votes.items() if not self.is_issuers(holder))
        favour, against = sum(proposal.in_favour.values()), sum(proposal.against.values())
        law("RECORD", favour + against <= entitled, proposal, entitled)
        outcome = self._outcome(proposal, favour, favour + against, entitled)
        law("ORDER", outcome in STEPS[proposal.outcome], proposal, outcome)
        proposal.outcome = outcome
        return outcome, favour, against, entitled

    def _outcome(self, proposal: Proposal, favour: int, cast: int, entitled: int) -> Outcome:
        promised, first = self.promised, proposal.outcome is Outcome.OPEN
        if proposal.meeting.record_at not in self.records:
            return Outcome.LAPSED
        if proposal.matter is Matter.ACCELERATE:
            enough = favour and favour >= entitled * Fraction(promised.acceleration_share, ALL)
            return Outcome.CARRIED if enough else Outcome.REJECTED
        quorum = Fraction(promised.quorum if first else promised.adjourned_quorum, ALL)
        if not cast or cast < entitled * quorum:
            again = first and proposal.meeting.adjourned_until
            return Outcome.ADJOURNED if again else Outcome.LAPSED
        carried = favour >= cast * Fraction(promised.majority, ALL)
        return Outcome.CARRIED if carried else Outcome.REJECTED

    def may_enact(self, proposal: Proposal) -> bool:
        if proposal.outcome is not Outcome.CARRIED or proposal.about != self.about(proposal.matter):
            return False
        if proposal.matter is Matter.AMEND:
            return self.may_amend(proposal.amendment)
        if proposal.matter is Matter.ACCELERATE:
            return self.may_accelerate(proposal.meeting.voting_date)
        if proposal.matter is Matter.WAIVE:
            return not self.is_recovering
        return self.may_rescind(proposal.amendment)

    def may_amend(self, amendment: Amendment) -> bool:
        """Nothing that was carried binds a period whose record date passed."""
        periods, first = self.agreed.periods, amendment.from_
        standing = self.standing.name != "ACCELERATED"
        if not standing or first > self.agreed.last:
            return False
        to_come = self.now < min(periods[first].record_at, amendment.tail[0].record_at)
        return to_come and amendment.tail[-1].record_at < self.promised.prescription.record_at

    def enact(self, proposal: Proposal, at: int) -> None:
        proposal.outcome = Outcome.ENACTED
        if proposal.matter is Matter.AMEND:
            amendment = proposal.amendment
            self.agreed.amend(amendment.from_, amendment.tail, amendment.change)
            self.graces[amendment.from_ :] = amendment.grace
            self.reset_closings()
        elif proposal.matter is Matter.WAIVE:
            self.waive()
        elif proposal.matter is Matter.ACCELERATE:
            self.accelerate(proposal.meeting.voting_date, at)
        else:
            self.rescind()

    def check(self) -> None:
        super().check()
        for number, ours in self.proposals.items():
            told = self.deal.meetings.proposal(number)
            law("ORDER", told.outcome is ours.outcome, number, told, ours)
            counted = (sum(ours.in_favour.values()), sum(ours.against.values()))
            law("RECORD", (told.in_favour, told.against) == counted, told, ours)
            held = self.records.get(ours.meeting.record_at, {})
            for holder in ours.voted:
                cast = self.deal.meetings.voted_of(number, holder)
                law("RECORD", cast == ours.cast_by(holder) <= held[holder], holder, cast, ours)
