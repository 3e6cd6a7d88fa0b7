"""Rows of `recon` behind the chain: what is compared, when, and how a break ages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.custody import Booking
from sim.ledger import LedgerInputs, build
from sim.run import ledger_inputs
from sim.units import date_of
from tests.behind import behind, broken
from tests.runs import play
from tests.scenarios import small, trade

FRIDAY = date(2023, 2, 17)


@pytest.fixture(scope="module")
def inputs() -> LedgerInputs:
    """Bob sells 5 to alder, due on Tuesday 21 February."""
    return ledger_inputs(play(behind(trade(FRIDAY, "bob", "alder", 5))).outcome)


def rows(inputs: LedgerInputs, words: str) -> list[tuple[str, str, str, str, str, int, str]]:
    return [
        (
            date_of(row.as_of).isoformat()[5:],
            row.book_a,
            row.book_b,
            row.difference,
            row.break_type,
            row.age_days,
            row.status,
        )
        for row in build(inputs).tables["recon"]
        if row.law == "SEGREGATION" and words in row.scope
    ]


def test_there_are_none_where_everybody_holds_directly():
    assert rows(ledger_inputs(play(small()).outcome), "") == []


def test_rows_stand_by_day_with_all_others(inputs):
    days = [row.as_of for row in build(inputs).tables["recon"]]
    assert days == sorted(days)


def test_chain_and_nominee_are_compared_when_either_moves_and_on_the_last_day(inputs):
    found = rows(inputs, "units of omnibus")
    # Issue, sale, record date, payment, and the last day of the run.
    assert [row[0] for row in found] == ["02-16", "02-21", "03-15", "03-16", "03-17"]
    assert {row[1:] for row in found} == {("CHAIN", "omnibus", "0", "", 0, "OK")}


def test_a_custodian_is_compared_when_it_moves_and_on_the_last_day(inputs):
    days = [row[0] for row in rows(inputs, "units of clients of west")]
    # A booking of one custodian has all of its nominee's compared.
    assert days == ["02-16", "02-21", "03-16", "03-17"]
    assert {row[1:3] for row in rows(inputs, "clients of west")} == {("omnibus", "west")}


def test_a_nominee_that_is_not_what_the_chain_says_is_a_break_at_once(inputs):
    lines = [replace(n, units=n.units + 1) if n.book == "omnibus" and n.units > 0 else n
             for n in inputs.bookings]  # fmt: skip
    found = rows(replace(inputs, bookings=lines), "units of omnibus")
    assert found[0] == ("02-16", "CHAIN", "omnibus", "-3", "QTY", 0, "BREAK")


def test_what_moves_on_chain_alone_is_a_break_too(inputs):
    lines = [line for line in inputs.bookings if line.reference != "I000005"]
    found = rows(replace(inputs, bookings=lines), "units of omnibus")
    assert ("02-21", "CHAIN", "omnibus", "-5", "QTY", 0, "BREAK") in found


def test_what_rounding_left_over_is_shown_and_no_break(inputs):
    """A cent of east's coupon cannot be shared: it is in its own name."""

    def share(line: Booking) -> Booking:
        mine = (line.book, line.holder, line.reference) == ("east", "ann", "A001")
        return replace(line, amount=line.amount - 1) if mine else line

    cent = next(n for n in inputs.bookings if (n.holder, n.reference) == ("ann", "A001"))
    left = replace(cent, holder="east", account="", amount=1)
    shared = replace(inputs, bookings=[*map(share, inputs.bookings), left])
    assert rows(shared, "A001 left with east") == [
        ("03-16", "omnibus", "east", "0.01", "ROUNDING", 0, "OK")
    ]
    assert rows(shared, "A001 to clients") == []
    # Of the whole coupon none is missing; that it was ann's cent is another matter.
    assert [breach.scope for breach in build(shared).breaches] == ["HKD A001 of ann"]


class TestAge:
    def test_business_days_from_the_close_that_showed_it(self):
        wrong = broken(date(2023, 2, 21), "bob", resolved=date(2023, 2, 27))
        scenario = behind(trade(FRIDAY, "bob", "alder", 5), wrong)
        found = rows(ledger_inputs(play(scenario).outcome), "of bob")
        # A weekend lies between.
        assert [(row[0], *row[5:]) for row in found] == [
            ("02-21", 0, "OPEN"),
            ("02-22", 1, "OPEN"),
            ("02-23", 2, "OPEN"),
            ("02-24", 3, "OPEN"),
            ("02-27", 4, "RESOLVED"),
        ]

    def test_a_second_break_of_a_client_has_an_age_of_its_own(self):
        scenario = behind(
            trade(FRIDAY, "bob", "alder", 5),
            trade(date(2023, 2, 20), "bob", "alder", 6),
            broken(date(2023, 2, 21), "bob", units=5, resolved=date(2023, 2, 23)),
            broken(date(2023, 2, 21), "bob", units=6, resolved=date(2023, 2, 24)),
        )
        found = rows(ledger_inputs(play(scenario).outcome), "of bob")
        assert [(row[0], row[3], *row[5:]) for row in found] == [
            ("02-21", "-5", 0, "OPEN"),
            ("02-22", "-5", 1, "OPEN"),
            ("02-22", "-6", 0, "OPEN"),
            ("02-23", "0", 2, "RESOLVED"),
            ("02-23", "-6", 1, "OPEN"),
            ("02-24", "0", 2, "RESOLVED"),
        ]
