"""A zero coupon in a run: sold below par, worth what its discount grew to, repaid at par.

One year at 4.05 %: 100 / 1.0405 = 96.107640..., so it is issued at 96.1076.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sim.errors import ScenarioError
from sim.model import parse
from sim.schedule import DATE_RULES, RUN_RULES
from sim.units import to_minor
from tests.golden.figures import half_up
from tests.runs import play
from tests.scenarios import UNIT_FACE, event, small, tranche, written

YEAR = {"issue_price": Decimal("96.1076"), "maturity": date(2024, 2, 16)}
ZERO = '\n[tranche.coupon]\nkind = "zero"\n'
END = date(2024, 2, 20)
TRADED, DUE = date(2023, 8, 14), date(2023, 8, 16)


def sold(day: date = TRADED, **values: object) -> str:
    """Alder sells birch ten units, at no price that the file gives."""
    return event("trade", day, seller="alder", buyer="birch", units=10, tranche="HKD", **values)


def refused(*tables: str, one: str) -> list[str]:
    text = written(*tables, tranches=(one,), end=END)
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml", None, (*DATE_RULES, *RUN_RULES))
    return [f"{found.key}: {found.problem}; {found.instead}" for found in caught.value.findings]


class TestRun:
    @pytest.fixture(scope="class")
    def run(self):
        return play(small(sold(), tranches=(tranche(ZERO, **YEAR),), end=END))

    def test_an_issue_is_paid_at_its_price(self, run):
        issued = [row for row in run.ledgers["settlement"] if row.transaction_type == "ISSU"]
        whole = sum(row.settlement_amount for row in issued)
        assert whole == half_up(Fraction(100 * UNIT_FACE * 961_076, 1_000_000))

    def test_a_trade_without_a_price_is_at_what_the_discount_grew_to(self, run):
        """181 days of simple interest in the first year: 96.1076 x (1 + 0.0405 x 181/365)."""
        (row,) = [row for row in run.ledgers["settlement"] if row.transaction_type == "TRAD"]
        price = half_up(96_107_600 * (1 + Fraction(405, 10_000) * Fraction(181, 365)))
        assert (row.price, row.intended_settlement_date) == (price, (DUE - date(1970, 1, 1)).days)
        assert price == 98_037_783
        assert row.clean_amount == half_up(Fraction(10 * UNIT_FACE * price, 100_000_000))
        assert row.accrued_amount == 0

    def test_par_comes_back_at_maturity_and_nothing_before(self, run):
        paid = [row for row in run.ledgers["corporate_actions"] if not row.holder]
        assert [(row.event, row.status, row.gross) for row in paid] == [
            ("REDM", "PAID", 100 * UNIT_FACE)
        ]

    def test_every_law_holds(self, run):
        assert run.ledgers.breaches == ()


def test_a_price_that_is_given_is_the_price():
    run = play(small(sold(price=97), tranches=(tranche(ZERO, **YEAR),), end=END))
    (row,) = [row for row in run.ledgers["settlement"] if row.transaction_type == "TRAD"]
    assert row.clean_amount == to_minor(Decimal("4850000"), "HKD")


def test_a_price_and_a_yield_that_do_not_lead_to_par_are_refused():
    terms = {**YEAR, "issue_price": Decimal("97")}
    assert refused(sold(), one=tranche(ZERO, **terms)) == [
        "event.1.price: is missing: 97 at 4.05 % comes to 100.928500 at maturity, not to par; "
        "add a line like: price = 96.5; or mend issue_price and yield"
    ]


def test_no_other_coupon_does_without_a_price():
    assert refused(sold(), one=tranche(maturity=date(2024, 2, 16))) == [
        "event.1.price: is missing; add a line like: price = 100"
    ]
