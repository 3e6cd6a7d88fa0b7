"""Calls of `Offering`.

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
from sim.chain.logs import OfferingStage
from sim.chain.structs import Bid, OfferingTerms, Order

__all__ = ["Offering"]

_ALLOCATE = Function[None]("allocate", "0x1e8380c2", ("uint64[]", "uint64"), ())
_BOOK = Function[tuple[int, ...]]("book", "0x05a8da72", (), ("uint256[]",))
_DEMAND_UNITS = Function[int]("demandUnits", "0xbcefb977", (), ("uint64",))
_FIX_PRICE = Function[None]("fixPrice", "0xf04ddfbd", ("uint64", "uint40"), ())
_INSTRUCT_PRIMARY = Function[None]("instructPrimary", "0x79373c74", ("uint256[]",), ())
_OFFERING_TERMS = Function[OfferingTerms](
    "offeringTerms", "0x53f8e738", (), (kinds.OFFERING_TERMS,)
)
_ORDER = Function[Order]("order", "0x21603f43", ("uint256",), (kinds.ORDER,))
_ORDERS = Function[int]("orders", "0x4fb764c9", (), ("uint256",))
_STAGE = Function[OfferingStage]("stage", "0xc040e6b8", (), (kinds.OFFERING_STAGE,))
_SUBMIT = Function[None]("submit", "0xd0ea6705", (Array(kinds.BID),), ())
_TAKE_UP = Function[None]("takeUp", "0xd99369df", ("uint256[]",), ())
_WITHDRAW = Function[None]("withdraw", "0x2e1a7d4d", ("uint256",), ())


class Offering(Contract):
    """A deployed `Offering`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls, chain: Chain, terms: OfferingTerms, *, sender: Address, name: str = "Offering"
    ) -> Offering:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(chain, chain.deploy("Offering", terms, sender=sender, name=name))

    def allocate(self, units: Sequence[int], level: int, *, sender: Address) -> Receipt:
        """Allocates by the rule; reverts when the proposal is not what the rule gives."""
        return self._send(_ALLOCATE, (units, level), sender)

    def book(self) -> tuple[int, ...]:
        """Numbers of the accepted orders, earliest first; withdrawn ones stay."""
        return self._read(_BOOK, ())

    def demand_units(self) -> int:
        """Units bid for at or below the final yield, once priced."""
        return self._read(_DEMAND_UNITS, ())

    def fix_price(self, final_yield: int, price: int, *, sender: Address) -> Receipt:
        """Fixes yield and price once the book closed; every order limited above the yield is
        out.
        """
        return self._send(_FIX_PRICE, (final_yield, price), sender)

    def instruct_primary(self, order_ids: Sequence[int], *, sender: Address) -> Receipt:
        """Enters the ISSU instruction of each allocated order."""
        return self._send(_INSTRUCT_PRIMARY, (order_ids,), sender)

    def offering_terms(self) -> OfferingTerms:
        """Terms of the offering."""
        return self._read(_OFFERING_TERMS, ())

    def order(self, order_id: int) -> Order:
        """An order as stored."""
        return self._read(_ORDER, (order_id,))

    def orders(self) -> int:
        """Orders entered so far, refused ones included; numbers run from 1."""
        return self._read(_ORDERS, ())

    def stage(self) -> OfferingStage:
        """Where the offering stands."""
        return self._read(_STAGE, ())

    def submit(self, bids: Sequence[Bid], *, sender: Address) -> Receipt:
        """Enters the caller's bids while the book is open; one that is late or ineligible, or
        finds it full, is refused by event.
        """
        return self._send(_SUBMIT, (bids,), sender)

    def take_up(self, order_ids: Sequence[int], *, sender: Address) -> Receipt:
        """The arranger takes up allocations that were not paid by the cut-off, in the money the
        order names.
        """
        return self._send(_TAKE_UP, (order_ids,), sender)

    def withdraw(self, order_id: int, *, sender: Address) -> Receipt:
        """Takes back one's order while the book is open."""
        return self._send(_WITHDRAW, (order_id,), sender)
