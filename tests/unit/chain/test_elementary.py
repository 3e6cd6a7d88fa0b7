"""Values that do not fit, and names that are no types."""

from __future__ import annotations

import pytest

from sim.chain.codec import codec_of
from sim.chain.elementary import ADDRESSES, elementary, integer
from sim.chain.failures import BadData


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("uint8", 256),
        ("uint256", -1),
        ("int8", 128),
        ("int8", -129),
        ("bytes4", b"abc"),
        ("address", "0x12"),
        ("bool", 2),
    ],
)
def test_a_value_that_does_not_fit_is_refused(kind, value):
    with pytest.raises((BadData, OverflowError)):
        codec_of(kind).encode(value)


@pytest.mark.parametrize("kind", ["uint7", "uint264", "bytes33", "fixed128x18", "thing"])
def test_what_is_no_type_is_refused(kind):
    with pytest.raises(BadData):
        elementary(kind)


@pytest.mark.parametrize("bits", range(8, 257, 8))
def test_the_ends_of_every_integer_are_in_range(bits):
    for signed, ends in (
        (False, (0, 2**bits - 1)),
        (True, (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)),
    ):
        codec = integer(bits, signed=signed)
        for value in ends:
            assert codec.decode(codec.encode(value), 0) == value


def test_one_text_for_each_address_until_there_are_very_many(monkeypatch):
    decode = elementary("address").decode
    words = [number.to_bytes(32) for number in range(1, 5)]
    assert decode(words[0], 0) == "0x" + "00" * 19 + "01"
    assert decode(words[0], 0) is decode(b"\xff" * 32 + words[0], 32)
    monkeypatch.setattr(type(ADDRESSES), "most", 3)
    ADDRESSES.clear()
    assert [decode(word, 0)[-1] for word in words] == ["1", "2", "3", "4"]
    assert len(ADDRESSES) == 1
