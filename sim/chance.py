"""Chance that repeats: streams of integers named by who draws and what for.

A stream is SHA-256 in counter mode over its name (seed, actor, purpose). Because every actor draws
from streams of its own, adding one, or one more draw, shifts nobody else's numbers; and because
only SHA-256 and integers are used, the numbers are the same on every machine and Python version,
which the standard library's `random` does not promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final, TypeVar

__all__ = ["Stream"]

_T = TypeVar("_T")
_BLOCK_BITS: Final = 256


class Stream:
    """One repeatable sequence of draws, e.g. Stream(20230216, "investor-07", "order size")."""

    __slots__ = ("_bits", "_counter", "_key", "_pool")

    def __init__(self, seed: int, actor: str, purpose: str) -> None:
        self._key = sha256(_named(str(seed), actor, purpose)).digest()
        self._counter = 0
        self._pool = 0
        self._bits = 0

    def below(self, n: int) -> int:
        """An integer from 0 to n - 1, each equally likely. Raises ValueError if n < 1."""
        if n < 1:
            raise ValueError(f"cannot draw below {n}")
        width = (n - 1).bit_length()
        # A draw past n is thrown away, not folded back: a remainder would favour small numbers.
        while (drawn := self._draw(width)) >= n:
            pass
        return drawn

    def between(self, low: int, high: int) -> int:
        """An integer from low to high, both included. Raises ValueError if high < low."""
        if high < low:
            raise ValueError(f"nothing lies between {low} and {high}")
        return low + self.below(high - low + 1)

    def choice(self, items: Sequence[_T]) -> _T:
        """One of the items. Raises ValueError if there are none."""
        if not items:
            raise ValueError("nothing to choose from")
        return items[self.below(len(items))]

    def shuffle(self, items: Iterable[_T]) -> list[_T]:
        """A new list of the items in random order (Fisher-Yates); the argument is left alone."""
        return self._first(list(items), None)

    def sample(self, items: Iterable[_T], count: int) -> list[_T]:
        """`count` different items in random order. Raises ValueError if there are too few."""
        pool = list(items)
        if not 0 <= count <= len(pool):
            raise ValueError(f"cannot take {count} of {len(pool)} items")
        return self._first(pool, count)

    def weighted(self, weights: Sequence[int]) -> int:
        """An index, as likely as its weight. Raises ValueError if a weight is negative or all 0."""
        if any(weight < 0 for weight in weights):
            raise ValueError("weights must not be negative")
        mark = self.below(sum(weights))
        for index, weight in enumerate(weights):
            if mark < weight:
                return index
            mark -= weight
        raise AssertionError("unreachable: the mark is below the sum of the weights")

    def _first(self, pool: list[_T], count: int | None) -> list[_T]:
        stop = len(pool) if count is None else count
        for place in range(min(stop, len(pool) - 1)):
            other = self.between(place, len(pool) - 1)
            pool[place], pool[other] = pool[other], pool[place]
        return pool[:stop]

    def _draw(self, width: int) -> int:
        while self._bits < width:
            block = sha256(self._key + self._counter.to_bytes(8, "big")).digest()
            self._pool = (self._pool << _BLOCK_BITS) | int.from_bytes(block, "big")
            self._bits += _BLOCK_BITS
            self._counter += 1
        self._bits -= width
        drawn = self._pool >> self._bits
        self._pool &= (1 << self._bits) - 1
        return drawn


def _named(*parts: str) -> bytes:
    """The parts with their lengths, so that ("ab", "c") and ("a", "bc") name different streams."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
