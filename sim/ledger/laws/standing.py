"""ORDER, of defaults and votes: how a bond stands, and where a proposal is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sim.chain import logs as chain
from sim.chain.logs import ActionKind, CovenantsSet, Log, Outcome
from sim.ledger.inputs import Address
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.subjects import Action, proposal_id

__all__ = ["check_standing"]

_STANDING: Final[dict[type[Log], tuple[frozenset[str], str]]] = {
    chain.DefaultDeclared: (frozenset({"PERFORMING", "DEFAULTED", "ACCELERATED"}), ""),
    chain.DefaultCured: (frozenset({"DEFAULTED"}), "PERFORMING"),
    chain.Accelerated: (frozenset({"DEFAULTED"}), "ACCELERATED"),
    chain.Rescinded: (frozenset({"ACCELERATED"}), "PERFORMING"),
    chain.RecoveryStarted: (frozenset({"DEFAULTED", "ACCELERATED"}), "RECOVERING"),
}
"""From which standings each event may come, and where it leads (empty: at least DEFAULTED)."""


def check_standing(case: Case, verdict: Verdict) -> None:
    """Defaults are declared after their grace and end as they may; votes are cast while open."""
    states = _States(case, verdict)
    handlers = states.handlers()
    for log in case.inputs.logs:
        handle = handlers.get(type(log))
        if handle is not None:
            verdict.checked += 1
            handle(log)


class _States:
    """How every bond stands, and every proposal, while logs are read."""

    def __init__(self, case: Case, verdict: Verdict) -> None:
        self._case = case
        self._verdict = verdict
        self._standing: dict[Address, str] = {}
        self._grace: dict[Address, Any] = {}
        self._proposals: dict[int, str] = {}
        self._votes: dict[int, list[int]] = {}
        self._rights: dict[int, Mapping[Address, int]] = {}
        self._cast: dict[tuple[int, Address], int] = {}

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        return {
            CovenantsSet: self._promised,
            **dict.fromkeys(_STANDING, self._stands),
            chain.DefaultWaived: self._waived,
            chain.Proposed: self._proposed,
            chain.Voted: self._voted,
            chain.MeetingClosed: self._closed,
            chain.Enacted: self._enacted,
        }

    def _promised(self, log: CovenantsSet) -> None:
        self._grace[log.bond] = list(log.grace)

    def _stands(self, log: Any) -> None:
        before = self._standing.get(log.bond, "PERFORMING")
        allowed, becomes = _STANDING[type(log)]
        if before not in allowed:
            self._say(log.bond, f"{type(log).__name__} when {before}", log)
        if type(log) is chain.DefaultDeclared:
            self._check_grace(log)
            becomes = before if before == "ACCELERATED" else "DEFAULTED"
        self._standing[log.bond] = becomes

    def _check_grace(self, log: chain.DefaultDeclared) -> None:
        action = self._case.read.actions.get(log.action_id)
        if action is None or action.missed is None:
            self._say(log.bond, "a default on what was not missed", log)
            return
        ends = self._grace_of(action)
        if log.at < ends or log.at < action.missed.at:
            self._say(log.bond, "a default declared within its grace", log)

    def _grace_of(self, action: Action) -> int:
        told = action.announced.announcement
        grace = self._grace.get(told.bond, [])
        if told.period_index >= len(grace):
            return 0
        one = grace[told.period_index]
        interest = told.kind in (ActionKind.INTR, ActionKind.DINT)
        ends: int = one.interest_until if interest else one.principal_until
        return ends

    def _waived(self, log: chain.DefaultWaived) -> None:
        if self._standing.get(log.bond) == "DEFAULTED":
            self._standing[log.bond] = "PERFORMING"

    def _proposed(self, log: chain.Proposed) -> None:
        self._proposals[log.proposal_id] = "OPEN"
        self._votes[log.proposal_id] = [0, 0]
        record = log.bond, log.meeting.record_at
        self._rights[log.proposal_id] = self._case.records.get(record, {})

    def _voted(self, log: chain.Voted) -> None:
        state = self._proposals.get(log.proposal_id, "unknown")
        if state not in ("OPEN", "ADJOURNED"):
            self._complain(log.proposal_id, f"voted when {state}", log)
        self._check_right(log)
        self._votes.setdefault(log.proposal_id, [0, 0])[0 if log.in_favour else 1] += log.units

    def _check_right(self, log: chain.Voted) -> None:
        """Each unit of the record date votes once, whichever way."""
        key = log.proposal_id, log.holder
        cast = self._cast[key] = self._cast.get(key, 0) + log.units
        held = self._rights.get(log.proposal_id, {}).get(log.holder, 0)
        if cast > held:
            voter = self._case.deal.names[log.holder]
            self._complain(log.proposal_id, f"{cast} votes of {voter}, which held {held}", log)

    def _closed(self, log: chain.MeetingClosed) -> None:
        state = self._proposals.get(log.proposal_id, "unknown")
        if state not in ("OPEN", "ADJOURNED") or (
            state == "ADJOURNED" and log.outcome is Outcome.ADJOURNED
        ):
            self._complain(log.proposal_id, f"counted when {state}", log)
        if [log.in_favour, log.against] != self._votes.get(log.proposal_id):
            said = f"{log.in_favour} for and {log.against} against, which is not what was cast"
            self._complain(log.proposal_id, said, log)
        self._proposals[log.proposal_id] = log.outcome.name

    def _enacted(self, log: chain.Enacted) -> None:
        state = self._proposals.get(log.proposal_id, "unknown")
        if state != "CARRIED":
            self._complain(log.proposal_id, f"enacted when {state}", log)
        self._proposals[log.proposal_id] = "ENACTED"

    def _say(self, bond: Address, problem: str, log: Log) -> None:
        self._verdict.breach(self._case.deal.tranches[bond].code, problem, log)

    def _complain(self, number: int, problem: str, log: Log) -> None:
        self._verdict.breach(proposal_id(number), problem, log)
