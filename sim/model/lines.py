"""On which line of a TOML text each key stands.

The standard library's parser keeps no positions, so a second, much simpler reading finds them. It
runs only when there is a mistake to point at, on text the parser has already accepted, and need
not understand values: only where they end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["Path", "key_lines", "statement_lines"]

Path = tuple[str | int, ...]
"""Keys from the top of a document; an integer is a place in a list, counted from 0."""

_PART: Final = r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY: Final = rf"({_PART}(?:\s*\.\s*{_PART})*)"
_LIST_HEADING: Final = re.compile(rf"\s*\[\[\s*{_KEY}\s*\]\]")
_HEADING: Final = re.compile(rf"\s*\[\s*{_KEY}\s*\]")
_ASSIGNMENT: Final = re.compile(rf"\s*{_KEY}\s*=")
_TOKEN: Final = re.compile(r'''"""|\'\'\'|"(?:\\.|[^"\\])*"|'[^']*'|\#.*|[\[\]{}]''')


def key_lines(text: str) -> dict[Path, int]:
    """The line, from 1, of every table heading and every key outside inline tables."""
    lines: dict[Path, int] = {}
    lists: dict[Path, int] = {}
    table: Path = ()
    for number, line in _statements(text):
        if match := _LIST_HEADING.match(line):
            bare = _placed(_parts(match[1]), lists, last=False)
            lists[bare] = lists.get(bare, -1) + 1
            table = (*bare, lists[bare])
            lines.setdefault(bare, number)
            lines.setdefault(table, number)
        elif match := _HEADING.match(line):
            table = _placed(_parts(match[1]), lists, last=True)
            lines.setdefault(table, number)
        elif match := _ASSIGNMENT.match(line):
            lines.setdefault((*table, *_parts(match[1])), number)
    return lines


def statement_lines(text: str) -> set[int]:
    """The lines, from 1, on which a heading or a key may begin."""
    return {number for number, _ in _statements(text)}


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, dotted)]


def _placed(parts: list[str], lists: dict[Path, int], *, last: bool) -> Path:
    """The path of a heading, with the current place in every list it runs through."""
    path: Path = ()
    for index, part in enumerate(parts):
        path = (*path, part)
        if path in lists and (last or index < len(parts) - 1):
            path = (*path, lists[path])
    return path


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines on which a statement begins: not those that continue a list or a long string."""
    depth, quote = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if depth == 0 and not quote:
            yield number, line
        depth, quote = _after(line, depth, quote)


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Open brackets and open long string at the end of a line, given those at its start."""
    place = 0
    while place < len(line):
        if quote:
            end = line.find(quote, place)
            if end < 0:
                break
            place, quote = end + 3, ""
            continue
        match = _TOKEN.search(line, place)
        if match is None:
            break
        place, token = match.end(), match[0]
        if token in ('"""', "'''"):
            quote = token
        depth += (token in "[{") - (token in "]}")
    return depth, quote
