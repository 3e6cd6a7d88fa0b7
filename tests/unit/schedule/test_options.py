"""Options as contracts take them, and notices that cannot be.

The small deal for three months: coupons on 16 March, 17 April (for Sunday 16) and 16 May 2023,
record dates one Hong Kong business day before.
"""

from __future__ import annotations

from datetime import date

import pytest

from sim.errors import ScenarioError
from sim.model.rules import broken_rules
from sim.schedule import RUN_RULES, OptionTerms, options_of, plan
from tests.options import choice
from tests.scenarios import event, small, tranche

ISSUED, MARCH = date(2023, 2, 16), date(2023, 3, 16)
APRIL, MAY = date(2023, 4, 16), date(2023, 5, 16)


def scenario(*tables: str, events: tuple[str, ...] = ()):
    bond = tranche(maturity=MAY) + "".join(tables)
    return small(*events, tranches=(bond,), end=date(2023, 5, 17))


def made(*tables: str) -> tuple[OptionTerms, ...]:
    return options_of(plan(scenario(*tables)).tranches["HKD"])


def refused(*tables: str, events: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        plan(scenario(*tables, events=events))
    return [f"{found.key}: {found.problem}; {found.instead}" for found in caught.value.findings]


class TestRefused:
    @pytest.mark.parametrize("day", [date(2023, 2, 15), date(2023, 3, 10)], ids=["early", "late"])
    def test_an_election_outside_its_window(self, day):
        told = event("put", day, party="alder", tranche="HKD", payment=MARCH, units=4)
        assert refused(choice("put", date=MARCH), events=(told,)) == [
            f"event.1.date: {day} is no day for notice of the payment of 2023-03-16; "
            "write a date from 2023-02-16 to 2023-03-09"
        ]

    def test_a_notice_too_late(self):
        told = event("call", date(2023, 4, 11), tranche="HKD", payment=APRIL)
        (said,) = refused(choice("call", date=APRIL), events=(told,))
        assert said.endswith("write a date from 2023-02-16 to 2023-04-06")

    @pytest.mark.parametrize("day", [date(2023, 2, 16), date(2023, 4, 6)], ids=["first", "last"])
    def test_but_not_on_the_days_of_the_window(self, day):
        plan(
            scenario(
                choice("call", date=APRIL),
                events=(event("call", day, tranche="HKD", payment=APRIL),),
            )
        )

    def test_a_tax_call_to_a_date_it_does_not_reach(self):
        notice = event("call", date(2023, 3, 7), tranche="HKD", payment=MAY, ground="tax")
        (said,) = refused(choice("tax_call"), events=(notice,))
        assert said.startswith(
            "event.1.payment: no interest is due on 2023-05-16 that such a call could go with; "
        )

    @pytest.mark.parametrize(
        ("table", "key"),
        [
            (choice("put", date=MARCH, notice=1), "put"),
            (choice("tax_call", notice=1), "tax_call"),
        ],
    )
    def test_a_run_whose_notice_ends_when_payments_are_announced(self, table, key):
        told = [c for c in broken_rules(scenario(table), RUN_RULES) if key in c.path]
        assert [(c.path[-1], c.instead) for c in told] == [("notice", "write 2 or more")]


class TestDated:
    def test_goes_with_the_payment_of_its_date(self):
        (option,) = made(choice("call", date=APRIL, price=101))
        # Payment on Monday 17 April; 5, 7 and 10 April were holidays.
        assert option == OptionTerms(
            kind="CALL",
            period=2,
            due=APRIL,
            opens=ISSUED,
            closes=date(2023, 4, 6),
            price=101_000_000,
        )


class TestAnyDate:
    def test_calls_go_with_each_payment_but_the_last_and_those_of_puts(self):
        options = made(choice("put", date=MARCH), choice("tax_call"), choice("clean_up_call"))
        assert [(each.kind, each.due) for each in options] == [
            ("PUT", MARCH),
            ("TAX_CALL", APRIL),
            ("CLEAN_UP", APRIL),
        ]

    def test_a_clean_up_call_counts_the_units_it_leaves(self):
        assert {each.units for each in made(choice("clean_up_call"))} == {10}

    def test_a_tax_call_counts_none(self):
        assert {each.units for each in made(choice("tax_call"))} == {0}

    def test_payments_too_soon_for_notice_have_none(self):
        assert [each.due for each in made(choice("tax_call", notice=21))] == [APRIL]
