"""What was measured, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Final

from sim.bench.figures import Figure, per_second, ratio, share_of
from sim.bench.measure import Measured
from sim.errors import CheckFailed

__all__ = ["AIMS", "REFERENCE", "Results"]

#: The engine that others are compared with.
REFERENCE: Final = "eth-tester"
#: What was promised of revm: times the reference, and part of bare pyrevm.
AIMS: Final = (200.0, 0.5)

_MICRO: Final = 1e6


@dataclass(slots=True)
class Results:
    """Loads in the order in which they were measured; `coupon` is seconds a holder, by holders.

    `shared` is how many trades every engine settled, `books` the digest each made of them.
    """

    machine: Mapping[str, str]
    repeat: int
    shared: int
    books: dict[str, str] = field(default_factory=dict)
    loads: list[Measured] = field(default_factory=list)
    coupon: dict[int, float] = field(default_factory=dict)
    run: Figure | None = None

    def require_equal_books(self) -> None:
        """Raises CheckFailed when the engines made different books of the same trades."""
        if len(set(self.books.values())) > 1:
            said = ", ".join(f"{digest} on {engine}" for engine, digest in self.books.items())
            raise CheckFailed(f"the engines made different books of the same trades: {said}")

    def times_reference(self, load: Measured) -> float | None:
        """How many times faster a load was ledgered than on the reference, where that ran."""
        slow = next((one for one in self.loads if one.engine == REFERENCE), None)
        if slow is None or slow is load:
            return None
        return ratio(ledgered(load), ledgered(slow))

    def as_json(self) -> dict[str, Any]:
        """Plain data: rates a second, seconds, and ratios."""
        return {
            "machine": dict(self.machine),
            "repeat": self.repeat,
            "shared": {"settlements": self.shared, "ledger_digests": self.books},
            "engines": [self._engine(load) for load in self.loads],
            "coupon_seconds_a_holder": self.coupon,
            "run_seconds": asdict(self.run) if self.run else None,
        }

    def _engine(self, load: Measured) -> dict[str, Any]:
        part = share_of_bare(load)
        return {
            "engine": load.engine,
            "settlements": load.count,
            "ledger_digest": load.digest,
            "ledgered_a_second": asdict(ledgered(load)),
            "with_laws_a_second": asdict(judged(load)),
            "bare_a_second": asdict(bare(load)) if load.limit else None,
            "times_eth_tester": self.times_reference(load),
            "share_of_bare": asdict(part) if part else None,
            "microseconds_a_settlement": stages(load),
        }


def ledgered(load: Measured) -> Figure:
    """Ledgered settlements a second: sent, decoded, booked, written as CSV."""
    return per_second(load.count, [timing.ledgered for timing in load.timings])


def judged(load: Measured) -> Figure:
    """The same with the laws tried."""
    return per_second(load.count, [timing.judged for timing in load.timings])


def bare(load: Measured) -> Figure:
    """Settlements a second of the EVM alone. Raises ValueError for a load without a limit."""
    return per_second(load.count, load.limit.bare if load.limit else ())


def share_of_bare(load: Measured) -> Figure | None:
    """Ledgered settlements as a part of bare ones, each pair measured one after the other."""
    if load.limit is None:
        return None
    return share_of(load.limit.bare, [timing.ledgered for timing in load.timings])


def stages(load: Measured) -> dict[str, float]:
    """Microseconds a settlement by stage, medians."""
    timings = load.timings
    parts: dict[str, Sequence[float]] = {"transactions": [one.transactions for one in timings]}
    if load.limit is not None:
        bare_, engine = load.limit.bare, load.limit.engine
        parts = {
            "bare pyrevm": bare_,
            "blocks, receipts, raw logs": _less(engine, bare_),
            "calldata and decoding": _less(parts["transactions"], engine),
        }
    parts |= {
        "books": [one.books for one in timings],
        "CSV text": [one.csv for one in timings],
        "laws": [one.laws for one in timings],
    }
    return {name: median(taken) / load.count * _MICRO for name, taken in parts.items()}


def _less(whole: Sequence[float], part: Sequence[float]) -> list[float]:
    return [all_ - some for all_, some in zip(whole, part, strict=True)]
