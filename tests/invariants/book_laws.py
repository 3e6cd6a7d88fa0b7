"""The laws that hold a bond's money and payments to what they ought to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.chain.logs import ActionStatus
from tests.invariants.units import law

if TYPE_CHECKING:
    from tests.invariants.book import Book
    from tests.invariants.rights import Right


def check_money(book: Book) -> None:
    """Every account's money, and what the paying agent owes."""
    cash, agent = book.deal.cash, book.deal.paying
    held = book.deal.chain.balances(cash.address, book.everyone)
    differing = {
        account: (on_chain, book.money[account])
        for account, on_chain in zip(book.everyone, held, strict=True)
        if on_chain != book.money[account]
    }
    law("CASH", not differing, differing)
    owed, ours = agent.owed(cash.address), sum(right.owed for right in book.rights.values())
    law("SOLVENCY", owed == ours, owed, ours)
    law("SOLVENCY", book.money[agent.address] >= owed, owed)
    for right in book.rights.values():
        waiting = sum(kept.net + kept.tax for kept in right.withheld.values()) + right.tax_held
        law("SOLVENCY", 0 <= waiting <= right.owed or not right.is_funded, right)
        law("ONCE", right.paid <= right.funded, right)
        if right.status is ActionStatus.PAID:
            # Nothing is left but what waits for somebody: no cent is lost, and none is over.
            law("SOLVENCY", right.owed == waiting, right, waiting)


def check_rights(book: Book) -> None:
    """How each action stands, and what is set aside."""
    for right in book.rights.values():
        check_right(book, right)


def check_right(book: Book, right: Right) -> None:
    agent = book.deal.paying
    status = agent.action(right.number).status
    law("ORDER", status is right.status, right.number, status, right.status)
    for holder, kept in right.withheld.items():
        withheld = agent.withheld_of(right.number, holder)
        law("SOLVENCY", withheld == kept.net, right.number, holder, withheld, kept)
    if right.is_taxed:
        held = agent.tax_held(right.number)
        law("SOLVENCY", held == right.tax_held, right.number, held, right.tax_held)
