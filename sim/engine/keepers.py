"""Nominees and custodians keep their books: each writes down what it is told, or gets it wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sim.custody import (
    UNTAXED,
    Booking,
    Fault,
    KeptBook,
    Standing,
    Tiers,
    Withholding,
    shared,
)
from sim.model.words import RoundingBasis
from sim.units import Instant

__all__ = ["Keepers", "Leg", "Payment"]


@dataclass(frozen=True, slots=True)
class Leg:
    """One client's side of a settled movement: in is positive, out negative."""

    client: str
    units: int
    amount: int


@dataclass(slots=True)
class Payment:
    """A payment a nominee was told of, at num/den smallest units for each unit of the record date.

    `received` is None while it is withheld; what `redeems` takes the units all the same. `elected`
    are the units by client that a put is for; None: it is for all units of the record date.
    """

    nominee: str
    reference: str
    tranche: str
    purpose: str
    currency: str
    record_at: Instant
    num: int
    den: int
    basis: RoundingBasis
    at: int
    redeems: bool
    received: int | None = None
    withheld: Withholding = UNTAXED
    elected: Mapping[str, int] | None = None


class Keepers:
    """Every keeper's book, and every line in the order in which it was written."""

    def __init__(
        self,
        tiers: Tiers,
        faults: Iterable[Fault],
        day_of: Callable[[int], date],
        plan: Callable[[date, Callable[[Instant], None]], None],
    ) -> None:
        """`day_of` gives the day of an instant; `plan` has something done on a later morning."""
        self._tiers = tiers
        self._faults = list(faults)
        self._day_of = day_of
        self._plan = plan
        self._payments: list[Payment] = []
        keepers = dict.fromkeys((*tiers.nominees, *tiers.custodians))
        self._books = {keeper: KeptBook(keeper) for keeper in keepers}
        self.lines: list[Booking] = []

    def units(self, client: str, tranche: str) -> int:
        """Units of a client as its custodian's book stands, right or wrong."""
        return self._books[self._tiers.clients[client].custodian].units(client, tranche)

    def move(
        self, at: int, tranche: str, purpose: str, reference: str, currency: str, legs: list[Leg]
    ) -> None:
        """A movement settled: the nominee books it for the custodian, and tells it."""
        for leg in legs:
            client = self._tiers.clients[leg.client]
            told = Booking(
                at,
                at,
                client.nominee,
                client.custodian,
                client.account,
                tranche,
                purpose,
                leg.units,
                currency,
                leg.amount,
                reference,
            )
            self._write(told)
            self._tell(replace(told, book=client.custodian, holder=client.name))

    def refuse(self, at: int, client: str, tranche: str, units: int, currency: str) -> None:
        """A custodian declines to deliver what its client's units do not cover."""
        found = self._tiers.clients[client]
        self._write(
            Booking(
                at,
                at,
                found.custodian,
                client,
                found.account,
                tranche,
                "TRAD",
                -units,
                currency,
                0,
                "",
                Standing.REFUSED,
            )
        )

    def held(self, keeper: str, tranche: str, before: int) -> Mapping[str, int]:
        """Units by holder of what counts in a keeper's book before an instant, right or wrong."""
        return self._books[keeper].holdings(tranche, before)

    def note(self, line: Booking) -> None:
        """Write down what a client wants of its units, or that nothing came of it."""
        self._write(line)

    def pay(self, payment: Payment, at: int) -> None:
        """A payment came in, or was set aside: nominee, custodians and clients share it out."""
        if payment not in self._payments:
            self._payments.append(payment)
        self._share_out(payment, payment.nominee, payment.received, at, Standing.BOOKED)
        for custodian, nominee in self._tiers.custodians.items():
            if nominee == payment.nominee:
                self._share_out(payment, custodian, None, at, Standing.BOOKED)

    def _write(self, line: Booking) -> None:
        self.lines.append(self._books[line.book].write(line))

    def _tell(self, line: Booking) -> None:
        day = self._day_of(line.at)
        for fault in self._faults:
            if fault.strikes(line, day):
                self._faults.remove(fault)
                self._go_wrong(fault, line)
                return
        self._write(line)

    def _go_wrong(self, fault: Fault, told: Booking) -> None:
        wrote = fault.written(told)
        if wrote is not None:
            self._write(wrote)
        if fault.resolved is not None:
            self._plan(fault.resolved, partial(self._put_right, fault, told))

    def _put_right(self, fault: Fault, told: Booking, at: Instant) -> None:
        """The missing line is written, and payments made meanwhile are made good."""
        self._write(fault.correction(told, at))
        for payment in self._payments:
            if payment.tranche == told.tranche:
                self._share_out(payment, told.book, None, at, Standing.CORRECTED)

    def _share_out(
        self, payment: Payment, keeper: str, received: int | None, at: int, standing: Standing
    ) -> None:
        """Book for each holder what is due to it and not booked yet.

        `received` is what the keeper shares out; None: what is due on all units of its book.
        """
        book = self._books[keeper]
        wanted = self._targets(payment, book, received)
        done = book.paid(payment.reference)
        for holder in dict.fromkeys((*wanted, *done)):
            units, amount = wanted.get(holder, (0, 0))
            units_done, amount_done = done.get(holder, (0, 0))
            if (units, amount) != (units_done, amount_done):
                client = self._tiers.clients.get(holder)
                self._write(
                    Booking(
                        at,
                        payment.at,
                        keeper,
                        holder,
                        "" if client is None else client.account,
                        payment.tranche,
                        payment.purpose,
                        units - units_done,
                        payment.currency,
                        amount - amount_done,
                        payment.reference,
                        standing,
                    )
                )

    def _targets(
        self, payment: Payment, book: KeptBook, received: int | None
    ) -> Mapping[str, tuple[int, int]]:
        held = self._entitled(payment, book)
        share = shared(held, payment.num, payment.den, payment.basis, payment.withheld)
        paid = payment.received is not None
        wanted = {
            holder: (-units if payment.redeems else 0, share.amounts.get(holder, 0) if paid else 0)
            for holder, units in held.items()
        }
        left_over = share.left_over
        if received is not None:
            left_over = received - sum(share.amounts.values())
        if paid and left_over:
            wanted[book.keeper] = 0, left_over
        return wanted

    def _entitled(self, payment: Payment, book: KeptBook) -> Mapping[str, int]:
        """Units that a payment is for, by holder in a keeper's book."""
        if payment.elected is None:
            return book.holdings(payment.tranche, payment.record_at)
        units: Counter[str] = Counter()
        for name, elected in payment.elected.items():
            client = self._tiers.clients[name]
            if book.keeper == client.nominee:
                units[client.custodian] += elected
            elif book.keeper == client.custodian:
                units[name] += elected
        return units
