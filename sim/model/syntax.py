"""From text to document, past the lines that are no TOML, so that the rest is still looked at.

The standard library's parser stops at the first mistake of form. Here its line is told, the value
on it replaced by an empty table (which no key takes for a value), and the text read again.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sim.errors import Finding
from sim.model.lines import statement_lines
from sim.nesting import bounded_recursion

__all__ = ["Reading", "read_toml"]

#: Mistakes of form told of one file: beyond them it is hardly a scenario.
_MOST: Final = 20
#: Letters read again in all, so that a very long file is not read twenty times.
_MOST_LETTERS: Final = 2_000_000
_ASSIGNMENT: Final = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")
_PLACE: Final = re.compile(r" \(at line (\d+), column \d+\)$")
_INSTEAD: Final = "put right this line: text and names take quotes, numbers and dates none"
_TWICE: Final = "Cannot overwrite a value"
_SAYINGS: Final[Mapping[str, tuple[str, str]]] = {
    "Invalid date or datetime": (
        "no calendar has this date, or no clock this time",
        "write one that exists, like 2023-02-16",
    ),
    _TWICE: ("is given twice in this table", "leave one of them out"),
}


@dataclass
class Reading:
    """What could be read of a text. `lost` are the lines whose mistakes are told already."""

    document: dict[str, Any] | None = None
    findings: list[Finding] = field(default_factory=list)
    lost: set[int] = field(default_factory=set)


def read_toml(text: str, file: str) -> Reading:
    """Read a text. Raises RecursionError when nested too deeply, ArithmeticError beyond Decimal."""
    reading, lines = Reading(), text.split("\n")
    while True:
        try:
            with bounded_recursion():
                reading.document = tomllib.loads("\n".join(lines), parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            if not _told(str(error), file, lines, reading):
                return reading
        except ValueError:
            # The one mistake told without a place: an integer longer than Python will read.
            problem = "is not valid TOML: a whole number has thousands of digits"
            reading.findings.append(Finding(file, "", None, problem, _INSTEAD))
            return reading
        else:
            return reading


def _told(message: str, file: str, lines: list[str], reading: Reading) -> bool:
    """Tell a mistake and take it out of the lines; whether it is worth reading on."""
    where = _PLACE.search(message)
    words = message[: where.start()] if where else message.removesuffix(" (at end of document)")
    number = int(where[1]) if where else len(lines)
    if number in reading.lost:
        # The value was not the mistake but the key: the line goes as a whole.
        gone, lines[number - 1] = lines[number - 1], ""
        return bool(gone)
    first, last = _statement(number, lines)
    match = _ASSIGNMENT.match(lines[first - 1])
    # A key is known to be there twice when its value was read, which may end lines below it.
    place = first if words == _TWICE else number
    reading.findings.append(_finding(words, file, match[1] if match else "", place))
    reading.lost.update(range(first, last + 1))
    if match is None or (first < last == len(lines)):
        return False
    lines[first - 1 : last] = [f"{match[0]} {{}}", *[""] * (last - first)]
    most = min(_MOST, _MOST_LETTERS // len("\n".join(lines)))
    return len(reading.findings) < most


def _statement(number: int, lines: list[str]) -> tuple[int, int]:
    """The first line and the last of the key and value, or the heading, that a line is part of."""
    begins = sorted(statement_lines("\n".join(lines)))
    first = max(line for line in begins if line <= number)
    return first, min((line - 1 for line in begins if line > number), default=len(lines))


def _finding(words: str, file: str, key: str, line: int) -> Finding:
    problem, instead = _SAYINGS.get(words, (f"is not valid TOML: {words}", _INSTEAD))
    return Finding(file, key, line, problem, instead)
