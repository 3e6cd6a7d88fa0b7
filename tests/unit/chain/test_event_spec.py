"""Logs decode to their events, in place or not, and agree with eth_abi."""

from __future__ import annotations

from dataclasses import dataclass

import eth_abi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chain.codec import Struct, Tuple
from sim.chain.event_spec import EventSpec
from sim.chain.failures import BadData

A = "0x" + "aa" * 20
BASE = ("Bond", "0x" + "bb" * 20, 1, 2, 0, 3)
TOPIC = b"\x01" * 32


def event(*values):
    return values


def spec(*params):
    return EventSpec(event, "0x" + TOPIC.hex(), params)


def test_values_stand_in_their_order():
    mixed = spec(("uint256", False), ("address", True), ("bytes", False))
    data = eth_abi.encode(["uint256", "bytes"], [7, b"xyz"])
    topics = (TOPIC, bytes(12) + bytes.fromhex(A[2:]))
    assert mixed.topics == 2
    assert mixed.make(*BASE, topics, data) == (*BASE, 7, A, b"xyz")


def test_what_fits_words_is_read_in_place():
    pair = Tuple(("uint8", "bool"))
    plain = spec(("address", False), (pair, False), ("int40", True), ("uint256", False))
    data = eth_abi.encode(["address", "(uint8,bool)", "uint256"], [A, (3, True), 2**255])
    topics = (TOPIC, (-5).to_bytes(32, "big", signed=True))
    assert plain.make(*BASE, topics, data) == (*BASE, A, (3, True), -5, 2**255)


@dataclass(frozen=True, slots=True)
class Terms:
    holder: str
    units: int
    paid: bool


TERMS = Struct(Terms, ("address", "uint40", "bool"))


def test_a_struct_is_read_in_place():
    data = eth_abi.encode(["uint8", "(address,uint40,bool)", "uint8"], [5, (A, 6, True), 7])
    made = spec(("uint8", False), (TERMS, False), ("uint8", False)).make(*BASE, (TOPIC,), data)
    assert made == (*BASE, 5, Terms(A, 6, True), 7)


@pytest.mark.parametrize("bits", [8, 40, 248])
def test_a_number_too_large_for_its_type_is_refused(bits):
    data = eth_abi.encode(["uint256"], [2**bits])
    with pytest.raises(BadData, match=f"{2**bits} does not fit uint{bits}"):
        spec((f"uint{bits}", False)).make(*BASE, (TOPIC,), data)
    with pytest.raises(BadData, match="does not fit"):
        spec((f"uint{bits}", True)).make(*BASE, (TOPIC, data), b"")


@pytest.mark.parametrize("kind", ["string", "bytes", "uint8[2]", "uint256[]", "(uint8,bool)"])
def test_what_fits_no_word_is_indexed_by_its_hash(kind):
    assert spec((kind, True)).make(*BASE, (TOPIC, b"\x02" * 32), b"") == (*BASE, b"\x02" * 32)


def test_an_event_without_parameters():
    assert spec().make(*BASE, (TOPIC,), b"") == BASE


@pytest.mark.parametrize("kind", ["uint256", "address", "bytes", "(uint8,bool)"])
def test_a_log_with_too_little_data_is_refused(kind):
    with pytest.raises(BadData):
        spec((kind, False)).make(*BASE, (TOPIC,), bytes(31))


@given(st.integers(0, 2**256 - 1), st.binary(min_size=20, max_size=20), st.binary(max_size=40))
def test_it_agrees_with_eth_abi(number, account, blob):
    params = (("uint256", False), ("address", False), ("bytes", False), ("uint256", True))
    account_text = "0x" + account.hex()
    data = eth_abi.encode(["uint256", "address", "bytes"], [number, account_text, blob])
    made = spec(*params).make(*BASE, (TOPIC, number.to_bytes(32, "big")), data)
    assert made == (*BASE, number, account_text, blob, number)
