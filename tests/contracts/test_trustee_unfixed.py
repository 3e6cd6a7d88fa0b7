"""Trustee: everything due at once of a bond whose rates are fixed when a period is nearly over."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sim.chain import Receipt
from sim.chain.bindings import BondTerms, BondToken
from sim.chain.logs import Accelerated, Amendment, Change, Flow, Grace, Period
from sim.chain.reverts import BondTerms_FixingClosed, BondTerms_NotFixed
from tests.contracts.coupons import INTR
from tests.contracts.deal import Deal, day, instant, reverts
from tests.contracts.expect import said
from tests.contracts.schedules import PLAIN_RESET, floating, floating_bond
from tests.contracts.troubles import COVENANTS, PRESCRIPTION

FACE = 500_000_00
FLOOR, OBSERVED = 20_000_000, 31_000_000
#: Of the second quarter, which begins on 16 May, nine days are over; it is fixed on 8 August.
TODAY = "2023-05-25"
FIXING = "2023-08-08"


def in_arrears() -> list[Period]:
    """Quarters fixed on the 8th of the month they are paid in."""
    days = ("2023-05-08", FIXING, "2023-11-08", "2024-02-08")
    return [
        replace(
            one,
            fixing_date=day(on),
            fixing_opens_at=instant(f"{on} 09:00"),
            fallback_from=instant(f"{on} 17:30"),
        )
        for one, on in zip(floating(), days, strict=True)
    ]


def accrued(rate: int, days: int = 9) -> int:
    return int(Fraction(FACE * rate * days, 10**9 * 365) + Fraction(1, 2))


class Story:
    """The first coupon was missed, and declared; alice holds ten units."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        self.terms, self.bond = self.made()
        self.fix("2023-05-08", 0)
        deal.warp("2023-05-15 09:00")
        deal.paying.announce(self.bond.address, 0, INTR, sender=deal.paying_agent)
        deal.warp("2023-05-16 10:00")
        deal.paying.declare_missed([1], sender=deal.mallory)
        deal.warp("2023-05-23 18:00")
        deal.trustee.declare_default(1, sender=deal.mallory)

    def made(self) -> tuple[BondTerms, BondToken]:
        deal, reset = self.deal, replace(PLAIN_RESET, floor=FLOOR)
        terms, bond = floating_bond(deal, reset, in_arrears())
        graces = [
            Grace(one.payable_from + 7 * 86_400, one.payable_from + 3 * 86_400)
            for one in in_arrears()
        ]
        deal.trustee.enter(bond.address, COVENANTS, graces, sender=deal.deployer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        return terms, bond

    def fix(self, on: str, index: int) -> None:
        self.deal.warp(f"{on} 12:00")
        self.terms.fix(index, OBSERVED, sender=self.deal.calculation_agent)

    def accelerate(self, on: str = TODAY, hour: str = "12:00") -> Receipt:
        self.deal.warp(f"{on} {hour}")
        trustee, by = self.deal.trustee, self.deal.bond_trustee
        return trustee.accelerate(self.bond.address, day(on), sender=by)

    def claim(self) -> tuple[int, int]:
        """Without the coupon that was missed, of 89 days at the rate fixed."""
        principal, interest = self.deal.trustee.claim_of(self.bond.address)
        return principal, interest - accrued(OBSERVED, 89)


@pytest.fixture
def story(deal) -> Story:
    return Story(deal)


class TestClaim:
    def test_is_at_the_floor(self, story):
        receipt = story.accelerate()
        deal = story.deal
        assert said(receipt, deal.trustee) == [
            (
                Accelerated,
                story.bond.address,
                deal.bond_trustee,
                day(TODAY),
                FACE,
                accrued(FLOOR),
            )
        ]
        assert story.claim() == (FACE, accrued(FLOOR))

    def test_is_at_the_rate_once_that_is_fixed(self, story):
        story.fix(FIXING, 1)
        story.accelerate("2023-08-10")
        assert story.claim() == (FACE, accrued(OBSERVED, 86))

    def test_on_the_day_of_the_fixing_is_at_the_floor_while_it_is_not(self, story):
        story.accelerate(FIXING, "17:29")
        assert story.claim() == (FACE, accrued(FLOOR, 84))

    def test_fails_when_it_could_fall_back(self, story):
        with reverts(BondTerms_NotFixed, index=1):
            story.accelerate(FIXING, "17:30")
        story.terms.fall_back(1, sender=story.deal.mallory)
        story.accelerate(FIXING, "17:31")
        assert story.claim() == (FACE, accrued(OBSERVED, 84))


class TestAfterwards:
    def test_nobody_fixes_what_everything_is_due_of(self, story):
        story.accelerate()
        story.deal.warp(f"{FIXING} 12:00")
        until = PRESCRIPTION.record_at
        window = {"index": 1, "opens_at": until - 2, "fallback_from": until - 1}
        with reverts(BondTerms_FixingClosed, **window, timestamp=story.deal.chain.now):
            story.terms.fix(1, OBSERVED, sender=story.deal.calculation_agent)
        with reverts(BondTerms_FixingClosed, **window, timestamp=story.deal.chain.now):
            story.terms.fall_back(1, sender=story.deal.mallory)
        assert story.claim() == (FACE, accrued(FLOOR))

    def test_rescinded_it_is_fixed_in_its_time(self, story):
        deal, bond = story.deal, story.bond.address
        whole = story.terms.terms()
        change = Change(
            whole.maturity_date, whole.redemption_price, whole.offered_units, whole.reset.spread
        )
        before = Amendment(1, tuple(in_arrears()[1:]), change, ())
        story.accelerate()
        deal.paying.fund(1, sender=deal.issuer)
        deal.trustee.charge_default_interest(
            1, day(TODAY), deal.chain.now + 60, sender=deal.paying_agent
        )
        deal.paying.fund(deal.trustee.default_interest_of(1), sender=deal.issuer)
        deal.trustee.rescind(bond, before, sender=deal.bond_trustee)
        assert [story.terms.period(index) for index in (1, 2, 3)] == in_arrears()[1:]
        story.fix(FIXING, 1)
        assert story.terms.due(1, Flow.INTEREST).rate == OBSERVED
