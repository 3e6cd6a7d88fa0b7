"""The tokens of a deal, each with what a suite written for any token must know of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sim.chain import Address, Receipt
from sim.chain.bindings import BondToken, CentralBankMoney, Stablecoin
from sim.chain.reverts import (
    BondToken_AccountFrozen,
    BondToken_InsufficientUnits,
    CashToken_AccountFrozen,
    ERC20InsufficientBalance,
)
from tests.contracts.deal import CASH, Deal, reverts

#: Alice's holding in every suite, far above any minimum; and an amount every token lets move.
HELD, SOME = 1_000, 10


@dataclass(frozen=True)
class Token:
    """A token of which alice holds `HELD`; dave, who may receive it, holds nothing.

    `too_much` expects the error of an account that holds less than wanted, `frozen_refuses` that of
    a frozen account.
    """

    contract: BondToken | CentralBankMoney | Stablecoin
    name: str
    symbol: str
    decimals: int
    domain: str
    freeze: Callable[[Address], Receipt]
    unfreeze: Callable[[Address], Receipt]
    too_much: Callable[[Address, int, int], AbstractContextManager[None]]
    frozen_refuses: Callable[[Address], AbstractContextManager[None]]

    @property
    def address(self) -> Address:
        return self.contract.address

    def balances(self, *accounts: Address) -> list[int]:
        return [self.contract.balance_of(each) for each in accounts]


def bond_of(deal: Deal) -> Token:
    bond = deal.bond
    deal.mint(deal.alice, HELD)
    return Token(
        bond,
        name="Green Bond 4.05% 2024",
        symbol="GREEN24",
        decimals=0,
        domain="BondToken",
        freeze=lambda who: bond.freeze([who], sender=deal.registrar),
        unfreeze=lambda who: bond.unfreeze([who], sender=deal.registrar),
        too_much=lambda who, wanted, held: reverts(
            BondToken_InsufficientUnits, account=who, wanted=wanted, units=held
        ),
        frozen_refuses=lambda who: reverts(BondToken_AccountFrozen, account=who),
    )


def central_bank_money_of(deal: Deal) -> Token:
    return _cash(deal, deal.central_bank_money, deal.central_bank, "e-HKD", "eHKD")


def stablecoin_of(deal: Deal) -> Token:
    return _cash(deal, deal.stablecoin, deal.stablecoin_issuer, "Harbour Dollar", "HKDH")


def _cash(
    deal: Deal, token: CentralBankMoney | Stablecoin, issuer: Address, name: str, symbol: str
) -> Token:
    token.transfer(deal.issuer, CASH - HELD, sender=deal.alice)
    token.transfer(deal.issuer, CASH, sender=deal.dave)
    return Token(
        token,
        name=name,
        symbol=symbol,
        decimals=2,
        domain="CashToken",
        freeze=lambda who: token.freeze([who], sender=issuer),
        unfreeze=lambda who: token.unfreeze([who], sender=issuer),
        too_much=lambda who, wanted, held: reverts(
            ERC20InsufficientBalance, sender=who, balance=held, needed=wanted
        ),
        frozen_refuses=lambda who: reverts(CashToken_AccountFrozen, account=who),
    )


TOKENS: dict[str, Callable[[Deal], Token]] = {
    "BondToken": bond_of,
    "CentralBankMoney": central_bank_money_of,
    "Stablecoin": stablecoin_of,
}
