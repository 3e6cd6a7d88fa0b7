from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sim.chain import Address, Receipt, open_engine
from sim.chain.bindings import CentralBankMoney, Stablecoin
from sim.chain.logs import Role
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
