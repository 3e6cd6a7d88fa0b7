"""`BondTerms`: record dates that belong to no payment, as a vote needs them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import RecordAdded, RecordStruck, Role
from sim.chain.reverts import (
    BondTerms_PeriodPassed,
    BondTerms_RecordTaken,
    BondToken_NoRecordThen,
    RoleBound_CallerLacksRole,
)
from tests.contracts.coupons import INTR
from tests.contracts.deal import day, instant, reverts
from tests.contracts.expect import said
from tests.contracts.schedules import amender, bound, quarters, unchanged

CLOSES = [one.record_at for one in quarters()]


@pytest.fixture
def by(deal):
    """An amending contract."""
    return amender(deal)


def add(terms, by, text):
    return terms.add_record(day(text), instant(f"{text} 18:00"), sender=by)


class TestFails:
    @pytest.mark.parametrize("who", ["admin", "issuer", "deployer", "mallory"])
    def test_for_anyone_but_an_amending_contract(self, deal, who):
        terms, _ = bound(deal)
        caller = getattr(deal, who)
        with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.AMENDING_CONTRACT):
            add(terms, caller, "2023-03-01")

    def test_for_a_close_that_has_passed(self, deal, by):
        terms, _ = bound(deal)
        at = deal.warp("2023-03-01 18:00")
        with reverts(BondTerms_PeriodPassed, index=3, record_at=at, timestamp=at):
            add(terms, by, "2023-03-01")

    @pytest.mark.parametrize("late", [0, 1])
    def test_from_the_last_record_date_on(self, deal, by, late):
        terms, _ = bound(deal)
        now, at = deal.chain.now, CLOSES[3] + late
        with reverts(BondTerms_PeriodPassed, index=3, record_at=at, timestamp=now):
            terms.add_record(day("2024-02-15"), at, sender=by)

    @pytest.mark.parametrize("index", [0, 1, 2])
    def test_at_the_record_date_of_a_period(self, deal, by, index):
        terms, _ = bound(deal)
        with reverts(BondTerms_RecordTaken, closes=CLOSES[index]):
            terms.add_record(quarters()[index].record_date, CLOSES[index], sender=by)

    @pytest.mark.parametrize("text", ["2023-03-01", "2023-04-03", "2023-06-01"])
    def test_at_one_added_before(self, deal, by, text):
        terms, _ = bound(deal)
        for one in ("2023-06-01", "2023-03-01", "2023-04-03"):
            add(terms, by, one)
        with reverts(BondTerms_RecordTaken, closes=instant(f"{text} 18:00")):
            add(terms, by, text)
        assert len(terms.record_dates()[0]) == 7


def test_is_told_and_is_a_record_date_of_the_bond(deal, by):
    terms, bond = bound(deal)
    receipt = add(terms, by, "2023-03-01")
    close = instant("2023-03-01 18:00")
    assert said(receipt, terms) == [(RecordAdded, day("2023-03-01"), close)]
    assert (bond.records(), bond.record_id_at(close)) == (5, 1)
    assert bond.final_record_date() == day("2024-02-15")


def test_to_the_second_before_the_last(deal, by):
    terms, bond = bound(deal)
    terms.add_record(day("2024-02-15"), CLOSES[3] - 1, sender=by)
    assert bond.record_id_at(CLOSES[3] - 1) == 4


def test_in_any_order_they_stand_in_that_of_time(deal, by):
    terms, bond = bound(deal)
    for one in ("2023-09-01", "2023-03-01", "2023-12-01", "2023-06-01", "2023-03-02"):
        add(terms, by, one)
    days, closes = terms.record_dates()
    assert list(closes) == sorted(closes)
    assert len(set(closes)) == 9
    assert days == tuple(close // 86_400 for close in closes)
    assert [bond.record_id_at(close) for close in closes] == list(range(1, 10))
    assert bond.records() == 9


def test_remembers_who_held_what_between_two_payments(deal, by):
    terms, bond = bound(deal)
    bond.issue(deal.alice, 10, sender=deal.as_settlement)
    add(terms, by, "2023-03-01")
    add(terms, by, "2023-04-03")
    deal.warp("2023-03-01 17:59")
    bond.transfer(deal.bob, 4, sender=deal.alice)
    deal.warp("2023-03-01 18:00")
    receipt = bond.transfer(deal.carol, 2, sender=deal.alice)
    assert receipt.only(RecordStruck).record_date == day("2023-03-01")
    bond.issue(deal.dave, 5, sender=deal.as_settlement)
    deal.warp("2023-04-03 18:00")
    holders = (deal.alice, deal.bob, deal.carol, deal.dave)
    assert [bond.holding_at(who, 1) for who in holders] == [6, 4, 0, 0]
    assert [bond.holding_at(who, 2) for who in holders] == [4, 4, 2, 5]
    assert [bond.supply_at(number) for number in (1, 2)] == [10, 15]


def test_a_payment_announced_before_goes_to_the_holders_of_its_own_date(deal, by):
    """Numbers of later record dates shift; instants do not."""
    terms, bond = bound(deal)
    bond.issue(deal.alice, 10, sender=deal.as_settlement)
    deal.paying.announce(bond.address, 0, INTR, sender=deal.paying_agent)
    add(terms, by, "2023-03-01")
    deal.chain.at(CLOSES[0] - 60)
    bond.transfer(deal.bob, 4, sender=deal.alice)
    deal.chain.at(CLOSES[0])
    bond.transfer(deal.carol, 2, sender=deal.alice)
    deal.paying.fund(1, sender=deal.issuer)
    assert deal.paying.action(1).record_id == 2
    deal.chain.at(quarters()[0].payable_from)
    holders = [deal.alice, deal.bob, deal.carol]
    receipt = deal.paying.pay(1, holders, sender=deal.paying_agent)
    paid = [(log.holder, log.units) for log in receipt.events if hasattr(log, "gross")]
    assert paid == [(deal.alice, 6), (deal.bob, 4)]


class TestBesideNewVersions:
    def test_stays_when_the_periods_change(self, deal, by):
        terms, bond = bound(deal)
        add(terms, by, "2023-03-01")
        add(terms, by, "2023-06-01")
        deal.warp("2023-03-02 09:00")
        terms.amend(1, [replace(quarters()[1], factor_after=0)], unchanged(), sender=by)
        closes = [instant("2023-03-01 18:00"), CLOSES[0], instant("2023-06-01 18:00"), CLOSES[1]]
        assert [bond.record_id_at(close) for close in closes] == [1, 2, 3, 4]
        assert bond.records() == 4

    def test_after_what_is_now_the_last_is_void(self, deal, by):
        terms, bond = bound(deal)
        add(terms, by, "2023-09-01")
        terms.amend(1, [replace(quarters()[1], factor_after=0)], unchanged(), sender=by)
        assert terms.record_dates()[1] == tuple(CLOSES[:2])
        with reverts(BondToken_NoRecordThen, closes=instant("2023-09-01 18:00")):
            bond.record_id_at(instant("2023-09-01 18:00"))

    def test_where_a_period_now_closes_is_one_with_it(self, deal, by):
        terms, bond = bound(deal)
        moved = replace(
            quarters()[1], record_date=day("2023-08-14"), record_at=instant("2023-08-14 18:00")
        )
        add(terms, by, "2023-08-14")
        terms.amend(1, [moved, *quarters()[2:]], unchanged(), sender=by)
        closes = [CLOSES[0], moved.record_at, *CLOSES[2:]]
        assert terms.record_dates()[1] == tuple(closes)
        assert [bond.record_id_at(close) for close in closes] == [1, 2, 3, 4]
        deal.chain.at(moved.record_at)
        assert bond.record_id() == 2
