from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from sim.chain import open_engine
from sim.engine import Simulation, genesis_instant
from sim.engine.agenda import AgendaOverrun
from sim.schedule import Phase, instant, local_date, plan
from sim.units import instant_of
from tests.runs import ENGINE, hk_2023, play
from tests.scenarios import book, event, order, small, trade, trading


def simulation(scenario):
    schedule = plan(scenario)
    engine = open_engine(ENGINE, genesis_instant=genesis_instant(scenario, schedule))
    return Simulation(scenario, schedule, engine)


class TestGenesis:
    def test_an_hour_before_the_first_day_local_time(self):
        scenario = small()
        # Hong Kong is eight hours ahead.
        expected = instant_of(datetime.fromisoformat("2023-02-13T15:00:00+00:00"))
        assert genesis_instant(scenario, plan(scenario)) == expected

    def test_in_the_zone_of_the_deal(self):
        scenario = small(time_zone="Europe/London")
        expected = instant_of(datetime.fromisoformat("2023-02-13T23:00:00+00:00"))
        assert genesis_instant(scenario, plan(scenario)) == expected


class TestClockLaw:
    @pytest.fixture(scope="class")
    def outcome(self):
        return play(small(book(unpaid=1), trading())).outcome

    def test_one_transaction_a_block_and_no_empty_one(self, outcome):
        blocks = [done.chain_block for done in outcome.transactions]
        assert blocks == list(range(blocks[0], blocks[0] + len(blocks)))
        sent = [done.block for done in outcome.transactions if done.block]
        assert sent == list(range(1, len(sent) + 1))

    def test_time_goes_on(self, outcome):
        times = [done.at for done in outcome.transactions]
        assert all(later > earlier for earlier, later in pairwise(times))
        assert times[0] > genesis_instant(outcome.scenario, outcome.schedule)

    def test_each_at_its_phase_or_a_second_after_the_one_before(self, outcome):
        """Only what a calendar or a draw decides begins a new second: a whole minute."""
        sent = [done for done in outcome.transactions if done.block]
        for before, done in pairwise(sent):
            assert done.at == before.at + 1 or done.at % 60 == 0, done

    def test_a_log_has_the_time_and_block_of_its_transaction(self, outcome):
        times = {done.block: done.at for done in outcome.transactions if done.block}
        assert all(log.at == times[log.block] for log in outcome.logs if log.block)

    def test_settlement_is_tried_at_its_three_hours(self):
        late = trade(date(2023, 2, 20), "alder", "birch", 4, short_of="cash")
        outcome = play(small(late)).outcome
        zone = outcome.schedule.zone
        tries = [
            datetime.fromtimestamp(done.at, zone).strftime("%H:%M")
            for done in outcome.transactions
            if done.function == "settle" and local_date(done.at, zone) == date(2023, 2, 22)
        ]
        assert tries == ["08:30", "11:30", "15:00"]


class TestOverrun:
    def test_names_the_phase_that_ran_on_and_the_one_it_ran_into(self):
        # Two orders in one second take two; the third is due in the second of the second.
        at = datetime(2023, 2, 14, 10)
        orders = (
            order("alder", 20, at=at),
            order("birch", 20, at=at),
            order("cedar", 20, at=at + timedelta(seconds=1)),
        )
        with pytest.raises(AgendaOverrun, match=r"'order of birch' ran until .* 'order of cedar'"):
            simulation(small(*orders)).run()

    def test_a_second_later_it_is_in_time(self):
        at = datetime(2023, 2, 14, 10)
        orders = (
            order("alder", 20, at=at),
            order("birch", 20, at=at),
            order("cedar", 20, at=at + timedelta(seconds=2)),
        )
        assert len(play(small(*orders)).ledgers["orders"]) == 3


class TestOutcome:
    def test_it_tells_each_business_day_as_it_begins(self):
        days = []
        scenario = small()
        simulation(scenario).run(days.append)
        expected = plan(scenario).calendar.days(scenario.start, scenario.end)
        assert days == list(expected)
        assert date(2023, 2, 18) not in days

    def test_every_address_of_a_log_has_a_name(self):
        outcome = hk_2023().outcome
        assert {log.address for log in outcome.logs} <= set(outcome.names)
        assert {done.sender for done in outcome.transactions} <= set(outcome.names)
        assert len(set(outcome.names.values())) == len(outcome.names)

    def test_the_deployer_only_deploys(self):
        outcome = hk_2023().outcome
        deployed = [t for t in outcome.transactions if outcome.names[t.sender] == "deployer"]
        assert {done.function for done in deployed} == {"constructor", "append", "bind"}
        assert {done.contract for done in deployed if done.function != "constructor"} == {
            "BondTerms:HKD"
        }
        assert deployed == list(outcome.transactions[: len(deployed)])

    def test_no_transaction_is_refused_but_those_of_the_story(self):
        refused = [t.function for t in hk_2023().outcome.transactions if not t.status]
        assert refused == ["transfer"]

    def test_two_runs_leave_the_same(self):
        one, other = (simulation(small(book(), trading())).run() for _ in range(2))
        assert one.logs == other.logs
        assert one.transactions == other.transactions
        assert one.observations == other.observations


class TestEnds:
    @pytest.mark.parametrize(
        "end",
        [date(2023, 2, 16), date(2023, 2, 24), date(2023, 2, 25), date(2023, 3, 15)],
        ids=["on the issue date", "before any payment", "on a Saturday", "on the record date"],
    )
    def test_before_maturity_the_books_hold(self, end):
        scenario = small(trade(date(2023, 2, 16), "alder", "birch", 4), end=end)
        run = play(scenario)
        units = [seen for seen in run.outcome.observations if seen.as_of == end]
        held = {run.outcome.names.get(s.account): s.value for s in units if s.kind == "units"}
        moved = 4 if end > date(2023, 2, 20) else 0
        assert held == {"alder": 50 - moved, "birch": 30 + moved, "cedar": 20}

    def test_nothing_happens_after_the_end(self):
        scenario = small(end=date(2023, 2, 24))
        outcome = play(scenario).outcome
        closed = instant(scenario.end, Phase.CLOSE, outcome.schedule.zone)
        assert max(done.at for done in outcome.transactions) < closed

    def test_on_the_last_day_everything_is_read(self):
        outcome = play(small(end=date(2023, 2, 24))).outcome
        read = [seen for seen in outcome.observations if seen.as_of == date(2023, 2, 24)]
        # Three holders, units and locked; the bond's supply; payers and issuer once had cash.
        assert [seen.kind for seen in read].count("units") == 3
        assert [seen.kind for seen in read].count("supply") == 2
        assert [seen.kind for seen in read].count("cash") == 4

    def test_after_the_last_payment_money_is_handed_back(self):
        lifted = (
            event("freeze", date(2023, 3, 16), party="cedar"),
            event("unfreeze", date(2023, 3, 17), party="cedar"),
            event("claim_withheld", date(2023, 3, 17), party="cedar", tranche="HKD"),
        )
        run = play(small(*lifted))
        last = [s for s in run.outcome.observations if s.as_of == date(2023, 3, 17)]
        assert {s.value for s in last if s.kind == "cash"} == {0}
        paid_out = [row for row in run.ledgers["cash"] if row.purpose == "BURN"]
        assert {row.account for row in paid_out} == {"treasury", "alder", "birch", "cedar"}


def test_gas_apart_an_outcome_is_the_same_on_the_reference_engine():
    scenario = small(book(unpaid=1, investors=6), trading(trades=8))
    fast, true = play(scenario), play(scenario, "eth-tester")

    def plain(outcome):
        return [replace(done, gas_used=0, tx_hash="") for done in outcome.transactions]

    assert plain(fast.outcome) == plain(true.outcome)
    assert fast.outcome.logs == true.outcome.logs
    assert fast.outcome.observations == true.outcome.observations
