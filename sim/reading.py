"""Reading a file a person named: never more than asked for, and never waiting for ever.

A name may lead to anything: a pipe that nobody writes to, a device that never ends, a log that
grows while it is read.
"""

from __future__ import annotations

import os
import select
import stat
from typing import Final

__all__ = ["bounded_bytes"]

#: Seconds to wait for the next bytes of what is not a plain file.
PATIENCE: Final = 5.0

_AT_ONCE: Final = 1 << 16


def bounded_bytes(path: str, most: int) -> bytes:
    """The first bytes of a file, at most `most`. Raises OSError where it cannot be read.

    IsADirectoryError for a folder, TimeoutError when nothing comes for some seconds.
    """
    # Opened without waiting: a pipe without a writer would hold us up before we could look at it.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError
        return _read(handle, most, waits=not stat.S_ISREG(mode))
    finally:
        os.close(handle)


def _read(handle: int, most: int, *, waits: bool) -> bytes:
    read = bytearray()
    while len(read) < most:
        if waits and not select.select([handle], [], [], PATIENCE)[0]:
            raise TimeoutError(0, f"nothing came for {PATIENCE:.0f} seconds")
        try:
            more = os.read(handle, min(_AT_ONCE, most - len(read)))
        except BlockingIOError:
            continue
        if not more:
            break
        read += more
    return bytes(read)
