"""`BondTerms`: rates that are observed, fixed in their time and in order, or fallen back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import Flow, RateFixed, Role
from sim.chain.reverts import (
    BondTerms_FixedAlready,
    BondTerms_FixingClosed,
    BondTerms_NotFixed,
    BondTerms_NotFloating,
    BondTerms_OutOfTurn,
    BondTerms_UnknownPeriod,
    RoleBound_CallerLacksRole,
)
from tests.contracts.deal import WHOLE, instant, reverts
from tests.contracts.expect import said
from tests.contracts.schedules import PLAIN_RESET, floating, floating_bond

OPENS, CLOSES = instant("2023-02-16 09:00"), instant("2023-02-16 17:30")


def fix(deal, terms, rate, index=0):
    """At noon of the fixing date."""
    noon = floating()[index].fixing_opens_at + 3 * 3_600
    deal.chain.at(max(noon, deal.chain.now))
    return terms.fix(index, rate, sender=deal.calculation_agent)


def fall_back(deal, terms, index=0):
    deal.chain.at(max(floating()[index].fallback_from, deal.chain.now))
    return terms.fall_back(index, sender=deal.mallory)


class TestFix:
    class TestFails:
        @pytest.mark.parametrize("who", ["issuer", "paying_agent", "admin", "mallory"])
        def test_for_anyone_but_the_calculation_agent(self, deal, who):
            terms, _ = floating_bond(deal)
            deal.chain.at(OPENS)
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.CALCULATION_AGENT):
                terms.fix(0, 1, sender=caller)

        def test_of_a_coupon_that_does_not_float(self, deal):
            with reverts(BondTerms_NotFloating):
                deal.terms.fix(0, 1, sender=deal.calculation_agent)

        def test_beyond_the_last_period(self, deal):
            terms, _ = floating_bond(deal)
            with reverts(BondTerms_UnknownPeriod, index=4, periods=4):
                terms.fix(4, 1, sender=deal.calculation_agent)

        def test_out_of_turn(self, deal):
            terms, _ = floating_bond(deal)
            with reverts(BondTerms_OutOfTurn, index=1, next=0):
                fix(deal, terms, 1, index=1)

        def test_twice(self, deal):
            terms, _ = floating_bond(deal)
            fix(deal, terms, 31_000_000)
            with reverts(BondTerms_FixedAlready, index=0, rate=31_000_000):
                fix(deal, terms, 32_000_000)

        @pytest.mark.parametrize("at", [OPENS - 1, CLOSES])
        def test_outside_its_time(self, deal, at):
            terms, _ = floating_bond(deal)
            deal.chain.at(at)
            window = {"opens_at": OPENS, "fallback_from": CLOSES, "timestamp": at}
            with reverts(BondTerms_FixingClosed, index=0, **window):
                terms.fix(0, 1, sender=deal.calculation_agent)

    @pytest.mark.parametrize("at", [OPENS, CLOSES - 1])
    def test_at_the_edges_of_its_time(self, deal, at):
        terms, _ = floating_bond(deal)
        deal.chain.at(at)
        receipt = terms.fix(0, 31_000_000, sender=deal.calculation_agent)
        assert said(receipt, terms) == [(RateFixed, 0, 31_000_000, 31_000_000, False)]
        assert (terms.fixings(), terms.observed(0)) == (1, 31_000_000)
        assert terms.period(0) == replace(floating()[0], rate=31_000_000)

    @pytest.mark.parametrize(
        ("reset", "observed", "rate"),
        [
            ({}, 31_000_000, 31_000_000),
            ({"spread": 5_000_000}, 31_000_000, 36_000_000),
            ({"spread": -5_000_000}, 31_000_000, 26_000_000),
            ({"multiplier": 2 * WHOLE, "spread": 7}, 31_000_000, 62_000_007),
            ({"multiplier": WHOLE // 2}, 31_000_001, 15_500_001),
            ({"multiplier": WHOLE // 2, "spread": 10}, -3, 8),
            ({"multiplier": WHOLE // 2, "spread": 10}, -1, 9),
            ({"multiplier": 499_999_999, "spread": 10}, -1, 10),
            ({"floor": 32_000_000}, 31_000_000, 32_000_000),
            ({"cap": 30_000_000}, 31_000_000, 30_000_000),
            ({"floor": 31_000_000, "cap": 31_000_000}, 90_000_000, 31_000_000),
            ({}, -31_000_000, 0),
            ({"floor": -5}, -31_000_000, 0),
            ({"spread": 40_000_000}, -31_000_000, 9_000_000),
            ({"cap": 2**63 - 1, "multiplier": 2**64 - 1}, 2**63 - 1, 2**63 - 1),
            ({"floor": -(2**63), "multiplier": 2**64 - 1}, -(2**63), 0),
        ],
    )
    def test_makes_the_rate_by_the_reset(self, deal, reset, observed, rate):
        """A half of the last digit goes away from zero: -1.5 is -2."""
        terms, _ = floating_bond(deal, replace(PLAIN_RESET, **reset))
        receipt = fix(deal, terms, observed)
        assert said(receipt, terms) == [(RateFixed, 0, observed, rate, False)]
        assert terms.period(0).rate == rate

    def test_each_period_in_turn(self, deal):
        terms, _ = floating_bond(deal)
        for index, rate in enumerate([10, 20, 30, 40]):
            fix(deal, terms, rate, index)
        assert [terms.period(index).rate for index in range(4)] == [10, 20, 30, 40]
        with reverts(BondTerms_UnknownPeriod, index=4, periods=4):
            terms.fix(4, 1, sender=deal.calculation_agent)


class TestFallBack:
    class TestFails:
        def test_while_it_may_still_be_fixed(self, deal):
            terms, _ = floating_bond(deal)
            deal.chain.at(CLOSES - 1)
            window = {"opens_at": OPENS, "fallback_from": CLOSES, "timestamp": CLOSES - 1}
            with reverts(BondTerms_FixingClosed, index=0, **window):
                terms.fall_back(0, sender=deal.mallory)

        def test_of_a_period_that_was_fixed(self, deal):
            terms, _ = floating_bond(deal)
            fix(deal, terms, 31_000_000)
            with reverts(BondTerms_FixedAlready, index=0, rate=31_000_000):
                fall_back(deal, terms)

        def test_twice(self, deal):
            terms, _ = floating_bond(deal)
            fall_back(deal, terms)
            with reverts(BondTerms_FixedAlready, index=0, rate=30_000_000):
                fall_back(deal, terms)

        def test_out_of_turn(self, deal):
            terms, _ = floating_bond(deal)
            with reverts(BondTerms_OutOfTurn, index=1, next=0):
                fall_back(deal, terms, 1)

        def test_of_a_coupon_that_does_not_float(self, deal):
            with reverts(BondTerms_NotFloating):
                deal.terms.fall_back(0, sender=deal.mallory)

    def test_of_the_first_period_takes_the_stated_rate(self, deal):
        terms, _ = floating_bond(deal)
        receipt = fall_back(deal, terms)
        assert said(receipt, terms) == [(RateFixed, 0, 30_000_000, 30_000_000, True)]

    def test_takes_what_was_observed_last_and_resets_it(self, deal):
        terms, _ = floating_bond(deal, replace(PLAIN_RESET, spread=1_000, cap=20_000_000))
        fix(deal, terms, 31_000_000)
        receipt = fall_back(deal, terms, 1)
        assert said(receipt, terms) == [(RateFixed, 1, 31_000_000, 20_000_000, True)]

    def test_takes_the_stated_rate_where_the_terms_say_so(self, deal):
        terms, _ = floating_bond(deal, replace(PLAIN_RESET, falls_back_to_rate=True))
        fix(deal, terms, 31_000_000)
        receipt = fall_back(deal, terms, 1)
        assert said(receipt, terms) == [(RateFixed, 1, 30_000_000, 30_000_000, True)]

    def test_again_and_again_takes_the_same(self, deal):
        terms, _ = floating_bond(deal)
        fix(deal, terms, 31_000_000)
        for index in (1, 2, 3):
            fall_back(deal, terms, index)
        assert [terms.observed(index) for index in range(4)] == [31_000_000] * 4


class TestWhatFollows:
    def test_nothing_is_due_before_the_rate_is_fixed(self, deal):
        terms, _ = floating_bond(deal)
        with reverts(BondTerms_NotFixed, index=0):
            terms.due(0, Flow.INTEREST)
        with reverts(BondTerms_NotFixed, index=0):
            terms.interest_per_unit(0)

    def test_then_the_interest_is_by_that_rate(self, deal):
        terms, _ = floating_bond(deal)
        fix(deal, terms, 31_000_000)
        due = terms.due(0, Flow.INTEREST)
        assert due.rate == 31_000_000
        assert due.amount_num == WHOLE * 500_000_00 * 31_000_000 * due.accrual_num
        with reverts(BondTerms_NotFixed, index=1):
            terms.due(1, Flow.INTEREST)

    def test_the_rate_that_runs(self, deal):
        terms, bond = floating_bond(deal)
        assert (terms.running_rate(), bond.coupon_rate()) == (0, 0)
        fix(deal, terms, 31_000_000)
        assert (terms.running_rate(), bond.coupon_rate()) == (31_000_000, 310)
        deal.chain.at(floating()[0].payable_from - 1)
        assert terms.running_rate() == 31_000_000
        deal.chain.at(floating()[0].payable_from)
        assert terms.running_rate() == 0
        fall_back(deal, terms, 1)
        fall_back(deal, terms, 2)
        fix(deal, terms, 44_000_000, 3)
        assert terms.running_rate() == 44_000_000
        deal.chain.at(floating()[3].payable_from)
        assert terms.running_rate() == 44_000_000
