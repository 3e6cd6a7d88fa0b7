"""Rules about who exercises what: calls, puts and cancellation, before a calendar is asked."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.events import Event
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche

__all__ = [
    "calls_and_puts_go_apart",
    "issuer_can_hold",
    "notice_is_of_a_term",
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
        if event.kind == "call" and event.ground != "option":
            key = f"{event.ground}_call"
            if getattr(tranche, key) is None:
                problem = f"tranche {tranche.code} has no {key}"
                instead = f"add a [tranche.{key}] table, or leave it out"
                yield Complaint(("ground",), problem, instead)
            return
        options = tranche.puts if event.kind == "put" else tranche.calls
        dates = [option.date for option in options]
        if event.payment not in dates:
            problem = f"tranche {tranche.code} has no {event.kind} on {event.payment}"
            told = " or ".join(str(day) for day in dates[:5])
            instead = f"write {told}" if dates else f"add a [[tranche.{event.kind}]] table"
            yield Complaint(("payment",), problem, instead)


def issuer_can_hold(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """What is cancelled was bought back, so the issuer must be able to hold."""
    if event.kind != "cancel":
        return
    for issuer in scenario.with_role("issuer"):
        if not issuer.is_investor:
            problem = f'"{issuer.name}" holds nothing to cancel: it is not an investor'
            instead = "give that party class, jurisdiction and kyc_expiry"
            yield Complaint(("tranche",), problem, instead)
