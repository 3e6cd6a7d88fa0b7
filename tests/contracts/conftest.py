from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sim.chain import Address, Receipt, open_engine
from sim.chain.bindings import CentralBankMoney, Stablecoin
from sim.chain.logs import Role
from tests.contracts.deal import Deal, open_deal


@pytest.fixture(scope="session")
def _opened(engine_name: str) -> Deal:
    return open_deal(lambda genesis: open_engine(engine_name, genesis_instant=genesis))


@pytest.fixture
def fresh_deal(request: pytest.FixtureRequest, _opened: Deal) -> Iterator[Deal]:
    """All contracts deployed and wired, the book open; undone after the test."""
    if request.node.get_closest_marker("heavy") and _opened.chain.engine.name != "revm":
        # The one there is fills batches that by true gas do not fit a transaction.
        pytest.skip("heavy contract tests are written for revm, which counts less gas")
    with _opened.undone():
        yield _opened


@pytest.fixture
def deal(fresh_deal: Deal) -> Deal:
    """The same at 08:00 of the issue date."""
    fresh_deal.warp("2023-02-16 08:00")
    return fresh_deal


@dataclass(frozen=True)
class Money:
    """A cash token, and who may create it."""

    token: CentralBankMoney | Stablecoin
    issuer: Address
    role: Role
    name: str
    symbol: str

    def mint(self, to: Address, amount: int) -> Receipt:
        return self.token.mint([to], [amount], sender=self.issuer)


@pytest.fixture(params=["CentralBankMoney", "Stablecoin"])
def money(request: pytest.FixtureRequest, deal: Deal) -> Money:
    """Each kind of money in turn."""
    if request.param == "CentralBankMoney":
        token = deal.central_bank_money
        return Money(token, deal.central_bank, Role.CENTRAL_BANK, "e-HKD", "eHKD")
    token = deal.stablecoin
    return Money(token, deal.stablecoin_issuer, Role.CASH_ISSUER, "Harbour Dollar", "HKDH")


@pytest.fixture(params=[False, True], ids=["not recovered yet", "recovered"])
def is_recovered(request: pytest.FixtureRequest) -> bool:
    """Whether somebody recovered the bond between the loss of a key and what follows."""
    return bool(request.param)
