"""`Ledgers`: every table of a run, and what the laws say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple, get_args, get_type_hints

from sim.ledger import rows
from sim.ledger.kinds import Kind
from sim.ledger.laws import Breach, Verdict

__all__ = ["PLACE", "TABLES", "Ledgers", "Table", "columns_of", "kinds_of"]

TABLES: Final[dict[str, type[NamedTuple]]] = {
    "settlement": rows.SettlementRow,
    "instruction_events": rows.InstructionEventRow,
    "positions": rows.PositionRow,
    "cash": rows.CashRow,
    "journal": rows.JournalRow,
    "corporate_actions": rows.CorporateActionRow,
    "orders": rows.OrderRow,
    "register": rows.RegisterRow,
    "bookings": rows.BookingRow,
    "recon": rows.ReconRow,
    "transactions": rows.TransactionRow,
}
"""Row types by table, in the order in which people read them."""

PLACE: Final = ("block", "tx_index", "log_index")
"""The columns that end a table made from logs; the digest leaves them out."""


@cache
def columns_of(row_type: type[NamedTuple]) -> tuple[str, ...]:
    """Column names in order; a trailing underscore only keeps a name from Python's own words."""
    return tuple(name.rstrip("_") for name in row_type._fields)


@cache
def kinds_of(row_type: type[NamedTuple]) -> tuple[Kind, ...]:
    """How each column is written, in column order."""
    hints = get_type_hints(row_type, include_extras=True)
    return tuple(get_args(hints[name])[1] for name in row_type._fields)


@dataclass(frozen=True, slots=True)
class Table:
    """One ledger: its name, the type of its rows, and the rows in order."""

    name: str
    row_type: type[NamedTuple]
    rows: Sequence[Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return columns_of(self.row_type)

    @property
    def from_logs(self) -> bool:
        """Whether rows end in the place of a log."""
        return self.columns[-3:] == PLACE

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The tables whose subject exists, the laws' verdicts, and each tranche's currency."""

    tables: Mapping[str, Table]
    verdicts: tuple[Verdict, ...]
    currencies: Mapping[str, str]

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def __iter__(self) -> Iterator[Table]:
        return iter(self.tables.values())

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Every breach of every law; empty when all held."""
        return tuple(breach for verdict in self.verdicts for breach in verdict.breaches)
