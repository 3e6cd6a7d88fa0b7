"""Who is who on chain: keys and addresses that follow from a seed and a name, and nothing else.

Keccak-256 is pycryptodome's: written in C, and there already wherever web3 or eth-account is
(`hashlib` has SHA-3 only, whose padding differs).
"""

from __future__ import annotations

import hashlib
from typing import TypeAlias

from coincurve import PublicKey
from Crypto.Hash import keccak as _keccak

__all__ = ["Address", "address_of", "address_without_key", "keccak", "private_key"]

#: `0x` and 40 lower-case hex digits.
Address: TypeAlias = str

# The order of the curve secp256k1: a key is a number from 1 to one less than this.
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def keccak(data: bytes) -> bytes:
    """Keccak-256 of the data, 32 bytes."""
    return _keccak.new(data=data, digest_bits=256).digest()


def private_key(seed: int, name: str) -> bytes:
    """The secp256k1 key of a party, 32 bytes: SHA-256 of (`greenbond`, seed, name).

    A digest that is no valid key (one in 2^128) is hashed again until one is.
    """
    key = _digest("greenbond", seed, name)
    while not 0 < int.from_bytes(key, "big") < _ORDER:
        key = hashlib.sha256(key).digest()
    return key


def address_of(key: bytes) -> Address:
    """The address of a private key of 32 bytes."""
    point = PublicKey.from_secret(key).format(compressed=False)
    return "0x" + keccak(point[1:])[12:].hex()


def address_without_key(seed: int, name: str) -> Address:
    """An address for a holder who never signs; nobody knows a key of it, and none is derived."""
    return "0x" + _digest("greenbond holder", seed, name)[12:].hex()


def _digest(purpose: str, seed: int, name: str) -> bytes:
    # The separator cannot occur in the purpose or the seed, so no two triples read the same.
    return hashlib.sha256(f"{purpose}\0{seed}\0{name}".encode()).digest()
