"""Whether running a scenario again gives the books that were written: which cell differs first."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from sim.ledger.csv import csv_text
from sim.ledger.digest import OUTSIDE
from sim.ledger.output import LEDGERS
from sim.ledger.tables import Ledgers, Table

__all__ = ["differing_cells"]


def differing_cells(directory: Path, again: Ledgers, *, same_engine: bool) -> tuple[str, ...]:
    """The first differing cell of each table, in words; empty when the books are equal.

    `transactions` is compared only on the engine that wrote it: gas and hashes are the engine's.
    """
    found: list[str] = []
    for table in again:
        if same_engine or table.name != OUTSIDE:
            found += _table(directory, table, again)
    return tuple(found)


def _table(directory: Path, table: Table, again: Ledgers) -> Iterator[str]:
    name = f"{LEDGERS}/{table.name}.csv"
    file = directory / name
    if not file.is_file():
        yield f"{name} is missing: running again gives {len(table)} rows"
        return
    with file.open(encoding="utf-8", newline="") as text:
        written = list(csv.reader(text))
    expected = list(csv.reader(csv_text(table, again.currencies).splitlines(keepends=True)))
    for number, (old, new) in enumerate(zip_longest(written, expected), start=1):
        if old != new:
            yield f"{name} line {number}: {_cell(expected[0], old, new)}"
            return


def _cell(columns: Sequence[str], old: Sequence[str] | None, new: Sequence[str] | None) -> str:
    if old is None:
        return "is missing; running again gives one more row"
    if new is None:
        return "is one more than running again gives"
    for column, was, now in zip_longest(columns, old, new, fillvalue=""):
        if was != now:
            return f"{column} is {was!r}, running again gives {now!r}"
    return "differs"
