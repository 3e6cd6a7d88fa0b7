from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from sim.ledger.days import BusinessDays, CivilDays, fail_days
from sim.schedule import calendar
from sim.units import date_text

HONG_KONG = ZoneInfo("Asia/Hong_Kong")


def test_civil_day_is_the_zones_not_utc(told) -> None:
    days = CivilDays(HONG_KONG)
    assert date_text(days[told.at("2023-08-15 00:30")]) == "2023-08-15"
    assert date_text(days[told.at("2023-08-15 23:30")]) == "2023-08-15"


@pytest.mark.parametrize(
    ("moment", "booked"),
    [
        ("2023-08-15 17:59", "2023-08-15"),
        ("2023-08-15 18:00", "2023-08-16"),  # record time itself is the next day's
        ("2023-08-18 19:00", "2023-08-21"),  # Friday evening: Monday
        ("2023-08-19 10:00", "2023-08-21"),  # Saturday: Monday
        ("2023-04-06 18:30", "2023-04-11"),  # eve of Good Friday: after Easter Monday
        ("2023-12-29 20:00", "2023-12-29"),  # nothing is stated after the last day
    ],
)
def test_business_day_that_books_an_instant(told, moment: str, booked: str) -> None:
    last = told.day("2023-12-29")
    days = BusinessDays(HONG_KONG, time(18), calendar(["HK"]), last)
    assert date_text(days[told.at(moment)]) == booked


@pytest.mark.parametrize(
    ("intended", "ended", "count"),
    [
        ("2023-09-28", "2023-09-28", 0),
        ("2023-09-28", "2023-10-03", 2),  # 29 September, 3 October; the 2nd is a holiday
        ("2023-09-29", "2023-09-28", 0),
        ("2024-02-08", "2024-02-14", 2),  # over the Lunar New Year
    ],
)
def test_fail_days_are_business_days(told, intended: str, ended: str, count: int) -> None:
    assert fail_days(calendar(["HK"]), told.day(intended), told.day(ended)) == count
