"""What contracts refused, for the summary: in their own words, at the deal's own time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sim.ledger.rows import TransactionRow
from sim.schedule import local_date

__all__ = ["refused"]

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def refused(rows: Iterable[TransactionRow], where: ZoneInfo) -> Iterator[str]:
    """A line a transaction that reverted; instants, UTC in the books, are of the zone `where`."""

    def local(found: re.Match[str]) -> str:
        moment = datetime.fromisoformat(found[0]).replace(tzinfo=UTC).astimezone(where)
        return f"{moment:%Y-%m-%d %H:%M:%S}" if moment.second else f"{moment:%Y-%m-%d %H:%M}"

    for row in rows:
        if row.revert:
            day = local_date(row.at or 0, where)
            yield f"{day} {row.function} by {row.sender}: {_INSTANT.sub(local, row.revert)}"
