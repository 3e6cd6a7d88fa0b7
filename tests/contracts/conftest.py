from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from sim.chain import open_engine
from tests.contracts.deal import Deal, open_deal


@pytest.fixture(scope="session")
def _opened() -> Deal:
    engine = os.environ.get("GREENBOND_TEST_ENGINE", "revm")
    return open_deal(lambda genesis: open_engine(engine, genesis_instant=genesis))


@pytest.fixture
def fresh_deal(_opened: Deal) -> Iterator[Deal]:
    """All contracts deployed and wired, the book open; undone after the test."""
    with _opened.undone():
        yield _opened


@pytest.fixture
def deal(fresh_deal: Deal) -> Deal:
    """The same at 08:00 of the issue date."""
    fresh_deal.warp("2023-02-16 08:00")
    return fresh_deal
