"""What must come out of `floating`, worked out from its file: each rate, and what it pays.

FLT pays on 13 June, 13 September, 13 December and 13 March, all business days, so its adjusted
periods are 92, 92, 91 and 90 days. INF has two periods of 184 and 181 days.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.chain.logs import RateFixed
from sim.model import load
from sim.report import summary
from sim.run import Run
from sim.units import date_of
from tests.golden.figures import half_up, of_type
from tests.runs import play

#: Per cent a year: 4.00, 4.125 and 4.875 published, and 0.60 above, at most 5; then the last again.
FLT = [(Fraction("4.6"), 92), (Fraction("4.725"), 92), (Fraction(5), 91), (Fraction(5), 90)]
#: The floor of 2 before inflation of 1.70; then inflation.
INF = [(Fraction(2), 184), (Fraction("2.35"), 181)]


@pytest.fixture(scope="module")
def run() -> Run:
    return play(load("floating"))


def interest(run: Run, tranche: str) -> list[tuple[int, int]]:
    """Rate in 1e-9 and amount a unit of every coupon."""
    return [
        (row.rate, row.amount_per_unit)
        for row in run.ledgers["corporate_actions"]
        if (row.holder, row.tranche, row.event) == ("", tranche, "INTR")
    ]


def worked(unit_face: int, periods: list[tuple[Fraction, int]]) -> list[tuple[int, int]]:
    return [
        (int(rate * 10**7), half_up(unit_face * rate * days / 100 / 365)) for rate, days in periods
    ]


def test_the_floating_note_pays_at_the_fixed_rates(run):
    assert interest(run, "FLT") == worked(100_000_00, FLT)
    assert [each for _, each in interest(run, "FLT")] == [1_159_45, 1_190_96, 1_246_58, 1_232_88]


def test_the_other_pays_the_higher_of_floor_and_inflation(run):
    assert interest(run, "INF") == worked(10_000_00, INF)
    assert [each for _, each in interest(run, "INF")] == [100_82, 116_53]


def test_what_nobody_published_falls_back_to_what_was_observed_before(run):
    fixed = [log for log in run.outcome.logs if isinstance(log, RateFixed)]
    terms = run.outcome.system.terms["FLT"].address
    told = [(log.observed, log.rate, log.is_fallback) for log in fixed if log.address == terms]
    assert told == [
        (40_000_000, 46_000_000, False),
        (41_250_000, 47_250_000, False),
        (48_750_000, 50_000_000, False),
        (48_750_000, 50_000_000, True),
    ]


def test_trades_accrue_at_the_rate_fixed_or_at_the_floor(run):
    trades = of_type(run.ledgers, "TRAD")
    accrued = [(row.tranche, row.accrued_days, row.accrued_amount) for row in trades]
    # From 13 June to 17 July, 13 March to 22 August, and 13 September to 12 December.
    assert accrued == [
        ("FLT", 34, half_up(100 * 100_000_00 * Fraction("0.04725") * 34 / 365)),
        ("INF", 162, half_up(500 * 10_000_00 * Fraction("0.02") * 162 / 365)),
        ("FLT", 90, half_up(50 * 100_000_00 * Fraction("0.05") * 90 / 365)),
    ]
    assert [date_of(row.intended_settlement_date) for row in trades] == [
        date(2024, 7, 17),
        date(2024, 8, 22),
        date(2024, 12, 12),
    ]


def test_a_tenth_is_withheld_from_the_holder_in_singapore(run):
    """A tenth of the interest on 1,500 units; the tax office has it the same day."""
    rows = [row for row in run.ledgers["corporate_actions"] if row.tranche == "INF" and row.holder]
    taxed = [
        (row.units, row.gross, row.tax, row.net)
        for row in rows
        if (row.holder, row.event) == ("sandpiper-treasury", "INTR")
    ]
    assert taxed == [
        (1_500, 151_230_00, 15_123_00, 136_107_00),
        (1_500, 174_795_00, 17_479_50, 157_315_50),
    ]
    assert sum(row.tax for row in rows) == 15_123_00 + 17_479_50
    received = [
        (date_of(row.value_date), row.credit, row.purpose)
        for row in run.ledgers["cash"]
        if row.account == "tax-office" and row.credit
    ]
    assert received == [
        (date(2024, 9, 13), 15_123_00, "TAXS"),
        (date(2025, 3, 13), 17_479_50, "TAXS"),
    ]


def test_every_check_holds(run):
    assert not run.ledgers.breaches


def test_the_summary_tells_the_rate_of_each_payment(run):
    text = " ".join(" ".join(summary(run.scenario, run.ledgers)).split())
    assert [text.count(f"FLT INTR PAID at {rate} %") for rate in ("4.6", "4.725", "5")] == [1, 1, 2]
    assert "2024-09-13 INF INTR PAID at 2 %: HKD 100.82 a unit" in text
    assert "REDM PAID at" not in text
