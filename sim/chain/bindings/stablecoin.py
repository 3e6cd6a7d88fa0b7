"""Calls of `Stablecoin`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain import kinds
from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.contract import Contract
from sim.chain.identity import Address
from sim.chain.structs import CashAccount

__all__ = ["Stablecoin"]

_ALLOWANCE = Function[int]("allowance", "0xdd62ed3e", ("address", "address"), ("uint256",))
_APPROVE = Function[None]("approve", "0x095ea7b3", ("address", "uint256"), ())
_BALANCE_OF = Function[int]("balanceOf", "0x70a08231", ("address",), ("uint256",))
_BURN = Function[None]("burn", "0x1e96cf49", ("address[]", "uint256[]"), ())
_CASH_ACCOUNT = Function[CashAccount](
    "cashAccount", "0x39aef3bb", ("address",), (kinds.CASH_ACCOUNT,)
)
_CURRENCY = Function[str]("currency", "0xe5a6b10f", (), ("string",))
_DECIMALS = Function[int]("decimals", "0x313ce567", (), ("uint8",))
_DOMAIN_SEPARATOR = Function[bytes]("DOMAIN_SEPARATOR", "0x3644e515", (), ("bytes32",))
_EIP712_DOMAIN = Function[tuple[bytes, str, str, int, Address, bytes, tuple[int, ...]]](
    "eip712Domain",
    "0x84b0196e",
    (),
    ("bytes1", "string", "string", "uint256", "address", "bytes32", "uint256[]"),
)
_FREEZE = Function[None]("freeze", "0x1d38fcda", ("address[]",), ())
_MINT = Function[None]("mint", "0xe467f7e0", ("address[]", "uint256[]"), ())
_NAME = Function[str]("name", "0x06fdde03", (), ("string",))
_NONCES = Function[int]("nonces", "0x7ecebe00", ("address",), ("uint256",))
_PAUSE = Function[None]("pause", "0x8456cb59", (), ())
_PAUSED = Function[bool]("paused", "0x5c975abb", (), ("bool",))
_PERMIT = Function[None](
    "permit",
    "0xd505accf",
    ("address", "address", "uint256", "uint256", "uint8", "bytes32", "bytes32"),
    (),
)
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SUPPORTS_INTERFACE = Function[bool]("supportsInterface", "0x01ffc9a7", ("bytes4",), ("bool",))
_SYMBOL = Function[str]("symbol", "0x95d89b41", (), ("string",))
_TOTAL_SUPPLY = Function[int]("totalSupply", "0x18160ddd", (), ("uint256",))
_TRANSFER = Function[None]("transfer", "0xa9059cbb", ("address", "uint256"), ())
_TRANSFER_FROM = Function[None]("transferFrom", "0x23b872dd", ("address", "address", "uint256"), ())
_UNFREEZE = Function[None]("unfreeze", "0xb0a6d947", ("address[]",), ())
_UNPAUSE = Function[None]("unpause", "0x3f4ba83a", (), ())


class Stablecoin(Contract):
    """A deployed `Stablecoin`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        name_: str,
        symbol: str,
        currency: str,
        decimals: int,
        roles: Address,
        *,
        sender: Address,
        name: str = "Stablecoin",
    ) -> Stablecoin:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain,
            chain.deploy(
                "Stablecoin", name_, symbol, currency, decimals, roles, sender=sender, name=name
            ),
        )

    def allowance(self, owner: Address, spender: Address) -> int:
        """Solidity's `allowance(address,address)`."""
        return self._read(_ALLOWANCE, (owner, spender))

    def approve(self, spender: Address, value: int, *, sender: Address) -> Receipt:
        """Solidity's `approve(address,uint256)`."""
        return self._send(_APPROVE, (spender, value), sender)

    def balance_of(self, holder: Address) -> int:
        """Solidity's `balanceOf(address)`."""
        return self._read(_BALANCE_OF, (holder,))

    def burn(self, from_: Sequence[Address], amounts: Sequence[int], *, sender: Address) -> Receipt:
        """Destroys money of the issuer itself, or of holders who approved the issuer, against
        payment elsewhere.
        """
        return self._send(_BURN, (from_, amounts), sender)

    def cash_account(self, holder: Address) -> CashAccount:
        """A holder's word."""
        return self._read(_CASH_ACCOUNT, (holder,))

    def currency(self) -> str:
        """ISO 4217 code of the currency the token is denominated in."""
        return self._read(_CURRENCY, ())

    def decimals(self) -> int:
        """Solidity's `decimals()`."""
        return self._read(_DECIMALS, ())

    def domain_separator(self) -> bytes:
        """Solidity's `DOMAIN_SEPARATOR()`."""
        return self._read(_DOMAIN_SEPARATOR, ())

    def eip712_domain(self) -> tuple[bytes, str, str, int, Address, bytes, tuple[int, ...]]:
        """Solidity's `eip712Domain()`."""
        return self._read(_EIP712_DOMAIN, ())

    def freeze(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Freezes each account."""
        return self._send(_FREEZE, (accounts,), sender)

    def mint(self, to: Sequence[Address], amounts: Sequence[int], *, sender: Address) -> Receipt:
        """Creates money for each receiver, in the caller's order."""
        return self._send(_MINT, (to, amounts), sender)

    def name(self) -> str:
        """Solidity's `name()`."""
        return self._read(_NAME, ())

    def nonces(self, owner: Address) -> int:
        """Solidity's `nonces(address)`."""
        return self._read(_NONCES, (owner,))

    def pause(self, *, sender: Address) -> Receipt:
        """Stops every movement."""
        return self._send(_PAUSE, (), sender)

    def paused(self) -> bool:
        """Solidity's `paused()`."""
        return self._read(_PAUSED, ())

    def permit(
        self,
        owner: Address,
        spender: Address,
        value: int,
        deadline: int,
        v: int,
        r: bytes,
        s: bytes,
        *,
        sender: Address,
    ) -> Receipt:
        """Solidity's `permit(address,address,uint256,uint256,uint8,bytes32,bytes32)`."""
        return self._send(_PERMIT, (owner, spender, value, deadline, v, r, s), sender)

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def supports_interface(self, id: bytes) -> bool:
        """ERC-165: this interface, and the standards offered in full."""
        return self._read(_SUPPORTS_INTERFACE, (id,))

    def symbol(self) -> str:
        """Solidity's `symbol()`."""
        return self._read(_SYMBOL, ())

    def total_supply(self) -> int:
        """Solidity's `totalSupply()`."""
        return self._read(_TOTAL_SUPPLY, ())

    def transfer(self, to: Address, value: int, *, sender: Address) -> Receipt:
        """Solidity's `transfer(address,uint256)`."""
        return self._send(_TRANSFER, (to, value), sender)

    def transfer_from(self, from_: Address, to: Address, value: int, *, sender: Address) -> Receipt:
        """Solidity's `transferFrom(address,address,uint256)`."""
        return self._send(_TRANSFER_FROM, (from_, to, value), sender)

    def unfreeze(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Ends the freeze of each account."""
        return self._send(_UNFREEZE, (accounts,), sender)

    def unpause(self, *, sender: Address) -> Receipt:
        """Lets movements resume."""
        return self._send(_UNPAUSE, (), sender)
