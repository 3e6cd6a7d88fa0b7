"""What SEGREGATION asks of votes: nominees cast what clients told them, and no other's units."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, TypeAlias

from sim.chain.logs import Proposed, Voted
from sim.custody import Booking, KeptBook, Standing
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.subjects import proposal_id

__all__ = ["VOTES", "check_votes"]

VOTES: Final = {"CFOR": True, "CAGS": False}
"""Purposes of clients' votes, and whether they are in favour."""

_Side: TypeAlias = tuple[str, str, bool]
"""A proposal, a nominee, and whether in favour."""


def check_votes(case: Case, verdict: Verdict) -> None:
    """Units cast by each nominee are what it was told; each tier tells what it has, once."""
    told = _Told(case, verdict)
    for line in case.inputs.bookings:
        told.read(line)
    cast = _cast(case)
    for key in dict.fromkeys((*cast, *told.sides)):
        verdict.checked += 1
        votes, wanted = cast.get(key, 0), told.sides.get(key, 0)
        if votes != wanted:
            reference, nominee, in_favour = key
            way = "in favour" if in_favour else "against"
            verdict.breach(
                f"{reference} of {nominee}", f"{votes} cast {way}, {wanted} told by clients"
            )


def _cast(case: Case) -> dict[_Side, int]:
    names, nominees = case.deal.names, case.inputs.tiers.nominees
    cast: defaultdict[_Side, int] = defaultdict(int)
    for log in case.inputs.logs:
        if type(log) is Voted and names[log.holder] in nominees:
            cast[proposal_id(log.proposal_id), names[log.holder], log.in_favour] += log.units
    return cast


class _Told:
    """Every book as it stood when a vote was told, and what was told of it so far."""

    def __init__(self, case: Case, verdict: Verdict) -> None:
        self.sides: defaultdict[_Side, int] = defaultdict(int)
        self._verdict = verdict
        self._tiers = case.inputs.tiers
        self._books = {n: KeptBook(n) for n in (*self._tiers.custodians, *self._tiers.nominees)}
        self._records = {
            proposal_id(log.proposal_id): log.meeting.record_at
            for log in case.inputs.logs
            if type(log) is Proposed
        }
        self._used: defaultdict[tuple[str, str, str], int] = defaultdict(int)
        """Units by proposal, book and holder in it."""
        self._votes: dict[tuple[str, str], Booking] = {}
        """What each safekeeping account told its custodian, by proposal."""

    def read(self, line: Booking) -> None:
        book = self._books.get(line.book)
        if book is None:
            return
        book.write(line)
        if line.standing is Standing.INSTRUCTED and line.purpose in VOTES:
            self._check(line, book)

    def _check(self, line: Booking, book: KeptBook) -> None:
        """A holder in a book votes what it had there at the record date, as the book stood then."""
        self._verdict.checked += 1
        key = line.reference, line.book, line.holder
        self._used[key] += line.units
        closed = self._records.get(line.reference, 0)
        held = book.holdings(line.tranche, closed).get(line.holder, 0)
        if self._used[key] > held:
            told = f"{self._used[key]} votes told, {held} units held in {line.book}"
            self._say(line, told)
        if line.book in self._tiers.custodians:
            self._votes[line.reference, line.account] = line
        else:
            self.sides[line.reference, line.book, VOTES[line.purpose]] += line.units
            self._check_passed_on(line)

    def _check_passed_on(self, line: Booking) -> None:
        """A nominee takes of a client's vote what its custodian was told, or less."""
        vote = self._votes.get((line.reference, line.account))
        if vote is None or vote.purpose != line.purpose or vote.units < line.units:
            self._say(line, f"{line.units} votes of account {line.account}, which told otherwise")

    def _say(self, line: Booking, problem: str) -> None:
        self._verdict.breach(f"{line.reference} of {line.holder}", problem)
