"""Taps and parts in the schedule: what follows from them, and what calendars do not allow.

The small deal for three months: coupons on 16 March, 17 April (for Sunday 16) and 16 May 2023.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sim.errors import ScenarioError
from sim.schedule import OptionTerms, options_of, plan
from tests.options import bid, choice, may_tap, tap
from tests.scenarios import UNIT_FACE, event, newcomer, small, trade, tranche

ISSUED, MARCH = date(2023, 2, 16), date(2023, 3, 16)
APRIL, MAY = date(2023, 4, 16), date(2023, 5, 16)
WHOLE = 1_000_000_000


def scenario(*tables: str, events: tuple[str, ...] = (), **terms: object):
    bond = tranche(maturity=MAY, **terms) + "".join(tables)
    return small(*events, tranches=(bond,), end=date(2023, 5, 17))


def made(*tables: str, **terms: object):
    return plan(scenario(*tables, **terms)).tranches["HKD"]


def refused(*tables: str, events: tuple[str, ...] = (), **terms: object) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        plan(scenario(*tables, events=events, **terms))
    return [f"{found.key}: {found.problem}; {found.instead}" for found in caught.value.findings]


def part(day: date = MARCH, share: object = 25, **values: object) -> str:
    return choice("partial_call", date=day, share=share, **values)


class TestOptions:
    def test_a_part_goes_with_its_payment(self):
        (option,) = options_of(made(part(APRIL, Decimal("12.5"))))
        assert option == OptionTerms(
            kind="PART",
            period=2,
            due=APRIL,
            opens=ISSUED,
            closes=date(2023, 4, 6),
            price=0,
            factor=125_000_000,
        )

    def test_a_tap_has_its_window_and_comes_last(self):
        options = options_of(made(may_tap(), choice("tax_call"), part()))
        assert [one.kind for one in options] == ["PART", "TAX_CALL", "TAX_CALL", "TAP"]
        last = options[-1]
        assert (last.opens, last.closes, last.units) == (date(2023, 3, 1), date(2023, 3, 31), 50)
        assert (last.period, last.price) == (1, 0)


class TestPartlyRepaid:
    def test_lowers_what_is_left_and_adds_a_flow(self):
        before = made()
        after = before.partly_repaid(2, WHOLE // 4)
        factors = [(one.factor_before, one.factor_after) for one in after.agreed]
        three = WHOLE * 3 // 4
        assert factors == [(WHOLE, WHOLE), (WHOLE, three), (three, 0)]
        told = [(flow.event, flow.number) for flow in after.flows]
        assert told == [("INTR", 1), ("INTR", 2), ("PRED", 2), ("INTR", 3), ("REDM", 3)]
        assert after.flows[2].per_unit_num == UNIT_FACE // 4
        assert after.flows[-1].per_unit_num == UNIT_FACE * 3 // 4

    def test_trades_are_of_what_is_left_from_the_day_after_the_record_date(self):
        after = made().partly_repaid(1, WHOLE // 4)
        faces = [after.trade(4, 100_000_000, date(2023, 3, day)).face for day in (15, 16)]
        assert faces == [4 * UNIT_FACE, 3 * UNIT_FACE]


class TestEnlarged:
    def test_owes_on_more_units(self):
        after = made().enlarged(20)
        assert after.terms.units == 120
        assert after.flows[-1].total == 120 * UNIT_FACE


class TestRunning:
    @pytest.mark.parametrize(
        ("day", "number"), [(ISSUED, 1), (date(2023, 3, 15), 1), (MARCH, 2), (date(2023, 5, 15), 3)]
    )
    def test_period_of_a_day(self, day, number):
        assert made().running(day).period.number == number

    @pytest.mark.parametrize("day", [date(2023, 2, 15), MAY])
    def test_none_outside_the_life(self, day):
        assert made().running(day) is None

    def test_what_has_accrued_until_then(self):
        assert made().accrued_until(date(2023, 3, 23)) == (7, 7, 365)


class TestRefused:
    def test_parts_that_leave_nothing(self):
        assert refused(part(MARCH, 60), part(APRIL, 40)) == [
            "tranche.HKD.partial_call.2.share: all parts up to this one leave nothing for the last "
            "payment; write a smaller share, or leave it out"
        ]

    def test_a_part_of_more_than_the_last_instalment(self):
        linear = '\n[tranche.principal]\nkind = "linear"\n'
        (said,) = refused(linear, part(MARCH, 34))
        assert said.startswith("tranche.HKD.partial_call.1.share: all parts up to this one")

    def test_a_part_that_is_no_cents_of_a_unit(self):
        assert refused(part(share=Decimal("33.333333"))) == [
            "tranche.HKD.partial_call.1.share: 33.333333 per cent of a unit is no amount of HKD; "
            "write a share that is whole cents of a unit"
        ]

    def test_but_not_where_holdings_are_rounded(self):
        plan(scenario(part(share=Decimal("33.333333")), rounding_basis="holding"))

    def test_a_part_without_interest(self):
        (said,) = refused(part(date(2023, 3, 17)))
        assert said.startswith("tranche.HKD.partial_call.1.date: no interest is due on 2023-03-17")

    def test_a_notice_too_late(self):
        notice = event("call", date(2023, 3, 10), tranche="HKD", payment=MARCH, ground="partial")
        assert refused(part(), events=(notice,)) == [
            "event.1.date: 2023-03-10 is no day for notice of the payment of 2023-03-16; "
            "write a date from 2023-02-16 to 2023-03-09"
        ]

    def test_a_trade_that_cannot_know_its_face(self):
        notice = event("call", date(2023, 3, 9), tranche="HKD", payment=MARCH, ground="partial")
        late = trade(date(2023, 3, 8), "alder", "birch", 4, settlement_days=6)
        assert refused(part(), events=(notice, late)) == [
            "event.2.settlement_days: due on 2023-03-16, after the record date of a redemption in "
            "part, 2023-03-15, of which notice comes on 2023-03-09; "
            "trade on 2023-03-09 or later, or settle by 2023-03-15"
        ]

    @pytest.mark.parametrize(
        ("dates", "said"),
        [
            (
                {"priced": date(2023, 3, 26), "settles": date(2023, 3, 28)},
                "event.1.priced: 2023-03-26 (Sunday) is not a business day in Hong Kong; "
                "write 2023-03-24 or 2023-03-27",
            ),
            (
                {"settles": date(2023, 4, 7)},
                "event.1.settles: 2023-04-07 (Friday) is not a business day in Hong Kong; "
                "write 2023-04-06 or 2023-04-11",
            ),
            (
                {"settles": MAY},
                "event.1.settles: 2023-05-16 is in no interest period; "
                "write a date from 2023-02-16 to 2023-05-15",
            ),
        ],
        ids=["priced on a Sunday", "settled on a holiday", "settled at maturity"],
    )
    def test_days_of_a_tap(self, dates, said):
        assert refused(may_tap(), events=(tap(**dates),)) == [said]

    def test_a_tap_without_its_coupon(self):
        """Three business days lie between record date and payment."""
        late = tap(date(2023, 3, 3), priced=date(2023, 3, 10), settles=date(2023, 3, 14))
        assert refused(may_tap(), events=(late,), record_days=3) == [
            "event.1.settles: 2023-03-14 is after the record date, 2023-03-13: no coupon comes "
            "with it; write 2023-03-13 or earlier, or 2023-03-16 or later"
        ]

    def test_a_tap_of_a_rate_not_fixed_yet(self):
        coupon = """
[tranche.coupon]
kind = "floating"
reference = "HIBOR 1M"
fixing_days = 2
fallback = 3
frequency = 12
day_count = "ACT/365F"
"""
        early = tap(date(2023, 3, 10), bid("cedar", 20), priced=date(2023, 3, 13))
        bond = tranche(coupon, maturity=MAY) + may_tap()
        agent = newcomer("fixer", "calculation agent")
        with pytest.raises(ScenarioError) as caught:
            plan(small(agent, early, tranches=(bond,), end=date(2023, 5, 17)))
        assert [(found.key, found.instead) for found in caught.value.findings] == [
            ("event.1.settles", "price it on 2023-03-14 or later")
        ]
