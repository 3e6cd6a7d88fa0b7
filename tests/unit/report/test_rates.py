"""The interest of a tranche in a few words."""

from __future__ import annotations

import pytest

from sim.report.rates import rate_told
from tests.unit.schedule.terms import HALF_YEARLY, bond

REFERENCE = f'reference = "HIBOR 6M"\nfixing_days = 2\ninitial_rate = 3\n{HALF_YEARLY}'


@pytest.mark.parametrize(
    ("coupon", "told"),
    [
        (f'kind = "fixed"\nrate = 4.05\n{HALF_YEARLY}', "4.05 %"),
        ('kind = "zero"', "no interest,"),
        (
            'kind = "stepped"\nsteps = [{ from = 2023-02-16, rate = 4 }, '
            f"{{ from = 2023-08-16, rate = 5.25 }}]\n{HALF_YEARLY}",
            "4 % then 5.25 %",
        ),
        (f'kind = "floating"\n{REFERENCE}', "HIBOR 6M"),
        (f'kind = "floating"\nspread = 0.35\n{REFERENCE}', "HIBOR 6M + 0.35 %"),
        (f'kind = "floating"\nspread = -0.35\n{REFERENCE}', "HIBOR 6M - 0.35 %"),
        (f'kind = "floating"\nmultiplier = 1.5\n{REFERENCE}', "1.5 x HIBOR 6M"),
        (f'kind = "inflation"\nfloor = 2\n{REFERENCE}', "the higher of 2 % and HIBOR 6M"),
    ],
)
def test_how_a_rate_is_told(coupon: str, told: str) -> None:
    assert rate_told(bond(coupon).facts.coupon) == told
