"""Seconds: a load on one engine, from calldata to CSV text, stage by stage.

Engines inside this process are timed by the processor time they use, so that neighbours on the
machine count for little; a node is another process and is timed by the clock on the wall. Each
repeat begins at the same state, with nothing of the last one left in memory.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sim.bench.limit import Limit, LimitSeconds
from sim.bench.load import Trade, draw, settle
from sim.bench.stage import Stage, deal
from sim.chain import Engine
from sim.errors import CheckFailed
from sim.ledger import LedgerInputs, Ledgers, csv_text, ledger_digest
from sim.ledger.build import case_of, ledgers_of
from sim.ledger.collector import collector_paused
from sim.ledger.laws import judge

__all__ = ["Measured", "Timing", "books", "clock_of", "measure"]

_IN_PROCESS: Final = frozenset({"revm", "eth-tester"})


@dataclass(slots=True)
class Timing:
    """Seconds of one repeat. `transactions` is all of `Chain.send`: encode, execute, decode."""

    transactions: float = 0.0
    books: float = 0.0
    laws: float = 0.0
    csv: float = 0.0

    @property
    def ledgered(self) -> float:
        """What a ledgered settlement is made of; the laws are told apart."""
        return self.transactions + self.books + self.csv

    @property
    def judged(self) -> float:
        """The same with the laws, which every run tries."""
        return self.ledgered + self.laws


@dataclass(slots=True)
class Measured:
    """A load on one engine: how many settlements, each repeat, and the digest of the books."""

    engine: str
    digest: str
    count: int
    timings: list[Timing]
    limit: LimitSeconds | None = None


def measure(engine: Engine, count: int, repeat: int) -> Measured:
    """Times a load on a fresh engine, after a repeat to warm up that does not count.

    On revm the bare EVM is timed in turn with it, so that both see the same machine. Raises
    CheckFailed when books, laws or balances are not what they must be.
    """
    stage = Stage(deal(), engine)
    trades = draw(stage, count)
    limit = Limit(count) if engine.name == "revm" else None
    timings, digests = [], set()
    for _ in range(repeat + 1):
        timing, digest = _once(stage, trades, limit)
        timings.append(timing)
        digests.add(digest)
    if len(digests) > 1:
        raise CheckFailed(f"{engine.name}: the same load gave other books the second time")
    warm = limit.warm() if limit else None
    return Measured(engine.name, digests.pop(), count, timings[1:], warm)


def clock_of(engine: str) -> Callable[[], float]:
    """Seconds as they count for an engine, by its name."""
    return time.process_time if engine in _IN_PROCESS else time.perf_counter


def books(inputs: LedgerInputs, timing: Timing, clock: Callable[[], float]) -> Ledgers:
    """Books and their CSV text; adds what each stage took. Raises CheckFailed on a breach."""
    with collector_paused():
        begun = clock()
        case = case_of(inputs)
        read = clock()
        verdicts = judge(case)
        judged = clock()
        ledgers = ledgers_of(case, verdicts)
        built = clock()
        for table in ledgers:
            csv_text(table, ledgers.currencies)
        timing.csv += clock() - built
    timing.books += read - begun + built - judged
    timing.laws += judged - read
    if ledgers.breaches:
        raise CheckFailed("\n".join(str(breach) for breach in ledgers.breaches))
    return ledgers


def _once(stage: Stage, trades: Sequence[Trade], limit: Limit | None) -> tuple[Timing, str]:
    """One repeat, and the digest of its books; the chain is then where it was before."""
    chain, timing = stage.world.chain, Timing()
    clock = clock_of(chain.engine.name)
    before = chain.snapshot()
    gc.collect()
    begun = clock()
    settle(stage, trades)
    timing.transactions = clock() - begun
    if limit is not None:
        accounts = stage.world.accounts.all(stage.investors)
        balances = {token: chain.balances(token, accounts) for token in stage.tokens}
        limit.time(balances, accounts)
    digest = ledger_digest(books(stage.books_of(), timing, clock))
    chain.revert(before)
    return timing, digest
