"""From a JSON file to contracts: every mistake is told by file and key, none is a traceback.

A file holds one contract, an object with `terms`; or several, an object of such objects by name, as
the published tests do. Beside `terms` may stand `dataObserved`, the market data that resets need:
`{"USD_SWP": {"data": [{"timestamp": "2013-02-01T00:00:00", "value": "0.0098"}]}}`; and `to`, a date
after which events are left out. `eventsObserved` must be empty. Whatever else is left aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Never

from sim.errors import BadInput, Finding
from sim.model.facts import shown
from sim.nesting import bounded_recursion
from sim.reading import bounded_bytes
from sim.schedule.actus.flows import Flow, Observed, flows_of
from sim.schedule.actus.moments import Moment
from sim.schedule.actus.terms import Terms, read_terms
from sim.schedule.actus.values import Reader, fraction_of

__all__ = ["Contract", "is_actus", "read_contracts"]

_LARGEST: Final = 10_000_000
_SHAPE: Final = 'write {"terms": {"contractType": "PAM", …}}'


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract of a file, by its name there, with every event after its status date."""

    name: str
    terms: Terms
    flows: tuple[Flow, ...]


def is_actus(path: str) -> bool:
    """Whether a path means JSON: by its suffix, else by the brace it begins with.

    A file that ends in .toml never does, nor does a pipe, which could be read only once. No error
    is raised for a file that cannot be read.
    """
    suffix = Path(path).suffix.lower()
    if suffix in (".json", ".toml"):
        return suffix == ".json"
    try:
        if not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    except (OSError, ValueError):
        return False


def read_contracts(path: str) -> tuple[Contract, ...]:
    """The contracts of a file. Raises BadInput with all that is wrong."""
    document = _document(_text(path), path)
    findings: list[Finding] = []
    contracts: list[Contract] = []
    for name, place, entry in _entries(document, path):
        try:
            contracts.append(_contract(path, name, place, entry))
        except BadInput as wrong:
            findings += wrong.findings
    if findings:
        raise BadInput(findings)
    return tuple(contracts)


def _contract(path: str, name: str, place: str, entry: dict[str, Any]) -> Contract:
    around = Reader(path, place.removesuffix("."), entry)
    if entry.get("eventsObserved"):
        around.note("eventsObserved", "observed events are not supported", "leave them out")
    until = around.moment("to")
    observed = _observed(entry.get("dataObserved"), around)
    around.refuse()
    reader = Reader(path, f"{place}terms", entry["terms"])
    terms = read_terms(reader)
    title = name or terms.contract
    if not title.isprintable():
        reader.note("contractID", "has characters that cannot be printed", "write plain text")
        reader.refuse()
    flows = flows_of(terms, observed, reader)
    kept = tuple(flow for flow in flows if until is None or flow.event.payment <= until)
    return Contract(title, terms, kept)


def _entries(document: Any, path: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each contract with its name, where that is the file's, and the place of its keys."""
    if not isinstance(document, dict):
        raise _refused(path, "", f"holds {shown(document)} and no contract", _SHAPE)
    if "terms" in document or not document:
        yield "", "", _with_terms(document, path, "")
        return
    if not any(isinstance(entry, dict) for entry in document.values()):
        raise _refused(path, "terms", "is missing", _SHAPE)
    for name, entry in document.items():
        if not isinstance(entry, dict):
            raise _refused(path, name, f"{shown(entry)} is no contract", _SHAPE)
        yield name, f"{name}.", _with_terms(entry, path, f"{name}.")


def _with_terms(entry: dict[str, Any], path: str, place: str) -> dict[str, Any]:
    terms = entry.get("terms")
    if isinstance(terms, dict):
        return entry
    problem = "is missing" if terms is None else f"{shown(terms)} is no object"
    raise _refused(path, f"{place}terms", problem, _SHAPE)


def _observed(given: Any, around: Reader) -> Observed:
    """Market data by name and day; mistakes are noted under `dataObserved`."""
    if given is None:
        return {}
    if not isinstance(given, dict):
        around.note("dataObserved", f"{shown(given)} is no object", 'write {"NAME": {"data": […]}}')
        return {}
    return {name: dict(_series(name, entry, around)) for name, entry in given.items()}


def _series(name: str, entry: Any, around: Reader) -> Iterator[tuple[date, Fraction]]:
    key = f"dataObserved.{name}"
    instead = 'write {"timestamp": "2013-02-01T00:00:00", "value": 0.01}'
    data = entry.get("data") if isinstance(entry, dict) else None
    if not isinstance(data, list):
        around.note(key, "holds no list named data", 'write {"data": [{"timestamp": …}]}')
        return
    seen: set[date] = set()
    for place, point in enumerate(data, 1):
        at = point.get("timestamp") if isinstance(point, dict) else None
        moment = Moment.parse(at.strip()) if isinstance(at, str) else None
        value = fraction_of(point.get("value")) if isinstance(point, dict) else None
        if moment is None or value is None:
            around.note(f"{key}.data.{place}", "is no value with a timestamp", instead)
        elif moment.day in seen:
            around.note(f"{key}.data.{place}", f"a second value of {moment.day}", "leave one out")
        else:
            seen.add(moment.day)
            yield moment.day, value


def _refused(path: str, key: str, problem: str, instead: str, line: int | None = None) -> BadInput:
    return BadInput(Finding(path, key, line, problem, instead))


def _text(path: str) -> str:
    try:
        raw = bounded_bytes(path, _LARGEST + 1)
    except FileNotFoundError:
        raise _refused(path, "", "there is no file of this name", "give the path of one") from None
    except IsADirectoryError:
        raise _refused(path, "", "is a folder", "name the file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        instead = "check the path and its rights"
        raise _refused(path, "", f"cannot be read: {reason}", instead) from None
    if len(raw) > _LARGEST:
        raise _refused(path, "", f"is larger than {_LARGEST} bytes", "is it the right file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(path, "", "is not UTF-8", "save it with that encoding", line) from None


def _document(text: str, path: str) -> Any:
    instead = f"ACTUS contracts are JSON: {_SHAPE}"
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
        raise _refused(path, "", f"is not valid JSON: {said}", instead, error.lineno) from None
    except RecursionError:
        raise _refused(path, "", "is nested too deeply", instead) from None
    except ArithmeticError:
        raise _refused(path, "", "holds a number beyond all size", "write a plain one") from None
    except _DoubledError as doubled:
        problem, once = "is given twice in one object", "leave one of them out"
        raise _refused(path, doubled.args[0], problem, once) from None
    except ValueError as error:
        raise _refused(path, "", f"is not valid JSON: {str(error)[:80]}", instead) from None


class _DoubledError(ValueError):
    pass


def _without_doubles(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _DoubledError(name)
        found[name] = value
    return found


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is not a number of JSON")
