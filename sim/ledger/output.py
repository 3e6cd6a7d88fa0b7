"""A run's folder, written whole or not at all.

    DIR/manifest.json, manifest.sha256, ledgers/<table>.csv

It is written beside its place under a hidden name and moved there when it is complete. An
interruption leaves the place as it was; a machine that stops dead leaves at most the hidden folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Never

from sim.errors import Finding, OutputError
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
from sim.ledger.tables import Ledgers

__all__ = ["LEDGERS", "check_place", "write_run"]

LEDGERS: Final = "ledgers"
"""The folder of the tables inside a run's folder."""


def check_place(directory: Path, *, force: bool = False) -> None:
    """Whether a run can be written there; raises OutputError, and changes nothing.

    Ask before a long run, not after it.
    """
    place = directory.absolute()
    if place.exists() and not place.is_dir():
        _refuse(directory, "is a file", "name a folder, or one that does not exist yet")
    if place.is_dir() and any(place.iterdir()):
        if not force:
            _refuse(directory, "is not empty", "name another folder, or replace it with --force")
        if _holds_us(place.resolve()):
            _refuse(directory, "is where you are working, or holds it", "name another folder")
    _check_parent(directory, place)


def write_run(
    directory: Path, ledgers: Ledgers, facts: RunFacts, *, force: bool = False
) -> Manifest:
    """Write tables and manifest, and return the manifest.

    Raises OutputError where the folder may not be written or the disk does not take it; then
    nothing of the run is left. `force` replaces a folder that is not empty, with all it holds.
    """
    check_place(directory, force=force)
    place = directory.resolve()
    try:
        with _beside(place) as folder, collector_paused():
            manifest = _write(folder, ledgers, facts)
            _move(folder, place)
    except OSError as error:
        _refuse(directory, f"cannot be written: {error.strerror or error}", "name another folder")
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


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A new hidden folder in the same parent, gone afterwards unless it was moved."""
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent))
    try:
        # `mkdtemp` makes it private; a result is as readable as any other folder of its owner.
        folder.chmod(0o777 & ~_umask())
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move(folder: Path, place: Path) -> None:
    """Put the finished folder in its place; what was there goes only once it stands."""
    if not place.is_dir() or not any(place.iterdir()):
        folder.replace(place)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{place.name}.", suffix=".old", dir=place.parent))
    place.replace(old)
    try:
        folder.replace(place)
    except BaseException:
        with suppress(OSError):
            old.replace(place)
        raise
    try:
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        # Interrupted while throwing the old run away: finish, then go.
        shutil.rmtree(old, ignore_errors=True)
        raise


def _holds_us(place: Path) -> bool:
    """Replacing a folder that contains the working or the home folder would be a disaster."""
    return any(here.resolve().is_relative_to(place) for here in (Path.cwd(), Path.home()))


def _check_parent(directory: Path, place: Path) -> None:
    """The nearest folder above that exists must be one, and let us write."""
    above = place.parent
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir():
        _refuse(directory, f"cannot be made: {above} is a file", "name another folder")
    if not os.access(above, os.W_OK | os.X_OK):
        _refuse(directory, f"cannot be made: {above} is not writable", "name another folder")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse(directory: Path, problem: str, instead: str) -> Never:
    raise OutputError(Finding(str(directory), "", None, problem, instead))
