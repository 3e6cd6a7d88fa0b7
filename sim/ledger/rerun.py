"""Whether running a scenario again gives what was written: which cell, or which word, differs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from sim.ledger.csv import csv_text
from sim.ledger.manifest import MANIFEST_FILE, Manifest, RunFacts
from sim.ledger.output import LEDGERS
from sim.ledger.tables import Ledgers, Table

__all__ = ["differing_books", "differing_words"]


_ENGINES_OWN = frozenset({"chain_block", "gas_used", "tx_hash"})
"""Columns, of `transactions` alone, whose cells an engine makes up."""


def differing_books(directory: Path, again: Ledgers, *, same_engine: bool) -> tuple[str, ...]:
    """The first differing cell of each table, in words; empty when the books are equal.

    Of `transactions` some columns are the engine's own: they are compared on the same engine only.
    """
    found: list[str] = []
    for table in again:
        found += _table(directory, table, again, frozenset() if same_engine else _ENGINES_OWN)
    for file in sorted((directory / LEDGERS).glob("*")):
        if file.name not in {f"{name}.csv" for name in again.tables}:
            found.append(f"{LEDGERS}/{file.name}: running again writes no such table")
    return tuple(found)


def differing_words(manifest: Manifest, again: RunFacts, ledgers: Ledgers) -> tuple[str, ...]:
    """What the manifest says of the run beside its books, and running again does not confirm."""
    said = manifest.facts
    found = list(_differing("seed", {"": said.seed}, {"": again.seed}))
    found += _differing("code_hashes.", said.code_hashes, again.code_hashes)
    checks = {check.law: check.checked for check in manifest.checks}
    found += _differing("checks.", checks, {law.law: law.checked for law in ledgers.verdicts})
    breaches = {check.law: len(check.breaches) for check in manifest.checks}
    found += _differing(
        "breaches of ", breaches, {n.law: len(n.breaches) for n in ledgers.verdicts}
    )
    if not found and said.scenario != again.scenario:
        found.append(f"{MANIFEST_FILE}: scenario is not in the form in which a run writes it")
    return tuple(found)


def _differing(key: str, said: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    for name in dict.fromkeys((*said, *now)):
        if said.get(name) != now.get(name):
            was, gives = said.get(name, "missing"), now.get(name, "none")
            yield f"{MANIFEST_FILE}: {key}{name} is {was}, running again gives {gives}"


def _table(directory: Path, table: Table, again: Ledgers, ignored: frozenset[str]) -> Iterator[str]:
    name = f"{LEDGERS}/{table.name}.csv"
    file = directory / name
    if not file.is_file():
        yield f"{name} is missing: running again gives {len(table.rows)} rows"
        return
    # Whatever bytes somebody put there, they must not stop the comparison.
    written = file.read_bytes().decode("utf-8", errors="backslashreplace").split("\n")
    expected = csv_text(table, again.currencies).split("\n")
    for number, (old, new) in enumerate(zip_longest(written, expected), start=1):
        if old != new and (told := _cell(expected[0], old, new, ignored)):
            yield f"{name} line {number}: {told}"
            return


def _cell(header: str, old: str | None, new: str | None, ignored: frozenset[str]) -> str:
    """How two lines that differ do; empty when only in what is ignored."""
    if old is None and new == "":
        return "the end of the line before it is missing"
    if not old and new:
        return "is missing; running again gives one more row"
    if not new:
        return "is one more than running again gives" if old else "is empty and one too many"
    assert old is not None
    if old.removesuffix("\r") == new:
        return "ends in a carriage return, running again gives none"
    differing = set()
    for column, was, now in zip_longest(_cells(header), _cells(old), _cells(new), fillvalue=""):
        if was != now and column not in ignored:
            cell = column or "a cell more than there are columns"
            return f"{cell} is {_short(was)}, running again gives {_short(now)}"
        differing |= {column} if was != now else set()
    return "" if differing else "the same cells are written another way"


def _cells(line: str) -> Sequence[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return [line]


def _short(cell: str) -> str:
    return repr(cell) if len(cell) <= 60 else f"{cell[:57]!r}…"
