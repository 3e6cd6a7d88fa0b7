"""`journal`: one system ledger in double entry; money and units are both currencies in it.

What an account may be, after the party's name:
`cash:<rail>` money it has · `units` bonds it has · `issued` (credit) units or money it has brought
into circulation and owes for · `receivable`, `payable` (credit) an interest or principal payment
that fell due and is not made yet · `withheld` a payment set aside: the holder's claim (debit), the
paying agent's debt (credit).

A right falls due on its payment date, for the holders of the record date. It is booked with the
first event that says so (a payment of its action, a withheld one, or the action being missed), and
at the end of the run where nothing did; payment discharges it. A missed payment that is
claimed with all that is owed is taken back: instalments of a recovery fall due in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from sim.chain.logs import (
    ActionCancelled,
    ActionMissed,
    Burned,
    Claimed,
    ForcedTransfer,
    Lapsed,
    Log,
    Minted,
    Paid,
    RecoverySuccess,
    TaxPaid,
    Transfer,
    UnitsCancelled,
    Withheld,
)
from sim.ledger.deal import Deal
from sim.ledger.entries import Entries, Entry
from sim.ledger.holdings import RecordHoldings
from sim.ledger.inputs import ZERO
from sim.ledger.rows import JournalRow
from sim.ledger.subjects import Action, Instruction, action_id

__all__ = ["cash_account", "journal", "units_account"]

_Line: TypeAlias = tuple[str, int, str]
"""Account, amount (a debit is positive, a credit negative), currency."""

_DUE: Final = (Paid, Withheld, Lapsed, ActionMissed)
"""What says first that a right fell due."""

_KEPT: Final = 1 << 16
"""Texts of accounts kept: one text for all lines of an account is less to make and to hold."""
_HOW: Final[dict[type, str]] = {
    ForcedTransfer: " forced",
    RecoverySuccess: " recovered",
    UnitsCancelled: " cancelled",
}
"""What moved units that nobody asked their holder for."""


@lru_cache(_KEPT)
def cash_account(name: str, rail: str) -> str:
    """The journal's account of a party's money on a rail."""
    return f"{name}:cash:{rail}"


@lru_cache(_KEPT)
def units_account(name: str) -> str:
    """The journal's account of a party's bonds; the currency tells the tranche."""
    return f"{name}:units"


def journal(
    read: Entries, deal: Deal, records: RecordHoldings, last_day: int
) -> Iterator[JournalRow]:
    """Lines in the order of their entries; every entry balances by itself."""
    books = _Journal(deal, records)
    for entry in read.entries:
        action = entry.subject
        if isinstance(action, Action) and isinstance(entry.cause, _DUE):
            yield from books.due(action, entry.last)
        yield from books.book(entry)
    for action in read.actions.values():
        if action.announced.announcement.payment_date <= last_day:
            yield from books.due(action, action.last)


class _Journal:
    """Numbers entries and remembers which rights were booked as due."""

    def __init__(self, deal: Deal, records: RecordHoldings) -> None:
        self._deal = deal
        self._records = records
        self._entries = 0
        self._due: set[int] = set()

    def book(self, entry: Entry) -> Iterator[JournalRow]:
        """The entry of one movement or one discharge; nothing where no line has an amount."""
        lines = [*self._units(entry.units), *self._money(entry)]
        if isinstance(entry.subject, Action) and isinstance(entry.cause, ActionCancelled):
            lines += self._taken_off(entry.subject)
        elif isinstance(entry.subject, Action):
            lines += self._discharge(entry, entry.subject)
        if lines:
            yield from self._write(
                entry.last,
                self._deal.civil[entry.last.at],
                entry.reference,
                self._narrative(entry),
                lines,
            )

    def due(self, action: Action, log: Log) -> Iterator[JournalRow]:
        """What the issuer owes each holder of the record date, booked once."""
        if action.id in self._due:
            return
        self._due.add(action.id)
        names, told = self._deal.names, action.announced.announcement
        currency = self._deal.cash[told.cash].currency
        held = action.holders(self._records)
        lines = [
            (f"{names[holder]}:receivable", action.gross_on(units), currency)
            for holder, units in held.items()
        ]
        total = sum(amount for _, amount, _ in lines)
        if total:
            lines.append((f"{names[action.tranche.issuer]}:payable", -total, currency))
            narrative = f"{told.kind.name} of {action.tranche.code} falls due"
            yield from self._write(log, told.payment_date, action_id(action.id), narrative, lines)

    def _write(
        self, log: Log, value_date: int, reference: str, narrative: str, lines: list[_Line]
    ) -> Iterator[JournalRow]:
        self._entries += 1
        entry_id = f"E{self._entries:06d}"
        for number, (account, amount, currency) in enumerate(lines, 1):
            yield JournalRow(
                entry_id,
                number,
                log.at,
                value_date,
                account,
                amount if amount > 0 else None,
                -amount if amount < 0 else None,
                currency,
                reference,
                narrative,
                log.block,
                log.tx_index,
                log.log_index,
            )

    def _units(self, log: Transfer | None) -> list[_Line]:
        if log is None or log.value == 0:
            return []
        names, tranche = self._deal.names, self._deal.tranches[log.address]
        issuer = f"{names[tranche.issuer]}:issued"
        taker = issuer if log.to == ZERO else units_account(names[log.to])
        giver = issuer if log.from_ == ZERO else units_account(names[log.from_])
        currency = tranche.units_currency
        return [(taker, log.value, currency), (giver, -log.value, currency)]

    def _money(self, entry: Entry) -> list[_Line]:
        log = entry.cash
        if log is None or log.value == 0:
            return []
        names, money = self._deal.names, self._deal.cash[log.address]
        cause = entry.cause
        maker = names[cause.by] if isinstance(cause, (Minted, Burned)) else "nobody"
        issued = f"{maker}:issued:{money.rail}"
        taker = issued if log.to == ZERO else cash_account(names[log.to], money.rail)
        giver = issued if log.from_ == ZERO else cash_account(names[log.from_], money.rail)
        return [(taker, log.value, money.currency), (giver, -log.value, money.currency)]

    def _taken_off(self, action: Action) -> list[_Line]:
        """What was missed is no right of its own any more: it is in the claim of each unit."""
        names, told = self._deal.names, action.announced.announcement
        currency = self._deal.cash[told.cash].currency
        rights = action.holders(self._records)
        lines = [
            (f"{names[holder]}:receivable", -action.gross_on(units), currency)
            for holder, units in rights.items()
        ]
        total = sum(amount for _, amount, _ in lines)
        lines.append((f"{names[action.tranche.issuer]}:payable", -total, currency))
        return lines

    def _discharge(self, entry: Entry, action: Action) -> list[_Line]:
        """The right a payment ends, or what becomes of it when the payment is withheld."""
        cause, names = entry.cause, self._deal.names
        if isinstance(cause, TaxPaid):
            return self._tax_paid(cause, action)
        if isinstance(cause, Lapsed):
            return self._lapsed(cause, action)
        if not isinstance(cause, Paid | Withheld | Claimed):
            return []
        holder = names[cause.holder]
        issuer, agent = names[action.tranche.issuer], names[action.agent]
        currency = self._deal.cash[action.announced.announcement.cash].currency
        line = _pair(cause.net, currency)
        if isinstance(cause, Claimed):
            return line(f"{agent}:withheld", f"{holder}:withheld")
        taxed = _pair(cause.tax, currency)(f"{agent}:tax", f"{holder}:receivable")
        if isinstance(cause, Paid):
            return line(f"{issuer}:payable", f"{holder}:receivable") + taxed
        set_aside = line(f"{issuer}:payable", f"{agent}:withheld")
        return set_aside + line(f"{holder}:withheld", f"{holder}:receivable") + taxed

    def _lapsed(self, cause: Lapsed, action: Action) -> list[_Line]:
        """A right that ended with its units; its money is the issuer's again, and set aside."""
        names = self._deal.names
        issuer, agent = names[cause.issuer], names[action.agent]
        currency = self._deal.cash[action.announced.announcement.cash].currency
        line = _pair(cause.amount, currency)
        ended = line(f"{issuer}:payable", f"{names[cause.holder]}:receivable")
        return ended + line(f"{issuer}:withheld", f"{agent}:withheld")

    def _tax_paid(self, cause: TaxPaid, action: Action) -> list[_Line]:
        """Tax taken from holders' rights has discharged the issuer once it is paid on."""
        names = self._deal.names
        currency = self._deal.cash[action.announced.announcement.cash].currency
        line = _pair(cause.amount, currency)
        return line(f"{names[action.tranche.issuer]}:payable", f"{names[action.agent]}:tax")

    def _narrative(self, entry: Entry) -> str:
        names, cause, subject = self._deal.names, entry.cause, entry.subject
        if isinstance(subject, Instruction):
            agreed = subject.economics
            sides = f"{names[agreed.deliverer]} to {names[agreed.receiver]}"
            return f"{agreed.transaction_type.name} {sides}"
        if isinstance(cause, Lapsed):
            return f"{entry.purpose} of units {names[cause.holder]} has no more, set aside"
        if isinstance(cause, Withheld):
            return f"{entry.purpose} withheld from {names[cause.holder]}: {cause.reason.name}"
        if isinstance(cause, Claimed):
            return f"{entry.purpose} withheld before, claimed by {self._payee(entry, cause)}"
        if isinstance(cause, Paid):
            return f"{entry.purpose} paid to {self._payee(entry, cause)}"
        if isinstance(cause, ActionCancelled):
            return "missed, and claimed with all that is owed"
        if isinstance(cause, TaxPaid):
            return f"tax withheld paid to {names[cause.tax_account]}"
        moved = entry.cash or entry.units
        if moved is None:
            return entry.purpose
        giver = "" if moved.from_ == ZERO else f" from {names[moved.from_]}"
        taker = "" if moved.to == ZERO else f" to {names[moved.to]}"
        how = _HOW.get(type(cause), "")
        return f"{entry.purpose}{how}{giver}{taker}"

    def _payee(self, entry: Entry, cause: Paid | Claimed) -> str:
        """Who got the money, and for whom where that account was lost."""
        names, money = self._deal.names, entry.cash
        if money is None or money.to == cause.holder:
            return names[cause.holder]
        return f"{names[money.to]} for {names[cause.holder]}"


def _pair(amount: int, currency: str) -> Callable[[str, str], list[_Line]]:
    """Builds a debit and its credit of one amount; of nothing, none."""
    if amount == 0:
        return lambda _, __: []
    return lambda debit, credit: [(debit, amount, currency), (credit, -amount, currency)]
