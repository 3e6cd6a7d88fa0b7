"""`instruction_events`: what happened to each instruction, in chain order.

An attempt that passes an instruction over (SettlementSkipped) is not its event: nothing happened to
it, and how somebody composed a batch must not show in the books.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

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

# What the events carry; asked of a set, because this is one row an event.
_BY: Final = frozenset({Instructed, Affirmed, CancelRequested, Cancelled})
_REASON: Final = frozenset({SettlementFailed, Expired})
_ATTEMPT: Final = frozenset({Settled, SettlementFailed})


def instruction_events(logs: Iterable[Log], deal: Deal) -> Iterator[InstructionEventRow]:
    """A row an event, with the status before and after it."""
    status: dict[int, str] = {}
    for log in logs:
        becomes = _BECOMES.get(type(log))
        if becomes is None:
            continue
        number: int = log.id  # type: ignore[attr-defined]
        before = status.get(number, "")
        after = status[number] = becomes or before
        yield _row(log, before, after, deal)


def _row(log: Any, before: str, after: str, deal: Deal) -> InstructionEventRow:
    kind = type(log)
    reason = log.reason if kind in _REASON else Reason.NONE
    return InstructionEventRow(
        instruction_id(log.id),
        log.at,
        before,
        after,
        log.attempt if kind in _ATTEMPT else None,
        "" if reason is Reason.NONE else reason.name,
        deal.names[log.by] if kind in _BY else "",
        log.block,
        log.tx_index,
        log.log_index,
    )
