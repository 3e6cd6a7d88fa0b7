"""Options played: who is called, who elects, and what the agenda does of it.

The small deal for three months, coupons in March, April and May 2023.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from sim.chain.logs import ActionAnnounced, OptionsSet, Role
from sim.model import from_resolved, resolved
from sim.units import day_of
from tests.golden.figures import half_up
from tests.options import choice
from tests.runs import play
from tests.scenarios import book, event, newcomer, party, small, trade, trading, tranche
from tests.stage import Stage

MARCH, APRIL, MAY = date(2023, 3, 16), date(2023, 4, 16), date(2023, 5, 16)
NOTICE, ELECTION = date(2023, 4, 4), date(2023, 3, 6)
PRINCIPAL = 500_000_00


def deal(*tables: str, events: tuple[str, ...] = (), **head: object):
    bond = tranche(maturity=MAY) + "".join(tables)
    return small(*events, tranches=(bond,), **{"end": date(2023, 5, 17), **head})


def called(day: date = NOTICE, payment: date = APRIL, **values: object) -> str:
    return event("call", day, tranche="HKD", payment=payment, **values)


def elected(name: str, units: int, day: date = ELECTION) -> str:
    return event("put", day, party=name, tranche="HKD", payment=MARCH, units=units)


CALL, PUT = choice("call", date=APRIL, price=101), choice("put", date=MARCH)


def announced(run) -> list[tuple[str, int]]:
    """What was announced, and the number of its period."""
    logs = [log for log in run.outcome.logs if isinstance(log, ActionAnnounced)]
    return [(log.announcement.kind.name, log.announcement.period_index + 1) for log in logs]


def refused(run) -> list[tuple[str, str]]:
    done = run.outcome.transactions
    return [(t.function, t.revert.partition("(")[0]) for t in done if not t.status]


def received(run, name: str) -> list[int]:
    """Principal an account received."""
    rows = run.ledgers["cash"]
    return [r.credit for r in rows if (r.account, r.purpose) == (name, "PRIN") and r.credit]


class TestSetUp:
    def test_the_issuer_sets_them_before_anything_is_issued(self):
        stage = Stage(deal(CALL, PUT))
        assert stage.sent("set") == [("treasury", True)]
        (log,) = [log for log in stage.chain.logs if isinstance(log, OptionsSet)]
        told = [(each.kind.name, each.period_index, each.price) for each in log.options]
        assert told == [("CALL", 1, 101_000_000), ("PUT", 0, 100_000_000)]
        assert log.options[0].notice_until == stage.instant("2023-04-06 17:30")

    def test_a_tranche_without_options_sends_nothing(self):
        assert Stage().sent("set") == []

    def test_contracts_have_the_roles_they_need(self):
        system = Stage().world.system
        moving = (system.settlement, system.options, system.paying_agent)
        assert all(system.roles.has(Role.UNITS_CONTRACT, each.address) for each in moving)
        assert system.roles.has(Role.AMENDING_CONTRACT, system.options.address)


class TestCall:
    def test_makes_its_payment_the_last(self):
        run = play(deal(CALL, events=(called(),)))
        assert announced(run) == [("INTR", 1), ("INTR", 2), ("MCAL", 2)]
        assert received(run, "alder") == [50 * PRINCIPAL * 101 // 100]

    def test_not_noticed_changes_nothing(self):
        run = play(deal(CALL))
        assert announced(run) == [("INTR", 1), ("INTR", 2), ("INTR", 3), ("REDM", 3)]
        assert received(run, "alder") == [50 * PRINCIPAL]

    def test_beyond_the_end_of_the_run_pays_nothing(self):
        run = play(deal(CALL, events=(called(),), end=date(2023, 4, 14)))
        assert announced(run) == [("INTR", 1)]

    @pytest.mark.parametrize(
        ("table", "ground"), [(choice("tax_call"), "tax"), (choice("clean_up_call"), "clean_up")]
    )
    def test_on_another_ground(self, table, ground):
        run = play(deal(table, events=(called(ground=ground),)))
        # A clean-up call needs little to be left: here everything is.
        done = ground == "tax"
        assert (("MCAL", 2) in announced(run)) is done
        assert refused(run) == ([] if done else [("exercise", "Options_TooManyUnits")])
        assert received(run, "alder") == [50 * PRINCIPAL]

    def test_stops_drawn_trades_that_would_come_too_late(self):
        drawn = trading(**{"from": date(2023, 4, 11), "until": date(2023, 5, 9)})
        run = play(deal(CALL, events=(called(), book(), drawn)))
        assert refused(run) == []
        intended = [r.intended_settlement_date for r in run.ledgers["settlement"] if r.trade_id]
        assert all(day <= day_of(date(2023, 4, 14)) for day in intended)
        assert run.outcome.undrawn_trades > 0

    def test_a_trade_due_after_it_is_refused_and_told(self):
        late = trade(date(2023, 4, 14), "alder", "birch", 4)
        run = play(deal(CALL, events=(called(), late)))
        assert refused(run) == [("instruct", "Settlement_DueAfterFinalRecord")]


class TestPut:
    def test_repays_those_who_elected(self):
        run = play(deal(PUT, events=(elected("alder", 20), elected("birch", 30))))
        assert announced(run)[:2] == [("INTR", 1), ("BPUT", 1)]
        assert received(run, "alder") == [20 * PRINCIPAL, 30 * PRINCIPAL]
        assert received(run, "birch") == [30 * PRINCIPAL]
        assert received(run, "cedar") == [20 * PRINCIPAL]

    @pytest.mark.parametrize(
        "events", [(), (elected("alder", 20), elected("alder", 0, date(2023, 3, 7)))]
    )
    def test_nobody_elected_is_not_announced(self, events):
        assert ("BPUT", 1) not in announced(play(deal(PUT, events=events)))

    def test_of_more_than_it_has_is_refused_and_told(self):
        run = play(deal(PUT, events=(elected("cedar", 21),)))
        assert refused(run) == [("elect", "BondToken_InsufficientUnits")]

    def test_of_a_lost_account_is_paid_to_the_one_in_its_place(self):
        lost = event("replace_account", date(2023, 3, 14), lost="cedar", replacement="cedar-2")
        run = play(deal(PUT, events=(newcomer("cedar-2"), elected("cedar", 12), lost)))
        assert received(run, "cedar") == []
        assert received(run, "cedar-2") == [12 * PRINCIPAL, 8 * PRINCIPAL]

    def test_of_a_frozen_holder_is_set_aside(self):
        frozen = event("freeze", date(2023, 3, 14), party="cedar")
        run = play(deal(PUT, events=(elected("cedar", 20), frozen)))
        (row,) = [
            r for r in run.ledgers["corporate_actions"] if (r.event, r.holder) == ("BPUT", "cedar")
        ]
        assert (row.units, row.status, row.withheld_reason) == (20, "WITHHELD", "FROZEN")

    def test_does_not_pay_for_units_taken_by_force(self):
        forced = event(
            "forced_transfer",
            MARCH,
            from_="cedar",
            to="alder",
            tranche="HKD",
            units=15,
            by="registrar",
        )
        run = play(deal(PUT, events=(elected("cedar", 20), forced)))
        rows = [r for r in run.ledgers["corporate_actions"] if r.event == "BPUT" and r.holder]
        assert [(r.holder, r.units, r.gross, r.net, r.status) for r in rows] == [
            ("cedar", 5, 5 * PRINCIPAL, 5 * PRINCIPAL, "PAID"),
            ("cedar", 15, 15 * PRINCIPAL, 0, "LAPSED"),
        ]
        owes = [r for r in run.ledgers["journal"] if r.account == "cedar:receivable"]
        assert sum((r.debit or 0) - (r.credit or 0) for r in owes) == 0

    def test_may_leave_less_than_the_minimum_until_its_holder_moves(self):
        sold = trade(date(2023, 3, 7), "cedar", "birch", 4)
        run = play(deal(PUT, events=(elected("cedar", 15), sold)))
        rows = [r for r in run.ledgers["positions"] if r.holder == "cedar"]
        assert 1 in [row.closing for row in rows]


class TestCancel:
    def test_destroys_what_was_bought_back(self):
        run = play(issued_by_a_holder(10, trade(date(2023, 2, 20), "alder", "tram", 10)))
        (row,) = [r for r in run.ledgers["settlement"] if r.instruction_id.startswith("C")]
        assert (row.deliverer, row.units, row.transaction_type) == ("tram", 10, "REDM")
        coupon = next(r for r in run.ledgers["corporate_actions"] if not r.holder)
        assert coupon.units == 90

    def test_of_more_than_it_has_is_refused_and_told(self):
        assert refused(play(issued_by_a_holder(1))) == [("cancel", "Options_TooManyUnits")]


def issued_by_a_holder(cancelled: int, *events: str):
    """The small deal, whose issuer is an investor too and cancels units on 23 February."""
    told = resolved(deal(events=(party("tram"), *events)))
    told["event"] = [
        *told["event"],
        {"kind": "cancel", "date": "2023-02-23", "tranche": "HKD", "units": cancelled},
    ]
    roles = {"treasury": [], "tram": ["issuer"]}
    for each in told["party"]:
        each["roles"] = roles.get(each["name"], each["roles"])
    return from_resolved(told, "small.json")


class TestPrincipalInParts:
    """A third of face is repaid with each coupon."""

    LINEAR = '\n[tranche.principal]\nkind = "linear"\n'

    def test_a_call_repays_what_is_left_and_no_instalment_beside_it(self):
        run = play(deal(self.LINEAR, CALL, events=(called(),)))
        assert announced(run) == [("INTR", 1), ("PRED", 1), ("INTR", 2), ("MCAL", 2)]
        first, rest = received(run, "alder")
        instalment = 16_666_667
        assert first == 50 * instalment
        assert rest == 50 * half_up(Fraction((PRINCIPAL - instalment) * 101, 100))

    def test_a_put_repays_what_the_instalment_of_that_day_leaves(self):
        run = play(deal(self.LINEAR, PUT, events=(elected("cedar", 20),)))
        assert ("BPUT", 1) in announced(run)
        first, rest = received(run, "cedar")
        assert first + rest == 20 * PRINCIPAL
