from __future__ import annotations

import pytest

from sim.ledger import BalanceKind, ChainBalance, UnknownAddress, build
from sim.ledger.kinds import Kind
from sim.ledger.rows import RegisterRow
from sim.ledger.tables import TABLES, columns_of, kinds_of


def test_a_table_appears_when_its_subject_exists(told) -> None:
    everything = build(told.whole().inputs())
    # Everybody in the story holds directly.
    assert list(everything.tables) == [name for name in TABLES if name != "bookings"]
    money_only = told.Story()
    money_only.logs.clear()
    money_only.mint("2023-02-15 09:00", "Alpha", 5)
    balances = [
        balance
        for balance in money_only.balances(told.day("2024-02-16"))
        if balance.token == told.CASH
    ]
    ledgers = build(money_only.inputs(bonds={}, offerings={}, balances=balances))
    assert list(ledgers.tables) == ["cash", "journal", "recon", "transactions"]
    assert ledgers.breaches == ()


def test_a_balance_of_an_unknown_token_is_refused(told) -> None:
    story = told.issued()
    wrong = ChainBalance(told.day("2024-02-16"), BalanceKind.SUPPLY, "0xdead", "", 0)
    with pytest.raises(UnknownAddress, match="0xdead"):
        build(story.inputs(balances=[wrong]))


def test_python_words_are_not_column_names() -> None:
    assert columns_of(RegisterRow)[2] == "class"
    assert kinds_of(RegisterRow)[4] is Kind.MOMENT


def test_a_table_knows_its_columns_and_length(told) -> None:
    ledgers = build(told.issued().inputs())
    table = ledgers["settlement"]
    assert (len(table), table.columns[0], table.from_logs) == (2, "instruction_id", True)
    assert not ledgers["recon"].from_logs
    assert [table.name for table in ledgers] == list(ledgers.tables)
