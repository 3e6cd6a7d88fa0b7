"""What a load takes below the simulator: the EVM alone, and the engine around it."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.bench.bare import Bare, Recorder
from sim.bench.load import draw, settle
from sim.bench.stage import Stage, deal, genesis
from sim.chain import open_engine
from sim.chain.identity import Address
from sim.errors import CheckFailed

__all__ = ["Limit", "LimitSeconds"]


@dataclass(slots=True)
class LimitSeconds:
    """Seconds of each repeat: `bare` of the EVM alone, `engine` with blocks, receipts and logs."""

    bare: list[float] = field(default_factory=list)
    engine: list[float] = field(default_factory=list)


class Limit:
    """The load recorded once on revm, to be executed again as bare calldata."""

    def __init__(self, count: int) -> None:
        scenario = deal()
        self._engine = Recorder(open_engine("revm", genesis_instant=genesis(scenario)))
        stage = Stage(scenario, self._engine)
        trades = draw(stage, count)
        prepared = len(self._engine.sent)
        before = self._engine.snapshot()
        settle(stage, trades)
        self._engine.revert(before)
        self._load = self._engine.sent[prepared:]
        self._bare = Bare(self._engine.sent[:prepared])
        self._seconds = LimitSeconds()

    def time(self, expected: Mapping[Address, Sequence[int]], accounts: Sequence[Address]) -> None:
        """Times both once; `expected` has the balances of the accounts afterwards, by token.

        Raises CheckFailed when the bare EVM did not do the same work.
        """
        self._seconds.bare.append(self._time_bare(expected, accounts))
        self._seconds.engine.append(self._time_engine())

    def warm(self) -> LimitSeconds:
        """What was timed after the first time, which warmed up."""
        return LimitSeconds(self._seconds.bare[1:], self._seconds.engine[1:])

    def _time_bare(
        self, expected: Mapping[Address, Sequence[int]], accounts: Sequence[Address]
    ) -> float:
        before = self._bare.snapshot()
        gc.collect()
        begun = time.process_time()
        try:
            self._bare.execute(self._load)
        except RuntimeError as error:
            raise CheckFailed(f"bare pyrevm refused calldata that revm took: {error}") from error
        taken = time.process_time() - begun
        for token, balances in expected.items():
            if self._bare.balances(token, accounts) != balances:
                raise CheckFailed("bare pyrevm ended with other balances than revm")
        self._bare.revert(before)
        return taken

    def _time_engine(self) -> float:
        engine = self._engine
        before = engine.snapshot()
        gc.collect()
        begun = time.process_time()
        for sender, to, data, _ in self._load:
            engine.transact(sender, to, data)
        taken = time.process_time() - begun
        engine.revert(before)
        return taken
