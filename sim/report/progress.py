"""How far a run is: a bar on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

#: Seconds between plain lines; short runs print none.
PATIENCE = 5.0


@contextmanager
def progress(first: date, last: date, *, quiet: bool) -> Iterator[Callable[[date], None]]:
    """Give a function to call with each day that begins, from `first` to `last`."""
    if quiet:
        yield lambda day: None
    elif sys.stderr is not None and sys.stderr.isatty():
        yield from _bar(first, last)
    else:
        yield _lines(first, last)


def _bar(first: date, last: date) -> Iterator[Callable[[date], None]]:
    # Imported late: a run whose output is piped need not pay for it.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(str(first), total=(last - first).days)
        yield lambda day: bar.update(task, completed=(day - first).days, description=str(day))


def _lines(first: date, last: date) -> Callable[[date], None]:
    told = time.monotonic()

    def tell(day: date) -> None:
        nonlocal told
        if time.monotonic() - told >= PATIENCE:
            told = time.monotonic()
            done = (day - first).days / max(1, (last - first).days)
            print(f"{day}  {done:.0%}", file=sys.stderr, flush=True)

    return tell
