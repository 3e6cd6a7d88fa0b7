"""Calls of `Settlement`.

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
from sim.chain.logs import Economics
from sim.chain.structs import Instruction

__all__ = ["Settlement"]

_AFFIRM = Function[None]("affirm", "0x60d1d54c", ("uint256[]", "bytes32[]"), ())
_CANCEL = Function[None]("cancel", "0x2e340823", ("uint256[]",), ())
_EXPIRE = Function[None]("expire", "0x5e338ffe", ("uint256[]",), ())
_FAIL_AWAITED = Function[None]("failAwaited", "0x95d92bee", ("uint256[]",), ())
_HASH_ECONOMICS = Function[bytes]("hashEconomics", "0xdd766f15", (kinds.ECONOMICS,), ("bytes32",))
_INSTRUCT = Function[None]("instruct", "0x680b6af0", (Array(kinds.ECONOMICS),), ())
_INSTRUCT_ISSUE = Function[None]("instructIssue", "0x6a7dd9ba", (Array(kinds.ECONOMICS),), ())
_INSTRUCTION = Function[Instruction](
    "instruction", "0x0cf95722", ("uint256",), (kinds.INSTRUCTION,)
)
_INSTRUCTIONS = Function[int]("instructions", "0x30bbb55e", (), ("uint256",))
_PAYMENT = Function[tuple[Address, Address, Address, int]](
    "payment", "0x8b3c99e3", ("uint256",), ("address", "address", "address", "uint256")
)
_PREPOSITION = Function[None]("preposition", "0x394f755f", ("uint256[]",), ())
_RAISE_CLAIM = Function[None]("raiseClaim", "0x72a01916", (kinds.ECONOMICS,), ())
_REGISTER = Function[Address]("register", "0x1aa3a008", (), ("address",))
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SET_FLAT = Function[None]("setFlat", "0x8989c859", ("address", "bool"), ())
_SETTLE = Function[None]("settle", "0x9b2db373", ("uint256[]",), ())
_SETTLE_ONE = Function[None]("settleOne", "0x8f61092a", ("uint256",), ())
_TRADES_FLAT = Function[bool]("tradesFlat", "0x3585ff07", ("address",), ("bool",))


class Settlement(Contract):
    """A deployed `Settlement`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        roles: Address,
        register: Address,
        *,
        sender: Address,
        name: str = "Settlement",
    ) -> Settlement:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(chain, chain.deploy("Settlement", roles, register, sender=sender, name=name))

    def affirm(self, ids: Sequence[int], hashes: Sequence[bytes], *, sender: Address) -> Receipt:
        """The other side agrees to exactly these economics, given by hash; the instruction is
        matched.
        """
        return self._send(_AFFIRM, (ids, hashes), sender)

    def cancel(self, ids: Sequence[int], *, sender: Address) -> Receipt:
        """Asks to cancel; alone it cancels a pending instruction of one's own, both together a
        matched one.
        """
        return self._send(_CANCEL, (ids,), sender)

    def expire(self, ids: Sequence[int], *, sender: Address) -> Receipt:
        """Declares instructions expired that are past their expiry; anyone may call."""
        return self._send(_EXPIRE, (ids,), sender)

    def fail_awaited(self, ids: Sequence[int], *, sender: Address) -> Receipt:
        """Fails awaited instructions for the day, for want of money, and gives up the locks
        taken to wait; only the rail each is paid on. A lock the deliverer asked for stays;
        what is past its expiry is passed over.
        """
        return self._send(_FAIL_AWAITED, (ids,), sender)

    def hash_economics(self, economics: Economics) -> bytes:
        """The hash the other side affirms."""
        return self._read(_HASH_ECONOMICS, (economics,))

    def instruct(self, economics: Sequence[Economics], *, sender: Address) -> Receipt:
        """Enters instructions the caller is a side of, as TRAD or OWNI; each waits for the other
        side.
        """
        return self._send(_INSTRUCT, (economics,), sender)

    def instruct_issue(self, economics: Sequence[Economics], *, sender: Address) -> Receipt:
        """Enters matched ISSU instructions for allocations; only the offering, which holds the
        binding orders.
        """
        return self._send(_INSTRUCT_ISSUE, (economics,), sender)

    def instruction(self, id: int) -> Instruction:
        """An instruction as stored."""
        return self._read(_INSTRUCTION, (id,))

    def instructions(self) -> int:
        """Instructions entered so far; numbers run from 1."""
        return self._read(_INSTRUCTIONS, ())

    def payment(self, id: int) -> tuple[Address, Address, Address, int]:
        """What an instruction pays, in which money, from whom to whom: the accounts now in
        force.
        """
        return self._read(_PAYMENT, (id,))

    def preposition(self, ids: Sequence[int], *, sender: Address) -> Receipt:
        """The deliverer locks the units of a matched instruction in place: nothing else can
        spend them.
        """
        return self._send(_PREPOSITION, (ids,), sender)

    def raise_claim(self, economics: Economics, *, sender: Address) -> Receipt:
        """Enters a matched CLAI instruction; only the paying agent contract, by the rules of
        market claims.
        """
        return self._send(_RAISE_CLAIM, (economics,), sender)

    def register(self) -> Address:
        """Which account stands for a side is asked there."""
        return self._read(_REGISTER, ())

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def set_flat(self, bond: Address, is_flat: bool, *, sender: Address) -> Receipt:
        """Says whether a bond trades flat: then no instruction with accrued interest is entered.
        Those there are stay as agreed.
        """
        return self._send(_SET_FLAT, (bond, is_flat), sender)

    def settle(self, ids: Sequence[int], *, sender: Address) -> Receipt:
        """Tries each instruction that is matched, open and not expired; anyone may call."""
        return self._send(_SETTLE, (ids,), sender)

    def settle_one(self, id: int, *, sender: Address) -> Receipt:
        """Both legs of one instruction; only this contract calls it, so that it reverts as a
        whole.
        """
        return self._send(_SETTLE_ONE, (id,), sender)

    def trades_flat(self, bond: Address) -> bool:
        """Whether a bond trades flat."""
        return self._read(_TRADES_FLAT, (bond,))
