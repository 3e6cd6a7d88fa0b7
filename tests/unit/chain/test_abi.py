"""Functions and constructors against eth_abi and known identifiers."""

from __future__ import annotations

from dataclasses import dataclass

import eth_abi
import pytest

from sim.chain.abi import Function, encode_values
from sim.chain.failures import BadData

A, B = "0x" + "aa" * 20, "0x" + "bb" * 20


def test_calldata_of_transfer():
    transfer = Function.parse("transfer(address,uint256)", "bool")
    assert transfer.name == "transfer"
    assert transfer.encode((A, 5)).hex() == (
        "a9059cbb" + eth_abi.encode(["address", "uint256"], [A, 5]).hex()
    )


def test_what_comes_back():
    word = (1).to_bytes(32, "big")
    assert Function.parse("f()", "bool").decode(word) is True
    assert Function.parse("f()", "bool,uint8").decode(word * 2) == (True, 1)
    assert Function.parse("f()").decode(b"") is None


def test_an_answer_that_is_none_is_refused():
    with pytest.raises(BadData, match="f returned something else"):
        Function.parse("f()", "uint256").decode(b"")


@pytest.mark.parametrize("args", [(A,), (A, 5, 6), (A, "5"), (5, 5), (A, 0.5), (A, -1), (A, None)])
def test_arguments_that_do_not_fit_are_named(args):
    with pytest.raises(BadData, match="transfer"):
        Function.parse("transfer(address,uint256)").encode(args)


def test_constructor_arguments_take_dataclasses_for_structs():
    @dataclass
    class Pair:
        left: int
        right: tuple[str, ...]

    inputs = [
        {
            "type": "tuple[]",
            "components": [{"type": "uint8"}, {"type": "address[]"}],
        }
    ]
    encoded = encode_values(inputs, [[Pair(1, (A, B)), Pair(2, ())]])
    assert encoded == eth_abi.encode(["(uint8,address[])[]"], [[(1, [A, B]), (2, [])]])
    with pytest.raises(BadData, match="constructor"):
        encode_values(inputs, [])
