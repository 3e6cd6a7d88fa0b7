"""Trades whose accrued interest nobody could tell: between a record date and the end of a period.

Five business days before Thursday 16 March 2023 is the 9th; the second period begins on the 16th.
"""

from __future__ import annotations

from datetime import date

import pytest

from sim.errors import ScenarioError
from sim.model import parse
from sim.schedule import DATE_RULES
from sim.units import PAR
from tests.runs import play
from tests.scenarios import book, small, trade, trading, tranche, written
from tests.unit.schedule.terms import bond

MONTHLY = 'kind = "fixed"\nrate = 4.05\nfrequency = 12\nday_count = "ACT/365F"'
LONG = {"maturity": date(2023, 5, 16)}
END = date(2023, 5, 19)


def refused(day: date, **terms: object) -> list[str]:
    one = tranche(**LONG, **terms)
    text = written(trade(day, "alder", "birch", 4), tranches=(one,), end=END)
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml", None, DATE_RULES)
    return [f"{each.key}: {each.problem}; {each.instead}" for each in caught.value.findings]


@pytest.mark.parametrize(
    ("day", "due"), [(date(2023, 3, 8), "2023-03-10"), (date(2023, 3, 13), "2023-03-15")]
)
def test_a_trade_due_after_the_record_date_and_before_the_payment_is_refused(day, due):
    assert refused(day, record_days=5) == [
        f"event.1.date: would settle on {due}, after the record date, 2023-03-09, and before "
        "2023-03-16: its buyer would pay interest of a coupon that is the seller's; "
        "let it settle by 2023-03-09, or from 2023-03-16 on"
    ]


def test_a_trade_due_on_either_side_is_not():
    sides = [trade(date(2023, 3, day), "alder", "birch", 4) for day in (7, 14)]
    run = play(small(*sides, tranches=(tranche(record_days=5, **LONG),), end=END))
    rows = [row for row in run.ledgers["settlement"] if row.transaction_type == "TRAD"]
    assert [row.accrued_days for row in rows] == [21, 0]


def test_a_payment_brought_forward_is_the_sellers_from_its_record_date_on():
    """16 April 2023 is a Sunday: paid on Friday the 14th, which settles nothing with interest."""
    assert refused(date(2023, 4, 12), business_day="preceding") == [
        "event.1.date: would settle on 2023-04-14, after the record date, 2023-04-13, and before "
        "2023-04-16: its buyer would pay interest of a coupon that is the seller's; "
        "let it settle by 2023-04-13, or from 2023-04-16 on"
    ]


def test_a_coupon_with_a_mistake_has_that_mistake_only():
    """What it would be fixed at is nobody's guess, and not a reason to stop reading."""
    coupon = """
[tranche.coupon]
kind = "floating"
frequency = 12
day_count = "ACT/365F"
fixing_days = 2
initial_rate = 3
"""
    traded = trade(date(2023, 3, 8), "alder", "birch", 4)
    text = written(traded, tranches=(tranche(coupon, **LONG),), end=END)
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml", None, DATE_RULES)
    told = [f"{each.key}: {each.problem}" for each in caught.value.findings]
    assert told == ["tranche.HKD.coupon.reference: is missing"]


def test_such_trades_are_not_drawn():
    dates = {"from_": date(2023, 3, 8), "until": date(2023, 3, 13), "trades": 6}
    scenario = small(book(), trading(**dates), tranches=(tranche(record_days=5, **LONG),), end=END)
    assert play(scenario).outcome.undrawn_trades == 6


def test_no_amount_is_given_for_one():
    made = bond(MONTHLY, record_days=5, **LONG)
    assert made.accrues(date(2023, 3, 9))
    assert not made.accrues(date(2023, 3, 10))
    assert made.accrues(date(2023, 3, 16))
    with pytest.raises(ValueError, match="2023-03-10 is past the record date, 2023-03-09"):
        made.trade(4, PAR, date(2023, 3, 10))
