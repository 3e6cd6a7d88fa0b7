"""PARITY: every built-in story runs on revm, and the small ones leave equal books on eth-tester."""

from __future__ import annotations

import pytest

from sim.ledger import TABLES, ledger_digest
from sim.model import builtin_names, load
from tests.runs import play

#: Small enough for the slow engine; hk-2023 is compared in `test_runs`.
SMALL = [
    "amortising",
    "callable",
    "consent-extension",
    "custodian-break",
    "default-and-recovery",
    "floating",
    "lost-key",
    "missed-coupon",
    "reopened",
]
_COMPARED = [name for name in TABLES if name != "transactions"]


@pytest.mark.parametrize("name", builtin_names())
def test_every_law_holds(name):
    pytest.importorskip("pyrevm")
    assert not play(load(name), "revm").ledgers.breaches


class TestOnBothEngines:
    @pytest.fixture(scope="class", params=SMALL)
    def both(self, request):
        pytest.importorskip("pyrevm")
        return [play(load(request.param), engine).ledgers for engine in ("revm", "eth-tester")]

    def test_equal_books_to_the_log(self, both):
        here, there = both
        for table in _COMPARED:
            if table in here.tables:
                assert list(here[table]) == list(there[table]), table

    def test_one_digest(self, both):
        here, there = map(ledger_digest, both)
        assert here == there
