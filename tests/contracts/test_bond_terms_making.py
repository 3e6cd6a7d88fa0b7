"""`BondTerms`: made in as many batches as it takes, then bound once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain import Reverted
from sim.chain.bindings import BondTerms
from sim.chain.logs import CouponKind, Reset, TaxRate, TermsSet
from sim.chain.reverts import (
    BondTerms_BoundAlready,
    BondTerms_CallerNotMaker,
    BondTerms_Empty,
    BondTerms_OtherTerms,
    BondTerms_ResetUnordered,
    BondTerms_TaxAboveAll,
    BondTerms_Unordered,
    BondToken_CallerNotTerms,
    BondToken_Closed,
)
from tests.contracts.deal import (
    FRANCE,
    HONG_KONG,
    SINGAPORE,
    WHOLE,
    ZERO,
    day,
    instant,
    reverts,
    schedule,
)
from tests.contracts.schedules import PLAIN_RESET, bound, floating, quarters, with_factors

TAX = (TaxRate(FRANCE, 100_000_000),)


def empty_terms(deal, **changes):
    return BondTerms.deploy(
        deal.chain,
        deal.roles.address,
        replace(deal.terms.terms(), **changes),
        sender=deal.deployer,
        name="Other terms",
    )


class TestAppend:
    class TestFails:
        @pytest.mark.parametrize("who", ["admin", "issuer", "calculation_agent", "mallory"])
        def test_for_anyone_but_the_maker(self, deal, who):
            terms, caller = empty_terms(deal), getattr(deal, who)
            with reverts(BondTerms_CallerNotMaker, caller=caller, maker=deal.deployer):
                terms.append(quarters(), sender=caller)

        def test_once_bound(self, deal):
            terms, bond = bound(deal)
            with reverts(BondTerms_BoundAlready, bond=bond.address):
                terms.append(quarters(), sender=deal.deployer)

        def test_by_a_batch_that_does_not_follow_the_one_before(self, deal):
            terms = empty_terms(deal)
            first, second, third, _ = quarters()
            terms.append([first], sender=deal.deployer)
            with reverts(BondTerms_Unordered, period=1):
                terms.append([third], sender=deal.deployer)
            terms.append([second], sender=deal.deployer)
            assert terms.periods() == 2

        def test_after_all_is_repaid(self, deal):
            first, second = schedule()
            with reverts(BondTerms_Unordered, period=1):
                deal.new_terms(periods=[replace(first, factor_after=0), second])

        def test_of_more_face_than_there_was(self, deal):
            with reverts(BondTerms_Unordered, period=2):
                deal.new_terms(periods=with_factors(WHOLE, WHOLE // 2, WHOLE // 2 + 1, 0))

        def test_of_more_face_than_was_issued(self, deal):
            with reverts(BondTerms_Unordered, period=0):
                deal.new_terms(periods=with_factors(WHOLE + 1, WHOLE, WHOLE, 0))

        def test_of_a_rate_where_there_is_no_interest(self, deal):
            with reverts(BondTerms_Unordered, period=0):
                deal.new_terms(coupon_kind=CouponKind.ZERO)

        @pytest.mark.parametrize(
            "wrong",
            [
                {"rate": 1},
                {"fixing_opens_at": instant("2023-05-16 17:30")},
                {"fallback_from": instant("2023-08-15 18:00")},
            ],
            ids=["a rate before it is fixed", "no time to fix it", "fixed after it is announced"],
        )
        def test_of_a_floating_period_with(self, deal, wrong):
            first, second, *rest = floating()
            kind = {"coupon_kind": CouponKind.FLOATING, "reset": PLAIN_RESET}
            with reverts(BondTerms_Unordered, period=1):
                deal.new_terms(periods=[first, replace(second, **wrong), *rest], **kind)

    def test_in_batches_is_one_schedule(self, deal):
        terms = empty_terms(deal)
        for one in quarters():
            terms.append([one], sender=deal.deployer)
        assert [terms.period(index) for index in range(terms.periods())] == quarters()
        whole = deal.new_terms(periods=quarters())
        for each in (terms, whole):
            each.bind(deal.unbound(each).address, sender=deal.deployer)
        assert terms.terms_hash() == whole.terms_hash()

    def test_of_nothing_changes_nothing(self, deal):
        terms = deal.new_terms()
        terms.append([], sender=deal.deployer)
        assert terms.periods() == 2

    def test_a_zero_coupon_has_a_single_period_without_a_rate(self, deal):
        only = replace(schedule()[0], rate=0, factor_after=0)
        assert deal.new_terms(periods=[only], coupon_kind=CouponKind.ZERO).periods() == 1


class TestTermsRefused:
    def test_with_a_floor_above_the_cap(self, deal):
        with reverts(BondTerms_ResetUnordered, floor=2, cap=1):
            empty_terms(deal, reset=Reset("", 0, 0, 2, 1, False, 0))

    def test_but_not_with_one_rate_allowed(self, deal):
        empty_terms(deal, reset=Reset("", 0, 0, 2, 2, False, 0))

    def test_with_a_tax_above_all_of_the_interest(self, deal):
        taxes = (*TAX, TaxRate(SINGAPORE, WHOLE + 1))
        with reverts(BondTerms_TaxAboveAll, jurisdiction=SINGAPORE, rate=WHOLE + 1):
            empty_terms(deal, taxes=taxes, tax_account=deal.mallory)

    def test_with_taxes_and_no_account_for_them(self, deal):
        with reverts(BondTerms_Empty):
            empty_terms(deal, taxes=TAX)

    def test_but_not_with_an_account_and_no_taxes(self, deal):
        assert empty_terms(deal, tax_account=deal.mallory).tax_account() == deal.mallory


class TestBind:
    class TestFails:
        @pytest.mark.parametrize("who", ["admin", "issuer", "registrar", "mallory"])
        def test_for_anyone_but_the_maker(self, deal, who):
            terms, caller = deal.new_terms(), getattr(deal, who)
            bond = deal.unbound(terms).address
            with reverts(BondTerms_CallerNotMaker, caller=caller, maker=deal.deployer):
                terms.bind(bond, sender=caller)
            terms.bind(bond, sender=deal.deployer)
            assert terms.bond() == bond

        def test_twice(self, deal):
            terms, bond = bound(deal)
            with reverts(BondTerms_BoundAlready, bond=bond.address):
                terms.bind(deal.unbound(terms).address, sender=deal.deployer)
            assert terms.bond() == bond.address

        def test_to_a_bond_of_other_terms(self, deal):
            terms, other = deal.new_terms(), deal.bond
            with reverts(BondTerms_OtherTerms, bond=other.address, terms=deal.terms.address):
                terms.bind(other.address, sender=deal.deployer)

        def test_to_what_is_no_contract(self, deal):
            with pytest.raises(Reverted):
                deal.new_terms().bind(deal.mallory, sender=deal.deployer)

        def test_without_a_period(self, deal):
            terms = empty_terms(deal)
            bond = deal.unbound(terms).address
            with reverts(BondTerms_Empty):
                terms.bind(bond, sender=deal.deployer)

        def test_before_all_is_repaid(self, deal):
            terms = deal.new_terms(periods=quarters()[:3])
            bond = deal.unbound(terms).address
            with reverts(BondTerms_Unordered, period=2):
                terms.bind(bond, sender=deal.deployer)

    def test_says_the_terms_once(self, deal):
        terms = deal.new_terms()
        assert (terms.bond(), terms.terms_hash()) == (ZERO, bytes(32))
        bond = deal.unbound(terms).address
        told = terms.bind(bond, sender=deal.deployer).only(TermsSet)
        assert (told.bond, told.version, told.terms_hash) == (bond, 0, terms.terms_hash())
        assert (told.terms, list(told.periods)) == (terms.terms(), schedule())

    def test_tells_the_bond_every_record_date_there_is_by_then(self, deal):
        first, second = schedule()
        terms = deal.new_terms(periods=[first])
        bond = deal.unbound(terms)
        terms.append([second], sender=deal.deployer)
        terms.bind(bond.address, sender=deal.deployer)
        assert (bond.records(), bond.final_record_date()) == (2, second.record_date)
        closes = (first.record_at, second.record_at)
        assert [bond.record_id_at(at) for at in closes] == [1, 2]


class TestAnUnboundBond:
    """Deployed, and not yet named by its terms."""

    @pytest.fixture
    def waiting(self, deal):
        terms = deal.new_terms()
        bond = deal.unbound(terms)
        deal.offer_to(token=bond)
        return terms, bond

    def test_issues_nothing(self, deal, waiting):
        terms, bond = waiting
        with reverts(BondToken_Closed, final_record_date=0):
            bond.issue(deal.alice, 10, sender=deal.as_settlement)
        terms.bind(bond.address, sender=deal.deployer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        assert deal.chain.balances(bond.address, [deal.alice]) == [10]

    def test_has_no_record_date_to_strike(self, deal, waiting):
        _, bond = waiting
        assert (bond.records(), bond.record_id(), bond.final_record_date()) == (0, 0, 0)
        with reverts(BondToken_Closed, final_record_date=0):
            bond.transfer(deal.bob, 0, sender=deal.alice)

    def test_is_told_record_dates_by_nobody_else(self, deal, waiting):
        _, bond = waiting
        for caller in (deal.deployer, deal.admin, deal.mallory):
            with reverts(BondToken_CallerNotTerms, caller=caller):
                bond.set_records([1], [2**39], 5, sender=caller)


class TestReads:
    def test_facts_that_others_ask_for(self, deal):
        terms = deal.terms
        assert terms.isin() == "HK0000000017"
        assert terms.default_rail() == deal.cash.address
        assert terms.calculation_amount() == 500_000_00
        assert terms.sizes() == (2, 1_600)
        assert terms.life() == (day("2023-02-16"), day("2024-02-16"))
        assert terms.coupon_form() == (CouponKind.FIXED, 2, terms.terms().day_count)

    def test_tax_rates_by_jurisdiction(self, deal):
        terms = empty_terms(deal, taxes=TAX, tax_account=deal.mallory)
        assert [terms.tax_rate(code) for code in (FRANCE, HONG_KONG, 0)] == [100_000_000, 0, 0]

    def test_record_dates_to_come(self, deal):
        terms, _ = bound(deal)
        days = [one.record_date for one in quarters()]
        closes = [one.record_at for one in quarters()]
        assert terms.record_dates() == (tuple(days), tuple(closes))
        deal.chain.at(closes[1] - 1)
        assert terms.record_dates() == (tuple(days[1:]), tuple(closes[1:]))
        deal.chain.at(closes[1])
        assert terms.record_dates() == (tuple(days[2:]), tuple(closes[2:]))
        deal.chain.at(closes[3])
        assert terms.record_dates() == ((), ())
