from __future__ import annotations

from datetime import date

import pytest

from sim.chain.logs import Transfer
from sim.engine.observe import Observer
from sim.ledger import BalanceKind
from tests.runs import play
from tests.scenarios import event, small
from tests.stage import CBDC


@pytest.fixture
def observer(issued):
    """An observer that has seen the day of issue."""
    observer = Observer(issued.world, issued.payments)
    observer.observe_moved()
    observer.seen.clear()
    return observer


def named(stage, seen):
    """(kind, name, value) of observations; a supply has no name."""
    return [(s.kind, s.account and stage.accounts.name(s.account), s.value) for s in seen]


class TestObserveMoved:
    def test_nothing_moved_is_nothing_read(self, observer):
        observer.observe_moved()
        assert observer.seen == []

    def test_both_sides_of_a_movement_and_the_total(self, observer, issued):
        bond = issued.world.system.bonds["HKD"]
        bond.transfer(issued.accounts["birch"], 4, sender=issued.accounts["alder"])
        observer.observe_moved()
        assert named(issued, observer.seen) == [
            ("units", "alder", 46),
            ("locked", "alder", 0),
            ("frozen", "alder", 0),
            ("units", "birch", 34),
            ("locked", "birch", 0),
            ("frozen", "birch", 0),
            ("supply", "", 100),
        ]

    @pytest.mark.parametrize(("ordered", "held_back"), [(0, 0), (7, 7), (50, 50), (51, 50)])
    def test_frozen_units_are_read_though_nothing_moved(self, observer, issued, ordered, held_back):
        bond, registrar = issued.world.system.bonds["HKD"], issued.accounts["bank"]
        bond.set_frozen_tokens(issued.accounts["alder"], ordered, sender=registrar)
        observer.observe_moved()
        assert named(issued, observer.seen) == [
            ("units", "alder", 50),
            ("locked", "alder", 0),
            ("frozen", "alder", held_back),
            ("supply", "", 100),
        ]

    def test_a_frozen_account_has_everything_frozen(self, observer, issued):
        bond, registrar = issued.world.system.bonds["HKD"], issued.accounts["bank"]
        bond.set_frozen_tokens(issued.accounts["alder"], 7, sender=registrar)
        bond.freeze([issued.accounts["alder"]], sender=registrar)
        observer.observe_moved()
        assert ("frozen", "alder", 50) in named(issued, observer.seen)

    def test_locked_units_are_read(self, observer, issued):
        issued.at("2023-02-17 12:00")
        issued.trade("alder", "birch", 5, preposition=True)
        bond = issued.world.system.bonds["HKD"]
        bond.transfer(issued.accounts["birch"], 4, sender=issued.accounts["alder"])
        observer.observe_moved()
        assert named(issued, observer.seen)[:2] == [("units", "alder", 46), ("locked", "alder", 5)]

    def test_money_with_its_supply_and_what_the_paying_agent_owes(self, observer, issued):
        issued.treasury.provide(CBDC, {"cedar": 77})
        observer.observe_moved()
        agent = issued.accounts.name(issued.world.system.paying_agent.address)
        assert named(issued, observer.seen) == [
            ("cash", "cedar", 77),
            ("supply", "", 77),
            ("owed", agent, 0),
        ]

    def test_dated_by_the_civil_day_of_the_deal(self, observer, issued):
        issued.at("2023-02-18 00:30")  # still the 17th in UTC
        issued.treasury.provide(CBDC, {"cedar": 77})
        observer.observe_moved()
        assert {seen.as_of for seen in observer.seen} == {date(2023, 2, 18)}


class TestObserveAll:
    def test_every_account_that_ever_held_of_every_token(self, observer, issued):
        observer.observe_all()
        ever = {
            (log.address, account)
            for log in issued.chain.logs
            if isinstance(log, Transfer)
            for account in (log.from_, log.to)
            if int(account, 16)
        }
        read = {(s.token, s.account) for s in observer.seen if s.kind in {"units", "cash"}}
        assert read == ever

    def test_it_leaves_nothing_for_the_close(self, observer, issued):
        issued.treasury.provide(CBDC, {"cedar": 77})
        observer.observe_all()
        observer.seen.clear()
        observer.observe_moved()
        assert observer.seen == []

    def test_withheld_payments_are_read(self):
        frozen = event("freeze", date(2023, 3, 16), party="cedar")
        seen = play(small(frozen)).outcome.observations
        withheld = [s for s in seen if s.kind == "withheld"]
        # 20 units: a coupon of 500,000.00 x 4.05 % x 28/365 = 1,553.42 each, and principal at par.
        assert [(s.action, s.value) for s in withheld] == [(1, 20 * 1_553_42), (2, 20 * 500_000_00)]
        owed = [s.value for s in seen if s.kind == "owed"]
        assert owed[-1] == 20 * (1_553_42 + 500_000_00)


def test_a_run_sees_every_kind():
    frozen = event("freeze", date(2023, 3, 16), party="cedar")
    seen = play(small(frozen)).outcome.observations
    assert {s.kind for s in seen} == set(BalanceKind)
