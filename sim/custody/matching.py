"""What nominees told their custodians against what those booked, line by line and in all.

A movement is matched by its reference and safekeeping account, a payment by its reference alone:
a nominee pays custodians, who share it out. Whatever does not agree is a difference, and is one
until a later line puts it right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from sim.custody.booking import Booking
from sim.custody.tiers import Tiers

__all__ = ["Difference", "Matching", "Total"]

PAYMENTS: Final = frozenset({"INTR", "PRIN", "RECV"})
"""Purposes that are matched in all, not client by client."""

Total: TypeAlias = tuple[str, str]
"""A custodian and a tranche."""


class _Key(NamedTuple):
    custodian: str
    tranche: str
    account: str
    reference: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One reference on which a nominee and a custodian do not agree.

    `told` and `booked` are units, or money in the smallest unit of `currency` where that is given:
    units come first, money is compared where they agree. `client` is empty for a payment.
    """

    custodian: str
    tranche: str
    reference: str
    client: str
    currency: str
    told: int
    booked: int


class Matching:
    """Both sides of every reference, as lines come in."""

    def __init__(self, tiers: Tiers) -> None:
        self._tiers = tiers
        self._clients = {client.account: client.name for client in tiers.clients.values()}
        self._told: dict[_Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
        self._booked: dict[_Key, tuple[int, int]] = defaultdict(lambda: (0, 0))
        self._currency: dict[_Key, str] = {}
        self._open: dict[_Key, Difference] = {}
        self._registered: dict[Total, int] = defaultdict(int)
        self._kept: dict[Total, int] = defaultdict(int)

    def take(self, lines: Iterable[Booking]) -> None:
        """Read more lines of any books; lines of keepers that are nobody's count nothing."""
        touched: dict[_Key, None] = {}
        for line in lines:
            if line.counts:
                key = self._take(line)
                if key is not None:
                    touched[key] = None
        for key in touched:
            found = self._difference(key)
            if found is None:
                self._open.pop(key, None)
            else:
                self._open[key] = found

    @property
    def differences(self) -> list[Difference]:
        """What does not agree now, the oldest first."""
        return list(self._open.values())

    @property
    def totals(self) -> Mapping[Total, tuple[int, int]]:
        """Units of each custodian's clients: in its nominee's book, and in its own."""
        keys = dict.fromkeys((*self._registered, *self._kept))
        return {key: (self._registered[key], self._kept[key]) for key in keys}

    def _take(self, line: Booking) -> _Key | None:
        payment = line.purpose in PAYMENTS
        account = "" if payment else line.account
        if line.book in self._tiers.custodians:
            side, units, custodian = self._booked, self._kept, line.book
        elif line.holder in self._tiers.custodians:
            side, units, custodian = self._told, self._registered, line.holder
        else:
            return None
        units[custodian, line.tranche] += line.units
        key = _Key(custodian, line.tranche, account, line.reference)
        before = side[key]
        side[key] = before[0] + (0 if payment else line.units), before[1] + line.amount
        self._currency[key] = line.currency
        return key

    def _difference(self, key: _Key) -> Difference | None:
        told, booked = self._told[key], self._booked[key]
        if told == booked:
            return None
        by_units = told[0] != booked[0]
        place = 0 if by_units else 1
        return Difference(
            key.custodian,
            key.tranche,
            key.reference,
            self._clients.get(key.account, key.account),
            "" if by_units else self._currency[key],
            told[place],
            booked[place],
        )
