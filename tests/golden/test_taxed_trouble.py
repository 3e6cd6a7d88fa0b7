"""Tax on default interest and on what is recovered, worked out from the terms of `taxed.py`."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest

from sim.ledger import TABLES, Ledgers
from sim.report import summary
from tests.golden.figures import UNIT_FACE, half_up
from tests.golden.taxed import (
    COUPON,
    CURED,
    EIGHTH,
    FIFTH,
    INTEREST,
    MISS,
    SECOND_MONEY,
    SIX_DAYS,
    WATERFALLS,
    cured,
    due,
    office,
    parts,
    recovered,
    scenario,
)
from tests.runs import play


class TestDefaultInterest:
    #: 6 % on 1,553.42 for the four days from 16 to 20 March is 1.0214.
    EACH = 1_02

    def test_is_taxed_like_the_coupon_it_is_on(self):
        ledgers = cured().ledgers
        assert parts(ledgers, "A001") == {
            "alder": due(50 * COUPON, 0, EIGHTH),
            "dune": due(30 * COUPON, 30 * COUPON, EIGHTH),
            "elm": due(20 * COUPON, 20 * COUPON, FIFTH),
        }
        # 30.60 and 20.40: an eighth is 3.825, half up, a fifth 4.08.
        assert parts(ledgers, "A002") == {
            "alder": (51_00, 0, 51_00),
            "dune": (30_60, 3_83, 26_77),
            "elm": (20_40, 4_08, 16_32),
        }

    def test_is_told_on_its_row_and_in_the_summary(self):
        ledgers = cured().ledgers
        (row,) = [r for r in ledgers["corporate_actions"] if r.event == "DINT" and not r.holder]
        assert (row.gross, row.tax, row.net) == (102_00, 7_91, 94_09)
        lines = summary(scenario(*CURED), ledgers)
        told = "2023-03-20 DINT PAID: HKD 1.02 a unit, HKD 102.00 in all, HKD 7.91 of it tax"
        assert any(told in line for line in lines)

    def test_reaches_the_tax_account(self):
        ledgers = cured().ledgers
        rows = [r for r in ledgers["corporate_actions"] if not r.holder]
        assert office(ledgers) == sum(row.tax for row in rows)
        assert (("TAXS", "A002", 7_91)) in [
            (row.purpose, row.reference, row.credit) for row in ledgers["cash"]
        ]

    def test_of_what_is_rounded_a_holding(self):
        exact = Fraction(UNIT_FACE * 405 * 28, 10_000 * 365) * Fraction(6 * 4, 100 * 365)
        assert parts(cured("holding").ledgers, "A002") == {
            "alder": due(half_up(50 * exact), 0, EIGHTH),
            "dune": due(half_up(30 * exact), half_up(30 * exact), EIGHTH),
            "elm": due(half_up(20 * exact), half_up(20 * exact), FIFTH),
        }

    def test_of_what_is_missed_nobody_knows_the_tax_yet(self):
        """Until it is paid: then it goes by where each holder is resident."""
        ledgers = play(scenario(MISS)).ledgers
        rows = [row for row in ledgers["corporate_actions"] if row.status == "MISSED"]
        assert [(row.holder, row.tax, row.net) for row in rows] == [
            (name, None, None) for name in ("", "alder", "dune", "elm")
        ]


class TestRecovery:
    @pytest.mark.parametrize(
        ("waterfall", "first"),
        [
            ("interest_first", INTEREST),
            ("principal_first", 0),
            # 2,500.00 of 501,886.30, of which interest is 1,886.30, rounded down: 9.396.
            ("pari_passu", 9_39),
        ],
    )
    def test_tax_is_taken_from_interest_by_the_waterfall(self, waterfall, first):
        """250,000.00 for 100 units, then what is left of the claim of 501,886.30 a unit."""
        ledgers = recovered(waterfall).ledgers
        left = UNIT_FACE + INTEREST - 2_500_00
        assert left == SECOND_MONEY
        both = ("A002", 2_500_00, first), ("A003", left, INTEREST - first)
        for action, each, interest in both:
            assert parts(ledgers, action) == {
                "alder": due(50 * each, 0, EIGHTH),
                "dune": due(26 * each, 26 * interest, EIGHTH),
                "elm": due(24 * each, 24 * interest, FIFTH),
            }

    def test_to_the_cent_where_interest_comes_first(self):
        """2,500.00 a unit, of which 1,553.42 + 332.88 is interest."""
        assert (COUPON, SIX_DAYS, INTEREST) == (1_553_42, 332_88, 1_886_30)
        assert parts(recovered("interest_first").ledgers, "A002") == {
            "alder": (125_000_00, 0, 125_000_00),
            # An eighth of 49,043.80 is 6,130.475; a fifth of 45,271.20 is 9,054.24.
            "dune": (65_000_00, 6_130_48, 58_869_52),
            "elm": (60_000_00, 9_054_24, 50_945_76),
        }

    def test_a_claim_later_brings_the_same_net(self):
        ledgers = recovered("interest_first").ledgers
        (row,) = [
            r for r in ledgers["corporate_actions"] if (r.action_id, r.holder) == ("A002", "dune")
        ]
        assert (row.status, row.tax) == ("CLAIMED", 6_130_48)
        taxed = [
            row.credit
            for row in ledgers["cash"]
            if (row.account, row.reference) == ("tax-office", "A002")
        ]
        assert taxed == [9_054_24, 6_130_48]

    def test_a_lost_account_is_taxed_where_the_one_in_force_is(self):
        run = recovered("pari_passu")
        rows = [
            (r.account, r.credit)
            for r in run.ledgers["cash"]
            if (r.reference, r.purpose) == ("A003", "RECV")
        ]
        (net,) = [credit for account, credit in rows if account == "elm-again"]
        assert "elm" not in dict(rows)
        assert net == parts(run.ledgers, "A003")["elm"][2]


class TestJournal:
    @pytest.mark.parametrize("waterfall", WATERFALLS)
    def test_ends_with_no_tax_kept_and_no_right_open(self, waterfall):
        self.check(recovered(waterfall).ledgers)

    def test_of_a_holder_whose_interest_is_all_tax(self):
        ledgers = play(scenario(*CURED, elms_rate=100)).ledgers
        assert parts(ledgers, "A002")["elm"] == (20_40, 20_40, 0)
        self.check(ledgers)

    def check(self, ledgers: Ledgers) -> None:
        rows = [row for row in ledgers["journal"] if row.currency == "HKD"]
        balance: dict[str, int] = defaultdict(int)
        for row in rows:
            balance[row.account] += (row.debit or 0) - (row.credit or 0)
        kinds = {account.partition(":")[2] for account in balance}
        assert {"tax", "receivable", "payable"} <= kinds
        ended = ("tax", "receivable", "withheld", "payable")
        open_still = {name: n for name, n in balance.items() if n and name.endswith(ended)}
        assert open_still == {}


def test_equal_books_on_both_engines():
    pytest.importorskip("pyrevm")
    here, there = (recovered("pari_passu", name).ledgers for name in ("revm", "eth-tester"))
    tables = [table for table in TABLES if table in here.tables and table != "transactions"]
    assert "corporate_actions" in tables
    for table in tables:
        assert list(here[table]) == list(there[table]), table
