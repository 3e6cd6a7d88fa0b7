from __future__ import annotations

import pytest

from tests.stage import Stage


@pytest.fixture
def stage() -> Stage:
    """The small deal on its first morning: everything set up, nobody has bid."""
    return Stage()


@pytest.fixture
def issued() -> Stage:
    """The small deal on the evening of its issue: alder holds 50 units, birch 30, cedar 20."""
    return Stage().issued()
