"""What bonds promise for when things go wrong; each run sets it anew, before a unit is issued."""

from __future__ import annotations

from dataclasses import replace

from sim.chain.logs import Covenants, Grace, Period, Waterfall
from tests.contracts.troubles import COVENANTS, DEFAULT_RATE
from tests.invariants.acts import DAY

GRACE_DAYS, PRINCIPAL_GRACE_DAYS = 7, 3


def covenants(draw: int) -> Covenants:
    """With and without a trustee and default interest, by every waterfall."""
    return replace(
        COVENANTS,
        has_trustee=draw % 3 != 2,
        default_rate=DEFAULT_RATE if draw % 2 == 0 else 0,
        waterfall=Waterfall(draw // 2 % 3),
    )


def graces(periods: list[Period]) -> list[Grace]:
    """Calendar days after each payment."""
    return [
        Grace(
            each.payable_from + GRACE_DAYS * DAY,
            each.payable_from + PRINCIPAL_GRACE_DAYS * DAY,
        )
        for each in periods
    ]
