"""Reading nested text without running off the end of the stack.

Parsers recurse once a level and rely on Python's limit to stop them. A library may have raised that
limit beyond what the machine's stack holds (py-evm does), and then a file of a hundred thousand
brackets ends the process instead of in an error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["bounded_recursion"]

_DEEPEST: Final = 2_000


@contextmanager
def bounded_recursion() -> Iterator[None]:
    """Within it, recursion beyond some thousand levels raises RecursionError, as it should."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(min(limit, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
