"""Rules about holding through others: who may stand behind whom, and what then cannot be asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sim.model.events import Break, Event
from sim.model.limit_rules import MOST_ORDERS
from sim.model.market import Book, Order
from sim.model.market_rules import named
from sim.model.party import Party
from sim.model.party_rules import declared_party
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.words import one_of, quoted

__all__ = [
    "behind_is_a_nominee",
    "break_is_at_the_clients_custodian",
    "break_is_resolved_later",
    "break_units_are_possible",
    "client_may_hold",
    "drawn_are_behind_custodians",
    "event_needs_an_account_on_chain",
    "nominee_may_hold",
    "nominee_orders_are_few",
    "nominee_orders_for_clients_only",
    "orders_of_nominee",
    "through_is_a_custodian",
]

_ALL = Decimal(100)


def through_is_a_custodian(scenario: Scenario, party: Party) -> Iterator[Complaint]:
    """A client holds through a custodian that itself stands behind a nominee."""
    if party.through is None:
        return
    if party.behind is not None:
        problem = "stands beside behind: a party is a custodian's client or a custodian, not both"
        yield Complaint(("through",), problem, "leave one of the two out")
    if party.through == party.name:
        problem = f'"{party.name}" would hold through itself'
        yield Complaint(("through",), problem, "name another party, or leave it out: it is direct")
        return
    yield from _custodian(scenario, ("through",), party.through)


def behind_is_a_nominee(scenario: Scenario, party: Party) -> Iterator[Complaint]:
    """A custodian stands behind a party with the role of nominee."""
    if party.behind is None:
        return
    if "custodian" not in party.roles:
        instead = 'add "custodian" to its roles, or leave behind out'
        yield Complaint(("behind",), f'"{party.name}" is no custodian', instead)
    found = list(declared_party(scenario, "behind", party.behind))
    yield from found
    nominees = [other.name for other in scenario.parties if other.is_nominee]
    if not found and (party.behind not in nominees or party.behind == party.name):
        others = [name for name in nominees if name != party.name]
        instead = one_of(party.behind, others) if others else 'add "nominee" to another\'s roles'
        yield Complaint(("behind",), f'"{party.behind}" is no nominee it can stand behind', instead)


def client_may_hold(scenario: Scenario, party: Party) -> Iterator[Complaint]:
    """No contract sees a client, so its custodian must be sure of it: for the whole run."""
    if party.through is None:
        return
    if party.roles:
        problem = f'"{party.name}" has no account on chain, but is {quoted(party.roles)} there'
        yield Complaint(("roles",), problem.replace(" or ", " and "), "give them to another party")
    offer = scenario.offer
    if not party.is_investor:
        problem = f'"{party.name}" holds through "{party.through}" but is not an investor'
        yield Complaint((), problem, "give it a class, a jurisdiction and a kyc_expiry")
    elif party.investor_class not in offer.classes:
        problem = f'"{party.investor_class}" is not a class the bond is offered to'
        yield Complaint(("class",), problem, f"write {quoted(offer.classes)}")
    elif party.jurisdiction not in offer.jurisdictions:
        problem = f'"{party.jurisdiction}" is not a jurisdiction the bond is offered in'
        yield Complaint(("jurisdiction",), problem, f"write {quoted(offer.jurisdictions)}")
    elif party.kyc_expiry is not None and party.kyc_expiry < scenario.end:
        problem = f"{party.kyc_expiry} is before the end of the run, and no register would tell"
        yield Complaint(("kyc_expiry",), problem, f"write {scenario.end} or later")
    barred = {"admitted": not party.admitted, "sanctioned": party.sanctioned}
    for key in (key for key, is_barred in barred.items() if is_barred):
        instead = "leave it out, or leave through out: the register bars direct holders only"
        yield Complaint((key,), "keeps a client from its custodian's book", instead)


def nominee_may_hold(scenario: Scenario, party: Party) -> Iterator[Complaint]:
    """Whoever holds for custodians is on the register, and holds nothing of its own."""
    if not _has_custodians(scenario, party.name):
        return
    offer = scenario.offer
    offered = party.investor_class in offer.classes and party.jurisdiction in offer.jurisdictions
    if not (offered and party.admitted):
        problem = f'"{party.name}" may not hold the bond it would hold for others'
        instead = "give it a class and jurisdiction of the offer, and a kyc_expiry"
        yield Complaint((), problem, instead)
    if "issuer" in party.roles or offer.lead_arranger == party.name:
        problem = f'"{party.name}" would hold units of its own beside those of clients'
        instead = "leave issuing, and taking up what is unpaid, to another party"
        yield Complaint(("roles",), problem, instead)


def drawn_are_behind_custodians(scenario: Scenario, book: Book) -> Iterator[Complaint]:
    """Shares of the drawn investors go to custodians, and are no more than all of them."""
    shares = book.through or {}
    for name in shares:
        yield from _custodian(scenario, ("through", name), name)
    if sum(shares.values()) > _ALL:
        problem = f"{sum(shares.values())} per cent in all are more than there are"
        yield Complaint(("through",), problem, "write shares of at most 100 together")
    direct = book.investors - sum(int(book.investors * share / _ALL) for share in shares.values())
    if shares and 0 <= direct < book.unpaid:
        problem = f"{book.unpaid} is more than the drawn investors that hold directly, {direct}"
        yield Complaint(("unpaid",), problem, f"write at most {direct}: nominees pay for clients")


def nominee_orders_for_clients_only(scenario: Scenario, order: Order) -> Iterator[Complaint]:
    """An omnibus account bids for somebody."""
    if _has_custodians(scenario, order.investor):
        problem = f'"{order.investor}" holds for others and bids for none of them here'
        yield Complaint(("investor",), problem, "name the client it is for")


def nominee_orders_are_few(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """Every order of a client is one of the nominee's, and the offering takes a few of those."""
    behind = {party.name: party.behind for party in scenario.parties if party.behind}
    client = {party.name: behind.get(party.through or "") for party in scenario.parties}
    drawn = dict.fromkeys(behind.values(), 0)
    for name, share in ((scenario.book and scenario.book.through) or {}).items():
        if scenario.book is not None and name in behind:
            drawn[behind[name]] += int(scenario.book.investors * share / _ALL)
    for tranche in scenario.tranches:
        for nominee in drawn:
            orders = [o for o in scenario.orders if client.get(o.investor) == nominee]
            count = drawn[nominee] + sum(o.tranche == tranche.code for o in orders)
            if count > MOST_ORDERS:
                problem = f'"{nominee}" would enter {count} orders for {tranche.code}'
                instead = f"the offering takes {MOST_ORDERS} of one account: add another nominee"
                yield Complaint(("order",) if orders else ("book", "through"), problem, instead)


def orders_of_nominee(scenario: Scenario, investor: str) -> str:
    """The account an investor's orders come from: its own, or that of its nominee."""
    behind = {party.name: party.behind for party in scenario.parties}
    through = {party.name: party.through for party in scenario.parties}
    return behind.get(through.get(investor) or "") or investor


def event_needs_an_account_on_chain(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Clients have none; and a nominee's units are somebody's, so it cannot act for itself.

    What a client's custodian does for it, it may be told: to trade, to vote, to put.
    """
    if event.kind == "break":
        return
    for_clients = event.kind in ("trade", "vote", "put")
    through = {party.name: party.through for party in scenario.parties if party.through}
    for key, name in named(event):
        if name in through and not for_clients:
            problem = f'"{name}" holds through "{through[name]}" and has no account on chain'
            yield Complaint((key,), problem, "name a direct holder: clients trade, vote and put")
        allowed = event.kind in ("freeze", "unfreeze", "claim_withheld")
        if not allowed and _has_custodians(scenario, name):
            problem = f'"{name}" holds for others: nobody could say whose units these are'
            instead = "name the client" if for_clients else "name a direct holder"
            yield Complaint((key,), problem, instead)
    if event.kind == "trade" and event.short_of is not None and event.buyer in through:
        problem = f'"{event.buyer}" pays with the money its nominee has for all clients'
        yield Complaint(("short_of",), problem, "leave it out, or name a direct buyer")


def break_is_at_the_clients_custodian(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """The book that goes wrong is the one the client is in."""
    if event.kind != "break":
        return
    complaints = list(_custodian(scenario, ("custodian",), event.custodian, declared=False))
    yield from complaints
    clients = [party for party in scenario.parties if party.name == event.client]
    if complaints or not clients:
        return
    if clients[0].through != event.custodian:
        problem = f'"{event.client}" is no client of "{event.custodian}"'
        theirs = [party.name for party in scenario.parties if party.through == event.custodian]
        instead = f"write {quoted(theirs)}" if theirs else "give the custodian a client"
        yield Complaint(("client",), problem, instead)


def break_is_resolved_later(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """The correcting booking comes on a later day of the run than the fault."""
    if event.kind != "break" or event.resolved is None:
        return
    if event.resolved <= event.date:
        problem = f"{event.resolved} is not after the fault, {event.date}"
        yield Complaint(("resolved",), problem, "write a later date")
    if event.resolved > scenario.end:
        problem = f"{event.resolved} is after the end of the run, {scenario.end}"
        yield Complaint(("resolved",), problem, f"write {scenario.end} or earlier, or leave it out")


def break_units_are_possible(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """A booking missed is one the client can have; one entered wrongly is within the issue."""
    if event.kind != "break":
        return
    if event.fault == "wrong quantity" and event.units is None:
        yield Complaint((), "does not say what quantity was booked", "add units = 40, or another")
    for tranche in scenario.tranches:
        if tranche.code != event.tranche or event.units is None:
            continue
        issue = int(tranche.size / tranche.calculation_amount)
        most = issue if event.fault == "wrong quantity" else _most_moved(scenario, event)
        if event.units > most:
            whose = "the issue has" if most == issue else f'"{event.client}" moves at once'
            problem = f"{event.units} is more than {whose}"
            none = f'leave it out, and give "{event.client}" an order or a trade'
            yield Complaint(("units",), problem, f"write {most} or less" if most else none)


def _most_moved(scenario: Scenario, event: Break) -> int:
    """The largest order or trade a client has in a tranche: no booking of it can be larger."""
    sizes = [
        scenario.bid_units(order)
        for order in scenario.orders
        if (order.investor, order.tranche) == (event.client, event.tranche)
    ]
    for other in scenario.events:
        if other.kind == "trade" and other.tranche == event.tranche:
            sizes += [other.units] if event.client in (other.seller, other.buyer) else []
        if other.kind == "tap" and other.tranche == event.tranche:
            sizes += [one.units for one in other.orders if one.investor == event.client]
    return max(sizes, default=0)


def _custodian(
    scenario: Scenario, path: tuple[str, ...], name: str, *, declared: bool = True
) -> Iterator[Complaint]:
    """A complaint if `name` is no custodian, or one behind nobody."""
    party = next((party for party in scenario.parties if party.name == name), None)
    if party is None:
        if declared:
            for found in declared_party(scenario, path[0], name):
                yield found._replace(path=path)
    elif "custodian" not in party.roles:
        custodians = [other.name for other in scenario.parties if other.behind]
        instead = one_of(name, custodians) if custodians else 'give it the role and "behind"'
        yield Complaint(path, f'"{name}" is no custodian', instead)
    elif party.behind is None:
        nominees = [other.name for other in scenario.parties if other.is_nominee] or ["…"]
        instead = f"add behind = {quoted(nominees)} to that party"
        yield Complaint(path, f'"{name}" stands behind no nominee', instead)


def _has_custodians(scenario: Scenario, name: str) -> bool:
    return any(party.behind == name for party in scenario.parties)
