"""A put that is missed, and paid before or after the next part of principal has its record date."""

from __future__ import annotations

from datetime import date

import pytest

from tests.runs import play
from tests.scenarios import UNIT_FACE, event, newcomer, small, tranche

COUPON = '\n[tranche.coupon]\nkind = "fixed"\nrate = 4.05\nfrequency = 12\nday_count = "ACT/365F"\n'
PUT = "\n[[tranche.put]]\ndate = 2023-03-16\nprice = 100\nnotice = 5\n"
THIRDS = '\n[tranche.principal]\nkind = "linear"\n'
DUE = date(2023, 3, 16)
ELECTED = event("put", date(2023, 2, 27), party="alder", tranche="HKD", payment=DUE, units=10)
MISSED = event("miss", DUE, tranche="HKD")


def repaid(cured: date) -> list[tuple[str, str, int]]:
    """What alder, who holds 50 units, has of principal: event, status, units."""
    cure = event("cure", cured, tranche="HKD")
    one = tranche(COUPON + PUT + THIRDS, maturity=date(2023, 5, 16))
    story = (ELECTED, MISSED, cure, newcomer("trustee-co", "trustee"))
    ledgers = play(small(*story, tranches=(one,), end=date(2023, 5, 19))).ledgers
    rows = [row for row in ledgers["corporate_actions"] if row.holder == "alder"]
    whole = sum(row.gross for row in rows if row.event != "INTR" and row.status == "PAID")
    assert whole == pytest.approx(50 * UNIT_FACE, abs=50)
    return [(row.event, row.status, row.units) for row in rows if row.event != "INTR"]


def test_before_it_repays_what_was_elected():
    assert repaid(date(2023, 3, 21)) == [
        ("PRED", "PAID", 50),
        ("BPUT", "PAID", 10),
        ("PRED", "PAID", 40),
        ("REDM", "PAID", 40),
    ]


def test_after_it_lapses_and_the_units_are_repaid_like_all_others():
    assert repaid(date(2023, 4, 20)) == [
        ("PRED", "PAID", 50),
        ("BPUT", "LAPSED", 10),
        ("PRED", "PAID", 50),
        ("REDM", "PAID", 50),
    ]
