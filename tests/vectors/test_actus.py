"""Contracts of the ACTUS test beds: every event, its date, payoff and the state after it."""

from __future__ import annotations

import csv
import io
import json
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from sim.__main__ import main
from sim.schedule.actus import read_contracts

HERE = Path(__file__).parent / "actus"
FILES = sorted(HERE.glob("*.json"))
CONTRACTS = {
    name: (file, contract)
    for file in FILES
    for name, contract in json.loads(file.read_text(encoding="utf8")).items()
}
#: Published payoffs have 15 digits.
CLOSE = {"rel": 1e-9, "abs": 1e-9}


@pytest.fixture(scope="module")
def contracts():
    return {contract.name: contract for file in FILES for contract in read_contracts(str(file))}


def test_all_are_there(contracts) -> None:
    assert len(CONTRACTS) == 15
    assert list(contracts) == list(CONTRACTS)
    assert sum(len(contract["results"]) for _, contract in CONTRACTS.values()) == 224


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_event(contracts, name: str) -> None:
    expected = CONTRACTS[name][1]["results"]
    flows = contracts[name].flows
    assert [(flow.event.kind.name, str(flow.event.payment.day)) for flow in flows] == [
        (row["eventType"], row["eventDate"][:10]) for row in expected
    ]
    for flow, row in zip(flows, expected, strict=True):
        told = f"{name} {row['eventType']} {row['eventDate']}"
        for value, column in (
            (flow.amount, "payoff"),
            (flow.outstanding, "notionalPrincipal"),
            (flow.rate, "nominalInterestRate"),
            (flow.accrued, "accruedInterest"),
        ):
            assert float(value) == pytest.approx(float(row[column]), **CLOSE), (told, column)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_command_prints_them(file: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "argv", ["greenbond", "cashflows", str(file)])
    with pytest.raises(SystemExit) as ending:
        main()
    said = capsys.readouterr()
    assert (ending.value.code, said.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(said.out, newline=""), strict=True))
    expected = [
        (name, row)
        for name, (where, contract) in CONTRACTS.items()
        for row in contract["results"]
        if where == file
    ]
    assert len(rows) == len(expected)
    for row, (name, published) in zip(rows, expected, strict=True):
        assert row["contract"] == name
        assert row["event"] == published["eventType"]
        assert row["payment_date"] == published["eventDate"][:10]
        assert row["currency"] == published["currency"]
        assert float(row["amount"]) == pytest.approx(float(published["payoff"]), **CLOSE)
        exact = Fraction(int(row["amount_num"]), int(row["amount_den"]))
        assert float(row["amount"]) == float(exact)
