"""A run's folder, written whole or not at all.

    DIR/manifest.json, manifest.sha256, ledgers/<table>.csv

It is written beside its place under a hidden name and moved there when it is complete. An
interruption leaves the place as it was; a machine that stops dead leaves at most the hidden folder,
which the next run for that place clears away.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from sim.ledger.beside import beside, move_into_place
from sim.ledger.collector import collector_paused
from sim.ledger.csv import csv_blocks
from sim.ledger.digest import OUTSIDE, add_block
from sim.ledger.manifest import (
    HASH_FILE,
    MANIFEST_FILE,
    Manifest,
    RunFacts,
    build_manifest,
    hash_line,
    manifest_text,
)
from sim.ledger.marks import FileMarks, MarkedHash
from sim.ledger.place import check_place, refuse
from sim.ledger.tables import Ledgers

__all__ = ["LEDGERS", "write_run"]

LEDGERS: Final = "ledgers"
"""The folder of the tables inside a run's folder."""


def write_run(
    directory: Path, ledgers: Ledgers, facts: RunFacts, *, force: bool = False
) -> Manifest:
    """Write tables and manifest, and return the manifest.

    Raises OutputError where the folder may not be written or the disk does not take it; then
    nothing of the run is left. `force` replaces a folder that is not empty, with all it holds.
    """
    check_place(directory, force=force)
    try:
        place = directory.resolve()
        with beside(place) as folder, collector_paused():
            manifest = _write(folder, ledgers, facts)
            move_into_place(folder, place)
    except OSError as error:
        problem = f"cannot be written: {error.strerror or error}; nothing of this run is left there"
        refuse(directory, problem, "make room, or name another folder with --out")
    return manifest


def _write(folder: Path, ledgers: Ledgers, facts: RunFacts) -> Manifest:
    (folder / LEDGERS).mkdir()
    digest = hashlib.sha256()
    files: dict[str, FileMarks] = {}
    # In name order, so that the digest grows while the files are written.
    for name in sorted(ledgers.tables):
        path = f"{LEDGERS}/{name}.csv"
        marked = MarkedHash()
        with (folder / path).open("wb") as file:
            for block in csv_blocks(ledgers[name], ledgers.currencies):
                lines = [line.encode() for line in block.lines]
                marked.add(lines)
                file.write(b"".join(lines))
                if name != OUTSIDE:
                    add_block(digest, block)
        files[path] = marked.done()
    manifest = build_manifest(facts, ledgers, files, digest.hexdigest())
    text = manifest_text(manifest)
    (folder / MANIFEST_FILE).write_text(text, encoding="utf-8", newline="\n")
    (folder / HASH_FILE).write_text(hash_line(text), encoding="utf-8", newline="\n")
    return manifest
