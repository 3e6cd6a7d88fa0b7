"""Rules about default, recovery and votes: that the tranche provides for them, in a fit order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sim.model.deal_rules import finer_than_money, outside_the_run
from sim.model.default import Propose, Vote
from sim.model.events import Event
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche
from sim.model.words import one_of

__all__ = [
    "proposal_is_coherent",
    "proposal_names_differ",
    "recovery_is_coherent",
    "remedy_is_promised",
    "shares_are_coherent",
    "trustee_acts",
    "vote_is_on_a_proposal",
]

_TERMS: Final = ("maturity", "redemption", "rate", "spread")
#: Which key changes which kind of coupon.
_CHANGED: Final = {("rate", "fixed"), ("rate", "stepped"), ("spread", "floating")}


def shares_are_coherent(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Something carries, and the second quorum is not above the first."""
    promised = tranche.default
    if promised is None:
        return
    for key in ("majority", "acceleration_share"):
        if getattr(promised, key) == 0:
            yield Complaint(("default", key), "0 would carry anything", "write a share above 0")
    if promised.adjourned_quorum > promised.quorum:
        problem = f"{promised.adjourned_quorum} is above the first quorum, {promised.quorum}"
        instead = f"write at most {promised.quorum}"
        yield Complaint(("default", "adjourned_quorum"), problem, instead)


def remedy_is_promised(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """What happens in a default is a term of the tranche."""
    match event.kind:
        case "declare_default" | "accelerate" | "rescind" | "recover" | "propose":
            for tranche in scenario.tranches:
                if tranche.code == event.tranche and tranche.default is None:
                    problem = f"tranche {tranche.code} says nothing of default"
                    instead = "add a [tranche.default] table below it"
                    yield Complaint(("tranche",), problem, instead)


def trustee_acts(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Only a trustee accelerates or rescinds alone, and only a trustee has costs."""
    if scenario.with_role("trustee"):
        return
    if event.kind == "accelerate" or event.kind == "rescind":
        vote = ', or propose it: matter = "accelerate"' if event.kind == "accelerate" else ""
        instead = f'add "trustee" to the roles of one party{vote}'
        yield Complaint((), f'no party is the "trustee" who would {event.kind}', instead)
    if event.kind == "recover" and event.costs is not None:
        instead = 'add "trustee" to the roles of one party, or leave costs out'
        yield Complaint(("costs",), 'no party is the "trustee" whose costs these are', instead)


def recovery_is_coherent(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """The record date closes before the instalment is paid, in money there is."""
    if event.kind != "recover":
        return
    for tranche in scenario.tranches:
        if tranche.code == event.tranche:
            yield from finer_than_money(tranche.currency, "amount", event.amount)
            if event.costs is not None:
                yield from finer_than_money(tranche.currency, "costs", event.costs)
    yield from outside_the_run(scenario, "record", event.record)
    if event.record >= event.date:
        problem = f"{event.record} is not before the day of the instalment, {event.date}"
        yield Complaint(("record",), problem, "write an earlier date")


def proposal_is_coherent(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Called, recorded, closed, adjourned, in this order; new terms only where they are asked."""
    if event.kind != "propose":
        return
    before, day = "date", event.date
    for key in ("record", "closes", "adjourned"):
        then = getattr(event, key)
        if then is None:
            continue
        yield from outside_the_run(scenario, key, then)
        if then < day or (then == day and key != "record"):
            yield Complaint((key,), f"{then} is not after {before}, {day}", "write a later date")
        before, day = key, then
    yield from _terms_proposed(scenario, event)


def _terms_proposed(scenario: Scenario, event: Propose) -> Iterator[Complaint]:
    given = [key for key in _TERMS if getattr(event, key) is not None]
    if event.matter == "amend" and not given:
        instead = "add a new maturity, redemption, rate or spread"
        yield Complaint((), "amends nothing", instead)
    issuers = [party.name for party in scenario.with_role("issuer")]
    if event.matter == "amend" and issuers and event.by not in issuers:
        problem = f'"{event.by}" is not the issuer, which new terms bind as well'
        yield Complaint(("by",), problem, f'write by = "{issuers[0]}"')
    if event.matter != "amend" and given:
        problem = f'matter "{event.matter}" changes no terms'
        yield Complaint((given[0],), problem, 'leave it out, or write matter = "amend"')
    if event.matter == "accelerate" and event.adjourned is not None:
        problem = "a share of all units accelerates, however many vote"
        yield Complaint(("adjourned",), problem, "leave it out")
    for tranche in scenario.tranches:
        if tranche.code == event.tranche and event.matter == "amend":
            yield from _can_change(tranche, given)
        if tranche.code == event.tranche and event.maturity is not None:
            yield from _is_later(tranche, event.maturity)


def _is_later(tranche: Tranche, maturity: date) -> Iterator[Complaint]:
    """Not before what was agreed; and a bond is repaid before claims on it end."""
    if maturity <= tranche.maturity:
        problem = f"{maturity} is not after the maturity agreed, {tranche.maturity}"
        yield Complaint(("maturity",), problem, "write a later date")
    years = 0 if tranche.default is None else tranche.default.prescription_years
    ends = tranche.maturity.year + years
    # Within a month of that day the calendar would have to be asked.
    if years and (maturity.year, maturity.month) >= (ends, tranche.maturity.month):
        problem = f"{maturity} is when claims end, {years} years after {tranche.maturity}"
        instead = f"write a date before {ends}, or a longer default.prescription_years"
        yield Complaint(("maturity",), problem, instead)


def _can_change(tranche: Tranche, keys: list[str]) -> Iterator[Complaint]:
    """A rate that is a term can be another one, and so can the spread over what is published."""
    code, coupon = tranche.code, tranche.coupon
    for key in keys:
        if key in ("maturity", "redemption") or (key, coupon.kind) in _CHANGED:
            continue
        match coupon.kind:
            case "zero":
                problem, instead = "bears no interest", "leave it out"
            case "floating":
                problem = f"has no rate of its own: it follows {coupon.reference}"
                instead = "write spread instead: what is added to it"
            case "inflation":
                problem = "is fixed when a period is nearly over: another would reach back"
                instead = "leave it out: votes change the maturity of such a bond"
            case _:
                problem, instead = "has no spread: its rate is a term", "write rate instead"
        yield Complaint((key,), f"tranche {code} {problem}", instead)


def proposal_names_differ(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """Votes name a proposal."""
    seen: set[str] = set()
    for place, event in enumerate(scenario.events):
        if event.kind != "propose":
            continue
        if event.name in seen:
            path = ("event", place, "name")
            yield Complaint(path, f'"{event.name}" is proposed twice', "give it another name")
        seen.add(event.name)


def vote_is_on_a_proposal(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """It exists, and the vote comes after its record date and before its end."""
    if event.kind != "vote":
        return
    proposals = {other.name: other for other in scenario.events if other.kind == "propose"}
    found = proposals.get(event.proposal)
    if found is None:
        problem = f'"{event.proposal}" is not proposed in this file'
        yield Complaint(("proposal",), problem, one_of(event.proposal, proposals))
        return
    yield from _in_time(event, found)


def _in_time(event: Vote, found: Propose) -> Iterator[Complaint]:
    last = found.adjourned or found.closes
    if not found.record < event.date <= last:
        problem = f"{event.date} is not between the record date and the end of the vote"
        instead = f"write a date after {found.record} and not after {last}"
        yield Complaint(("date",), problem, instead)
