"""`Contract`: what every generated binding is, an address on a chain that is called by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.identity import Address

__all__ = ["Contract"]

T = TypeVar("T")


class Contract:
    """A deployed contract; its functions are the methods of the generated subclasses."""

    # Underscored, all but `address`: `name`, `symbol` and the like are functions of tokens.
    __slots__ = ("_chain", "address")

    def __init__(self, chain: Chain, address: Address, name: str | None = None) -> None:
        self._chain = chain
        self.address = address
        if name is not None:
            chain.register(address, name)

    def _send(self, function: Function[Any], args: Sequence[Any], sender: Address) -> Receipt:
        return self._chain.send(self.address, function, args, sender)

    def _read(self, function: Function[T], args: Sequence[Any]) -> T:
        return self._chain.call(self.address, function, args)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._chain.name_of(self.address)!r})"
