"""The ledger digest: one hash that says whether two runs keep the same books.

SHA-256 over the CSV files in name order, without `transactions.csv` and without the columns block,
tx_index and log_index: it does not change with the engine, nor with how calls were batched or how
many more there were, unless that moves an instant the books tell: a transaction takes a second.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from sim.ledger.csv import Block, csv_blocks, quoted
from sim.ledger.tables import PLACE, Ledgers

__all__ = ["OUTSIDE", "add_block", "digest_of_files", "ledger_digest"]

OUTSIDE: Final = "transactions"
"""The table that differs between engines and is in no digest."""


def ledger_digest(ledgers: Ledgers) -> str:
    """The digest of tables in memory, 64 hex digits."""
    digest = hashlib.sha256()
    for name in sorted(ledgers.tables):
        if name != OUTSIDE:
            for block in csv_blocks(ledgers[name], ledgers.currencies):
                add_block(digest, block)
    return digest.hexdigest()


def add_block(digest: hashlib._Hash, block: Block) -> None:
    """Take some lines into a digest."""
    digest.update(("\n".join(block.own) + "\n").encode())


def digest_of_files(files: Iterable[Path]) -> str:
    """The digest of CSV files as written; raises ValueError for a file that is no CSV."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda path: path.stem):
        if file.stem != OUTSIDE:
            try:
                digest.update(_without_places(file.read_bytes().decode()).encode())
            except ValueError as error:
                raise ValueError(f"{file.name}: {error}") from error
    return digest.hexdigest()


def _without_places(text: str) -> str:
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    keep = len(lines[0]) if lines else 0
    if lines and tuple(lines[0][-3:]) == PLACE:
        keep -= 3
    return "".join(",".join(map(quoted, line[:keep])) + "\n" for line in lines)
