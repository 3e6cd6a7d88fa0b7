"""`business_day = "none"`: what is due on a Sunday is paid on it, in tokens.

Three months from 16 February 2023; the second coupon is due on Sunday 16 April. Its record date is
Friday the 14th, and the books have its movements at the close of Monday the 17th.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sim.errors import ScenarioError
from sim.model import parse
from sim.schedule import DATE_RULES, RUN_RULES
from sim.units import day_of
from tests.runs import play
from tests.scenarios import event, newcomer, payment_system, small, trade, tranche, written

SUNDAY, MONDAY = date(2023, 4, 16), date(2023, 4, 17)
END = date(2023, 5, 19)


def months(tables: str | None = None, **terms: object) -> str:
    told = {"business_day": "none", "maturity": date(2023, 5, 16), **terms}
    return tranche(tables, **told) if tables else tranche(**told)


def coupons(run) -> list[tuple[int, str]]:
    rows = [r for r in run.ledgers["corporate_actions"] if r.event == "INTR" and not r.holder]
    return [(row.payment_date, row.status) for row in rows]


def hour(run, at: int) -> datetime:
    return datetime.fromtimestamp(at, run.outcome.schedule.zone).replace(tzinfo=None)


class TestPaid:
    @pytest.fixture(scope="class")
    def run(self):
        return play(small(tranches=(months(),), end=END))

    def test_on_the_day_itself(self, run):
        assert coupons(run)[1] == (day_of(SUNDAY), "PAID")
        row = next(r for r in run.ledgers["corporate_actions"] if r.payment_date == day_of(SUNDAY))
        assert hour(run, row.paid_at) == datetime(2023, 4, 16, 11)
        assert row.record_date == day_of(date(2023, 4, 14))

    def test_funded_before_the_cut_off_of_that_day(self, run):
        row = next(r for r in run.ledgers["corporate_actions"] if r.payment_date == day_of(SUNDAY))
        assert datetime(2023, 4, 16, 9) <= hour(run, row.funded_at) < datetime(2023, 4, 16, 10)

    def test_with_value_of_that_day_and_compared_at_the_next_close(self, run):
        paid = {row.value_date for row in run.ledgers["cash"] if row.purpose == "INTR"}
        assert day_of(SUNDAY) in paid
        closes = {row.as_of for row in run.ledgers["recon"]}
        assert day_of(SUNDAY) not in closes
        assert day_of(MONDAY) in closes

    def test_to_the_end_of_a_run_that_ends_with_it(self):
        one = tranche(business_day="none", issued=date(2023, 2, 16), maturity=SUNDAY)
        run = play(small(tranches=(one,), end=SUNDAY))
        assert [status for _, status in coupons(run)] == ["PAID", "PAID"]
        # Nobody is left with settlement money after the last payment.
        assert {row.balance for row in run.ledgers["cash"] if row.purpose == "BURN"} == {0}


def test_missed_on_it_and_cured_in_the_week():
    default = "\n[tranche.default]\ngrace_days = 2\n"
    story = (
        event("miss", SUNDAY, tranche="HKD"),
        event("cure", date(2023, 4, 18), tranche="HKD"),
        newcomer("trustee-co", "trustee"),
    )
    run = play(small(*story, tranches=(months() + default,), end=END))
    assert coupons(run)[1] == (day_of(SUNDAY), "PAID")
    refused = [r for r in run.ledgers["transactions"] if r.revert]
    assert refused == []
    missed = [r.at for r in run.ledgers["transactions"] if r.function == "declareMissed"]
    assert [hour(run, at).date() for at in missed] == [SUNDAY]


def test_a_claim_raised_on_it_is_due_when_settlement_opens_and_late_by_no_day():
    # Two business days before Sunday: Thursday the 13th. Due then, settled on the 14th.
    late = trade(date(2023, 4, 11), "alder", "birch", 4, short_of="cash", until=date(2023, 4, 14))
    run = play(small(late, tranches=(months(record_days=2),), end=END))
    (claim,) = [r for r in run.ledgers["settlement"] if r.transaction_type == "CLAI"]
    assert hour(run, claim.matched_at).date() == SUNDAY
    assert claim.intended_settlement_date == claim.actual_settlement_date == day_of(MONDAY)
    assert hour(run, claim.settled_at) == datetime(2023, 4, 17, 8, 30)
    assert (claim.status, claim.fail_days) == ("SETTLED", 0)


def said(*tables: str, **terms: object) -> list[str]:
    text = written(*tables, tranches=(months(**terms),), end=END)
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml", None, (*DATE_RULES, *RUN_RULES))
    return [f"{each.key}: {each.problem}; {each.instead}" for each in caught.value.findings]


class TestRefused:
    def test_by_a_run_where_the_payment_system_is_closed(self):
        assert said(payment_system(), rails=["rtgs", "cbdc"]) == [
            'tranche.HKD.business_day: "none" leaves a payment on Sunday, 2023-04-16, when rtgs is '
            'closed; write "following", or make "cbdc" or "stablecoin" the first rail'
        ]

    def test_for_its_own_holidays_too(self):
        """Good Friday 2023 is the 7th of April."""
        terms = {"issued": date(2023, 3, 7), "maturity": date(2023, 5, 7)}
        text = written(
            payment_system(),
            tranches=(months(rails=["rtgs", "cbdc"], priced=date(2023, 3, 6), **terms),),
            end=END,
        )
        with pytest.raises(ScenarioError, match="on Friday, 2023-04-07, when rtgs is closed"):
            parse(text, "x.toml", None, RUN_RULES)

    def test_not_where_tokens_come_first(self):
        run = play(small(payment_system(), tranches=(months(rails=["cbdc", "rtgs"]),), end=END))
        assert coupons(run)[1] == (day_of(SUNDAY), "PAID")

    def test_not_where_every_payment_day_is_open(self):
        one = months(rails=["rtgs", "cbdc"], maturity=date(2023, 3, 16))
        assert play(small(payment_system(), tranches=(one,))).outcome.undrawn_trades == 0

    def test_a_miss_of_a_day_on_which_nothing_is_due(self):
        (told,) = said(event("miss", date(2023, 4, 15), tranche="HKD"))
        assert told == "event.1.date: nothing of tranche HKD is due on 2023-04-15; write 2023-04-16"
