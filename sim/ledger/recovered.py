"""Money of recoveries, which moves after its event told of it, in the same transaction.

And what of an instalment is interest, told after the instalment was announced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sim.chain.logs import (
    CostsPaid,
    Log,
    RecoveryDistributed,
    RecoveryReceived,
    RecoveryReturned,
)
from sim.ledger.inputs import Address
from sim.ledger.subjects import Action, Leg

__all__ = ["RecoveredMoney"]


class RecoveredMoney:
    """What was told and not found yet: purpose, event, and between whom how much moves."""

    def __init__(self, actions: Mapping[int, Action]) -> None:
        """`actions` grow while logs are read."""
        self._actions = actions
        self._told: list[tuple[str, Log, Address, Address, int]] = []

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        """What reads each event."""
        return {
            RecoveryReceived: self._received,
            RecoveryReturned: self._returned,
            CostsPaid: self._costs,
            RecoveryDistributed: self._distributed,
        }

    def legs(self, tokens: Iterable[Address]) -> Iterator[tuple[str, Log, list[Leg]]]:
        """Each event with the movements it may have told of, one a token; then nothing is left."""
        for purpose, log, giver, taker, amount in self._told:
            yield purpose, log, [(token, giver, taker, amount) for token in tokens]
        self._told.clear()

    def _received(self, log: RecoveryReceived) -> None:
        self._told.append(("RECV", log, log.by, log.address, log.amount))

    def _returned(self, log: RecoveryReturned) -> None:
        self._told.append(("RECV", log, log.address, log.to, log.amount))

    def _costs(self, log: CostsPaid) -> None:
        self._told.append(("FEES", log, log.address, log.to, log.amount))

    def _distributed(self, log: RecoveryDistributed) -> None:
        if (action := self._actions.get(log.action_id)) is not None:
            action.recovered_interest = log.interest_per_unit
