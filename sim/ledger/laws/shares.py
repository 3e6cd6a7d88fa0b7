"""What SEGREGATION asks of a payment that reached a custodian: each client gets its own share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sim.chain.logs import Paid
from sim.custody import KeptBook, Withholding, due
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.laws.client_puts import elected_for
from sim.ledger.subjects import Action, action_id
from sim.model.words import RoundingBasis
from sim.units import money_text

__all__ = ["check_shares"]

_BASES: Final[tuple[RoundingBasis, ...]] = ("calculation_amount", "holding")
"""A share is rounded by either basis: which one is the tranche's term, and RECORD's to judge."""


def check_shares(case: Case, verdict: Verdict) -> None:
    """Each client was paid on the units its custodian's book, put right, has at the record date,
    or on those it elected for a put.
    """
    tiers = case.inputs.tiers
    books = {name: KeptBook(name) for name in (*tiers.custodians, *tiers.nominees)}
    for line in case.inputs.bookings:
        if line.book in books:
            books[line.book].write(line)
    for action, nominee, withheld in _paid(case):
        _check_kept(verdict, action, books[nominee])
        for custodian, behind in tiers.custodians.items():
            if behind == nominee:
                held = _entitled(case, action, books[custodian], nominee)
                _check_book(verdict, action, books[custodian], withheld, held)


def _paid(case: Case) -> Iterator[tuple[Action, str, Withholding]]:
    """Actions that reached a nominee, with its name and the tax it was paid less by."""
    for action in case.read.actions.values():
        for holder, payment in action.payments.items():
            name = case.deal.names[holder]
            received = isinstance(payment.log, Paid) or payment.claimed is not None
            if received and name in case.inputs.tiers.nominees:
                yield action, name, Withholding(payment.log.tax, payment.log.gross)


def _check_kept(verdict: Verdict, action: Action, book: KeptBook) -> None:
    """What a nominee kept, or paid of its own, is what rounding left over: a few cents."""
    paid = book.paid(action_id(action.id))
    _, kept = paid.get(book.keeper, (0, 0))
    # Amount and tax of each custodian, and of the nominee, are rounded. Not counted as a
    # comparison of its own: it belongs to those of the custodians' books.
    if abs(kept) > len(paid) + 1:
        scope = f"{action.tranche.code} {action_id(action.id)} of {book.keeper}"
        verdict.breach(scope, f"{money_text(kept, action.tranche.currency)} kept of its clients'")


def _entitled(case: Case, action: Action, book: KeptBook, nominee: str) -> Mapping[str, int]:
    """Units by client of a custodian: those of the record date, or those elected for a put."""
    if not action.is_put:
        return book.holdings(action.tranche.code, action.record_at)
    tiers, units = case.inputs.tiers, elected_for(case, action, nominee)
    clients = {tiers.of_account(account): n for account, n in units.items()}
    return {client.name: n for client, n in clients.items() if client.custodian == book.keeper}


def _check_book(
    verdict: Verdict,
    action: Action,
    book: KeptBook,
    withheld: Withholding,
    held: Mapping[str, int],
) -> None:
    told, tranche = action.announced.announcement, action.tranche
    paid = book.paid(action_id(action.id))
    for client in dict.fromkeys((*held, *paid)):
        if client == book.keeper:
            continue
        verdict.checked += 1
        # Nobody pays in for units a faulty book has below zero.
        units, (_, amount) = max(0, held.get(client, 0)), paid.get(client, (0, 0))
        gross = (due(units, told.amount_num, told.amount_den, basis) for basis in _BASES)
        rights = [withheld.net(amount) for amount in gross]
        if amount not in rights:
            scope = f"{tranche.code} {action_id(action.id)} of {client}"
            was, right = (money_text(value, tranche.currency) for value in (amount, rights[0]))
            verdict.breach(scope, f"{was} paid by {book.keeper}, {right} due on {units} units")
