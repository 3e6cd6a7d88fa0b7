"""Votes that change the terms of every kind of bond: what is paid after them, worked out here.

Monthly from 16 February 2023 to 16 May, periods of 28, 31 and 30 days; holders are asked for two
more, of 31 and 30 days, or for another rate or spread, by a vote that ends on 28 March.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sim.units import date_of
from tests.golden.figures import half_up
from tests.runs import play
from tests.scenarios import UNIT_FACE, event, newcomer, order, party, small, trade, tranche
from tests.unit.engine.test_troubles import OF_TRANCHE, refused

PROMISED = "\n[tranche.default]\ngrace_days = 2\nquorum = 50\nadjourned_quorum = 20\n"
DAYS = (28, 31, 30, 31, 30)
DUES = [date(2023, month, 16) for month in range(3, 8)]
LATER = DUES[-1]
COUNTER = newcomer("counter", "calculation agent")


def of(kind: str, more: str, day_count: str = "ACT/365F") -> str:
    told = f'\n[tranche.coupon]\nkind = "{kind}"\nday_count = "{day_count}"\n'
    return told + ("" if kind == "zero" else "frequency = 12\n") + more


FIXED = of("fixed", "rate = 4.05\n")
STEPS = "steps = [{ from = 2023-02-16, rate = 4.05 }, { from = 2023-04-16, rate = 5 }]\n"
STEPPED = of("stepped", STEPS)


def asked(name: str = "idea", closes: date = date(2023, 3, 28), **values: object) -> str:
    """The issuer's proposal, and the vote that carries it."""
    day, record = (date(2023, 3, 22), date(2023, 3, 23)) if name == "idea" else EARLIER
    what = event(
        "propose", day, name=name, by="treasury", matter="amend", record=record, closes=closes,
        **OF_TRANCHE, **values,
    )  # fmt: skip
    return what + event("vote", closes, proposal=name, party="alder", in_favour=True)


#: When another proposal is made, a week before, and whose holders vote on it.
EARLIER = date(2023, 3, 2), date(2023, 3, 3)


#: Holders may have units repaid in April.
PUT = "\n[[tranche.put]]\ndate = 2023-04-16\nnotice = 5\n"


def put(day: date) -> str:
    """Birch elects for all that it has."""
    return event("put", day, party="birch", payment=date(2023, 4, 16), units=30, **OF_TRANCHE)


def played(coupon: str, *tables: str, more: str = "", end: date = date(2023, 7, 20), **terms):
    one = tranche(coupon + more + PROMISED, **{"maturity": DUES[2], **terms})
    return play(small(*tables, COUNTER, tranches=(one,), end=end)).ledgers


def amounts(ledgers, kind: str) -> list[int]:
    rows = [r for r in ledgers["corporate_actions"] if r.event == kind and not r.holder]
    return [row.amount_per_unit for row in rows]


def paid_on(ledgers, kind: str) -> list[date]:
    rows = [r for r in ledgers["corporate_actions"] if r.event == kind and not r.holder]
    return [date_of(row.payment_date) for row in rows]


def interest(days: int, percent: str, part: Fraction | str = "1") -> int:
    return half_up(UNIT_FACE * Fraction(part) * Fraction(percent) * days / 100 / 365)


def coupons(rates: Sequence[str], parts: Sequence[str] = ("1",) * 5) -> list[int]:
    """A unit's interest of each period: at a rate, on a part of face."""
    told = zip(DAYS, rates, parts, strict=False)
    return [interest(days, rate, part) for days, rate, part in told]


def outcomes(ledgers) -> list[str]:
    rows = [r for r in ledgers["corporate_actions"] if r.event in ("CONS", "EXTM")]
    return [f"{row.event} {row.status}" for row in rows if not row.holder]


class TestStepped:
    def test_a_longer_life_at_the_last_step(self):
        ledgers = played(STEPPED, asked(maturity=LATER))
        assert amounts(ledgers, "INTR") == coupons(["4.05", "4.05", "5", "5", "5"])
        assert amounts(ledgers, "REDM") == [UNIT_FACE]
        assert outcomes(ledgers) == ["EXTM ENACTED"]

    def test_another_rate_takes_the_place_of_steps_to_come(self):
        ledgers = played(STEPPED, asked(rate=6))
        assert amounts(ledgers, "INTR") == coupons(["4.05", "4.05", "6"])
        assert outcomes(ledgers) == ["CONS ENACTED"]


def test_a_rate_that_was_voted_stays_when_the_life_is_longer():
    first = asked("first", date(2023, 3, 9), rate=6)
    ledgers = played(FIXED, first, asked(maturity=LATER))
    assert amounts(ledgers, "INTR") == coupons(["4.05", "6", "6", "6", "6"])


def test_as_many_periods_as_may_be_added_are():
    """One month of 120 is over when the vote ends, so 81 more are within the measure."""
    longer = asked(maturity=date(2039, 11, 16))
    end = date(2023, 4, 20)
    ledgers = played(FIXED, longer, maturity=date(2033, 2, 16), end=end)
    assert outcomes(ledgers) == ["EXTM ENACTED"]
    (enacted,) = [row for row in ledgers["transactions"] if row.function == "enact"]
    assert enacted.gas_used < 14_500_000


def test_of_two_votes_the_later_binds():
    """To July, and then to June after all: four periods."""
    first = asked("first", date(2023, 3, 9), maturity=LATER)
    ledgers = played(FIXED, first, asked(maturity=DUES[3]))
    assert amounts(ledgers, "INTR") == coupons(["4.05"] * 4)
    assert paid_on(ledgers, "REDM") == [date(2023, 6, 16)]


class TestInParts:
    LINEAR = '\n[tranche.principal]\nkind = "linear"\n'
    TABLE = """
[tranche.principal]
kind = "table"
factors = [
  { on = 2023-03-16, factor = 0.5 },
  { on = 2023-04-16, factor = 0.2 },
  { on = 2023-05-16, factor = 0 },
]
"""
    LEFT = ("1", "0.5", "0.2", "0.2", "0.2")

    def test_the_last_instalment_moves_to_the_new_maturity(self):
        ledgers = played(FIXED, asked(maturity=LATER), more=self.TABLE)
        assert amounts(ledgers, "PRED") == [UNIT_FACE // 2, UNIT_FACE * 3 // 10]
        assert paid_on(ledgers, "PRED") == [date(2023, 3, 16), date(2023, 4, 17)]
        assert (amounts(ledgers, "REDM"), paid_on(ledgers, "REDM")) == (
            [UNIT_FACE // 5],
            [date(2023, 7, 17)],
        )

    def test_what_is_left_bears_interest_until_then(self):
        ledgers = played(FIXED, asked(maturity=LATER), more=self.TABLE)
        assert amounts(ledgers, "INTR") == coupons(["4.05"] * 5, self.LEFT)

    def test_at_another_rate(self):
        ledgers = played(FIXED, asked(maturity=LATER, rate=6), more=self.TABLE)
        assert amounts(ledgers, "INTR") == coupons(["4.05", "4.05", "6", "6", "6"], self.LEFT)

    def test_a_trade_is_of_what_is_left(self):
        late = trade(date(2023, 6, 1), "alder", "birch", 4)
        ledgers = played(FIXED, asked(maturity=LATER), late, more=self.TABLE)
        (row,) = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
        face = 4 * UNIT_FACE // 5
        # 5 June is 20 days into the period from 16 May.
        assert (row.clean_amount, row.accrued_days) == (face, 20)
        assert row.accrued_amount == half_up(Fraction(face * 405 * 20, 10_000 * 365))

    def test_equal_ones_stay_equal_and_the_last_moves(self):
        ledgers = played(FIXED, asked(maturity=LATER), more=self.LINEAR)
        third = UNIT_FACE // 3
        assert amounts(ledgers, "PRED") == [third + 1, third]
        assert amounts(ledgers, "REDM") == [UNIT_FACE - 2 * third - 1]
        left = ["1", "0.666666660", "0.333333340", "0.333333340", "0.333333340"]
        assert amounts(ledgers, "INTR") == coupons(["4.05"] * 5, left)

    def test_after_a_part_was_called(self):
        """A tenth goes in March; of a bullet the last instalment is what is left."""
        part = "\n[[tranche.partial_call]]\ndate = 2023-03-16\nshare = 10\nnotice = 5\n"
        called = event(
            "call", date(2023, 3, 8), ground="partial", payment=date(2023, 3, 16), **OF_TRANCHE
        )
        ledgers = played(FIXED, called, asked(maturity=LATER), more=part)
        assert amounts(ledgers, "PRED") == [UNIT_FACE // 10]
        assert amounts(ledgers, "REDM") == [UNIT_FACE * 9 // 10]
        assert amounts(ledgers, "INTR") == coupons(["4.05"] * 5, ["1", *["0.9"] * 4])

    def test_before_a_part_is_called(self):
        part = "\n[[tranche.partial_call]]\ndate = 2023-04-16\nshare = 10\nnotice = 5\n"
        called = event(
            "call", date(2023, 4, 3), ground="partial", payment=date(2023, 4, 16), **OF_TRANCHE
        )
        ledgers = played(FIXED, asked(maturity=LATER), called, more=part)
        assert amounts(ledgers, "REDM") == [UNIT_FACE * 9 // 10]
        assert amounts(ledgers, "INTR") == coupons(["4.05"] * 5, ["1", "1", *["0.9"] * 3])


class TestFloating:
    """Fixed two business days before each period, 0.50 above what is published, by month."""

    COUPON = of("floating", 'reference = "HIBOR 1M"\nspread = 0.5\nfixing_days = 2\n')
    VALUES = ("3", "3.25", "3.5", "3.75", "4")

    def published(self, count: int = 5, fallback: str = "initial_rate = 3\n") -> str:
        told = (f"{{ period = {n}, value = {v} }}" for n, v in enumerate(self.VALUES[:count], 1))
        return f"{self.COUPON}{fallback}fixings = [{', '.join(told)}]\n"

    def test_a_longer_life_is_fixed_as_it_was(self):
        ledgers = played(self.published(), asked(maturity=LATER))
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4", "4.25", "4.5"])
        assert outcomes(ledgers) == ["EXTM ENACTED"]

    def test_what_is_not_published_of_it_falls_back(self):
        ledgers = played(self.published(4), asked(maturity=LATER))
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4", "4.25", "4.25"])

    def test_nothing_is_fixed_of_a_life_that_nobody_wants(self):
        refusal = asked(maturity=LATER).replace("in_favour = true", "in_favour = false")
        ledgers = played(self.published(), refusal)
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4"])

    def test_another_spread_in_every_rate_fixed_later(self):
        """Period 3 is fixed on 13 April; period 2 was on 14 March."""
        ledgers = played(self.published(), asked(maturity=LATER, spread=1))
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4.5", "4.75", "5"])

    def test_a_spread_below_nothing(self):
        ledgers = played(self.published(3), asked(spread=Decimal("-1.5")))
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "2"])

    @staticmethod
    def carried_on(day: date) -> tuple[str, str]:
        """A longer life, called shortly before the last record date agreed."""
        terms = {"name": "late", "by": "treasury", "matter": "amend", **OF_TRANCHE}
        dates = {"record": date(2023, 5, 5), "closes": day, "maturity": LATER}
        return (
            event("propose", date(2023, 5, 4), **terms, **dates),
            event("vote", day, proposal="late", party="alder", in_favour=True),
        )

    def test_a_period_whose_day_of_fixing_is_over_is_fixed_when_the_vote_is_carried(self):
        """Period 4 starts on 16 May and is fixed on the 12th: voted at 15:00 of that day."""
        ledgers = played(self.published(), *self.carried_on(date(2023, 5, 12)))
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4", "4.25", "4.5"])

    def test_and_falls_back_when_that_day_is_over(self):
        """15 May is the record date of the last coupon agreed: by then the 12th has passed."""
        ledgers = played(self.published(), *self.carried_on(date(2023, 5, 15)))
        # The last period agreed is not in the amendment, which replaces nothing.
        assert "enact BondTerms_UnknownPeriod" in refused(ledgers)
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4"])

    def test_another_spread_after_a_spread(self):
        first = asked("first", date(2023, 3, 9), spread=2)
        ledgers = played(self.published(), first, asked(maturity=LATER, spread=1))
        assert amounts(ledgers, "INTR") == coupons(["3.5", "5.25", "4.5", "4.75", "5"])

    def test_a_trade_accrues_at_the_new_rate(self):
        late = trade(date(2023, 6, 1), "alder", "birch", 4)
        ledgers = played(self.published(), asked(maturity=LATER, spread=1), late)
        (row,) = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
        assert row.accrued_amount == half_up(Fraction(4 * UNIT_FACE * 475 * 20, 10_000 * 365))


class TestInflation:
    """Five business days before each payment, at least 2 %."""

    COUPON = of("inflation", 'reference = "prices"\nfloor = 2\nfallback = 2\nfixing_days = 5\n')
    FIXINGS = "fixings = [{ period = 1, value = 3 }, { period = 4, value = 2.5 }]\n"

    def test_a_longer_life(self):
        ledgers = played(self.COUPON + self.FIXINGS, asked(maturity=LATER))
        assert amounts(ledgers, "INTR") == coupons(["3", "2", "2", "2.5", "2"])


class TestZero:
    ZERO = of("zero", "")

    def test_a_longer_life_still_redeems_at_par(self):
        ledgers = played(self.ZERO, asked(maturity=LATER), issue_price=99)
        assert amounts(ledgers, "INTR") == []
        assert (amounts(ledgers, "REDM"), paid_on(ledgers, "REDM")) == (
            [UNIT_FACE],
            [date(2023, 7, 17)],
        )
        assert outcomes(ledgers) == ["EXTM ENACTED"]

    def test_or_at_what_is_proposed(self):
        ledgers = played(
            self.ZERO, asked(maturity=LATER, redemption=Decimal("100.75")), issue_price=99
        )
        assert amounts(ledgers, "REDM") == [UNIT_FACE * 10_075 // 10_000]

    def test_a_redemption_that_was_voted_stays_when_the_life_is_longer(self):
        first = asked("first", date(2023, 3, 9), redemption=Decimal("100.5"))
        ledgers = played(self.ZERO, first, asked(maturity=LATER), issue_price=99)
        assert amounts(ledgers, "REDM") == [UNIT_FACE * 1_005 // 1_000]

    def test_a_trade_after_the_maturity_first_agreed(self):
        late = trade(date(2023, 6, 1), "alder", "birch", 4, price=98)
        ledgers = played(self.ZERO, asked(maturity=LATER), late, issue_price=99)
        (row,) = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
        assert (row.status, row.accrued_amount) == ("SETTLED", 0)


class TestOptions:
    """Dates of options stay; what a vote moves is what they shorten."""

    def test_a_call_after_the_vote(self):
        option = "\n[[tranche.call]]\ndate = 2023-04-16\nprice = 101\nnotice = 5\n"
        called = event("call", date(2023, 4, 3), payment=date(2023, 4, 16), **OF_TRANCHE)
        ledgers = played(STEPPED, asked(maturity=LATER), called, more=option)
        assert amounts(ledgers, "MCAL") == [UNIT_FACE * 101 // 100]
        assert amounts(ledgers, "INTR") == coupons(["4.05", "4.05"])

    def test_a_put_after_the_vote(self):
        told = put(date(2023, 4, 3))
        ledgers = played(STEPPED, asked(maturity=LATER), told, more=PUT)
        assert amounts(ledgers, "BPUT") == [UNIT_FACE]
        (last,) = [r for r in ledgers["corporate_actions"] if r.event == "REDM" and not r.holder]
        assert last.units == 70

    def test_a_put_of_what_floats(self):
        told = put(date(2023, 3, 24))
        floating = TestFloating().published()
        ledgers = played(floating, asked(maturity=LATER, spread=1), told, more=PUT)
        assert amounts(ledgers, "BPUT") == [UNIT_FACE]
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4.5", "4.75", "5"])


class TestTaps:
    def test_what_was_added_is_extended_with_the_rest(self):
        tap = "\n[[tranche.tap]]\nfrom = 2023-02-20\nuntil = 2023-03-10\nunits = 20\n"
        opened = event(
            "tap", date(2023, 3, 1), units=20, price=100, yield_=Decimal("4.05"),
            priced=date(2023, 3, 2), settles=date(2023, 3, 6), **OF_TRANCHE,
        )  # fmt: skip
        opened += '\n[[event.order]]\ninvestor = "dora"\nunits = 20\n'
        ledgers = played(
            STEPPED,
            party("dora"),
            *(order(name, units) for name, units in (("alder", 50), ("birch", 50))),
            opened,
            asked(maturity=LATER),
            more=tap,
        )
        (last,) = [r for r in ledgers["corporate_actions"] if r.event == "REDM" and not r.holder]
        assert (last.units, last.amount_per_unit) == (120, UNIT_FACE)


class TestTroubles:
    """In the life that was added: June's coupon is missed, and everything due on the 22nd."""

    TRUSTEE = newcomer("trustee-co", "trustee")
    DUE = date(2023, 6, 16)
    STORY = (
        TRUSTEE,
        event("miss", DUE, **OF_TRANCHE),
        event("declare_default", date(2023, 6, 21), by="alder", **OF_TRANCHE),
        event("accelerate", date(2023, 6, 23), **OF_TRANCHE),
    )
    RELIEF = (
        event("cure", date(2023, 6, 27), **OF_TRANCHE),
        event("rescind", date(2023, 6, 28), **OF_TRANCHE),
    )

    @staticmethod
    def claimed(ledgers) -> int:
        (row,) = [row for row in ledgers["corporate_actions"] if row.event == "ACCL"]
        return row.amount_per_unit

    def test_a_claim_is_of_what_floats_at_the_new_spread(self):
        asked_for = asked(maturity=LATER, spread=1)
        ledgers = played(TestFloating().published(), asked_for, *self.STORY)
        assert self.claimed(ledgers) == UNIT_FACE + interest(7, "5")

    def test_and_of_what_is_left_of_face(self):
        ledgers = played(FIXED, asked(maturity=LATER), *self.STORY, more=TestInParts.TABLE)
        assert self.claimed(ledgers) == UNIT_FACE // 5 + interest(7, "4.05", "0.2")

    def test_is_at_par_whatever_redemption_was_voted(self):
        dear = asked(maturity=LATER, redemption=110)
        ledgers = played(STEPPED, dear, *self.STORY)
        assert self.claimed(ledgers) == UNIT_FACE + interest(7, "5")

    def test_rescinded_the_new_terms_are_back(self):
        dear = asked(maturity=LATER, redemption=110, spread=1)
        ledgers = played(TestFloating().published(), dear, *self.STORY, *self.RELIEF)
        assert refused(ledgers) == []
        assert amounts(ledgers, "INTR") == coupons(["3.5", "3.75", "4.5", "4.75", "5"])
        assert amounts(ledgers, "REDM") == [UNIT_FACE * 11 // 10]
