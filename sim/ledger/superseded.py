"""What was announced and is owed no more, since new terms took its record date away."""

from __future__ import annotations

from typing import Final

from sim.chain.logs import ActionKind, ActionWithdrawn, TermsSet
from sim.ledger.subjects import Action

__all__ = ["supersede", "withdraw"]

#: Of no period's record date: default interest goes by what came late, instalments by their own.
_OTHERS: Final = frozenset({ActionKind.DINT, ActionKind.LIQU})


def withdraw(actions: dict[int, Action], log: ActionWithdrawn) -> None:
    """New terms took its place before anything was owed: nobody has a right by it."""
    actions.pop(log.action_id, None)


def supersede(actions: dict[int, Action], made: TermsSet) -> None:
    """Forget what was announced to holders of a record date that new terms have no more.

    The chain says so by an event only where something else is announced for that period.
    """
    for number in [key for key, action in actions.items() if _is_superseded(action, made)]:
        del actions[number]


def _is_superseded(action: Action, made: TermsSet) -> bool:
    told = action.announced.announcement
    if told.bond != made.bond or told.kind in _OTHERS or action.asked is not None:
        return False
    at = made.periods[told.period_index : told.period_index + 1]
    return not at or at[0].record_at != told.record_at
