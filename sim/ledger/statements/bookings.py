"""`bookings`: every line of every nominee's and custodian's book, as its keeper wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.custody import Booking
from sim.ledger.deal import Deal
from sim.ledger.rows import BookingRow

__all__ = ["bookings"]


def bookings(lines: Iterable[Booking], deal: Deal) -> Iterator[BookingRow]:
    """A row a line, in the order of writing."""
    for line in lines:
        yield BookingRow(
            at=line.at,
            value_date=deal.civil[line.value_at],
            book=line.book,
            holder=line.holder,
            account=line.account,
            tranche=line.tranche,
            isin=deal.tranche_coded(line.tranche).isin,
            purpose=line.purpose,
            units=line.units,
            currency=line.currency,
            amount=line.amount,
            reference=line.reference,
            status=line.standing.value,
        )
