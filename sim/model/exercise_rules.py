"""Rules about who exercises what: calls, puts and cancellation, before a calendar is asked."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.events import Event
from sim.model.option_rules import dated_options
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche

__all__ = [
    "calls_and_puts_go_apart",
    "issuer_can_hold",
    "notice_is_of_a_term",
    "terms_are_not_voted_on",
]


def calls_and_puts_go_apart(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """A call to the date of a put would take the put away: no contract carries both."""
    called = [call.date for call in tranche.calls]
    for place, put in enumerate(tranche.puts):
        if put.date in called:
            problem = f"{put.date} is the date of a call already"
            yield Complaint(("put", place, "date"), problem, "write another date, or leave it out")


def notice_is_of_a_term(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Nobody exercises what the terms do not give."""
    if event.kind != "call" and event.kind != "put":
        return
    for tranche in scenario.tranches:
        if tranche.code != event.tranche:
            continue
        if event.kind == "call" and event.ground in ("tax", "clean_up"):
            key = f"{event.ground}_call"
            if getattr(tranche, key) is None:
                problem = f"tranche {tranche.code} has no {key}"
                instead = f"add a [tranche.{key}] table, or leave it out"
                yield Complaint(("ground",), problem, instead)
            return
        key = "partial_call" if event.kind == "call" and event.ground == "partial" else event.kind
        dates = [option.date for option in dict(dated_options(tranche))[key]]
        if event.payment not in dates:
            problem = f"tranche {tranche.code} has no {key} on {event.payment}"
            told = " or ".join(str(day) for day in dates[:5])
            instead = f"write {told}" if dates else f"add a [[tranche.{key}]] table"
            yield Complaint(("payment",), problem, instead)


def terms_are_not_voted_on(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """A vote on new terms binds what was in force when it was called: nothing changes meanwhile."""
    if event.kind != "call" and event.kind != "tap":
        return
    for other in scenario.events:
        if other.kind != "propose" or other.matter != "amend" or other.tranche != event.tranche:
            continue
        ends = other.adjourned or other.closes
        if other.date <= event.date <= ends:
            problem = f"holders vote on new terms from {other.date} to {ends}"
            yield Complaint(("date",), problem, "write a date before or after the vote")


def issuer_can_hold(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """What is cancelled was bought back, so the issuer must be able to hold."""
    if event.kind != "cancel":
        return
    for issuer in scenario.with_role("issuer"):
        if not issuer.is_investor:
            problem = f'"{issuer.name}" holds nothing to cancel: it is not an investor'
            instead = "give that party class, jurisdiction and kyc_expiry"
            yield Complaint(("tranche",), problem, instead)
