"""From a JSON file to contracts: every mistake is told by file and key, none is a traceback.

A file holds one contract, an object with `terms`; or several, an object of such objects by name, as
the published tests do. Beside `terms` may stand `dataObserved`, the market data that resets need:
`{"USD_SWP": {"data": [{"timestamp": "2013-02-01T00:00:00", "value": "0.0098"}]}}`; and `to`, a date
after which events are left out. `eventsObserved` must be empty. Whatever else is left aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from sim.errors import BadInput, Finding
from sim.json_file import parsed_json
from sim.model.facts import shown
from sim.schedule.actus.flows import Flow, Observed, flows_of
from sim.schedule.actus.moments import Moment
from sim.schedule.actus.terms import Terms, read_terms
from sim.schedule.actus.values import Reader, fraction_of

__all__ = ["Contract", "is_actus", "read_contracts"]

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
    document = parsed_json(path, f"ACTUS contracts are JSON: {_SHAPE}")
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


def _refused(path: str, key: str, problem: str, instead: str) -> BadInput:
    return BadInput(Finding(path, key, None, problem, instead))
