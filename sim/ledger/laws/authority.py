"""What ORDER asks of registrar and regulator: pauses alternate, and a lost account is lost once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.chain.logs import (
    AccountReplaced,
    InvestorRecorded,
    Log,
    Paused,
    RecoverySuccess,
    RegisterChange,
    Unpaused,
)
from sim.ledger.inputs import Address
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.successors import Successors

__all__ = ["check_authority"]


def check_authority(case: Case, verdict: Verdict) -> None:
    """Replay pauses, replacements and recoveries, and report each that could not have happened."""
    replay = _Authority(case, verdict)
    handlers = replay.handlers()
    for log in case.inputs.logs:
        handle = handlers.get(type(log))
        if handle is not None:
            handle(log)
    replay.end()


class _Authority:
    """What is paused and who was replaced while logs are read."""

    def __init__(self, case: Case, verdict: Verdict) -> None:
        self._case = case
        self._verdict = verdict
        self._paused: set[Address] = set()
        self._successors = Successors()
        self._unrecorded: dict[tuple[Address, RegisterChange], AccountReplaced] = {}

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        return {
            Paused: self._pause,
            Unpaused: self._unpause,
            AccountReplaced: self._replaced,
            InvestorRecorded: self._recorded,
            RecoverySuccess: self._recovered,
        }

    def end(self) -> None:
        """Report replacements that the register's entries do not show."""
        for (account, change), log in self._unrecorded.items():
            self._say(account, f"replaced, but not recorded as {change.name}", log)

    def _pause(self, log: Paused) -> None:
        self._verdict.checked += 1
        if log.address in self._paused:
            self._verdict.breach(self._bond(log), "Paused when PAUSED", log)
        self._paused.add(log.address)

    def _unpause(self, log: Unpaused) -> None:
        self._verdict.checked += 1
        if log.address not in self._paused:
            self._verdict.breach(self._bond(log), "Unpaused when not paused", log)
        self._paused.discard(log.address)

    def _replaced(self, log: AccountReplaced) -> None:
        self._verdict.checked += 1
        for account in (log.lost, log.replacement):
            if self._successors.is_lost(account):
                self._say(account, "AccountReplaced when REPLACED", log)
        self._successors.record(log)
        self._unrecorded[log.lost, RegisterChange.REPLACED] = log
        self._unrecorded[log.replacement, RegisterChange.RECOVERED] = log

    def _recorded(self, log: InvestorRecorded) -> None:
        if log.change not in (RegisterChange.REPLACED, RegisterChange.RECOVERED):
            return
        self._verdict.checked += 1
        if self._unrecorded.pop((log.account, log.change), None) is None:
            self._say(log.account, f"{log.change.name} without a replacement", log)

    def _recovered(self, log: RecoverySuccess) -> None:
        self._verdict.checked += 1
        if self._successors.in_force(log.lost) != log.replacement or log.lost == log.replacement:
            self._say(log.replacement, "RecoverySuccess for an account it did not replace", log)

    def _say(self, account: Address, problem: str, log: Log) -> None:
        self._verdict.breach(self._case.deal.names[account], problem, log)

    def _bond(self, log: Log) -> str:
        return self._case.deal.tranches[log.address].code
