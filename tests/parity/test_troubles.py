"""PARITY of the stories of trouble: equal books on both engines, places included."""

from __future__ import annotations

import pytest

from sim.ledger import TABLES
from sim.model import load
from tests.runs import play


@pytest.mark.parametrize("name", ["missed-coupon", "default-and-recovery", "consent-extension"])
def test_equal_cell_by_cell(name):
    pytest.importorskip("pyrevm")
    here, there = play(load(name), "revm").ledgers, play(load(name), "eth-tester").ledgers
    tables = [table for table in TABLES if table in here.tables and table != "transactions"]
    assert len(tables) > 5
    for table in tables:
        assert list(here[table]) == list(there[table]), table
