"""`greenbond cashflows`: the schedule as CSV, and nothing else on the output."""

from __future__ import annotations

import csv
import io

import pytest

COLUMNS = (
    "event,tranche,currency,period,due_date,payment_date,record_date,ex_date,period_start,"
    "period_end,day_count,accrual_days,accrual_num,accrual_den,rate,amount_per_unit,units,amount,"
    "rounding,outstanding_after,fixing_date,stub,factor_before,factor_after,assumed"
)


@pytest.fixture
def rows(greenbond):
    def read(scenario: str) -> list[dict[str, str]]:
        done = greenbond("cashflows", scenario)
        assert (done.status, done.err) == (0, "")
        return list(csv.DictReader(io.StringIO(done.out, newline=""), strict=True))

    return read


class TestOfTheIssueOf2023:
    """DESIGN section 5 and FACTS: HKD 800m in units of 500,000 at 4.05 % ACT/365F, half-yearly."""

    def test_has_the_issue_two_coupons_and_the_redemption(self, rows):
        assert [row["event"] for row in rows("hk-2023")] == ["ISSU", "INTR", "INTR", "REDM"]

    def test_first_coupon(self, rows):
        # 500,000 × 4.05 % × 181 / 365 = 10,041.780822 a unit; times 1,600 without rounding it
        # would be 16,066,849.32.
        coupon = rows("hk-2023")[1]
        assert coupon["payment_date"] == "2023-08-16"
        assert coupon["accrual_days"] == "181"
        assert coupon["amount_per_unit"] == "10041.78"
        assert coupon["units"] == "1600"
        assert coupon["amount"] == "16066848.00"
        assert coupon["rounding"] == "-1.32"

    def test_second_coupon(self, rows):
        # 184 days: 10,208.219178 a unit, 16,333,150.68 unrounded.
        coupon = rows("hk-2023")[2]
        assert coupon["payment_date"] == "2024-02-16"
        assert coupon["accrual_days"] == "184"
        assert coupon["amount_per_unit"] == "10208.22"
        assert coupon["amount"] == "16333152.00"
        assert coupon["rounding"] == "1.32"

    def test_record_and_ex_dates(self, rows):
        # DESIGN section 5: record 15 August, ex 14 August; redemption 15 and 14 February.
        _, coupon, _, redemption = rows("hk-2023")
        assert (coupon["record_date"], coupon["ex_date"]) == ("2023-08-15", "2023-08-14")
        assert (redemption["record_date"], redemption["ex_date"]) == ("2024-02-15", "2024-02-14")

    def test_redemption_leaves_nothing_outstanding(self, rows):
        redemption = rows("hk-2023")[3]
        assert redemption["amount_per_unit"] == "500000.00"
        assert redemption["amount"] == "800000000.00"
        assert redemption["outstanding_after"] == "0.00"


class TestOfAFile:
    def test_says_every_payment_even_after_the_last_day_run(self, rows, small):
        # The run of this scenario ends on 20 March; 16 April 2023 is a Sunday.
        assert [row["payment_date"] for row in rows(small)] == [
            "2023-02-16",
            "2023-03-16",
            "2023-04-17",
            "2023-04-17",
        ]

    def test_is_csv_with_a_header_and_line_feeds(self, process, small):
        done = process("cashflows", small)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"{COLUMNS}\nISSU,HKD,")
        assert "\r" not in done.out
        assert done.out.endswith("\n")

    def test_agrees_with_what_a_run_pays(self, rows, small, small_run, tables):
        due = next(row for row in rows(small) if row["event"] == "INTR")
        paid = next(row for row in tables(small_run[0])["corporate_actions"] if not row["holder"])
        for column in ("payment_date", "record_date", "ex_date", "amount_per_unit", "rounding"):
            assert paid[column] == due[column], column
        assert paid["net"] == due["amount"]

    def test_writes_nothing(self, rows, small, tmp_path):
        rows(small)
        assert list(tmp_path.iterdir()) == []


class TestWhatIsAssumed:
    """A row lists the entries of `assumed` it rests on, of its own tranche and no other."""

    def rows_of(self, rows, event, tranche, period=""):
        wanted = (event, tranche, period)
        (row,) = [r for r in rows if (r["event"], r["tranche"], r["period"]) == wanted]
        return set(row["assumed"].split())

    def test_the_first_dollar_coupon_of_2025(self, rows):
        told = self.rows_of(rows("hk-2025"), "INTR", "USD", "1")
        assert {"tranche.USD.coupon.rate", "tranche.coupon.day_count", "tranche.calendars"} <= told
        assert not [entry for entry in told if ".HKD." in entry or ".CNH." in entry]
        # Of the issue price, and of how trades fail, no coupon depends.
        assert not told & {"tranche.USD.issue_price", "tranche.expiry_days", "book"}

    def test_the_euro_term_sheet_is_known_but_for_conventions(self, rows):
        told = self.rows_of(rows("hk-2025"), "INTR", "EUR", "1")
        assert "tranche.coupon.frequency" in told
        assert not [entry for entry in told if entry.endswith((".rate", ".maturity", ".size"))]
        assert self.rows_of(rows("hk-2025"), "ISSU", "EUR") == set()

    def test_the_issue_rests_on_price_and_denominations(self, rows):
        assert self.rows_of(rows("hk-2025"), "ISSU", "USD") == {
            "tranche.USD.issue_price",
            "tranche.USD.calculation_amount",
            "tranche.USD.issued",
        }

    def test_principal_rests_on_no_rate(self, rows):
        told = self.rows_of(rows("hk-2024"), "REDM", "USD", "4")
        assert "tranche.maturity" in told
        assert not [entry for entry in told if "coupon" in entry]

    def test_a_file_that_assumes_nothing_says_nothing(self, rows, small):
        assert {row["assumed"] for row in rows(small)} == {""}


class TestWithOtherKeys:
    ADJUSTED = ("--set", "tranche.HKD.accrual=adjusted", "--set", "tranche.CNH.accrual=adjusted")

    def test_the_last_period_of_2024_where_periods_move_with_payments(self, greenbond):
        done = greenbond("cashflows", "hk-2024", *self.ADJUSTED)
        assert (done.status, done.err) == (0, "")
        last = {
            row["tranche"]: (row["accrual_days"], row["amount_per_unit"], row["amount"])
            for row in csv.DictReader(io.StringIO(done.out))
            if row["event"] == "INTR" and row["period"] == "4"
        }
        # 500,000 x 3.80 % x 186/365 and 10,000 x 2.90 % x 186/365; dollars as they were.
        assert last["HKD"] == ("186", "9682.19", "38728760.00")
        assert last["CNH"] == ("186", "147.78", "22167000.00")
        assert last["USD"] == ("180", "", "4625000.00")

    def test_a_key_nobody_knows_is_refused(self, greenbond):
        done = greenbond("cashflows", "hk-2024", "--set", "tranche.HKD.acrual=adjusted")
        assert (done.status, done.out) == (2, "")
        assert "write tranche.HKD.accrual" in done.err

    def test_no_key_of_actus_terms_can_be_set(self, greenbond, tmp_path):
        file = tmp_path / "bond.json"
        file.write_text("{}")
        done = greenbond("cashflows", str(file), "--set", "seed=3")
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("--set: seed=3: is for scenarios, not for ACTUS terms; ")


class TestOfARateThatIsNotFixed:
    FLOATING = (
        'kind = "floating"\nreference = "HIBOR 1M"\nfixing_days = 2\ninitial_rate = 4\n'
        "fixings = [{ period = 1, value = 4.05 }]"
    )

    def test_what_is_not_known_is_empty_and_said_beside_the_table(self, greenbond, spoiled):
        file = spoiled(('kind = "fixed"\nrate = 4.05', self.FLOATING))
        done = greenbond("cashflows", file)
        assert done.status == 0
        # Two business days before 16 March 2023, a Thursday.
        assert done.err == (
            "note: 1 rate of tranche HKD not fixed yet, from period 2 on 2023-03-14: "
            "their rates and amounts are empty\n"
        )
        _, known, unknown, _ = csv.DictReader(io.StringIO(done.out), strict=True)
        assert (known["rate"], known["amount_per_unit"]) == ("4.050000", "1553.42")
        assert (unknown["rate"], unknown["amount_per_unit"], unknown["amount"]) == ("", "", "")

    def test_a_run_refuses_it_by_name(self, greenbond, spoiled):
        done = greenbond("run", spoiled(('kind = "fixed"\nrate = 4.05', self.FLOATING)))
        assert (done.status, done.out) == (2, "")
        assert "tranche.HKD.coupon.kind: " in done.err


class TestOptions:
    def test_are_told_apart(self, greenbond):
        done = greenbond("cashflows", "reopened")
        said = "note: tranche HKD may be repaid in part or tapped: flows are as if it is not\n"
        assert (done.status, done.err) == (0, said)
        assert [line.partition(",")[0] for line in done.out.splitlines()[1:]] == [
            "ISSU",
            "INTR",
            "INTR",
            "REDM",
        ]

    def test_of_every_kind(self, greenbond):
        assert greenbond("cashflows", "callable").err == (
            "note: tranche HKD may be called or put: flows are as if it is not\n"
        )


class TestVotes:
    """Of `consent-extension`: a year more, at 5.40 instead of 4.20 %, for 120 units of 500,000."""

    def test_are_told_apart(self, greenbond):
        done = greenbond("cashflows", "consent-extension")
        assert done.err == (
            'note: holders of tranche HKD vote on "extension": flows are as if it is not carried; '
            "add --carried extension\n"
        )
        assert done.out.count("\nINTR,") == 2

    def test_when_carried_change_the_flows(self, greenbond):
        done = greenbond("cashflows", "consent-extension", "--carried", "extension")
        assert (done.status, done.err) == (0, "")
        _, *flows = csv.DictReader(io.StringIO(done.out), strict=True)
        # 500,000 x 4.20 % x 184/365 and 181/365, then at 5.40 %.
        assert [(row["event"], row["payment_date"], row["amount_per_unit"]) for row in flows] == [
            ("INTR", "2024-11-08", "10586.30"),
            ("INTR", "2025-05-08", "10413.70"),
            ("INTR", "2025-11-10", "13610.96"),
            ("INTR", "2026-05-08", "13389.04"),
            ("REDM", "2026-05-08", "500000.00"),
        ]

    def test_nobody_proposes_are_refused(self, greenbond):
        done = greenbond("cashflows", "consent-extension", "--carried", "extention")
        assert (done.status, done.out) == (2, "")
        assert done.err == (
            "--carried: extention: is no proposal of new terms in this scenario; "
            'write "extension"\n'
        )

    def test_of_a_scenario_without_any_are_refused(self, greenbond):
        done = greenbond("cashflows", "hk-2023", "--carried", "extension")
        assert done.err.endswith("is no proposal of new terms in this scenario; leave it out\n")

    def test_of_actus_terms_are_refused(self, greenbond, tmp_path):
        file = tmp_path / "bond.json"
        file.write_text("{}")
        done = greenbond("cashflows", str(file), "--carried", "extension")
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("--carried: extension: is for scenarios, not for ACTUS terms; ")
