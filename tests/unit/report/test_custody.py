"""What the summary says of clients, their custodians, and breaks."""

from __future__ import annotations

from datetime import date

import pytest

from sim.report import summary
from sim.run import run
from tests.behind import behind, broken
from tests.runs import ENGINE
from tests.scenarios import small, trade

FEB = {day: date(2023, 2, day) for day in range(14, 29)}


def told(label: str, *tables: str, **head: object) -> list[str]:
    """The lines under a label, each put together again where it was too long for one."""
    done = run(behind(*tables, **head), ENGINE)
    found: list[str] = []
    current = ""
    for line in summary(done.scenario, done.ledgers):
        current = line[:12].strip() or current
        if current == label and line[12:13] == " ":
            found[-1] += f" {line.strip()}"
        elif current == label:
            found.append(line[12:].strip())
    return found


def test_who_holds_for_whom():
    assert told("Custody") == [
        "omnibus holds for east (2) and west (1): custodians, and how many clients of each"
    ]


def test_a_delivery_declined():
    assert told("Custody", trade(FEB[17], "cat", "alder", 11))[1:] == [
        "2023-02-17 west declined to deliver 11 HKD units of cat: more than its book has free"
    ]


def test_nothing_is_said_where_everybody_holds_directly():
    done = run(small(), ENGINE)
    said = {line[:12].strip() for line in summary(done.scenario, done.ledgers)}
    assert not said & {"Custody", "Breaks"}


def test_no_break_no_line():
    assert told("Breaks") == []


def test_a_break_of_a_day():
    wrong = broken(FEB[16], "cat", resolved=FEB[17])
    assert told("Breaks", wrong) == [
        "2023-02-16 QTY HKD I000004 of cat: 10 in omnibus, 0 in west; "
        "resolved 2023-02-17 after 1 business day"
    ]


def test_a_break_left_open():
    assert told("Breaks", broken(FEB[16], "cat"), end=FEB[20]) == [
        "2023-02-16 QTY HKD I000004 of cat: 10 in omnibus, 0 in west; STILL OPEN after "
        "2 business days"
    ]


def test_a_break_does_not_stand_for_another_of_the_same_client():
    first = broken(FEB[16], "cat", resolved=FEB[17])
    second = broken(FEB[21], "cat", resolved=FEB[23])
    found = told("Breaks", first, second)
    assert len(found) == 2
    assert found[1].startswith("2023-02-21 missed booking of cat at west did not happen")


@pytest.mark.parametrize(
    "wrong",
    [
        broken(FEB[17], "cat", resolved=FEB[20]),
        broken(FEB[16], "cat", "wrong quantity", units=10, resolved=FEB[20]),
        broken(FEB[16], "cat", units=9, resolved=FEB[20]),
    ],
)
def test_one_that_found_no_booking_to_go_wrong(wrong):
    assert len(told("Breaks", wrong)) == 1
    assert told("Breaks", wrong)[0].endswith(
        "of cat at west did not happen: no booking of that kind came"
    )
