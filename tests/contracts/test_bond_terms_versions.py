"""`BondTerms`: new versions of the terms, which leave alone what has passed."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
from eth_abi import encode

from sim.chain.identity import keccak
from sim.chain.logs import Flow, Role, TermsSet
from sim.chain.reverts import (
    BondTerms_Empty,
    BondTerms_NotFixed,
    BondTerms_PeriodPassed,
    BondTerms_UnknownPeriod,
    BondTerms_Unordered,
    BondToken_AboveOffered,
    BondToken_CallerNotTerms,
    BondToken_NoRecordThen,
    RoleBound_CallerLacksRole,
)
from sim.units import PAR
from tests.contracts.deal import OFFERED_UNITS, WHOLE, day, instant, period, reverts
from tests.contracts.schedules import (
    STARTS,
    amender,
    bound,
    floating,
    floating_bond,
    quarters,
    unchanged,
)
from tests.contracts.test_bond_terms import PERIODS_TYPE, TERMS_TYPE


@pytest.fixture
def by(deal):
    """An amending contract."""
    return amender(deal)


def called(index):
    """The schedule up to a period that repays all: what a call leaves."""
    return [replace(quarters()[index], factor_after=0)]


def later(index):
    """A period recorded a day earlier than agreed."""
    one = quarters()[index]
    return replace(one, record_date=one.record_date - 1, record_at=one.record_at - 86_400)


class TestAmend:
    class TestFails:
        @pytest.mark.parametrize("who", ["admin", "issuer", "deployer", "mallory"])
        def test_for_anyone_but_an_amending_contract(self, deal, who):
            terms, _ = bound(deal)
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.AMENDING_CONTRACT):
                terms.amend(1, called(1), unchanged(), sender=caller)

        def test_from_a_period_that_does_not_exist(self, deal, by):
            terms, _ = bound(deal)
            with reverts(BondTerms_UnknownPeriod, index=4, periods=4):
                terms.amend(4, called(3), unchanged(), sender=by)

        def test_from_a_period_whose_record_date_passed(self, deal, by):
            terms, _ = bound(deal)
            at = quarters()[1].record_at
            deal.chain.at(at)
            with reverts(BondTerms_PeriodPassed, index=1, record_at=at, timestamp=at):
                terms.amend(1, called(2), unchanged(), sender=by)

        def test_to_a_record_date_that_passed(self, deal, by):
            terms, _ = bound(deal)
            now = quarters()[1].record_at - 86_400
            deal.chain.at(now)
            with reverts(BondTerms_PeriodPassed, index=1, record_at=now, timestamp=now):
                terms.amend(1, [later(1)], unchanged(), sender=by)

        def test_to_nothing(self, deal, by):
            terms, _ = bound(deal)
            with reverts(BondTerms_Empty):
                terms.amend(1, [], unchanged(), sender=by)

        def test_to_periods_that_do_not_follow(self, deal, by):
            terms, _ = bound(deal)
            with reverts(BondTerms_Unordered, period=1):
                terms.amend(1, called(2), unchanged(), sender=by)

        def test_to_terms_that_never_repay(self, deal, by):
            terms, _ = bound(deal)
            with reverts(BondTerms_Unordered, period=1):
                terms.amend(1, quarters()[1:2], unchanged(), sender=by)

        @pytest.mark.parametrize("offered", [0, 1])
        def test_to_a_size_below_the_minimum_holding(self, deal, by, offered):
            terms, _ = bound(deal)
            with reverts(BondTerms_Empty):
                terms.amend(1, called(1), unchanged(offered_units=offered), sender=by)

    def test_to_the_second_before_the_record_date(self, deal, by):
        terms, _ = bound(deal)
        deal.chain.at(quarters()[1].record_at - 1)
        terms.amend(1, called(1), unchanged(), sender=by)
        assert terms.periods() == 2

    def test_says_the_whole_of_the_new_version(self, deal, by):
        terms, bond = bound(deal)
        before = terms.terms_hash()
        receipt = terms.amend(1, called(1), unchanged(), sender=by)
        told = receipt.only(TermsSet)
        periods = [quarters()[0], *called(1)]
        assert (told.bond, told.version, terms.version()) == (bond.address, 1, 1)
        assert told.terms == terms.terms()
        assert list(told.periods) == periods
        given = astuple(terms.terms()), [astuple(one) for one in periods]
        fresh = keccak(encode([TERMS_TYPE, PERIODS_TYPE], given))
        assert told.terms_hash == terms.terms_hash() == fresh != before

    def test_changes_maturity_price_and_size_and_nothing_else(self, deal, by):
        terms, bond = bound(deal)
        before = terms.terms()
        changed = {
            "maturity_date": day("2023-08-16"),
            "redemption_price": 101_000_000,
            "offered_units": 2_000,
        }
        terms.amend(1, called(1), unchanged(**changed), sender=by)
        assert terms.terms() == replace(before, **changed)
        assert bond.maturity_date() == day("2023-08-16") * 86_400
        due = terms.due(1, Flow.REDEMPTION)
        assert due.amount_num * PAR == due.amount_den * 500_000_00 * 101_000_000

    def test_issues_go_up_to_the_new_size(self, deal, by):
        terms, bond = bound(deal)
        bond.issue(deal.alice, OFFERED_UNITS, sender=deal.as_settlement)
        terms.amend(1, quarters()[1:], unchanged(offered_units=OFFERED_UNITS + 5), sender=by)
        bond.issue(deal.alice, 5, sender=deal.as_settlement)
        after = {"supply_after": OFFERED_UNITS + 6, "offered_units": OFFERED_UNITS + 5}
        with reverts(BondToken_AboveOffered, **after):
            bond.issue(deal.alice, 1, sender=deal.as_settlement)

    def test_numbers_versions_and_the_periods_they_set(self, deal, by):
        terms, _ = bound(deal)
        assert [terms.version_of(index) for index in range(4)] == [0, 0, 0, 0]
        terms.amend(2, quarters()[2:], unchanged(), sender=by)
        terms.amend(3, quarters()[3:], unchanged(), sender=by)
        assert [terms.version_of(index) for index in range(4)] == [0, 0, 1, 2]
        terms.amend(1, called(1), unchanged(), sender=by)
        assert [terms.version_of(index) for index in range(4)] == [0, 3, 3, 3]


class TestRecordsOfTheToken:
    class TestFails:
        @pytest.mark.parametrize("who", ["admin", "deployer", "registrar", "mallory"])
        def test_to_be_set_by_anyone_but_the_terms(self, deal, who):
            caller = getattr(deal, who)
            with reverts(BondToken_CallerNotTerms, caller=caller):
                deal.bond.set_records([1], [2], 3, sender=caller)

        def test_to_be_found_where_none_closes(self, deal):
            _, bond = bound(deal)
            close = quarters()[0].record_at
            for other in (0, close - 1, 2**40 - 1):
                with reverts(BondToken_NoRecordThen, closes=other):
                    bond.record_id_at(other)

    def test_are_found_by_their_close(self, deal):
        _, bond = bound(deal)
        assert [bond.record_id_at(one.record_at) for one in quarters()] == [1, 2, 3, 4]

    def test_are_replaced_from_the_next_on(self, deal, by):
        terms, bond = bound(deal)
        terms.amend(1, called(1), unchanged(), sender=by)
        assert bond.records() == 2
        assert bond.final_record_date() == quarters()[1].record_date
        with reverts(BondToken_NoRecordThen, closes=quarters()[2].record_at):
            bond.record_id_at(quarters()[2].record_at)

    def test_may_become_more(self, deal, by):
        terms, bond = bound(deal)
        extended = [*STARTS, "2024-05-16"]
        terms.amend(3, quarters(extended)[3:], unchanged(), sender=by)
        assert bond.records() == 5
        assert [bond.record_id_at(one.record_at) for one in quarters(extended)] == [1, 2, 3, 4, 5]

    def test_struck_ones_stay_struck_or_not_by_a_movement(self, deal, by):
        terms, bond = bound(deal)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        deal.chain.at(quarters()[0].record_at)
        terms.amend(1, [replace(later(1), factor_after=0)], unchanged(), sender=by)
        bond.transfer(deal.bob, 4, sender=deal.alice)
        assert bond.record_id_at(quarters()[0].record_at) == bond.record_id() == 1
        assert (bond.holding_at(deal.alice, 1), bond.supply_at(1)) == (10, 10)
        deal.chain.at(later(1).record_at)
        assert bond.record_id() == bond.record_id_at(later(1).record_at) == 2
        assert [bond.holding_at(who, 2) for who in (deal.alice, deal.bob)] == [6, 4]


class TestFixedRates:
    @pytest.fixture
    def fixed(self, deal):
        """Terms of which the first two periods are fixed, in the morning of the second."""
        terms, _ = floating_bond(deal)
        for index, rate in enumerate([31_000_000, 32_000_000]):
            deal.chain.at(floating()[index].fixing_opens_at)
            terms.fix(index, rate, sender=deal.calculation_agent)
        return terms

    def test_stay_in_a_new_version(self, deal, by, fixed):
        fixed.amend(1, floating()[1:], unchanged(), sender=by)
        assert [fixed.period(index).rate for index in range(4)] == [31_000_000, 32_000_000, 0, 0]
        assert fixed.fixings() == 2

    def test_of_periods_taken_away_are_forgotten(self, deal, by):
        early = [
            replace(
                one, fixing_opens_at=instant("2023-02-16 09:00"), fallback_from=one.record_at - 1
            )
            for one in floating()
        ]
        terms, _ = floating_bond(deal, periods=early)
        deal.warp("2023-02-16 09:00")
        for index in range(3):
            terms.fix(index, 31_000_000 + index, sender=deal.calculation_agent)
        terms.amend(0, [replace(early[0], factor_after=0)], unchanged(), sender=by)
        assert terms.fixings() == 1
        terms.amend(0, early, unchanged(), sender=by)
        assert [terms.period(index).rate for index in range(4)] == [31_000_000, 0, 0, 0]
        with reverts(BondTerms_NotFixed, index=1):
            terms.due(1, Flow.INTEREST)


def test_a_new_version_may_end_on_another_day(deal, by):
    terms, bond = bound(deal)
    short = replace(
        period("2023-05-16", "2023-07-16", record="2023-07-14", ex="2023-07-13"), rate=20_000_000
    )
    terms.amend(1, [short], unchanged(maturity_date=day("2023-07-16")), sender=by)
    assert terms.interest_per_unit(1)[0] == WHOLE * 500_000_00 * 20_000_000 * 61
    assert bond.final_record_date() == day("2023-07-14")
