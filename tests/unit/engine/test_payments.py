"""One coupon of 28 days on 100 units: half-up(500,000.00 x 4.05 % x 28/365) = 1,553.42 a unit."""

from __future__ import annotations

from datetime import date

import pytest

from sim.chain.logs import MarketClaimRaised
from sim.engine import simulation
from sim.engine.payments import Payments
from sim.engine.setup import BATCH
from sim.units import date_of
from tests.runs import play
from tests.scenarios import UNIT_FACE, UNITS, book, event, payment_system, small, trade, tranche
from tests.stage import Stage

COUPON = 1_553_42
MONEY_ACTIONS = ("announce", "fund", "declareMissed", "pay", "raiseClaims")


def actions(run):
    """Total rows of corporate actions by event."""
    return {row.event: row for row in run.ledgers["corporate_actions"] if not row.holder}


def parts(run, kind):
    """Holders' rows of one event by name."""
    rows = run.ledgers["corporate_actions"]
    return {row.holder: row for row in rows if row.holder and row.event == kind}


def claims(run):
    return [row for row in run.ledgers["settlement"] if row.transaction_type == "CLAI"]


def steps(run):
    """(local time, function) of what the paying agent does."""
    stage = Stage(run.scenario)
    at = {
        stage.instant(f"2023-03-{day} {hour}"): f"{day} {hour}"
        for day in (15, 16)
        for hour in ("09:00", "10:00", "11:00")
    }
    return [
        (max(text for since, text in at.items() if since <= done.at), done.function)
        for done in run.outcome.transactions
        if done.function in MONEY_ACTIONS
    ]


class TestOrderOfThings:
    @pytest.fixture(scope="class")
    def run(self):
        return play(small())

    def test_announced_then_funded_then_paid_interest_before_principal(self, run):
        assert steps(run) == [
            ("15 09:00", "announce"),
            ("15 09:00", "announce"),
            ("16 09:00", "fund"),
            ("16 09:00", "fund"),
            ("16 11:00", "pay"),
            ("16 11:00", "pay"),
        ]
        assert [row.event for row in actions(run).values()] == ["INTR", "REDM"]
        assert actions(run)["INTR"].paid_at + 1 == actions(run)["REDM"].paid_at

    def test_everybody_gets_its_units_worth(self, run):
        coupon = {name: row.net for name, row in parts(run, "INTR").items()}
        principal = {name: row.net for name, row in parts(run, "REDM").items()}
        held = {"alder": 50, "birch": 30, "cedar": 20}
        assert coupon == {name: units * COUPON for name, units in held.items()}
        assert principal == {name: units * UNIT_FACE for name, units in held.items()}

    def test_the_issuer_brings_exactly_what_is_due(self, run):
        funded = [row for row in run.ledgers["cash"] if row.purpose == "FUND"]
        paid_in = [row.debit for row in funded if row.account == "treasury"]
        assert paid_in == [UNITS * COUPON, UNITS * UNIT_FACE]

    def test_money_and_units_are_gone_at_the_end(self, run):
        last = {(row.kind, row.value) for row in run.outcome.observations if row.as_of.day == 17}
        assert {value for _, value in last} == {0}

    def test_more_holders_than_a_batch_holds(self):
        large = tranche(size=10_000 * 500_000)
        run = play(small(book(investors=BATCH + 1, share_at_reoffer=100), tranches=(large,)))
        assert len(parts(run, "INTR")) == BATCH + 1
        assert {row.status for row in parts(run, "INTR").values()} == {"PAID"}
        assert [function for _, function in steps(run)].count("pay") == 4

    def test_nothing_is_announced_that_falls_after_the_end(self):
        assert actions(play(small(end=date(2023, 3, 15)))) == {}


class Penniless(Payments):
    """A paying agent whose issuer brings nothing."""

    def _fund(self, payment):
        pass


class TestMissed:
    @pytest.fixture
    def run(self, monkeypatch):
        monkeypatch.setattr(simulation, "Payments", Penniless)
        return play(small())

    def test_declared_at_the_cut_off(self, run):
        missed = [step for step in steps(run) if step[1] in {"declareMissed", "fund", "pay"}]
        assert missed == [("16 10:00", "declareMissed")] * 2

    def test_everybody_is_still_owed(self, run):
        assert {row.status for row in actions(run).values()} == {"MISSED"}
        owed = {name: (row.net, row.status) for name, row in parts(run, "INTR").items()}
        assert owed == {
            "alder": (50 * COUPON, "MISSED"),
            "birch": (30 * COUPON, "MISSED"),
            "cedar": (20 * COUPON, "MISSED"),
        }

    def test_nobody_claims_a_coupon_that_was_not_paid(self, monkeypatch):
        monkeypatch.setattr(simulation, "Payments", Penniless)
        assert claims(play(small(_late_cum_trade()))) == []


class TestWithheld:
    @pytest.fixture(scope="class")
    def run(self):
        return play(small(event("freeze", date(2023, 3, 16), party="cedar")))

    def test_set_aside_for_the_frozen_and_paid_to_the_others(self, run):
        status = {name: (r.status, r.withheld_reason) for name, r in parts(run, "INTR").items()}
        assert status == {
            "alder": ("PAID", ""),
            "birch": ("PAID", ""),
            "cedar": ("WITHHELD", "FROZEN"),
        }

    def test_the_units_are_redeemed_all_the_same(self, run):
        redeemed = [r for r in run.ledgers["settlement"] if r.transaction_type == "REDM"]
        assert sum(row.units for row in redeemed) == UNITS

    def test_the_paying_agent_keeps_it(self, run):
        owed = [seen.value for seen in run.outcome.observations if seen.kind == "owed"]
        assert owed[-1] == 20 * (COUPON + UNIT_FACE)


def _late_cum_trade():
    """Traded before the ex-date, due on the record date, paid a day late."""
    return trade(date(2023, 3, 13), "alder", "birch", 4, short_of="cash", until=date(2023, 3, 16))


class TestTax:
    def test_withheld_in_a_payment_system_is_the_agents_to_pay_on(self):
        tax = '\n[[tranche.tax]]\njurisdiction = "HK"\nrate = 10\n'
        taxed = tranche(rails=["rtgs"], tax_account="treasury") + tax
        done = play(small(payment_system(), tranches=(taxed,)))
        assert not done.ledgers.breaches
        tax_paid = [row for row in done.ledgers["cash"] if row.purpose == "TAXS" and row.credit]
        # A tenth of 1,553.42 a unit, half up for each of the three holders of 50, 30 and 20.
        assert [(row.account, row.credit) for row in tax_paid] == [("treasury", 15_534_20)]


class TestMarketClaims:
    @pytest.fixture
    def run(self, monkeypatch):
        # Three months, so that the coupon of March does not fall on the final record date.
        return play(_three_months(_late_cum_trade()))

    def test_a_cum_trade_settled_late_owes_the_buyer_the_coupon(self, run):
        (claim,) = claims(run)
        assert (claim.deliverer, claim.receiver) == ("alder", "birch")
        assert claim.settlement_amount == 4 * COUPON
        assert date_of(claim.actual_settlement_date) == date(2023, 3, 16)

    def test_it_is_found_once_however_often_looked_for(self, run):
        raised = [log for log in run.outcome.logs if isinstance(log, MarketClaimRaised)]
        assert len(raised) == 1

    def test_a_trade_that_settles_after_the_payment_is_found_then(self):
        late = trade(
            date(2023, 3, 13), "alder", "birch", 4, short_of="cash", until=date(2023, 3, 21)
        )
        (claim,) = claims(play(_three_months(late)))
        assert date_of(claim.actual_settlement_date) == date(2023, 3, 21)
        assert claim.settlement_amount == 4 * COUPON

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            (date(2023, 3, 13), "cum, settled on the record date"),
            (date(2023, 3, 14), "ex, settled on the payment date"),
        ],
    )
    def test_none_where_the_payment_went_where_it_belongs(self, day, why):
        assert claims(play(_three_months(trade(day, "alder", "birch", 4)))) == [], why

    def test_one_for_each_coupon_it_missed(self):
        # Due on 14 March, settled on 20 April: record dates 15 March and 14 April passed.
        long = trade(
            date(2023, 3, 10), "alder", "birch", 4, short_of="cash", until=date(2023, 4, 20)
        )
        terms = tranche(maturity=date(2023, 5, 16), expiry_days=40)
        run = play(small(long, tranches=(terms,), end=date(2023, 5, 17)))
        # 31 days to 16 April: 500,000.00 x 4.05 % x 31/365 = 1,719.86 a unit.
        assert [row.settlement_amount for row in claims(run)] == [4 * COUPON, 4 * 1_719_86]

    def test_it_is_paid_from_the_coupon_that_went_astray(self):
        """Nobody brings money for it: not the giver, who was paid, nor the receiver."""
        late = trade(
            date(2023, 3, 13), "alder", "bank", 4, short_of="cash", until=date(2023, 3, 16)
        )
        run = play(_three_months(late))
        (bought,) = [r for r in run.ledgers["settlement"] if r.transaction_type == "TRAD"]
        minted = [row for row in run.ledgers["cash"] if row.purpose == "MINT"]
        assert [r.credit for r in minted if r.account == "bank"] == [bought.settlement_amount]
        assert [claim.receiver for claim in claims(run)] == ["bank"]

    def test_an_expired_trade_has_none(self):
        never = trade(date(2023, 3, 10), "alder", "birch", 4, short_of="cash")
        assert claims(play(_three_months(never))) == []

    def test_own_cycle_due_on_the_record_date_is_cum(self):
        # Struck on the ex-date for the next day: 27 days' interest are paid for in the price.
        quick = trade(date(2023, 3, 14), "alder", "birch", 4, settlement_days=1)
        assert claims(play(_three_months(quick))) == []

    def test_own_cycle_due_after_the_record_date_is_ex(self):
        slow = trade(date(2023, 3, 13), "alder", "birch", 4, settlement_days=5)
        assert claims(play(_three_months(slow))) == []


def _three_months(*tables):
    return small(*tables, tranches=(tranche(maturity=date(2023, 5, 16)),), end=date(2023, 5, 17))
