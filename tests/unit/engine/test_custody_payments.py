"""What comes to clients behind a nominee beside interest and redemption takes no units."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.run import Run
from tests.behind import behind
from tests.golden.figures import half_up
from tests.runs import play
from tests.scenarios import UNIT_FACE, event, newcomer, tranche

END = date(2023, 5, 19)
MONTHLY = """
[tranche.coupon]
kind = "fixed"
rate = 4.05
frequency = 12
day_count = "ACT/365F"
"""
DEFAULT = "\n[tranche.default]\ngrace_days = 2\ndefault_rate = 6\n"
TRUSTEE = newcomer("trustee-co", "trustee")
MISS = event("miss", date(2023, 3, 16), tranche="HKD")
DECLARE = event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD")


def played(*tables: str, more: str = DEFAULT, **terms: object) -> Run:
    months = tranche(MONTHLY + more, maturity=date(2023, 5, 16), **terms)
    return play(behind(*tables, TRUSTEE, tranches=(months,), end=END))


def booked(run: Run, client: str, reference: str) -> list[tuple[str, int, int]]:
    return [
        (line.purpose, line.units, line.amount)
        for line in run.outcome.bookings
        if (line.holder, line.reference) == (client, reference)
    ]


def test_a_part_of_principal():
    run = played(more='\n[tranche.principal]\nkind = "linear"\n')
    # A third of 20 units; all units go with the last part.
    third = half_up(Fraction(UNIT_FACE, 3))
    assert booked(run, "ann", "A002") == [("PRIN", 0, 20 * third)]
    ((purpose, units, _),) = booked(run, "ann", "A006")
    assert (purpose, units) == ("PRIN", -20)


def test_default_interest():
    run = played(MISS, DECLARE, event("cure", date(2023, 3, 23), tranche="HKD"))
    coupon = half_up(Fraction(UNIT_FACE * 405 * 28, 10_000 * 365))
    seven_days = half_up(Fraction(coupon * 6 * 7, 100 * 365))
    assert booked(run, "ann", "A002") == [("INTR", 0, 20 * seven_days)]
    assert [purpose for purpose, _, _ in booked(run, "ann", "A003")] == ["INTR"]


def test_an_instalment_of_a_recovery():
    told = {"record": date(2023, 4, 17), "amount": 10_000_000, "tranche": "HKD"}
    run = played(
        MISS,
        DECLARE,
        event("accelerate", date(2023, 3, 22), tranche="HKD"),
        event("recover", date(2023, 4, 18), **told),
    )
    assert booked(run, "ann", "A002") == [("RECV", 0, 2_000_000_00)]
    last = [row for row in run.ledgers["positions"] if row.holder == "ann"][-1]
    assert last.closing == 20


class TestTaxed:
    """The chain withholds a tenth of interest from the nominee; clients share what is left."""

    TAX = '\n[[tranche.tax]]\njurisdiction = "HK"\nrate = 10\n'

    def test_default_interest(self):
        cure = event("cure", date(2023, 3, 23), tranche="HKD")
        told = {"tax_account": "tax-office", "more": self.TAX + DEFAULT}
        run = played(MISS, DECLARE, cure, newcomer("tax-office"), **told)
        # 6 % on 1,553.42 for seven days is 1.79 a unit: ann's 35.80 less 3.58, cat's 17.90.
        assert booked(run, "ann", "A002") == [("INTR", 0, 32_22)]
        assert booked(run, "cat", "A002") == [("INTR", 0, 16_11)]

    @pytest.mark.parametrize(
        ("waterfall", "taxed"),
        # 1,000.00 a unit; interest in it 3.75 of 1,886.30 on 501,886.30, or all, or none.
        [("pari_passu", 3_75), ("interest_first", 1_000_00), ("principal_first", 0)],
    )
    def test_an_instalment_of_a_recovery(self, waterfall, taxed):
        told = {"record": date(2023, 4, 17), "amount": 100_000, "tranche": "HKD"}
        story = (
            MISS,
            DECLARE,
            event("accelerate", date(2023, 3, 22), tranche="HKD"),
            event("recover", date(2023, 4, 18), **told),
            newcomer("tax-office"),
        )
        more = f'{self.TAX}{DEFAULT}waterfall = "{waterfall}"\n'
        run = played(*story, tax_account="tax-office", more=more)
        nominees = half_up(Fraction(50 * taxed, 10))
        for client, units in (("ann", 20), ("bob", 20), ("cat", 10)):
            gross = units * 1_000_00
            own = half_up(Fraction(gross * nominees, 50 * 1_000_00))
            assert booked(run, client, "A002") == [("RECV", 0, gross - own)]
        (row,) = [
            r
            for r in run.ledgers["corporate_actions"]
            if (r.action_id, r.holder) == ("A002", "omnibus")
        ]
        assert row.tax == nominees


@pytest.mark.parametrize("client", ["ann", "bob", "cat"])
def test_a_call_takes_every_unit(client):
    call = "\n[[tranche.call]]\ndate = 2023-04-16\nnotice = 5\nprice = 101\n"
    told = {"tranche": "HKD", "payment": date(2023, 4, 16), "ground": "option"}
    run = played(event("call", date(2023, 4, 3), **told), more=call)
    repaid = [line for line in run.outcome.bookings if line.purpose == "PRIN"]
    assert [line.units for line in repaid if line.holder == client] == [
        -20 if client != "cat" else -10
    ]
