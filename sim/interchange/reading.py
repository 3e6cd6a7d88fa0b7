"""From a JSON file to tranches: terms put together, defaults taken, all mistakes told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from sim.errors import BadInput, Finding
from sim.interchange.elements import ELEMENTS, Carried, Worded
from sim.interchange.payments import differing
from sim.interchange.sheet import BODY, SHAPE, Sheet, walked
from sim.interchange.terms import nested, same, terms_of
from sim.interchange.writing import ASSUMED, EXTENSION, TERMS
from sim.json_file import read_json
from sim.model import Scenario, Tranche, deal_rules
from sim.model.facts import shown
from sim.model.lines import Path
from sim.model.plain import Complaint, known_keys
from sim.model.rules import Rule, broken_rules
from sim.model.scenario import KINDS
from sim.model.words import nearest, one_of
from sim.schedule.feasible_terms import TERMS_RULES

__all__ = ["TermSheet", "read_term_sheets"]

#: As many as a scenario may have.
_MOST: Final = 20

#: Levels of objects and lists: the taxonomy's own elements need nine.
_DEEPEST: Final = 40

#: What must hold of tranches whatever else a scenario will say.
_RULES: Final[tuple[Rule, ...]] = (
    ("", deal_rules.tranche_codes_differ),
    ("", deal_rules.isins_differ),
    ("tranche", deal_rules.amounts_fit_the_currency),
    ("tranche", deal_rules.amounts_are_whole_units),
    ("tranche", deal_rules.minimum_is_within_size),
    ("tranche", deal_rules.priced_then_issued_then_matures),
    *TERMS_RULES,
)


#: Terms that are assumed from others where no element tells them.
_ASSUMED_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "calculation_amount": ("minimum_denomination",),
    "yield": ("issue_price", "coupon.rate"),
}


@dataclass(frozen=True, slots=True)
class TermSheet:
    """A tranche as a term sheet tells it."""

    tranche: Tranche
    assumed: tuple[str, ...]
    """Keys of a scenario that the term sheet does not settle, like `tranche.rails`."""
    parties: tuple[str, ...]
    """Who plays which role, as `ISSUER: name`."""
    aside: Mapping[str, Any]
    """Elements that no term of a tranche stands for, by path."""


def read_term_sheets(path: str) -> tuple[TermSheet, ...]:
    """The term sheets of a JSON file: one object, or a list of them.

    What the taxonomy does not tell is taken from our own block of the file, else assumed. Raises
    BadInput with everything that is wrong.
    """
    document = read_json(path, f"term sheets are JSON: {SHAPE}")
    sheets = [walked(path, place, entry) for place, entry in _entries(document, path)]
    _assume(sheets)
    tranches = [_tranche(sheet) for sheet in sheets]
    read = [tranche for tranche in tranches if tranche is not None]
    if len(read) == len(sheets):
        _check(sheets, read)
    findings = [found for sheet in sheets for found in sheet.findings]
    if findings:
        raise BadInput(dict.fromkeys(findings))
    return tuple(map(_finished, sheets, read))


def _entries(document: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if _depth(document) > _DEEPEST:
        raise BadInput(Finding(path, "", None, "is nested too deeply", SHAPE))
    several = isinstance(document, list)
    entries = document if several else [document]
    if not entries:
        raise BadInput(Finding(path, "", None, "holds no term sheet", SHAPE))
    if len(entries) > _MOST:
        problem = f"holds {len(entries)} term sheets"
        raise BadInput(Finding(path, "", None, problem, f"a scenario has at most {_MOST} tranches"))
    for place, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            told = "null" if entry is None else shown(entry)
            key = str(place) if several else ""
            raise BadInput(Finding(path, key, None, f"holds {told} and no term sheet", SHAPE))
        yield (f"{place}." if several else ""), entry


def _depth(document: Any) -> int:
    """Levels of nesting, as far as they matter; counted without recursion."""
    depth, level = 0, [document] if isinstance(document, dict | list) else []
    while level and depth <= _DEEPEST:
        depth += 1
        tables = (part.values() if isinstance(part, dict) else part for part in level)
        level = [part for table in tables for part in table if isinstance(part, dict | list)]
    return depth


def _assume(sheets: Iterable[Sheet]) -> None:
    """What a tranche needs, no taxonomy tells, and the model has no default for."""
    codes: set[str] = set()
    for sheet in sheets:
        terms = sheet.terms
        terms.setdefault("rails", ["cbdc"])
        if "minimum_denomination" in terms:
            terms.setdefault("calculation_amount", terms["minimum_denomination"])
        if "coupon.rate" in terms and same(terms.get("issue_price"), 100):
            # At par the yield is the coupon; at any other price it has to be said.
            terms.setdefault("yield", terms["coupon.rate"])
        code = str(terms.get("currency", "X"))
        while "code" not in terms and code in codes:
            code = f"{terms.get('currency', 'X')}-{len(codes) + 1}"
        codes.add(str(terms.setdefault("code", code)))


def _tranche(sheet: Sheet) -> Tranche | None:
    try:
        tables = nested(sheet.terms)
    except ValueError as error:
        key = str(error)
        sheet.note(_path(sheet, key), "is a term and an object of terms", "leave one of them out")
        return None
    tables.setdefault("coupon", {})
    try:
        return Tranche.model_validate(tables, context={"json": True})
    except ValidationError as error:
        told = {found.key.removeprefix(sheet.place) for found in sheet.findings}
        for detail in error.errors(include_url=False):
            complaint = _complaint(detail, sheet.terms)
            key = _key(complaint.path)
            path = _path(sheet, key)
            # An element that could not be read is not missing.
            if path not in told and not _is_consequence(sheet, detail["type"], key):
                sheet.note(path, complaint.problem, _instead(complaint, path))
        return None


def _is_consequence(sheet: Sheet, kind: str, key: str) -> bool:
    """Whether it is said only because of something else that is wrong or missing."""
    if kind == "missing":
        return any(basis not in sheet.terms for basis in _ASSUMED_FROM.get(key, ()))
    return kind == "default_factory_not_called"


def _complaint(detail: Any, terms: Mapping[str, Any]) -> Complaint:
    kind, loc = detail["type"], _without_kinds(detail["loc"], terms)
    if kind == "union_tag_not_found":
        return Complaint((*loc, "kind"), "is missing", "")
    if kind == "union_tag_invalid":
        kinds = KINDS[("tranche", *map(str, loc))]
        problem = f"{shown(detail['ctx']['tag'])} is not a known kind of {loc[-1]}"
        return Complaint((*loc, "kind"), problem, one_of(str(detail["ctx"]["tag"]), kinds))
    if kind == "plain":
        return Complaint(loc, str(detail["ctx"]["problem"]), str(detail["ctx"]["instead"]))
    if kind == "missing":
        at_par = ", and the issue price is not 100, where it would be the coupon's rate"
        return Complaint(loc, f"is missing{at_par if loc == ('yield',) else ''}", "")
    if kind == "extra_forbidden":
        keys = known_keys(("tranche", *(part for part in loc[:-1] if isinstance(part, str))))
        close = nearest(str(loc[-1]), keys)
        instead = f"write {close}" if close else f"leave it out; known here: {', '.join(keys)}"
        return Complaint(loc, "is not a known term", instead)
    given = detail["input"]
    told = "null" if given is None else shown(given)
    return Complaint(loc, f"{told} cannot be used here", "write it as a scenario does")


def _without_kinds(loc: Iterable[str | int], terms: Mapping[str, Any]) -> Path:
    """A place without the kinds pydantic took a table for: no term sheet has those keys."""
    path: Path = ()
    for part in loc:
        if part != terms.get(f"{_key(path)}.kind"):
            path = (*path, part)
    return path


def _key(loc: Iterable[str | int]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


def _path(sheet: Sheet, key: str) -> str:
    """Where a term was read; if nowhere, where it would be."""
    if key in sheet.sources:
        return sheet.sources[key]
    for path, element in ELEMENTS.items():
        if isinstance(element, Carried | Worded) and not element.repeats:
            first = element.key if isinstance(element, Carried) else element.keys[0]
            if first == key:
                return f"{'.'.join(BODY)}.{path}"
    return f"{EXTENSION}.{TERMS}.{key}"


def _instead(complaint: Complaint, path: str) -> str:
    if complaint.instead:
        return complaint.instead
    element = ELEMENTS.get(path.removeprefix(f"{'.'.join(BODY)}."))
    name = path.rsplit(".", 1)[-1]
    if isinstance(element, Carried):
        return f'add a line like: "{name}": {element.example}'
    if isinstance(element, Worded):
        return f'add a line like: "{name}": "{next(iter(element.words))}"'
    return "add it, as `greenbond termsheet hk-2023` prints it"


def _check(sheets: list[Sheet], tranches: list[Tranche]) -> None:
    """Compare terms with one another, and what else the term sheets say with the terms."""
    # A scenario of nothing but tranches: the rules above ask for nothing else.
    scenario = Scenario.model_construct(tranches=tuple(tranches))
    for complaint in broken_rules(scenario, _RULES):
        _, place, *inner = complaint.path
        sheet = sheets[int(place)]
        sheet.note(_path(sheet, _key(inner)), complaint.problem, complaint.instead)
    for sheet, tranche in zip(sheets, tranches, strict=True):
        if not sheet.findings:
            for path, problem, instead in differing(sheet.made, tranche):
                sheet.note(f"{'.'.join(BODY)}.{path}", problem, instead)
        for place, key in enumerate(sheet.assumed, 1):
            if key.split(".")[0] != "tranche" or not _is_term(key, tranche):
                path = f"{EXTENSION}.{ASSUMED}.{place}"
                sheet.note(path, f"{shown(key)} is no term", 'write one like "tranche.rails"')


def _is_term(key: str, tranche: Tranche) -> bool:
    *tables, last = key.split(".")
    return last in known_keys(tuple(tables)) or bool(known_keys((*tables, last)))


def _finished(sheet: Sheet, tranche: Tranche) -> TermSheet:
    unsettled = [f"tranche.{key}" for key in terms_of(tranche) if key not in sheet.sources]
    assumed = tuple(dict.fromkeys([*unsettled, *sheet.assumed]))
    return TermSheet(tranche, assumed, tuple(_parties(sheet.made)), sheet.aside)


def _parties(made: Mapping[str, Any]) -> Iterator[str]:
    """As far as the parties can be made out: they are for the reader, and change nothing."""
    names = {
        party.get("PID"): party.get("PartyName")
        for party in _listed(made.get("Party"))
        if isinstance(party.get("PID"), str)
    }
    for role in _listed(made.get("PartyRole")):
        linked = role.get("PartyID")
        pid = linked.get("PID") if isinstance(linked, dict) else None
        if isinstance(pid, str):
            word = role.get("PartyRoleOtherType") or role.get("PartyRoleType")
            yield f"{word}: {names.get(pid) or pid}"


def _listed(value: Any) -> list[dict[str, Any]]:
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, dict)]
