from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from sim.chain.logs import Prepositioned
from sim.schedule import plan
from sim.units import date_of
from tests.runs import hk_2023, play
from tests.scenarios import MINIMUM_UNITS, book, order, small, trade, trading, tranche


def trades(run):
    return [row for row in run.ledgers["settlement"] if row.transaction_type == "TRAD"]


@pytest.fixture(scope="module")
def busy():
    """Four hundred trades in three weeks in 1,000 units, most of them among a few investors."""
    large = tranche(size=1000 * 500_000)
    return play(small(book(), trading(trades=400, prepositioned=50), tranches=(large,)))


class TestFeasible:
    def test_every_trade_is_struck_or_counted_as_undrawn(self, busy):
        assert len(trades(busy)) + busy.outcome.undrawn_trades == 400
        assert busy.outcome.undrawn_trades < 20

    def test_nobody_sells_what_it_has_not(self, busy):
        assert {(row.status, row.fail_days) for row in trades(busy)} == {("SETTLED", 0)}

    def test_of_a_year_too(self):
        drawn = [row for row in trades(hk_2023()) if row.receiver.startswith("investor-")]
        assert len(drawn) + hk_2023().outcome.undrawn_trades == 120
        assert {(row.status, row.fail_days) for row in drawn} == {("SETTLED", 0)}

    def test_no_holding_is_ever_below_the_minimum_denomination(self, busy):
        positions = list(busy.ledgers["positions"])
        assert len(positions) > 200
        assert not [row for row in positions if 0 < row.closing < MINIMUM_UNITS]
        assert min(row.units for row in trades(busy)) == MINIMUM_UNITS

    def test_a_market_nobody_can_sell_in_draws_nothing(self):
        nobody_wins = book(share_at_reoffer=0, limit_low=Decimal("4.10"))
        run = play(small(nobody_wins, order("alder", 50), trading(trades=5)))
        assert run.outcome.undrawn_trades == 5
        assert trades(run) == []


class TestDrawn:
    def test_only_between_the_investors_the_seed_invented(self, busy):
        sides = {name for row in trades(busy) for name in (row.deliverer, row.receiver)}
        assert all(name.startswith("investor-") for name in sides)

    def test_at_prices_and_sizes_within_the_range(self, busy):
        assert all(99_500_000 <= row.price <= 100_500_000 for row in trades(busy))
        assert len({row.price for row in trades(busy)}) > 50
        assert max(row.units for row in trades(busy)) == 6

    def test_about_as_many_locked_at_once_as_asked_for(self, busy):
        locked = sum(isinstance(log, Prepositioned) for log in busy.outcome.logs)
        assert 0.4 < locked / len(trades(busy)) < 0.6

    def test_clear_of_every_phase_of_the_day(self, busy):
        zone = busy.outcome.schedule.zone
        # A trade takes three transactions a second apart at most, many may share a minute.
        times = [datetime.fromtimestamp(row.matched_at, zone).time() for row in trades(busy)]
        assert time(12) < min(times)
        assert max(times) < time(14, 50)

    def test_on_business_days_from_the_first_to_the_last(self, busy):
        calendar = busy.outcome.schedule.calendar
        days = {date_of(row.trade_date) for row in trades(busy)}
        assert days == set(calendar.days(date(2023, 2, 17), date(2023, 3, 10)))

    def test_a_written_trade_shifts_no_drawn_one(self):
        def struck(*more):
            run = play(small(book(), trading(), *more))
            drawn = [row for row in trades(run) if row.deliverer.startswith("investor-")]
            return [
                (r.trade_date, r.deliverer, r.receiver, r.units, r.price, r.settlement_amount)
                for r in drawn
            ]

        refused = trade(date(2023, 2, 20), "alder", "birch", 4)
        assert struck() == struck(refused)
        assert len(struck()) == 30


class TestLastTradeDate:
    @pytest.fixture(scope="class")
    def two(self):
        """HKD matures in March, HKB in April; trading goes on into April."""
        later = tranche(code="HKB", maturity=date(2023, 4, 16))
        market = trading(trades=200, until=date(2023, 4, 10))
        return small(book(), market, tranches=(tranche(), later), end=date(2023, 4, 20))

    def test_no_trade_is_due_after_its_final_record_date(self, two):
        schedule, rows = plan(two), trades(play(two))
        last = {code: made.flows[-1].last_cum for code, made in schedule.tranches.items()}
        for row in rows:
            due = date_of(row.intended_settlement_date)
            assert due <= schedule.tranches[row.tranche].final_record
            assert date_of(row.trade_date) <= last[row.tranche]
        assert {row.tranche for row in rows if date_of(row.trade_date) > last["HKD"]} == {"HKB"}
        assert {row.tranche for row in rows} == {"HKD", "HKB"}

    def test_none_before_issue(self):
        later = tranche(code="HKB", priced=date(2023, 2, 27), issued=date(2023, 2, 28))
        later = later.replace("2023-03-16", "2023-03-28")
        run = play(
            small(book(), trading(trades=80), tranches=(tranche(), later), end=date(2023, 3, 30))
        )
        struck = {date_of(row.trade_date) for row in trades(run) if row.tranche == "HKB"}
        assert min(struck) >= date(2023, 2, 28)


def test_without_trading_nothing_is_drawn():
    assert trades(play(small(book()))) == []
