"""`BondTerms`: the terms fixed at issue, and what they are refused for."""

from __future__ import annotations

from dataclasses import astuple, replace
from fractions import Fraction

import pytest
from eth_abi import encode

from sim.chain.identity import keccak
from sim.chain.logs import CouponKind, DayCountConvention, RoundingBasis, Terms, TermsSet
from sim.chain.reverts import (
    BondTerms_Empty,
    BondTerms_UnknownPeriod,
    BondTerms_Unordered,
    BondToken_BelowMinimum,
)
from sim.chain.structs import Account
from tests.contracts.deal import NO_RESET, RATE, ZERO, day, instant, period, reverts, schedule

#: What `abi.encode` calls them; written out, so that the hash does not depend on our own codecs.
TERMS_TYPE = (
    "(string,string,address,address[],uint96,uint64,uint64,uint40,uint32,uint32,uint8,uint8,uint8,"
    "uint8,uint8,(string,uint64,int64,int64,int64,bool,int64),address,(uint16,uint64)[])"
)
PERIODS_TYPE = (
    "(uint32,uint32,uint32,uint32,uint32,uint32,uint64,uint40,uint40,uint40,uint32,uint8,uint32,"
    "uint40,uint40)[]"
)


def terms_set(deal, name):
    """The event of a bond's deployment."""
    (log,) = [log for log in deal.chain.logs if isinstance(log, TermsSet) and log.contract == name]
    return log


class TestDeployment:
    class TestRefused:
        @pytest.mark.parametrize(
            "empty",
            [
                {"rails": ()},
                {"calculation_amount": 0},
                {"offered_units": 0},
                {"minimum_units": 1_601},
            ],
            ids=["no rail", "no calculation amount", "nothing offered", "less than the minimum"],
        )
        def test_with_terms_left_out(self, deal, empty):
            with reverts(BondTerms_Empty):
                deal.new_bond(**empty)

        def test_without_a_period(self, deal):
            with reverts(BondTerms_Empty):
                deal.new_bond(periods=[])

        @pytest.mark.parametrize(
            "wrong",
            [
                {"start": day("2023-08-15")},
                {"start": day("2023-08-17")},
                {"end": day("2023-08-16")},
                {"end": day("2023-08-15")},
                {"record_at": instant("2023-08-15 18:00")},
                {"record_at": instant("2023-02-15 18:00")},
                {"record_at": 0},
                {"funding_cutoff": instant("2024-02-15 18:00")},
                {"funding_cutoff": instant("2024-02-15 17:59")},
                {"payable_from": instant("2024-02-16 09:59")},
                {"record_date": day("2024-02-16")},
                {"record_date": day("2024-02-17")},
            ],
            ids=[
                "starting before the one before ends",
                "starting after the one before ended",
                "of no days",
                "ending before it starts",
                "recorded with the one before",
                "recorded before the one before",
                "recorded at no time",
                "funded when recorded",
                "funded before it is recorded",
                "payable before it is funded",
                "recorded on the payment date",
                "recorded after the payment date",
            ],
        )
        def test_with_a_period(self, deal, wrong):
            first, second = schedule()
            with reverts(BondTerms_Unordered, period=1):
                deal.new_bond(periods=[first, replace(second, **wrong)])

        def test_naming_the_first_period_that_is_wrong(self, deal):
            first, second = schedule()
            wrong = replace(first, record_at=0), replace(second, record_at=0)
            with reverts(BondTerms_Unordered, period=0):
                deal.new_bond(periods=list(wrong))

    def test_whose_minimum_is_the_whole_issue(self, deal):
        deal.new_bond(minimum_units=1_600)

    def test_payable_as_soon_as_the_funding_closes(self, deal):
        first, second = schedule()
        deal.new_bond(periods=[first, replace(second, payable_from=second.funding_cutoff)])

    def test_says_the_terms_and_the_whole_schedule(self, deal):
        log = terms_set(deal, "BondTerms")
        assert log.version == 0
        assert log.terms == deal.terms.terms()
        assert list(log.periods) == schedule()
        assert log.terms_hash == deal.terms.terms_hash()

    def test_names_the_register_and_the_roles_it_asks(self, deal):
        assert deal.bond.register() == deal.register.address
        assert deal.bond.roles() == deal.roles.address

    def test_nothing_is_issued(self, deal):
        assert deal.bond.total_supply() == 0
        assert deal.bond.account(deal.alice) == Account(0, 0, 0, 0, False)

    def test_a_bond_without_a_minimum_moves_single_units(self, deal):
        bond = deal.new_bond(minimum_units=0)
        deal.offer_to(token=bond)
        bond.issue(deal.alice, 1, sender=deal.as_settlement)
        assert bond.balance_of(deal.alice) == 1

    def test_the_minimum_is_the_terms_own(self, deal):
        bond = deal.new_bond(minimum_units=7)
        deal.offer_to(token=bond)
        with reverts(BondToken_BelowMinimum, account=deal.alice, units_after=6, minimum_units=7):
            bond.issue(deal.alice, 6, sender=deal.as_settlement)


class TestTerms:
    def test_are_those_given(self, deal):
        assert deal.terms.terms() == Terms(
            isin="HK0000000017",
            currency="HKD",
            issuer=deal.issuer,
            rails=(deal.central_bank_money.address, deal.stablecoin.address),
            calculation_amount=500_000_00,
            minimum_units=2,
            offered_units=1_600,
            redemption_price=100_000_000,
            issue_date=day("2023-02-16"),
            maturity_date=day("2024-02-16"),
            day_count=DayCountConvention.ACT_365F,
            rounding_basis=RoundingBasis.CALCULATION_AMOUNT,
            coupon_kind=CouponKind.FIXED,
            coupons_per_year=2,
            roll_day=16,
            reset=NO_RESET,
            tax_account=ZERO,
            taxes=(),
        )

    def test_version_is_zero(self, deal):
        assert deal.terms.version() == 0

    def test_hash_is_of_the_terms_and_the_whole_schedule(self, deal):
        given = astuple(deal.terms.terms()), [astuple(one) for one in schedule()]
        assert deal.terms.terms_hash() == keccak(encode([TERMS_TYPE, PERIODS_TYPE], given))

    @staticmethod
    def hashed(deal, *args, **changes):
        """Set when the terms are bound."""
        return deal.terms_of(deal.new_bond(*args, **changes)).terms_hash()

    def test_hash_changes_with_any_of_them(self, deal):
        first, second = schedule()
        same = self.hashed(deal)
        assert same == deal.terms.terms_hash()
        changed = [
            self.hashed(deal, isin=""),
            self.hashed(deal, rails=(deal.stablecoin.address,)),
            self.hashed(deal, periods=[replace(first, factor_after=0)]),
            self.hashed(deal, periods=[first, replace(second, rate=RATE + 1)]),
        ]
        assert len({same, *changed}) == 5


class TestPeriod:
    class TestRefused:
        @pytest.mark.parametrize("index", [2, 2**256 - 1])
        def test_beyond_the_last(self, deal, index):
            with reverts(BondTerms_UnknownPeriod, index=index, periods=2):
                deal.terms.period(index)

    def test_is_the_one_given(self, deal):
        assert [deal.terms.period(0), deal.terms.period(1)] == schedule()

    def test_is_counted(self, deal):
        assert deal.terms.periods() == 2
        assert deal.new_terms(periods=schedule()[1:]).periods() == 1

    def test_the_last_has_the_final_record_date(self, deal):
        assert deal.bond.final_record_date() == day("2024-02-15")
        only = [replace(schedule()[0], factor_after=0)]
        assert deal.new_bond(periods=only).final_record_date() == day("2023-08-15")


class TestInterestPerUnit:
    class TestRefused:
        def test_beyond_the_last_period(self, deal):
            with reverts(BondTerms_UnknownPeriod, index=2, periods=2):
                deal.terms.interest_per_unit(2)

    @pytest.mark.parametrize(("index", "days"), [(0, 181), (1, 184)])
    def test_is_exact(self, deal, index, days):
        numerator, denominator, accrual_num, accrual_den = deal.terms.interest_per_unit(index)
        assert (accrual_num, accrual_den) == (days, 365)
        assert numerator == 10**9 * 50_000_000 * 40_500_000 * days
        assert denominator == 10**18 * 365
        exact = Fraction(50_000_000) * Fraction(405, 10_000) * Fraction(days, 365)
        assert Fraction(numerator, denominator) == exact

    def test_a_leap_day_is_a_day_of_365(self, deal):
        leap = period("2024-02-16", "2024-08-16", record="2024-08-15", ex="2024-08-14")
        terms = deal.new_terms(periods=[leap])
        *_, accrual_num, accrual_den = terms.interest_per_unit(0)
        assert (accrual_num, accrual_den) == (182, 365)

    def test_of_a_rate_of_zero_is_nothing(self, deal):
        first, _ = schedule()
        terms = deal.new_terms(periods=[replace(first, rate=0, factor_after=0)])
        assert terms.interest_per_unit(0)[0] == 0

    def test_does_not_overflow_at_the_largest_terms(self, deal):
        widest = replace(
            schedule()[1],
            start=0,
            end=2**32 - 1,
            rate=2**64 - 1,
            payment_date=2**32 - 1,
        )
        terms = deal.new_terms(periods=[widest], calculation_amount=2**96 - 1)
        numerator, denominator, *_ = terms.interest_per_unit(0)
        assert numerator == 10**9 * (2**96 - 1) * (2**64 - 1) * (2**32 - 1)
        assert denominator == 365 * 10**18
