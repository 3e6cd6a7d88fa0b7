"""Ledgers as pandas frames, for people who work with them in notebooks.

pandas is imported here alone and only when asked for: a run does without it.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import BadInput, Finding
from sim.ledger.kinds import Kind
from sim.ledger.output import LEDGERS
from sim.ledger.tables import TABLES, columns_of, kinds_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frames"]


def frames(directory: Path) -> dict[str, pd.DataFrame]:
    """The tables of a run's folder by name.

    Money, prices and rates are Decimal, dates datetime64, instants datetime64 in UTC, counts Int64
    and text str. Not applicable is None, NaT, NA and the empty text. Raises BadInput when the
    folder holds no ledgers.
    """
    folder = directory / LEDGERS
    found = {name: folder / f"{name}.csv" for name in TABLES}
    found = {name: file for name, file in found.items() if file.is_file()}
    if not found:
        problem, instead = "holds no ledgers", "name the folder that `greenbond run --out` wrote"
        raise BadInput(Finding(str(directory), "", None, problem, instead))
    return {name: _frame(name, file) for name, file in found.items()}


def _frame(name: str, file: Path) -> pd.DataFrame:
    import pandas as pd

    frame = pd.read_csv(file, dtype=str, keep_default_na=False, na_filter=False)
    row_type = TABLES[name]
    for column, kind in zip(columns_of(row_type), kinds_of(row_type), strict=True):
        frame[column] = _column(frame[column], kind)
    return frame


def _column(cells: Any, kind: Kind) -> Any:
    """One column of text as what it says."""
    import pandas as pd

    if kind is Kind.TEXT:
        return cells
    if kind is Kind.COUNT:
        return pd.to_numeric(cells.where(cells != "", None)).astype("Int64")
    if kind is Kind.DATE:
        return pd.to_datetime(cells, format="%Y-%m-%d")
    if kind is Kind.MOMENT:
        return pd.to_datetime(cells, format="%Y-%m-%dT%H:%M:%SZ", utc=True)
    return cells.map(lambda cell: Decimal(cell) if cell else None).astype(object)
