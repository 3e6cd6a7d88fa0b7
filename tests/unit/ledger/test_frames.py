from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from sim.errors import BadInput
from sim.ledger import RunFacts, build, frames, write_run

FACTS = RunFacts({}, 1, "revm", {}, {})


def test_money_is_decimal_and_dates_are_dates(told, tmp_path: Path) -> None:
    write_run(tmp_path / "run", build(told.whole().inputs()), FACTS)
    found = frames(tmp_path / "run")
    cash = found["cash"]
    assert cash["credit"].iloc[0] == Decimal("5000000.00")
    assert isinstance(cash["credit"].iloc[0], Decimal)
    assert cash["debit"].iloc[0] is None
    assert str(cash["value_date"].dtype) == "datetime64[ns]"
    assert str(cash["at"].dtype) == "datetime64[ns, UTC]"
    settlement = found["settlement"]
    assert str(settlement["units"].dtype) == "Int64"
    assert settlement["dvp_model"].isna().sum() == 3
    assert settlement["trade_date"].isna().sum() == 3
    assert settlement["cycle_id"].iloc[0] == ""
    assert found["recon"]["difference"].map(type).isin([Decimal, type(None)]).all()


def test_every_table_is_there_with_its_columns(told, tmp_path: Path) -> None:
    ledgers = build(told.whole().inputs())
    write_run(tmp_path / "run", ledgers, FACTS)
    found = frames(tmp_path / "run")
    assert list(found) == list(ledgers.tables)
    for table in ledgers:
        assert tuple(found[table.name].columns) == table.columns
        assert len(found[table.name]) == len(table)


def test_sums_are_exact(told, tmp_path: Path) -> None:
    write_run(tmp_path / "run", build(told.whole().inputs()), FACTS)
    journal = frames(tmp_path / "run")["journal"]
    money = journal[journal["currency"] == "HKD"]
    assert sum(filter(None, money["debit"])) == sum(filter(None, money["credit"]))


def test_a_folder_without_ledgers(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no ledgers"):
        frames(tmp_path)
