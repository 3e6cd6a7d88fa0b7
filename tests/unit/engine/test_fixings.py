"""Rates in a run: fixed on their day, fallen back after it, and used by nobody before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from sim.chain import open_engine
from sim.chain.logs import Instructed, RateFixed
from sim.engine import Simulation, genesis_instant
from sim.errors import GreenbondError, ScenarioError
from sim.model import parse
from sim.schedule import DATE_RULES, RUN_RULES, plan
from sim.units import date_of
from tests.golden.figures import half_up
from tests.runs import ENGINE, play
from tests.scenarios import (
    UNIT_FACE,
    book,
    event,
    newcomer,
    small,
    trade,
    trading,
    tranche,
    written,
)

AGENT = newcomer("counter", "calculation agent")
END = date(2023, 5, 19)


def coupon(fixing_days: int, *lines: str) -> str:
    """Monthly, 1 % above a reference, which was 2.5 % before issue."""
    terms = (
        'kind = "floating"',
        'reference = "1M HIBOR"',
        "spread = 1",
        f"fixing_days = {fixing_days}",
        "frequency = 12",
        'day_count = "ACT/365F"',
        *(lines or ("initial_rate = 2.5",)),
    )
    return "\n[tranche.coupon]\n" + "\n".join(terms) + "\n"


def published(*values: str, initial: str = "2.5") -> tuple[str, str]:
    told = ", ".join(f"{{ period = {n}, value = {v} }}" for n, v in enumerate(values, 1) if v)
    return f"initial_rate = {initial}", f"fixings = [{told}]"


def deal(terms: str, *tables: str, **head: object):
    """Three months from 16 February 2023; periods start on 16 March and 16 April (a Sunday)."""
    months = tranche(terms, maturity=date(2023, 5, 16))
    return small(*tables, AGENT, tranches=(months,), end=END, **head)


def rates(run) -> list[tuple[int, int, bool]]:
    logs = [log for log in run.outcome.logs if isinstance(log, RateFixed)]
    return [(log.observed, log.rate, log.is_fallback) for log in logs]


def refused(terms: str, *tables: str, **head: object) -> list[str]:
    months = tranche(terms, maturity=date(2023, 5, 16))
    text = written(*tables, AGENT, tranches=(months,), end=END, **head)
    with pytest.raises(ScenarioError) as caught:
        parse(text, "x.toml", None, (*DATE_RULES, *RUN_RULES))
    return [f"{each.key}: {each.problem}; {each.instead}" for each in caught.value.findings]


class TestInitialRate:
    def test_is_what_the_first_period_falls_back_to(self):
        run = play(deal(coupon(2)))
        assert rates(run) == [(25_000_000, 35_000_000, True)] * 3
        rows = [r for r in run.ledgers["corporate_actions"] if r.event == "INTR" and not r.holder]
        assert rows[0].amount_per_unit == half_up(Fraction(UNIT_FACE * 350 * 28, 10_000 * 365))

    def test_may_be_below_zero(self):
        run = play(deal(coupon(2, "initial_rate = -0.25")))
        assert rates(run)[0] == (-2_500_000, 7_500_000, True)

    def test_is_not_asked_once_something_was_published(self):
        run = play(deal(coupon(2, *published("3"))))
        assert rates(run) == [(30_000_000, 40_000_000, back) for back in (False, True, True)]

    def test_is_for_the_first_period_only(self):
        run = play(deal(coupon(2, *published("", "3"))))
        assert [observed for observed, _, _ in rates(run)] == [25_000_000, 30_000_000, 30_000_000]


class TestNobodyKnowsBefore:
    def test_a_schedule_learns_each_rate_when_it_is_fixed(self):
        scenario = deal(coupon(2, *published("3", "3.5", "4")))
        schedule = plan(scenario)
        engine = open_engine(ENGINE, genesis_instant=genesis_instant(scenario, schedule))
        simulation = Simulation(scenario, schedule, engine)
        seen: dict[date, list[int | None]] = {}

        def known(day: date) -> None:
            agreed = simulation._world.schedule.tranches["HKD"].agreed
            seen[day] = [one.rate.rate for one in agreed]

        simulation.run(known)
        # Mornings, before 09:00: on the fixing day itself it is not known yet.
        assert seen[date(2023, 2, 14)] == [None, None, None]
        assert seen[date(2023, 2, 15)] == [40_000_000, None, None]
        assert seen[date(2023, 3, 14)] == [40_000_000, None, None]
        assert seen[date(2023, 3, 15)] == [40_000_000, 45_000_000, None]
        assert seen[date(2023, 4, 14)] == [40_000_000, 45_000_000, 50_000_000]

    @pytest.mark.parametrize("fixing_days", [0, 1, 2])
    @pytest.mark.parametrize("values", [("3", "3.5", "4"), ("3",)])
    def test_drawn_trades_use_no_rate_before_it_was_posted(self, fixing_days, values):
        drawn = (book(), trading(trades=60, until=date(2023, 5, 8)))
        run = play(deal(coupon(fixing_days, *published(*values)), *drawn))
        fixed = [log.at for log in run.outcome.logs if isinstance(log, RateFixed)]
        periods = plan(run.scenario).tranches["HKD"].periods
        trades = [
            log
            for log in run.outcome.logs
            if isinstance(log, Instructed) and log.economics.transaction_type.name == "TRAD"
        ]
        assert len(trades) > 40
        for log in trades:
            due = date_of(log.economics.intended_date)
            (within,) = [n for n, one in enumerate(periods) if one.start <= due < one.end]
            assert fixed[within] < log.at

    def test_a_day_on_which_no_rate_is_known_is_left_without_trades(self):
        drawn = (book(), trading(from_=date(2023, 3, 14), until=date(2023, 3, 14), trades=5))
        run = play(deal(coupon(0, *published("3", "3.5")), *drawn))
        assert run.outcome.undrawn_trades == 5


class TestTradesOfAScenario:
    #: Due on 16 March, when the second period starts.
    EARLY = trade(date(2023, 3, 14), "alder", "birch", 4)

    def test_struck_before_the_rate_is_published_is_refused(self):
        assert refused(coupon(0, *published("3", "3.5")), self.EARLY) == [
            "event.1.date: would settle in period 2, whose rate is published on 2023-03-16: "
            "what accrued is not known; write 2023-03-16 or later, or an earlier settlement"
        ]

    def test_struck_on_the_day_it_falls_back_is_refused(self):
        assert refused(coupon(2, *published("3")), self.EARLY) == [
            "event.1.date: would settle in period 2, whose rate falls back at the cut-off of "
            "2023-03-14: what accrued is not known; write 2023-03-15 or later, or an earlier "
            "settlement"
        ]

    def test_struck_an_hour_after_it_was_published_accrues_at_it(self):
        late = trade(date(2023, 3, 15), "alder", "birch", 4)
        run = play(deal(coupon(2, *published("3", "3.5")), self.EARLY, late))
        rows = [r for r in run.ledgers["settlement"] if r.transaction_type == "TRAD"]
        assert [r.accrued_amount for r in rows] == [
            0,
            half_up(Fraction(4 * UNIT_FACE * 450 * 1, 10_000 * 365)),
        ]

    def test_due_in_a_period_that_is_known_is_not(self):
        sooner = trade(date(2023, 3, 14), "alder", "birch", 4, settlement_days=1)
        run = play(deal(coupon(0, *published("3", "3.5")), sooner))
        (row,) = [r for r in run.ledgers["settlement"] if r.transaction_type == "TRAD"]
        assert row.accrued_amount == half_up(Fraction(4 * UNIT_FACE * 400 * 27, 10_000 * 365))


class TestInDefault:
    """A trade of 13 April is due on the 17th; the rate of that period is published on the 14th."""

    TERMS = coupon(0, *published("3", "3.5", "4")) + "\n[tranche.default]\ngrace_days = 2\n"
    STORY = (
        event("miss", date(2023, 3, 16), tranche="HKD"),
        event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD"),
        newcomer("trustee-co", "trustee"),
    )
    SOLD = trade(date(2023, 4, 13), "alder", "birch", 4)

    def test_a_flat_trade_needs_no_rate(self):
        run = play(deal(self.TERMS, *self.STORY, self.SOLD))
        (row,) = [r for r in run.ledgers["settlement"] if r.transaction_type == "TRAD"]
        assert (row.accrued_amount, row.status) == (0, "SETTLED")

    def test_once_cured_it_does(self):
        cured = event("cure", date(2023, 4, 12), tranche="HKD")
        (told,) = refused(self.TERMS, *self.STORY, cured, self.SOLD)
        assert told.startswith(
            "event.4.date: would settle in period 3, whose rate is published on "
        )

    def test_what_only_a_run_finds_is_said_without_a_traceback(self):
        # Nobody missed anything, so that the declaration finds no default, and nothing is flat.
        declared = event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD")
        scenario = deal(self.TERMS, declared, self.SOLD)
        with pytest.raises(GreenbondError, match="due on 2023-04-17, and nobody can tell yet"):
            play(scenario)


class TestRescission:
    """All is due on 22 March, and no more on a day after the rate of the third period was due."""

    DEFAULT = "\n[tranche.default]\ngrace_days = 2\n"
    STORY = (
        event("miss", date(2023, 3, 16), tranche="HKD"),
        event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD"),
        event("accelerate", date(2023, 3, 22), tranche="HKD"),
        newcomer("trustee-co", "trustee"),
    )

    def played(self, fixing_days: int, day: date, *values: str):
        ends = (
            event("cure", day - timedelta(1), tranche="HKD"),
            event("rescind", day, tranche="HKD"),
        )
        terms = coupon(fixing_days, *published(*values)) + self.DEFAULT
        return play(deal(terms, *self.STORY, *ends))

    def test_after_a_fixing_day_the_rate_falls_back(self):
        # Three business days before Sunday 16 April: the 12th.
        run = self.played(3, date(2023, 4, 13), "3", "3.5", "4")
        assert rates(run)[2:] == [(35_000_000, 45_000_000, True)]
        assert [r.revert for r in run.ledgers["transactions"] if r.revert] == []
        rows = [r for r in run.ledgers["corporate_actions"] if r.event == "INTR" and not r.holder]
        assert [(r.rate, r.status) for r in rows] == [
            (40_000_000, "PAID"),
            (45_000_000, "PAID"),
            (45_000_000, "PAID"),
        ]

    def test_within_the_day_it_is_fixed_as_published(self):
        # The trustee rescinds at 09:30, when the morning's fixing found no period.
        run = self.played(2, date(2023, 4, 13), "3", "3.5", "4")
        (fixed,) = rates(run)[2:]
        assert fixed == (40_000_000, 50_000_000, False)
        when = [log.at for log in run.outcome.logs if isinstance(log, RateFixed)][2]
        told = datetime.fromtimestamp(when, run.outcome.schedule.zone)
        assert (told.date(), told.hour) == (date(2023, 4, 13), 9)

    def test_within_the_day_nothing_published_falls_back_at_the_cut_off(self):
        run = self.played(2, date(2023, 4, 13), "3", "3.5")
        assert rates(run)[2:] == [(35_000_000, 45_000_000, True)]
        when = [log.at for log in run.outcome.logs if isinstance(log, RateFixed)][2]
        assert datetime.fromtimestamp(when, run.outcome.schedule.zone).hour == 17

    def test_before_it_nothing_changes(self):
        run = self.played(2, date(2023, 4, 4), "3", "3.5", "4")
        assert rates(run)[2:] == [(40_000_000, 50_000_000, False)]

    def test_a_rate_fixed_for_a_period_that_was_taken_away_is_forgotten(self):
        # Sixteen business days before 16 April: 21 March, the day before all was due.
        run = self.played(16, date(2023, 4, 4), "3", "3.5", "4")
        assert rates(run)[2:] == [
            (40_000_000, 50_000_000, False),
            (35_000_000, 45_000_000, True),
        ]

    def test_on_a_record_date_its_payment_is_announced_late_that_morning(self):
        run = self.played(2, date(2023, 4, 14), "3", "3.5", "4")
        assert rates(run)[2:] == [(35_000_000, 45_000_000, True)]
        rows = [r for r in run.ledgers["corporate_actions"] if not r.holder]
        paid = [(row.event, row.status) for row in rows if row.status == "PAID"]
        assert paid == [("INTR", "PAID")] * 3 + [("REDM", "PAID")]

    def test_trades_after_it_accrue_at_the_rate_that_holds(self):
        sold = trade(date(2023, 4, 19), "alder", "birch", 4)
        story = (*self.STORY, sold)
        ends = (
            event("cure", date(2023, 4, 12), tranche="HKD"),
            event("rescind", date(2023, 4, 13), tranche="HKD"),
        )
        terms = coupon(3, *published("3", "3.5", "4")) + self.DEFAULT
        run = play(deal(terms, *story, *ends))
        (row,) = [r for r in run.ledgers["settlement"] if r.transaction_type == "TRAD"]
        assert row.accrued_amount == half_up(Fraction(4 * UNIT_FACE * 450 * 5, 10_000 * 365))
