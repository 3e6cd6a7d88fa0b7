"""How a machine acts where its model knows beforehand what will be refused, and what will not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from sim.chain import Receipt, Reverted
from tests.contracts.deal import Deal
from tests.invariants.book import Book
from tests.invariants.units import law

DAY = 86_400
HONG_KONG = 8 * 3_600
#: A draw that picks from whatever there is to pick from just then.
pick = st.integers(0, 2**16)


class Acts(RuleBasedStateMachine):
    """One run; the chain goes back to its start when it ends."""

    deal: ClassVar[Deal]
    #: Transactions by kind, and what came of them.
    succeeded: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()
    outcomes: ClassVar[Counter[str]] = Counter()

    model: Book

    def __init__(self) -> None:
        super().__init__()
        self.start = self.deal.chain.snapshot()

    def teardown(self) -> None:
        self.deal.chain.revert(self.start)

    @invariant()
    def laws_hold(self) -> None:
        self.model.strike()
        self.model.check()

    def act(
        self, name: str, call: Callable[[], Receipt], fits: Callable[[], bool] = lambda: True
    ) -> Receipt | None:
        """Sends one transaction, which goes through if and only if it fits by the model.

        `fits` is asked when the record dates that closed until then are kept. None when refused.
        """
        self.model.strike()
        fit = fits()
        try:
            receipt = call()
        except Reverted as error:
            self.refused[name] += 1
            law("ORDER", not fit, f"{name} is refused", repr(error))
            return None
        self.succeeded[name] += 1
        law("ORDER", fit, f"{name} is not refused")
        return receipt

    def met(self, outcome: str, happened: object = True) -> None:
        self.outcomes[outcome] += bool(happened)

    @property
    def now(self) -> int:
        """Instant of the next transaction."""
        return self.deal.chain.now

    @property
    def today(self) -> int:
        return (self.now + HONG_KONG) // DAY

    def wait_until(self, instant: int) -> None:
        self.deal.chain.at(max(instant, self.now))
        self.model.strike()
