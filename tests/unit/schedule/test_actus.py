"""What the published tests do not reach; amounts worked out by hand."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from typing import Any

import pytest

from sim.schedule import actus
from tests.actus_terms import BOND

LOAN = BOND | {
    "contractType": "LAM",
    "cycleOfInterestPayment": "P3ML0",
    "cycleOfPrincipalRedemption": "P3ML0",
    "nextPrincipalRedemptionPayment": 300,
}
RATES = {
    "dataObserved": {
        "HIBOR": {
            "data": [
                {"timestamp": "2023-04-01T00:00:00", "value": 0.05},
                {"timestamp": "2023-07-01T00:00:00", "value": "0.08"},
                {"timestamp": "2023-10-01", "value": 0.01},
            ]
        }
    }
}
FLOATING = {
    "cycleOfInterestPayment": "P3ML0",
    "cycleOfRateReset": "P3ML0",
    "marketObjectCodeOfRateReset": "HIBOR",
}


@pytest.fixture
def rows(tmp_path):
    """The rows of terms, as the command prints them."""

    def read(terms: dict[str, Any], **beside: Any) -> list[dict[str, str]]:
        file = tmp_path / "contract.json"
        file.write_text(json.dumps({"terms": terms, **beside}), encoding="utf8")
        (contract,) = actus.read_contracts(str(file))
        return [dict(zip(actus.COLUMNS, row, strict=True)) for row in actus.contract_rows(contract)]

    return read


@pytest.fixture
def told(rows):
    """Event, payment date and amount of each row."""

    def tell(terms: dict[str, Any], **beside: Any) -> list[tuple[str, str, str]]:
        found = rows(terms, **beside)
        return [(row["event"], row["payment_date"], row["amount"]) for row in found]

    return tell


class TestRows:
    def test_of_a_bond(self, rows):
        issue, first, second, last = rows(BOND | {"contractID": "=1+1"})
        assert (issue["event"], issue["amount"], issue["period_start"]) == ("IED", "-1200", "")
        assert first == {
            "event": "IP",
            "contract": "'=1+1",
            "currency": "HKD",
            "due_date": "2023-07-01",
            "payment_date": "2023-07-01",
            "period_start": "2023-01-01",
            "period_end": "2023-07-01",
            "day_count": "30E/360",
            "accrual_days": "180",
            "accrual_num": "180",
            "accrual_den": "360",
            "rate": "10",
            "amount": "60",
            "amount_num": "60",
            "amount_den": "1",
            "accrued_after": "0",
            "outstanding_after": "1200",
        }
        assert (second["payment_date"], second["amount"]) == ("2024-01-01", "60")
        assert (last["event"], last["amount"], last["outstanding_after"]) == ("MD", "1200", "0")

    def test_are_not_rounded(self, rows):
        coupon = rows(BOND | {"dayCountConvention": "A365"})[1]
        assert (coupon["amount_num"], coupon["amount_den"]) == ("4344", "73")
        assert coupon["amount"] == "59.50684931506849315068493150684932"

    def test_of_who_pays_are_the_mirror(self, told):
        paid, received = told(BOND | {"contractRole": "RPL"}), told(BOND)
        assert [(e, d, str(-Fraction(a))) for e, d, a in paid] == received

    def test_end_with_the_date_to(self, told):
        assert told(BOND, to="2023-07-01T00:00:00") == [
            ("IED", "2023-01-01", "-1200"),
            ("IP", "2023-07-01", "60"),
        ]

    def test_of_no_interest_cycle_pay_it_at_maturity(self, told):
        terms = {name: v for name, v in BOND.items() if name != "cycleOfInterestPayment"}
        assert told(terms)[1:] == [("IP", "2024-01-01", "120"), ("MD", "2024-01-01", "1200")]

    def test_of_long_fractions_leave_the_pair_out(self, rows):
        terms = BOND | {
            "nominalInterestRate": 0.0412345678912345,
            "cycleOfInterestPayment": "P1DL0",
            "capitalizationEndDate": "2023-10-01",
        }
        last = rows(terms)[-1]
        assert (last["amount_num"], last["amount_den"]) == ("", "")
        # 270 days of the 360 at 4.123 % make 1.0314 with interest on interest.
        assert float(last["amount"]) == pytest.approx(1200 * 1.0314, rel=1e-4)


class TestDates:
    @pytest.mark.parametrize(
        ("cycle", "paid"),
        [
            ("P5ML1", ["2023-06-01", "2023-11-01", "2024-01-01"]),
            ("P5ML0", ["2023-06-01", "2024-01-01"]),
            ("P1QL1", ["2023-04-01", "2023-07-01", "2023-10-01", "2024-01-01"]),
            ("P1HL1", ["2023-07-01", "2024-01-01"]),
            ("P1YL0", ["2024-01-01"]),
            ("P9YL0", ["2024-01-01"]),
            ("P26WL1", ["2023-07-02", "2023-12-31", "2024-01-01"]),
            ("P26WL0", ["2023-07-02", "2024-01-01"]),
            ("P200DL1", ["2023-07-20", "2024-01-01"]),
        ],
    )
    def test_of_a_cycle(self, told, cycle, paid):
        flows = told(BOND | {"cycleOfInterestPayment": cycle})
        assert [day for event, day, _ in flows if event == "IP"] == paid

    @pytest.mark.parametrize(
        ("rule", "second"), [("SD", "2023-05-28"), ("EOM", "2023-05-31"), ("", "2023-05-28")]
    )
    def test_at_the_end_of_months(self, told, rule, second):
        terms = BOND | {
            "initialExchangeDate": "2023-02-28",
            "cycleAnchorDateOfInterestPayment": "2023-02-28",
            "cycleOfInterestPayment": "P3ML1",
            "endOfMonthConvention": rule,
        }
        assert [day for _, day, _ in told(terms)][1:3] == ["2023-02-28", second]

    def test_at_the_last_second_count_to_the_next_day(self, rows):
        """A year to 23:59:59 on 31 December is a whole one: 120, not 359 days of it."""
        late = rows(BOND | {"maturityDate": "2023-12-31T23:59:59"})
        assert (late[-2]["payment_date"], late[-2]["period_end"]) == ("2023-12-31", "2024-01-01")
        assert (late[-2]["amount"], late[1]["amount"]) == ("60", "60")
        # By 30E/360 the 31st is the 30th: the day before, it is a day less.
        assert rows(BOND | {"maturityDate": "2023-12-31"})[-2]["accrual_days"] == "179"

    # 2023-07-01 is a Saturday, 2023-12-31 a Sunday. Interest at issue, half-way and at maturity.
    @pytest.mark.parametrize(
        ("convention", "half", "end", "days"),
        [
            ("NOS", "2023-07-01", "2023-12-31", (180, 179)),
            ("SCF", "2023-07-03", "2024-01-01", (182, 178)),
            ("CSF", "2023-07-03", "2024-01-01", (180, 179)),
            ("SCMF", "2023-07-03", "2023-12-29", (182, 176)),
            ("CSMF", "2023-07-03", "2023-12-29", (180, 179)),
            ("SCP", "2023-06-30", "2023-12-29", (179, 179)),
            ("CSP", "2023-06-30", "2023-12-29", (180, 179)),
            ("SCMP", "2023-07-03", "2023-12-29", (182, 176)),
            ("CSMP", "2023-07-03", "2023-12-29", (180, 179)),
        ],
    )
    def test_on_weekends(self, rows, convention, half, end, days):
        terms = BOND | {
            "initialExchangeDate": "2023-01-02",
            "cycleAnchorDateOfInterestPayment": "2023-07-01",
            "maturityDate": "2023-12-31",
            "businessDayConvention": convention,
            "calendar": "MF",
        }
        _, first, second, last = rows(terms)
        assert (first["payment_date"], second["payment_date"]) == (half, end)
        assert last["payment_date"] == end
        # A day less than from New Year's Day, which was a Sunday too.
        counted = (int(first["accrual_days"]) + 1, int(second["accrual_days"]))
        assert counted == days
        assert float(first["amount"]) == pytest.approx(1200 * 0.1 * (days[0] - 1) / 360)

    @pytest.mark.parametrize("calendar", ["NC", "NoCalendar", None])
    def test_without_a_calendar_are_all_open(self, told, calendar):
        terms = BOND | {"businessDayConvention": "SCF", "calendar": calendar}
        assert told(terms)[1][1] == "2023-07-01"


class TestRunning:
    STATUS = "2023-04-01T00:00:00"

    def test_with_what_had_accrued(self, rows):
        first, *_ = rows(BOND | {"statusDate": self.STATUS, "accruedInterest": 31})
        assert (first["event"], first["amount"]) == ("IP", "61")
        # 31 is not what its fraction gives, so no fraction is told.
        assert (first["period_start"], first["accrual_num"]) == ("2023-04-01", "")

    def test_without_it_counts_from_the_last_payment(self, rows):
        first, *_ = rows(BOND | {"statusDate": self.STATUS})
        assert (first["amount"], first["period_start"]) == ("60", "2023-01-01")
        later, *_ = rows(BOND | {"statusDate": "2023-09-01"})
        assert (later["amount"], later["period_start"]) == ("60", "2023-07-01")

    def test_what_was_due_on_the_status_date_has_happened(self, told):
        assert [event for event, *_ in told(BOND | {"statusDate": "2023-07-01"})] == ["IP", "MD"]
        assert [e for e, *_ in told(BOND | {"statusDate": "2023-06-30"})] == ["IP", "IP", "MD"]

    def test_of_who_pays(self, told):
        terms = {"statusDate": self.STATUS, "accruedInterest": 31, "contractRole": "RPL"}
        assert told(BOND | terms)[0][2] == "-61"

    def test_loan_has_its_principal_as_of_then(self, told):
        terms = {"statusDate": self.STATUS, "notionalPrincipal": 900, "accruedInterest": 0}
        assert told(LOAN | terms) == [
            ("PR", "2023-07-01", "300"),
            ("IP", "2023-07-01", "22.5"),
            ("PR", "2023-10-01", "300"),
            ("IP", "2023-10-01", "15"),
            ("IP", "2024-01-01", "7.5"),
            ("MD", "2024-01-01", "300"),
        ]


class TestResets:
    def test_take_the_rate_observed_that_day(self, rows):
        terms = BOND | FLOATING | {"rateMultiplier": "2", "rateSpread": "0.01"}
        found = [(r["event"], r["rate"], r["amount"]) for r in rows(terms, **RATES)]
        # 30 at 10 %, then 2 x 5 + 1 = 11 %, 17 %, 3 % on 1,200 for a quarter.
        assert found == [
            ("IED", "10", "-1200"),
            ("IP", "10", "30"),
            ("RR", "11", "0"),
            ("IP", "11", "33"),
            ("RR", "17", "0"),
            ("IP", "17", "51"),
            ("RR", "3", "0"),
            ("IP", "3", "9"),
            ("MD", "3", "1200"),
        ]

    @pytest.mark.parametrize(
        ("limits", "rates"),
        [
            ({"lifeCap": 0.06, "lifeFloor": 0.02}, ["5", "6", "2"]),
            ({"periodCap": 0.02, "periodFloor": -0.03}, ["7", "8", "5"]),
            ({"periodFloor": -0.01, "lifeCap": 0.085}, ["8.5", "8", "7"]),
            ({"nextResetRate": 0.04}, ["4", "8", "1"]),
        ],
    )
    def test_keep_within_limits(self, rows, limits, rates):
        found = [r for r in rows(BOND | FLOATING | limits, **RATES) if r["event"].startswith("RR")]
        assert [r["rate"] for r in found] == rates
        assert found[0]["event"] == ("RRF" if "nextResetRate" in limits else "RR")

    @pytest.mark.parametrize("convention", ["SCF", "CSF"])
    def test_on_a_weekend_take_the_rate_of_the_day_they_move_to(self, rows, convention):
        """2023-07-01 is a Saturday."""
        shifted = {"businessDayConvention": convention, "calendar": "MF"}
        points = [{"timestamp": f"2023-{day}", "value": 0.01} for day in ("04-03", "10-02")]
        points += [
            {"timestamp": "2023-07-01", "value": 0.5},
            {"timestamp": "2023-07-03", "value": 0.07},
        ]
        found = rows(BOND | FLOATING | shifted, dataObserved={"HIBOR": {"data": points}})
        assert [r["rate"] for r in found if r["event"] == "RR"] == ["1", "7", "1"]

    def test_within_a_period_split_it(self, rows):
        terms = BOND | FLOATING | {"cycleOfInterestPayment": "P6ML0"}
        first = next(r for r in rows(terms, **RATES) if r["event"] == "IP")
        # A quarter at 10 %, a quarter at 5 %: 30 + 15, and no one fraction.
        assert (first["amount"], first["accrual_num"], first["period_end"]) == (
            "45", "", "2023-07-01",
        )  # fmt: skip


class TestCapitalisation:
    def test_adds_interest_to_principal(self, rows):
        terms = BOND | {"cycleOfInterestPayment": "P3ML0", "capitalizationEndDate": "2023-07-01"}
        found = [(r["event"], r["amount"], r["outstanding_after"]) for r in rows(terms)]
        assert found == [
            ("IED", "-1200", "1200"),
            ("IPCI", "0", "1230"),
            ("IPCI", "0", "1260.75"),
            ("IP", "31.51875", "1260.75"),
            ("IP", "31.51875", "1260.75"),
            ("MD", "1260.75", "0"),
        ]

    def test_ends_between_two_payments(self, told):
        terms = BOND | {"capitalizationEndDate": "2023-04-01"}
        assert told(terms)[1:3] == [("IPCI", "2023-04-01", "0"), ("IP", "2023-07-01", "30.75")]


class TestLinearAmortising:
    QUARTERS = ("2023-04-01", "2023-07-01", "2023-10-01")

    def amounts(self, told, event: str, **terms: Any) -> list[str]:
        return [amount for kind, _, amount in told(LOAN | terms) if kind == event]

    def test_pays_interest_on_what_is_left(self, told):
        assert self.amounts(told, "IP") == ["30", "22.5", "15", "7.5"]
        assert self.amounts(told, "PR") == ["300"] * 3
        assert self.amounts(told, "MD") == ["300"]

    def test_ends_when_all_is_paid(self, told):
        flows = told({name: v for name, v in LOAN.items() if name != "maturityDate"})
        assert flows[-1] == ("MD", "2024-01-01", "300")

    def test_ends_when_all_is_paid_although_not_in_equal_parts(self, told):
        terms = {name: v for name, v in LOAN.items() if name != "maturityDate"}
        flows = told(terms | {"nextPrincipalRedemptionPayment": 500})
        assert [flow for flow in flows if flow[0] in ("PR", "MD")] == [
            ("PR", "2023-04-01", "500"),
            ("PR", "2023-07-01", "500"),
            ("MD", "2023-10-01", "200"),
        ]

    def test_pays_equal_parts_where_no_amount_is_given(self, told):
        assert self.amounts(told, "PR", nextPrincipalRedemptionPayment=None) == ["300"] * 3

    def test_never_pays_more_than_is_left(self, told):
        assert self.amounts(told, "PR", nextPrincipalRedemptionPayment=700) == ["700", "500", "0"]
        assert self.amounts(told, "MD", nextPrincipalRedemptionPayment=700) == ["0"]

    def test_on_the_principal_at_issue(self, told):
        assert self.amounts(told, "IP", interestCalculationBase="NTIED") == ["30"] * 4
        assert (
            self.amounts(
                told, "IP", interestCalculationBase="NTIED", interestCalculationBaseAmount=2400
            )
            == ["60"] * 4
        )

    def test_on_the_principal_as_it_was(self, told):
        lagging = {"interestCalculationBase": "NTL", "cycleOfInterestCalculationBase": "P6ML1"}
        assert self.amounts(told, "IP", **lagging) == ["30", "30", "15", "15"]

    def test_of_who_pays_is_the_mirror(self, told):
        received = told(LOAN)
        paid = told(LOAN | {"contractRole": "RPL"})
        assert [(e, d, str(-Fraction(a))) for e, d, a in paid] == [
            (e, d, str(Fraction(a))) for e, d, a in received
        ]


class TestSettlingAtADiscount:
    def test_pays_less_at_issue(self, told):
        assert told(BOND | {"premiumDiscountAtIED": -20})[0][2] == "-1180"

    def test_with_interest_that_has_accrued(self, told):
        assert told(BOND | {"accruedInterest": 5})[1][2] == "65"


def test_the_table_is_read_back_as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows([actus.COLUMNS, *(row.values() for row in rows(BOND))])
    assert list(csv.DictReader(io.StringIO(text.getvalue()))) == rows(BOND)
