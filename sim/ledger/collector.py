"""Python's cycle collector, out of the way while rows pile up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """No hunt for cycles meanwhile: rows are tuples of numbers and texts, which form none.

    They pile up by the million, and the collector would walk them all again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
