"""What must come out of `custodian-break`, worked out from its file by hand.

A coupon of 3.60 % on HKD 500,000: 4,487.67 for 91 days, 4,438.36 for 90.
"""

from __future__ import annotations

from datetime import date

import pytest

from sim.model import load
from sim.report import summary
from sim.units import date_of
from tests.runs import play

FIRST, SECOND, UNIT_FACE = 4_487_67, 4_438_36, 500_000_00
LANTERN = {"tern-fund": 34, "plover-life": 30}
SAMPAN = {"egret-pension": 33, "curlew-fund": 10}


@pytest.fixture(scope="module")
def run():
    return play(load("custodian-break"))


@pytest.fixture(scope="module")
def ledgers(run):
    return run.ledgers


def position(ledgers, book: str, day: date) -> dict[str, int]:
    rows = [r for r in ledgers["positions"] if r.book == book and date_of(r.as_of) == day]
    return {row.holder: row.closing for row in rows}


def paid(ledgers, reference: str, book: str) -> list[tuple[str, int, int, str]]:
    lines = [r for r in ledgers["bookings"] if (r.reference, r.book) == (reference, book)]
    return [(line.holder, line.units, line.amount, line.status) for line in lines]


def found(ledgers, words: str) -> list[tuple[str, str, str, str, str, int, str]]:
    return [
        (
            date_of(row.as_of).isoformat(),
            row.value_a,
            row.value_b,
            row.difference,
            row.break_type,
            row.age_days,
            row.status,
        )
        for row in ledgers["recon"]
        if row.law == "SEGREGATION" and words in row.scope
    ]


class TestTwoWaysToHold:
    def test_the_chain_sees_one_account_for_four_clients(self, ledgers):
        issue = position(ledgers, "CHAIN", date(2024, 9, 10))
        assert issue == {"kite-insurance": 60, "osprey-bank": 40, "harbour-nominee": 100}
        clients = {*LANTERN, *SAMPAN}
        on_chain = {row.deliverer for row in ledgers["settlement"]}
        on_chain |= {row.receiver for row in ledgers["settlement"]}
        on_chain |= {row.party for row in ledgers["register"]}
        on_chain |= {row.account for row in ledgers["cash"]}
        assert not clients & on_chain

    def test_every_tier_shows_its_own_positions(self, ledgers):
        record = date(2025, 3, 7)
        assert position(ledgers, "CHAIN", record)["harbour-nominee"] == 107
        assert position(ledgers, "harbour-nominee", record) == {
            "lantern-custody": 64,
            "sampan-custody": 43,
        }
        assert position(ledgers, "lantern-custody", record) == LANTERN
        assert position(ledgers, "sampan-custody", record) == SAMPAN

    def test_account_types_say_for_whom(self, ledgers):
        types = {
            (row.book == "CHAIN", row.holder): row.account_type for row in ledgers["positions"]
        }
        assert types[True, "harbour-nominee"] == "NOMINEE"
        assert types[False, "sampan-custody"] == "NOMINEE"
        assert types[False, "curlew-fund"] == "CLIENT"
        assert types[True, "osprey-bank"] == "HOUSE"

    def test_trades_name_safekeeping_accounts_and_no_client(self, ledgers):
        trades = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
        assert [(row.trade_id, row.deliverer, row.receiver) for row in trades] == [
            ("T00001/S0001", "kite-insurance", "harbour-nominee"),
            ("T00002/S0003", "harbour-nominee", "osprey-bank"),
        ]

    def test_clients_trade_with_each_other_off_the_chain(self, ledgers):
        # 8 units at 100.05: 4,002,000.00, and 58 days of interest, 22,882.19.
        assert paid(ledgers, "B00002", "harbour-nominee") == [
            ("lantern-custody", -8, 4_024_882_19, "BOOKED"),
            ("sampan-custody", 8, -4_024_882_19, "BOOKED"),
        ]
        assert position(ledgers, "harbour-nominee", date(2024, 11, 7)) == {
            "lantern-custody": 64,
            "sampan-custody": 48,
        }

    def test_nobody_delivers_what_is_anothers(self, ledgers):
        declined = [row for row in ledgers["bookings"] if row.status == "REFUSED"]
        assert [(row.book, row.holder, row.units) for row in declined] == [
            ("sampan-custody", "curlew-fund", -25)
        ]
        assert position(ledgers, "sampan-custody", date(2025, 3, 7))["curlew-fund"] == 10


class TestMissedBooking:
    def test_found_the_same_day_aged_and_resolved(self, ledgers):
        # The 11th is Chung Yeung, the 12th a Saturday.
        assert found(ledgers, "I000007 of tern-fund") == [
            ("2024-10-10", "12", "0", "12", "QTY", 0, "OPEN"),
            ("2024-10-14", "12", "0", "12", "QTY", 1, "OPEN"),
            ("2024-10-15", "12", "0", "12", "QTY", 2, "OPEN"),
            ("2024-10-16", "12", "12", "0", "QTY", 3, "RESOLVED"),
        ]

    def test_the_total_of_the_custodian_is_off_as_long(self, ledgers):
        total = found(ledgers, "units of clients of lantern-custody")
        broken = [row for row in total if row[-1] != "OK"]
        assert [(row[0], row[1], row[2], row[-1]) for row in broken] == [
            ("2024-10-10", "72", "60", "OPEN"),
            ("2024-10-14", "72", "60", "OPEN"),
            ("2024-10-15", "72", "60", "OPEN"),
            ("2024-10-16", "72", "72", "RESOLVED"),
        ]

    def test_chain_and_nominee_never_differ(self, ledgers):
        rows = found(ledgers, "units of harbour-nominee")
        assert len(rows) > 5
        assert {row[-1] for row in rows} == {"OK"}


class TestWrongQuantity:
    def test_found_the_same_day_aged_and_resolved(self, ledgers):
        assert found(ledgers, "I000008 of egret-pension") == [
            ("2024-12-06", "-5", "-15", "10", "QTY", 0, "OPEN"),
            ("2024-12-09", "-5", "-15", "10", "QTY", 1, "OPEN"),
            ("2024-12-10", "-5", "-15", "10", "QTY", 2, "OPEN"),
            ("2024-12-11", "-5", "-15", "10", "QTY", 3, "OPEN"),
            ("2024-12-12", "-5", "-5", "0", "QTY", 4, "RESOLVED"),
        ]

    def test_the_coupon_goes_wrong_with_the_record_date(self, ledgers):
        # 43 units told, 33 in the book: ten coupons stay with the custodian for two days.
        assert (43 * FIRST, 33 * FIRST, 10 * FIRST) == (192_969_81, 148_093_11, 44_876_70)
        assert found(ledgers, "A001 to clients of sampan-custody") == [
            ("2024-12-10", "192969.81", "148093.11", "44876.70", "CASH", 0, "OPEN"),
            ("2024-12-11", "192969.81", "148093.11", "44876.70", "CASH", 1, "OPEN"),
            ("2024-12-12", "192969.81", "192969.81", "0.00", "CASH", 2, "RESOLVED"),
        ]
        assert paid(ledgers, "A001", "sampan-custody") == [
            ("egret-pension", 0, 23 * FIRST, "BOOKED"),
            ("curlew-fund", 0, 10 * FIRST, "BOOKED"),
            ("egret-pension", 0, 10 * FIRST, "CORRECTED"),
        ]


class TestPayments:
    def test_the_first_coupon_passes_through_to_the_cent(self, ledgers):
        assert paid(ledgers, "A001", "harbour-nominee") == [
            ("lantern-custody", 0, 64 * FIRST, "BOOKED"),
            ("sampan-custody", 0, 43 * FIRST, "BOOKED"),
        ]
        received = [
            row.credit
            for row in ledgers["cash"]
            if (row.account, row.reference) == ("harbour-nominee", "A001") and row.credit
        ]
        assert received == [107 * FIRST]

    @pytest.mark.parametrize(
        ("book", "held"), [("lantern-custody", LANTERN), ("sampan-custody", SAMPAN)]
    )
    def test_the_last_coupon_and_the_principal_reach_every_client(self, ledgers, book, held):
        assert paid(ledgers, "A002", book) == [
            (name, 0, units * SECOND, "BOOKED") for name, units in held.items()
        ]
        assert paid(ledgers, "A003", book) == [
            (name, -units, units * UNIT_FACE, "BOOKED") for name, units in held.items()
        ]

    def test_nothing_is_left_anywhere(self, ledgers):
        last = [row for row in ledgers["positions"] if date_of(row.as_of) == date(2025, 3, 10)]
        assert {row.closing for row in last} == {0}
        assert {"harbour-nominee", "lantern-custody", *LANTERN, *SAMPAN} <= {r.holder for r in last}


def test_the_summary_tells_the_breaks(run):
    lines = summary(run.scenario, run.ledgers)
    first = next(n for n, line in enumerate(lines) if line.startswith("Custody"))
    last = next(n for n, line in enumerate(lines) if line.startswith("Claims"))
    assert [line[12:] for line in lines[first:last]] == [
        "harbour-nominee holds for lantern-custody (2) and sampan-custody (2): custodians, and",
        "  how many clients of each",
        "2024-11-12 sampan-custody declined to deliver 25 HKD units of curlew-fund: more than its",
        "  book has free",
        "2024-10-10 QTY HKD I000007 of tern-fund: 12 in harbour-nominee, 0 in lantern-custody;",
        "  resolved 2024-10-16 after 3 business days",
        "2024-12-06 QTY HKD I000008 of egret-pension: -5 in harbour-nominee, -15 in",
        "  sampan-custody; resolved 2024-12-12 after 4 business days",
        "2024-12-10 CASH HKD A001 to clients of sampan-custody: 192,969.81 in harbour-nominee,",
        "  148,093.11 in sampan-custody; resolved 2024-12-12 after 2 business days",
    ]
