from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
import QuantLib

from sim.schedule import DAY_COUNTS, CouponDates, year_fraction
from sim.schedule.rolls import shift_months

PERIODS = 10_000
THEIRS = {
    "ACT/365F": QuantLib.Actual365Fixed(),
    "ACT/360": QuantLib.Actual360(),
    "ACT/ACT ISDA": QuantLib.ActualActual(QuantLib.ActualActual.ISDA),
    "ACT/ACT AFB": QuantLib.ActualActual(QuantLib.ActualActual.AFB),
    "30/360": QuantLib.Thirty360(QuantLib.Thirty360.BondBasis),
    "30E/360": QuantLib.Thirty360(QuantLib.Thirty360.EurobondBasis),
    "30/360 US": QuantLib.Thirty360(QuantLib.Thirty360.USA),
}
ICMA = QuantLib.ActualActual(QuantLib.ActualActual.ISMA)


def iso(*texts: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(text) for text in texts)


def periods(seed: str, longest: int = 4000) -> Iterator[tuple[date, date]]:
    """Random periods; every third starts, and every fifth ends, at or next to a month's end."""
    draw = Random(seed)
    for n in range(PERIODS):
        start = date(1990, 1, 1) + timedelta(draw.randrange(25_000))
        end = start + timedelta(draw.randrange(longest))
        if n % 3 == 0:
            start = start.replace(day=1) - timedelta(draw.randrange(3))
        if n % 5 == 0:
            end = end.replace(day=1) - timedelta(draw.randrange(3))
        yield min(start, end), max(start, end)


@pytest.mark.parametrize("convention", THEIRS)
def test_agrees_with_quantlib(convention: str) -> None:
    theirs, dated = THEIRS[convention], QuantLib.Date.from_date
    for start, end in periods(convention):
        ours = year_fraction(convention, start, end)
        expected = theirs.yearFraction(dated(start), dated(end))
        assert ours.num / ours.den == pytest.approx(expected, abs=1e-12), (start, end)
        assert ours.days == theirs.dayCount(dated(start), dated(end)), (start, end)


@pytest.mark.parametrize("reached", [True, False])
def test_30e_360_isda_agrees_with_quantlib(reached: bool) -> None:
    dated = QuantLib.Date.from_date
    for start, end in periods(f"30E/360 ISDA {reached}"):
        ends = end if reached else end + timedelta(1)
        theirs = QuantLib.Thirty360(QuantLib.Thirty360.ISDA, dated(ends))
        ours = year_fraction("30E/360 ISDA", start, end, termination=ends)
        # Where a bond is said to end on the day it starts, QuantLib counts a negative period.
        expected = 0 if start == end else theirs.dayCount(dated(start), dated(end))
        assert ours == (expected, expected, 360), (start, end)


def test_icma_within_a_period_agrees_with_quantlib() -> None:
    draw, dated = Random("ICMA"), QuantLib.Date.from_date
    for anchor, _ in periods("ICMA anchors"):
        frequency = draw.choice([1, 2, 4, 12])
        last = shift_months(anchor, 12 // frequency)
        span = (last - anchor).days
        start = anchor + timedelta(draw.randrange(span))
        end = start + timedelta(draw.randrange((last - start).days + 1))
        ours = year_fraction(
            "ACT/ACT ICMA", start, end, coupons=CouponDates((anchor, last), frequency)
        )
        expected = ICMA.yearFraction(dated(start), dated(end), dated(anchor), dated(last))
        assert ours == ((end - start).days, (end - start).days, span * frequency)
        assert ours.num / ours.den == pytest.approx(expected, abs=1e-12), (start, end)


def test_icma_long_first_stub_agrees_with_quantlib() -> None:
    """On days up to the 28th: for later ones QuantLib steps from a date already cut short."""
    draw, dated = Random("ICMA stubs"), QuantLib.Date.from_date
    for first, _ in periods("ICMA stubs"):
        first, frequency = first.replace(day=min(first.day, 28)), draw.choice([1, 2, 4, 12])
        months = 12 // frequency
        notional = [shift_months(first, -months * n) for n in (2, 1, 0)]
        issued = notional[0] + timedelta(draw.randrange((first - notional[0]).days))
        schedule = QuantLib.Schedule(
            dated(issued), dated(shift_months(first, 5 * months)),
            QuantLib.Period(months, QuantLib.Months), QuantLib.NullCalendar(),
            QuantLib.Unadjusted, QuantLib.Unadjusted, QuantLib.DateGeneration.Backward, False,
            dated(first),
        )  # fmt: skip
        counter = QuantLib.ActualActual(QuantLib.ActualActual.ISMA, schedule)
        ours = year_fraction(
            "ACT/ACT ICMA", issued, first, coupons=CouponDates(tuple(notional), frequency)
        )
        expected = counter.yearFraction(dated(issued), dated(first))
        assert ours.num / ours.den == pytest.approx(expected, abs=1e-12), (issued, first, frequency)


def test_every_convention_is_compared() -> None:
    assert set(DAY_COUNTS) == {*THEIRS, "ACT/ACT ICMA", "30E/360 ISDA"}


@pytest.mark.parametrize(
    ("convention", "start", "end", "pair"),
    [
        # Pairs as the convention forms them, not in lowest terms.
        ("ACT/365F", "2023-01-01", "2024-01-01", (365, 365, 365)),
        ("ACT/360", "2023-01-01", "2023-07-01", (181, 181, 360)),
        ("30/360", "2023-01-15", "2023-07-15", (180, 180, 360)),
        # 2003-11-01 to 2004-05-01: 61 days of 2003 and 121 of the leap year 2004.
        ("ACT/ACT ISDA", "2003-11-01", "2004-05-01", (182, 61 * 366 + 121 * 365, 365 * 366)),
        ("ACT/ACT ISDA", "2004-02-01", "2004-05-01", (90, 90, 366)),
        ("ACT/ACT ISDA", "2004-02-01", "2005-01-01", (335, 335, 366)),
        ("ACT/ACT ISDA", "2005-02-01", "2005-05-01", (89, 89, 365)),
        ("ACT/ACT ISDA", "2004-02-01", "2004-02-01", (0, 0, 365)),
    ],
)
def test_pairs(convention: str, start: str, end: str, pair: tuple[int, int, int]) -> None:
    assert year_fraction(convention, *iso(start, end)) == pair


def test_icma_pairs() -> None:
    """FACTS 1.7: 125 of the 365 days to 2026-11-11, yearly; and an odd period over two."""
    year = CouponDates(iso("2025-11-11", "2026-11-11"), 1)
    accrued = year_fraction("ACT/ACT ICMA", *iso("2025-11-11", "2026-03-16"), coupons=year)
    assert accrued == (125, 125, 365)
    halves = CouponDates(iso("2002-07-15", "2003-01-15", "2003-07-15"), 2)
    # ISDA memorandum of 1998: 153 of 184 days, and 181 of 181, half a year each.
    long = year_fraction("ACT/ACT ICMA", *iso("2002-08-15", "2003-07-15"), coupons=halves)
    assert long == (334, 153 * 181 + 184 * 181, 184 * 181 * 2)
    # Notional periods of the odd period that it does not touch leave no trace in the pair.
    short = year_fraction("ACT/ACT ICMA", *iso("2003-01-15", "2003-07-15"), coupons=halves)
    assert short == (181, 181, 362)
    nothing = year_fraction("ACT/ACT ICMA", *iso("2003-01-15", "2003-01-15"), coupons=halves)
    assert (nothing.days, nothing.num) == (0, 0)


def test_icma_is_refused_without_its_dates() -> None:
    start, end = iso("2025-11-11", "2026-03-16")
    with pytest.raises(ValueError, match="needs the coupon dates"):
        year_fraction("ACT/ACT ICMA", start, end)
    for dates in (
        iso("2025-11-11"),
        iso("2025-11-12", "2026-11-11"),
        iso("2025-11-11", "2026-03-15"),
    ):
        with pytest.raises(ValueError, match="do not cover 2025-11-11 to 2026-03-16"):
            year_fraction("ACT/ACT ICMA", start, end, coupons=CouponDates(dates, 1))
    backwards = CouponDates(iso("2025-11-11", "2025-11-11", "2026-11-11"), 1)
    with pytest.raises(ValueError, match="not in order"):
        year_fraction("ACT/ACT ICMA", start, end, coupons=backwards)


def test_an_unknown_convention_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        year_fraction("ACT/364", *iso("2025-11-11", "2026-03-16"))


def test_the_last_day_there_is() -> None:
    start, end = iso("9998-12-31", "9999-12-31")
    assert year_fraction("ACT/ACT ISDA", start, end).num == 365
