"""The tables of `contracts/README.md`, for tests that hold the contracts to them."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parents[2] / "contracts" / "README.md"


def table(heading: str) -> list[dict[str, str]]:
    """The first table below a heading: one dictionary a row, by the names of its columns."""
    text = README.read_text(encoding="utf8")
    _, found, rest = text.partition(f"\n## {heading}\n")
    assert found, f"contracts/README.md has no section '## {heading}'"
    lines = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("|")]
    assert len(lines) > 2, f"contracts/README.md has no table below '## {heading}'"
    columns = _cells(lines[0])
    rows = [_cells(line) for line in lines[2:]]
    odd = [row for row in rows if len(row) != len(columns)]
    assert not odd, f"rows below '## {heading}' without a cell for each of {columns}: {odd}"
    return [dict(zip(columns, row, strict=True)) for row in rows]


def code(cell: str) -> list[str]:
    """What a cell writes as code, in order."""
    return re.findall(r"`([^`]+)`", cell)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
