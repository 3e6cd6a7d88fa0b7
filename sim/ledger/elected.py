"""Units that holders elected to have repaid, and the puts they are for."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

from sim.chain.logs import Elected
from sim.ledger.inputs import Address
from sim.ledger.subjects import Action

__all__ = ["Elections"]

_Put: TypeAlias = tuple[Address, int]
"""A bond, and the period with whose payment a put goes."""


class Elections:
    """By put and holder, while logs are read."""

    def __init__(self) -> None:
        self._units: defaultdict[_Put, dict[Address, int]] = defaultdict(dict)
        self._announced: dict[_Put, Action] = {}

    def announce(self, action: Action) -> None:
        """A put is for what is elected by its record date."""
        told = action.announced.announcement
        if action.is_put:
            self._announced[told.bond, told.period_index] = action
            action.elected = self._units[told.bond, told.period_index]

    def elect(self, log: Elected) -> None:
        """How many units in all a holder wants repaid from now on."""
        put = log.bond, log.period_index
        action = self._announced.get(put)
        # What is taken back after the record date was a right until then.
        if action is None or log.at < action.record_at:
            self._units[put][log.holder] = log.units
