"""`cash`: every movement of money, as each of its owners sees it.

Money that moves outside the chain has no balance there, so its rows have none; their reference is
the payment system's, where its operator gave one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.chain.logs import Burned, Minted, Transfer
from sim.ledger.deal import Deal
from sim.ledger.entries import Entry
from sim.ledger.inputs import ZERO, Address
from sim.ledger.rows import CashRow

__all__ = ["cash"]


def cash(entries: Iterable[Entry], deal: Deal) -> Iterator[CashRow]:
    """The payer's row, then the payee's; one row where money is created or destroyed."""
    balances: dict[tuple[Address, Address], int] = {}
    for entry in entries:
        log = entry.cash
        if log is None:
            continue
        if log.from_ != ZERO:
            left = balances.get((log.address, log.from_), 0) - log.value
            balances[log.address, log.from_] = left
            yield _row(entry, log, log.from_, log.value, None, left, deal)
        if log.to != ZERO:
            has = balances.get((log.address, log.to), 0) + log.value
            balances[log.address, log.to] = has
            yield _row(entry, log, log.to, None, log.value, has, deal)


def _row(
    entry: Entry,
    log: Transfer,
    owner: Address,
    debit: int | None,
    credit: int | None,
    balance: int,
    deal: Deal,
) -> CashRow:
    last, money = entry.last, deal.cash[log.address]
    return CashRow(
        last.at,
        deal.civil[last.at],
        deal.names[owner],
        money.rail,
        money.currency,
        debit,
        credit,
        balance if money.is_on_chain else None,
        deal.names[_other_side(entry, log, credit is not None)],
        entry.purpose,
        entry.payment or entry.reference,
        last.block,
        last.tx_index,
        last.log_index,
    )


def _other_side(entry: Entry, log: Transfer, received: bool) -> Address:
    """Money comes into being, and ends, at whoever issued it."""
    if isinstance(entry.cause, (Minted, Burned)):
        return entry.cause.by
    return log.from_ if received else log.to
