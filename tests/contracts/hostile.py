"""Contracts that mean no good, and Python's side of them."""

from __future__ import annotations

from typing import Any

from sim.chain import Address, Receipt, artifacts
from sim.chain.abi import Function, encode_values
from sim.chain.contract import Contract
from tests.contracts.deal import ZERO, Deal

_FORWARD: Function[Any] = Function.parse("forward(address,bytes,uint256)")


def _deploy(deal: Deal, name: str, *args: object) -> Address:
    artifact = artifacts.load("tests/contracts/solidity")[name]
    inputs = next((e["inputs"] for e in artifact.abi if e["type"] == "constructor"), [])
    made = deal.chain.engine.deploy(deal.mallory, artifact.bytecode + encode_values(inputs, args))
    assert made.status
    deal.chain.register(made.contract_address, name)
    return made.contract_address


class Miser:
    """Calls with as little gas as it is told."""

    def __init__(self, deal: Deal) -> None:
        self._deal = deal
        self.address = _deploy(deal, "Miser")

    def call(self, target: Contract, signature: str, args: tuple[Any, ...], gas: int) -> Receipt:
        """The call with that much gas; whether it failed is seen by its events."""
        data = Function.parse(signature).encode(args)
        deal = self._deal
        return deal.chain.send(self.address, _FORWARD, (target.address, data, gas), deal.mallory)


def reentrant_money(
    deal: Deal, when: str, target: Contract, signature: str, *args: object
) -> Address:
    """Money that makes that call when that function of it is called."""
    calldata = Function.parse(signature).encode(args)
    return _deploy(deal, "HostileMoney", _selector(when), target.address, calldata)


def silent_money(deal: Deal, when: str) -> Address:
    """Money that fails without a word when that function of it is called."""
    return _deploy(deal, "HostileMoney", _selector(when), ZERO, b"")


def _selector(signature: str) -> bytes:
    return Function.parse(signature).selector


def silent_bond(deal: Deal) -> Address:
    """A bond that refuses everything without a word."""
    return _deploy(deal, "SilentBond")
