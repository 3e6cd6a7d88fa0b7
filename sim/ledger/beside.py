"""A folder made beside its place, under a hidden name, and moved there when it is complete.

Whoever is killed on the way leaves a hidden folder. It is locked for as long as its process lives,
so the next run for the same place can tell it from one that is still being written, and clear it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

__all__ = ["beside", "move_into_place"]

_NEW: Final = ".part"
_OLD: Final = ".old"
#: Bytes of a folder's name that its hidden ones repeat; file systems end names at 255.
_MOST_OF_NAME: Final = 200


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """A new hidden folder in the same parent, gone afterwards unless it was moved.

    Raises OSError. Folders above that had to be made go too, if nothing came into them.
    """
    made = [above for above in place.parents if not above.exists()]
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear(place, _NEW)
        with _hidden(place) as folder:
            yield folder
    finally:
        for above in made:
            with suppress(OSError):
                above.rmdir()


def move_into_place(folder: Path, place: Path) -> None:
    """Put the finished folder in its place; what was there goes only once it stands."""
    if place.is_dir() and any(place.iterdir()):
        _exchange(folder, place)
    else:
        folder.replace(place)
    _clear(place, _OLD)


def _exchange(folder: Path, place: Path) -> None:
    with _locked(place):
        old = Path(tempfile.mkdtemp(prefix=_prefix(place), suffix=_OLD, dir=place.parent))
        try:
            place.replace(old)
            folder.replace(place)
        except BaseException:
            # Stopped between the two: the old run goes back.
            if not place.exists():
                with suppress(OSError):
                    old.replace(place)
            raise
        finally:
            if place.exists():
                _throw_away(old)


def _throw_away(old: Path) -> None:
    try:
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        # Interrupted: finish, then go.
        shutil.rmtree(old, ignore_errors=True)
        raise


@contextmanager
def _hidden(place: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=_prefix(place), suffix=_NEW, dir=place.parent))
    try:
        with _locked(folder):
            # `mkdtemp` makes it private; a result is as readable as any other folder of its owner.
            folder.chmod(0o777 & ~_umask())
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(place: Path, suffix: str) -> None:
    """Remove what earlier runs for the same place left, unless one of them is still running."""
    ours = re.compile(re.escape(_prefix(place)) + "[a-z0-9_]{8}" + re.escape(suffix))
    with suppress(OSError):
        for folder in place.parent.iterdir():
            if ours.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
                with suppress(OSError), _locked(folder) as alone:
                    if alone:
                        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Hold a folder while within; yields whether nobody else does."""
    if sys.platform == "win32":
        # Nothing is locked there, and so nothing cleared.
        yield False
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # Held by another, or a file system that knows no locks.
            return False
    return True


def _prefix(place: Path) -> str:
    name = place.name
    while len(os.fsencode(name)) > _MOST_OF_NAME:
        name = name[:-1]
    return f".{name}."


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
