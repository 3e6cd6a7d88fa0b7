"""Options played: who is called, who elects, and what the agenda does of it.

The small deal for three months, coupons in March, April and May 2023.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sim.chain.logs import ActionAnnounced, OptionsSet, Role
from sim.model import from_resolved, resolved
from sim.units import day_of
from tests.golden.figures import half_up
from tests.options import choice
from tests.runs import play
from tests.scenarios import book, event, newcomer, order, party, small, trade, trading, tranche
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


class TestOfAFloatingBond:
    """Fixed two days before each period: notice comes when the rate of that payment is known."""

    COUPON = """
[tranche.coupon]
kind = "floating"
reference = "HIBOR 1M"
fixing_days = 2
fallback = 3
frequency = 12
day_count = "ACT/365F"
fixings = [{ period = 1, value = 3 }, { period = 2, value = 3.5 }]
"""

    def played(self, table: str, notice: str):
        bond = tranche(self.COUPON, maturity=MAY) + table
        agent = newcomer("fixer", "calculation agent")
        return play(small(agent, notice, tranches=(bond,), end=date(2023, 5, 17)))

    def coupons(self, run) -> list[int]:
        rows = run.ledgers["corporate_actions"]
        return [r.rate for r in rows if r.event == "INTR" and not r.holder]

    def test_a_call_pays_the_rate_that_was_fixed(self):
        run = self.played(CALL, called())
        assert refused(run) == []
        assert announced(run)[-1] == ("MCAL", 2)
        assert self.coupons(run) == [30_000_000, 35_000_000]

    def test_so_does_a_part(self):
        table = choice("partial_call", date=APRIL)
        run = self.played(table, called(ground="partial"))
        assert refused(run) == []
        assert announced(run)[1:3] == [("INTR", 2), ("PRED", 2)]
        assert self.coupons(run) == [30_000_000, 35_000_000, 30_000_000]


PART = choice("partial_call", date=MARCH, share=20)


def part_called(day: date = date(2023, 3, 1), payment: date = MARCH) -> str:
    return called(day, payment, ground="partial")


class TestPart:
    def test_is_repaid_with_its_payment_and_leaves_the_units(self):
        run = play(deal(PART, events=(part_called(),)))
        assert announced(run)[:2] == [("INTR", 1), ("PRED", 1)]
        assert received(run, "cedar") == [20 * PRINCIPAL // 5, 20 * PRINCIPAL * 4 // 5]
        assert refused(run) == []

    def test_not_noticed_changes_nothing(self):
        assert received(play(deal(PART)), "cedar") == [20 * PRINCIPAL]

    def test_too_late_for_another_is_of_what_was_left(self):
        twice = choice("partial_call", date=APRIL, share=30)
        run = play(deal(PART, twice, events=(part_called(), part_called(NOTICE, APRIL))))
        shares = [20, 30, 50]
        assert received(run, "cedar") == [20 * PRINCIPAL * share // 100 for share in shares]

    def test_adds_to_an_instalment_and_takes_it_from_the_last(self):
        """Thirds of 166,666.67, .66 and .67; a fifth, 100,000.00, comes earlier."""
        linear = '\n[tranche.principal]\nkind = "linear"\n'
        run = play(deal(linear, PART, events=(part_called(),)))
        assert announced(run) == [
            ("INTR", 1),
            ("PRED", 1),
            ("INTR", 2),
            ("PRED", 2),
            ("INTR", 3),
            ("REDM", 3),
        ]
        each = [266_666_67, 166_666_66, 66_666_67]
        assert received(run, "cedar") == [20 * amount for amount in each]

    def test_then_a_call_repays_what_is_left(self):
        run = play(deal(PART, CALL, events=(part_called(), called())))
        assert ("MCAL", 2) in announced(run)
        assert received(run, "cedar") == [
            20 * PRINCIPAL // 5,
            20 * PRINCIPAL * 4 // 5 * 101 // 100,
        ]

    def test_after_a_call_to_a_later_payment_leaves_the_call(self):
        early = called(date(2023, 2, 27))
        run = play(deal(PART, CALL, events=(early, part_called())))
        assert announced(run) == [("INTR", 1), ("PRED", 1), ("INTR", 2), ("MCAL", 2)]
        assert (
            sum(received(run, "cedar"))
            == 20 * PRINCIPAL // 5 + 20 * PRINCIPAL * 4 // 5 * 101 // 100
        )

    def test_after_a_call_to_that_payment_is_refused_and_told(self):
        march = choice("call", date=MARCH, price=101)
        early = called(date(2023, 2, 27), MARCH)
        run = play(deal(PART, march, events=(early, part_called())))
        assert refused(run) == [("exercise", "Options_NothingLeft")]
        assert announced(run) == [("INTR", 1), ("MCAL", 1)]

    def test_leaves_a_put_of_that_day_what_is_left(self):
        run = play(deal(PART, PUT, events=(elected("cedar", 20), part_called())))
        assert sorted(received(run, "cedar")) == [20 * PRINCIPAL // 5, 20 * PRINCIPAL * 4 // 5]

    def test_rounded_a_holding(self):
        """A part of 33.333333 per cent is exact a holding: 20 units, 3,333,333.30."""
        odd = choice("partial_call", date=MARCH, share=Decimal("33.333333"))
        bond = tranche(maturity=MAY, rounding_basis="holding") + odd
        run = play(small(part_called(), tranches=(bond,), end=date(2023, 5, 17)))
        assert received(run, "cedar") == [333_333_330, 20 * PRINCIPAL - 333_333_330]

    def test_lets_a_clean_up_call_count_face(self):
        """Of 100 units a tenth of face is left: as much as ten whole ones."""
        part = choice("partial_call", date=MARCH, share=90)
        clean = choice("clean_up_call")
        run = play(deal(part, clean, events=(part_called(), called(ground="clean_up"))))
        assert refused(run) == []
        assert ("MCAL", 2) in announced(run)

    def test_by_drawn_trades_is_traded_at_what_is_left(self):
        drawn = trading(until=date(2023, 4, 28))
        run = play(deal(PART, events=(part_called(), book(), drawn)))
        trades = [r for r in run.ledgers["settlement"] if r.transaction_type == "TRAD"]
        left = {r.face // r.units for r in trades if r.intended_settlement_date > day_of(MARCH)}
        assert left == {PRINCIPAL * 4 // 5}
        assert refused(run) == []

    def test_reaches_clients_behind_a_nominee(self):
        tables = (
            party("vault", roles=["nominee"]),
            newcomer("keeper", "custodian").replace("[[party]]", '[[party]]\nbehind = "vault"'),
            party("client", through="keeper"),
            order("alder", 60),
            order("client", 40),
        )
        run = play(deal(PART, events=(*tables, part_called())))
        assert received(run, "vault") == [40 * PRINCIPAL // 5, 40 * PRINCIPAL * 4 // 5]
        booked = [r for r in run.ledgers["bookings"] if r.holder == "client"]
        paid = [r.amount for r in booked if r.book == "keeper" and r.purpose == "PRIN"]
        assert sum(paid) == 40 * PRINCIPAL
        rows = [r for r in run.ledgers["positions"] if r.book == "keeper" and r.closing]
        assert rows[-1].face == 40 * PRINCIPAL * 4 // 5

    def test_beyond_the_end_of_the_run_pays_nothing(self):
        run = play(deal(PART, events=(part_called(),), end=date(2023, 3, 14)))
        assert announced(run) == []

    def test_then_a_vote_leaves_it_repaid(self):
        """A longer life is of what is left."""
        longer = event(
            "propose",
            date(2023, 3, 20),
            name="idea",
            by="treasury",
            matter="amend",
            record=date(2023, 3, 21),
            closes=date(2023, 3, 24),
            maturity=date(2023, 6, 16),
            tranche="HKD",
        )
        votes = [
            event("vote", date(2023, 3, 23), proposal="idea", party=name, in_favour=True)
            for name in ("alder", "birch")
        ]
        default = "\n[tranche.default]\ngrace_days = 2\nquorum = 50\n"
        events = (part_called(), longer, *votes)
        run = play(deal(PART, default, events=events, end=date(2023, 6, 20)))
        assert refused(run) == []
        assert announced(run)[-2:] == [("INTR", 4), ("REDM", 4)]
        assert received(run, "cedar") == [20 * PRINCIPAL // 5, 20 * PRINCIPAL * 4 // 5]


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
