"""What must come out of `amortising`, worked out from its file.

LIN: 30,000 units of USD 1,000 at 5.375 % 30/360, a quarter of face after each quarter. SNK: 500
units of HKD 100,000 at 4.00 % then 4.25 % ACT/ACT ICMA, an odd first period from 11 September to
31 October in the notional quarter from 31 July, which has 92 days.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.model import load
from sim.run import Run
from sim.units import date_of
from tests.golden.figures import half_up, of_type
from tests.runs import play


@pytest.fixture(scope="module")
def run() -> Run:
    return play(load("amortising"))


def actions(run: Run, tranche: str) -> list[tuple[str, date, int]]:
    """Event, payment date and gross in all of every action."""
    return [
        (row.event, date_of(row.payment_date), row.gross)
        for row in run.ledgers["corporate_actions"]
        if (row.holder, row.tranche) == ("", tranche)
    ]


def test_equal_parts_and_interest_on_what_is_left(run):
    days = [date(2024, 12, 11), date(2025, 3, 11), date(2025, 6, 11), date(2025, 9, 11)]
    worked = []
    for number, day in enumerate(days):
        left = 30_000_000_00 * (4 - number) // 4
        worked.append(("INTR", day, half_up(left * Fraction("0.05375") * 90 / 360)))
        worked.append(("PRED" if number < 3 else "REDM", day, 7_500_000_00))
    assert sorted(actions(run, "LIN")) == sorted(worked)
    assert worked[0] == ("INTR", days[0], 403_125_00)


def test_each_holder_is_rounded_once(run):
    """17,777 units less 1,111 sold too late, 12,223, and 1,111 after; USD 13.4375 a unit."""
    rows = [
        row
        for row in run.ledgers["corporate_actions"]
        if row.holder and (row.tranche, row.event) == ("LIN", "INTR")
    ]
    first = {row.holder: row.gross for row in rows[:2]}
    assert first == {"gannet-credit": 238_878_44, "petrel-pension": 164_246_56}
    assert {row.amount_per_unit for row in rows} == {None}
    per_unit = Fraction("13.4375") * 100
    assert first["gannet-credit"] == half_up(17_777 * per_unit)


def test_a_table_and_an_odd_first_period(run):
    face = 50_000_000_00
    odd = half_up(100_000_00 * Fraction("0.04") * Fraction(50, 92) / 4) * 500
    assert odd == 271_740_00
    assert actions(run, "SNK") == [
        ("INTR", date(2024, 10, 31), odd),
        # 31 January 2025 was the third day of the Lunar New Year.
        ("INTR", date(2025, 2, 3), face // 100),
        ("PRED", date(2025, 2, 3), face * 2 // 10),
        ("INTR", date(2025, 4, 30), half_up(face * Fraction("0.8") * Fraction("0.0425") / 4)),
        ("PRED", date(2025, 4, 30), face * 3 // 10),
        ("INTR", date(2025, 7, 31), half_up(face * Fraction("0.5") * Fraction("0.0425") / 4)),
        ("REDM", date(2025, 7, 31), face * 5 // 10),
    ]


def test_no_interest_where_there_is_none(run):
    assert actions(run, "ZER") == [("REDM", date(2025, 9, 11), 10_000_000_00)]
    (trade,) = [row for row in of_type(run.ledgers, "TRAD") if row.tranche == "ZER"]
    assert (trade.accrued_amount, trade.settlement_amount) == (0, 40 * 48_950_00)


def test_a_trade_is_of_the_face_that_is_left(run):
    """80 % of 50 units, accrued from 31 January to 20 February of a quarter of 89 days."""
    (trade,) = [row for row in of_type(run.ledgers, "TRAD") if row.tranche == "SNK"]
    face = 50 * 80_000_00
    accrued = half_up(face * Fraction("0.0425") * Fraction(20, 89) / 4)
    assert (trade.face, trade.clean_amount, trade.accrued_amount) == (
        face,
        half_up(face * Fraction("1.002")),
        accrued,
    )


def test_a_part_of_principal_is_claimed_as_interest_is(run):
    claims = of_type(run.ledgers, "CLAI")
    told = [(row.deliverer, row.receiver, row.settlement_amount) for row in claims]
    interest = half_up(1_111 * Fraction("13.4375") * 100)
    assert told == [
        ("gannet-credit", "shearwater-bank", interest),
        ("gannet-credit", "shearwater-bank", 1_111 * 250_00),
    ]


def test_positions_show_the_face_that_is_left(run):
    rows = [row for row in run.ledgers["positions"] if row.tranche == "LIN"]
    ends = {date_of(row.as_of): row.face // row.closing for row in rows if row.closing}
    assert ends[date(2024, 12, 10)] == 1_000_00
    assert ends[date(2024, 12, 11)] == 750_00
    assert ends[date(2025, 9, 10)] == 250_00


def test_every_check_holds(run):
    assert not run.ledgers.breaches
