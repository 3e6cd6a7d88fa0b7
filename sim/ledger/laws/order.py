"""ORDER and FINAL: subjects go only where they may go, time runs forward, nothing is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from sim.chain import logs as chain
from sim.chain.logs import Economics, Log, TransactionType
from sim.ledger.inputs import Address
from sim.ledger.laws.authority import check_authority
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.laws.recoveries import UNSCHEDULED
from sim.ledger.laws.standing import check_standing
from sim.ledger.subjects import action_id, instruction_id

__all__ = ["final", "order"]

_Moves: TypeAlias = dict[type[Log], tuple[tuple[str, ...], str]]

_INSTRUCTION: Final[_Moves] = {
    chain.Instructed: (("",), "PENDING"),
    chain.Affirmed: (("PENDING",), "AFFIRMED"),
    chain.Matched: (("PENDING", "AFFIRMED"), "MATCHED"),
    chain.Prepositioned: (("MATCHED", "AWAITING"), ""),
    chain.AwaitingMoney: (("MATCHED",), "AWAITING"),
    chain.Settled: (("MATCHED", "AWAITING"), "SETTLED"),
    chain.SettlementFailed: (("MATCHED", "AWAITING"), "MATCHED"),
    chain.CancelRequested: (("PENDING", "MATCHED", "AWAITING"), ""),
    chain.Cancelled: (("PENDING", "MATCHED", "AWAITING"), "CANCELLED"),
    chain.Expired: (("PENDING", "MATCHED", "AWAITING"), "CANCELLED"),
}
"""From which states each event may come, and where it leads (empty: it stays)."""

_ACTION: Final[_Moves] = {
    chain.ActionAnnounced: (("",), "ANNOUNCED"),
    chain.ActionWithdrawn: (("ANNOUNCED",), "WITHDRAWN"),
    chain.ActionFunded: (("ANNOUNCED", "MISSED"), "FUNDED"),
    chain.ActionMissed: (("ANNOUNCED",), "MISSED"),
    chain.ActionCancelled: (("MISSED",), "CANCELLED"),
    chain.Paid: (("FUNDED",), ""),
    chain.Withheld: (("FUNDED",), ""),
    chain.Lapsed: (("FUNDED",), ""),
    chain.ActionPaid: (("FUNDED",), "PAID"),
    chain.Claimed: (("FUNDED", "PAID"), ""),
}

_ORDER: Final[_Moves] = {
    chain.OrderSubmitted: (("",), "LIVE"),
    chain.OrderRefused: (("",), "REFUSED"),
    chain.OrderWithdrawn: (("LIVE",), "WITHDRAWN"),
    chain.OrderAllocated: (("LIVE",), "ALLOCATED"),
    chain.PrimaryInstructed: (("ALLOCATED",), "INSTRUCTED"),
    chain.TakenUp: (("INSTRUCTED",), "TAKEN UP"),
}

_ENDS: Final = frozenset(
    {
        chain.Matched,
        chain.AwaitingMoney,
        chain.Settled,
        chain.SettlementFailed,
        chain.Cancelled,
        chain.Expired,
    }
)
"""Events that settlement ends for good."""


def order(case: Case) -> Verdict:
    """Every event finds its subject in a state from which it may come, in its window of time.

    Subjects are instructions, actions and orders, and what registrar and regulator stop or replace.
    """
    verdict = Verdict("ORDER")
    replay = _States(case, verdict)
    moves = {**_INSTRUCTION, **_ACTION, **_ORDER}
    for log in case.inputs.logs:
        if type(log) in moves:
            replay.move(log, *moves[type(log)])
    check_authority(case, verdict)
    check_standing(case, verdict)
    return verdict


def final(case: Case) -> Verdict:
    """Nothing settled is undone, and the chain is read in the order in which it was written."""
    verdict = Verdict("FINAL")
    _check_time(verdict, case.inputs.logs)
    settled: set[int] = set()
    for log in case.inputs.logs:
        if type(log) in _ENDS:
            verdict.checked += 1
            number: int = log.id  # type: ignore[attr-defined]
            if number in settled:
                problem = f"{type(log).__name__} after it was settled"
                verdict.breach(instruction_id(number), problem, log)
            if type(log) is chain.Settled:
                settled.add(number)
    return verdict


def _check_time(verdict: Verdict, logs: Iterable[Log]) -> None:
    """Places rise, and so does time from one block to the next.

    Tried once, however many logs there are: one that says nothing of the books leaves no trace.
    """
    place, at = (-1, -1, -1), 0
    verdict.checked += 1
    for log in logs:
        here = log.block, log.tx_index, log.log_index
        if here <= place or log.at < at or (log.at == at and here[0] not in (place[0], 0)):
            verdict.breach(f"block {log.block}", "out of the order of the chain", log)
        place, at = here, log.at


class _States:
    """Where every subject stands while logs are read."""

    def __init__(self, case: Case, verdict: Verdict) -> None:
        self._case = case
        self._verdict = verdict
        self._state: dict[tuple[str, Address, int], str] = {}
        self._windows: dict[type[Log], Callable[[Any], str]] = {
            chain.Matched: self._matched_by_both,
            chain.Settled: self._in_window,
            chain.SettlementFailed: self._in_window,
            chain.AwaitingMoney: self._in_window,
            chain.Expired: self._past_expiry,
            chain.ActionMissed: self._past_cutoff,
            chain.Paid: self._payable,
            chain.Withheld: self._payable,
        }

    def move(self, log: Log, allowed: tuple[str, ...], becomes: str) -> None:
        """Check one event against its subject's state, and move the subject on."""
        self._verdict.checked += 1
        kind, number = _subject(log)
        key = kind, log.address, number
        state = self._state.get(key, "")
        window = self._windows.get(type(log))
        problem = window(log) if window is not None else ""
        if state not in allowed:
            problem = f"{type(log).__name__} when {state or 'unknown'}"
        if problem:
            self._verdict.breach(_name(kind, number), problem, log)
        self._state[key] = becomes or state

    def _agreed(self, number: int) -> Economics | None:
        found = self._case.read.instructions.get(number)
        return None if found is None else found.economics

    def _matched_by_both(self, log: chain.Matched) -> str:
        """Trades need the other side; issues and claims come from contracts that hold its word."""
        agreed = self._agreed(log.id)
        two_sided = agreed is not None and agreed.transaction_type in (
            TransactionType.TRAD,
            TransactionType.OWNI,
        )
        affirmed = self._state.get(("instruction", log.address, log.id)) == "AFFIRMED"
        return "Matched without the other side" if two_sided and not affirmed else ""

    def _in_window(self, log: chain.Settled | chain.SettlementFailed | chain.AwaitingMoney) -> str:
        agreed = self._agreed(log.id)
        inside = agreed is None or agreed.opens_at <= log.at < agreed.expires_at
        return "" if inside else f"{type(log).__name__} outside its window"

    def _past_expiry(self, log: chain.Expired) -> str:
        agreed = self._agreed(log.id)
        return "" if agreed is None or log.at >= agreed.expires_at else "Expired before its expiry"

    def _past_cutoff(self, log: chain.ActionMissed) -> str:
        action = self._case.read.actions.get(log.action_id)
        if action is None:
            return ""
        period = action.tranche.periods[action.announced.announcement.period_index]
        return "" if log.at >= period.funding_cutoff else "missed before its cut-off"

    def _payable(self, log: chain.Paid | chain.Withheld) -> str:
        action = self._case.read.actions.get(log.action_id)
        if action is None or action.announced.announcement.kind in UNSCHEDULED:
            return ""
        period = action.tranche.periods[action.announced.announcement.period_index]
        return "" if log.at >= period.payable_from else "paid before it was payable"


def _subject(log: Any) -> tuple[str, int]:
    if type(log) in _INSTRUCTION:
        return "instruction", log.id
    if type(log) in _ACTION:
        return "action", log.action_id
    return "order", log.order_id


def _name(kind: str, number: int) -> str:
    names = {"instruction": instruction_id, "action": action_id}
    return names[kind](number) if kind in names else f"order {number}"
