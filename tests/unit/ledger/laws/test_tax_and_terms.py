"""Laws on what terms of their own brought: tax, new versions, floating rates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import logs as chain
from sim.ledger import build

OFFICE = "Dogwood"
HONG_KONG, TENTH = 344, 100_000_000


def said(story) -> str:
    return "\n".join(map(str, build(story.inputs()).breaches))


def set_terms(story, **changes) -> None:
    place = story.find(chain.TermsSet)
    story.change(place, terms=replace(story.logs[place].terms, **changes))


class Taxed:
    """A coupon of which a tenth is withheld, funded; 10 units are Alpha's, 1,590 Beta's."""

    def __init__(self, told) -> None:
        self.told, self.story = told, told.issued()
        self.office = told.PARTIES[OFFICE]
        taxes = (chain.TaxRate(HONG_KONG, TENTH),)
        set_terms(self.story, tax_account=self.office, taxes=taxes)
        self.story.announce("2023-08-16 09:00", 1, told.INTR, 0)
        self.story.fund("2023-08-16 09:30", 1, 1600)

    def pay(self, name: str, units: int, tax: int | None = None) -> int:
        """By default the tenth, half up; returns it."""
        gross = units * self.told.COUPON
        taken = (gross + 5) // 10 if tax is None else tax
        holder = self.told.PARTIES[name]
        self.story.begin("2023-08-16 11:00")
        self.story.move(self.told.CASH, self.told.AGENT, name, gross - taken)
        paid = (1, holder, units, gross, taken, gross - taken)
        self.story.emit(self.told.AGENT, chain.Paid, *paid)
        return taken

    def pay_on(self, amount: int) -> None:
        self.story.move(self.told.CASH, self.told.AGENT, OFFICE, amount)
        self.story.emit(self.told.AGENT, chain.TaxPaid, 1, self.office, amount)

    def hold(self, amount: int) -> None:
        self.story.emit(self.told.AGENT, chain.TaxHeld, 1, self.office, amount)

    def end(self) -> str:
        self.story.all_paid(1, 1600)
        return said(self.story)


@pytest.fixture
def taxed(told) -> Taxed:
    return Taxed(told)


class TestTax:
    def test_withheld_and_paid_on_breaks_nothing(self, taxed) -> None:
        taxed.pay_on(taxed.pay("Alpha", 10))
        taxed.pay_on(taxed.pay("Beta", 1590))
        assert taxed.end() == ""

    def test_held_for_a_rail_that_refused_it_breaks_nothing(self, taxed) -> None:
        held = taxed.pay("Alpha", 10)
        taxed.hold(held)
        taxed.hold(held + taxed.pay("Beta", 1590))
        assert taxed.end() == ""

    def test_held_and_paid_on_later_breaks_nothing(self, taxed) -> None:
        held = taxed.pay("Alpha", 10)
        taxed.hold(held)
        taxed.pay_on(held + taxed.pay("Beta", 1590))
        assert taxed.end() == ""

    def test_kept_by_the_agent_is_a_breach(self, taxed) -> None:
        taxed.pay_on(taxed.pay("Alpha", 10))
        kept = taxed.pay("Beta", 1590)
        assert f"{kept} of tax withheld, neither paid on nor held" in taxed.end()

    def test_said_to_be_held_in_part_is_a_breach(self, taxed) -> None:
        held = taxed.pay("Alpha", 10) + taxed.pay("Beta", 1590)
        taxed.hold(held - 1)
        assert "1 of tax withheld, neither paid on nor held" in taxed.end()

    @pytest.mark.parametrize("wrong", [0, 1_004_177, 1_004_179])
    def test_of_another_amount_is_a_breach(self, taxed, wrong) -> None:
        taxed.pay_on(taxed.pay("Beta", 1590))
        taxed.pay("Alpha", 10, tax=wrong)
        if wrong:
            taxed.pay_on(wrong)
        assert f"{wrong} of tax, 1004178 due on 10041780" in taxed.end()

    def test_taken_where_the_terms_know_none_is_a_breach(self, told, taxed) -> None:
        set_terms(taxed.story, taxes=())
        taxed.pay_on(taxed.pay("Alpha", 10))
        taxed.pay("Beta", 1590, tax=0)
        assert "1004178 of tax, 0 due on 10041780" in taxed.end()


class TestWithdrawnAnnouncement:
    @pytest.fixture
    def story(self, told):
        """Announced, withdrawn for other terms, announced again, and paid."""
        story = told.issued()
        story.announce("2023-08-14 09:00", 1, told.INTR, 0)
        story.begin("2023-08-15 09:00")
        story.emit(told.AGENT, chain.ActionWithdrawn, 1)
        story.announce("2023-08-15 09:00", 2, told.INTR, 0)
        story.fund("2023-08-16 09:30", 2, 1600)
        story.pay("2023-08-16 11:00", 2, ("Alpha", 10), ("Beta", 1590))
        story.all_paid(2, 1600)
        return story

    def test_owes_nobody_anything(self, story) -> None:
        books = build(story.inputs())
        assert list(map(str, books.breaches)) == []
        assert {row.action_id for row in books["corporate_actions"]} == {"A002"}

    def test_cannot_be_funded(self, told, story) -> None:
        story.begin("2023-08-17 09:30")
        funder = told.PARTIES["Issuer"]
        story.emit(told.AGENT, chain.ActionFunded, 1, funder, 0, 0)
        assert "ActionFunded when WITHDRAWN" in said(story)


class TestRates:
    @pytest.fixture
    def story(self, told):
        """Both periods float; the second falls back on what was observed for the first."""
        story = told.issued()
        place = story.find(chain.TermsSet)
        reset = chain.Reset("HIBOR 3M", TENTH * 5, 1_000, 0, 10**9, False, 30_000_000)
        periods = tuple(
            replace(one, rate=0, fixing_opens_at=0, fallback_from=told.at(f"{text} 17:30"))
            for one, text in zip(
                story.logs[place].periods, ("2023-03-16", "2023-09-16"), strict=True
            )
        )
        story.change(place, periods=periods)
        set_terms(story, coupon_kind=chain.CouponKind.FLOATING, reset=reset)
        terms = story.logs[place].address
        story.begin("2023-03-16 09:00")
        # Half of 30,000,001, half up, and the spread.
        story.emit(terms, chain.RateFixed, 0, 30_000_001, 15_001_001, False)
        story.begin("2023-09-16 17:30")
        story.emit(terms, chain.RateFixed, 1, 30_000_001, 15_001_001, True)
        return story

    def test_by_the_terms_break_nothing(self, story) -> None:
        assert said(story) == ""

    @pytest.mark.parametrize(
        ("place", "wrong", "why"),
        [
            (0, {"rate": 15_001_000}, "fixed at 15001000, the terms make it 15001001"),
            (0, {"period_index": 1}, "fixed out of turn, 1 was next"),
            (0, {"is_fallback": True}, "fell back before its time, or was fixed after it"),
            (1, {"is_fallback": False}, "fell back before its time, or was fixed after it"),
            (1, {"observed": 30_000_000}, "fell back to 30000000, the terms say 30000001"),
        ],
    )
    def test_otherwise_are_a_breach(self, story, place, wrong, why) -> None:
        story.change(story.find(chain.RateFixed, place), **wrong)
        assert why in said(story)

    @staticmethod
    def set_again(story, when: str, **changes) -> None:
        """A new version of the terms."""
        log = story.logs[story.find(chain.TermsSet)]
        periods = changes.pop("periods", log.periods)
        terms = replace(log.terms, **changes)
        story.begin(when)
        story.emit(log.address, chain.TermsSet, log.bond, 1, log.terms_hash, terms, periods)

    def test_of_a_period_there_is_none_of_is_a_breach(self, story) -> None:
        place = story.find(chain.TermsSet)
        first = replace(story.logs[place].periods[0], factor_after=0)
        story.change(place, periods=(first,))
        assert "fixed, and the terms know no such period" in said(story)

    def test_of_a_period_taken_away_are_left_alone(self, story) -> None:
        first = story.logs[story.find(chain.TermsSet)].periods[0]
        self.set_again(story, "2023-09-18 09:00", periods=(replace(first, factor_after=0),))
        assert said(story) == ""

    def test_of_a_period_that_came_back_are_made_again(self, story) -> None:
        both = story.logs[story.find(chain.TermsSet)].periods
        terms = story.logs[story.find(chain.TermsSet)].address
        self.set_again(story, "2023-09-18 09:00", periods=(replace(both[0], factor_after=0),))
        self.set_again(story, "2023-09-19 09:00", periods=both)
        assert said(story) == ""
        story.begin("2023-09-20 09:00")
        story.emit(terms, chain.RateFixed, 1, 30_000_001, 15_001_001, True)
        assert said(story) == ""
        story.change(len(story.logs) - 1, observed=30_000_000)
        assert "fell back to 30000000, the terms say 30000001" in said(story)

    def test_made_twice_are_a_breach(self, story) -> None:
        terms = story.logs[story.find(chain.TermsSet)].address
        story.begin("2023-09-20 09:00")
        story.emit(terms, chain.RateFixed, 1, 30_000_001, 15_001_001, True)
        assert "fixed, and the terms know no such period" in said(story)

    def test_are_made_by_the_spread_of_their_time(self, story) -> None:
        """A vote on another one, after both rates were fixed."""
        reset = story.logs[story.find(chain.TermsSet)].terms.reset
        self.set_again(story, "2023-09-18 09:00", reset=replace(reset, spread=2_000))
        assert said(story) == ""

    def test_by_a_spread_that_was_not_in_force_are_a_breach(self, story) -> None:
        log = story.logs.pop(story.find(chain.RateFixed, 1))
        reset = story.logs[story.find(chain.TermsSet)].terms.reset
        self.set_again(story, "2023-09-15 09:00", reset=replace(reset, spread=2_000))
        story.begin("2023-09-16 17:30")
        story.emit(log.address, chain.RateFixed, 1, 30_000_001, 15_001_001, True)
        assert "fixed at 15001001, the terms make it 15002001" in said(story)
