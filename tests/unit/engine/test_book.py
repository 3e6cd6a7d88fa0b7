from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from sim.engine.book import ISSUE_BATCH
from tests.runs import play
from tests.scenarios import UNIT_FACE, UNITS, book, event, order, small, tranche
from tests.stage import Stage

#: 10,000 units, so that no size is lost to rounding or to the cap at the whole issue.
LARGE = tranche(size=10_000 * 500_000)
OPENS, CLOSES = datetime(2023, 2, 14, 9), datetime(2023, 2, 15, 15)


def orders(scenario):
    """Rows of the book by investor, after pricing."""
    return {row.investor: row for row in play(scenario).ledgers["orders"]}


def drawn(scenario):
    """What the investors of the seed ask for: (local time, units, limit) by name."""
    stage = Stage(scenario)
    zone = stage.world.schedule.zone
    return {
        name: (datetime.fromtimestamp(row.at, zone), row.bid_units, row.limit_yield)
        for name, row in orders(scenario).items()
        if name.startswith("investor-")
    }


def issue(scenario):
    """Instructions of the issue, in order."""
    settled = play(scenario).ledgers["settlement"]
    return [row for row in settled if row.transaction_type == "ISSU"]


class TestDrawnOrders:
    def test_the_same_seed_draws_the_same(self):
        assert drawn(small(book())) == drawn(small(book()))

    def test_another_seed_draws_others(self):
        assert drawn(small(book())) != drawn(small(book(), seed=8))

    def test_one_more_investor_shifts_nobody_elses_draw(self):
        few, more = drawn(small(book(investors=12))), drawn(small(book(investors=13)))
        assert len(more) == len(few) + 1
        for name, (at, _, limit) in few.items():
            assert (more[name][0], more[name][2]) == (at, limit)

    def test_one_more_investor_leaves_relative_sizes_alone(self):
        few = drawn(small(book(investors=12), tranches=(LARGE,)))
        more = drawn(small(book(investors=13), tranches=(LARGE,)))
        assert _ranks(few, few) == _ranks(more, few)

    def test_a_written_order_shifts_nobody(self):
        assert drawn(small(book())) == drawn(small(book(), order("alder", 10)))

    def test_they_come_in_office_hours_while_the_book_is_open(self):
        for at, _, _ in drawn(small(book(investors=60))).values():
            assert OPENS <= at.replace(tzinfo=None) < CLOSES
            assert time(9) <= at.time() < time(18)

    def test_a_book_open_at_night_only_is_filled_at_night(self):
        night = book(opens=datetime(2023, 2, 14, 19), closes=datetime(2023, 2, 14, 21))
        assert {at.hour for at, _, _ in drawn(small(night)).values()} <= {19, 20}

    @pytest.mark.parametrize("cover", [Decimal("0.5"), 1, Decimal("2.25")])
    def test_together_they_cover_the_issue_so_often(self, cover):
        asked = sum(units for _, units, _ in drawn(small(book(cover=cover))).values())
        # Each size is rounded down to a unit: together they may miss one unit an investor.
        assert cover * UNITS - 12 < asked <= cover * UNITS

    def test_each_asks_for_something_and_for_no_more_than_there_is(self):
        bids = [units for _, units, _ in drawn(small(book(investors=99, cover=1))).values()]
        assert min(bids) == 1
        assert [units for _, units, _ in drawn(small(book(investors=1))).values()] == [UNITS]

    def test_sizes_differ_a_few_large_many_small(self):
        asked = drawn(small(book(investors=40), tranches=(LARGE,)))
        bids = sorted(units for _, units, _ in asked.values())
        assert bids[-1] > 10 * bids[0]
        assert sum(bids[20:]) > 3 * sum(bids[:20])

    def test_limits_are_on_a_grid_within_the_range(self):
        limits = [limit for _, _, limit in drawn(small(book(investors=60))).values() if limit]
        assert len(limits) > 10
        assert all(39_000_000 <= limit <= 42_000_000 for limit in limits)
        assert not [limit for limit in limits if limit % 100_000]

    @pytest.mark.parametrize(("share", "at_reoffer"), [(0, 0), (100, 12)])
    def test_so_many_of_a_hundred_set_no_limit(self, share, at_reoffer):
        asked = drawn(small(book(share_at_reoffer=share))).values()
        assert sum(limit is None for _, _, limit in asked) == at_reoffer


class TestWrittenOrders:
    def test_at_the_time_written(self):
        written = orders(small(order("alder", 50, at=datetime(2023, 2, 15, 11, 7))))
        assert written["alder"].at == Stage().instant("2023-02-15 11:07")

    def test_as_the_book_opens_where_no_time_is_written(self):
        written = orders(small(book(), order("alder", 50)))
        assert written["alder"].at == Stage().instant("2023-02-14 09:00")

    def test_on_the_pricing_day_where_there_is_no_book(self):
        assert orders(small())["alder"].at == Stage().instant("2023-02-15 08:30")

    def test_size_in_units_or_in_face(self):
        in_face = order("alder", 0).replace("units = 0", "face = 25_000_000")
        written = orders(small(in_face, order("birch", 30)))
        assert (written["alder"].bid_units, written["birch"].bid_units) == (50, 30)

    def test_limit_in_per_cent(self):
        written = orders(small(order("alder", 50, limit_yield=Decimal("4.01"))))
        assert written["alder"].limit_yield == 40_100_000

    def test_after_the_book_has_closed_it_is_late(self):
        late = order("birch", 30, at=datetime(2023, 2, 15, 15, 0))
        assert orders(small(book(), late))["birch"].reason == "LATE"

    def test_to_each_tranche_its_own(self):
        two = (tranche(), tranche(code="HKB"))
        other = order("birch", 30).replace('"HKD"', '"HKB"')
        written = orders(small(order("alder", 50), other, tranches=two))
        assert {row.investor: row.tranche for row in written.values()} == {
            "alder": "HKD",
            "birch": "HKB",
        }


class TestWithdrawal:
    def test_all_live_orders_of_the_investor_and_of_nobody_else(self):
        at = datetime(2023, 2, 14, 9, 5)
        back = event("withdraw_order", date(2023, 2, 14), investor="alder", tranche="HKD")
        twice = (order("alder", 10, at=at), order("alder", 20, at=at), order("birch", 30, at=at))
        rows = play(small(*twice, back)).ledgers["orders"]
        assert [(row.investor, row.reason) for row in rows] == [
            ("alder", "WITHDRAWN"),
            ("alder", "WITHDRAWN"),
            ("birch", "FILLED"),
        ]


class TestPricing:
    def test_a_limit_above_the_final_yield_gets_nothing(self):
        at, above = Decimal("4.05"), Decimal("4.06")
        written = orders(
            small(order("alder", 50, limit_yield=at), order("birch", 30, limit_yield=above))
        )
        assert (written["alder"].reason, written["alder"].allocated_units) == ("FILLED", 50)
        assert (written["birch"].reason, written["birch"].allocated_units) == ("LIMIT", 0)

    def test_an_oversubscribed_book_is_scaled_by_one_ratio(self):
        written = orders(small(order("alder", 100), order("birch", 60), order("cedar", 40)))
        assert {row.investor: row.allocated_units for row in written.values()} == {
            "alder": 50,
            "birch": 30,
            "cedar": 20,
        }
        assert {row.reason for row in written.values()} == {"SCALED"}

    def test_an_undersubscribed_book_is_filled_and_no_more_is_issued(self):
        run = play(small(order("alder", 40)))
        assert [row.reason for row in run.ledgers["orders"]] == ["FILLED"]
        assert next(iter(run.ledgers["corporate_actions"])).units == 40

    def test_a_book_in_which_nobody_wins_issues_nothing_and_pays_nothing(self):
        run = play(small(order("alder", 50, limit_yield=5)))
        actions = [(row.event, row.status, row.net) for row in run.ledgers["corporate_actions"]]
        assert actions == [("INTR", "PAID", 0), ("REDM", "PAID", 0)]

    def test_investors_pay_the_issue_price(self):
        (row,) = issue(small(order("alder", 50), tranches=(tranche(issue_price=Decimal("99.5")),)))
        assert row.settlement_amount == 50 * UNIT_FACE * 995 // 1000

    def test_more_allocations_than_a_batch_holds(self):
        all_in = book(investors=ISSUE_BATCH + 1, share_at_reoffer=100)
        rows = issue(small(all_in, tranches=(LARGE,)))
        assert len(rows) == ISSUE_BATCH + 1
        assert sum(row.units for row in rows) == 10_000


class TestUnpaid:
    @pytest.fixture(scope="class")
    def rows(self):
        return issue(small(book(unpaid=2)))

    def test_so_many_bring_no_money(self, rows):
        missed = [row for row in rows if row.status == "CANCELLED"]
        assert {row.reason_code for row in missed} == {"MONY"}
        assert len(missed) == 2

    def test_the_arranger_takes_up_each(self, rows):
        missed = {row.instruction_id: row.units for row in rows if row.status == "CANCELLED"}
        taken = {row.linked_id: row.units for row in rows if row.receiver == "bank"}
        assert taken == missed

    def test_everything_is_issued_on_the_day(self, rows):
        settled = [row for row in rows if row.status == "SETTLED"]
        assert sum(row.units for row in settled) == UNITS
        assert {row.fail_days for row in settled} == {0}

    def test_everybody_may_fail_to_pay(self):
        rows = issue(small(book(unpaid=12)))
        paid = Counter(row.receiver for row in rows if row.status == "SETTLED")
        assert set(paid) == {"bank"}

    def test_each_tranche_takes_up_its_own(self):
        two = (tranche(), tranche(code="HKB"))
        rows = issue(small(book(unpaid=1), tranches=two))
        settled = [row for row in rows if row.status == "SETTLED"]
        assert Counter(row.tranche for row in settled if row.linked_id) == {"HKD": 1, "HKB": 1}


def test_the_issuer_banks_its_proceeds_that_evening():
    rows = [row for row in play(small()).ledgers["cash"] if row.account == "treasury"]
    burned = next(row for row in rows if row.purpose == "BURN")
    assert burned.debit == UNITS * UNIT_FACE
    assert burned.balance == 0
    assert burned.value_date == (date(2023, 2, 16) - date(1970, 1, 1)).days


def _ranks(asked, names):
    """Names from the smallest bid to the largest, ties by name."""
    return sorted(names, key=lambda name: (asked[name][1], name))
