"""One line of a keeper's book: what it was told, or what it put right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Booking", "Standing"]


class Standing(StrEnum):
    """What a line is.

    BOOKED: made when it was told. CORRECTED: made later, to put an earlier line right. INSTRUCTED:
    what a client wants of its units, a vote or a put; it moves nothing. REFUSED: what the keeper
    passed on to nobody, as the units of its book did not cover it; nothing came of it.
    """

    BOOKED = "BOOKED"
    CORRECTED = "CORRECTED"
    INSTRUCTED = "INSTRUCTED"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True)
class Booking:
    """Units and money of one holder in one keeper's book; in is positive, out negative.

    `at` and `value_at` are UTC seconds: when it was written, and from when it counts (a correction
    counts from the line it puts right). `holder` is a custodian in its nominee's book, a client in
    its custodian's, the keeper itself for what rounding left over. `account` is the safekeeping
    account of the client a nominee's line is for; empty for payments, which a nominee makes to
    custodians. `purpose` is ISSU, TRAD, CLAI, INTR, PRIN or RECV; of what is INSTRUCTED it is CFOR
    or CAGS, a vote for or against, or BPUT, how many units in all are elected for a put (codes of
    ISO 20022). `amount` is in the smallest unit of `currency`, `reference` the instruction (I),
    action (A), book transfer (B), proposal (P) or put it follows.
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
        return self.standing in (Standing.BOOKED, Standing.CORRECTED)
