from __future__ import annotations

from dataclasses import replace

from sim.ledger.build import case_of
from sim.ledger.laws.books import books


def test_an_entry_that_does_not_balance(told) -> None:
    case = case_of(told.whole().inputs())
    first, *others = case.journal
    tampered = replace(case, journal=[first._replace(debit=first.debit + 1), *others])
    said = [str(breach) for breach in books(tampered).breaches]
    assert said[0] == "BOOKS E000001 HKD: debits and credits differ by 1"
    assert said[1] == "BOOKS trial balance HKD: debits and credits differ by 1"


def test_a_journal_that_says_otherwise_than_the_cash_book(told) -> None:
    case = case_of(told.whole().inputs())
    rows = [
        row._replace(account="Beta:cash:cbdc") if row.account == "Alpha:cash:cbdc" else row
        for row in case.journal
    ]
    scopes = {breach.scope for breach in books(replace(case, journal=rows)).breaches}
    assert scopes == {"Alpha:cash:cbdc HKD", "Beta:cash:cbdc HKD"}


def test_a_journal_that_says_otherwise_than_positions(told) -> None:
    case = case_of(told.coupon().inputs("2023-08-31"))
    rows = [row._replace(closing=(row.closing or 0) + 1) for row in case.positions]
    scopes = {breach.scope for breach in books(replace(case, positions=rows)).breaches}
    assert scopes == {"Alpha:units HKD/units", "Beta:units HKD/units"}
