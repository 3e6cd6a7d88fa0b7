"""`BondTerms`: principal repaid in parts, interest on what is left, and bonds without interest."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sim.chain.logs import CouponKind, Flow
from sim.chain.reverts import BondTerms_NothingDue, BondTerms_UnknownPeriod
from sim.units import PAR
from tests.contracts.deal import CALCULATION_AMOUNT, RATE, WHOLE, reverts, schedule
from tests.contracts.schedules import bound, quarters, with_factors

LINEAR = (750_000_000, 500_000_000, 250_000_000, 0)
#: Thirds to 1e-9, nothing with the second; the last takes what rounding left.
TABLE = (666_666_667, 666_666_667, 333_333_334, 0)


def exact(due):
    return Fraction(due.amount_num, due.amount_den)


class TestFails:
    @pytest.mark.parametrize("flow", Flow)
    def test_beyond_the_last_period(self, deal, flow):
        with reverts(BondTerms_UnknownPeriod, index=2, periods=2):
            deal.terms.due(2, flow)

    def test_of_an_instalment_where_none_is_agreed(self, deal):
        terms, _ = bound(deal, with_factors(*TABLE))
        with reverts(BondTerms_NothingDue, index=1, flow=Flow.INSTALMENT):
            terms.due(1, Flow.INSTALMENT)

    def test_of_an_instalment_with_the_last(self, deal):
        terms, _ = bound(deal, with_factors(*TABLE))
        with reverts(BondTerms_NothingDue, index=3, flow=Flow.INSTALMENT):
            terms.due(3, Flow.INSTALMENT)

    @pytest.mark.parametrize("index", [0, 1, 2])
    def test_of_a_redemption_before_the_last(self, deal, index):
        terms, _ = bound(deal, with_factors(*TABLE))
        with reverts(BondTerms_NothingDue, index=index, flow=Flow.REDEMPTION):
            terms.due(index, Flow.REDEMPTION)

    def test_of_interest_on_a_bond_without(self, deal):
        periods = [replace(one, rate=0) for one in quarters()]
        terms, _ = bound(deal, periods, coupon_kind=CouponKind.ZERO)
        with reverts(BondTerms_NothingDue, index=3, flow=Flow.INTEREST):
            terms.due(3, Flow.INTEREST)


@pytest.mark.parametrize("factors", [LINEAR, TABLE])
def test_interest_is_on_the_face_outstanding_when_the_period_starts(deal, factors):
    terms, _ = bound(deal, with_factors(*factors))
    for index, before in enumerate([WHOLE, *factors[:3]]):
        one = quarters()[index]
        due = terms.due(index, Flow.INTEREST)
        face = Fraction(CALCULATION_AMOUNT * before, WHOLE)
        assert terms.factor_before(index) == before
        assert exact(due) == face * Fraction(RATE, WHOLE) * Fraction(one.end - one.start, 365)


@pytest.mark.parametrize("factors", [LINEAR, TABLE])
def test_instalments_and_redemption_repay_all_of_face(deal, factors):
    terms, _ = bound(deal, with_factors(*factors))
    repaid = [exact(terms.due(3, Flow.REDEMPTION))]
    for index, (before, after) in enumerate(zip([WHOLE, *factors], factors[:3], strict=False)):
        if before != after:
            due = terms.due(index, Flow.INSTALMENT)
            assert exact(due) == Fraction(CALCULATION_AMOUNT * (before - after), WHOLE)
            assert (due.rate, due.accrual_num, due.accrual_den) == (0, 0, 0)
            repaid.append(exact(due))
    assert sum(repaid) == CALCULATION_AMOUNT


def test_the_rest_is_redeemed_at_its_price_and_instalments_at_par(deal):
    terms, _ = bound(deal, with_factors(*LINEAR), redemption_price=101_500_000)
    quarter = Fraction(CALCULATION_AMOUNT, 4)
    assert exact(terms.due(3, Flow.REDEMPTION)) == quarter * Fraction(101_500_000, PAR)
    assert exact(terms.due(2, Flow.INSTALMENT)) == quarter


def test_a_payment_says_its_dates(deal):
    terms, _ = bound(deal, with_factors(*LINEAR))
    for index, flow in [(0, Flow.INTEREST), (2, Flow.INSTALMENT), (3, Flow.REDEMPTION)]:
        one, due = quarters()[index], terms.due(index, flow)
        told = (due.record_date, due.ex_date, due.due_date, due.payment_date)
        assert told == (one.record_date, one.ex_date, one.due_date, one.payment_date)
        cut_offs = (due.record_at, due.funding_cutoff, due.payable_from)
        assert cut_offs == (one.record_at, one.funding_cutoff, one.payable_from)
        assert (due.period_start, due.period_end) == (one.start, one.end)
        assert due.cash == deal.cash.address


class TestOutstanding:
    def test_falls_when_an_instalment_is_payable(self, deal):
        terms, bond = bound(deal, with_factors(*LINEAR))
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        bond.issue(deal.bob, 30, sender=deal.as_settlement)
        for before, one in zip([WHOLE, *LINEAR], quarters(), strict=False):
            deal.chain.at(one.payable_from - 1)
            self.expect(deal, terms, bond, before)
            deal.chain.at(one.payable_from)
        self.expect(deal, terms, bond, 0)

    @staticmethod
    def expect(deal, terms, bond, factor):
        assert terms.factor() == factor
        assert bond.issue_volume() == 40 * CALCULATION_AMOUNT * factor // WHOLE
        assert bond.principal_of(deal.alice) == 10 * CALCULATION_AMOUNT * factor // WHOLE
        assert bond.denomination() == CALCULATION_AMOUNT

    def test_of_a_bullet_stays_whole_to_the_end(self, deal):
        last = schedule()[1].payable_from
        deal.chain.at(last - 1)
        assert deal.terms.factor() == WHOLE
        deal.chain.at(last)
        assert deal.terms.factor() == 0


class TestZeroCoupon:
    def test_redeems_and_pays_nothing_else(self, deal):
        only = replace(schedule()[0], rate=0, factor_after=0)
        terms, bond = bound(deal, [only], coupon_kind=CouponKind.ZERO, coupons_per_year=0)
        assert exact(terms.due(0, Flow.REDEMPTION)) == CALCULATION_AMOUNT
        assert (terms.running_rate(), bond.coupon_rate(), bond.coupon_type()) == (0, 0, 0)
        assert bond.coupon_frequency() == 0


class TestSteps:
    def test_each_period_has_its_rate(self, deal):
        steps = [replace(one, rate=10 * (n + 1)) for n, one in enumerate(quarters())]
        terms, _ = bound(deal, steps)
        assert [terms.due(n, Flow.INTEREST).rate for n in range(4)] == [10, 20, 30, 40]
        deal.chain.at(quarters()[1].payable_from)
        assert terms.running_rate() == 30
