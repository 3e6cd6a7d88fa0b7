from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sim.schedule import Phase, instant, local_date, local_instant, zone
from sim.units import instant_text

HONG_KONG = zone("Asia/Hong_Kong")


@pytest.mark.parametrize(
    ("phase", "expected"),
    [  # DESIGN section 5, "The day"; Hong Kong is eight hours ahead of UTC.
        (Phase.REGISTER, "2023-08-16T00:00:00Z"),
        (Phase.SETTLEMENT, "2023-08-16T00:30:00Z"),
        (Phase.NOTICES, "2023-08-16T01:00:00Z"),
        (Phase.FUNDING, "2023-08-16T02:00:00Z"),
        (Phase.PAYMENTS, "2023-08-16T03:00:00Z"),
        (Phase.RETRY, "2023-08-16T03:30:00Z"),
        (Phase.LATE_RETRY, "2023-08-16T07:00:00Z"),
        (Phase.CUT_OFF, "2023-08-16T09:30:00Z"),
        (Phase.CLOSE, "2023-08-16T10:00:00Z"),
    ],
)
def test_the_phases_of_a_day(phase: Phase, expected: str) -> None:
    assert instant_text(instant(date(2023, 8, 16), phase, HONG_KONG)) == expected


def test_phases_come_in_the_order_of_the_day() -> None:
    times = [phase.value for phase in Phase]
    assert times == sorted(set(times))


def test_a_local_date_is_not_the_date_in_utc() -> None:
    late = local_instant(datetime(2023, 8, 16, 7, 59), HONG_KONG)
    assert instant_text(late) == "2023-08-15T23:59:00Z"
    assert local_date(late, HONG_KONG) == date(2023, 8, 16)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    # New York put its clocks back at 02:00 on 2023-11-05.
    twice = local_instant(datetime(2023, 11, 5, 1, 30), zone("America/New_York"))
    assert instant_text(twice) == "2023-11-05T05:30:00Z"


def test_a_time_with_a_zone_is_not_local() -> None:
    with pytest.raises(ValueError, match="carries a time zone already"):
        local_instant(datetime(2023, 8, 16, tzinfo=UTC), HONG_KONG)
