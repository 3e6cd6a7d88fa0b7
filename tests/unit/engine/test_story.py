from __future__ import annotations

from datetime import date, datetime

import pytest

from sim.chain.logs import AddressFrozen, ClaimRefused
from tests.runs import play
from tests.scenarios import book, event, order, small, trade, tranche
from tests.stage import Stage

MONDAY, TUESDAY = date(2023, 2, 20), date(2023, 2, 21)
RECORD, PAYMENT, LAST = date(2023, 3, 15), date(2023, 3, 16), date(2023, 3, 17)


def at(text):
    return Stage().instant(text)


def refused(run):
    """(function, error) of transactions that a contract refused."""
    done = run.outcome.transactions
    return [(t.function, t.revert.partition("(")[0]) for t in done if not t.status]


def sent(run, function):
    return [done for done in run.outcome.transactions if done.function == function]


def moved(run):
    """(deliverer, receiver, units) of free transfers."""
    rows = [row for row in run.ledgers["settlement"] if row.transaction_type == "OWNI"]
    return [(row.deliverer, row.receiver, row.units) for row in rows]


def traded(run):
    return [row for row in run.ledgers["settlement"] if row.transaction_type == "TRAD"]


def transfer(day, sender, receiver, units):
    return event("transfer", day, from_=sender, to=receiver, tranche="HKD", units=units)


class TestFreeze:
    def test_in_the_morning_by_the_registrar_on_every_tranche(self):
        two = (tranche(), tranche(code="HKB"))
        run = play(small(event("freeze", MONDAY, party="alder"), tranches=two))
        assert [done.at for done in sent(run, "freeze")] == [
            at("2023-02-20 08:00"),
            at("2023-02-20 08:00") + 1,
        ]
        frozen = [log for log in run.outcome.logs if isinstance(log, AddressFrozen)]
        assert {run.outcome.names[log.by] for log in frozen} == {"bank"}
        assert len({log.address for log in frozen}) == 2

    def test_a_frozen_party_moves_nothing_until_it_is_lifted(self):
        run = play(
            small(
                event("freeze", MONDAY, party="alder"),
                transfer(MONDAY, "alder", "birch", 4),
                event("unfreeze", TUESDAY, party="alder"),
                transfer(TUESDAY, "alder", "birch", 5),
            )
        )
        assert refused(run) == [("transfer", "BondToken_AccountFrozen")]
        assert moved(run) == [("alder", "birch", 5)]


class TestTransfer:
    def test_between_two_admitted_parties(self):
        run = play(small(transfer(MONDAY, "alder", "birch", 4)))
        assert moved(run) == [("alder", "birch", 4)]
        assert [done.at for done in sent(run, "transfer")] == [at("2023-02-20 10:45")]

    @pytest.mark.parametrize(
        ("receiver", "units", "error"),
        [
            ("outsider", 4, "BondToken_Refused"),
            ("person", 4, "BondToken_Refused"),
            ("birch", 49, "BondToken_BelowMinimum"),
            ("birch", 51, "BondToken_InsufficientUnits"),
        ],
    )
    def test_a_refusal_is_recorded_and_the_run_goes_on(self, receiver, units, error):
        run = play(small(transfer(MONDAY, "alder", receiver, units)))
        assert refused(run) == [("transfer", error)]
        assert moved(run) == []
        row = next(row for row in run.ledgers["transactions"] if row.revert)
        assert row.revert.startswith(error)
        redeemed = [r for r in run.ledgers["settlement"] if r.transaction_type == "REDM"]
        assert sum(row.units for row in redeemed) == 100


class TestTrade:
    def test_struck_in_the_morning_settled_two_days_later(self):
        (row,) = traded(play(small(trade(MONDAY, "alder", "birch", 4))))
        assert row.matched_at == at("2023-02-20 10:15") + 1
        # The buyer brings its money at the opening, a second before.
        assert row.settled_at == at("2023-02-22 08:30") + 1

    def test_on_another_rail_of_the_tranche(self):
        both = (tranche(rails=["cbdc", "stablecoin"]),)
        run = play(small(trade(MONDAY, "alder", "birch", 4, rail="stablecoin"), tranches=both))
        assert [(row.rail, row.status) for row in traded(run)] == [("stablecoin", "SETTLED")]

    def test_short_of_cash_until_a_day(self):
        short = trade(MONDAY, "alder", "birch", 4, short_of="cash", until=date(2023, 2, 24))
        (row,) = traded(play(small(short)))
        # Due on Wednesday the 22nd; Thursday and Friday are two business days late.
        assert (row.status, row.reason_code, row.fail_days) == ("SETTLED", "MONY", 2)
        assert row.settled_at == at("2023-02-24 08:30") + 1

    def test_short_of_cash_for_ever(self):
        (row,) = traded(play(small(trade(MONDAY, "alder", "birch", 4, short_of="cash"))))
        assert (row.status, row.reason_code, row.fail_days) == ("CANCELLED", "MONY", 10)

    def test_of_units_the_seller_has_not(self):
        (row,) = traded(play(small(trade(MONDAY, "bank", "birch", 4))))
        assert (row.status, row.reason_code) == ("CANCELLED", "LACK")

    def test_with_a_buyer_who_may_not_hold(self):
        (row,) = traded(play(small(trade(MONDAY, "alder", "outsider", 4))))
        assert (row.status, row.reason_code) == ("CANCELLED", "BLOC")

    def test_with_a_frozen_seller(self):
        frozen = event("freeze", TUESDAY, party="alder")
        (row,) = traded(play(small(trade(MONDAY, "alder", "birch", 4), frozen)))
        assert (row.status, row.reason_code) == ("CANCELLED", "FROZ")


class TestClaimWithheld:
    COUPON = 20 * 1_553_42
    PRINCIPAL = 20 * 500_000_00
    FROZEN = event("freeze", PAYMENT, party="cedar")
    CLAIM = event("claim_withheld", LAST, party="cedar", tranche="HKD")

    def payments(self, run):
        rows = run.ledgers["corporate_actions"]
        return [(row.event, row.status, row.net) for row in rows if row.holder == "cedar"]

    def test_everything_set_aside_once_the_freeze_is_lifted(self):
        run = play(small(self.FROZEN, event("unfreeze", LAST, party="cedar"), self.CLAIM))
        assert self.payments(run) == [
            ("INTR", "CLAIMED", self.COUPON),
            ("REDM", "CLAIMED", self.PRINCIPAL),
        ]
        assert [done.at for done in sent(run, "claim")] == [
            at("2023-03-17 13:00"),
            at("2023-03-17 13:00") + 1,
        ]

    def test_refused_while_it_lasts(self):
        run = play(small(self.FROZEN, self.CLAIM))
        assert {status for _, status, _ in self.payments(run)} == {"WITHHELD"}
        refusals = [log for log in run.outcome.logs if isinstance(log, ClaimRefused)]
        assert len(refusals) == 2

    def test_of_that_tranche_alone(self):
        two = (tranche(), tranche(code="HKB"))
        other = order("cedar", 20).replace('"HKD"', '"HKB"')
        lifted = event("unfreeze", LAST, party="cedar")
        orders = (order("cedar", 20), other)
        run = play(small(*orders, self.FROZEN, lifted, self.CLAIM, tranches=two))
        rows = [row for row in run.ledgers["corporate_actions"] if row.holder == "cedar"]
        assert {(row.tranche, row.status) for row in rows} == {
            ("HKD", "CLAIMED"),
            ("HKB", "WITHHELD"),
        }

    def test_of_nothing_sends_nothing(self):
        run = play(small(self.CLAIM))
        assert sent(run, "claim") == []


class TestWithdrawOrder:
    BACK = event("withdraw_order", date(2023, 2, 15), investor="alder", tranche="HKD")

    def test_while_the_book_is_open(self):
        run = play(small(self.BACK, order("alder", 50), order("birch", 40)))
        assert [done.at for done in sent(run, "withdraw")] == [at("2023-02-15 09:45")]
        rows = [(r.investor, r.reason, r.allocated_units) for r in run.ledgers["orders"]]
        assert rows == [("alder", "WITHDRAWN", 0), ("birch", "FILLED", 40)]

    def test_too_late_is_refused_and_the_order_stands(self):
        closed = book(investors=1, closes=datetime(2023, 2, 15, 9, 45))
        run = play(small(closed, self.BACK, order("alder", 50)))
        assert refused(run) == [("withdraw", "Offering_Closed")]
        assert "WITHDRAWN" not in {row.reason for row in run.ledgers["orders"]}


class TestOrderOfTheDay:
    def test_freezes_then_withdrawals_then_trades_then_transfers_then_claims(self):
        run = play(
            small(
                event("claim_withheld", MONDAY, party="cedar", tranche="HKD"),
                transfer(MONDAY, "alder", "birch", 4),
                trade(MONDAY, "alder", "birch", 4),
                event("freeze", MONDAY, party="cedar"),
            )
        )
        functions = [t.function for t in run.outcome.transactions if t.at > at("2023-02-20 00:00")]
        assert functions[:4] == ["freeze", "instruct", "affirm", "transfer"]

    def test_equal_times_in_the_order_of_the_file(self):
        run = play(small(trade(MONDAY, "birch", "alder", 3), trade(MONDAY, "alder", "birch", 4)))
        assert [row.units for row in traded(run)] == [3, 4]

    def test_local_time_of_the_deal(self):
        run = play(small(transfer(MONDAY, "alder", "birch", 4)))
        zone = run.outcome.schedule.zone
        when = datetime.fromtimestamp(sent(run, "transfer")[0].at, zone)
        assert when.isoformat() == "2023-02-20T10:45:00+08:00"
