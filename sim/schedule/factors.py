"""What part of original face is outstanding after each period, in 1e-9: how principal is paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sim.model import Principal
from sim.units import Minor, half_up

__all__ = ["FACTOR_SCALE", "factor_text", "factors_after", "instalments"]

FACTOR_SCALE: Final = 1_000_000_000
"""Parts in a factor of one: all of original face."""


def factors_after(principal: Principal, dues: Sequence[date], unit_face: Minor) -> tuple[int, ...]:
    """The factor after the payment due on each date, the last of which is maturity.

    Equal instalments are made equal to the smallest unit of money, with what that leaves over
    spread among them, so that the instalments of a unit add up to its face.
    """
    count = len(dues)
    if principal.kind == "linear":
        left = [half_up(unit_face * (count - n), count) for n in range(1, count + 1)]
        return tuple(half_up(face * FACTOR_SCALE, unit_face) for face in left)
    if principal.kind == "table":
        table = {entry.on: int(entry.factor * FACTOR_SCALE) for entry in principal.factors}
        factor, factors = FACTOR_SCALE, []
        for due in dues:
            factor = table.get(due, factor)
            factors.append(factor)
        return (*factors[:-1], 0)
    return (*[FACTOR_SCALE] * (count - 1), 0)


def instalments(factors: Sequence[int], unit_face: Minor) -> list[int]:
    """What a unit is paid back after each period, each rounded half up."""
    before = (FACTOR_SCALE, *factors[:-1])
    return [
        half_up(unit_face * (was - is_), FACTOR_SCALE)
        for was, is_ in zip(before, factors, strict=True)
    ]


def factor_text(factor: int) -> str:
    """A factor as a decimal with 9 places: 750000000 is 0.750000000."""
    whole, part = divmod(factor, FACTOR_SCALE)
    return f"{whole}.{part:09d}"
