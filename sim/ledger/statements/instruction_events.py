"""`instruction_events`: what happened to each instruction, in chain order.

Waiting for money outside the chain is its event: pending, for want of money (MONY), no attempt yet.
An attempt that passes an instruction over (SettlementSkipped) is not its event: nothing happened to
it, and how somebody composed a batch must not show in the books.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sim.chain.logs import (
    Affirmed,
    AwaitingMoney,
    Cancelled,
    CancelRequested,
    Expired,
    Instructed,
    Log,
    Matched,
    Prepositioned,
    Reason,
    Settled,
    SettlementFailed,
)
from sim.ledger.deal import Deal
from sim.ledger.rows import InstructionEventRow
from sim.ledger.subjects import instruction_id

__all__ = ["instruction_events"]

_BECOMES: Final[dict[type[Log], str]] = {
    Instructed: "PENDING",
    Affirmed: "",
    Matched: "MATCHED",
    Prepositioned: "",
    Settled: "SETTLED",
    SettlementFailed: "",
    AwaitingMoney: "",
    CancelRequested: "",
    Cancelled: "CANCELLED",
    Expired: "CANCELLED",
}
"""The status an event leads to; empty where the instruction stays what it is."""

# What the events carry; asked of a set, because this is one row an event.
_BY: Final = frozenset({Instructed, Affirmed, CancelRequested, Cancelled})
_REASON: Final = frozenset({SettlementFailed, Expired})
_ATTEMPT: Final = frozenset({Settled, SettlementFailed})


def instruction_events(logs: Iterable[Log], deal: Deal) -> Iterator[InstructionEventRow]:
    """A row an event, with the status before and after it."""
    status: dict[int, str] = {}
    names = deal.names
    for log in logs:
        kind = type(log)
        becomes = _BECOMES.get(kind)
        if becomes is not None:
            event: Any = log
            before = status.get(event.id, "")
            after = status[event.id] = becomes or before
            yield InstructionEventRow(
                instruction_id(event.id),
                log.at,
                before,
                after,
                event.attempt if kind in _ATTEMPT else None,
                _reason_of(event, kind),
                names[event.by] if kind in _BY else "",
                log.block,
                log.tx_index,
                log.log_index,
            )


def _reason_of(event: Any, kind: type[Log]) -> str:
    if kind is AwaitingMoney:
        return Reason.MONY.name
    named = kind in _REASON and event.reason is not Reason.NONE
    return event.reason.name if named else ""
