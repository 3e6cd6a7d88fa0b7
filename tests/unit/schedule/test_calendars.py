from __future__ import annotations

from datetime import date, timedelta

import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from sim.schedule import adjust, calendar

HK = calendar(["HK"])
DAYS = st.dates(date(2015, 1, 1), date(2090, 12, 31))
COUNTS = st.integers(-30, 30)


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("HK", QuantLib.HongKong()),
        ("NY", QuantLib.UnitedStates(QuantLib.UnitedStates.FederalReserve)),
        ("T2", QuantLib.TARGET()),
    ],
)
def test_equal_to_quantlib_from_2023_to_2026(name: str, published: QuantLib.Calendar) -> None:
    ours = calendar([name])
    days = [date(2023, 1, 1) + timedelta(n) for n in range(4 * 365 + 1)]
    theirs = [d for d in days if published.isBusinessDay(QuantLib.Date(d.day, d.month, d.year))]
    assert [day for day in days if ours.is_open(day)] == theirs
    assert days[-1] == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("traded", "settles"),
    [  # DESIGN section 5.
        ("2023-04-04", "2023-04-11"),
        ("2023-04-06", "2023-04-12"),
        ("2023-09-28", "2023-10-03"),
        ("2023-12-21", "2023-12-27"),
        ("2024-02-08", "2024-02-14"),
        ("2024-02-09", "2024-02-15"),
    ],
)
def test_t_plus_2_in_hong_kong(traded: str, settles: str) -> None:
    assert HK.add(date.fromisoformat(traded), 2) == date.fromisoformat(settles)


@pytest.mark.parametrize("typhoon", ["2023-07-17", "2023-09-01", "2023-09-08", "2024-09-06"])
def test_past_typhoons_close_nothing_unless_the_scenario_says_so(typhoon: str) -> None:
    day = date.fromisoformat(typhoon)
    assert HK.is_open(day)
    assert not calendar(["HK"], [day]).is_open(day)
    assert not calendar(["NY", "HK"], [day]).is_open(day)


def test_a_closure_of_hong_kong_does_not_close_new_york() -> None:
    assert calendar(["NY"], [date(2023, 9, 1)]).is_open(date(2023, 9, 1))


def test_the_issue_day_of_2025_was_a_holiday_in_new_york_alone() -> None:
    # FACTS 1.4: 2025-11-11.
    day = date(2025, 11, 11)
    assert HK.is_open(day)
    assert not calendar(["HK", "NY"]).is_open(day)


def test_easter_is_closed_in_hong_kong() -> None:
    assert not any(HK.is_open(date(2023, 4, day)) for day in (5, 7, 10))


def test_an_unknown_centre_is_refused() -> None:
    with pytest.raises(KeyError):
        calendar(["LON"])


@given(DAYS, COUNTS)
def test_adding_ends_on_an_open_day(day: date, count: int) -> None:
    assert HK.is_open(HK.add(day, count))


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_adding_twice_is_adding_once(day: date, a: int, b: int) -> None:
    start = HK.following(day)
    assert HK.add(HK.add(start, a), b) == HK.add(start, a + b)


@given(DAYS, COUNTS)
def test_adding_can_be_undone(day: date, count: int) -> None:
    start = HK.following(day)
    assert HK.add(HK.add(start, count), -count) == start


@given(DAYS, st.integers(1, 30))
def test_counting_reverses_adding(day: date, count: int) -> None:
    assert HK.count(day, HK.add(day, count)) == count


@given(DAYS)
def test_following_and_preceding_meet_only_on_open_days(day: date) -> None:
    assert HK.preceding(day) <= day <= HK.following(day)
    assert (HK.preceding(day) == HK.following(day)) == HK.is_open(day)


@given(DAYS)
def test_modified_rules_stay_in_the_month(day: date) -> None:
    for rule in ("modified_following", "modified_preceding"):
        moved = adjust(day, rule, HK)
        assert (moved.year, moved.month) == (day.year, day.month)
        assert HK.is_open(moved)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("following", "2026-02-09"),
        ("modified_following", "2026-02-09"),
        ("preceding", "2026-02-06"),
        ("modified_preceding", "2026-02-06"),
        ("none", "2026-02-07"),
    ],
)
def test_the_maturity_of_2026_falls_on_a_saturday(rule: str, expected: str) -> None:
    # FACTS 1.3: rolls to Monday 9 February under Following.
    assert adjust(date(2026, 2, 7), rule, HK) == date.fromisoformat(expected)


def test_modified_following_turns_back_at_the_end_of_a_month() -> None:
    # 2023-09-30 is a Saturday and 2 October a holiday.
    assert adjust(date(2023, 9, 30), "following", HK) == date(2023, 10, 3)
    assert adjust(date(2023, 9, 30), "modified_following", HK) == date(2023, 9, 29)
    # 2023-04-01 is a Saturday.
    assert adjust(date(2023, 4, 1), "modified_preceding", HK) == date(2023, 4, 3)
