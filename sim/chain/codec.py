"""Encodes and decodes ABI values with codecs compiled once per function, event and error.

A type is written as Solidity's ABI writes it (`"uint256"`, `"address[]"`, `"(uint256,bytes)"`) or,
where Python has a class for it, with `Struct`, `Enum` and `Array`. Python values are: `int` for
integers, `str` (`0x` and 40 lower-case hex digits) for addresses, `bool`, `bytes`, `str`, a
dataclass for a `Struct`, an `IntEnum` member for an `Enum`, a `tuple` for arrays and all else.

Why by hand: on the fast engine a general ABI library takes longer than the EVM does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from operator import attrgetter
from typing import Any

from sim.chain.elementary import UINT, WORD, Codec, Decode, Encode, elementary, integer, length_at
from sim.chain.failures import BadData
from sim.chain.frozen import maker

__all__ = [
    "AbiType",
    "Array",
    "Codec",
    "Enum",
    "Struct",
    "Tuple",
    "codec_of",
    "parse_type",
    "parts_of",
]


@dataclass(frozen=True, slots=True)
class Struct:
    """A Solidity struct as a dataclass whose fields stand in the struct's order."""

    cls: type[Any]
    types: tuple[AbiType, ...]


@dataclass(frozen=True, slots=True)
class Enum:
    """A Solidity enum as an `IntEnum` whose members are 0, 1, 2, …"""

    cls: type[IntEnum]


@dataclass(frozen=True, slots=True)
class Array:
    """An array; `size` None when its length is not fixed."""

    of: AbiType
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Tuple:
    """Values of several types in a row: the inputs of a function, or a struct without a class."""

    types: tuple[AbiType, ...]


AbiType = str | Struct | Enum | Array | Tuple


_CODECS: dict[AbiType, Codec] = {}


def codec_of(kind: AbiType) -> Codec:
    """The codec of a type, built on first use; raises BadData for what is no ABI type."""
    known = _CODECS.get(kind)
    if known is None:
        known = _CODECS[kind] = _build(kind)
    return known


def _build(kind: AbiType) -> Codec:
    if isinstance(kind, str):
        parsed = parse_type(kind)
        return elementary(parsed) if isinstance(parsed, str) else codec_of(parsed)
    if isinstance(kind, Enum):
        return _enum(kind)
    if isinstance(kind, Array):
        return _array(codec_of(kind.of), kind.size)
    if isinstance(kind, Struct):
        return _struct(kind)
    return _tuple([codec_of(part) for part in kind.types])


# --- composed types ---


def _enum(kind: Enum) -> Codec:
    members: tuple[Any, ...] = tuple(kind.cls)

    def decode(data: bytes, at: int) -> Any:
        number = int.from_bytes(data[at : at + WORD], "big")
        if number >= len(members):
            raise BadData(f"{number} is no {kind.cls.__name__}")
        return members[number]

    return Codec(integer(8, signed=False).encode, decode, dynamic=False, size=WORD)


def _struct(kind: Struct) -> Codec:
    inner = _tuple([codec_of(part) for part in kind.types])
    names = [field.name for field in fields(kind.cls)]
    make, decode_all = maker(kind.cls), inner.decode

    def decode(data: bytes, at: int) -> Any:
        return make(*decode_all(data, at))

    encode = _dynamic_struct(names, inner.encode) if inner.dynamic else _static_struct(kind, names)
    return Codec(encode, decode, inner.dynamic, inner.size)


def _dynamic_struct(names: Sequence[str], encode_all: Encode) -> Encode:
    take = attrgetter(*names)
    single = len(names) == 1

    def encode(value: Any) -> bytes:
        return encode_all((take(value),) if single else take(value))

    return encode


def _static_struct(kind: Struct, fields_: Sequence[str]) -> Encode:
    """Written out for the struct and compiled: instructions are encoded by the thousand."""
    names: dict[str, Any] = {}
    words = []
    for place, (part, field) in enumerate(zip(kind.types, fields_, strict=True)):
        if isinstance(part, str) and (uint := UINT.fullmatch(part)):
            length = int(uint[1]) // 8
            words.append(f"{bytes(WORD - length)!r} + value.{field}.to_bytes({length}, 'big')")
        else:
            names[f"encode_{place}"] = codec_of(part).encode
            words.append(f"encode_{place}(value.{field})")
    exec(f"def encode(value):\n    return b''.join([{', '.join(words)}])\n", names)
    encode: Encode = names["encode"]
    return encode


def _tuple(parts: Sequence[Codec]) -> Codec:
    size = sum(WORD if part.dynamic else part.size for part in parts)
    if any(part.dynamic for part in parts):
        # Inside another type it is one offset word; only its own head is `size` bytes.
        return Codec(_encoder(parts, size), _decoder(parts, size), dynamic=True, size=size)
    return Codec(_static_encoder(parts), _decoder(parts, size), dynamic=False, size=size)


def _static_encoder(parts: Sequence[Codec]) -> Encode:
    encoders = [part.encode for part in parts]
    count = len(encoders)

    def encode(values: Sequence[Any]) -> bytes:
        if len(values) != count:
            raise BadData(f"{len(values)} values given where {count} are expected")
        return b"".join([enc(value) for enc, value in zip(encoders, values, strict=True)])

    return encode


def _encoder(parts: Sequence[Codec], size: int) -> Encode:
    steps = [(part.encode, part.dynamic) for part in parts]

    def encode(values: Sequence[Any]) -> bytes:
        if len(values) != len(steps):
            raise BadData(f"{len(values)} values given where {len(steps)} are expected")
        heads: list[bytes] = []
        tails: list[bytes] = []
        offset = size
        for (enc, dynamic), value in zip(steps, values, strict=True):
            encoded = enc(value)
            if dynamic:
                heads.append(offset.to_bytes(WORD, "big"))
                tails.append(encoded)
                offset += len(encoded)
            else:
                heads.append(encoded)
        return b"".join(heads + tails)

    return encode


def _decoder(parts: Sequence[Codec], size: int) -> Decode:
    steps: list[tuple[Decode, int, bool]] = []
    place = 0
    for part in parts:
        steps.append((part.decode, place, part.dynamic))
        place += WORD if part.dynamic else part.size

    def decode(data: bytes, at: int) -> tuple[Any, ...]:
        if at + size > len(data):
            raise BadData(f"{size} bytes expected at {at}, data ends at {len(data)}")
        return tuple(
            [
                dec(data, at + length_at(data, at + place)) if dynamic else dec(data, at + place)
                for dec, place, dynamic in steps
            ]
        )

    return decode


def _array(part: Codec, size: int | None) -> Codec:
    if size is not None:
        return _tuple([part] * size)
    step = WORD if part.dynamic else part.size

    def encode(values: Sequence[Any]) -> bytes:
        encoded = [part.encode(value) for value in values]
        count = len(encoded).to_bytes(WORD, "big")
        if not part.dynamic:
            return count + b"".join(encoded)
        offset = step * len(encoded)
        heads = []
        for item in encoded:
            heads.append(offset.to_bytes(WORD, "big"))
            offset += len(item)
        return count + b"".join(heads + encoded)

    def decode(data: bytes, at: int) -> tuple[Any, ...]:
        count, start = length_at(data, at), at + WORD
        if start + count * step > len(data):
            raise BadData(f"{count} items promised, {len(data) - start} bytes there")
        places = range(start, start + count * step, step)
        if part.dynamic:
            return tuple([part.decode(data, start + length_at(data, place)) for place in places])
        return tuple([part.decode(data, place) for place in places])

    return Codec(encode, decode, dynamic=True, size=WORD)


# --- types as text ---


def parse_type(text: str) -> AbiType:
    """The type a text describes: arrays and tuples taken apart, an elementary type as it is."""
    if text.endswith("]"):
        of, _, size = text[:-1].rpartition("[")
        return Array(parse_type(of), int(size) if size else None)
    if text.startswith("("):
        return Tuple(parts_of(text))
    return text


def parts_of(text: str) -> tuple[AbiType, ...]:
    """The types inside a tuple written as text: two of `(uint256,address[])`."""
    return tuple(parse_type(part) for part in _split(text[1:-1]))


def _split(text: str) -> list[str]:
    """Splits at the commas that stand outside every bracket."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]] if text else []
