"""Rules about what registrar and regulator order: by whom, when, and to whom it may go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sim.model.events import Event, Pause, Unpause
from sim.model.market import Order
from sim.model.market_rules import named
from sim.model.partial import UnreadError
from sim.model.party import Party
from sim.model.plain import Complaint
from sim.model.replacing import Moment, in_force, moment_of, replacements
from sim.model.scenario import Scenario
from sim.model.words import quoted

__all__ = [
    "authority_exists",
    "lost_account_can_be_replaced",
    "order_is_by_an_account_in_force",
    "parties_act_by_accounts_in_force",
    "pauses_alternate",
    "replaced",
    "replacement_can_hold",
]


def authority_exists(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Somebody holds the role of whoever orders a forced transfer."""
    if event.kind == "forced_transfer" and not scenario.with_role(event.by):
        # Only the regulator may be absent: no deal starts without a registrar.
        instead = f'write by = "registrar", or add "{event.by}" to the roles of one party'
        path = ("by",) if "by" in event.model_fields_set else ()
        yield Complaint(path, f'no party is the "{event.by}" who would order it', instead)


def pauses_alternate(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """A pause stops what goes on, and lifting one needs one."""
    if event.kind != "pause" and event.kind != "unpause":
        return
    since = _paused_since(scenario, event)
    if event.kind == "pause" and since is not None:
        problem = f"{event.tranche} is paused since {since.date} already"
        yield Complaint(("tranche",), problem, 'add an "unpause" in between, or leave this out')
    if event.kind == "unpause" and since is None:
        problem = f"{event.tranche} is not paused on {event.date}"
        yield Complaint(
            ("tranche",), problem, 'add a "pause" of an earlier date, or leave this out'
        )


def lost_account_can_be_replaced(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Whoever lost its key may hold the bond, and does nothing else in the deal."""
    if event.kind != "replace_account":
        return
    party = _party(scenario, event.lost)
    if party is None:
        return
    before = replacements(scenario, moment_of(scenario, event))
    took_over = any(earlier.replacement == party.name for earlier in before)
    if not party.is_investor and not took_over:
        problem = f'"{party.name}" is not an investor: it has nothing to recover'
        yield Complaint(("lost",), problem, "name an investor")
    duties = [role for role in party.roles if role != "nominee"]
    if duties:
        problem = f'"{party.name}" is {quoted(duties).replace(" or ", " and ")} with that key'
        yield Complaint(("lost",), problem, "name an investor without such a role")


def replacement_can_hold(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """A replacement is another party, and one the bond is offered to, or new to the register."""
    if event.kind != "replace_account":
        return
    if event.lost == event.replacement:
        problem = f'"{event.lost}" would replace itself'
        yield Complaint(("replacement",), problem, "name another party")
        return
    party = _party(scenario, event.replacement)
    if party is None:
        return
    if not party.is_investor and party.roles:
        problem = f'"{party.name}" is not an investor'
        instead = f'name one, or a party without roles: it takes over the entry of "{event.lost}"'
        yield Complaint(("replacement",), problem, instead)
    offer = scenario.offer
    offered = party.investor_class in offer.classes and party.jurisdiction in offer.jurisdictions
    if party.is_investor and not offered:
        problem = f'"{party.name}" may not hold the bond it would take over'
        instead = "give that party a class and jurisdiction of the offer, or neither"
        yield Complaint(("replacement",), problem, instead)


def parties_act_by_accounts_in_force(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """After its key was lost a party is named by the account that replaced it."""
    moment = moment_of(scenario, event)
    for key, name in named(event):
        yield from replaced(scenario, key, name, moment)


def order_is_by_an_account_in_force(scenario: Scenario, order: Order) -> Iterator[Complaint]:
    """Nobody bids with a lost key."""
    opens = scenario.book.opens if scenario.book else None
    at = order.at or opens
    day = at.date() if at else scenario.tranche(order.tranche).priced
    moment = Moment(day, True, len(scenario.events))
    yield from replaced(scenario, "investor", order.investor, moment)


def replaced(scenario: Scenario, key: str, name: str, moment: Moment) -> Iterator[Complaint]:
    """A complaint if another account acts for a party at that moment."""
    for event in replacements(scenario, moment):
        if event.lost == name and event.replacement != name:
            problem = f'"{name}" was replaced by "{event.replacement}" on {event.date}'
            successor = in_force(scenario, name, moment)
            yield Complaint((key,), problem, f'write "{successor}", which acts in its place')
            return


def _paused_since(scenario: Scenario, event: Pause | Unpause) -> Pause | None:
    """The pause of the event's tranche that is still on when the event comes."""
    moment = moment_of(scenario, event)
    turns: list[tuple[Moment, Pause | Unpause]] = []
    for other in scenario.events:
        with suppress(UnreadError):
            if (other.kind == "pause" or other.kind == "unpause") and (
                other.tranche == event.tranche and moment_of(scenario, other) < moment
            ):
                turns.append((moment_of(scenario, other), other))
    last = max(turns, key=lambda turn: turn[0])[1] if turns else None
    return last if last is not None and last.kind == "pause" else None


def _party(scenario: Scenario, name: str) -> Party | None:
    """The party of that name; one that is not declared has a complaint of its own."""
    return next((party for party in scenario.parties if party.name == name), None)
