"""Calls of `Options`.

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
from sim.chain.logs import Option
from sim.chain.structs import Due

__all__ = ["Options"]

_CANCEL = Function[None]("cancel", "0xac344cf6", ("address", "uint64"), ())
_ELECT = Function[None]("elect", "0xb3aabb14", ("address", "uint16", "address", "uint64"), ())
_ELECTED_OF = Function[int](
    "electedOf", "0x0b42e7ee", ("address", "uint16", "address"), ("uint64",)
)
_ELECTED_UNITS = Function[int]("electedUnits", "0xb778f93e", ("address", "uint16"), ("uint64",))
_EXERCISE = Function[None]("exercise", "0xdd068ec1", ("address", "uint256"), ())
_IS_CALLED = Function[bool]("isCalled", "0x57482867", ("address", "uint16"), ("bool",))
_IS_EXERCISED = Function[bool]("isExercised", "0x8c86e31c", ("address", "uint256"), ("bool",))
_OPTIONS_OF = Function[tuple[Option, ...]](
    "optionsOf", "0x9773f4b5", ("address",), (Array(kinds.OPTION),)
)
_PUT_DUE = Function[Due]("putDue", "0x224675ab", ("address", "uint16"), (kinds.DUE,))
_REDEEM_ELECTED = Function[None](
    "redeemElected", "0x762bbf88", ("address", "uint16", "address", "address"), ()
)
_REGISTER = Function[Address]("register", "0x1aa3a008", (), ("address",))
_RELEASE = Function[None]("release", "0x15f41501", ("address", "uint256", "address"), ())
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SET = Function[None]("set", "0xd83aae1e", ("address", Array(kinds.OPTION)), ())
_SETTLEMENT = Function[Address]("settlement", "0x51160630", (), ("address",))
_TAP = Function[None]("tap", "0x6f6fe622", ("address", "uint256", "uint64"), ())


class Options(Contract):
    """A deployed `Options`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        roles: Address,
        register: Address,
        settlement: Address,
        *,
        sender: Address,
        name: str = "Options",
    ) -> Options:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain, chain.deploy("Options", roles, register, settlement, sender=sender, name=name)
        )

    def cancel(self, bond: Address, units: int, *, sender: Address) -> Receipt:
        """The issuer destroys units it bought back."""
        return self._send(_CANCEL, (bond, units), sender)

    def elect(
        self, bond: Address, period_index: int, holder: Address, units: int, *, sender: Address
    ) -> Receipt:
        """Says how many units in all a holder wants repaid with a period, zero for none; the
        holder, or the account that took its place. Not more while the bond is in default; and
        once new terms took the payment away, or repay everybody with it, none: then what was
        elected may be taken back at any time.
        """
        return self._send(_ELECT, (bond, period_index, holder, units), sender)

    def elected_of(self, bond: Address, period_index: int, holder: Address) -> int:
        """Units a holder elected for repayment with a period."""
        return self._read(_ELECTED_OF, (bond, period_index, holder))

    def elected_units(self, bond: Address, period_index: int) -> int:
        """Units elected for repayment with a period, by all holders."""
        return self._read(_ELECTED_UNITS, (bond, period_index))

    def exercise(self, bond: Address, option: int, *, sender: Address) -> Receipt:
        """The issuer gives notice of a call or of a partial redemption."""
        return self._send(_EXERCISE, (bond, option), sender)

    def is_called(self, bond: Address, period_index: int) -> bool:
        """Whether a bond was called to the payment of a period."""
        return self._read(_IS_CALLED, (bond, period_index))

    def is_exercised(self, bond: Address, option: int) -> bool:
        """Whether an option was exercised; puts are elected instead."""
        return self._read(_IS_EXERCISED, (bond, option))

    def options_of(self, bond: Address) -> tuple[Option, ...]:
        """The options of a bond, by number."""
        return self._read(_OPTIONS_OF, (bond,))

    def put_due(self, bond: Address, period_index: int) -> Due:
        """What is repaid with a period to those who elected it."""
        return self._read(_PUT_DUE, (bond, period_index))

    def redeem_elected(
        self, bond: Address, period_index: int, holder: Address, payee: Address, *, sender: Address
    ) -> Receipt:
        """Destroys what a holder elected, at the account it is paid at, for the paying agent
        that pays it.
        """
        return self._send(_REDEEM_ELECTED, (bond, period_index, holder, payee), sender)

    def register(self) -> Address:
        """Which account stands for a lost one is asked there."""
        return self._read(_REGISTER, ())

    def release(
        self, paying: Address, action_id: int, holder: Address, *, sender: Address
    ) -> Receipt:
        """Gives a holder back the units it elected, once their payment was missed and then
        cancelled into what all units are owed; anyone may call.
        """
        return self._send(_RELEASE, (paying, action_id, holder), sender)

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def set(self, bond: Address, options: Sequence[Option], *, sender: Address) -> Receipt:
        """Sets the options of a bond, none of whose units is issued; its issuer, once."""
        return self._send(_SET, (bond, options), sender)

    def settlement(self) -> Address:
        """Which bonds are in default is asked there: they trade flat."""
        return self._read(_SETTLEMENT, ())

    def tap(self, bond: Address, option: int, units: int, *, sender: Address) -> Receipt:
        """The issuer makes the issue larger; the new units are sold by an offering of their own."""
        return self._send(_TAP, (bond, option, units), sender)
