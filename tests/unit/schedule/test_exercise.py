"""Calls, puts and withholding tax: dates by hand, and what cannot be. No contract carries them."""

from __future__ import annotations

from datetime import date

import pytest

from sim.errors import ScenarioError
from sim.model.rules import RUN_RULES, hold_to
from tests.unit.schedule.terms import HALF_YEARLY, bond, refused, scenario

FIXED = f'kind = "fixed"\nrate = 4.05\n{HALF_YEARLY}'
QUARTERLY = FIXED.replace("frequency = 2", "frequency = 4")


def call(day: str, notice: int = 30, kind: str = "call", more: str = "") -> str:
    return f"[[tranche.{kind}]]\ndate = {day}\nnotice = {notice}\n{more}"


class TestWhenTheyMayBeExercised:
    def test_a_call_is_paid_with_interest_and_notified_business_days_before(self):
        # Five business days before Wednesday 16 August 2023 is Wednesday 9 August.
        (one,) = bond(FIXED + call("2023-08-16", 5, more="price = 101.5")).exercises
        assert (one.event, one.number, one.due) == ("MCAL", 1, date(2023, 8, 16))
        assert (one.payment, one.record) == (date(2023, 8, 16), date(2023, 8, 15))
        assert (one.notice_by, one.price) == (date(2023, 8, 9), 101_500_000)

    def test_puts_come_after_calls(self):
        told = QUARTERLY + call("2023-08-16", kind="put") + call("2023-05-16")
        told += call("2023-11-16")
        assert [(one.event, one.number, one.price) for one in bond(told).exercises] == [
            ("MCAL", 1, 100_000_000),
            ("MCAL", 3, 100_000_000),
            ("BPUT", 2, 100_000_000),
        ]

    def test_a_date_on_a_holiday_is_paid_on_the_next_business_day(self):
        terms = {"issued": date(2023, 3, 16), "maturity": date(2024, 3, 16)}
        (one,) = bond(FIXED + call("2023-09-16", 1), **terms).exercises
        assert (one.payment, one.notice_by) == (date(2023, 9, 18), date(2023, 9, 15))

    def test_scheduled_flows_go_on_to_maturity(self):
        assert bond(FIXED + call("2023-08-16")).flows == bond(FIXED).flows


WRONG = [
    (call("2023-02-16"), "call.1.date: 2023-02-16 is not after issue, 2023-02-16; "
     "write a date after 2023-02-16 and before 2024-02-16"),
    (call("2024-02-16", kind="put"), "put.1.date: 2024-02-16 is not before maturity, 2024-02-16; "
     "write a date after 2023-02-16 and before 2024-02-16"),
    (call("2023-08-16") * 2, "call.2.date: 2023-08-16 is not after the call before it, "
     "2023-08-16; write each call once, in order"),
    (call("2023-06-16"), "call.1.date: no interest is due on 2023-06-16; write 2023-08-16"),
    (call("2023-08-16", 130), "call.1.notice: notice would have to be given by 2023-02-07, "
     "before issue; write a smaller number"),
    (call("2023-08-16", 1) + "[tranche.tax_call]\nnotice = 250", "tax_call.notice: notice would "
     "have to be given by 2023-02-14, before issue; write a smaller number"),
    (call("2023-08-16", 0), "call.1.notice: 0 is not a possible number of business days; "
     "write a number of at least 1 and at most 250"),
    (call("2023-08-16", more="price = 0"), "call.1.price: 0 is not a possible price per 100 of "
     "face; write a number above 0 and at most 1000"),
    ("[tranche.clean_up_call]\nnotice = 30\nthreshold = 0",
     "clean_up_call.threshold: 0 per cent is never reached; write it above 0 and below 100"),
    ("[tranche.clean_up_call]\nnotice = 30\nthreshold = 100",
     "clean_up_call.threshold: 100 per cent is always reached; write it above 0 and below 100"),
    ("[tranche.clean_up_call]\nnotice = 30",
     "clean_up_call.threshold: is missing; add a line like: threshold = 10"),
    ('[[tranche.tax]]\njurisdiction = "us"\nrate = 30', 'tax.1.jurisdiction: "us" is not a '
     'jurisdiction; write its two capitals of ISO 3166, like "HK" or "GB"'),
    ('[[tranche.tax]]\njurisdiction = "US"\nrate = 130', "tax.1.rate: 130 is not a possible "
     "tax in per cent; write a number above 0 and at most 100"),
    ('[[tranche.tax]]\njurisdiction = "US"\nrate = 30\n' * 2,
     'tax.2.jurisdiction: "US" is taxed twice; leave one of them out'),
]  # fmt: skip


@pytest.mark.parametrize(("more", "said"), WRONG)
def test_what_cannot_be(more: str, said: str) -> None:
    account = {"tax_account": "outsider"} if "tranche.tax]]" in more else {}
    assert refused(f"{FIXED}{more}", **account) == [f"tranche.HKD.{said}"]


def test_tax_is_withheld_for_somebody() -> None:
    tax = '[[tranche.tax]]\njurisdiction = "US"\nrate = 30'
    assert refused(f"{FIXED}{tax}") == [
        "tranche.HKD.tax_account: is missing: tax is withheld, and nobody receives it; "
        "name the party that does"
    ]
    assert refused(FIXED, tax_account="outsider") == [
        "tranche.HKD.tax_account: receives nothing: no tax is withheld; "
        "add a [[tranche.tax]] table, or leave it out"
    ]
    (said,) = refused(f"{FIXED}{tax}", tax_account="taxman")
    assert '"taxman" is not a declared party' in said


def test_notice_may_not_come_after_the_record_date() -> None:
    assert refused(FIXED + call("2023-08-16", 2), record_days=3) == [
        "tranche.HKD.call.1.notice: notice as late as 2023-08-14 would be after the record date, "
        "2023-08-11; write 3 or more"
    ]


def test_without_interest_there_is_no_date_to_call_on() -> None:
    assert refused('kind = "zero"\n' + call("2023-08-16")) == [
        "tranche.HKD.call.1: a call is on a date of interest, and this bond pays none; leave it out"
    ]


def test_one_payment_of_interest_leaves_no_date_before_maturity() -> None:
    yearly = FIXED.replace("frequency = 2", "frequency = 1")
    assert refused(yearly + call("2023-08-16")) == [
        "tranche.HKD.call.1.date: no interest is due on 2023-08-16; leave it out"
    ]


@pytest.mark.parametrize(
    ("more", "key"),
    [
        (call("2023-08-16", 1), "call.1"),
        (call("2023-08-16", 1, kind="put"), "put.1"),
        ("[tranche.tax_call]\nnotice = 1", "tax_call"),
        ("[tranche.clean_up_call]\nnotice = 1\nthreshold = 10", "clean_up_call"),
    ],
)
def test_a_run_refuses_notice_that_ends_when_payments_are_announced(more: str, key: str) -> None:
    read = scenario(f"{FIXED}{more}")
    with pytest.raises(ScenarioError) as caught:
        hold_to(read, RUN_RULES)
    (found,) = caught.value.findings
    assert (found.key, found.instead) == (f"tranche.HKD.{key}.notice", "write 2 or more")
    assert found.line


def test_a_run_takes_options_with_longer_notice() -> None:
    hold_to(scenario(f"{FIXED}{call('2023-08-16')}"), RUN_RULES)
