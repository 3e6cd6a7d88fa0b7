from __future__ import annotations

import pytest

from tests.contracts.deal import Deal
from tests.contracts.standards.tokens import TOKENS, Token


@pytest.fixture(params=TOKENS)
def token(request: pytest.FixtureRequest, deal: Deal) -> Token:
    """Each token in turn: alice holds `HELD` of it, dave nothing."""
    return TOKENS[request.param](deal)
