"""One term sheet walked through: terms collected, and every mistake noted with its JSON path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sim.errors import Finding
from sim.interchange.elements import ELEMENTS, GROUPS, Aside, Carried, Constant, Refused, Worded
from sim.interchange.terms import flat, same
from sim.interchange.writing import ASSUMED, BASIS, EXTENSION, LEFT_OUT, PLATFORM, TERMS
from sim.model.facts import shown
from sim.model.words import nearest, one_of, quoted

__all__ = ["BODY", "SHAPE", "Sheet", "walked"]

BODY: Final = ("Document", "ICMABondDataTaxonomy")
SHAPE: Final = (
    'write {"Document": {"ICMABondDataTaxonomy": {"Issuance": {…}, "Product": {…}}}}, '
    "as `greenbond termsheet hk-2023` prints it"
)
_MOST_FINDINGS: Final = 200
_LONGEST_PATH: Final = 160
_DECIMAL: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IDENTIFIERS: Final = "Product.SecurityIdentifierList"
#: Lines of the bond, which are numbered here and may be whole bonds of their own.
_LINES: Final = ("Product.Series", "Product.Tranche")
#: What is said of every tranche here, and of none that comes from elsewhere.
_PLATFORM: Final[Mapping[str, Any]] = {
    "Issuance.DltPlatform": PLATFORM,
    "Product.DLTBondIndicator": True,
}


@dataclass
class Sheet:
    """What was read of one term sheet; `place` stands before every path, like `2.`."""

    file: str
    place: str
    findings: list[Finding] = field(default_factory=list)
    terms: dict[str, Any] = field(default_factory=dict)
    """Terms by their dotted key in a scenario."""
    sources: dict[str, str] = field(default_factory=dict)
    """The path each term was read at."""
    made: dict[str, Any] = field(default_factory=dict)
    """Elements of taxonomy that are compared once the terms are known."""
    aside: dict[str, Any] = field(default_factory=dict)
    """Elements that no term of a tranche stands for."""
    assumed: tuple[str, ...] = ()
    """What the term sheet itself says is assumed."""
    repeats: list[tuple[str, Any, str]] = field(default_factory=list)

    def note(self, path: str, problem: str, instead: str) -> None:
        """One more mistake at a path below the term sheet; of very many the first."""
        if len(self.findings) < _MOST_FINDINGS:
            self._tell(path, problem, instead)

    def _tell(self, path: str, problem: str, instead: str) -> None:
        path = path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"
        self.findings.append(Finding(self.file, self.place + path, None, problem, instead))

    def put(self, key: str, value: Any, path: str, *, repeats: bool = False) -> None:
        """A term read at a path; one that was read elsewhere must say the same."""
        if repeats:
            self.repeats.append((key, value, path))
        elif key not in self.terms:
            self.terms[key], self.sources[key] = value, path
        elif not same(self.terms[key], value):
            problem = f"{_told(value)} is not what {self.sources[key]} says"
            instead = f"write {_told(self.terms[key])} in both: a tranche has one term for them"
            self.note(path, problem, instead)


def walked(file: str, place: str, document: Mapping[str, Any]) -> Sheet:
    """A term sheet with all that can be said of it before its terms are put together."""
    sheet = Sheet(file, place)
    _strangers(sheet, document, "", (BODY[0], EXTENSION))
    outer = _object(sheet, document, BODY[0], "")
    if outer is not None:
        _strangers(sheet, outer, f"{BODY[0]}.", (BODY[1],))
        body = _object(sheet, outer, BODY[1], f"{BODY[0]}.")
        if body is not None:
            _group(sheet, body, "")
    _extension(sheet, document.get(EXTENSION))
    for key, value, path in sheet.repeats:
        if key in sheet.terms:
            sheet.put(key, value, path)
    return sheet


def _object(
    sheet: Sheet, around: Mapping[str, Any], name: str, prefix: str
) -> dict[str, Any] | None:
    value = around.get(name)
    if isinstance(value, dict):
        return value
    problem = "is missing" if name not in around else f"{_told(value)} is no object"
    sheet.note(f"{prefix}{name}", problem, SHAPE)
    return None


def _strangers(sheet: Sheet, given: Mapping[str, Any], prefix: str, known: Iterable[str]) -> None:
    known = tuple(known)
    for name in given:
        if name not in known and len(sheet.findings) < _MOST_FINDINGS:
            close = nearest(name, known)
            instead = f"write {close}" if close else f"leave it out; known here: {_listed(known)}"
            sheet.note(f"{prefix}{name[:60]}", "is not a known element", instead)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) <= 8 else f"{', '.join(names[:8])} and others"


def _group(sheet: Sheet, given: Mapping[str, Any], group: str) -> None:
    """The elements of an object of the taxonomy; `group` is its path, empty for the outermost."""
    inside = f"{group}." if group else ""
    paths = [
        p for p in (*ELEMENTS, *GROUPS) if p.startswith(inside) and "." not in p[len(inside) :]
    ]
    top = f"{'.'.join(BODY)}."
    _strangers(sheet, given, top + inside, [path[len(inside) :] for path in paths])
    for path in paths:
        name = path[len(inside) :]
        if name not in given:
            continue
        if path in GROUPS:
            value = _object(sheet, given, name, top + inside)
            if value is not None:
                _group(sheet, value, path)
        else:
            _element(sheet, path, given[name], top + path)


def _element(sheet: Sheet, path: str, value: Any, at: str) -> None:
    element = ELEMENTS[path]
    if isinstance(element, Carried):
        read = _form(sheet, element.form, value, at, element.example)
        if read is not None:
            sheet.put(element.key, read, at, repeats=element.repeats)
    elif isinstance(element, Worded):
        _word(sheet, element, value, at)
    elif isinstance(element, Constant):
        values = value if isinstance(value, list) else [value]
        if not all(same(entry, element.value) for entry in values):
            sheet.note(at, f"{_told(value)} cannot be simulated", f'only "{element.value}" can be')
    elif isinstance(element, Refused):
        instead = "leave it out, if the bond may be simulated without it"
        sheet.note(at, "is a term that cannot be simulated", instead)
    elif isinstance(element, Aside):
        sheet.aside[path] = value
    else:
        _made(sheet, path, value, at)


def _made(sheet: Sheet, path: str, value: Any, at: str) -> None:
    if path == _IDENTIFIERS:
        _identifiers(sheet, value, at)
    elif path in _LINES:
        entries = value if isinstance(value, list) else [value]
        if any(isinstance(entry, dict) and "Product" in entry for entry in entries):
            instead = "write a term sheet for each, and all of them into one list"
            sheet.note(at, "holds products of its own", instead)
        sheet.aside[path] = value
    elif path not in _PLATFORM:
        sheet.made[path] = value
    elif value != _PLATFORM[path]:
        sheet.aside[path] = value


def _form(sheet: Sheet, form: str, value: Any, at: str, example: str) -> Decimal | date | None:
    """A decimal or a date; None, and a note, where it is neither."""
    read = _decimal(value) if form == "decimal" else _date(value)
    if read is None:
        kind = "a decimal number" if form == "decimal" else "a date"
        sheet.note(at, f"{_told(value)} is not {kind}", f"write it like {example}")
    return read


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, str):
        return Decimal(value) if _DECIMAL.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() and abs(number.adjusted()) <= 30 else None


def _date(value: Any) -> date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _word(sheet: Sheet, element: Worded, value: Any, at: str) -> None:
    if not isinstance(value, str) or value not in (*element.words, *element.others):
        problem = f"{_told(value)} is not a word of the taxonomy here"
        sheet.note(at, problem, one_of(str(value), element.words))
    elif value in element.others:
        sheet.note(at, f'"{value}" cannot be simulated', f"only {quoted(element.words)} can be")
    else:
        for key, term in element.words[value].items():
            sheet.put(key, term, at, repeats=element.repeats)


def _identifiers(sheet: Sheet, value: Any, at: str) -> None:
    """The one ISIN of the list; other identifiers are read over."""
    at = f"{at}.SecurityIdentifier"
    entries = value.get("SecurityIdentifier") if isinstance(value, dict) else None
    entries = [entries] if isinstance(entries, dict) else entries
    instead = 'write {"SecurityIdentifier": [{"ISIN": "…", "IdentifierType": "ISIN"}]}'
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        sheet.note(at, "is no list of identifiers", instead)
        return
    for place, entry in enumerate(entries, 1):
        if entry.get("IdentifierType") != "ISIN":
            sheet.aside[f"{_IDENTIFIERS}.SecurityIdentifier.{place}"] = entry
        elif not isinstance(entry.get("ISIN"), str) or not entry["ISIN"]:
            sheet.note(f"{at}.{place}.ISIN", "is missing", instead)
        else:
            sheet.put("isin", entry["ISIN"], f"{at}.{place}.ISIN")


def _extension(sheet: Sheet, block: Any) -> None:
    """Our own block: terms no element carries, and what of them is assumed."""
    if block is None:
        return
    if not isinstance(block, dict):
        sheet.note(EXTENSION, f"{_told(block)} is no object", f'write {{"{TERMS}": {{…}}}}')
        return
    _strangers(sheet, block, f"{EXTENSION}.", (BASIS, TERMS, ASSUMED, LEFT_OUT))
    terms = block.get(TERMS, {})
    if isinstance(terms, dict):
        for key, value in flat(terms):
            sheet.put(key, value, f"{EXTENSION}.{TERMS}.{key}")
    else:
        sheet.note(f"{EXTENSION}.{TERMS}", f"{_told(terms)} is no object", 'write {"code": "HKD"}')
    assumed = block.get(ASSUMED, [])
    if isinstance(assumed, list) and all(isinstance(key, str) for key in assumed):
        sheet.assumed = tuple(assumed)
    else:
        instead = 'write ["tranche.record_days"]'
        sheet.note(f"{EXTENSION}.{ASSUMED}", "is no list of keys", instead)


def _told(value: Any) -> str:
    if value is None:
        return "null"
    # Decimals and dates are text in a term sheet.
    return shown(value if isinstance(value, int | dict | list) else str(value))
