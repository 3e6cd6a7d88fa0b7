"""BOOKS: the journal balances in every currency, and every book says what the others say."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import attrgetter

from sim.ledger.laws.case import Case, Verdict
from sim.ledger.statements.journal import cash_account, units_account

__all__ = ["books"]


def books(case: Case) -> Verdict:
    """Trial balance zero; each book's balance is the chain's; the journal agrees with the books."""
    verdict = Verdict("BOOKS")
    verdict.compare_books(case)
    _check_entries(case, verdict)
    _check_journal(case, verdict)
    return verdict


def _check_entries(case: Case, verdict: Verdict) -> None:
    """Every entry balances in each of its currencies, and so does the whole."""
    whole: dict[str, int] = defaultdict(int)
    for entry, rows in groupby(case.journal, key=attrgetter("entry_id")):
        sums: dict[str, int] = {}
        for row in rows:
            sums[row.currency] = sums.get(row.currency, 0) + (row.debit or 0) - (row.credit or 0)
        for currency, difference in sums.items():
            whole[currency] += difference
            _check_zero(verdict, f"{entry} {currency}", difference)
    for currency, difference in whole.items():
        _check_zero(verdict, f"trial balance {currency}", difference)


def _check_zero(verdict: Verdict, scope: str, difference: int) -> None:
    verdict.checked += 1
    if difference:
        verdict.breach(scope, f"debits and credits differ by {difference}")


def _check_journal(case: Case, verdict: Verdict) -> None:
    """Money and units of each account are in the journal what they are in their own tables."""
    balances: dict[tuple[str, str], int] = defaultdict(int)
    for row in case.journal:
        balances[row.account, row.currency] += (row.debit or 0) - (row.credit or 0)
    own: dict[tuple[str, str], int] = {}
    for cash in case.cash:
        key = cash_account(cash.account, cash.rail), cash.currency
        # What has no balance on the chain is the sum of what was paid and received.
        flowed = own.get(key, 0) + (cash.credit or 0) - (cash.debit or 0)
        own[key] = flowed if cash.balance is None else cash.balance
    units = {tranche.code: tranche.units_currency for tranche in case.deal.tranches.values()}
    for position in case.positions:
        own[units_account(position.holder), units[position.tranche]] = position.closing or 0
    for key, balance in own.items():
        verdict.checked += 1
        if balances[key] != balance:
            account, currency = key
            problem = f"{balances[key]} in the journal, {balance} in its own table"
            verdict.breach(f"{account} {currency}", problem)
