from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sim.ledger import build, ledger_digest

ROOT = Path(__file__).parents[3]


def test_the_same_logs_give_the_same_books(told) -> None:
    first, second = build(told.whole().inputs()), build(told.whole().inputs())
    assert {name: list(table) for name, table in first.tables.items()} == {
        name: list(table) for name, table in second.tables.items()
    }
    assert ledger_digest(first) == ledger_digest(second)


def test_building_changes_nothing_it_was_given(told) -> None:
    inputs = told.whole().inputs()
    before = list(inputs.logs)
    build(inputs)
    assert list(inputs.logs) == before


def test_building_imports_no_pandas() -> None:
    code = "import sys, sim.ledger; sys.exit('pandas' in sys.modules or 'web3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_no_address_in_any_table(told) -> None:
    for table in build(told.whole().inputs()):
        for row in table:
            assert not any("0x" in cell for cell in row if isinstance(cell, str)), row
