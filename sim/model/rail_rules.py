"""Rules about the money investors choose at issue: the tranche must be paid that way."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.market import Book, Order
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.words import one_of

__all__ = ["election_is_possible", "order_is_paid_on_a_rail_of_the_tranche"]


def order_is_paid_on_a_rail_of_the_tranche(scenario: Scenario, order: Order) -> Iterator[Complaint]:
    """A bid may name any of its tranche's rails."""
    if order.rail is None:
        return
    for tranche in scenario.tranches:
        if tranche.code == order.tranche and order.rail not in tranche.rails:
            problem = f'tranche {tranche.code} is not paid by "{order.rail}"'
            yield Complaint(("rail",), problem, one_of(order.rail, tranche.rails))


def election_is_possible(scenario: Scenario, book: Book) -> Iterator[Complaint]:
    """Shares are at most the whole, and each rail is one some tranche can be paid on."""
    if book.elect is None:
        return
    shares = book.elect.shares()
    total = sum(share for _, share in shares)
    if total > 100:
        problem = f"the shares come to {total} per cent"
        yield Complaint(("elect",), problem, "write shares that come to 100 or less")
    rails = list(dict.fromkeys(kind for tranche in scenario.tranches for kind in tranche.rails))
    for kind, _ in shares:
        if kind not in rails:
            problem = "no tranche is paid that way"
            instead = f"{one_of(kind, rails)}, or add it to the rails of a tranche"
            yield Complaint(("elect", kind), problem, instead)
