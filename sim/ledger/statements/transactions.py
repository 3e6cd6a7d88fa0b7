"""`transactions`: everything that was sent, reverted or not, with what the engine says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sim.ledger.deal import Deal
from sim.ledger.inputs import Account, Address, LedgerInputs
from sim.ledger.rows import TransactionRow

__all__ = ["transactions"]

_ADDRESS: Final = re.compile(r"0x[0-9a-f]{40}(?![0-9a-f])")


def transactions(inputs: LedgerInputs, deal: Deal) -> Iterator[TransactionRow]:
    """Rows in chain order; status is OK or REVERTED."""
    for sent in inputs.transactions:
        yield TransactionRow(
            sent.block,
            sent.chain_block,
            sent.at,
            deal.names[sent.sender],
            sent.contract,
            sent.function,
            "OK" if sent.status else "REVERTED",
            _named(sent.revert, inputs.names) if sent.revert else "",
            sent.gas_used,
            sent.tx_hash,
        )


def _named(revert: str, names: Mapping[Address, Account]) -> str:
    """The error with parties' names for their addresses; one that nobody named stays."""

    def name(found: re.Match[str]) -> str:
        account = names.get(found[0])
        return found[0] if account is None else account.name

    return _ADDRESS.sub(name, revert)
