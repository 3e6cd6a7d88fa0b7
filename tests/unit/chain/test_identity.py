"""Keys and addresses follow from seed and name, and from nothing else."""

from __future__ import annotations

import hashlib

from eth_account import Account
from hypothesis import given
from hypothesis import strategies as st

from sim.chain.identity import address_of, address_without_key, keccak, private_key


def test_keccak_is_ethereums_and_not_sha3():
    # https://eips.ethereum.org/EIPS/eip-1052: the hash of no data.
    assert keccak(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"


@given(st.integers(0, 2**64), st.text(max_size=20))
def test_the_address_is_the_one_a_wallet_derives(seed, name):
    key = private_key(seed, name)
    assert address_of(key) == Account.from_key(key).address.lower()


def test_the_recipe_of_a_key_is_pinned():
    assert private_key(1, "HSBC") == hashlib.sha256(b"greenbond\x001\x00HSBC").digest()


def test_seed_and_name_cannot_run_into_each_other():
    assert private_key(1, "1 x") != private_key(11, " x")
    assert private_key(1, "0\0a") != private_key(10, "a")


def test_an_address_without_a_key_is_no_ones_else():
    addresses = {address_without_key(seed, f"holder {n}") for seed in (1, 2) for n in range(500)}
    assert len(addresses) == 1000
    assert address_without_key(1, "a") != address_of(private_key(1, "a"))
    assert all(len(address) == 42 and address == address.lower() for address in addresses)
