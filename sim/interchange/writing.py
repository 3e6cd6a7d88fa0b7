"""From a scenario to a term sheet: what the taxonomy can say, and beside it what it cannot."""

from __future__ import annotations

from typing import Any, Final

from sim.interchange.elements import ELEMENTS, Aside, Carried, Constant, Made, Worded
from sim.interchange.payments import FIRST, PAYABLE, first_payment, payable_days
from sim.interchange.terms import jsonable, nested, same, terms_of
from sim.interchange.words import OTHER_ROLE, ROLES
from sim.model import Scenario, Tranche
from sim.model.assumptions import assumptions_behind

__all__ = ["ASSUMED", "BASIS", "EXTENSION", "LEFT_OUT", "PLATFORM", "TERMS", "term_sheet"]

#: The block of our own: nothing in it is the taxonomy's.
EXTENSION: Final = "GreenbondSimExtension"
BASIS: Final = "Basis"
TERMS: Final = "Terms"
ASSUMED: Final = "Assumed"
LEFT_OUT: Final = "LeftOut"

_BASIS: Final = (
    "ICMA Bond Data Taxonomy 1.2: element names, nesting and words of its XML schema, as JSON. "
    "Amounts, rates and prices are text, so that no reader rounds them; dates are before any "
    "business-day adjustment. This block is greenbond-sim's own."
)
_NOT_SAID: Final = "the taxonomy requires it; the scenario does not say"
_NO_WORD: Final = f"the taxonomy has no word for it; see {TERMS}"
_ALWAYS_LEFT_OUT: Final = {
    "Party.LEIIdentifier": _NOT_SAID,
    "Issuance.DltPlatform.SmartContract": "unknown before deployment: each run deploys anew",
    "Product.SecurityIdentifierList.SecurityIdentifier.DTI": "no token identifier is allotted",
}

#: What every tranche here runs on. The simulator's, not the deal's.
PLATFORM: Final = [
    {
        "Type": "Ethereum Virtual Machine, simulated",
        "Accessibility": "PERMISSIONED",
        "Role": "Registration, settlement and payment",
        "Operator": {"Decentralised": False},
        "TokenType": ["SECURITY"],
        "TokenTechnicalReference": ["ERC-20", "ERC-2612", "ERC-7943"],
    }
]


def term_sheet(scenario: Scenario, tranche: Tranche) -> dict[str, Any]:
    """The term sheet of one tranche, plain JSON. `scenario` gives the parties and what is assumed.

    A term goes into the taxonomy's element where one says exactly it, else into our own block.
    Raises StubPeriodError where coupon periods are not whole, as `sim.model.load` with
    `DATE_RULES` never lets them be.
    """
    told = _told(scenario, tranche)
    document = nested(told)
    return {
        "Document": {"ICMABondDataTaxonomy": document},
        EXTENSION: {
            BASIS: _BASIS,
            TERMS: nested(_untold(tranche, told)),
            ASSUMED: _assumed(scenario, tranche),
            LEFT_OUT: _left_out(told),
        },
    }


def _assumed(scenario: Scenario, tranche: Tranche) -> list[str]:
    """What is assumed of this tranche, without its code: a term sheet is of one."""
    behind = assumptions_behind(scenario, tranche.code, terms_of(tranche))
    own = f"tranche.{tranche.code}."
    return [f"tranche.{key.removeprefix(own)}" if key.startswith(own) else key for key in behind]


def _told(scenario: Scenario, tranche: Tranche) -> dict[str, Any]:
    """Every element that can be written, by its path, in the schema's order."""
    terms = terms_of(tranche)
    made = _made(scenario, tranche)
    told: dict[str, Any] = {}
    for path, element in ELEMENTS.items():
        value: Any = None
        if isinstance(element, Carried):
            value = jsonable(terms.get(element.key))
        elif isinstance(element, Worded) and element.written:
            value = _word(element, terms)
        elif isinstance(element, Constant) and element.written:
            value = element.value
        elif isinstance(element, Made):
            value = made.get(path)
        if value is not None:
            told[path] = value
    return told


def _made(scenario: Scenario, tranche: Tranche) -> dict[str, Any]:
    isin = [{"ISIN": tranche.isin, "IdentifierType": "ISIN"}] if tranche.isin else None
    roles, parties = _parties(scenario)
    return {
        "PartyRole": roles,
        "Party": parties,
        "Issuance.DltPlatform": PLATFORM,
        "Product.SecurityIdentifierList": isin and {"SecurityIdentifier": isin},
        PAYABLE: payable_days(tranche),
        FIRST: first_payment(tranche),
        "Product.DLTBondIndicator": True,
    }


def _parties(scenario: Scenario) -> tuple[list[Any], list[Any]]:
    """Who plays a role in the bond, by role; and each of them once, by its name in the scenario."""
    roles: list[Any] = []
    named: dict[str, Any] = {}
    for role, word in ROLES.items():
        for party in scenario.with_role(role):
            other = {"PartyRoleOtherType": role} if word == OTHER_ROLE else {}
            roles.append({"PartyRoleType": word, **other, "PartyID": {"PID": party.name}})
            named[party.name] = {"PID": party.name, "PartyName": party.title}
    return roles, list(named.values())


def _word(element: Worded, terms: dict[str, Any]) -> str | None:
    """The first word that says exactly these terms."""
    for word, said in element.words.items():
        if all(key in terms and same(terms[key], value) for key, value in said.items()):
            return word
    return None


def _untold(tranche: Tranche, told: dict[str, Any]) -> dict[str, Any]:
    """The terms no written element tells."""
    carried = {"isin"} if tranche.isin else set()
    for path, value in told.items():
        element = ELEMENTS[path]
        if isinstance(element, Carried):
            carried.add(element.key)
        elif isinstance(element, Worded):
            carried.update(element.words[value])
    terms = terms_of(tranche)
    return {key: jsonable(value) for key, value in terms.items() if key not in carried}


def _left_out(told: dict[str, Any]) -> dict[str, str]:
    """The elements a schema-valid document has and this one has not, each with the reason."""
    reasons = dict(_ALWAYS_LEFT_OUT)
    for path, element in ELEMENTS.items():
        if path in told:
            continue
        if isinstance(element, Aside) and element.required:
            reasons[path] = _NOT_SAID
        elif isinstance(element, Worded) and element.written:
            reasons[path] = _NO_WORD
        elif path == PAYABLE:
            reasons[path] = "the taxonomy has room for four days of a year"
    return reasons
