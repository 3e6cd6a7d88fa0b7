"""Who is who: each name's address, each address's name."""

from __future__ import annotations

from collections.abc import Iterable

from sim.chain import Chain
from sim.chain.identity import Address, address_of, address_without_key, private_key


class Accounts:
    """Accounts of a run. Keys follow from the seed and the name, so a run can be repeated."""

    def __init__(self, seed: int, chain: Chain) -> None:
        self._seed = seed
        self._chain = chain
        self._addresses: dict[str, Address] = {}
        self._names: dict[Address, str] = {}
        self._replaced: dict[Address, Address] = {}

    def sign(self, name: str) -> Address:
        """Open an account that can send transactions."""
        key = private_key(self._seed, name)
        self._chain.add_key(key)
        return self._open(name, address_of(key))

    def hold(self, name: str) -> Address:
        """Open an account that never signs; no key is derived for it."""
        return self._open(name, address_without_key(self._seed, name))

    def contract(self, name: str, address: Address) -> Address:
        """Give a contract's address its name."""
        return self._open(name, address)

    def replace(self, lost: Address, replacement: Address) -> None:
        """From now on one account acts for another, whose key is lost."""
        self._replaced[lost] = replacement

    def in_force(self, address: Address) -> Address:
        """The account that acts for an account now: itself, unless its key was lost."""
        while address in self._replaced:
            address = self._replaced[address]
        return address

    def __getitem__(self, name: str) -> Address:
        return self._addresses[name]

    def all(self, names: Iterable[str]) -> list[Address]:
        """Addresses of the names, in their order."""
        return [self._addresses[name] for name in names]

    def name(self, address: Address) -> str:
        """Name of an address; KeyError for one that was never opened."""
        return self._names[address]

    def names(self) -> dict[Address, str]:
        """Every address with its name, in the order they were opened."""
        return dict(self._names)

    def _open(self, name: str, address: Address) -> Address:
        self._addresses[name] = address
        self._names[address] = name
        return address
