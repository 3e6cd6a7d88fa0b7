"""The table of `contracts/README.md` says what the snapshot says."""

from __future__ import annotations

import json
from pathlib import Path

from tests.gas.test_gas import LIMITS, SNAPSHOT

TABLE = (Path(__file__).parents[2] / "contracts" / "README.md").read_text(encoding="utf8")
#: Beside the limits.
ROWS = [
    "transfer",
    "transfer, a pair's first after a record date",
    "transfer, first after a record date, striking it",
    "admit",
    "pay, of 100",
    "pay, of 100, a holder's first ever",
    "settle",
    "count, of 100, a holder's first ever",
    "pay counted, of 100, a bond's first",
    "pay instalment, of 100, a bond's first",
    "pay taxed, of 100, a bond's first",
    "append, of 4 periods",
    "bind, of 4 periods",
    "fix",
    "fallBack",
    "addRecord, to 4 periods",
    "amend, to 2 periods",
    "call",
    "elect units for a put",
    "pay a put, a holder of 2",
    "cancel units",
]
#: Beside the figures of others.
COMPARED = [
    "transfer",
    "transfer, new holder",
    "transfer, first after a record date, striking it",
    "batchTransfer, new holders, of 99",
    "forcedTransfer",
    "freezePartialTokens",
    "setAddressFrozen",
    "admit",
    "preposition",
    "settle, prepositioned",
    "deploy BondToken",
    "bytes of BondToken",
]


def _table(first_row: str) -> list[list[str]]:
    """Cells of the rows of a table, by how its heading begins; the first column is left out."""
    rows = TABLE.split(first_row, 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("| ").split("|")][1:] for row in rows]


def _number(cell: str) -> int:
    return int(cell.replace(",", ""))


def test_the_table_is_the_snapshot():
    recorded = json.loads(SNAPSHOT.read_text(encoding="utf8"))
    rows = _table("| action | gas | limit |")
    assert [_number(row[0]) for row in rows] == [recorded[row] for row in ROWS]
    limits = [_number(row[1]) for row in rows if len(row) > 1 and row[1]]
    assert limits == [LIMITS[row] for row in ROWS if row in LIMITS]


def test_the_table_beside_others_is_the_snapshot():
    recorded = json.loads(SNAPSHOT.read_text(encoding="utf8"))
    rows = _table("| action | here |")
    assert [_number(row[0]) for row in rows] == [recorded[row] for row in COMPARED]
    assert {len(row) for row in rows} == {5}
