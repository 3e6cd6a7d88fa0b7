from __future__ import annotations

from typing import NamedTuple

import pytest

from sim.model import Scenario, load
from sim.report import summary
from tests.unit.report.by_hand import books


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("hk-2023")


@pytest.fixture
def said(scenario):
    """The lines under a label, each put together again where it was too long for one."""

    def lines(label: str, **rows: list[NamedTuple]) -> list[str]:
        found: dict[str, list[str]] = {}
        under = ""
        for line in summary(scenario, books(**rows))[2:]:
            under = line[:12].strip() or under
            told = found.setdefault(under, [])
            if line[12:14] == "  ":
                told[-1] += " " + line.strip()
            else:
                told.append(line[12:])
        return found.get(label, [])

    return lines
