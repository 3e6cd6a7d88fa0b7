"""Day counts against published examples; what each file is, README.md says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from sim.schedule import CouponDates, year_fraction
from sim.schedule.rolls import shift_months

HERE = Path(__file__).parent
ACTUAL = json.loads((HERE / "daycount_actact.json").read_text(encoding="utf8"))["cases"]
THIRTY = json.loads((HERE / "daycount_30360.json").read_text(encoding="utf8"))["cases"]
WORDS = {
    "30/360 BondBasis": "30/360",
    "30E/360": "30E/360",
    "30E/360 ISDA": "30E/360 ISDA",
    "30/360 USA": "30/360 US",
    "ActActISDA": "ACT/ACT ISDA",
    "ActActISMA": "ACT/ACT ICMA",
    "ActActAFB": "ACT/ACT AFB",
}
# On which day the bond of each row ends: of 33 rows the first 6, the next 12, the last 15.
ENDS = [date(2009, 8, 20)] * 6 + [date(2012, 2, 29)] * 12 + [date(2008, 2, 29)] * 15
ISDA_ROWS = [case for case in THIRTY if case["convention"] == "30E/360 ISDA"]
OTHER_ROWS = [case for case in THIRTY if case["convention"] != "30E/360 ISDA"]


def told(case: dict) -> str:
    return f"{case['convention']} {case['start']} {case['end']}"


def days(case: dict, termination: date | None = None) -> int:
    start, end = date.fromisoformat(case["start"]), date.fromisoformat(case["end"])
    found = year_fraction(WORDS[case["convention"]], start, end, termination=termination)
    assert (found.num, found.den) == (found.days, 360)
    return found.days


def test_every_convention_is_there() -> None:
    assert {case["convention"] for case in ACTUAL + THIRTY} == set(WORDS)
    assert (len(ACTUAL), len(THIRTY), len(ISDA_ROWS)) == (21, 120, len(ENDS))


@pytest.mark.parametrize("case", OTHER_ROWS, ids=told)
def test_thirty_360(case: dict) -> None:
    assert days(case) == case["days"]


@pytest.mark.parametrize(("case", "ends"), zip(ISDA_ROWS, ENDS, strict=True))
def test_thirty_e_360_isda(case: dict, ends: date) -> None:
    assert days(case, ends) == case["days"]


@pytest.mark.parametrize("case", ACTUAL, ids=told)
def test_actual_actual(case: dict) -> None:
    start, end = date.fromisoformat(case["start"]), date.fromisoformat(case["end"])
    found = year_fraction(WORDS[case["convention"]], start, end, coupons=coupons(case))
    assert found.days == (end - start).days
    # The published figures have 10 to 12 decimals.
    assert found.num / found.den == pytest.approx(case["yearFraction"], abs=1e-10)


def coupons(case: dict) -> CouponDates | None:
    """The row's reference period, and regular ones before it as far as the row starts."""
    if case["refStart"] is None:
        return None
    first, last = date.fromisoformat(case["refStart"]), date.fromisoformat(case["refEnd"])
    months = (last.year - first.year) * 12 + last.month - first.month
    dates = [first, last]
    while dates[0] > date.fromisoformat(case["start"]):
        dates.insert(0, shift_months(last, -months * len(dates)))
    return CouponDates(tuple(dates), 12 // months)
