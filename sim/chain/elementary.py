"""Codecs of the types that hold no other: integers, addresses, booleans, bytes and text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.chain.failures import BadData

__all__ = [
    "ADDRESSES",
    "UINT",
    "WORD",
    "Codec",
    "Decode",
    "Encode",
    "elementary",
    "integer",
    "length_at",
]

Encode = Callable[[Any], bytes]
Decode = Callable[[bytes, int], Any]

#: Bytes of a word: what every head is a multiple of.
WORD = 32

#: The unsigned integers, with their bits.
UINT = re.compile(r"uint(\d+)")

_ZEROS = bytes(WORD)


@dataclass(frozen=True, slots=True)
class Codec:
    """Both directions of one type. `size` is the bytes of its head; `decode` reads at an offset."""

    encode: Encode
    decode: Decode
    dynamic: bool
    size: int


def elementary(name: str) -> Codec:
    """The codec of a type by its name; raises BadData for what is no elementary ABI type."""
    if name == "address":
        return Codec(_encode_address, _decode_address, dynamic=False, size=WORD)
    if name == "bool":
        return Codec(_encode_bool, _decode_bool, dynamic=False, size=WORD)
    if name == "bytes":
        return Codec(_encode_bytes, _decode_bytes, dynamic=True, size=WORD)
    if name == "string":
        return Codec(_encode_text, _decode_text, dynamic=True, size=WORD)
    stem = name.rstrip("0123456789")
    digits = name[len(stem) :]
    if stem in ("uint", "int") and digits and int(digits) in range(8, 257, 8):
        return integer(int(digits), signed=stem == "int")
    if stem == "bytes" and int(digits) in range(1, 33):
        return _fixed_bytes(int(digits))
    raise BadData(f"{name!r} is no ABI type this codec knows")


def integer(bits: int, *, signed: bool) -> Codec:
    """The codec of `uintN` or `intN`."""
    length = bits // 8
    pad = _ZEROS[length:]

    def encode(value: int) -> bytes:
        # `to_bytes` refuses what does not fit, so the range check costs nothing.
        return pad + value.to_bytes(length, "big")

    def encode_signed(value: int) -> bytes:
        value.to_bytes(length, "big", signed=True)
        return value.to_bytes(WORD, "big", signed=True)

    def decode(data: bytes, at: int) -> int:
        value = int.from_bytes(data[at : at + WORD], "big", signed=signed)
        if not signed and value >> bits:
            raise BadData(f"{value} does not fit uint{bits}")
        return value

    return Codec(encode_signed if signed else encode, decode, dynamic=False, size=WORD)


def _fixed_bytes(length: int) -> Codec:
    pad = _ZEROS[length:]

    def encode(value: bytes) -> bytes:
        if len(value) != length:
            raise BadData(f"{len(value)} bytes given where bytes{length} is expected")
        return bytes(value) + pad

    def decode(data: bytes, at: int) -> bytes:
        return data[at : at + length]

    return Codec(encode, decode, dynamic=False, size=WORD)


def _encode_address(value: str) -> bytes:
    if len(value) != 42:
        raise BadData(f"{value!r} is no address: 0x and 40 hex digits are expected")
    return b"\0\0\0\0\0\0\0\0\0\0\0\0" + bytes.fromhex(value[2:])


class _Addresses(dict[bytes, str]):
    """Texts of addresses, by their 20 bytes: one text for each, however often it occurs.

    The same few parties are in most logs, and a text that is known already need not be made,
    kept or hashed again. Forgets all when there are very many, for then they rarely recur.
    """

    most = 100_000

    def __missing__(self, account: bytes) -> str:
        if len(self) >= self.most:
            self.clear()
        text = self[account] = "0x" + account.hex()
        return text


#: See `_Addresses`.
ADDRESSES = _Addresses()


def _decode_address(data: bytes, at: int) -> str:
    return ADDRESSES[data[at + 12 : at + WORD]]


def _encode_bool(value: bool) -> bytes:
    return value.to_bytes(WORD, "big") if value in (0, 1) else _refuse_bool(value)


def _refuse_bool(value: object) -> bytes:
    raise BadData(f"{value!r} given where a bool is expected")


def _decode_bool(data: bytes, at: int) -> bool:
    return data[at + WORD - 1] == 1


def _encode_bytes(value: bytes) -> bytes:
    return len(value).to_bytes(WORD, "big") + value + bytes(-len(value) % WORD)


def _decode_bytes(data: bytes, at: int) -> bytes:
    start = at + WORD
    end = start + length_at(data, at)
    if end > len(data):
        raise BadData(f"{end - start} bytes promised, {len(data) - start} there")
    return data[start:end]


def _encode_text(value: str) -> bytes:
    return _encode_bytes(value.encode())


def _decode_text(data: bytes, at: int) -> str:
    # A contract may emit anything as a string; a ledger still has to print it.
    return _decode_bytes(data, at).decode("utf8", "replace")


def length_at(data: bytes, at: int) -> int:
    """The length or offset in the word at an offset; raises BadData where the data ends before."""
    if at + WORD > len(data):
        raise BadData(f"data ends at {len(data)} bytes, before a length at {at}")
    return int.from_bytes(data[at : at + WORD], "big")
