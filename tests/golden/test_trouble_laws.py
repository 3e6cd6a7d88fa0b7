"""The laws, of logs of the stories of trouble that somebody changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from sim.chain.logs import (
    ActionAnnounced,
    ActionCancelled,
    ActionKind,
    CovenantsSet,
    DefaultDeclared,
    DefaultInterestCharged,
    Enacted,
    Log,
    MeetingClosed,
    Outcome,
    RecoveryDistributed,
    RecoveryReceived,
    RecoveryStarted,
    Voted,
)
from sim.ledger import build
from sim.ledger.laws import Breach
from sim.model import load
from sim.run import ledger_inputs
from tests.runs import play

Change = Callable[[list[Log]], list[Log]]


@cache
def played(name: str):
    return play(load(name))


def breaches(name: str, change: Change) -> list[Breach]:
    inputs = ledger_inputs(played(name).outcome)
    changed = replace(inputs, logs=change(list(inputs.logs)))
    return list(build(changed).breaches)


def said(name: str, change: Change, law: str) -> list[str]:
    return [str(breach) for breach in breaches(name, change) if breach.law == law]


def each(kind: type[Log], **values: Any) -> Change:
    """Every event of a kind with other values."""
    return lambda logs: [replace(x, **values) if type(x) is kind else x for x in logs]


def without(kind: type[Log]) -> Change:
    return lambda logs: [log for log in logs if type(log) is not kind]


def announced(kind: ActionKind, **values: Any) -> Change:
    """Announcements of a kind of action with other values."""

    def change(logs: list[Log]) -> list[Log]:
        return [
            replace(log, announcement=replace(log.announcement, **values))
            if type(log) is ActionAnnounced and log.announcement.kind is kind
            else log
            for log in logs
        ]

    return change


def first_vote(logs: list[Log]) -> Voted:
    return next(log for log in logs if type(log) is Voted)


def first_voter(logs: list[Log]) -> str:
    return first_vote(logs).holder


DINT, LIQU = ActionKind.DINT, ActionKind.LIQU
COVENANTS = next(
    log for log in play(load("missed-coupon")).outcome.logs if type(log) is CovenantsSet
).covenants

RECORD = {
    "default interest at another rate": (
        "missed-coupon",
        each(CovenantsSet, covenants=replace(COVENANTS, default_rate=1)),
        "which is not what was promised",
    ),
    "default interest on nothing": (
        "missed-coupon",
        without(DefaultInterestCharged),
        "default interest on nothing",
    ),
    "default interest for a day more": (
        "missed-coupon",
        announced(DINT, accrual_num=7),
        "interest for 7 days, 6 late",
    ),
    "default interest of another amount": (
        "missed-coupon",
        announced(DINT, amount_num=1),
        "a unit announced",
    ),
    "default interest to others": (
        "missed-coupon",
        announced(DINT, record_at=1_746_612_000),
        "not to the holders of A001",
    ),
    "more distributed than came in": (
        "default-and-recovery",
        each(RecoveryReceived, amount=1_000_000_00),
        "is left of what came in",
    ),
    "more paid for costs than came in": (
        "default-and-recovery",
        without(RecoveryReceived),
        "more given away than came in",
    ),
    "more distributed than is owed": (
        "default-and-recovery",
        each(RecoveryStarted, principal_per_unit=1),
        "more distributed than a unit is owed",
    ),
    "an instalment nobody distributed": (
        "default-and-recovery",
        without(RecoveryDistributed),
        "an instalment of nothing",
    ),
    "an instalment of another amount": (
        "default-and-recovery",
        announced(LIQU, amount_per_unit=1),
        "which is not what was announced",
    ),
}


@pytest.mark.parametrize(("name", "change", "problem"), RECORD.values(), ids=RECORD)
def test_record_is_broken_by(name, change, problem):
    assert any(problem in text for text in said(name, change, "RECORD"))


ORDER = {
    "a default within its grace": (
        "default-and-recovery",
        each(DefaultDeclared, at=1_731_031_200 + 60),
        "declared within its grace",
    ),
    "a default on what was paid": (
        "default-and-recovery",
        each(DefaultDeclared, action_id=2),
        "a default on what was not missed",
    ),
    "an acceleration without a default": (
        "default-and-recovery",
        without(DefaultDeclared),
        "Accelerated when PERFORMING",
    ),
    "an action taken off that was not missed": (
        "default-and-recovery",
        each(ActionCancelled, action_id=3),
        "ActionCancelled when",
    ),
    "a vote on units cast already": (
        "consent-extension",
        lambda logs: [y for x in logs for y in ([x, x] if type(x) is Voted else [x])],
        "votes of",
    ),
    "the votes of others": (
        "consent-extension",
        lambda logs: each(Voted, holder=first_voter(logs))(logs),
        "votes of",
    ),
    "a vote of more than was held": (
        "consent-extension",
        lambda logs: each(Voted, units=first_vote(logs).units + 1)(logs),
        "votes of",
    ),
    "votes counted otherwise": (
        "consent-extension",
        each(MeetingClosed, in_favour=119),
        "which is not what was cast",
    ),
    "terms changed by a vote that failed": (
        "consent-extension",
        each(MeetingClosed, outcome=Outcome.REJECTED),
        "enacted when REJECTED",
    ),
    "a proposal enacted twice": (
        "consent-extension",
        lambda logs: [y for x in logs for y in ([x, x] if type(x) is Enacted else [x])],
        "enacted when ENACTED",
    ),
}


@pytest.mark.parametrize(("name", "change", "problem"), ORDER.values(), ids=ORDER)
def test_order_is_broken_by(name, change, problem):
    assert any(problem in text for text in said(name, change, "ORDER"))


@pytest.mark.parametrize("name", ["missed-coupon", "default-and-recovery", "consent-extension"])
def test_nothing_is_broken_by_the_logs_as_they_are(name):
    assert breaches(name, lambda logs: logs) == []
