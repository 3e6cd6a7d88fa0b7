"""What each book says at a close, rolled forward a day at a time from the tables' own rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sim.chain.logs import ActionFunded, Claimed, Lapsed, Paid, TaxPaid, Withheld
from sim.ledger.deal import Deal
from sim.ledger.entries import Entries, Entry
from sim.ledger.inputs import BalanceKind, CashToken, ChainBalance, UnknownAddress
from sim.ledger.rows import CashRow, JournalRow, PositionRow, SettlementRow
from sim.ledger.subjects import Action, action_id

__all__ = ["Books", "Day", "Key", "add_books", "chain_by_day", "label"]

Key: TypeAlias = tuple[str, str]
"""What is held (a tranche's code, a money's label, an action) and the account; no account: all."""


def label(money: CashToken) -> str:
    """How a cash token is called in scopes: currency and rail."""
    return f"{money.currency} {money.rail}"


@dataclass(slots=True)
class Day:
    """What happened in one day, table by table, and what the chain said at its close."""

    positions: list[PositionRow] = field(default_factory=list)
    cash: list[CashRow] = field(default_factory=list)
    journal: list[JournalRow] = field(default_factory=list)
    settled: list[SettlementRow] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    paid: list[Action] = field(default_factory=list)
    chain: dict[BalanceKind, dict[Key, int]] = field(default_factory=dict)

    def said(self, kind: BalanceKind) -> Mapping[Key, int]:
        """What the chain said of one kind of balance."""
        return self.chain.get(kind, {})


class Books:
    """Balances of every book; a missing key is zero."""

    def __init__(self, deal: Deal) -> None:
        self._deal = deal
        self.units: dict[Key, int] = defaultdict(int)
        self.locked: dict[Key, int] = defaultdict(int)
        self.frozen: dict[Key, int] = defaultdict(int)
        self.supply: dict[str, int] = {tranche.code: 0 for tranche in deal.tranches.values()}
        self.issued: dict[str, int] = dict(self.supply)
        self.cash: dict[Key, int] = defaultdict(int)
        self.money: dict[str, int] = {label(money): 0 for money in deal.cash.values()}
        self.minted: dict[str, int] = dict(self.money)
        self.paid: dict[str, int] = dict(self.money)
        self.owed: dict[Key, int] = defaultdict(int)
        self.withheld: dict[Key, int] = defaultdict(int)
        self.paid_in: dict[str, str] = {}
        self.journal: dict[Key, int] = defaultdict(int)

    def roll(self, day: Day) -> None:
        """Bring every balance to the close of the day."""
        for position in day.positions:
            self._position(position)
        for settled in day.settled:
            self._settled(settled)
        for cash in day.cash:
            self._cash(cash)
        for line in day.journal:
            self.journal[line.account, line.currency] += (line.debit or 0) - (line.credit or 0)
        for entry in day.entries:
            if isinstance(entry.subject, Action):
                self._owe(entry, entry.subject)

    def _position(self, row: PositionRow) -> None:
        key, closing = (row.tranche, row.holder), row.closing or 0
        self.supply[row.tranche] += closing - self.units[key]
        self.units[key] = closing
        self.locked[key] = row.locked or 0
        self.frozen[key] = row.frozen or 0

    def _settled(self, row: SettlementRow) -> None:
        if row.transaction_type == "ISSU":
            self.issued[row.tranche] += row.units or 0
        elif row.transaction_type == "REDM":
            self.issued[row.tranche] -= row.units or 0

    def _cash(self, row: CashRow) -> None:
        money = f"{row.currency} {row.rail}"
        key, balance = (money, row.account), row.balance
        if balance is None:  # no balance on the chain: what was received less what was paid
            balance = self.cash[key] + (row.credit or 0) - (row.debit or 0)
            self.paid[money] += row.debit or 0
        self.money[money] += balance - self.cash[key]
        self.cash[key] = balance
        if row.purpose in ("MINT", "BURN"):
            self.minted[money] += (row.credit or 0) - (row.debit or 0)

    def _owe(self, entry: Entry, action: Action) -> None:
        """Money the agent received and neither paid nor claimed yet, and what is set aside."""
        names, cause = self._deal.names, entry.cause
        till = label(self._deal.cash[action.announced.announcement.cash]), names[action.agent]
        self.paid_in[action_id(action.id)] = till[0]
        if isinstance(cause, ActionFunded):
            self.owed[till] += cause.amount
        elif isinstance(cause, Paid | Claimed):
            self.owed[till] -= cause.net
        elif isinstance(cause, TaxPaid):
            self.owed[till] -= cause.amount
        if isinstance(cause, Withheld):
            self.withheld[action_id(action.id), names[cause.holder]] += cause.net
        elif isinstance(cause, Lapsed):
            self.withheld[action_id(action.id), names[cause.issuer]] += cause.amount
        elif isinstance(cause, Claimed):
            self.withheld[action_id(action.id), names[cause.holder]] -= cause.net


def chain_by_day(balances: Iterable[ChainBalance], deal: Deal) -> dict[int, Day]:
    """Days on which the chain was read, each with what it said; a day asked for comes to be."""
    days: dict[int, Day] = defaultdict(Day)
    for balance in balances:
        said = days[balance.as_of].chain
        said.setdefault(balance.kind, {})[_key(balance, deal)] = balance.value
    return days


def add_books(
    days: dict[int, Day],
    deal: Deal,
    read: Entries,
    settlement: Iterable[SettlementRow],
    positions: Iterable[PositionRow],
    cash: Iterable[CashRow],
    journal: Iterable[JournalRow],
    last_day: int,
) -> None:
    """Give each day with movement, and the last, its share of every table."""
    booked = deal.booked
    days.setdefault(last_day, Day())
    for entry in read.entries:
        days[booked[entry.last.at]].entries.append(entry)
    for settled in settlement:
        if settled.settled_at is not None:
            days[booked[settled.settled_at]].settled.append(settled)
    for row in cash:
        days[booked[row.at or 0]].cash.append(row)
    for line in journal:
        days[booked[line.booked_at or 0]].journal.append(line)
    for action in read.actions.values():
        if action.paid is not None:
            days[booked[action.paid.at]].paid.append(action)
    for position in positions:
        # Record dates show everyone; a day on which nothing changed has nothing new to compare.
        if position.as_of in days:
            days[position.as_of].positions.append(position)


def _key(balance: ChainBalance, deal: Deal) -> Key:
    account = deal.names[balance.account] if balance.account else ""
    if balance.kind is BalanceKind.WITHHELD:
        return action_id(balance.action), account
    if balance.token in deal.tranches:
        return deal.tranches[balance.token].code, account
    if balance.token not in deal.cash:
        raise UnknownAddress(balance.token, "bonds or cash tokens")
    return label(deal.cash[balance.token]), account
