"""What holders of a random bond are asked, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Address
from sim.chain.logs import (
    Amendment,
    Grace,
    Matter,
    Meeting,
    MeetingClosed,
    Outcome,
    Period,
    Proposed,
    Standing,
)
from tests.contracts.troubles import NOTHING
from tests.invariants.acts import DAY, pick
from tests.invariants.holding import pick_from
from tests.invariants.troubles.ballots import Proposal
from tests.invariants.troubles.casting import Casting
from tests.invariants.troubles.defaulting import LEFT_STANDING
from tests.invariants.units import law

#: What is asked of a bond, by how it stands; more often than not what could be put into force.
ASKED = {
    Standing.PERFORMING: [Matter.AMEND, Matter.AMEND, Matter.WAIVE],
    Standing.DEFAULTED: [Matter.ACCELERATE, Matter.ACCELERATE, Matter.WAIVE, Matter.AMEND],
    Standing.ACCELERATED: [Matter.RESCIND, Matter.RESCIND, Matter.WAIVE],
}

#: A vote; most agree.
FAVOUR = st.sampled_from([True, True, True, False])


class Voting(Casting):
    """Record dates, meetings adjourned and counted, and new terms."""

    # --- calling ---

    @precondition(lambda self: not self.model.closed and len(self.undecided) < 2)
    @rule(which=pick, draw=pick, again=st.booleans())
    def proposes(self, which: int, draw: int, again: bool) -> None:
        self.propose(pick_from(ASKED[self.model.standing], which), draw, again)

    def propose(self, matter: Matter, draw: int, again: bool) -> Proposal | None:
        """By an office or a holder; a stranger's share is too small."""
        model, deal = self.model, self.deal
        offices = [deal.bond_trustee, deal.fiscal_agent, model.issuer]
        by = pick_from([*offices, *self.holders], draw)
        if matter is Matter.AMEND and draw % 16 < 14:
            by = model.issuer
        when = self.meeting(draw, again and matter is not Matter.ACCELERATE, by)
        amendment = self.amendment_for(matter, draw)
        call, bond = deal.meetings.propose, deal.bond.address
        receipt = self.act(
            "propose",
            lambda: call(bond, matter, when, amendment, sender=by),
            lambda: model.may_propose(matter, when, by),
        )
        if receipt is None:
            return None
        number = receipt.only(Proposed).proposal_id
        about = model.about(matter)
        model.propose(Proposal(number, matter, when, amendment, about), by)
        return model.proposals[number]

    def meeting(self, draw: int, again: bool, by: Address) -> Meeting:
        """A record date tonight or in days, a week later where that one is taken; then a vote."""
        record_at = self.now + (1 + draw % 3 * 24) * 3_600 + 17
        while draw % 16 and not self.model.is_free(record_at, by):
            record_at += 7 * DAY
        until = record_at + (2 + draw % 4) * DAY
        return Meeting(
            record_date=self.day_of(record_at),
            record_at=record_at,
            voting_date=self.day_of(until),
            voting_until=until,
            adjourned_until=until + 3 * DAY if again else 0,
        )

    def amendment_for(self, matter: Matter, draw: int) -> Amendment:
        if matter is Matter.RESCIND:
            return self.model.restored
        first = self.model.agreed.next_period(self.now)
        if matter is not Matter.AMEND or first > self.model.agreed.last:
            return NOTHING
        tail = self.model.agreed.periods[first:]
        graces = self.model.graces[first : first + len(tail)]
        if draw % 2:
            return Amendment(first, self.at_rate(tail, draw), self.model.change, tuple(graces))
        return self.extended(first, tail, graces)

    def at_rate(self, tail: list[Period], draw: int) -> tuple[Period, ...]:
        """A new rate for every period to come."""
        return tuple(replace(each, rate=10_000_001 * (1 + draw % 7)) for each in tail)

    def extended(self, first: int, tail: list[Period], graces: list[Grace]) -> Amendment:
        """A new maturity, a quarter later: what was to be repaid at the end is then."""
        last, days = tail[-1], 91
        longer = replace(
            last,
            start=last.end,
            end=last.end + days,
            due_date=last.end + days,
            payment_date=last.payment_date + days,
            record_date=last.record_date + days,
            ex_date=last.ex_date + days,
            record_at=last.record_at + days * DAY,
            funding_cutoff=last.funding_cutoff + days * DAY,
            payable_from=last.payable_from + days * DAY,
        )
        left = self.model.agreed.factor_before(self.model.agreed.last)
        changed = replace(self.model.change, maturity_date=longer.end)
        grace = Grace(
            graces[-1].interest_until + days * DAY, graces[-1].principal_until + days * DAY
        )
        return Amendment(
            first, (*tail[:-1], replace(last, factor_after=left), longer), changed, (*graces, grace)
        )

    # --- counting ---

    @precondition(lambda self: self.undecided)
    @rule(which=pick, patient=st.sampled_from([True, True, True, False]))
    def votes_are_counted(self, which: int, patient: bool) -> None:
        proposal = pick_from(self.undecided, which)
        if patient:
            self.wait_until(proposal.until)
        self.close(proposal)

    def close(self, proposal: Proposal) -> None:
        model, adjourned = self.model, proposal.outcome is Outcome.ADJOURNED
        receipt = self.act(
            "close",
            lambda: self.deal.meetings.close(proposal.number, sender=self.deal.mallory),
            lambda: model.may_close(proposal),
        )
        if receipt:
            log = receipt.only(MeetingClosed)
            told = (log.outcome, log.in_favour, log.against, log.entitled)
            ours = model.count_votes(proposal)
            law("RECORD", told == ours, told, ours)
            self.met(f"{proposal.outcome.name} {proposal.matter.name}")
            self.met(f"{proposal.outcome.name} at last", adjourned)

    @precondition(lambda self: self.proposals(Outcome.CARRIED))
    @rule(which=pick)
    def enacts(self, which: int) -> None:
        """What can no longer be put into force is tried now and then."""
        proposal = pick_from(self.proposals(Outcome.CARRIED), which)
        if self.model.may_enact(proposal) or which % 4 == 0:
            self.enact(proposal)

    def enact(self, proposal: Proposal) -> None:
        call, model = self.deal.meetings.enact, self.model
        receipt = self.act(
            "enact",
            lambda: call(proposal.number, proposal.amendment, sender=self.deal.mallory),
            lambda: model.may_enact(proposal),
        )
        self.met("too late to bind", receipt is None and proposal.matter is Matter.AMEND)
        if receipt:
            model.enact(proposal, receipt.at)
            model.check_schedule()
            self.met(f"ENACTED {proposal.matter.name}")

    @precondition(lambda self: not self.model.closed)
    @rule(which=pick, draw=pick, again=st.booleans(), votes=st.lists(FAVOUR, max_size=4))
    def meeting_is_held(self, which: int, draw: int, again: bool, votes: list[bool]) -> None:
        """From the proposal to its end, with as many votes as come."""
        self.hold(pick_from(ASKED[self.model.standing], which), draw, again, votes)

    @precondition(lambda self: not self.model.closed and self.pressing)
    @rule(draw=pick)
    def holders_decide(self, draw: int) -> None:
        """With one voice."""
        self.hold(self.pressing, draw, False, [draw % 4 != 3] * 4)

    @precondition(lambda self: self.model.standing is Standing.ACCELERATED)
    @rule(draw=pick)
    def holders_relent(self, draw: int) -> None:
        """With one voice, where the issuer found the money for all that was missed."""
        if not self.model.closed and not self.model.is_recovering:
            self.cures(LEFT_STANDING)
            if self.pressing is Matter.RESCIND:
                self.hold(self.pressing, draw, False, [draw % 4 != 3] * 4)

    @property
    def pressing(self) -> Matter | None:
        """What holders of a bond in default ask for, or of one that was cured too late."""
        if self.model.standing is Standing.DEFAULTED:
            return Matter.ACCELERATE
        accelerated = self.model.standing is Standing.ACCELERATED
        return Matter.RESCIND if accelerated and self.model.is_cured else None

    def hold(self, matter: Matter, draw: int, again: bool, votes: list[bool]) -> None:
        proposal = self.propose(matter, draw, again)
        if proposal is None:
            return
        self.wait_until(proposal.meeting.record_at)
        if draw % 5 == 0 and len(self.model.replaced) < len(self.spares):
            self.lose(pick_from(self.holders, draw // 5), draw // 7, draw % 3 == 0)
        holders = [a for a, n in self.model.records[proposal.meeting.record_at].items() if n]
        voting = [a for a in holders if not self.model.is_issuers(a)]
        for holder, in_favour in zip(voting, votes, strict=False):
            if draw % 4 == 1:
                # Some of those for whom it holds think otherwise.
                held = self.model.records[proposal.meeting.record_at][holder]
                most, rest = held - held // 4, held // 4
                self.vote_split(proposal, holder, (most, rest) if in_favour else (rest, most))
            else:
                self.vote(proposal, [holder], in_favour)
        self.wait_until(proposal.until)
        self.close(proposal)
        if proposal.outcome is Outcome.CARRIED and draw % 8 != 7:
            self.enact(proposal)

    # --- lost keys ---

    def successors(self, lost: Address) -> list[Address]:
        """Not the issuer: units it takes over are counted as if they could vote."""
        return [a for a in super().successors(lost) if not self.model.is_issuers(a)]

    def lose(self, lost: Address, by: int, at_once: bool) -> None:
        """Nor is the issuer lost twice, or to a holder who may have voted, for the same reason."""
        fresh = [a for a in self.spares if a not in {*self.model.investors, *self.model.replaced}]
        if not self.model.is_issuers(lost):
            super().lose(lost, by, at_once)
        elif lost == self.deal.issuer and fresh:
            super().lose(lost, by // 4 * 4 + 1, at_once)
