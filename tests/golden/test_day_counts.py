"""A coupon by every day count, from scenario to books.

Expected amounts are worked by hand from the 2006 ISDA Definitions, section 4.16, and ICMA rule 251:
HKD 500,000 a unit at 4.05 % is HKD 20,250 a year, paid in two halves, from Thursday 31 August 2023
over 29 February to 31 August 2024, of 182 and 184 days.
"""

from __future__ import annotations

from datetime import date

import pytest

from sim.run import run
from tests.runs import ENGINE
from tests.scenarios import small, tranche

EXPECTED = {
    "ACT/365F": [(182, 182, 365, 10_097_26), (184, 184, 365, 10_208_22)],
    "ACT/360": [(182, 182, 360, 10_237_50), (184, 184, 360, 10_350_00)],
    # Half of a year's interest each, whatever the days.
    "ACT/ACT ICMA": [(182, 182, 364, 10_125_00), (184, 184, 368, 10_125_00)],
    # 123 days of 2023 and 59 of the leap year 2024, then leap days alone.
    "ACT/ACT ISDA": [
        (182, 123 * 366 + 59 * 365, 365 * 366, 10_088_32),
        (184, 184, 366, 10_180_33),
    ],
    # To the 29th, from the 30th; then to the 31st, which stays one after a 29th.
    "30/360": [(179, 179, 360, 10_068_75), (182, 182, 360, 10_237_50)],
    "30E/360": [(179, 179, 360, 10_068_75), (181, 181, 360, 10_181_25)],
}


@pytest.mark.parametrize("day_count", EXPECTED)
def test_a_coupon(day_count):
    terms = tranche(priced=date(2023, 8, 30), issued=date(2023, 8, 31), maturity=date(2024, 8, 31))
    terms = terms.replace('"ACT/365F"', f'"{day_count}"').replace("frequency = 12", "frequency = 2")
    ledgers = run(
        small(tranches=(terms,), start=date(2023, 8, 29), end=date(2024, 9, 3)), ENGINE
    ).ledgers
    assert ledgers.breaches == ()
    actions = [
        row for row in ledgers["corporate_actions"] if row.event == "INTR" and not row.holder
    ]
    assert {row.day_count for row in actions} == {day_count}
    told = [
        (row.accrual_days, row.accrual_num, row.accrual_den, row.amount_per_unit) for row in actions
    ]
    assert told == EXPECTED[day_count]
