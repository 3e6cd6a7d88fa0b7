"""Whether a run's folder is still what the run wrote: which file differs, and how, in words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, zip_longest
from pathlib import Path

from sim.errors import BadInput
from sim.ledger.digest import digest_of_files
from sim.ledger.manifest import (
    HASH_FILE,
    MANIFEST_FILE,
    Manifest,
    hash_line,
    manifest_text,
    read_manifest,
)
from sim.ledger.marks import FileMarks, MarkedHash, differences
from sim.ledger.output import LEDGERS

__all__ = ["verify_files"]

_LINES_AT_ONCE = 4096


def verify_files(directory: Path) -> tuple[str, ...]:
    """What differs, one sentence a file; empty when every byte is what the run wrote."""
    if not directory.is_dir():
        return (f"{directory} is not a folder",)
    found = list(_seal(directory))
    try:
        manifest = read_manifest(directory)
    except BadInput as error:
        return (*found, *(f"{MANIFEST_FILE} {said.problem}" for said in error.findings))
    found += _files(directory, manifest)
    found += _extra(directory, manifest)
    if not found:
        found += _digest(directory, manifest)
        found += _form(directory, manifest)
    return tuple(found)


def _seal(directory: Path) -> Iterator[str]:
    """The manifest against its own hash."""
    manifest, seal = directory / MANIFEST_FILE, directory / HASH_FILE
    if not seal.is_file():
        yield f"{HASH_FILE} is missing"
        return
    if not manifest.is_file():
        return
    said, is_now = seal.read_bytes(), hash_line_of(manifest.read_bytes())
    if said == is_now:
        return
    if said.strip() == is_now.strip() or not _is_hash_line(said):
        yield f"{HASH_FILE} was changed: it is no longer the line the run wrote"
    else:
        yield f"{MANIFEST_FILE} and {HASH_FILE} disagree: one of the two was changed"


def hash_line_of(content: bytes) -> bytes:
    """The line that seals these bytes."""
    return f"{hashlib.sha256(content).hexdigest()}  {MANIFEST_FILE}\n".encode()


def _is_hash_line(line: bytes) -> bool:
    word, _, rest = line.partition(b" ")
    return (
        len(word) == 64
        and not word.strip(b"0123456789abcdef")
        and rest == hash_line("").encode()[65:]
    )


def _files(directory: Path, manifest: Manifest) -> Iterator[str]:
    for name, wrote in manifest.files.items():
        file = directory / name
        if not file.is_file():
            yield f"{name} is missing"
            continue
        now = _marks(file)
        if now.sha256 != wrote.sha256:
            yield f"{name}: {_how(file, wrote, now)}"
        elif now != wrote:
            yield f"{MANIFEST_FILE}: what it says of the rows of {name} is not so"


def _how(file: Path, wrote: FileMarks, now: FileMarks) -> str:
    if replace(now, sha256=wrote.sha256) == wrote:
        return f"its SHA-256 is not the one in {MANIFEST_FILE}, though its rows are"
    if _marks(file, ends=b"\r\n") == wrote:
        return "its line ends were changed; what it says was not"
    return differences(wrote, now)


def _marks(file: Path, *, ends: bytes = b"\n") -> FileMarks:
    """The marks of a file, or those it would have if its lines ended as a run writes them."""
    marked = MarkedHash()
    with file.open("rb") as lines:
        while some := list(islice(lines, _LINES_AT_ONCE)):
            marked.add([line.replace(ends, b"\n") for line in some])
    return marked.done()


def _extra(directory: Path, manifest: Manifest) -> Iterator[str]:
    known = {MANIFEST_FILE, HASH_FILE, *manifest.files}
    folders = {LEDGERS, *(Path(name).parent.as_posix() for name in manifest.files)}
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory).as_posix()
        if path.is_dir() and name not in folders:
            yield f"{name} is not a folder the run wrote"
        elif not path.is_dir() and name not in known:
            yield f"{name} is not a file the run wrote"


def _digest(directory: Path, manifest: Manifest) -> Iterator[str]:
    """Files that match a manifest whose digest is another one: the manifest was put together."""
    tables = [directory / name for name in manifest.files if name.endswith(".csv")]
    try:
        digest = digest_of_files(tables)
    except ValueError as error:
        yield f"the ledger digest cannot be made: {error}"
        return
    if digest != manifest.ledger_digest:
        yield f"{MANIFEST_FILE}: its ledger digest is not that of the ledgers beside it"


def _form(directory: Path, manifest: Manifest) -> Iterator[str]:
    """A manifest that says more than a run says, or says it another way, was put together."""
    written = (directory / MANIFEST_FILE).read_text(encoding="utf-8").split("\n")
    again = manifest_text(manifest).split("\n")
    for number, (old, new) in enumerate(zip_longest(written, again), start=1):
        if old != new:
            yield f"{MANIFEST_FILE} line {number}: is not what a run writes there"
            return
