"""From seconds measured to figures: rates, their spread, ratios. Pure, so that tests can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["Figure", "per_second", "ratio", "share_of"]


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of several measurements, and the lowest and the highest of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Raises ValueError when there are no values."""
        if not values:
            raise ValueError("no figure follows from no measurement")
        return cls(median(values), min(values), max(values))


def per_second(count: int, seconds: Sequence[float]) -> Figure:
    """Things done a second, from the seconds that `count` of them took, each time."""
    return Figure.of([count / each for each in seconds])


def ratio(fast: Figure, slow: Figure) -> float:
    """How many times faster, from two rates that were measured one after the other."""
    return fast.median / slow.median


def share_of(limit: Sequence[float], taken: Sequence[float]) -> Figure:
    """Seconds that could not be saved as a part of the seconds taken, in pairs measured together.

    1 is the limit itself, 0.5 means half as fast. Raises ValueError when the pairs do not fit.
    """
    return Figure.of([least / all_ for least, all_ in zip(limit, taken, strict=True)])
