"""Where a run may be written: asked before a long run, not after it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final, Never

from sim.errors import Finding, OutputError

__all__ = ["check_place", "refuse"]

#: Room in a path for what stands below and beside the folder while it is written.
_HIDDEN: Final = "x" * 220
_BELOW: Final = "ledgers/" + "x" * 40


def check_place(directory: Path, *, force: bool = False) -> None:
    """Whether a run can be written there; raises OutputError, and changes nothing."""
    try:
        _check(directory, directory.absolute(), force=force)
    except (OSError, RuntimeError) as error:
        # Too long, a loop of links (which Python tells as a RuntimeError), nowhere to start from.
        reason = getattr(error, "strerror", None) or str(error)
        refuse(directory, f"cannot be used: {reason}", "name another folder")


def refuse(directory: Path, problem: str, instead: str) -> Never:
    """Raise what is said of an output folder that cannot be one."""
    raise OutputError(Finding(str(directory), "", None, problem, instead))


def _check(directory: Path, place: Path, *, force: bool) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        place.stat()
    with suppress(FileNotFoundError, NotADirectoryError):
        (place.parent / _HIDDEN / _BELOW).lstat()
    if place.exists() and not place.is_dir():
        refuse(directory, "is a file", "name a folder, or one that does not exist yet")
    if place.is_dir():
        if any(place.iterdir()) and not force:
            refuse(directory, "is not empty", "name another folder, or replace it with --force")
        if _holds_us(place.resolve()):
            refuse(directory, "is where you are working, or holds it", "name another folder")
    _check_parent(directory, place.resolve())


def _holds_us(place: Path) -> bool:
    """Replacing a folder that contains the working or the home folder would be a disaster."""
    return any(here.is_relative_to(place) for here in _ours())


def _ours() -> list[Path]:
    found = []
    for here in (Path.cwd, Path.home):
        # Either may be gone, or never have been.
        with suppress(OSError, RuntimeError):
            found.append(here().resolve())
    return found


def _check_parent(directory: Path, place: Path) -> None:
    """The nearest folder above that exists must be one, and let us write."""
    above = place.parent
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir():
        refuse(directory, f"cannot be made: {above} is a file", "name another folder")
    if not os.access(above, os.W_OK | os.X_OK):
        refuse(directory, f"cannot be made: {above} is not writable", "name another folder")
