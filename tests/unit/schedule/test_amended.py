"""Schedules under new terms, apart from any run: what stays, what moves, what cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sim.model import Propose
from sim.schedule import TrancheSchedule, plan
from sim.schedule.amended import amended, lengthened
from sim.units import Rate
from tests.scenarios import FIXED, FLOATING, newcomer, small, tranche

MAY, JULY = date(2023, 5, 16), date(2023, 7, 16)
FIXINGS = ", ".join(f"{{ period = {period}, value = 3 }}" for period in (1, 2, 3))
PUBLISHED = FLOATING + f"fixings = [{FIXINGS}]\n"


def made(coupon: str = FIXED, maturity: date = MAY, **terms: object) -> TrancheSchedule:
    one = tranche(coupon, maturity=maturity, **terms)
    scenario = small(
        newcomer("counter", "calculation agent"), tranches=(one,), end=date(2023, 7, 20)
    )
    return plan(scenario).tranches["HKD"]


def proposed(closes: date = date(2023, 3, 10), **changes: object) -> Propose:
    told = {"date": date(2023, 3, 1), "tranche": "HKD", "name": "new", "by": "treasury"}
    voted = {"kind": "propose", "matter": "amend", "record": date(2023, 3, 3), "closes": closes}
    return Propose.model_validate({**told, **voted, **changes})


def rates(schedule: TrancheSchedule) -> list[Rate | None]:
    return [one.rate.rate for one in schedule.agreed]


def told(schedule: TrancheSchedule) -> tuple[object, ...]:
    """All of it but the calendars."""
    return schedule.facts, schedule.terms, schedule.agreed, schedule.flows, schedule.exercises


class TestLengthened:
    def test_keeps_what_is_agreed_and_adds_to_it(self):
        old = made()
        new = lengthened(old, JULY)
        assert new.agreed[:2] == old.agreed[:2]
        assert [one.period.due.month for one in new.agreed] == [3, 4, 5, 6, 7]
        assert [one.is_last for one in new.agreed] == [False] * 4 + [True]
        assert new.facts.maturity == JULY

    def test_to_the_same_maturity_changes_nothing(self):
        old = made()
        assert told(lengthened(old, MAY)) == told(old)

    def test_and_shortened_again_is_as_before(self):
        old = made()
        assert told(lengthened(lengthened(old, JULY), MAY)) == told(old)

    def test_keeps_what_was_added_and_repaid(self):
        old = made().enlarged(20).partly_repaid(1, 100_000_000)
        new = lengthened(old, JULY)
        assert new.terms.units == 120
        assert [one.factor_after for one in new.agreed] == [900_000_000] * 4 + [0]

    def test_fails_between_coupon_dates(self):
        with pytest.raises(ValueError, match="regular dates"):
            lengthened(made(), date(2023, 7, 10))

    def test_fails_where_periods_agreed_would_move(self):
        odd = made(FIXED + 'stub = "short first"\n', maturity=date(2023, 4, 10))
        with pytest.raises(ValueError, match="2023-05-20 would move periods of HKD"):
            lengthened(odd, date(2023, 5, 20))

    def test_goes_on_past_the_last_coupon_agreed(self):
        odd = made(FIXED + "last_coupon = 2023-04-16\n", maturity=date(2023, 4, 30))
        new = lengthened(odd, JULY)
        assert [one.period.due.month for one in new.agreed] == [3, 4, 5, 6, 7]
        assert {one.period.stub for one in new.agreed} == {"none"}
        assert told(lengthened(new, JULY)) == told(new)


class TestAmended:
    def test_a_rate_from_the_first_period_that_starts_when_voting_is_over(self):
        starts = date(2023, 3, 16)
        six = 60_000_000
        assert rates(amended(made(), proposed(starts, rate=6))) == [40_500_000, six, six]
        later = proposed(date(2023, 3, 17), rate=6)
        assert rates(amended(made(), later)) == [40_500_000, 40_500_000, six]

    def test_an_adjourned_vote_ends_later(self):
        again = proposed(adjourned=date(2023, 4, 3), rate=6)
        assert rates(amended(made(), again)) == [40_500_000, 40_500_000, 60_000_000]

    @pytest.mark.parametrize(
        ("closes", "second"),
        [(date(2023, 3, 13), 40_000_000), (date(2023, 3, 14), 35_000_000)],
    )
    def test_a_spread_in_rates_fixed_after_the_day_on_which_voting_ends(self, closes, second):
        """Period 2 is fixed on 14 March, in the morning; votes are counted in the afternoon."""
        new = amended(made(PUBLISHED), proposed(closes, spread=1))
        assert rates(new) == [35_000_000, second, 40_000_000]

    def test_a_spread_in_rates_that_are_not_known_yet(self):
        unknown = made(PUBLISHED).before_fixings(1)
        new = amended(unknown, proposed(date(2023, 3, 20), spread=1)).before_fixings(1)
        assert rates(new) == [35_000_000, None, None]
        coupon = new.facts.coupon
        assert coupon.kind == "floating"
        assert coupon.spread == 1

    def test_a_redemption_of_the_last_payment_only(self):
        new = amended(made(), proposed(redemption=Decimal("101.5"), maturity=JULY))
        (last,) = [flow for flow in new.flows if flow.event == "REDM"]
        assert (last.number, last.per_unit_num) == (5, 500_000_00 * 1_015 // 1_000)
