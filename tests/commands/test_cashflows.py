"""`greenbond cashflows`: the schedule as CSV, and nothing else on the output."""

from __future__ import annotations

import csv
import io

import pytest

COLUMNS = (
    "event,tranche,currency,period,due_date,payment_date,record_date,ex_date,period_start,"
    "period_end,day_count,accrual_days,accrual_num,accrual_den,rate,amount_per_unit,units,amount,"
    "rounding,outstanding_after"
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
