from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.chain import Reverted
from sim.chain.logs import (
    Affirmed,
    Instructed,
    Matched,
    Prepositioned,
    Reason,
    Settled,
    SettlementFailed,
)
from sim.chain.structs import Bid
from sim.engine.desk import SETTLE_BATCH
from sim.units import PAR, day_of
from tests.runs import play
from tests.scenarios import UNIT_FACE, small, trade
from tests.stage import Stage


def last(stage, kind):
    """The latest log of a class."""
    return next(log for log in reversed(stage.chain.logs) if isinstance(log, kind))


def accrued(units: int, days: int) -> int:
    """Face x 4.05 % x days/365, half up (DESIGN section 5)."""
    return int(Fraction(units * UNIT_FACE * 405 * days, 10_000 * 365) + Fraction(1, 2))


class TestTrade:
    @pytest.fixture
    def agreed(self, issued):
        issued.at("2023-02-17 10:15")
        return issued.trade("alder", "birch", 10, price=99_500_000).economics

    def test_the_seller_enters_and_the_buyer_affirms_the_same(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10)
        assert last(issued, Instructed).economics == ticket.economics
        assert issued.accounts.name(last(issued, Instructed).by) == "alder"
        assert issued.accounts.name(last(issued, Affirmed).by) == "birch"
        assert last(issued, Matched).id == ticket.id

    def test_due_two_business_days_later(self, agreed):
        # Friday 17 February to Tuesday 21.
        assert agreed.trade_date == day_of(date(2023, 2, 17))
        assert agreed.intended_date == day_of(date(2023, 2, 21))

    def test_another_cycle_where_agreed(self, issued):
        issued.at("2023-02-17 10:15")
        agreed = issued.trade("alder", "birch", 10, days=1).economics
        assert agreed.intended_date == day_of(date(2023, 2, 20))

    def test_amounts_to_the_cent(self, agreed):
        # Interest from 16 February, inclusive, to 21 February, exclusive: 5 days.
        assert agreed.accrued_days == 5
        assert agreed.accrued_amount == accrued(10, 5) == 277_397
        assert agreed.clean_amount == 10 * UNIT_FACE * 995 // 1000

    def test_window_from_the_opening_of_its_day_to_the_cut_off_of_its_last(self, agreed, issued):
        # Ten business days after 21 February is 7 March.
        assert agreed.opens_at == issued.instant("2023-02-21 08:30")
        assert agreed.expiry_date == day_of(date(2023, 3, 7))
        assert agreed.expires_at == issued.instant("2023-03-07 17:30")

    def test_none_lives_past_the_final_record_date(self, issued):
        issued.at("2023-03-10 10:15")
        agreed = issued.trade("alder", "birch", 10).economics
        assert agreed.expiry_date == day_of(date(2023, 3, 15))
        assert agreed.expires_at == issued.instant("2023-03-15 17:30")

    def test_trades_are_numbered(self, issued):
        issued.at("2023-02-17 10:15")
        numbers = [issued.trade("alder", "birch", 2).economics.trade_id for _ in range(2)]
        assert [number.rstrip(b"\0") for number in numbers] == [b"T00001", b"T00002"]

    def test_a_seller_may_lock_the_units_at_once(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10, preposition=True)
        assert last(issued, Prepositioned).id == ticket.id
        account = issued.world.system.bonds["HKD"].account(issued.accounts["alder"])
        assert (account.units, account.locked) == (50, 10)

    def test_what_the_contract_refuses_is_not_on_the_desk(self, issued):
        issued.at("2023-02-17 10:15")
        with pytest.raises(Reverted):
            issued.trade("alder", "alder", 10)
        assert issued.desk.promised(issued.bond(), issued.accounts["alder"]) == 0


class TestMoney:
    """The bank has no units: what it sells stays unsettled, and the buyer keeps its money."""

    def test_the_payer_brings_what_it_owes_on_the_day_and_not_before(self, issued):
        issued.at("2023-02-17 10:15")
        issued.trade("bank", "birch", 10)
        for day, money in (("20", 0), ("21", 10 * UNIT_FACE + accrued(10, 5))):
            issued.at(f"2023-02-{day} 08:30")
            issued.desk.settle()
            assert issued.money("birch") == money

    def test_for_all_its_instructions_together_and_none_twice(self, issued):
        issued.at("2023-02-17 10:15")
        issued.trade("bank", "birch", 10)
        issued.trade("bank", "birch", 4)
        issued.at("2023-02-21 08:30")
        issued.desk.settle()
        issued.desk.settle()
        assert issued.money("birch") == 14 * UNIT_FACE + accrued(10, 5) + accrued(4, 5)

    def test_whose_money_comes_later_brings_none_before(self, issued):
        issued.at("2023-02-17 10:15")
        issued.trade("bank", "birch", 10, money_from=date(2023, 2, 23))
        for day, money in (("22", 0), ("23", 10 * UNIT_FACE + accrued(10, 5))):
            issued.at(f"2023-02-{day} 08:30")
            issued.desk.settle()
            assert issued.money("birch") == money


class TestSettle:
    def test_nothing_before_it_is_due(self, issued):
        issued.at("2023-02-17 10:15")
        issued.trade("alder", "birch", 10)
        issued.at("2023-02-20 15:00")
        assert issued.desk.settle() == []
        assert len(issued.sent("settle")) == 1  # that of the issue

    def test_both_legs_on_the_day(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10)
        issued.at("2023-02-21 08:30")
        assert issued.desk.settle() == issued.desk.settled == [ticket]
        # The buyer's money came first.
        assert ticket.settled_at == issued.instant("2023-02-21 08:30") + 1
        assert (issued.units("alder"), issued.units("birch")) == (40, 40)
        assert issued.money("alder") == 10 * UNIT_FACE + accrued(10, 5)

    def test_what_fails_stays_and_is_tried_again(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10, money_from=date(2023, 2, 22))
        issued.at("2023-02-21 08:30")
        assert issued.desk.settle() == []
        assert last(issued, SettlementFailed).reason is Reason.MONY
        issued.at("2023-02-22 08:30")
        assert issued.desk.settle() == [ticket]
        assert last(issued, Settled).attempt == 2

    def test_recycled_first_then_by_date_then_as_matched(self, issued):
        issued.at("2023-02-17 10:15")
        late = issued.trade("alder", "birch", 2, days=3)
        soon = issued.trade("alder", "birch", 2, days=2)
        recycled = issued.trade("alder", "birch", 2, days=2)
        also_soon = issued.trade("alder", "birch", 2, days=2)
        recycled.attempted = True
        issued.at("2023-02-22 08:30")
        order = [ticket.id for ticket in issued.desk.settle()]
        assert order == [recycled.id, soon.id, also_soon.id, late.id]

    def test_an_issue_is_no_trade_to_look_for_claims_in(self, issued):
        assert issued.units("alder") == 50
        assert issued.desk.settled == []

    def test_many_are_settled_in_batches(self, issued):
        issued.at("2023-02-17 10:15")
        count = SETTLE_BATCH + 1
        for place in range(count):
            sides = ("alder", "birch") if place % 2 else ("birch", "alder")
            issued.trade(*sides, 2)
        issued.at("2023-02-21 08:30")
        before = len(issued.sent("settle"))
        assert len(issued.desk.settle()) == count
        assert len(issued.sent("settle")) - before == 2

    def test_settles_the_day_it_is_struck(self):
        run = play(small(trade(date(2023, 2, 20), "alder", "birch", 4, settlement_days=0)))
        (row,) = [r for r in run.ledgers["settlement"] if r.transaction_type == "TRAD"]
        assert (row.status, row.fail_days) == ("SETTLED", 0)


class TestExpire:
    def test_nothing_before_its_cut_off(self, issued):
        issued.at("2023-02-17 10:15")
        issued.trade("alder", "birch", 10)
        issued.at("2023-03-07 17:29")
        issued.desk.expire()
        assert issued.desk.expired == []

    def test_ended_at_its_cut_off_and_off_the_desk(self, issued):
        issued.at("2023-02-17 10:15")
        ticket = issued.trade("alder", "birch", 10)
        issued.at("2023-03-07 17:30")
        issued.desk.expire()
        issued.desk.expire()
        assert issued.desk.expired == [ticket.id]
        assert issued.desk.settle() == []


class TestPromised:
    def test_open_deliveries_of_one_seller_in_one_bond(self, issued):
        issued.at("2023-02-17 10:15")
        bond, alder = issued.bond(), issued.accounts["alder"]
        issued.trade("alder", "birch", 10)
        issued.trade("alder", "cedar", 5)
        issued.trade("birch", "alder", 7)
        assert issued.desk.promised(bond, alder) == 15
        assert issued.desk.promised("0x" + "33" * 20, alder) == 0

    def test_no_longer_once_settled(self, issued):
        issued.at("2023-02-17 10:15")
        issued.trade("alder", "birch", 10)
        issued.at("2023-02-21 08:30")
        issued.desk.settle()
        assert issued.desk.promised(issued.bond(), issued.accounts["alder"]) == 0


class TestAdopt:
    @pytest.fixture
    def allocated(self):
        """Three allocations entered by the offering, not on the desk yet; and their receipt."""
        stage = Stage()
        system, sender = stage.world.system, stage.accounts
        offering = system.offerings["HKD"]
        for name, units in (("alder", 50), ("birch", 30), ("cedar", 20)):
            offering.submit([Bid(units=units, limit_yield=0, rail=0)], sender=sender[name])
        stage.at("2023-02-15 17:30")
        offering.fix_price(40_500_000, PAR, sender=sender["bank"])
        offering.allocate((50, 30, 20), 0, sender=sender["bank"])
        return stage, offering.instruct_primary([1, 2, 3], sender=sender["bank"])

    def test_they_are_settled_on_the_day_of_issue(self, allocated):
        stage, receipt = allocated
        stage.desk.adopt(receipt)
        stage.at("2023-02-16 08:30")
        assert len(stage.desk.settle()) == 3
        assert stage.money("treasury") == 100 * UNIT_FACE
        assert [stage.units(name) for name in ("alder", "birch", "cedar")] == [50, 30, 20]

    def test_the_unpaid_never_bring_their_money(self, allocated):
        stage, receipt = allocated
        stage.desk.adopt(receipt, frozenset({"birch"}))
        stage.at("2023-02-16 08:30")
        assert len(stage.desk.settle()) == 2
        assert (stage.money("birch"), stage.units("birch")) == (0, 0)
        stage.at("2023-02-16 17:30")
        stage.desk.expire()
        assert stage.desk.expired == [2]
