"""`instruction_events`: what happened to each instruction, in chain order.

An attempt that passes an instruction over (SettlementSkipped) is not its event: nothing happened to
it, and how somebody composed a batch must not show in the books.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sim.chain.logs import (
    Affirmed,
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

_Event = (
    Instructed
    | Affirmed
    | Matched
    | Prepositioned
    | Settled
    | SettlementFailed
    | CancelRequested
    | Cancelled
    | Expired
)

_BECOMES: Final[dict[type[Log], str]] = {
    Instructed: "PENDING",
    Affirmed: "",
    Matched: "MATCHED",
    Prepositioned: "",
    Settled: "SETTLED",
    SettlementFailed: "",
    CancelRequested: "",
    Cancelled: "CANCELLED",
    Expired: "CANCELLED",
}
"""The status an event leads to; empty where the instruction stays what it is."""

_BY: Final = (Instructed, Affirmed, CancelRequested, Cancelled)
_REASON: Final = (SettlementFailed, Expired)
_ATTEMPT: Final = (Settled, SettlementFailed)


def instruction_events(logs: Iterable[Log], deal: Deal) -> Iterator[InstructionEventRow]:
    """A row an event, with the status before and after it."""
    status: dict[int, str] = {}
    for log in logs:
        becomes = _BECOMES.get(type(log))
        if becomes is None:
            continue
        before = status.get(log.id, "")  # type: ignore[attr-defined]
        after = status[log.id] = becomes or before  # type: ignore[attr-defined]
        yield _row(log, before, after, deal)  # type: ignore[arg-type]


def _row(log: _Event, before: str, after: str, deal: Deal) -> InstructionEventRow:
    reason = log.reason if isinstance(log, _REASON) else Reason.NONE
    return InstructionEventRow(
        instruction_id=instruction_id(log.id),
        at=log.at,
        from_status=before,
        to_status=after,
        attempt=log.attempt if isinstance(log, _ATTEMPT) else None,
        reason_code="" if reason is Reason.NONE else reason.name,
        by=deal.names[log.by] if isinstance(log, _BY) else "",
        block=log.block,
        tx_index=log.tx_index,
        log_index=log.log_index,
    )
