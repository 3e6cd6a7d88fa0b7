"""Calls of `Roles`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain import kinds
from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.codec import Array
from sim.chain.contract import Contract
from sim.chain.identity import Address
from sim.chain.logs import Role

__all__ = ["Roles"]

_ACCEPT_HANDOVER = Function[None]("acceptHandover", "0xb8309228", (), ())
_ADMIN = Function[Address]("admin", "0xf851a440", (), ("address",))
_GRANT = Function[None]("grant", "0xc5e353b8", (Array(kinds.ROLE), "address[]"), ())
_HAND_OVER = Function[None]("handOver", "0x110550c1", ("address",), ())
_HAS = Function[bool]("has", "0x5ee0c1d6", (kinds.ROLE, "address"), ("bool",))
_REVOKE = Function[None]("revoke", "0x12ca20ae", (Array(kinds.ROLE), "address[]"), ())
_SUCCESSOR = Function[Address]("successor", "0x6ff968c3", (), ("address",))


class Roles(Contract):
    """A deployed `Roles`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls, chain: Chain, first_admin: Address, *, sender: Address, name: str = "Roles"
    ) -> Roles:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(chain, chain.deploy("Roles", first_admin, sender=sender, name=name))

    def accept_handover(self, *, sender: Address) -> Receipt:
        """Called by the successor: it becomes admin."""
        return self._send(_ACCEPT_HANDOVER, (), sender)

    def admin(self) -> Address:
        """The account that grants and revokes."""
        return self._read(_ADMIN, ())

    def grant(
        self, roles: Sequence[Role], accounts: Sequence[Address], *, sender: Address
    ) -> Receipt:
        """Gives each account the role beside it; granting twice changes nothing and emits
        nothing.
        """
        return self._send(_GRANT, (roles, accounts), sender)

    def hand_over(self, new_successor: Address, *, sender: Address) -> Receipt:
        """Names the account that may become admin; naming another replaces it."""
        return self._send(_HAND_OVER, (new_successor,), sender)

    def has(self, role: Role, account: Address) -> bool:
        """Whether the account holds the role."""
        return self._read(_HAS, (role, account))

    def revoke(
        self, roles: Sequence[Role], accounts: Sequence[Address], *, sender: Address
    ) -> Receipt:
        """Takes each role from the account beside it; an account without it is passed over."""
        return self._send(_REVOKE, (roles, accounts), sender)

    def successor(self) -> Address:
        """The account that may accept the handover, zero when none is under way."""
        return self._read(_SUCCESSOR, ())
