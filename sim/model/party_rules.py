"""Rules about who takes part: names, roles, standing, and what stands behind each rail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.model.lines import Path
from sim.model.party import Offer, Party
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Rail
from sim.model.words import NEEDED_ROLES, one_of, quoted

__all__ = [
    "declared_party",
    "investor_is_complete",
    "lead_arranger_may_hold",
    "may_bid",
    "name_is_not_reserved",
    "needed_roles_are_held",
    "party_names_differ",
    "rail_is_backed",
]

# Who may stand behind each kind of money.
_BACKERS: Final[dict[str, tuple[str, ...]]] = {
    "cbdc": ("central bank",),
    "stablecoin": ("cash issuer",),
    "deposit": ("cash issuer",),
    "rtgs": ("rail operator", "central bank"),
}


# Accounts of a run that are no party, without case.
_TAKEN: Final = frozenset({"deployer", "roles", "investorregister", "settlement", "payingagent"})


def declared_party(scenario: Scenario, key: str, name: str | None) -> Iterator[Complaint]:
    """A complaint if `name` is the name of no party."""
    names = [party.name for party in scenario.parties]
    # Without a single party the file has a complaint of its own.
    if name is not None and names and name not in names:
        instead = f"{one_of(name, names)}, or declare it under [[party]]"
        yield Complaint((key,), f'"{name}" is not a declared party', instead)


def party_names_differ(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """Names are compared without case: ledgers are read by people."""
    seen: set[str] = set()
    for place, party in enumerate(scenario.parties):
        name = party.name.lower()
        if name in seen:
            path: Path = ("party", place, "name")
            yield Complaint(path, f'"{party.name}" is declared twice', "give it another name")
        seen.add(name)


def needed_roles_are_held(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """Some party must hold each role without which a deal cannot start; only one may issue."""
    held = [role for party in scenario.parties for role in party.roles]
    for role in NEEDED_ROLES:
        if role not in held:
            instead = f'add "{role}" to the roles of one party'
            yield Complaint(("party",), f'no party is the "{role}"', instead)
    if held.count("issuer") > 1:
        instead = "leave the role to one of them"
        yield Complaint(("party",), f"{held.count('issuer')} parties are the issuer", instead)


def investor_is_complete(_: Scenario, party: Party) -> Iterator[Complaint]:
    """A class, a jurisdiction and a KYC expiry come together or not at all."""
    standing = {
        "class": party.investor_class,
        "jurisdiction": party.jurisdiction,
        "kyc_expiry": party.kyc_expiry,
    }
    absent = [key for key, value in standing.items() if value is None]
    if len(absent) in (0, len(standing)):
        return
    given = [key for key in standing if key not in absent]
    problem = f"has {' and '.join(given)} but not {' and '.join(absent)}"
    instead = f"add {' and '.join(absent)}: an investor needs all three"
    yield Complaint((), problem, instead)


def name_is_not_reserved(scenario: Scenario, party: Party) -> Iterator[Complaint]:
    """Contracts, their deployer and the drawn investors of the book already have names."""
    if party.name.lower() in _TAKEN:
        problem = f'"{party.name}" is the name ledgers print for a contract or its deployer'
        yield Complaint(("name",), problem, "give the party another name")
    if scenario.book is not None and scenario.book.draws(party.name):
        problem = f'"{party.name}" is the name of an investor drawn by [book]'
        yield Complaint(("name",), problem, "give the party another name")


def rail_is_backed(scenario: Scenario, rail: Rail) -> Iterator[Complaint]:
    """Money has an issuer of the right role; a stablecoin an auditor and a custodian too."""
    yield from _in_role(scenario, "issuer", rail.issuer, _BACKERS[rail.kind])
    watchers = (
        ("auditor", rail.auditor, "reserve auditor"),
        ("custodian", rail.custodian, "custodian"),
    )
    for key, name, role in watchers:
        if name is not None:
            yield from _in_role(scenario, key, name, (role,))
        elif rail.kind == "stablecoin":
            instead = f"name the party that is its {role}"
            yield Complaint((key,), "is missing for a stablecoin", instead)


def lead_arranger_may_hold(scenario: Scenario, offer: Offer) -> Iterator[Complaint]:
    """What investors leave unpaid goes to the lead arranger, who must be able to hold it."""
    complaints = list(_in_role(scenario, "lead_arranger", offer.lead_arranger, ("arranger",)))
    yield from complaints
    leads = [party for party in scenario.parties if party.name == offer.lead_arranger]
    if complaints or not leads:
        return
    lead = leads[0]
    if "issuer" in lead.roles:
        problem = f'"{lead.name}" is the issuer, and cannot take up its own bond'
        yield Complaint(("lead_arranger",), problem, "name another arranger")
        return
    allowed = lead.investor_class in offer.classes and lead.jurisdiction in offer.jurisdictions
    if not (allowed and lead.admitted):
        problem = f'"{lead.name}" may not hold the bond it would have to take up'
        instead = "give that party a class and jurisdiction of the offer, and a kyc_expiry"
        yield Complaint(("lead_arranger",), problem, instead)


def may_bid(scenario: Scenario, investor: str) -> Iterator[Complaint]:
    """Who orders exists, is an investor, and not the issuer: an instruction has two sides."""
    yield from declared_party(scenario, "investor", investor)
    for party in scenario.parties:
        if party.name != investor:
            continue
        if "issuer" in party.roles:
            problem = f'"{investor}" is the issuer, and cannot bid for its own bond'
            yield Complaint(("investor",), problem, "name another investor")
        elif not party.is_investor:
            problem = f'"{investor}" is not an investor'
            instead = "give that party a class, a jurisdiction and a kyc_expiry"
            yield Complaint(("investor",), problem, instead)


def _in_role(
    scenario: Scenario, key: str, name: str, roles: tuple[str, ...]
) -> Iterator[Complaint]:
    yield from declared_party(scenario, key, name)
    party = next((party for party in scenario.parties if party.name == name), None)
    if party is not None and not set(roles) & set(party.roles):
        problem = f'"{name}" does not have the role {quoted(roles)}'
        yield Complaint((key,), problem, "add the role to that party, or name another")
