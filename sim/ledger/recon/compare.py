"""One comparison is one row; a break's age counts from the close that showed it first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from sim.ledger.days import fail_days
from sim.ledger.deal import Deal
from sim.ledger.inputs import BalanceKind, LedgerInputs
from sim.ledger.recon.state import Books, Day, Key, label
from sim.ledger.rows import ReconRow
from sim.ledger.statements.corporate_actions import rounding_of
from sim.ledger.statements.journal import cash_account, units_account
from sim.ledger.subjects import Action, action_id
from sim.units import money_text

__all__ = ["Comparisons"]

_Write = Callable[[int], str]

_OFF_CHAIN: Final = "(flows: no balance on chain)"
"""Said of money that moves in a payment system: its books are compared with each other only."""


class Comparisons:
    """The rows of one close after another; it remembers only since when each break is open."""

    def __init__(self, inputs: LedgerInputs, deal: Deal, books: Books) -> None:
        self._calendar = inputs.calendar
        self._last_day = inputs.last_day
        self._books = books
        self._units = {found.code: found.units_currency for found in deal.tranches.values()}
        self._moneys = {label(money): money for money in deal.cash.values()}
        self._tokens = deal.cash
        self._since: dict[tuple[str, str, str], int] = {}
        self._day = 0

    def close(self, number: int, day: Day) -> Iterator[ReconRow]:
        """Every row of one close."""
        self._day = number
        yield from self._supplies(day)
        yield from self._circulation(day)
        yield from self._solvency()
        yield from map(self._rounding, day.paid)
        yield from self._holders(day)
        yield from self._locks(day)
        yield from self._freezes(day)
        yield from self._payers(day)
        yield from self._agent(day)

    # Totals

    def _supplies(self, day: Day) -> Iterator[ReconRow]:
        said = day.said(BalanceKind.SUPPLY)
        for code, held in self._books.supply.items():
            scope = f"{code} units in issue"
            issued = self._books.issued[code]
            yield self._row("SUPPLY", scope, "issued less redeemed", held, issued, str)
            yield from self._with_chain("SUPPLY", scope, held, said.get((code, "")), str)

    def _circulation(self, day: Day) -> Iterator[ReconRow]:
        said = day.said(BalanceKind.SUPPLY)
        for money, held in self._books.money.items():
            scope, write = f"{money} in circulation", self._writer(money)
            if not self._moneys[money].is_on_chain:
                paid = self._books.paid[money]
                scope = f"{money} {_OFF_CHAIN} paid in all"
                yield self._row("CASH", scope, "received in all", paid, paid + held, write)
                continue
            minted = self._books.minted[money]
            yield self._row("CASH", scope, "minted less burned", held, minted, write)
            yield from self._with_chain("CASH", scope, held, said.get((money, "")), write)

    def _solvency(self) -> Iterator[ReconRow]:
        """The agent's money may exceed what it owes, never fall short of it."""
        for (money, agent), owes in self._books.owed.items():
            has = self._books.cash[money, agent]
            scope, write = f"{money} of {agent}", self._writer(money)
            yield self._row("SOLVENCY", scope, "owed", has, owes, write, broken=has < owes)

    def _rounding(self, action: Action) -> ReconRow:
        """What rounding each unit costs is no break: it is shown so that nobody has to ask."""
        told = action.announced.announcement
        paid = action.asked.amount if action.asked else 0
        exact = paid - rounding_of(action)
        scope, write = (
            f"{action_id(action.id)} paid in all",
            self._writer(label(self._tokens[told.cash])),
        )
        row = self._row("RECORD", scope, "exact amount", paid, exact, write, broken=False)
        return row._replace(break_type="ROUNDING" if paid != exact else "")

    # Accounts

    def _holders(self, day: Day) -> Iterator[ReconRow]:
        units, said = self._books.units, day.said(BalanceKind.UNITS)
        moved = ((row.tranche, row.holder) for row in day.positions)
        for code, holder in self._keys(moved, units, said):
            book = self._books.journal[units_account(holder), self._units[code]]
            scope, key = f"{code} units of {holder}", (code, holder)
            yield from self._account(scope, units[key], said.get(key), book, str)

    def _locks(self, day: Day) -> Iterator[ReconRow]:
        locked, said = self._books.locked, day.said(BalanceKind.LOCKED)
        shown = {(row.tranche, row.holder) for row in day.positions}
        for key in self._keys((), locked, said):
            # The statement of an account that did not move is older than its locks may be.
            if self._day == self._last_day or key in shown:
                scope = f"{key[0]} locked units of {key[1]}"
                yield from self._with_chain("BOOKS", scope, locked[key], said.get(key), str)

    def _freezes(self, day: Day) -> Iterator[ReconRow]:
        """As locks, where anything is frozen: hardly an account ever is."""
        frozen, said = self._books.frozen, day.said(BalanceKind.FROZEN)
        shown = {(row.tranche, row.holder) for row in day.positions}
        for key in self._keys((), frozen, said):
            if (self._day == self._last_day or key in shown) and (frozen[key] or said.get(key)):
                scope = f"{key[0]} frozen units of {key[1]}"
                yield from self._with_chain("BOOKS", scope, frozen[key], said.get(key), str)

    def _payers(self, day: Day) -> Iterator[ReconRow]:
        cash, said = self._books.cash, day.said(BalanceKind.CASH)
        moved = ((f"{row.currency} {row.rail}", row.account) for row in day.cash)
        for money, account in self._keys(moved, cash, said):
            token, key = self._moneys[money], (money, account)
            book = self._books.journal[cash_account(account, token.rail), token.currency]
            scope, write = f"{money} of {account}", self._writer(money)
            if not token.is_on_chain:
                scope = f"{money} {_OFF_CHAIN} of {account}"
                yield self._row("BOOKS", scope, "journal", cash[key], book, write)
                continue
            yield from self._account(scope, cash[key], said.get(key), book, write)

    def _agent(self, day: Day) -> Iterator[ReconRow]:
        """Money owed, and set aside, by the paying agent: in the books and on chain."""
        owed, said = self._books.owed, day.said(BalanceKind.OWED)
        for key in self._keys((), owed, said):
            scope, write = f"{key[0]} owed by {key[1]}", self._writer(key[0])
            yield from self._with_chain("BOOKS", scope, owed[key], said.get(key), write)
        withheld, said = self._books.withheld, day.said(BalanceKind.WITHHELD)
        for key in self._keys((), withheld, said):
            scope, write = (
                f"{key[0]} withheld from {key[1]}",
                self._writer(self._books.paid_in[key[0]]),
            )
            yield from self._with_chain("BOOKS", scope, withheld[key], said.get(key), write)

    # Rows

    def _keys(
        self, moved: Iterable[Key], book: Mapping[Key, int], said: Mapping[Key, int]
    ) -> Iterable[Key]:
        """Accounts to compare: those that moved, on the last day all, and those the chain named."""
        keys = dict.fromkeys(moved)
        if self._day == self._last_day:
            keys.update(dict.fromkeys(key for key, balance in book.items() if balance))
        keys.update(dict.fromkeys(said))
        return keys

    def _account(
        self, scope: str, balance: int, said: int | None, journal: int, write: _Write
    ) -> Iterator[ReconRow]:
        """Against the chain where it was read or must have been, else against the journal."""
        if said is None and self._day != self._last_day:
            yield self._row("BOOKS", scope, "journal", balance, journal, write)
        else:
            yield from self._with_chain("BOOKS", scope, balance, said, write)

    def _with_chain(
        self, law: str, scope: str, balance: int, said: int | None, write: _Write
    ) -> Iterator[ReconRow]:
        """On the last day a balance the chain was not asked about is a break."""
        if said is not None or (self._day == self._last_day and balance):
            yield self._row(law, scope, "CHAIN", balance, said, write)

    def _row(
        self,
        law: str,
        scope: str,
        book_b: str,
        value_a: int,
        value_b: int | None,
        write: _Write,
        *,
        broken: bool | None = None,
    ) -> ReconRow:
        wrong = value_a != value_b if broken is None else broken
        return ReconRow(
            as_of=self._day,
            law=law,
            scope=scope,
            book_a="LEDGER",
            book_b=book_b,
            value_a=write(value_a),
            value_b="" if value_b is None else write(value_b),
            difference="" if value_b is None else write(value_a - value_b),
            break_type=("QTY" if write is str else "CASH") if wrong else "",
            age_days=self._age((law, scope, book_b), wrong),
            status="BREAK" if wrong else "OK",
        )

    def _age(self, comparison: tuple[str, str, str], wrong: bool) -> int:
        """Business days since the break was first seen; zero when there is none."""
        if not wrong:
            self._since.pop(comparison, None)
            return 0
        return fail_days(self._calendar, self._since.setdefault(comparison, self._day), self._day)

    def _writer(self, money: str) -> _Write:
        currency = self._moneys[money].currency
        return lambda amount: money_text(amount, currency)
