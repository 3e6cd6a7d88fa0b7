"""Reading JSON a person named: exact numbers, no key twice, and every refusal in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, Never

from sim.errors import BadInput, Finding
from sim.nesting import bounded_recursion
from sim.reading import bounded_bytes

__all__ = ["parsed_json", "read_json"]

_LARGEST: Final = 10_000_000


def read_json(path: str, instead: str) -> Any:
    """As `parsed_json`, and no text of it may hold half a letter. Raises BadInput likewise."""
    document = parsed_json(path, instead)
    if any(_is_torn(told) for told in _texts(document)):
        problem = "holds half a letter: a \\ud… escape without its other half"
        raise _refused(path, problem, "write the letter itself")
    return document


def parsed_json(path: str, instead: str) -> Any:
    """The document of a file: objects, lists, text, int, Decimal, bool and None; never a float.

    `instead` says what to write into the file when it is no JSON at all. Raises BadInput where the
    file cannot be read, is larger than 10 MB, is not UTF-8 or not JSON, or names a key twice.
    """
    return _document(_text(path), path, instead)


def _text(path: str) -> str:
    if not path.strip():
        raise _refused("FILE.json", "is an empty name", "give the path of a file")
    try:
        raw = bounded_bytes(path, _LARGEST + 1)
    except FileNotFoundError:
        raise _refused(path, "there is no file of this name", "give the path of one") from None
    except IsADirectoryError:
        raise _refused(path, "is a folder", "name the file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(path, f"cannot be read: {reason}", "check the path and its rights") from None
    if len(raw) > _LARGEST:
        raise _refused(path, f"is larger than {_LARGEST} bytes", "is it the right file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(path, "is not UTF-8", "save it with that encoding", line=line) from None


def _document(text: str, path: str, instead: str) -> Any:
    try:
        with bounded_recursion():
            return json.loads(
                text,
                parse_float=Decimal,
                parse_constant=_no_number,
                object_pairs_hook=_without_doubles,
            )
    except json.JSONDecodeError as error:
        said = error.msg[0].lower() + error.msg[1:]
        problem = f"is not valid JSON: {said}"
        raise _refused(path, problem, instead, line=error.lineno) from None
    except RecursionError:
        raise _refused(path, "is nested too deeply", instead) from None
    except ArithmeticError:
        raise _refused(path, "holds a number beyond all size", "write a plain one") from None
    except _DoubledError as doubled:
        problem, once = "is given twice in one object", "leave one of them out"
        raise _refused(path, problem, once, key=doubled.args[0]) from None
    except ValueError as error:
        raise _refused(path, f"is not valid JSON: {str(error)[:80]}", instead) from None


def _texts(document: Any) -> Iterator[str]:
    """Every text and every name of a document, without recursion."""
    level = [document]
    while level:
        part = level.pop()
        if isinstance(part, dict):
            level += (*part.keys(), *part.values())
        elif isinstance(part, list):
            level += part
        elif isinstance(part, str):
            yield part


def _is_torn(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


class _DoubledError(ValueError):
    pass


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _DoubledError(name)
        found[name] = value
    return found


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is not a number of JSON")


def _refused(
    path: str, problem: str, instead: str, *, key: str = "", line: int | None = None
) -> BadInput:
    return BadInput(Finding(path, key, line, problem, instead))
