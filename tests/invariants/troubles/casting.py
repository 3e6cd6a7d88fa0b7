"""How holders of a random bond vote: all one way, or as those told them for whom they hold."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from sim.chain import Address
from sim.chain.logs import Outcome, Voted
from tests.invariants.acts import pick
from tests.invariants.holding import pick_from
from tests.invariants.troubles.ballots import Proposal
from tests.invariants.troubles.defaulting import Defaulting
from tests.invariants.units import law


class Casting(Defaulting):
    """Votes, whole and split, on whatever is proposed."""

    def proposals(self, *outcomes: Outcome) -> list[Proposal]:
        ours = self.model.proposals.values()
        return [proposal for proposal in ours if proposal.outcome in outcomes]

    @property
    def undecided(self) -> list[Proposal]:
        return self.proposals(Outcome.OPEN, Outcome.ADJOURNED)

    @property
    def voting(self) -> list[Proposal]:
        """Proposals on which a vote may be cast, now or when their record date closed."""
        return [proposal for proposal in self.undecided if self.now < proposal.until]

    @precondition(lambda self: self.undecided)
    @rule(which=pick, who=pick, in_favour=st.sampled_from([True, True, False]))
    def votes(self, which: int, who: int, in_favour: bool) -> None:
        """One holder; now and then twice, or the issuer, or too late."""
        proposal = pick_from(self.undecided, which)
        holder = self.voter(proposal, who)
        if holder is not None:
            self.vote(proposal, [holder], in_favour)

    @precondition(lambda self: self.voting)
    @rule(which=pick, who=pick, draw=pick, favour=pick)
    def votes_both_ways(self, which: int, who: int, draw: int, favour: int) -> None:
        """For whom it holds: some units in favour, some against, some not at all."""
        proposal = pick_from(self.voting, which)
        holder = self.voter(proposal, who)
        if holder is not None:
            held = self.model.records[proposal.meeting.record_at][holder]
            left = held - proposal.cast_by(holder)
            # Now and then more than is left.
            most = held + 1 if who % 8 == 7 else left
            cast = 1 + draw % most
            self.vote_split(proposal, holder, (favour % (cast + 1), cast - favour % (cast + 1)))

    def voter(self, proposal: Proposal, who: int) -> Address | None:
        """A holder of the record date, once it closed; seldom one that voted, or the issuer."""
        self.wait_until(proposal.meeting.record_at)
        held = self.model.records.get(proposal.meeting.record_at, {})
        holders = [a for a, n in held.items() if n]
        fresh = [a for a in holders if not self.model.is_issuers(a)]
        fresh = [a for a in fresh if proposal.cast_by(a) < held[a]]
        asked = holders if who % 8 == 7 else fresh
        if not asked:
            return None
        holder = pick_from(asked, who // 8)
        self.met("refused the issuer", self.model.is_issuers(holder))
        return holder

    def vote_split(self, proposal: Proposal, holder: Address, sides: tuple[int, int]) -> None:
        model, by, number = self.model, self.model.in_force(holder), proposal.number
        more, legal = bool(proposal.cast_by(holder)), sum(sides) > 0
        receipt = self.act(
            "vote both ways",
            lambda: self.deal.meetings.vote_split(number, holder, *sides, sender=by),
            lambda: model.may_split(proposal, holder, sides, by),
        )
        self.met("more than is left", legal and not receipt and not model.is_issuers(holder))
        if receipt:
            model.vote_split(proposal, holder, sides)
            told = [(log.holder, log.in_favour, log.units) for log in receipt.all(Voted)]
            ways = zip((True, False), sides, strict=True)
            law("RECORD", told == [(holder, way, n) for way, n in ways if n], told)
            self.met("voted both ways", all(sides))
            self.met("voted in parts", more)

    def vote(self, proposal: Proposal, holders: list[Address], in_favour: bool) -> None:
        model, by = self.model, self.model.in_force(holders[0])
        receipt = self.act(
            "vote",
            lambda: self.deal.meetings.vote(proposal.number, holders, in_favour, sender=by),
            lambda: model.may_vote(proposal, holders, by),
        )
        if receipt:
            model.vote(proposal, holders, in_favour)
            votes = model.records[proposal.meeting.record_at]
            told = [(log.holder, log.in_favour, log.units) for log in receipt.all(Voted)]
            law("RECORD", told == [(a, in_favour, votes[a]) for a in holders], told)
            self.met("voted for another", by not in holders)
