"""`BondToken`: the terms fixed at issue, and what they are refused for."""

from __future__ import annotations

from dataclasses import astuple, replace
from fractions import Fraction

import pytest
from eth_abi import encode

from sim.chain.identity import keccak
from sim.chain.logs import DayCountConvention, RoundingBasis, Terms, TermsSet
from sim.chain.reverts import (
    BondToken_BelowMinimum,
    BondToken_TermsEmpty,
    BondToken_TermsUnordered,
    BondToken_UnknownPeriod,
)
from sim.chain.structs import Account
from tests.contracts.deal import RATE, day, instant, period, reverts, schedule

#: What `abi.encode` calls them; written out, so that the hash does not depend on our own codecs.
TERMS_TYPE = (
    "(string,string,address,address[],uint96,uint64,uint64,uint40,uint32,uint32,uint8,uint8,uint8)"
)
PERIODS_TYPE = "(uint32,uint32,uint32,uint32,uint32,uint32,uint64,uint40,uint40,uint40)[]"


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
            with reverts(BondToken_TermsEmpty):
                deal.new_bond(**empty)

        def test_without_a_period(self, deal):
            with reverts(BondToken_TermsEmpty):
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
            with reverts(BondToken_TermsUnordered, period=1):
                deal.new_bond(periods=[first, replace(second, **wrong)])

        def test_naming_the_first_period_that_is_wrong(self, deal):
            first, second = schedule()
            wrong = replace(first, record_at=0), replace(second, record_at=0)
            with reverts(BondToken_TermsUnordered, period=0):
                deal.new_bond(periods=list(wrong))

    def test_whose_minimum_is_the_whole_issue(self, deal):
        deal.new_bond(minimum_units=1_600)

    def test_payable_as_soon_as_the_funding_closes(self, deal):
        first, second = schedule()
        deal.new_bond(periods=[first, replace(second, payable_from=second.funding_cutoff)])

    def test_says_the_terms_and_the_whole_schedule(self, deal):
        log = terms_set(deal, "BondToken")
        assert log.version == 0
        assert log.terms == deal.bond.terms()
        assert list(log.periods) == schedule()
        assert log.terms_hash == deal.bond.terms_hash()

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
        assert deal.bond.terms() == Terms(
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
            coupons_per_year=2,
        )

    def test_version_is_zero(self, deal):
        assert deal.bond.terms_version() == 0

    def test_hash_is_of_the_terms_and_the_whole_schedule(self, deal):
        given = astuple(deal.bond.terms()), [astuple(one) for one in schedule()]
        assert deal.bond.terms_hash() == keccak(encode([TERMS_TYPE, PERIODS_TYPE], given))

    def test_hash_changes_with_any_of_them(self, deal):
        first, second = schedule()
        same = deal.new_bond().terms_hash()
        assert same == deal.bond.terms_hash()
        changed = [
            deal.new_bond(isin="").terms_hash(),
            deal.new_bond(rails=(deal.stablecoin.address,)).terms_hash(),
            deal.new_bond(periods=[first]).terms_hash(),
            deal.new_bond(periods=[first, replace(second, rate=RATE + 1)]).terms_hash(),
        ]
        assert len({same, *changed}) == 5


class TestPeriod:
    class TestRefused:
        @pytest.mark.parametrize("index", [2, 2**256 - 1])
        def test_beyond_the_last(self, deal, index):
            with reverts(BondToken_UnknownPeriod, index=index, periods=2):
                deal.bond.period(index)

    def test_is_the_one_given(self, deal):
        assert [deal.bond.period(0), deal.bond.period(1)] == schedule()

    def test_is_counted(self, deal):
        assert deal.bond.periods() == 2
        assert deal.new_bond(periods=schedule()[:1]).periods() == 1

    def test_the_last_has_the_final_record_date(self, deal):
        assert deal.bond.final_record_date() == day("2024-02-15")
        assert deal.new_bond(periods=schedule()[:1]).final_record_date() == day("2023-08-15")


class TestInterestPerUnit:
    class TestRefused:
        def test_beyond_the_last_period(self, deal):
            with reverts(BondToken_UnknownPeriod, index=2, periods=2):
                deal.bond.interest_per_unit(2)

    @pytest.mark.parametrize(("index", "days"), [(0, 181), (1, 184)])
    def test_is_exact(self, deal, index, days):
        numerator, denominator, accrual_num, accrual_den = deal.bond.interest_per_unit(index)
        assert (accrual_num, accrual_den) == (days, 365)
        assert numerator == 50_000_000 * 40_500_000 * days
        assert denominator == 1_000_000_000 * 365
        exact = Fraction(50_000_000) * Fraction(405, 10_000) * Fraction(days, 365)
        assert Fraction(numerator, denominator) == exact

    def test_a_leap_day_is_a_day_of_365(self, deal):
        leap = period("2024-02-16", "2024-08-16", record="2024-08-15", ex="2024-08-14")
        bond = deal.new_bond(periods=[leap])
        *_, accrual_num, accrual_den = bond.interest_per_unit(0)
        assert (accrual_num, accrual_den) == (182, 365)

    def test_of_a_rate_of_zero_is_nothing(self, deal):
        first, _ = schedule()
        bond = deal.new_bond(periods=[replace(first, rate=0)])
        assert bond.interest_per_unit(0)[0] == 0

    def test_does_not_overflow_at_the_largest_terms(self, deal):
        widest = replace(
            schedule()[0],
            start=0,
            end=2**32 - 1,
            rate=2**64 - 1,
            payment_date=2**32 - 1,
        )
        bond = deal.new_bond(periods=[widest], calculation_amount=2**96 - 1)
        numerator, denominator, *_ = bond.interest_per_unit(0)
        assert numerator == (2**96 - 1) * (2**64 - 1) * (2**32 - 1)
        assert denominator == 365 * 10**9
