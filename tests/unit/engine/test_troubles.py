"""Defaults, accelerations and recoveries as a scenario schedules them, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.golden.figures import half_up
from tests.runs import play
from tests.scenarios import (
    UNIT_FACE,
    event,
    newcomer,
    payment_system,
    small,
    trade,
    tranche,
)

DEFAULT = "\n[tranche.default]\ngrace_days = 2\ndefault_rate = 6\n"
TRUSTEE = newcomer("trustee-co", "trustee")
#: The first coupon of a tranche of three months; it accrues 28 days.
FIRST_DUE = date(2023, 3, 16)
FIRST = half_up(Fraction(UNIT_FACE * 405 * 28, 10_000 * 365))
OF_TRANCHE = {"tranche": "HKD"}
MISS = event("miss", FIRST_DUE, **OF_TRANCHE)
#: Grace is two business days: over at the close of Monday the 20th.
DECLARE = event("declare_default", date(2023, 3, 21), by="alder", **OF_TRANCHE)
ACCELERATE = event("accelerate", date(2023, 3, 22), **OF_TRANCHE)


def played(*tables: str, default: str = DEFAULT, end: date = date(2023, 5, 19), **terms: str):
    """Three months of a bond to which these things happen; its laws hold."""
    months = tranche(maturity=date(2023, 5, 16), **terms) + default
    return play(small(*tables, TRUSTEE, tranches=(months,), end=end)).ledgers


def actions(ledgers) -> list[tuple[str, str]]:
    rows = [row for row in ledgers["corporate_actions"] if not row.holder]
    return [(row.event, row.status) for row in rows]


def refused(ledgers) -> list[str]:
    rows = [row for row in ledgers["transactions"] if row.revert]
    return [f"{row.function} {row.revert.partition('(')[0]}" for row in rows]


SOUND = [("INTR", "PAID"), ("INTR", "PAID"), ("REDM", "PAID")]


class TestCure:
    def test_after_a_default_was_declared(self):
        ledgers = played(MISS, DECLARE, event("cure", date(2023, 3, 23), **OF_TRANCHE))
        assert actions(ledgers) == [
            ("INTR", "PAID"),
            ("DINT", "PAID"),
            *SOUND,
            ("DFLT", "CURED"),
        ]
        assert refused(ledgers) == []

    def test_trades_are_flat_until_then(self):
        flat = trade(date(2023, 3, 21), "alder", "birch", 4)
        after = trade(date(2023, 3, 24), "alder", "birch", 4)
        ledgers = played(MISS, DECLARE, flat, event("cure", date(2023, 3, 23), **OF_TRANCHE), after)
        trades = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
        assert [(row.accrued_days, row.accrued_amount > 0) for row in trades] == [
            (0, False),
            (12, True),
        ]

    def test_on_the_day_it_was_due_bears_no_interest(self):
        ledgers = played(MISS, event("cure", FIRST_DUE, **OF_TRANCHE))
        assert actions(ledgers) == [("INTR", "PAID"), *SOUND]

    def test_of_what_was_paid_does_nothing(self):
        ledgers = played(event("cure", date(2023, 3, 17), **OF_TRANCHE))
        assert actions(ledgers) == [("INTR", "PAID"), *SOUND]

    def test_without_any_promise(self):
        ledgers = played(MISS, event("cure", date(2023, 3, 20), **OF_TRANCHE), default="")
        assert actions(ledgers) == [("INTR", "PAID"), *SOUND]

    def test_with_interest_rounded_a_holding(self):
        cure = event("cure", date(2023, 3, 20), **OF_TRANCHE)
        ledgers = played(MISS, cure, rounding_basis="holding")
        assert actions(ledgers) == [("INTR", "PAID"), ("DINT", "PAID"), *SOUND]
        rows = [r for r in ledgers["corporate_actions"] if r.event == "DINT" and r.holder]
        a_unit = Fraction(UNIT_FACE * 405 * 28, 10_000 * 365) * Fraction(6 * 4, 100 * 365)
        assert {r.holder: r.net for r in rows} == {
            "alder": half_up(50 * a_unit),
            "birch": half_up(30 * a_unit),
            "cedar": half_up(20 * a_unit),
        }
        assert refused(ledgers) == []

    def test_pays_a_holder_that_sold_since(self):
        sold = trade(date(2023, 3, 16), "alder", "birch", 50)
        ledgers = played(MISS, sold, event("cure", date(2023, 3, 20), **OF_TRANCHE))
        rows = [r for r in ledgers["corporate_actions"] if r.action_id == "A001" and r.holder]
        assert {r.holder: r.net for r in rows} == {
            "alder": 50 * FIRST,
            "birch": 30 * FIRST,
            "cedar": 20 * FIRST,
        }


class TestDefault:
    def test_declared_too_early_is_refused(self):
        early = event("declare_default", date(2023, 3, 20), by="cedar", **OF_TRANCHE)
        ledgers = played(MISS, early)
        assert refused(ledgers) == ["declareDefault Trustee_InGrace"]
        assert ("DFLT", "DECLARED") not in actions(ledgers)

    def test_grace_may_count_all_days(self):
        calendar = DEFAULT.replace("grace_days = 2", 'grace_days = 2\ngrace_counts = "calendar"')
        day = event("declare_default", date(2023, 3, 20), by="cedar", **OF_TRANCHE)
        assert ("DFLT", "DECLARED") in actions(played(MISS, day, default=calendar))

    def test_of_what_was_paid_says_nothing(self):
        assert actions(played(DECLARE)) == [("INTR", "PAID"), *SOUND]

    def test_what_is_not_declared_goes_on(self):
        assert actions(played(MISS)) == [("INTR", "MISSED"), *SOUND]


class TestAcceleration:
    def test_nothing_scheduled_is_paid_any_more(self):
        ledgers = played(MISS, DECLARE, ACCELERATE)
        assert actions(ledgers) == [
            ("INTR", "MISSED"),
            ("DFLT", "DECLARED"),
            ("ACCL", "ACCELERATED"),
        ]
        (row,) = [r for r in ledgers["corporate_actions"] if r.event == "ACCL"]
        six_days = half_up(Fraction(UNIT_FACE * 405 * 6, 10_000 * 365))
        assert row.amount_per_unit == UNIT_FACE + six_days

    def test_without_a_default_is_refused(self):
        ledgers = played(ACCELERATE)
        assert refused(ledgers) == ["accelerate Trustee_StandingIs"]
        assert actions(ledgers) == [("INTR", "PAID"), *SOUND]

    def test_is_rescinded_once_what_was_missed_is_cured(self):
        cure = event("cure", date(2023, 3, 24), **OF_TRANCHE)
        rescind = event("rescind", date(2023, 3, 27), **OF_TRANCHE)
        ledgers = played(MISS, DECLARE, ACCELERATE, cure, rescind)
        assert actions(ledgers) == [
            ("INTR", "PAID"),
            ("DINT", "PAID"),
            *SOUND,
            ("DFLT", "CURED"),
            ("ACCL", "RESCINDED"),
        ]
        assert refused(ledgers) == []

    def test_by_vote_is_rescinded_too(self):
        day = date(2023, 3, 24)
        vote = event(
            "propose", date(2023, 3, 22), name="all", by="alder", matter="accelerate",
            record=date(2023, 3, 23), closes=day, **OF_TRANCHE,
        )  # fmt: skip
        cast = event("vote", day, proposal="all", party="alder", in_favour=True)
        cure = event("cure", date(2023, 3, 28), **OF_TRANCHE)
        rescind = event("rescind", date(2023, 3, 29), **OF_TRANCHE)
        ledgers = played(MISS, DECLARE, vote, cast, cure, rescind)
        assert refused(ledgers) == []
        assert actions(ledgers)[2:] == [
            *SOUND,
            ("DFLT", "CURED"),
            ("ACCL", "RESCINDED"),
            ("CONS", "ENACTED"),
        ]

    def test_is_not_rescinded_before(self):
        rescind = event("rescind", date(2023, 3, 27), **OF_TRANCHE)
        ledgers = played(MISS, DECLARE, ACCELERATE, rescind)
        assert refused(ledgers) == ["rescind Trustee_NotCured"]
        assert ("ACCL", "ACCELERATED") in actions(ledgers)


class TestOptions:
    def test_no_call_is_heard_in_default(self):
        call = "\n[[tranche.call]]\ndate = 2023-04-16\nprice = 101\nnotice = 5\n"
        notice = event("call", date(2023, 3, 27), payment=date(2023, 4, 16), **OF_TRANCHE)
        terms = DEFAULT + call
        assert refused(played(MISS, DECLARE, notice, default=terms)) == [
            "exercise Options_InDefault"
        ]
        cure = event("cure", date(2023, 3, 23), **OF_TRANCHE)
        assert ("MCAL", "PAID") in actions(played(MISS, DECLARE, cure, notice, default=terms))


class TestRecovery:
    @staticmethod
    def recovery(day: date, amount: object, **more: object) -> str:
        record = date(2023, 4, 17) if day.day == 18 else date(2023, 4, 24)
        return event("recover", day, record=record, amount=amount, **OF_TRANCHE, **more)

    def test_before_everything_is_due_is_refused(self):
        ledgers = played(self.recovery(date(2023, 4, 18), 1_000))
        assert refused(ledgers) == ["addRecord Trustee_NotAllDue", "payIn Trustee_NotAllDue"]

    def test_more_than_is_owed_is_refused(self):
        ledgers = played(MISS, DECLARE, ACCELERATE, self.recovery(date(2023, 4, 18), 60_000_000))
        assert refused(ledgers) == ["payIn Recoveries_AboveClaim"]

    def test_costs_that_take_everything_leave_no_instalment(self):
        costly = self.recovery(date(2023, 4, 18), 1_000, costs=2_000)
        ledgers = played(MISS, DECLARE, ACCELERATE, costly)
        assert "LIQU" not in dict(actions(ledgers))
        fees = [row for row in ledgers["cash"] if row.purpose == "FEES" and row.credit]
        assert [(row.account, row.credit) for row in fees] == [("trustee-co", 1_000_00)]

    def test_what_is_left_goes_to_the_next(self):
        ledgers = played(
            MISS,
            DECLARE,
            ACCELERATE,
            self.recovery(date(2023, 4, 18), Decimal("10.99")),
            self.recovery(date(2023, 4, 25), Decimal("1.01")),
        )
        rows = [r for r in ledgers["corporate_actions"] if r.event == "LIQU" and not r.holder]
        assert [row.amount_per_unit for row in rows] == [10, 2]

    def test_of_what_was_not_redeemed_goes_to_the_last_holders(self):
        end, last = date(2023, 5, 16), date(2023, 5, 15)
        paid = event("recover", date(2023, 5, 25), record=last, amount=25_000_000, **OF_TRANCHE)
        declared = event("declare_default", date(2023, 5, 22), by="alder", **OF_TRANCHE)
        missed = event("miss", end, **OF_TRANCHE)
        ledgers = played(missed, declared, paid, end=date(2023, 5, 31))
        assert actions(ledgers)[2:5] == [
            ("INTR", "CANCELLED"),
            ("REDM", "CANCELLED"),
            ("LIQU", "PAID"),
        ]
        rows = [r for r in ledgers["corporate_actions"] if r.event == "LIQU" and r.holder]
        assert {r.holder: r.net for r in rows} == {
            "alder": 12_500_000_00,
            "birch": 7_500_000_00,
            "cedar": 5_000_000_00,
        }
        assert refused(ledgers) == []

    def test_outside_the_chain_pays_the_same(self):
        """Each payment in has the operator's reference; what goes on from there has none."""
        day = date(2023, 4, 18)
        story = MISS, DECLARE, ACCELERATE, self.recovery(day, 1_000_000, costs=50_000), TRUSTEE
        life = {"maturity": date(2023, 5, 16)}
        outside = tranche(rails=["rtgs", "cbdc"], **life) + DEFAULT
        end = date(2023, 5, 19)
        told = play(small(*story, payment_system(), tranches=(outside,), end=end)).ledgers
        usual = play(small(*story, tranches=(tranche(**life) + DEFAULT,), end=end)).ledgers
        for ledgers in (told, usual):
            assert refused(ledgers) == []
            assert ("LIQU", "PAID") in actions(ledgers)
        instalments = [
            [(r.holder, r.gross, r.net) for r in ledgers["corporate_actions"] if r.event == "LIQU"]
            for ledgers in (told, usual)
        ]
        assert instalments[0] == instalments[1]
        received = [r for r in told["cash"] if r.account == "Recoveries"]
        assert [(r.purpose, r.debit, r.credit) for r in received] == [
            ("RECV", None, 1_000_000_00),
            ("FEES", 50_000_00, None),
            ("FUND", 950_000_00, None),
        ]
        assert received[0].reference.startswith("HKD-20230418-")

    def test_two_instalments_to_the_holders_of_one_day(self):
        story = MISS, DECLARE, ACCELERATE
        day = date(2023, 4, 18)
        ledgers = played(*story, self.recovery(day, 1_000), self.recovery(day, 3_000))
        rows = [r for r in ledgers["corporate_actions"] if r.event == "LIQU" and not r.holder]
        assert [row.amount_per_unit for row in rows] == [10_00, 30_00]
        assert refused(ledgers) == []

    def test_without_a_trustee_the_paying_agent_distributes(self):
        accelerated_by_vote = [
            event(
                "propose",
                date(2023, 3, 22),
                name="all-due",
                by="alder",
                matter="accelerate",
                record=date(2023, 3, 23),
                closes=date(2023, 3, 28),
                **OF_TRANCHE,
            ),
            event("vote", date(2023, 3, 27), proposal="all-due", party="alder", in_favour=True),
        ]
        months = tranche(maturity=date(2023, 5, 16)) + DEFAULT
        story = [MISS, DECLARE, *accelerated_by_vote, self.recovery(date(2023, 4, 18), 100)]
        ledgers = play(small(*story, tranches=(months,), end=date(2023, 5, 19))).ledgers
        assert refused(ledgers) == []
        assert actions(ledgers) == [
            ("INTR", "CANCELLED"),
            ("LIQU", "PAID"),
            ("DFLT", "DECLARED"),
            ("ACCL", "RECOVERING"),
            ("CONS", "ENACTED"),
        ]


class TestInflation:
    """Fixed five business days before each payment: 3 %, then 4 %; at least 2 %."""

    COUPON = """
[tranche.coupon]
kind = "inflation"
reference = "prices"
floor = 2
fallback = 2.5
fixing_days = 5
frequency = 12
day_count = "ACT/365F"
fixings = [{ period = 1, value = 3 }, { period = 2, value = 4 }]
"""
    COUNTER = newcomer("counter", "calculation agent")

    def played(self, *tables: str):
        return played(*tables, self.COUNTER, coupon=self.COUPON)

    @staticmethod
    def interest(rate: int, days: int) -> int:
        return half_up(Fraction(UNIT_FACE * rate * days, 1_000 * 365))

    def paid(self, ledgers) -> list[tuple[str, int, str]]:
        rows = [row for row in ledgers["corporate_actions"] if not row.holder]
        return [(row.event, row.amount_per_unit, row.status) for row in rows]

    def test_what_has_accrued_is_claimed_at_the_floor(self):
        ledgers = self.played(MISS, DECLARE, ACCELERATE)
        assert self.paid(ledgers) == [
            ("INTR", self.interest(30, 28), "MISSED"),
            ("DFLT", None, "DECLARED"),
            ("ACCL", UNIT_FACE + self.interest(20, 6), "ACCELERATED"),
        ]
        assert refused(ledgers) == []

    def test_and_recovered(self):
        recover = event(
            "recover", date(2023, 4, 18), record=date(2023, 4, 17), amount=60_000_000, **OF_TRANCHE
        )
        claim = 100 * (UNIT_FACE + self.interest(20, 6) + self.interest(30, 28))
        exact = recover.replace("60000000", f"{claim // 100}.{claim % 100:02}")
        assert refused(self.played(MISS, DECLARE, ACCELERATE, recover)) == [
            "payIn Recoveries_AboveClaim"
        ]
        assert ("LIQU", "PAID") in actions(self.played(MISS, DECLARE, ACCELERATE, exact))

    def rescinded(self, day: date):
        cure = event("cure", date(2023, 3, 24), **OF_TRANCHE)
        rescind = event("rescind", day, **OF_TRANCHE)
        ledgers = self.played(MISS, DECLARE, ACCELERATE, cure, rescind)
        assert refused(ledgers) == []
        assert ("ACCL", "RESCINDED") in actions(ledgers)
        return [amount for event, amount, _ in self.paid(ledgers) if event == "INTR"]

    def test_rescinded_in_time_it_is_fixed_as_published(self):
        """The last is not published: what was observed is what the terms state, 2.5 %."""
        expected = [self.interest(30, 28), self.interest(40, 31), self.interest(25, 30)]
        assert self.rescinded(date(2023, 3, 27)) == expected

    def test_rescinded_when_its_day_is_over_it_falls_back(self):
        """17 April is paid on; five business days before, Easter between, is 4 April."""
        expected = [self.interest(30, 28), self.interest(25, 31), self.interest(25, 30)]
        assert self.rescinded(date(2023, 4, 12)) == expected


class TestFixedEarly:
    """Each rate is fixed long before its period: what acceleration takes away is fixed again."""

    COUPON = """
[tranche.coupon]
kind = "floating"
reference = "HIBOR 1M"
initial_rate = 3
fixing_days = 22
frequency = 12
day_count = "ACT/365F"
"""
    COUNTER = newcomer("counter", "calculation agent")

    def test_rescinded_with_rates_that_were_forgotten(self):
        """Periods 1 to 4 are fixed on 14 February to 13 April, two of them gone on 22 March."""
        values = (f"{{ period = {n}, value = {n} }}" for n in range(1, 6))
        coupon = f"{self.COUPON}fixings = [{', '.join(values)}]\n"
        cure = event("cure", date(2023, 3, 24), **OF_TRANCHE)
        rescind = event("rescind", date(2023, 3, 27), **OF_TRANCHE)
        one = tranche(coupon + DEFAULT, maturity=date(2023, 7, 16))
        story = (MISS, DECLARE, ACCELERATE, cure, rescind, TRUSTEE, self.COUNTER)
        ledgers = play(small(*story, tranches=(one,), end=date(2023, 7, 20))).ledgers
        rows = [r for r in ledgers["corporate_actions"] if r.event == "INTR" and not r.holder]
        # The day of the third was over: what was observed before it, 2 %, stands in.
        assert [row.rate for row in rows] == [n * 10_000_000 for n in (1, 2, 2, 4, 5)]
        assert refused(ledgers) == []


class TestPrincipalInParts:
    """Half of face is due with the first coupon, and missed with it."""

    PARTS = """
[tranche.principal]
kind = "table"
factors = [{ on = 2023-03-16, factor = 0.5 }, { on = 2023-05-16, factor = 0 }]
"""
    HALF = UNIT_FACE // 2

    def test_all_is_due_of_what_was_not_yet(self):
        ledgers = played(MISS, DECLARE, ACCELERATE, default=self.PARTS + DEFAULT)
        assert actions(ledgers)[:2] == [("INTR", "MISSED"), ("PRED", "MISSED")]
        (row,) = [r for r in ledgers["corporate_actions"] if r.event == "ACCL"]
        six_days = half_up(Fraction(self.HALF * 405 * 6, 10_000 * 365))
        assert row.amount_per_unit == self.HALF + six_days

    @pytest.mark.parametrize("day", [date(2023, 3, 21), date(2023, 3, 23), date(2023, 5, 18)])
    def test_trades_are_of_the_face_left(self, day):
        sold = trade(day, "alder", "birch", 4, price=40)
        ledgers = played(MISS, DECLARE, ACCELERATE, sold, default=self.PARTS + DEFAULT)
        (row,) = [r for r in ledgers["settlement"] if r.transaction_type == "TRAD"]
        assert (row.clean_amount, row.accrued_amount) == (4 * self.HALF * 40 // 100, 0)

    def test_a_recovery_pays_what_was_missed_too(self):
        # The whole face, the first coupon, and six days on the half.
        six_days = half_up(Fraction(self.HALF * 405 * 6, 10_000 * 365))
        claim = 100 * (UNIT_FACE + FIRST + six_days)
        paid = TestRecovery.recovery(date(2023, 4, 18), Decimal(claim) / 100)
        ledgers = played(MISS, DECLARE, ACCELERATE, paid, default=self.PARTS + DEFAULT)
        assert refused(ledgers) == []
        (row,) = [r for r in ledgers["corporate_actions"] if r.event == "LIQU" and not r.holder]
        assert row.gross == claim


class TestFloating:
    """Fixed two business days before each period."""

    COUPON = """
[tranche.coupon]
kind = "floating"
reference = "1M HIBOR"
spread = 1
fixing_days = 2
fallback = 3
frequency = 12
day_count = "ACT/365F"
fixings = [
    { date = 2023-02-14, value = 3 },
    { date = 2023-03-14, value = 3.5 },
    { date = 2023-04-13, value = 4 },
]
"""

    def played(self, *tables: str):
        months = tranche(self.COUPON, maturity=date(2023, 5, 16)) + DEFAULT
        agent = newcomer("counter", "calculation agent")
        end = date(2023, 5, 19)
        return play(small(*tables, TRUSTEE, agent, tranches=(months,), end=end)).ledgers

    def test_of_what_is_all_due_nothing_more_is_fixed(self):
        ledgers = self.played(MISS, DECLARE, ACCELERATE)
        fixed = [r for r in ledgers["transactions"] if r.function in ("fix", "fallBack")]
        assert len(fixed) == 2
        (row,) = [r for r in ledgers["corporate_actions"] if r.event == "ACCL"]
        six_days = half_up(Fraction(UNIT_FACE * 450 * 6, 10_000 * 365))
        assert row.amount_per_unit == UNIT_FACE + six_days

    def test_a_rescission_puts_the_periods_back_with_their_rates(self):
        cure = event("cure", date(2023, 3, 24), **OF_TRANCHE)
        rescind = event("rescind", date(2023, 3, 27), **OF_TRANCHE)
        ledgers = self.played(MISS, DECLARE, ACCELERATE, cure, rescind)
        assert refused(ledgers) == []
        rows = [r for r in ledgers["corporate_actions"] if r.event == "INTR" and not r.holder]
        assert [row.rate for row in rows] == [40_000_000, 45_000_000, 50_000_000]


class TestNothingPromised:
    @pytest.mark.parametrize("default", ["", DEFAULT])
    def test_promises_that_are_never_needed_change_no_book(self, default):
        ledgers = played(default=default)
        assert actions(ledgers) == [("INTR", "PAID"), *SOUND]
