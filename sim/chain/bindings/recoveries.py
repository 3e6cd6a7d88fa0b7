"""Calls of `Recoveries`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from sim.chain import kinds
from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.contract import Contract
from sim.chain.identity import Address
from sim.chain.structs import Estate, Instalment

__all__ = ["Recoveries"]

_ADD_RECORD = Function[None]("addRecord", "0x08cf2250", ("address", "uint32", "uint40"), ())
_BOOK_COSTS = Function[None]("bookCosts", "0x4c194633", ("address", "uint128"), ())
_DISTRIBUTE = Function[None]("distribute", "0x2bf2b49e", ("address", kinds.INSTALMENT), ())
_ESTATE_OF = Function[Estate]("estateOf", "0xd16040a7", ("address",), (kinds.ESTATE,))
_GIVE_BACK = Function[None]("giveBack", "0x20198234", ("address",), ())
_PAY_COSTS = Function[None]("payCosts", "0x0707b67e", ("address", "uint128"), ())
_PAY_IN = Function[None]("payIn", "0x14a5a2a5", ("address", "uint128"), ())
_PAY_IN_FROM = Function[None]("payInFrom", "0x5fb3aca9", ("address", "address", "uint128"), ())
_PAYING = Function[Address]("paying", "0x61027f78", (), ("address",))
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_TRUSTEE = Function[Address]("trustee", "0xfdf97cb2", (), ("address",))


class Recoveries(Contract):
    """A deployed `Recoveries`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        roles: Address,
        trustee: Address,
        paying: Address,
        *,
        sender: Address,
        name: str = "Recoveries",
    ) -> Recoveries:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain, chain.deploy("Recoveries", roles, trustee, paying, sender=sender, name=name)
        )

    def add_record(self, bond: Address, date: int, closes: int, *, sender: Address) -> Receipt:
        """Adds a record date for an instalment; trustee or paying agent."""
        return self._send(_ADD_RECORD, (bond, date, closes), sender)

    def book_costs(self, bond: Address, amount: int, *, sender: Address) -> Receipt:
        """Books costs that rank before holders, owed to the trustee who calls, of a bond that
        has one; while costs of another are not paid, to nobody else.
        """
        return self._send(_BOOK_COSTS, (bond, amount), sender)

    def distribute(self, bond: Address, instalment: Instalment, *, sender: Address) -> Receipt:
        """Pays costs, then an instalment to the holders of a record date, equal on each unit;
        what does not divide is kept for the next. Costs that their account cannot take now
        are set aside. What of it goes to interest by the waterfall is taxed as a coupon is,
        and principal is not. Trustee or paying agent.
        """
        return self._send(_DISTRIBUTE, (bond, instalment), sender)

    def estate_of(self, bond: Address) -> Estate:
        """What was recovered and is owed."""
        return self._read(_ESTATE_OF, (bond,))

    def give_back(self, bond: Address, *, sender: Address) -> Receipt:
        """Pays costs, and returns to the issuer what is held beyond what is owed: after a cure,
        or a rescission. Anyone may call.
        """
        return self._send(_GIVE_BACK, (bond,), sender)

    def pay_costs(self, bond: Address, amount: int, *, sender: Address) -> Receipt:
        """Pays costs out of what is held; only this contract calls it, so that it can fail
        alone.
        """
        return self._send(_PAY_COSTS, (bond, amount), sender)

    def pay_in(self, bond: Address, amount: int, *, sender: Address) -> Receipt:
        """Takes recovered money from the caller, by allowance, at most what is still owed;
        anyone may call.
        """
        return self._send(_PAY_IN, (bond, amount), sender)

    def pay_in_from(
        self, bond: Address, payer: Address, amount: int, *, sender: Address
    ) -> Receipt:
        """The same for whoever paid outside the chain; called by the money of the bond, whose
        operator confirmed it.
        """
        return self._send(_PAY_IN_FROM, (bond, payer, amount), sender)

    def paying(self) -> Address:
        """Pays the instalments."""
        return self._read(_PAYING, ())

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def trustee(self) -> Address:
        """Where it is read what is owed, and how a bond stands."""
        return self._read(_TRUSTEE, ())
