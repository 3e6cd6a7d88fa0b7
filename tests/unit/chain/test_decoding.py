"""Revert data that is not what it seems still becomes an exception."""

from __future__ import annotations

import eth_abi
import pytest

from sim.chain.decoding import decode_revert
from sim.chain.failures import Halted, Panicked, RevertedWithText, UnknownRevert

TEXT = bytes.fromhex("08c379a0")
PANIC = bytes.fromhex("4e487b71")


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (b"", Halted, "Halt()"),
        (b"\x01\x02", Halted, "Halt()"),
        (TEXT + eth_abi.encode(["string"], ["no"]), RevertedWithText, "Error(message=no)"),
        (TEXT, UnknownRevert, "0x08c379a0(data=0x)"),
        (PANIC + (0x11).to_bytes(32, "big"), Panicked, "Panic(code=17)"),
        (PANIC + b"\x11", UnknownRevert, "0x4e487b71(data=0x11)"),
        (bytes.fromhex("deadbeef01"), UnknownRevert, "0xdeadbeef(data=0x01)"),
    ],
)
def test_every_kind_of_data_is_shown(data, kind, text):
    error = decode_revert(data, "", {})
    assert type(error) is kind
    assert (error.text, error.data) == (text, data)


def test_a_halt_gives_the_engines_reason():
    assert str(decode_revert(b"", "OutOfGas", {})) == "Halt(): OutOfGas"
