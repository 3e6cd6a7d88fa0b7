from __future__ import annotations

import pytest

from sim.ledger import Ledgers
from tests.runs import hk_2023


@pytest.fixture(scope="session")
def ledgers() -> Ledgers:
    """The books of `hk-2023`."""
    return hk_2023().ledgers
