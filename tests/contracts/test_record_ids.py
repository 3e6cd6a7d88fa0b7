"""`RecordIds`: a record date is found, is not there, or nobody could look."""

from __future__ import annotations

import pytest

from sim.chain import Address, artifacts
from sim.chain.abi import Function
from sim.chain.reverts import RecordIds_OutOfGas
from tests.contracts.coupons import FINAL_RECORD, RECORD
from tests.contracts.deal import Deal, instant, reverts
from tests.contracts.hostile import silent_bond

_FIND = Function.parse("findRecord(address,uint40)", "uint256")


@pytest.fixture
def find(deal: Deal):
    """Looks up an instant in the records of a bond."""
    code = artifacts.load("tests/contracts/solidity")["Libraries"].bytecode
    address = deal.chain.engine.deploy(deal.mallory, code).contract_address

    def found(bond: Address, closes: int) -> int:
        return deal.chain.call(address, _FIND, (bond, closes))

    return found


def test_finds_those_to_come_and_those_that_passed(deal, find):
    assert [find(deal.bond.address, instant(at)) for at in (RECORD, FINAL_RECORD)] == [1, 2]
    deal.warp("2023-09-01 09:00")
    assert find(deal.bond.address, instant(RECORD)) == 1


def test_finds_none_where_there_is_none(deal, find):
    assert find(deal.bond.address, instant(RECORD) + 1) == 0


def test_silence_is_not_none(deal, find):
    """A look-up that ran out of gas would else end a vote that carried."""
    bond = silent_bond(deal)
    with reverts(RecordIds_OutOfGas, bond=bond):
        find(bond, instant(RECORD))
