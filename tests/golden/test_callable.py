"""What must come out of `callable`, worked out from its file: a put, a buy-back, a call.

Interest a unit: 500,000 at 4.20 % ACT/365F, 184 days to 8 November 2024 and 181 to 8 May 2025.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from sim.chain import logs as chain
from sim.ledger import build
from sim.model import load
from sim.report import summary
from sim.run import Run, ledger_inputs
from tests.golden.figures import UNIT_FACE, half_up, held, of_type
from tests.runs import play

FIRST = half_up(Fraction(UNIT_FACE * 42 * 184, 1_000 * 365))
SECOND = half_up(Fraction(UNIT_FACE * 42 * 181, 1_000 * 365))
CALLED = UNIT_FACE * 101 // 100
PUT_DATE, CALL_DATE = date(2024, 11, 8), date(2025, 5, 8)


@pytest.fixture(scope="module")
def run() -> Run:
    return play(load("callable"))


@pytest.fixture(scope="module")
def ledgers(run):
    return run.ledgers


def parts(ledgers, event: str) -> dict[str, tuple[int, int]]:
    """Units and gross amount of each holder of an action."""
    rows = [row for row in ledgers["corporate_actions"] if row.event == event and row.holder]
    return {row.holder: (row.units, row.gross) for row in rows}


def test_actions_and_their_amounts_a_unit(ledgers):
    actions = [row for row in ledgers["corporate_actions"] if not row.holder]
    assert [(row.event, row.amount_per_unit, row.units, row.status) for row in actions] == [
        ("INTR", FIRST, 200, "PAID"),
        ("BPUT", UNIT_FACE, 55, "PAID"),
        ("INTR", SECOND, 133, "PAID"),
        ("MCAL", CALLED, 133, "PAID"),
    ]


class TestThePut:
    def test_repays_what_was_elected_and_not_taken_back(self, ledgers):
        assert parts(ledgers, "BPUT") == {
            "lapwing-fund": (25, 25 * UNIT_FACE),
            "curlew-bank": (30, 30 * UNIT_FACE),
        }

    def test_locks_units_until_then(self, ledgers):
        rows = [row for row in ledgers["positions"] if row.holder == "lapwing-fund"]
        locked = {(row.locked, row.available) for row in rows if row.as_of == _day("2024-11-07")}
        assert locked == {(25, 25)}
        after = next(row for row in rows if row.as_of == _day("2024-11-08"))
        assert (after.redeemed, after.closing, after.locked) == (25, 25, 0)

    def test_leaves_the_coupon_on_those_units(self, ledgers):
        rows = [
            r
            for r in ledgers["corporate_actions"]
            if (r.event, r.holder) == ("INTR", "curlew-bank")
        ]
        assert [(row.units, row.gross) for row in rows] == [(30, 30 * FIRST)]

    def test_refuses_a_transfer_of_elected_units(self, ledgers):
        (refused,) = [row for row in ledgers["transactions"] if row.revert]
        assert (refused.sender, refused.function) == ("lapwing-fund", "transfer")
        assert refused.revert.endswith("amount=40, unfrozen=35)")


class TestTheBuyBack:
    def test_ends_units_free_of_payment(self, ledgers):
        (row,) = [r for r in ledgers["settlement"] if r.instruction_id.startswith("C")]
        assert (row.transaction_type, row.payment, row.units) == ("REDM", "FREE", 12)
        assert row.deliverer == row.receiver == "causeway-tram"

    def test_leaves_what_was_not_cancelled(self, ledgers):
        assert held(ledgers, "causeway-tram", date(2025, 1, 16)) == 15
        assert held(ledgers, "causeway-tram", date(2025, 1, 17)) == 3


class TestTheCall:
    def test_repays_everybody_at_its_price(self, ledgers):
        assert parts(ledgers, "MCAL") == {
            "lapwing-fund": (30, 30 * CALLED),
            "plover-life": (65, 65 * CALLED),
            "dunlin-pension": (35, 35 * CALLED),
            "causeway-tram": (3, 3 * CALLED),
        }

    def test_lets_the_bond_trade_on_until_then(self, ledgers):
        last = of_type(ledgers, "TRAD")[-1]
        assert (last.trade_date, last.status) == (_day("2025-04-10"), "SETTLED")

    def test_is_the_end(self, ledgers):
        closings = [row.closing for row in ledgers["positions"] if row.as_of == _day("2025-05-08")]
        assert len(closings) == 4
        assert sum(closings) == 0
        assert max(row.payment_date for row in ledgers["corporate_actions"]) == _day("2025-05-08")

    def test_is_told_in_the_summary(self, run):
        text = "\n".join(summary(run.scenario, run.ledgers))
        assert "2025-05-08 MCAL PAID: HKD 505,000.00 a unit" in text
        assert "2024-11-08 BPUT PAID: HKD 500,000.00 a unit" in text


def _day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


Change = Callable[[Any], Any]


def broken(run: Run, kind: type, change: Change) -> set[str]:
    """Laws broken when logs of one kind say something else; None leaves a log out."""
    told = [change(log) if type(log) is kind else log for log in run.outcome.logs]
    inputs = replace(ledger_inputs(run.outcome), logs=[log for log in told if log is not None])
    return {verdict.law for verdict in build(inputs).verdicts if not verdict.held}


def of_the_put(**changes: object) -> Change:
    """Changes what the put paid."""
    return lambda log: replace(log, **changes) if log.action_id == 2 else log


class TestLaws:
    """Books that tell another story break a law, by name."""

    def test_a_put_paid_at_another_price(self, run):
        def dearer(log: chain.ActionAnnounced) -> chain.ActionAnnounced:
            told = log.announcement
            if told.kind is not chain.ActionKind.BPUT:
                return log
            more = replace(told, amount_num=told.amount_num * 2)
            return replace(log, announcement=more)

        assert "RECORD" in broken(run, chain.ActionAnnounced, dearer)

    def test_a_put_paid_on_other_units(self, run):
        assert "RECORD" in broken(run, chain.Paid, of_the_put(units=24))

    def test_a_put_asked_for_other_units(self, run):
        assert "RECORD" in broken(run, chain.ActionFunded, of_the_put(units=54))

    def test_an_election_that_was_not_paid(self, run):
        more = lambda log: replace(log, units=26) if log.units == 25 else log  # noqa: E731
        assert "RECORD" in broken(run, chain.Elected, more)

    def test_units_cancelled_without_a_word(self, run):
        assert "SUPPLY" in broken(run, chain.UnitsCancelled, lambda log: None)

    def test_a_cancellation_that_destroyed_nothing(self, run):
        more = lambda log: replace(log, units=11)  # noqa: E731
        assert "SUPPLY" in broken(run, chain.UnitsCancelled, more)

    def test_a_call_paid_at_another_price(self, run):
        def cheaper(log: chain.TermsSet) -> chain.TermsSet:
            return replace(log, terms=replace(log.terms, redemption_price=100_000_000))

        assert "RECORD" in broken(run, chain.TermsSet, cheaper)
