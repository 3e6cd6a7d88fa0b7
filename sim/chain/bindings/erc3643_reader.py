"""Calls of `ERC3643Reader`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from sim.chain.abi import Function
from sim.chain.chain import Chain
from sim.chain.contract import Contract
from sim.chain.identity import Address

__all__ = ["ERC3643Reader"]

_CAN_TRANSFER = Function[bool](
    "canTransfer", "0xe46638e6", ("address", "address", "uint256"), ("bool",)
)
_CONTAINS = Function[bool]("contains", "0x5dbe47e8", ("address",), ("bool",))
_GET_TOKEN_BOUND = Function[Address]("getTokenBound", "0x6a3edf28", (), ("address",))
_IDENTITY = Function[Address]("identity", "0xf0eb5e54", ("address",), ("address",))
_INVESTOR_COUNTRY = Function[int]("investorCountry", "0x7e42683b", ("address",), ("uint16",))
_IS_TOKEN_BOUND = Function[bool]("isTokenBound", "0x993e8b95", ("address",), ("bool",))
_IS_VERIFIED = Function[bool]("isVerified", "0xb9209e33", ("address",), ("bool",))
_MESSAGE_OF = Function[str]("messageOf", "0xe978def6", ("uint8",), ("string",))


class ERC3643Reader(Contract):
    """A deployed `ERC3643Reader`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        bond: Address,
        register: Address,
        *,
        sender: Address,
        name: str = "ERC3643Reader",
    ) -> ERC3643Reader:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(chain, chain.deploy("ERC3643Reader", bond, register, sender=sender, name=name))

    def can_transfer(self, from_: Address, to: Address, amount: int) -> bool:
        """Whether the rules let these units move, freezes, pauses and what is held apart."""
        return self._read(_CAN_TRANSFER, (from_, to, amount))

    def contains(self, account: Address) -> bool:
        """Whether the account is admitted."""
        return self._read(_CONTAINS, (account,))

    def get_token_bound(self) -> Address:
        """The token whose rules these are."""
        return self._read(_GET_TOKEN_BOUND, ())

    def identity(self, arg0: Address) -> Address:
        """Identity contract of an account: there are none."""
        return self._read(_IDENTITY, (arg0,))

    def investor_country(self, account: Address) -> int:
        """ISO 3166-1 numeric code of the account."""
        return self._read(_INVESTOR_COUNTRY, (account,))

    def is_token_bound(self, token: Address) -> bool:
        """Whether these are the rules of a token."""
        return self._read(_IS_TOKEN_BOUND, (token,))

    def is_verified(self, account: Address) -> bool:
        """Whether the account is admitted, its KYC has not expired and it is under no sanctions."""
        return self._read(_IS_VERIFIED, (account,))

    def message_of(self, code: int) -> str:
        """What a restriction code of the token (ERC-1404) means; here for want of room there."""
        return self._read(_MESSAGE_OF, (code,))
