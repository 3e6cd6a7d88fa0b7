"""`recon` of the books behind the chain: what the nominee has, told and was told, every close.

CHAIN against the nominee's book may never differ. The nominee's book against a custodian's may: a
break is OPEN on every business day until the line that puts it right, and RESOLVED on that day.
Each is shown twice, in the total of the custodian's clients and under its own reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sim.custody import Booking, Difference, Matching
from sim.ledger.days import fail_days
from sim.ledger.deal import Deal
from sim.ledger.inputs import LedgerInputs
from sim.ledger.rows import PositionRow, ReconRow
from sim.units import date_of, day_of, money_text

__all__ = ["LAW", "OPEN", "RESOLVED", "custody_recon", "is_total"]

LAW = "SEGREGATION"
OPEN, RESOLVED = "OPEN", "RESOLVED"
_TOTAL = "units of clients of"


class _Scope(NamedTuple):
    """What is compared, between which books."""

    text: str
    book_a: str
    book_b: str


def is_total(row: ReconRow) -> bool:
    """Whether a row compares all clients of a custodian, and names none."""
    return f" {_TOTAL} " in row.scope


def custody_recon(
    inputs: LedgerInputs, deal: Deal, positions: Sequence[PositionRow]
) -> Iterator[ReconRow]:
    """Rows by day: the chain, the totals, then each reference that does not agree."""
    if not inputs.tiers.custodians:
        return
    reading = _Reading(inputs)
    lines: dict[int, list[Booking]] = defaultdict(list)
    for line in inputs.bookings:
        lines[deal.booked[line.at]].append(line)
    chain: dict[int, list[PositionRow]] = defaultdict(list)
    for row in positions:
        if row.holder in inputs.tiers.nominees:
            chain[row.as_of or 0].append(row)
    first, last = date_of(inputs.first_day), date_of(inputs.last_day)
    closes = {day_of(day) for day in inputs.calendar.days(first, last)} | {inputs.last_day}
    for day in sorted(closes | set(lines)):
        yield from reading.close(day, chain.get(day, ()), lines.get(day, ()))


class _Reading:
    """The books as they stand, and since when each break is open."""

    def __init__(self, inputs: LedgerInputs) -> None:
        self._inputs = inputs
        self._tiers = inputs.tiers
        self._matching = Matching(inputs.tiers)
        self._chain: dict[tuple[str, str], int] = defaultdict(int)
        self._register: dict[tuple[str, str], int] = defaultdict(int)
        self._since: dict[_Scope, tuple[int, str]] = {}
        self._named: dict[_Scope, Difference] = {}
        self._day = 0

    def close(
        self, day: int, chain: Iterable[PositionRow], lines: Sequence[Booking]
    ) -> Iterator[ReconRow]:
        """Every row of one close."""
        self._day = day
        everything = day == self._inputs.last_day
        held = {(row.holder, row.tranche): row.closing or 0 for row in chain}
        self._chain.update(held)
        told = {(line.book, line.tranche): None for line in lines if line.counts}
        for line in lines:
            if line.counts:
                self._register[line.book, line.tranche] += line.units
        self._matching.take(lines)
        yield from self._with_chain({**dict.fromkeys(held), **told}, everything)
        yield from self._totals(told, everything)
        yield from self._left_over(lines)
        yield from self._differences()

    def _with_chain(self, moved: Iterable[tuple[str, str]], everything: bool) -> Iterator[ReconRow]:
        keys = dict.fromkeys(moved)
        if everything:
            keys.update(dict.fromkeys(self._chain))
        for nominee, tranche in keys:
            if nominee in self._tiers.nominees:
                has, booked = self._chain[nominee, tranche], self._register[nominee, tranche]
                scope = _Scope(f"{tranche} units of {nominee}", "CHAIN", nominee)
                wrong = has != booked
                yield self._row(scope, str(has), str(booked), str(has - booked))._replace(
                    break_type="QTY" if wrong else "", status="BREAK" if wrong else "OK"
                )

    def _totals(self, moved: Iterable[tuple[str, str]], everything: bool) -> Iterator[ReconRow]:
        books = {book for book, _ in moved}
        for (custodian, tranche), (told, booked) in self._matching.totals.items():
            nominee = self._tiers.custodians[custodian]
            scope = _Scope(f"{tranche} {_TOTAL} {custodian}", nominee, custodian)
            row = self._row(scope, str(told), str(booked), str(told - booked))
            if told != booked:
                yield self._opened(scope, row._replace(break_type="QTY"))
            elif scope in self._since:
                yield self._resolved(scope, row)
            elif everything or not books.isdisjoint((custodian, nominee)):
                yield row

    def _left_over(self, lines: Sequence[Booking]) -> Iterator[ReconRow]:
        """What rounding left with a keeper is no break: it is shown so that nobody has to ask."""
        for line in lines:
            if line.holder != line.book:
                continue
            same = [
                each for each in lines if (each.book, each.reference) == (line.book, line.reference)
            ]
            came = sum(each.amount for each in same)
            above = self._tiers.custodians.get(line.book, "CHAIN")
            scope = _Scope(
                f"{line.tranche} {line.reference} left with {line.book}", above, line.book
            )
            values = (came, came - line.amount, line.amount)
            texts = (money_text(value, line.currency) for value in values)
            yield self._row(scope, *texts)._replace(break_type="ROUNDING")

    def _differences(self) -> Iterator[ReconRow]:
        found = {self._scope(each): each for each in self._matching.differences}
        for scope in [scope for scope in self._named if scope not in found]:
            was = self._named.pop(scope)
            yield self._resolved(scope, self._compared(scope, replace(was, booked=was.told)))
        for scope, each in found.items():
            self._named[scope] = each
            row = self._compared(scope, each)
            yield self._opened(scope, row._replace(break_type="CASH" if each.currency else "QTY"))

    def _compared(self, scope: _Scope, each: Difference) -> ReconRow:
        values = (each.told, each.booked, each.told - each.booked)
        texts = [money_text(v, each.currency) if each.currency else str(v) for v in values]
        return self._row(scope, *texts)

    def _scope(self, each: Difference) -> _Scope:
        whom = f"of {each.client}" if each.client else f"to clients of {each.custodian}"
        text = f"{each.tranche} {each.reference} {whom}"
        return _Scope(text, self._tiers.custodians[each.custodian], each.custodian)

    # Rows

    def _row(self, scope: _Scope, value_a: str, value_b: str, difference: str) -> ReconRow:
        return ReconRow(self._day, LAW, *scope, value_a, value_b, difference, "", 0, "OK")

    def _opened(self, scope: _Scope, row: ReconRow) -> ReconRow:
        since, _ = self._since.setdefault(scope, (self._day, row.break_type))
        return row._replace(age_days=self._age(since), status=OPEN)

    def _resolved(self, scope: _Scope, row: ReconRow) -> ReconRow:
        since, kind = self._since.pop(scope)
        return row._replace(break_type=kind, age_days=self._age(since), status=RESOLVED)

    def _age(self, since: int) -> int:
        """Business days since the close that showed it first."""
        return fail_days(self._inputs.calendar, since, self._day)
