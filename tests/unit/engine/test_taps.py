"""Taps played: what is added, who buys it and for how much, and what stops it.

The small deal for three months; its second period begins on 16 March 2023, and what a tap adds is
settled on the 23rd: seven days at 4.05 % ACT/365F.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from sim.chain.logs import OptionExercised
from tests.golden.figures import half_up
from tests.options import bid, choice, may_tap, tap
from tests.runs import play
from tests.scenarios import (
    UNIT_FACE,
    event,
    newcomer,
    party,
    payment_system,
    small,
    tranche,
)

MAY = date(2023, 5, 16)
DEFAULT = "\n[tranche.default]\ngrace_days = 2\nquorum = 50\n"
OF_TRANCHE = {"tranche": "HKD"}


def deal(*tables: str, terms: str = "", **coupon: object):
    bond = tranche(maturity=MAY, **coupon) + may_tap() + terms
    return small(*tables, tranches=(bond,), end=date(2023, 5, 17))


def refused(run) -> list[tuple[str, str]]:
    done = run.outcome.transactions
    return [(t.function, t.revert.partition("(")[0]) for t in done if not t.status]


def issued(run) -> list[tuple[str, int, int, int, str]]:
    """Receiver, units, clean, accrued and status of what the tap added."""
    return [
        (r.receiver, r.units, r.clean_amount, r.accrued_amount, r.status)
        for r in run.ledgers["settlement"]
        if r.transaction_type == "ISSU" and r.accrued_days
    ]


def accrued(units: int, face: int = UNIT_FACE, days: int = 7) -> int:
    return half_up(Fraction(units * face * 405 * days, 10_000 * 365))


def extended() -> list[str]:
    """Holders vote a month more, by the end of March."""
    longer = event(
        "propose",
        date(2023, 3, 27),
        name="idea",
        by="treasury",
        matter="amend",
        record=date(2023, 3, 28),
        closes=date(2023, 3, 31),
        maturity=date(2023, 6, 16),
        **OF_TRANCHE,
    )
    votes = [
        event("vote", date(2023, 3, 30), proposal="idea", party=name, in_favour=True)
        for name in ("alder", "birch", "cedar")
    ]
    return [longer, *votes]


class TestSold:
    def test_at_the_price_and_seven_days(self):
        run = play(deal(tap()))
        assert issued(run) == [("cedar", 20, 20 * UNIT_FACE, accrued(20), "SETTLED")]
        assert refused(run) == []

    def test_as_the_schedule_prices_a_trade_of_that_day(self):
        """Chain and schedule count alike: 30/360, by holdings, at an odd price."""
        coupon = """
[tranche.coupon]
kind = "fixed"
rate = 4.05
frequency = 12
day_count = "30/360"
"""
        odd = tap(price=Decimal("99.731"), settles=date(2023, 3, 30))
        run = play(deal(odd, coupon=coupon, rounding_basis="holding"))
        made = run.outcome.schedule.tranches["HKD"]
        amounts = made.trade(20, 99_731_000, date(2023, 3, 30))
        told = ("cedar", 20, amounts.clean, amounts.accrued, "SETTLED")
        assert issued(run) == [told]
        assert amounts.accrued_days == 14

    def test_earns_the_coupon_and_is_repaid(self):
        run = play(deal(tap()))
        rows = [r for r in run.ledgers["corporate_actions"] if r.holder == "cedar"]
        assert [r.units for r in rows] == [20, 40, 40, 40]

    def test_on_the_first_day_of_a_period_nothing_has_accrued(self):
        first = tap(date(2023, 3, 13), priced=date(2023, 3, 14), settles=date(2023, 3, 16))
        run = play(deal(first))
        rows = [r for r in run.ledgers["settlement"] if r.transaction_type == "ISSU"]
        assert (rows[-1].units, rows[-1].accrued_days, rows[-1].accrued_amount) == (20, 0, 0)

    def test_twice_in_two_windows(self):
        again = may_tap(**{"from": date(2023, 4, 3), "until": date(2023, 4, 28)})
        second = tap(date(2023, 4, 19), priced=date(2023, 4, 20), settles=date(2023, 4, 24))
        run = play(deal(tap(), second, terms=again))
        assert [row[:2] for row in issued(run)] == [("cedar", 20), ("cedar", 20)]
        numbers = [r.order_id for r in run.ledgers["orders"]]
        assert numbers[-2:] == ["O-HKD-T1-0001", "O-HKD-T2-0001"]
        assert [log.option for log in run.outcome.logs if isinstance(log, OptionExercised)] == [
            0,
            1,
        ]

    def test_of_nothing_where_nobody_bids_enough(self):
        lone = tap(date(2023, 3, 20), bid("cedar", 10, "limit_yield = 4.5\n"))
        run = play(deal(lone))
        assert issued(run) == []
        assert refused(run) == []

    def test_to_whoever_may_hold(self):
        run = play(deal(tap(date(2023, 3, 20), bid("outsider", 20), bid("cedar", 4))))
        assert [row[:2] for row in issued(run)] == [("cedar", 4)]
        reasons = [r.reason for r in run.ledgers["orders"] if "-T1-" in r.order_id]
        assert reasons == ["INELIGIBLE", "FILLED"]

    def test_to_the_arranger_where_a_buyer_cannot_take_it(self):
        frozen = event("freeze", date(2023, 3, 22), party="cedar")
        run = play(deal(tap(), frozen))
        assert [(row[0], row[1], row[4]) for row in issued(run)] == [
            ("cedar", 20, "CANCELLED"),
            ("bank", 20, "SETTLED"),
        ]
        assert issued(run)[1][2:4] == (20 * UNIT_FACE, accrued(20))

    def test_by_a_nominee_for_its_client(self):
        tables = (
            party("vault", roles=["nominee"]),
            newcomer("keeper", "custodian").replace("[[party]]", '[[party]]\nbehind = "vault"'),
            party("client", through="keeper"),
        )
        run = play(deal(*tables, tap(date(2023, 3, 20), bid("client", 20))))
        assert [row[:2] for row in issued(run)] == [("vault", 20)]
        lines = [row for row in run.ledgers["bookings"] if row.holder == "client"]
        assert lines[0].purpose == "ISSU"


class TestMoney:
    def test_outside_the_chain(self):
        bond = tranche(maturity=MAY, rails=["rtgs", "cbdc"]) + may_tap()
        orders = bid("cedar", 12), bid("birch", 8, 'rail = "cbdc"\n')
        told = small(
            payment_system(),
            tap(date(2023, 3, 20), *orders),
            tranches=(bond,),
            end=date(2023, 5, 17),
        )
        run = play(told)
        assert [row[:2] for row in issued(run)] == [("cedar", 12), ("birch", 8)]
        assert all(row[4] == "SETTLED" for row in issued(run))

    def test_is_the_issuers_to_bank(self):
        run = play(deal(tap()))
        rows = [r for r in run.ledgers["cash"] if r.account == "treasury" and r.purpose == "ISSU"]
        assert rows[-1].credit == 20 * UNIT_FACE + accrued(20)


class TestWithOtherTerms:
    def test_after_a_part_was_repaid_it_is_of_what_is_left(self):
        part = choice("partial_call", date=date(2023, 3, 16), notice=10)
        notice = event(
            "call", date(2023, 3, 1), payment=date(2023, 3, 16), ground="partial", **OF_TRANCHE
        )
        run = play(deal(notice, tap(), terms=part))
        left = UNIT_FACE * 3 // 4
        assert issued(run) == [("cedar", 20, 20 * left, accrued(20, left), "SETTLED")]

    def test_of_a_floating_bond_it_accrues_at_what_was_fixed(self):
        coupon = """
[tranche.coupon]
kind = "floating"
reference = "HIBOR 1M"
spread = 0.5
fixing_days = 2
fallback = 3
frequency = 12
day_count = "ACT/365F"
fixings = [{ period = 1, value = 3 }, { period = 2, value = 3.55 }]
"""
        agent = newcomer("fixer", "calculation agent")
        run = play(deal(agent, tap(), coupon=coupon))
        assert issued(run) == [("cedar", 20, 20 * UNIT_FACE, accrued(20), "SETTLED")]

    def test_a_vote_after_it_leaves_what_was_added(self):
        """New terms are of the whole issue, tap included."""
        bond = tranche(maturity=MAY) + may_tap() + DEFAULT
        told = small(tap(), *extended(), tranches=(bond,), end=date(2023, 6, 20))
        run = play(told)
        assert refused(run) == []
        last = [r for r in run.ledgers["corporate_actions"] if not r.holder and r.event == "REDM"]
        assert [(r.units, r.net) for r in last] == [(120, 120 * UNIT_FACE)]

    def test_after_a_vote_is_still_the_option_of_the_terms(self):
        """A longer life has more dates for a tax call, but no more options on chain."""
        window = may_tap(**{"from": date(2023, 4, 3), "until": date(2023, 4, 28)})
        bond = tranche(maturity=MAY) + choice("tax_call") + window + DEFAULT
        later = tap(date(2023, 4, 19), priced=date(2023, 4, 20), settles=date(2023, 4, 24))
        told = small(*extended(), later, tranches=(bond,), end=date(2023, 6, 20))
        run = play(told)
        assert refused(run) == []
        assert [row[:2] for row in issued(run)] == [("cedar", 20)]

    def test_of_a_bond_in_default_is_refused_and_told(self):
        miss = event("miss", date(2023, 3, 16), **OF_TRANCHE)
        declare = event("declare_default", date(2023, 3, 21), by="alder", **OF_TRANCHE)
        late = tap(date(2023, 3, 22), priced=date(2023, 3, 23), settles=date(2023, 3, 27))
        run = play(deal(miss, declare, late, terms=DEFAULT))
        assert refused(run) == [("tap", "Options_InDefault")]
        assert issued(run) == []

    def test_priced_in_a_default_that_came_meanwhile_is_refused_and_told(self):
        miss = event("miss", date(2023, 3, 16), **OF_TRANCHE)
        declare = event("declare_default", date(2023, 3, 21), by="alder", **OF_TRANCHE)
        run = play(deal(miss, tap(), declare, terms=DEFAULT))
        assert refused(run) == [("instructPrimary", "Settlement_TradesFlat")]
        assert issued(run) == []

    def test_on_the_record_date_leaves_what_was_announced(self):
        day = date(2023, 4, 14)
        terms = may_tap(**{"from": date(2023, 4, 3), "until": date(2023, 4, 28)})
        told = tap(day, priced=date(2023, 4, 18), settles=date(2023, 4, 20))
        run = play(deal(told, terms=terms))
        rows = [r for r in run.ledgers["corporate_actions"] if not r.holder]
        assert [(r.event, r.units, r.status) for r in rows] == [
            ("INTR", 100, "PAID"),
            ("INTR", 100, "PAID"),
            ("INTR", 120, "PAID"),
            ("REDM", 120, "PAID"),
        ]
