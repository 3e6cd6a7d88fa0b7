"""Marks that let a verification say not only that a file changed, but where.

A file's hash says yes or no. Beside it the manifest keeps: the number of rows; a short mark of each
row, or of each run of rows of a long file, which finds the place; and the sum of all rows' marks,
which does not depend on their order and tells rows that changed places from rows that changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

__all__ = ["FileMarks", "MarkedHash", "differences"]

_MOST_MARKS = 256
_MOST_NAMED = 4
_MARK = 8
"""Hex digits of a mark, a CRC-32: it only finds the place, the SHA-256 is what decides."""


@dataclass(frozen=True, slots=True)
class FileMarks:
    """What the manifest keeps of one file; rows are its lines after the header."""

    sha256: str
    rows: int
    header: str
    sum: str
    marks: str

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> FileMarks:
        """The reverse of `as_json`; raises KeyError or TypeError for anything else."""
        rows = data["rows"]
        if not isinstance(rows, int):
            raise TypeError("rows")
        texts = [str(data[name]) for name in ("sha256", "header", "sum", "marks")]
        return cls(texts[0], rows, *texts[1:])

    def as_json(self) -> dict[str, object]:
        """Plain data, the hash first."""
        return {name: getattr(self, name) for name in self.__slots__}


class MarkedHash:
    """Takes a file's lines, some at a time."""

    def __init__(self) -> None:
        self._whole = hashlib.sha256()
        self._marks: list[int] = []

    def add(self, lines: Sequence[bytes]) -> None:
        """The next lines with their ends; the first of all is the header."""
        self._whole.update(b"".join(lines))
        self._marks.extend(map(crc32, lines))

    def done(self) -> FileMarks:
        """The marks of what was taken."""
        header, rows = self._marks[:1], self._marks[1:]
        return FileMarks(
            sha256=self._whole.hexdigest(),
            rows=len(rows),
            header="".join(map(_hex, header)),
            sum=f"{sum(rows):x}",
            marks="".join(_run_marks(rows)),
        )


def differences(wrote: FileMarks, now: FileMarks) -> str:
    """How a file differs from what the run wrote, in people's words; call it when it does."""
    if now.header != wrote.header:
        return "its first line (the column names) was changed"
    where = _where(wrote, now)
    if now.rows != wrote.rows:
        missing = wrote.rows - now.rows
        count = _rows(abs(missing)) + (" missing" if missing > 0 else " too many")
        return f"{count}: it has {now.rows}, the run wrote {wrote.rows}{where}"
    if now.sum == wrote.sum:
        return f"its rows are in another order{where}"
    return f"what it says was changed{where}"


def _run_marks(rows: list[int]) -> Iterator[str]:
    """A mark of each run of rows; of one row its own."""
    each = _rows_a_mark(len(rows))
    for first in range(0, len(rows), each):
        run = rows[first : first + each]
        whole = b"".join(mark.to_bytes(4) for mark in run)
        yield _hex(run[0] if each == 1 else crc32(whole))


def _hex(mark: int) -> str:
    return f"{mark:0{_MARK}x}"


def _rows_a_mark(rows: int) -> int:
    return max(1, -(-rows // _MOST_MARKS))


def _where(wrote: FileMarks, now: FileMarks) -> str:
    """The lines whose marks differ; the header is line 1, so the first row is line 2."""
    each = _rows_a_mark(wrote.rows)
    if each != _rows_a_mark(now.rows):
        return ""
    marks = range(0, min(len(wrote.marks), len(now.marks)), _MARK)
    changed = [
        number
        for number, at in enumerate(marks)
        if wrote.marks[at : at + _MARK] != now.marks[at : at + _MARK]
    ]
    if not changed:
        return ""
    if now.rows != wrote.rows:
        return f"; they differ from line {changed[0] * each + 2} on"
    lines = ", ".join(_lines(number, each, wrote.rows) for number in changed[:_MOST_NAMED])
    return f" in line {lines}" + (" and others" if len(changed) > _MOST_NAMED else "")


def _lines(number: int, each: int, rows: int) -> str:
    first, last = number * each + 2, min((number + 1) * each, rows) + 1
    return str(first) if first == last else f"{first} to {last}"


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count} rows are"
