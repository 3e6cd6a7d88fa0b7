from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest

from sim.ledger import Account, AccountType, build, csv_text
from sim.ledger.csv import safe_text
from sim.ledger.rows import CashRow, ReconRow
from sim.ledger.tables import Table

CURRENCIES = {"HKD": "HKD"}


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def cash_table(**cells: Any) -> Table:
    given: dict[str, Any] = {
        "at": 1_676_507_400,
        "value_date": 19_404,
        "account": "Alpha",
        "rail": "cbdc",
        "currency": "HKD",
        "debit": None,
        "credit": 1_004_178,
        "balance": -132,
        "counterparty": "Beta",
        "purpose": "INTR",
        "reference": "A001",
        "block": 7,
        "tx_index": 0,
        "log_index": 2,
        **cells,
    }
    return Table("cash", CashRow, [CashRow(**given)])


def test_a_line_as_it_is_written() -> None:
    assert csv_text(cash_table(), CURRENCIES).splitlines()[1] == (
        "2023-02-16T00:30:00Z,2023-02-16,Alpha,cbdc,HKD,,10041.78,-1.32,Beta,INTR,A001,7,0,2"
    )


def test_every_table_reads_back_with_its_columns(told) -> None:
    ledgers = build(told.whole().inputs())
    for table in ledgers:
        text = csv_text(table, ledgers.currencies)
        header, *lines = parsed(text)
        assert tuple(header) == table.columns
        assert len(lines) == len(table)
        assert {len(line) for line in lines} <= {len(header)}
        assert "\r" not in text
        assert text.endswith("\n")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_nothing_a_spreadsheet_would_execute(name: str) -> None:
    cell = parsed(csv_text(cash_table(counterparty=name), CURRENCIES))[1][8]
    assert cell == "'" + name


@pytest.mark.parametrize("name", ['Smith, "Bob"', "two\nlines", "a,b", "a\rb", "plain", "", "漢字"])
def test_text_comes_back_as_it_was(name: str) -> None:
    text = csv_text(cash_table(counterparty=name), CURRENCIES)
    assert parsed(text)[1][8] == name


def test_negative_numbers_are_numbers_not_formulas() -> None:
    row = ReconRow(1, "RECORD", "x", "a", "b", "1.00", "2.32", "-1.32", "ROUNDING", 0, "OK")
    rows: Sequence[Any] = [row]
    assert "-1.32" in csv_text(Table("recon", ReconRow, rows), {}).split(",")


def test_money_has_the_digits_of_its_row(told) -> None:
    ledgers = build(told.whole().inputs())
    text = {name: parsed(csv_text(ledgers[name], CURRENCIES)) for name in ledgers.tables}
    header, *lines = text["journal"]
    units = [line[header.index("debit")] for line in lines if line[7] == "HKD/units" and line[5]]
    assert units[:2] == ["10", "1590"]
    header, first, *_ = text["positions"]
    assert first[header.index("face")] == "5000000.00"
    header, first, *_ = text["settlement"]
    assert first[header.index("price")] == "100.000000"
    header, first, *_ = text["corporate_actions"]
    assert first[header.index("rate")] == "4.050000"
    assert first[header.index("rounding")] == "-1.32"


def test_a_hostile_name_is_harmless_everywhere(told) -> None:
    story = told.whole()
    inputs = story.inputs()
    hostile = '=cmd|"/C calc"!A1'
    names = {**inputs.names, told.PARTIES["Alpha"]: Account(hostile, AccountType.HOUSE)}
    ledgers = build(story.inputs(names=names))
    for table in ledgers:
        for line in parsed(csv_text(table, ledgers.currencies)):
            assert not any(cell.startswith("=") for cell in line)


def test_safe_text_leaves_plain_text_alone() -> None:
    assert safe_text("a-b=c") == "a-b=c"
