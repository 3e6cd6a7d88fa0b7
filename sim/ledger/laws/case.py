"""What a law looks at, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.chain.logs import Log
from sim.ledger.deal import Deal
from sim.ledger.entries import Entries
from sim.ledger.holdings import RecordHoldings
from sim.ledger.inputs import LedgerInputs
from sim.ledger.rows import CashRow, JournalRow, PositionRow, ReconRow, SettlementRow

__all__ = ["Breach", "Case", "Verdict"]


@dataclass(frozen=True, slots=True)
class Case:
    """The logs, what was read in them, the books made of that, and the books compared."""

    inputs: LedgerInputs
    deal: Deal
    read: Entries
    records: RecordHoldings
    settlement: Sequence[SettlementRow]
    positions: Sequence[PositionRow]
    cash: Sequence[CashRow]
    journal: Sequence[JournalRow]
    recon: Sequence[ReconRow] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that broke a law: what it is about, what is wrong, and the log that shows it."""

    law: str
    scope: str
    problem: str
    block: int | None = None
    tx_index: int | None = None
    log_index: int | None = None

    def __str__(self) -> str:
        said = f"{self.law} {self.scope}: {self.problem}"
        said = f"{self.law} {self.scope}: {self.problem}"
        where = f" (log {self.block}:{self.tx_index}:{self.log_index})"
        return said if self.block is None else said + where


@dataclass(slots=True)
class Verdict:
    """What one law found; `checked`, how often it was tried: silence must mean something."""

    law: str
    checked: int = 0
    breaches: list[Breach] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether nothing broke the law."""
        return not self.breaches

    def breach(self, scope: str, problem: str, log: Log | None = None) -> None:
        """Record a breach."""
        place = (log.block, log.tx_index, log.log_index) if log is not None else (None,) * 3
        self.breaches.append(Breach(self.law, scope, problem, *place))

    def compare_books(self, case: Case) -> None:
        """Count the comparisons made under this law's name, and report those that differ."""
        for row in case.recon:
            if row.law == self.law:
                self.checked += 1
                if row.status == "BREAK":
                    self.breach(row.scope, _difference(row))


def _difference(row: ReconRow) -> str:
    said = f"{row.value_b} in {row.book_b}" if row.value_b else f"not read from {row.book_b}"
    return f"{row.value_a} in {row.book_a}, {said}"
