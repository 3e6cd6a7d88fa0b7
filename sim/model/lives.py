"""How long a tranche may live by the story: to its maturity, a proposed one, or while claims do."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from sim.model.partial import UnreadError
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche

__all__ = ["last_maturity", "longest_maturity", "may_trade_flat"]

_ENDS_DEFAULT = frozenset({"cure", "rescind"})
_CLAIMS = frozenset({"accelerate", "declare_default"})


def longest_maturity(scenario: Scenario, tranche: Tranche) -> date:
    """The latest maturity that any vote of the story may lead to."""
    latest = tranche.maturity
    for event in scenario.events:
        with suppress(UnreadError, AttributeError):
            if event.kind == "propose" and event.tranche == tranche.code:
                latest = max(latest, event.maturity or latest)
    return latest


def last_maturity(scenario: Scenario, tranche: Tranche, day: date) -> date | None:
    """The latest maturity that what comes before a day may lead to; None where claims live on.

    Whether a vote carries, or a default is accelerated, only the run shows.
    """
    latest = tranche.maturity
    for event in scenario.events:
        with suppress(UnreadError, AttributeError):
            if event.kind == "vote" or event.date > day or event.tranche != tranche.code:  # type: ignore[union-attr]
                continue
            if event.kind in _CLAIMS or (event.kind == "propose" and event.matter == "accelerate"):
                return None
            if event.kind == "propose" and event.maturity is not None:
                latest = max(latest, event.maturity)
    return latest


def may_trade_flat(scenario: Scenario, code: str, day: date) -> bool:
    """Whether a tranche may be in default on a day, by the events up to it; it then trades flat."""
    begun, ended = date.min, date.min
    for event in scenario.events:
        with suppress(UnreadError, AttributeError):
            if event.kind == "vote" or event.date > day or event.tranche != code:  # type: ignore[union-attr]
                continue
            if event.kind in _CLAIMS:
                begun = max(begun, event.date)
            elif event.kind in _ENDS_DEFAULT:
                ended = max(ended, event.date)
            elif event.kind == "propose" and event.matter == "waive":
                ended = max(ended, event.closes)
    return begun > date.min and begun >= ended
