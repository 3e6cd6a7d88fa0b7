"""Principal in parts and odd periods, from file to flow. Figures by hand."""

from __future__ import annotations

from datetime import date

import pytest

from sim.schedule import COLUMNS, cashflow_rows
from sim.units import PAR, money_text
from tests.unit.schedule.terms import HALF_YEARLY, bond, scenario

FIXED = f'kind = "fixed"\nrate = 4.05\n{HALF_YEARLY}'
ICMA = FIXED.replace("ACT/365F", "ACT/ACT ICMA")
LINEAR = 'kind = "linear"'
TABLE = """kind = "table"
factors = [{ on = 2023-08-16, factor = 0.75 }, { on = 2024-02-16, factor = 0 }]"""


def told(made) -> list[tuple[str, str]]:
    return [(flow.event, money_text(flow.per_unit_num, "HKD")) for flow in made.flows]


class TestInParts:
    def test_equal_parts_with_interest_on_what_is_left(self):
        # The second coupon is 250,000 x 4.05 % x 184/365.
        assert told(bond(FIXED, LINEAR)) == [
            ("INTR", "10041.78"),
            ("PRED", "250000.00"),
            ("INTR", "5104.11"),
            ("REDM", "250000.00"),
        ]

    def test_thirds_add_up_to_a_unit(self):
        made = bond(FIXED.replace("frequency = 2", "frequency = 4"), LINEAR,
                    maturity=date(2023, 11, 16))  # fmt: skip
        parts = [flow.per_unit_num for flow in made.flows if flow.event != "INTR"]
        assert parts == [16_666_667, 16_666_666, 16_666_667]
        assert made.flows[-1].outstanding_after == 0

    @pytest.mark.parametrize("months", [7, 12, 23, 59])
    def test_any_number_of_parts_adds_up(self, months):
        year, month = divmod(1 + months, 12)
        monthly = FIXED.replace("frequency = 2", "frequency = 12")
        made = bond(monthly, LINEAR, maturity=date(2023 + year, month + 1, 16))
        parts = [flow.per_unit_num for flow in made.flows if flow.event != "INTR"]
        assert (len(parts), sum(parts)) == (months, 50_000_000)
        assert max(parts) - min(parts) <= 1

    def test_by_a_table(self):
        # Then 375,000 x 4.05 % x 184/365.
        assert told(bond(FIXED, TABLE)) == [
            ("INTR", "10041.78"),
            ("PRED", "125000.00"),
            ("INTR", "7656.16"),
            ("REDM", "375000.00"),
        ]

    def test_between_the_dates_of_a_table_nothing_is_paid_back(self):
        made = bond(FIXED.replace("frequency = 2", "frequency = 4"), TABLE)
        assert [flow.event for flow in made.flows] == [
            "INTR", "INTR", "PRED", "INTR", "INTR", "REDM",
        ]  # fmt: skip
        assert [one.factor_after for one in made.agreed] == [10**9, 75 * 10**7, 75 * 10**7, 0]

    def test_a_bullet_is_the_default_and_may_be_said(self):
        assert bond(FIXED, 'kind = "bullet"').flows == bond(FIXED).flows

    def test_by_holding_the_parts_stay_exact(self):
        third = TABLE.replace("0.75", "0.333333333")
        made = bond(FIXED, third, rounding_basis="holding")
        part = made.flows[1]
        # 500,000 x 0.666666667 is 333,333.3335.
        assert (part.per_unit_num, part.per_unit_den) == (66_666_666_7, 20)
        assert money_text(part.amount(10), "HKD") == "3333333.34"

    def test_the_rows_of_the_table(self):
        rows = [
            dict(zip(COLUMNS, row, strict=True)) for row in cashflow_rows(scenario(FIXED, TABLE))
        ]
        factors = [(row["event"], row["factor_before"], row["factor_after"]) for row in rows]
        assert factors == [
            ("ISSU", "", "1.000000000"),
            ("INTR", "1.000000000", "1.000000000"),
            ("PRED", "1.000000000", "0.750000000"),
            ("INTR", "0.750000000", "0.750000000"),
            ("REDM", "0.750000000", "0.000000000"),
        ]
        assert [row["outstanding_after"] for row in rows] == [
            "50000000.00", "50000000.00", "37500000.00", "37500000.00", "0.00",
        ]  # fmt: skip


class TestTradesOfABondPaidBackInParts:
    """Record date 15 August 2023: until then a buyer buys the instalment with the bond."""

    def test_until_the_record_date_the_whole_is_bought(self):
        trade = bond(FIXED, TABLE).trade(4, PAR, date(2023, 8, 15))
        assert (money_text(trade.face, "HKD"), trade.clean) == ("2000000.00", 200_000_000)

    def test_from_the_day_after_it_what_is_left(self):
        trade = bond(FIXED, TABLE).trade(4, PAR // 2, date(2023, 8, 16))
        assert (money_text(trade.face, "HKD"), trade.clean) == ("1500000.00", 75_000_000)

    def test_interest_accrues_on_what_is_left(self):
        # 1,500,000 x 4.05 % x 10/365
        assert bond(FIXED, TABLE).trade(4, PAR, date(2023, 8, 26)).accrued == 166_438


class TestOddPeriods:
    """From 16 February 2023 to 16 January 2024: eleven months, half-yearly."""

    TERMS = {"maturity": date(2024, 1, 16)}  # noqa: RUF012

    @pytest.mark.parametrize(
        ("stub", "expected"),
        [
            # 150 of the 181 days from 16 January to 16 July, then a whole half-year.
            ("short first", [("2023-07-16", 150, 362, "first"), ("2024-01-16", 184, 368, "none")]),
            # 153 of the 184 days from 16 August to 16 February.
            ("short last", [("2023-08-16", 181, 362, "none"), ("2024-01-16", 153, 368, "last")]),
            # Half of 150/181 + 1, and half of 1 + 153/184, over their common denominator.
            ("long first", [("2024-01-16", 150 * 184 + 33304, 66608, "first")]),
            ("long last", [("2024-01-16", 33304 + 153 * 181, 66608, "last")]),
        ],
    )
    def test_are_counted_by_quasi_coupon_periods(self, stub, expected):
        made = bond(f'{ICMA}stub = "{stub}"', **self.TERMS)
        assert [
            (flow.due.isoformat(), flow.accrual_num, flow.accrual_den, flow.stub)
            for flow in made.flows
            if flow.event == "INTR"
        ] == expected

    def test_actual_days_are_counted_as_they_are(self):
        made = bond(f'{FIXED}stub = "short first"', **self.TERMS)
        # 500,000 x 4.05 % x 150/365; 16 July 2023 is a Sunday.
        assert told(made)[0] == ("INTR", "8321.92")
        assert made.flows[0].payment == date(2023, 7, 17)

    def test_after_a_first_coupon_that_is_given(self):
        made = bond(f"{FIXED}first_coupon = 2023-05-16", maturity=date(2024, 5, 16))
        assert [(p.due.isoformat(), p.stub) for p in made.periods] == [
            ("2023-05-16", "first"), ("2023-11-16", "none"), ("2024-05-16", "none"),
        ]  # fmt: skip

    def test_after_a_last_coupon_that_is_given(self):
        made = bond(f"{FIXED}last_coupon = 2023-08-16", maturity=date(2023, 12, 1))
        assert [(p.due.isoformat(), p.stub) for p in made.periods] == [
            ("2023-08-16", "none"), ("2023-12-01", "last"),
        ]  # fmt: skip

    def test_at_both_ends(self):
        dates = "first_coupon = 2023-05-16\nlast_coupon = 2023-11-16"
        made = bond(f"{FIXED}{dates}", maturity=date(2024, 1, 16))
        assert [p.stub for p in made.periods] == ["first", "none", "last"]

    @pytest.mark.parametrize(("flag", "due"), [("true", "2023-08-31"), ("false", "2023-08-29")])
    def test_the_end_of_the_month(self, flag, due):
        made = bond(
            f'{FIXED}end_of_month = {flag}\nstub = "short first"',
            issued=date(2023, 3, 1), maturity=date(2024, 2, 29),
        )  # fmt: skip
        assert made.flows[0].due == date.fromisoformat(due)

    def test_the_row_says_which_period_is_odd(self):
        told = scenario(f'{FIXED}stub = "short last"', **self.TERMS)
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in cashflow_rows(told)]
        assert [row["stub"] for row in rows] == ["", "", "last", ""]


class TestBusinessDayRules:
    """30 September 2023 is a Saturday and the next open day Tuesday 3 October; so is the 1st's."""

    @pytest.mark.parametrize(
        ("rule", "paid", "days"),
        [
            ("following", "2023-10-03", 186),
            ("modified_following", "2023-09-29", 182),
            ("preceding", "2023-09-29", 182),
            ("modified_preceding", "2023-09-29", 182),
            ("none", "2023-09-30", 183),
        ],
    )
    @pytest.mark.parametrize("accrual", ["unadjusted", "adjusted"])
    def test_at_the_end_of_a_month(self, rule, paid, days, accrual):
        first = bond(
            FIXED, issued=date(2023, 3, 31), maturity=date(2024, 3, 31),
            business_day=rule, accrual=accrual,
        ).flows[0]  # fmt: skip
        assert (first.due, first.payment) == (date(2023, 9, 30), date.fromisoformat(paid))
        assert first.accrual_days == (days if accrual == "adjusted" else 183)

    @pytest.mark.parametrize(
        ("rule", "paid"),
        [
            ("following", "2023-10-03"),
            ("modified_following", "2023-10-03"),
            ("preceding", "2023-09-29"),
            ("modified_preceding", "2023-10-03"),
            ("none", "2023-10-01"),
        ],
    )
    def test_on_the_first_of_a_month(self, rule, paid):
        first = bond(
            f"{FIXED}first_coupon = 2023-10-01", issued=date(2023, 3, 31),
            maturity=date(2024, 10, 1), business_day=rule,
        ).flows[0]  # fmt: skip
        assert first.payment == date.fromisoformat(paid)
