"""Positions in books behind the chain: what was booked, on the days it was booked."""

from __future__ import annotations

from datetime import date

import pytest

from sim.units import date_of
from tests.behind import behind, broken
from tests.runs import play
from tests.scenarios import trade

FRIDAY, TUESDAY, THURSDAY = date(2023, 2, 17), date(2023, 2, 21), date(2023, 2, 23)


@pytest.fixture(scope="module")
def rows():
    """Bob sells 5, booked as 15 on Tuesday and put right on Thursday."""
    wrong = broken(TUESDAY, "bob", "wrong quantity", units=15, resolved=THURSDAY)
    done = play(behind(trade(FRIDAY, "bob", "alder", 5), wrong))
    return [row for row in done.ledgers["positions"] if row.book != "CHAIN"]


def flows(rows, holder: str) -> list[tuple[str, int, int, int, int, int, int]]:
    return [
        (
            date_of(row.as_of).isoformat()[5:],
            row.opening,
            row.issued,
            row.received,
            row.delivered,
            row.redeemed,
            row.closing,
        )
        for row in rows
        if row.holder == holder
    ]


def test_a_client_sees_its_custodians_mistake_and_the_correction(rows):
    assert flows(rows, "bob") == [
        ("02-16", 0, 20, 0, 0, 0, 20),
        ("02-21", 20, 0, 0, 15, 0, 5),
        ("02-23", 5, 0, 10, 0, 0, 15),
        ("03-15", 15, 0, 0, 0, 0, 15),
        ("03-16", 15, 0, 0, 0, 15, 0),
    ]


def test_the_nominees_book_knows_of_none(rows):
    assert flows(rows, "east") == [
        ("02-16", 0, 40, 0, 0, 0, 40),
        ("02-21", 40, 0, 0, 5, 0, 35),
        ("03-15", 35, 0, 0, 0, 0, 35),
        ("03-16", 35, 0, 0, 0, 35, 0),
    ]


def test_opening_and_flows_come_to_closing(rows):
    for row in rows:
        moved = row.issued + row.received - row.delivered - row.redeemed
        assert row.opening + moved == row.closing
        assert row.face == row.closing * 500_000_00


def test_what_these_books_do_not_say_is_left_empty(rows):
    for row in rows:
        pending = row.locked, row.frozen, row.available, row.pending_in, row.pending_out
        assert {*pending, row.block, row.tx_index, row.log_index} == {None}


def test_rows_stand_by_day_with_the_chains(rows):
    done = play(behind())
    days = [row.as_of for row in done.ledgers["positions"]]
    assert days == sorted(days)
