"""Calls of `RtgsRail`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.contract import Contract
from sim.chain.identity import Address

__all__ = ["RtgsRail"]

_APPROVE = Function[None]("approve", "0x095ea7b3", ("address", "uint256"), ())
_BALANCE_OF = Function[int]("balanceOf", "0x70a08231", ("address",), ("uint256",))
_CONFIRM = Function[None]("confirm", "0x93867a79", ("uint256[]", "uint128[]", "bytes32[]"), ())
_CONFIRM_FUNDING = Function[None](
    "confirmFunding", "0xaacf58fd", ("address", "uint256", "address", "uint256", "bytes32"), ()
)
_CONFIRM_RECOVERY = Function[None](
    "confirmRecovery", "0x8ec2f6e9", ("address", "address", "address", "uint128", "bytes32"), ()
)
_CURRENCY = Function[str]("currency", "0xe5a6b10f", (), ("string",))
_DECIMALS = Function[int]("decimals", "0x313ce567", (), ("uint8",))
_IS_USED = Function[bool]("isUsed", "0xfe255a18", ("bytes32",), ("bool",))
_NAME = Function[str]("name", "0x06fdde03", (), ("string",))
_REFUSE = Function[None]("refuse", "0xc30ff5b0", ("uint256[]",), ())
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SETTLEMENT = Function[Address]("settlement", "0x51160630", (), ("address",))
_SYMBOL = Function[str]("symbol", "0x95d89b41", (), ("string",))
_TOTAL_SUPPLY = Function[int]("totalSupply", "0x18160ddd", (), ("uint256",))
_TRANSFER = Function[None]("transfer", "0xa9059cbb", ("address", "uint256"), ())
_TRANSFER_FROM = Function[None]("transferFrom", "0x23b872dd", ("address", "address", "uint256"), ())


class RtgsRail(Contract):
    """A deployed `RtgsRail`."""

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
        settlement: Address,
        *,
        sender: Address,
        name: str = "RtgsRail",
    ) -> RtgsRail:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain,
            chain.deploy(
                "RtgsRail",
                name_,
                symbol,
                currency,
                decimals,
                roles,
                settlement,
                sender=sender,
                name=name,
            ),
        )

    def approve(self, taker: Address, amount: int, *, sender: Address) -> Receipt:
        """What a contract that money was confirmed to lets another one take in the same
        transaction: once, and exactly so much.
        """
        return self._send(_APPROVE, (taker, amount), sender)

    def balance_of(self, arg0: Address) -> int:
        """Zero: no money is on the chain."""
        return self._read(_BALANCE_OF, (arg0,))

    def confirm(
        self,
        ids: Sequence[int],
        amounts: Sequence[int],
        references: Sequence[bytes],
        *,
        sender: Address,
    ) -> Receipt:
        """The operator confirms that the money of each instruction came; each is delivered at
        once.
        """
        return self._send(_CONFIRM, (ids, amounts, references), sender)

    def confirm_funding(
        self,
        agent: Address,
        action_id: int,
        payer: Address,
        amount: int,
        payment_reference: bytes,
        *,
        sender: Address,
    ) -> Receipt:
        """The operator confirms that the whole amount due on an action came from a payer; the
        action is funded.
        """
        return self._send(
            _CONFIRM_FUNDING, (agent, action_id, payer, amount, payment_reference), sender
        )

    def confirm_recovery(
        self,
        recoveries: Address,
        bond: Address,
        payer: Address,
        amount: int,
        payment_reference: bytes,
        *,
        sender: Address,
    ) -> Receipt:
        """The operator confirms that money for the claims of a bond came from a payer; it is
        held for them.
        """
        return self._send(
            _CONFIRM_RECOVERY, (recoveries, bond, payer, amount, payment_reference), sender
        )

    def currency(self) -> str:
        """ISO 4217 code of its currency."""
        return self._read(_CURRENCY, ())

    def decimals(self) -> int:
        """Minor digits of the currency."""
        return self._read(_DECIMALS, ())

    def is_used(self, payment_reference: bytes) -> bool:
        """Whether a payment with that reference was confirmed before."""
        return self._read(_IS_USED, (payment_reference,))

    def name(self) -> str:
        """Name of the money."""
        return self._read(_NAME, ())

    def refuse(self, ids: Sequence[int], *, sender: Address) -> Receipt:
        """The operator says that for these instructions no money came: they fail for the day."""
        return self._send(_REFUSE, (ids,), sender)

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def settlement(self) -> Address:
        """Where instructions are read, delivered and failed."""
        return self._read(_SETTLEMENT, ())

    def symbol(self) -> str:
        """Its short name."""
        return self._read(_SYMBOL, ())

    def total_supply(self) -> int:
        """Zero: no money is on the chain."""
        return self._read(_TOTAL_SUPPLY, ())

    def transfer(self, to: Address, amount: int, *, sender: Address) -> Receipt:
        """A payment order of a contract that money was confirmed to: a paying agent, or who
        holds recoveries.
        """
        return self._send(_TRANSFER, (to, amount), sender)

    def transfer_from(
        self, payer: Address, payee: Address, amount: int, *, sender: Address
    ) -> Receipt:
        """The payment a confirmation under way is for; nobody else's, and only once."""
        return self._send(_TRANSFER_FROM, (payer, payee, amount), sender)
