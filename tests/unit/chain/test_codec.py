"""The hand-written codec against eth_abi, over random types and values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import eth_abi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chain.codec import Array, Enum, Struct, Tuple, codec_of, parse_type
from sim.chain.failures import BadData

SIZES = range(8, 257, 8)


def elementary():
    """Pairs of a type and a strategy for its values."""
    uints = st.sampled_from(SIZES).map(lambda n: (f"uint{n}", st.integers(0, 2**n - 1)))
    ints = st.sampled_from(SIZES).map(
        lambda n: (f"int{n}", st.integers(-(2 ** (n - 1)), 2 ** (n - 1) - 1))
    )
    fixed = st.integers(1, 32).map(lambda n: (f"bytes{n}", st.binary(min_size=n, max_size=n)))
    others = st.sampled_from(
        [
            ("address", st.binary(min_size=20, max_size=20).map(lambda b: "0x" + b.hex())),
            ("bool", st.booleans()),
            ("bytes", st.binary(max_size=70)),
            ("string", st.text(max_size=40)),
        ]
    )
    return st.one_of(uints, ints, fixed, others)


def composed(inner):
    arrays = inner.map(lambda t: (f"{t[0]}[]", st.lists(t[1], max_size=3).map(tuple)))
    fixed = st.tuples(inner, st.integers(1, 3)).map(
        lambda p: (f"{p[0][0]}[{p[1]}]", st.tuples(*[p[0][1]] * p[1]))
    )
    tuples = st.lists(inner, min_size=1, max_size=3).map(
        lambda ts: (f"({','.join(t[0] for t in ts)})", st.tuples(*[t[1] for t in ts]))
    )
    return st.one_of(arrays, fixed, tuples)


TYPES = st.recursive(elementary(), composed, max_leaves=5)


def as_tuples(value):
    return tuple(as_tuples(item) for item in value) if isinstance(value, list | tuple) else value


@given(st.lists(TYPES, max_size=4), st.data())
def test_it_agrees_with_eth_abi(types, data):
    names = [name for name, _ in types]
    values = tuple(data.draw(strategy) for _, strategy in types)
    codec = codec_of(Tuple(tuple(parse_type(name) for name in names)))
    encoded = codec.encode(values)
    assert encoded == eth_abi.encode(names, values)
    assert codec.decode(encoded, 0) == values
    assert as_tuples(eth_abi.decode(names, encoded)) == values


class Grade(IntEnum):
    POOR = 0
    GOOD = 1


@dataclass(frozen=True)
class Item:
    id: int
    grade: Grade
    marks: tuple[int, ...]


ITEM = Struct(Item, ("uint64", Enum(Grade), Array("uint16")))


def test_structs_and_enums_become_their_classes():
    codec = codec_of(Tuple((Array(ITEM), Enum(Grade))))
    values = ((Item(1, Grade.GOOD, (2, 3)), Item(4, Grade.POOR, ())), Grade.GOOD)
    encoded = codec.encode(values)
    assert codec.decode(encoded, 0) == values
    plain = [[(1, 1, [2, 3]), (4, 0, [])], 1]
    assert encoded == eth_abi.encode(["(uint64,uint8,uint16[])[]", "uint8"], plain)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("(uint256)", b""),
        ("(uint8)", (256).to_bytes(32, "big")),
        ("(bytes)", (32).to_bytes(32, "big")),
        ("(bytes)", (32).to_bytes(32, "big") + (33).to_bytes(32, "big") + bytes(32)),
        ("(uint256[])", (32).to_bytes(32, "big") + (2**200).to_bytes(32, "big")),
        ("(string)", (2**255).to_bytes(32, "big")),
    ],
)
def test_data_that_breaks_its_promise_is_refused(kind, data):
    with pytest.raises(BadData):
        codec_of(kind).decode(data, 0)


def test_a_number_that_is_no_member_is_refused():
    with pytest.raises(BadData, match="2 is no Grade"):
        codec_of(Enum(Grade)).decode((2).to_bytes(32, "big"), 0)


@dataclass(frozen=True)
class Line:
    units: int
    to: str
    change: int
    grade: Grade
    paid: bool


LINE = Struct(Line, ("uint40", "address", "int16", Enum(Grade), "bool"))


def test_a_struct_of_words_is_written_and_read():
    line = Line(2**40 - 1, "0x" + "ab" * 20, -3, Grade.GOOD, True)
    codec = codec_of(LINE)
    encoded = codec.encode(line)
    names = ["uint40", "address", "int16", "uint8", "bool"]
    assert encoded == eth_abi.encode(names, [line.units, line.to, line.change, 1, True])
    assert not codec.dynamic
    assert codec.decode(encoded, 0) == line


@pytest.mark.parametrize("changes", [{"units": 2**40}, {"units": -1}, {"units": "1"}])
def test_a_struct_refuses_what_does_not_fit(changes):
    good = {"units": 1, "to": "0x" + "ab" * 20, "change": 0, "grade": Grade.POOR, "paid": False}
    with pytest.raises((OverflowError, AttributeError)):
        codec_of(LINE).encode(Line(**(good | changes)))
