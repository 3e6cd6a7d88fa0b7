"""From a file to a scenario: read, parse, replace, check; every mistake of a file at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources
from itertools import islice
from typing import Any, Final

from pydantic import ValidationError

from sim.errors import Finding, ScenarioError
from sim.model.overrides import replace
from sim.model.partial import UnreadError, salvage
from sim.model.plain import Complaint, known_keys, plain
from sim.model.rules import RULES, Rule, broken_rules
from sim.model.scenario import Scenario
from sim.model.source import Source
from sim.model.syntax import Reading, read_toml
from sim.model.words import nearest
from sim.reading import bounded_bytes

__all__ = ["builtin_names", "describe", "from_resolved", "load", "parse", "resolved"]

_LARGEST: Final = 1_000_000
_MOST_FINDINGS: Final = 200
_JSON: Final = (
    "give a TOML file; `greenbond cashflows` reads ACTUS terms, and "
    "`greenbond termsheet FILE.json --to-scenario` a term sheet"
)
_LIKE: Final = "start from a built-in scenario, see `greenbond list`"


def load(
    path_or_name: str,
    overrides: Mapping[str, str] | None = None,
    further: Iterable[Rule] = (),
) -> Scenario:
    """The scenario of a built-in name or a path, after `--set`. Raises ScenarioError.

    A built-in name wins over a file of the same name; `./name` means the file. `further` rules are
    held to as well, so that their findings come with the others (`sim.schedule.DATE_RULES`).
    """
    if path_or_name in builtin_names():
        raw = resources.files("sim").joinpath("scenarios", f"{path_or_name}.toml").read_bytes()
        file = f"{path_or_name}.toml"
    else:
        raw, file = _bytes(path_or_name), path_or_name
        if path_or_name.lower().endswith(".json"):
            raise _refused(path_or_name, "is JSON, and no scenario", _JSON)
    return parse(_text(raw, file), file, overrides, further)


def parse(
    text: str,
    file: str,
    overrides: Mapping[str, str] | None = None,
    further: Iterable[Rule] = (),
) -> Scenario:
    """The scenario a TOML text describes; `file` is its name in messages. Raises ScenarioError."""
    reading = _read(text, file)
    document, replaced, complaints = replace(reading.document or {}, overrides or {})
    source = Source(file, text, document, replaced)
    misplaced = [Finding("--set", str(c.path[0]), None, c.problem, c.instead) for c in complaints]
    try:
        scenario = _checked(document, source, {}, misplaced, (*RULES, *further))
    except ScenarioError as error:
        if not reading.findings:
            raise
        still = [found for found in error.findings if _holds_still(found, reading)]
        raise ScenarioError(_in_file_order([*reading.findings, *still], file)) from None
    if reading.findings:
        raise ScenarioError(reading.findings)
    return scenario


def _holds_still(found: Finding, reading: Reading) -> bool:
    """Whether a finding stands beside mistakes of form: what they hide may not be missing."""
    if found.file == "--set":
        return True
    scenario = not known_keys(()).keys().isdisjoint(reading.document or {})
    return scenario and found.line is not None and found.line not in reading.lost


def from_resolved(document: Mapping[str, Any], file: str) -> Scenario:
    """The scenario of `resolved`'s own output, as read back from JSON. Raises ScenarioError."""
    return _checked(dict(document), Source(file, "", document), {"json": True}, [])


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Every key with its value, defaults included: plain JSON, with decimals and dates as text."""
    return scenario.model_dump(mode="json", by_alias=True, exclude_none=True)


def builtin_names() -> tuple[str, ...]:
    """The scenarios shipped with the package, by name."""
    files = resources.files("sim").joinpath("scenarios").iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


def describe() -> tuple[tuple[str, str], ...]:
    """Name and summary of each built-in scenario, for `greenbond list`."""
    return tuple((name, load(name).summary) for name in builtin_names())


def _checked(
    document: dict[str, Any],
    source: Source,
    context: dict[str, bool],
    misplaced: list[Finding],
    rules: Iterable[Rule] = RULES,
) -> Scenario:
    complaints: list[Complaint] = []
    scenario: Any = None
    try:
        scenario = Scenario.model_validate(document, context=context)
    except ValidationError as error:
        complaints += islice(plain(error), _MOST_FINDINGS + 1)
        try:
            scenario = salvage((), document, context)
        except UnreadError:
            scenario = None
    if scenario is not None:
        complaints += islice(broken_rules(scenario, rules), _MOST_FINDINGS + 1)
    findings = misplaced + [source.finding(*complaint) for complaint in complaints]
    if findings:
        raise ScenarioError(_in_file_order(findings, source.file))
    assert isinstance(scenario, Scenario)
    scenario._source = source
    return scenario


def _in_file_order(findings: Iterable[Finding], file: str) -> list[Finding]:
    once = dict.fromkeys(findings)
    found = sorted(once, key=lambda finding: (finding.line is not None, finding.line or 0))
    if len(found) <= _MOST_FINDINGS:
        return found
    more = Finding(file, "", None, "has more mistakes than these", "put these right, then check it")
    return [*found[:_MOST_FINDINGS], more]


def _refused(file: str, problem: str, instead: str, line: int | None = None) -> ScenarioError:
    return ScenarioError(Finding(file, "", line, problem, instead))


def _bytes(path: str) -> bytes:
    if not path.strip():
        raise _refused(
            "SCENARIO", "is an empty name", "give a path to a file, or a name of the list"
        )
    try:
        return bounded_bytes(path, _LARGEST + 1)
    except FileNotFoundError:
        close = nearest(path, builtin_names())
        instead = f'write "{close}"' if close else "give a path to a file, or a name of the list"
        problem = "there is neither a file nor a built-in scenario of this name"
        raise _refused(path, problem, instead) from None
    except IsADirectoryError:
        raise _refused(path, "is a folder", "name the file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(path, f"cannot be read: {reason}", "check the path and its rights") from None


def _text(raw: bytes, file: str) -> str:
    if len(raw) > _LARGEST:
        raise _refused(file, f"is larger than {_LARGEST} bytes", f"is it the right file? {_LIKE}")
    if not raw.strip():
        raise _refused(file, "is empty", _LIKE)
    if b"\0" in raw:
        raise _refused(file, "is not a text file", f"scenarios are TOML in UTF-8; {_LIKE}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refused(file, "is not UTF-8", "save it with the encoding UTF-8", line) from None


def _read(text: str, file: str) -> Reading:
    try:
        reading = read_toml(text, file)
    except RecursionError:
        raise _refused(file, "is nested too deeply", _LIKE) from None
    except ArithmeticError:
        raise _refused(file, "holds a number beyond all size", "write a plain one") from None
    if reading.document is None:
        raise ScenarioError(reading.findings)
    if not reading.document:
        raise _refused(file, "says nothing: it has comments only", _LIKE)
    return reading
