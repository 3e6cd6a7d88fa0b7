"""`BondTerms`: a new spread of rates still to be fixed, and what of a period has accrued."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sim.chain.logs import CouponKind, DayCountConvention, Role, TermsSet
from sim.chain.reverts import (
    BondTerms_NotFixed,
    BondTerms_NotInPeriod,
    BondTerms_UnknownPeriod,
    RoleBound_CallerLacksRole,
)
from tests.contracts.deal import WHOLE, day, reverts
from tests.contracts.schedules import (
    PLAIN_RESET,
    amender,
    bound,
    floating,
    floating_bond,
    quarters,
    unchanged,
)
from tests.contracts.test_bond_terms_floating import fall_back, fix

SPREAD = 5_000_000


class TestSpread:
    @pytest.fixture
    def by(self, deal):
        return amender(deal)

    def test_fails_for_anyone_but_an_amending_contract(self, deal):
        terms, _ = floating_bond(deal)
        change = unchanged(spread=SPREAD)
        with reverts(RoleBound_CallerLacksRole, caller=deal.mallory, role=Role.AMENDING_CONTRACT):
            terms.amend(1, floating()[1:], change, sender=deal.mallory)

    def test_is_told_with_the_terms(self, deal, by):
        terms, _ = floating_bond(deal, replace(PLAIN_RESET, spread=1))
        receipt = terms.amend(1, floating()[1:], unchanged(spread=SPREAD), sender=by)
        assert receipt.only(TermsSet).terms.reset == replace(PLAIN_RESET, spread=SPREAD)
        assert terms.terms().reset == replace(PLAIN_RESET, spread=SPREAD)

    @pytest.mark.parametrize("spread", [SPREAD, -SPREAD, 0])
    def test_is_in_what_is_fixed_later_and_not_before(self, deal, by, spread):
        terms, _ = floating_bond(deal, replace(PLAIN_RESET, spread=1))
        fix(deal, terms, 31_000_000)
        terms.amend(1, floating()[1:], unchanged(spread=spread), sender=by)
        fix(deal, terms, 31_000_000, 1)
        fall_back(deal, terms, 2)
        rates = [terms.period(index).rate for index in range(3)]
        assert rates == [31_000_001, 31_000_000 + spread, 31_000_000 + spread]

    def test_stays_within_floor_and_cap(self, deal, by):
        terms, _ = floating_bond(deal, replace(PLAIN_RESET, floor=30_000_000, cap=32_000_000))
        terms.amend(0, floating(), unchanged(spread=SPREAD), sender=by)
        fix(deal, terms, 31_000_000)
        terms.amend(1, floating()[1:], unchanged(spread=-SPREAD), sender=by)
        fix(deal, terms, 31_000_000, 1)
        assert [terms.period(index).rate for index in range(2)] == [32_000_000, 30_000_000]


class TestAccrued:
    START, END = day("2023-08-16"), day("2024-02-16")

    def test_to_the_end_of_a_period_is_all_of_it(self, deal):
        num, den, *_ = deal.terms.interest_per_unit(1)
        assert deal.terms.accrued(1, self.END) == (num, den)

    @pytest.mark.parametrize("days", [0, 1, 9, 184])
    def test_is_by_the_days_gone(self, deal, days):
        num, den = deal.terms.accrued(1, self.START + days)
        assert Fraction(num, den) == Fraction(500_000_00 * 405 * days, 10_000 * 365)

    @pytest.mark.parametrize("off", [-1, 185])
    def test_fails_outside_the_period(self, deal, off):
        date = self.START + off
        with reverts(BondTerms_NotInPeriod, date=date, start=self.START, end=self.END):
            deal.terms.accrued(1, date)

    @pytest.mark.parametrize("floor", [20_000_000, 1, 0, -5])
    def test_is_at_the_floor_until_the_rate_is_fixed(self, deal, floor):
        terms, _ = floating_bond(deal, replace(PLAIN_RESET, floor=floor))
        date = floating()[0].start + 9
        with reverts(BondTerms_NotFixed, index=0):
            terms.interest_per_unit(0)
        least = Fraction(500_000_00 * max(floor, 0) * 9, WHOLE * 365)
        assert Fraction(*terms.accrued(0, date)) == least
        fix(deal, terms, 31_000_000)
        assert Fraction(*terms.accrued(0, date)) == Fraction(500_000_00 * 31 * 9, 1_000 * 365)

    def test_counted_by_coupon_periods_is_a_part_of_its_own(self, deal):
        """Of a quarter that moved with its payments to 18 May and 17 August: 91 days."""
        moved = [replace(quarters()[0], end=day("2023-05-18"))]
        moved += [replace(quarters()[1], start=moved[0].end, end=day("2023-08-17"))]
        moved += [replace(quarters()[2], start=moved[1].end), quarters()[3]]
        icma = {"day_count": DayCountConvention.ACT_ACT_ICMA, "coupons_per_year": 4}
        terms, _ = bound(deal, moved, **icma)
        part = Fraction(500_000_00 * 405, 10_000) * Fraction(9, 91 * 4)
        assert Fraction(*terms.accrued(1, moved[1].start + 9)) == part

    def test_of_what_bears_no_interest_is_nothing(self, deal):
        zero = [replace(one, rate=0) for one in quarters()]
        terms, _ = bound(deal, zero, coupon_kind=CouponKind.ZERO, coupons_per_year=0)
        assert terms.accrued(0, zero[0].start + 9) == (0, 1)

    def test_fails_beyond_the_last_period(self, deal):
        with reverts(BondTerms_UnknownPeriod, index=2, periods=2):
            deal.terms.accrued(2, self.END)
