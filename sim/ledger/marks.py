"""Marks that let a verification say not only that a file changed, but where.

A file's hash says yes or no. Beside it the manifest keeps: the number of rows; a short mark of each
row, or of each run of rows of a long file, which finds the place; and a sum of row hashes that does
not depend on their order, which tells rows that changed places from rows that changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["FileMarks", "MarkedHash", "differences"]

_MOST_MARKS = 256
_MOST_NAMED = 4
_MARK = 6
"""Hex digits of a mark: one changed row in 16 million would keep its mark."""


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
    """Takes a file's lines one after the other."""

    def __init__(self) -> None:
        self._whole = hashlib.sha256()
        self._header = ""
        self._sum = 0
        self._rows: list[bytes] = []

    def add(self, line: bytes) -> None:
        """The next line with its end; the first is the header."""
        self._whole.update(line)
        digest = hashlib.sha256(line).digest()
        if not self._header:
            self._header = digest.hex()[:_MARK]
            return
        self._sum += int.from_bytes(digest)
        self._rows.append(digest[: _MARK // 2])

    def done(self) -> FileMarks:
        """The marks of what was taken."""
        return FileMarks(
            sha256=self._whole.hexdigest(),
            rows=len(self._rows),
            header=self._header,
            sum=f"{self._sum % 2**128:032x}",
            marks="".join(_marks(self._rows)),
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


def _marks(rows: list[bytes]) -> Iterable[str]:
    each = _rows_a_mark(len(rows))
    for first in range(0, len(rows), each):
        run = rows[first : first + each]
        digest = run[0] if each == 1 else hashlib.sha256(b"".join(run)).digest()
        yield digest.hex()[:_MARK]


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
