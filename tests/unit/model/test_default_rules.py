"""Mistakes in what a scenario tells of defaults, recoveries and votes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from sim.errors import ScenarioError
from sim.model.rules import broken_rules
from sim.schedule import DATE_RULES, RUN_RULES
from tests.scenarios import FIXED, FLOATING, event, newcomer, small, trade, tranche

DEFAULT = "\n[tranche.default]\ngrace_days = 3\n"
TRUSTEE = newcomer("trustee-co", "trustee")
COUNTER = newcomer("counter", "calculation agent")
DAY = date(2023, 3, 1)
INFLATION = FLOATING.replace("floating", "inflation") + "floor = 2\n"


def told(
    *tables: str,
    default: str | None = DEFAULT,
    maturity: date = date(2023, 4, 16),
    **terms: object,
) -> list[str]:
    """Everything that is wrong with a story of a tranche of two months."""
    try:
        small(
            *tables,
            tranches=(tranche(maturity=maturity, **terms) + (default or ""),),
            end=date(2023, 4, 28),
        )
    except ScenarioError as refused:
        return [str(finding).partition(": ")[2] for finding in refused.findings]
    return []


def proposal(**values: object) -> str:
    terms = {
        "tranche": "HKD",
        "name": "longer",
        "by": "treasury",
        "matter": "waive",
        "record": date(2023, 3, 3),
        "closes": date(2023, 3, 10),
    }
    return event("propose", DAY, **{**terms, **values})


def recovery(**values: object) -> str:
    terms = {"tranche": "HKD", "record": date(2023, 4, 3), "amount": 1_000}
    return event("recover", date(2023, 4, 4), **{**terms, **values})


def vote(day: date, proposal_name: str = "longer") -> str:
    return event("vote", day, proposal=proposal_name, party="alder", in_favour=True)


OF_TRANCHE = {"tranche": "HKD"}

BROKEN: dict[str, tuple[Callable[[], list[str]], str]] = {
    "no promise": (
        lambda: told(event("accelerate", DAY, **OF_TRANCHE), TRUSTEE, default=None),
        "event.1.tranche: tranche HKD says nothing of default; "
        "add a [tranche.default] table below it",
    ),
    "claims that outlive all dates": (
        lambda: told(default=f"{DEFAULT}prescription_years = 9000\n"),
        "tranche.HKD.default.prescription_years: 9000 is not a possible number of years; "
        "write a number of at least 1 and at most 100",
    ),
    "no trustee to accelerate": (
        lambda: told(event("accelerate", DAY, **OF_TRANCHE)),
        'event.1: no party is the "trustee" who would accelerate; add "trustee" to the roles of '
        'one party, or propose it: matter = "accelerate"',
    ),
    "no trustee to rescind": (
        lambda: told(event("rescind", DAY, **OF_TRANCHE)),
        'event.1: no party is the "trustee" who would rescind; add "trustee" to the roles of one '
        "party",
    ),
    "costs of nobody": (
        lambda: told(recovery(costs=5)),
        'event.1.costs: no party is the "trustee" whose costs these are; add "trustee" to the '
        "roles of one party, or leave costs out",
    ),
    "recovered before it is recorded": (
        lambda: told(recovery(record=date(2023, 4, 4))),
        "event.1.record: 2023-04-04 is not before the day of the instalment, 2023-04-04; "
        "write an earlier date",
    ),
    "recovered in parts of a cent": (
        lambda: told(recovery(amount=Decimal("10.005"))),
        "event.1.amount: 10.005 is finer than HKD allows; round it to 2 decimals",
    ),
    "costs in parts of a cent": (
        lambda: told(recovery(costs=Decimal("0.001"))),
        "event.1.costs: 0.001 is finer than HKD allows; round it to 2 decimals",
    ),
    "recorded before it is proposed": (
        lambda: told(proposal(record=date(2023, 2, 28))),
        "event.longer.record: 2023-02-28 is not after date, 2023-03-01; write a later date",
    ),
    "closed when recorded": (
        lambda: told(proposal(closes=date(2023, 3, 3))),
        "event.longer.closes: 2023-03-03 is not after record, 2023-03-03; write a later date",
    ),
    "adjourned to before the first end": (
        lambda: told(proposal(adjourned=date(2023, 3, 9))),
        "event.longer.adjourned: 2023-03-09 is not after closes, 2023-03-10; write a later date",
    ),
    "closed after the run": (
        lambda: told(proposal(closes=date(2023, 5, 2))),
        "event.longer.closes: 2023-05-02 is outside the run; write a date from 2023-02-14 to "
        "2023-04-28, or move start or end",
    ),
    "an amendment of nothing": (
        lambda: told(proposal(matter="amend")),
        "event.longer: amends nothing; add a new maturity, redemption, rate or spread",
    ),
    "an amendment without the issuer": (
        lambda: told(proposal(matter="amend", by="alder", maturity=date(2023, 6, 16))),
        'event.longer.by: "alder" is not the issuer, which new terms bind as well; '
        'write by = "treasury"',
    ),
    "a waiver with terms": (
        lambda: told(proposal(rate=5)),
        'event.longer.rate: matter "waive" changes no terms; leave it out, or write '
        'matter = "amend"',
    ),
    "a second meeting to accelerate": (
        lambda: told(proposal(matter="accelerate", adjourned=date(2023, 3, 17))),
        "event.longer.adjourned: a share of all units accelerates, however many vote; leave it out",
    ),
    "a shorter life": (
        lambda: told(proposal(matter="amend", maturity=date(2023, 3, 16))),
        "event.longer.maturity: 2023-03-16 is not after the maturity agreed, 2023-04-16; "
        "write a later date",
    ),
    "a life longer than claims": (
        lambda: told(proposal(matter="amend", maturity=date(2033, 4, 1))),
        "event.longer.maturity: 2033-04-01 is when claims end, 10 years after 2023-04-16; "
        "write a date before 2033, or a longer default.prescription_years",
    ),
    "a new rate of what bears none": (
        lambda: told(
            proposal(matter="amend", rate=5),
            coupon='\n[tranche.coupon]\nkind = "zero"\nday_count = "ACT/365F"\n',
            issue_price=95,
        ),
        "event.longer.rate: tranche HKD bears no interest; leave it out",
    ),
    "a new spread of what bears none": (
        lambda: told(
            proposal(matter="amend", spread=5),
            coupon='\n[tranche.coupon]\nkind = "zero"\nday_count = "ACT/365F"\n',
            issue_price=95,
        ),
        "event.longer.spread: tranche HKD bears no interest; leave it out",
    ),
    "a new spread of a rate that is a term": (
        lambda: told(proposal(matter="amend", spread=1)),
        "event.longer.spread: tranche HKD has no spread: its rate is a term; write rate instead",
    ),
    "a new rate of what floats": (
        lambda: told(proposal(matter="amend", rate=5), COUNTER, coupon=FLOATING),
        "event.longer.rate: tranche HKD has no rate of its own: it follows HIBOR 1M; "
        "write spread instead: what is added to it",
    ),
    "a new rate of what follows prices": (
        lambda: told(proposal(matter="amend", rate=5), COUNTER, coupon=INFLATION),
        "event.longer.rate: tranche HKD is fixed when a period is nearly over: another would "
        "reach back; leave it out: votes change the maturity of such a bond",
    ),
    "a new spread over prices": (
        lambda: told(proposal(matter="amend", spread=1), COUNTER, coupon=INFLATION),
        "event.longer.spread: tranche HKD is fixed when a period is nearly over: another would "
        "reach back; leave it out: votes change the maturity of such a bond",
    ),
    "a redemption of nothing": (
        lambda: told(proposal(matter="amend", redemption=0)),
        "event.longer.redemption: 0 is not a possible price",
    ),
    "an acceleration with a redemption": (
        lambda: told(proposal(matter="accelerate", redemption=100)),
        'event.longer.redemption: matter "accelerate" changes no terms; leave it out, or write '
        'matter = "amend"',
    ),
    "a waiver with a spread": (
        lambda: told(proposal(spread=1)),
        'event.longer.spread: matter "waive" changes no terms; leave it out, or write '
        'matter = "amend"',
    ),
    "two proposals of one name": (
        lambda: told(proposal(), proposal()),
        'event.longer.name: "longer" is proposed twice; give it another name',
    ),
    "a vote on nothing": (
        lambda: told(proposal(), vote(date(2023, 3, 6), "longest")),
        'event.2.proposal: "longest" is not proposed in this file; write "longer"',
    ),
    "a vote on the record date": (
        lambda: told(proposal(), vote(date(2023, 3, 3))),
        "event.2.date: 2023-03-03 is not between the record date and the end of the vote; "
        "write a date after 2023-03-03 and not after 2023-03-10",
    ),
    "a vote when voting ended": (
        lambda: told(proposal(), vote(date(2023, 3, 13))),
        "event.2.date: 2023-03-13 is not between the record date and the end of the vote; "
        "write a date after 2023-03-03 and not after 2023-03-10",
    ),
    "a party nobody declared": (
        lambda: told(proposal(by="nobody")),
        'event.longer.by: "nobody" is not a declared party; write "treasury"',
    ),
    "a majority of nothing": (
        lambda: told(default=f"{DEFAULT}majority = 0\n"),
        "tranche.HKD.default.majority: 0 would carry anything; write a share above 0",
    ),
    "a second quorum above the first": (
        lambda: told(default=f"{DEFAULT}quorum = 20\n"),
        "tranche.HKD.default.adjourned_quorum: 25 is above the first quorum, 20; write at most 20",
    ),
    "a waterfall nobody knows": (
        lambda: told(default=f'{DEFAULT}waterfall = "interest"\n'),
        'tranche.HKD.default.waterfall: "interest" is not a known waterfall; '
        'write "interest_first"',
    ),
}


@pytest.mark.parametrize(("story", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule(story, said):
    assert any(said in finding for finding in story()), story()


SOUND = {
    "a default without trustee": lambda: told(
        event("miss", date(2023, 3, 16), **OF_TRANCHE),
        event("declare_default", date(2023, 3, 22), by="outsider", **OF_TRANCHE),
        recovery(),
    ),
    "a cure of what no term speaks of": lambda: told(
        event("miss", date(2023, 3, 16), **OF_TRANCHE),
        event("cure", date(2023, 3, 17), **OF_TRANCHE),
        default=None,
    ),
    "a vote at the second meeting": lambda: told(
        proposal(adjourned=date(2023, 3, 17)), vote(date(2023, 3, 14))
    ),
    "a life just shorter than claims": lambda: told(
        proposal(matter="amend", maturity=date(2033, 3, 16))
    ),
    "another spread of what floats": lambda: told(
        proposal(matter="amend", spread=1), COUNTER, coupon=FLOATING
    ),
    "a fixing of a period that holders are asked to add": lambda: told(
        proposal(matter="amend", maturity=date(2023, 5, 16)),
        COUNTER,
        coupon=f"{FLOATING}fixings = [{{ period = 3, value = 3.25 }}]\n",
    ),
    "a trade after the maturity, in default": lambda: told(
        event("declare_default", DAY, by="alder", **OF_TRANCHE),
        trade(date(2023, 4, 20), "alder", "birch", 5),
    ),
    "a trade after the maturity, where it may be longer": lambda: told(
        proposal(matter="amend", maturity=date(2023, 6, 16)),
        trade(date(2023, 4, 20), "alder", "birch", 5),
    ),
}


@pytest.mark.parametrize("story", SOUND.values(), ids=SOUND)
def test_a_sound_story(story):
    assert story() == []


def test_a_trade_after_the_maturity_is_refused_all_the_same():
    (said, *_) = told(trade(date(2023, 4, 20), "alder", "birch", 5))
    assert "2023-04-20 is not in the life of tranche HKD" in said


class TestDates:
    """What only a calendar knows."""

    @staticmethod
    def told(*tables: str) -> list[str]:
        text = small(*tables, tranches=(tranche() + DEFAULT,), end=date(2023, 3, 31))
        return [complaint.problem for complaint in broken_rules(text, DATE_RULES)]

    def test_what_is_missed_is_due_that_day(self):
        (problem,) = self.told(event("miss", date(2023, 3, 15), **OF_TRANCHE))
        assert problem == "nothing of tranche HKD is due on 2023-03-15"
        assert not self.told(event("miss", date(2023, 3, 16), **OF_TRANCHE))

    def test_record_dates_are_business_days(self):
        (problem,) = self.told(
            event("recover", date(2023, 3, 20), record=date(2023, 3, 11), amount=1, **OF_TRANCHE)
        )
        assert problem == "2023-03-11 (Saturday) is not a business day in Hong Kong"

    def test_after_the_final_record_date_nobody_new_holds(self):
        late = event("recover", date(2023, 3, 28), record=date(2023, 3, 27), amount=1, **OF_TRANCHE)
        told = "2023-03-27 is after the final record date, 2023-03-15"
        assert self.told(late) == [told]
        assert self.told(TRUSTEE, event("accelerate", date(2023, 3, 16), **OF_TRANCHE), late) == [
            told
        ]

    def test_but_where_everything_became_due_before_units_move_on(self):
        late = event("recover", date(2023, 3, 28), record=date(2023, 3, 27), amount=1, **OF_TRANCHE)
        assert not self.told(TRUSTEE, event("accelerate", date(2023, 3, 15), **OF_TRANCHE), late)

    def test_holders_of_the_final_record_date_may_be_paid(self):
        last = date(2023, 3, 15)
        assert not self.told(
            event("recover", date(2023, 3, 28), record=last, amount=1, **OF_TRANCHE)
        )

    def test_of_a_week_votes_have_one_record_date(self):
        other = {"name": "other", "record": date(2023, 3, 7)}
        (problem,) = self.told(proposal(), proposal(**other))
        assert problem == '2023-03-07 is in one week with 2023-03-03, that of "longer"'
        assert not self.told(proposal(), proposal(name="other"))
        assert not self.told(proposal(), proposal(**{**other, "record": date(2023, 3, 9)}))
        assert not self.told(TRUSTEE, proposal(), proposal(**other, by="trustee-co"))
        assert not self.told(TRUSTEE, proposal(by="trustee-co"), proposal(**other))

    def test_a_record_date_of_a_payment_is_no_new_one(self):
        coupon = {"name": "coupon", "record": date(2023, 3, 15), "closes": date(2023, 3, 20)}
        near = {"name": "near", "record": date(2023, 3, 10), "closes": date(2023, 3, 20)}
        assert not self.told(proposal(**near), proposal(**coupon))

    def test_a_record_date_is_at_most_half_a_year_ahead(self):
        long = {"record": date(2023, 8, 30), "closes": date(2023, 9, 6)}
        text = small(
            proposal(**long),
            tranches=(tranche(maturity=date(2023, 12, 16)) + DEFAULT,),
            end=date(2023, 12, 20),
        )
        (complaint,) = broken_rules(text, DATE_RULES)
        assert complaint.problem == "2023-08-30 is more than half a year after 2023-03-01"
        assert complaint.instead == "write a date until 2023-08-29"

    def test_voting_ends_on_business_days(self):
        (problem,) = self.told(proposal(closes=date(2023, 3, 11)))
        assert problem == "2023-03-11 (Saturday) is not a business day in Hong Kong"

    def test_a_new_maturity_is_whole_periods_away(self):
        (problem,) = self.told(proposal(matter="amend", maturity=date(2023, 4, 20)))
        assert problem.startswith("2023-04-20 is no regular date after issue")

    def test_a_new_maturity_adds_no_more_than_a_transaction_holds(self):
        """Of 120 months, all to come: 4.8 million gas for them, 9.7 for as many as 80 more."""

        def said(maturity: date) -> list[str]:
            story = proposal(matter="amend", maturity=maturity)
            long = tranche(maturity=date(2033, 2, 16)) + DEFAULT
            text = small(story, tranches=(long,), end=date(2023, 4, 28))
            assert not list(broken_rules(text, DATE_RULES))
            return [complaint.problem for complaint in broken_rules(text, RUN_RULES)]

        assert said(date(2039, 10, 16)) == []
        assert said(date(2039, 11, 16)) == [
            "2039-11-16 adds 81 periods, too many for one transaction"
        ]

    def test_a_new_maturity_moves_no_period_agreed(self):
        coupon = """
[tranche.coupon]
kind = "fixed"
rate = 4.05
frequency = 12
day_count = "ACT/365F"
stub = "short first"
"""
        story = proposal(matter="amend", maturity=date(2023, 5, 20))
        odd = tranche(coupon, maturity=date(2023, 4, 10)) + DEFAULT
        text = small(story, tranches=(odd,), end=date(2023, 4, 28))
        (problem,) = (complaint.problem for complaint in broken_rules(text, DATE_RULES))
        assert problem.startswith("2023-05-20 is no regular date after issue")

    def test_a_new_rate_needs_a_period_after_the_vote(self):
        (problem,) = self.told(proposal(matter="amend", rate=5))
        assert problem == "no period of tranche HKD begins after the vote, 2023-03-10"
        assert not self.told(proposal(matter="amend", rate=5, maturity=date(2023, 4, 16)))

    @staticmethod
    def of_what_floats(*tables: str) -> list[str]:
        text = small(
            *tables, COUNTER, tranches=(tranche(FLOATING) + DEFAULT,), end=date(2023, 3, 31)
        )
        return [complaint.problem for complaint in broken_rules(text, DATE_RULES)]

    def test_a_new_spread_needs_a_rate_that_is_fixed_after_the_vote(self):
        assert self.of_what_floats(proposal(matter="amend", spread=1)) == [
            "no rate of tranche HKD is fixed after the vote, 2023-03-10"
        ]
        longer = {"matter": "amend", "maturity": date(2023, 4, 16)}
        assert not self.of_what_floats(proposal(**longer, spread=1))
        # Period 2 is fixed on 14 March, two business days before it starts.
        on_the_day = {"closes": date(2023, 3, 14)}
        assert self.of_what_floats(proposal(**longer, **on_the_day, spread=1)) == [
            "no rate of tranche HKD is fixed after the vote, 2023-03-14"
        ]

    def test_no_period_that_nobody_proposes_is_fixed(self):
        coupon = f"{FLOATING}fixings = [{{ period = 2, value = 3.25 }}]\n"
        text = small(COUNTER, tranches=(tranche(coupon),), end=date(2023, 3, 31))
        (complaint,) = broken_rules(text, DATE_RULES)
        assert complaint.problem == "there is no period 2"

    def test_coupons_go_on_after_the_last_one_agreed(self):
        coupon = FIXED + "last_coupon = 2023-03-16\n"
        odd = tranche(coupon, maturity=date(2023, 3, 30)) + DEFAULT
        story = proposal(matter="amend", maturity=date(2023, 5, 16))
        text = small(story, tranches=(odd,), end=date(2023, 3, 31))
        assert not list(broken_rules(text, DATE_RULES))
        (problem,) = (
            complaint.problem
            for complaint in broken_rules(
                small(
                    proposal(matter="amend", maturity=date(2023, 5, 20)),
                    tranches=(odd,),
                    end=date(2023, 3, 31),
                ),
                DATE_RULES,
            )
        )
        assert problem.startswith("2023-05-20 is no regular date after issue")
