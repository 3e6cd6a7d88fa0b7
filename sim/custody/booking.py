"""One line of a keeper's book: what it was told, or what it put right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Booking", "Standing"]


class Standing(StrEnum):
    """What a line is.

    BOOKED: made when it was told. CORRECTED: made later, to put an earlier line right. REFUSED: an
    instruction its client's units did not cover; nothing came of it, and its units count nowhere.
    """

    BOOKED = "BOOKED"
    CORRECTED = "CORRECTED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Booking:
    """Units and money of one holder in one keeper's book; in is positive, out negative.

    `at` and `value_at` are UTC seconds: when it was written, and from when it counts (a correction
    counts from the line it puts right). `holder` is a custodian in its nominee's book, a client in
    its custodian's, the keeper itself for what rounding left over. `account` is the safekeeping
    account of the client a nominee's line is for; empty for payments, which a nominee makes to
    custodians. `purpose` is ISSU, TRAD, CLAI, INTR, PRIN or RECV, `amount` in the smallest unit of
    `currency`, `reference` the instruction (I), action (A) or book transfer (B) it follows.
    """

    at: int
    value_at: int
    book: str
    holder: str
    account: str
    tranche: str
    purpose: str
    units: int
    currency: str
    amount: int
    reference: str
    standing: Standing = Standing.BOOKED

    @property
    def counts(self) -> bool:
        """Whether it moves anything."""
        return self.standing is not Standing.REFUSED
