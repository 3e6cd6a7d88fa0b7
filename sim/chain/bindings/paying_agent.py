"""Calls of `PayingAgent`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain import kinds
from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.contract import Contract
from sim.chain.identity import Address
from sim.chain.logs import ActionKind
from sim.chain.structs import Action

__all__ = ["PayingAgent"]

_ACTION = Function[Action]("action", "0xaf130628", ("uint256",), (kinds.ACTION,))
_ACTIONS = Function[int]("actions", "0xf99e36bc", (), ("uint256",))
_AMOUNT_DUE = Function[int]("amountDue", "0xd6445640", ("uint256",), ("uint256",))
_ANNOUNCE = Function[None]("announce", "0xcadd5586", ("address", "uint16", kinds.ACTION_KIND), ())
_ANNOUNCE_OTHER = Function[None](
    "announceOther", "0x75334437", ("address", "uint16", kinds.ACTION_KIND, "bytes", "uint128"), ()
)
_ATTEMPT_PAYMENT = Function[None](
    "attemptPayment", "0x04bcb6e5", ("address", "address", "uint256"), ()
)
_CANCEL = Function[None]("cancel", "0x40e58ee5", ("uint256",), ())
_CLAIM = Function[None]("claim", "0x42eb9d94", ("uint256", "address[]"), ())
_COUNT = Function[None]("count", "0xa4c921cc", ("uint256", "address[]"), ())
_DECLARE_MISSED = Function[None]("declareMissed", "0xc0119b82", ("uint256[]",), ())
_FUND = Function[None]("fund", "0xca1d209d", ("uint256",), ())
_FUND_FROM = Function[None]("fundFrom", "0x5509b325", ("uint256", "address"), ())
_IS_HANDLED = Function[bool]("isHandled", "0xb52da77f", ("uint256", "address"), ("bool",))
_OPTIONS = Function[Address]("options", "0x1069143a", (), ("address",))
_OWED = Function[int]("owed", "0xdf18e047", ("address",), ("uint256",))
_PAY = Function[None]("pay", "0xc3aa488f", ("uint256", "address[]"), ())
_PAY_TAX = Function[None]("payTax", "0xa05aaf50", ("uint256",), ())
_RAISE_CLAIMS = Function[None](
    "raiseClaims", "0x093ea170", ("uint256", "uint256[]", "uint32", "uint40"), ()
)
_REGISTER = Function[Address]("register", "0x1aa3a008", (), ("address",))
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SETTLEMENT = Function[Address]("settlement", "0x51160630", (), ("address",))
_TAX_HELD = Function[int]("taxHeld", "0xb73204e1", ("uint256",), ("uint256",))
_WITHHELD_OF = Function[int]("withheldOf", "0x43e4c2d5", ("uint256", "address"), ("uint256",))


class PayingAgent(Contract):
    """A deployed `PayingAgent`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        roles: Address,
        register: Address,
        settlement: Address,
        options: Address,
        *,
        sender: Address,
        name: str = "PayingAgent",
    ) -> PayingAgent:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain,
            chain.deploy(
                "PayingAgent", roles, register, settlement, options, sender=sender, name=name
            ),
        )

    def action(self, action_id: int) -> Action:
        """An action as stored."""
        return self._read(_ACTION, (action_id,))

    def actions(self) -> int:
        """Actions announced so far; numbers run from 1."""
        return self._read(_ACTIONS, ())

    def amount_due(self, action_id: int) -> int:
        """Money due to all holders of the record date, in the currency's smallest unit. Where
        amounts are rounded a holding: to the holders counted, once all are; before, what one
        holder of all would be due.
        """
        return self._read(_AMOUNT_DUE, (action_id,))

    def announce(
        self, bond: Address, period_index: int, kind: ActionKind, *, sender: Address
    ) -> Receipt:
        """Announces what is paid with a period: interest, an instalment of principal, all of it,
        or a put; again only where new terms took the place of those announced, which is
        withdrawn.
        """
        return self._send(_ANNOUNCE, (bond, period_index, kind), sender)

    def announce_other(
        self,
        bond: Address,
        period_index: int,
        kind: ActionKind,
        due: bytes,
        exempt_per_unit: int,
        *,
        sender: Address,
    ) -> Receipt:
        """Announces a payment that follows from no schedule; the contract that has rules for it
        says all of it.
        """
        return self._send(_ANNOUNCE_OTHER, (bond, period_index, kind, due, exempt_per_unit), sender)

    def attempt_payment(
        self, cash: Address, to: Address, amount: int, *, sender: Address
    ) -> Receipt:
        """One payment out of the agent's money; only this contract calls it, so that it can fail
        alone.
        """
        return self._send(_ATTEMPT_PAYMENT, (cash, to, amount), sender)

    def cancel(self, action_id: int, *, sender: Address) -> Receipt:
        """Takes a missed action off: what was owed by it is claimed and paid otherwise."""
        return self._send(_CANCEL, (action_id,), sender)

    def claim(self, action_id: int, holders: Sequence[Address], *, sender: Address) -> Receipt:
        """Pays out what was withheld from each holder once nothing blocks it; anyone may call."""
        return self._send(_CLAIM, (action_id, holders), sender)

    def count(self, action_id: int, holders: Sequence[Address], *, sender: Address) -> Receipt:
        """Adds up what each holder of the record date is due, where amounts are rounded a
        holding: the whole cannot be known otherwise. Holders come in any order and in as many
        batches as it takes, those counted before are passed over; anyone may call.
        """
        return self._send(_COUNT, (action_id, holders), sender)

    def declare_missed(self, action_ids: Sequence[int], *, sender: Address) -> Receipt:
        """Declares actions missed that were not funded before their cut-off; anyone may call."""
        return self._send(_DECLARE_MISSED, (action_ids,), sender)

    def fund(self, action_id: int, *, sender: Address) -> Receipt:
        """Takes the whole amount due from the caller, by allowance; later money than the cut-off
        cures a miss.
        """
        return self._send(_FUND, (action_id,), sender)

    def fund_from(self, action_id: int, payer: Address, *, sender: Address) -> Receipt:
        """The same from a payer whose money moves outside the chain; only the action's own cash
        contract calls it.
        """
        return self._send(_FUND_FROM, (action_id, payer), sender)

    def is_handled(self, action_id: int, holder: Address) -> bool:
        """Whether a holder was paid, or its payment withheld."""
        return self._read(_IS_HANDLED, (action_id, holder))

    def options(self) -> Address:
        """Where calls and elections are read."""
        return self._read(_OPTIONS, ())

    def owed(self, cash: Address) -> int:
        """Money received for actions and neither paid nor claimed yet, by cash token."""
        return self._read(_OWED, (cash,))

    def pay(self, action_id: int, holders: Sequence[Address], *, sender: Address) -> Receipt:
        """Pays each holder of the record date, in the caller's order; holders handled before are
        passed over.
        """
        return self._send(_PAY, (action_id, holders), sender)

    def pay_tax(self, action_id: int, *, sender: Address) -> Receipt:
        """Pays the tax account what the rail refused to before, once it no longer does; anyone
        may call.
        """
        return self._send(_PAY_TAX, (action_id,), sender)

    def raise_claims(
        self,
        action_id: int,
        instruction_ids: Sequence[int],
        date: int,
        opens_at: int,
        *,
        sender: Address,
    ) -> Receipt:
        """Raises the market claims of settled trades: a cum trade settled after the record date
        owes the net payment seller to buyer, an ex trade settled before it buyer to seller.
        Others are passed over.
        """
        return self._send(_RAISE_CLAIMS, (action_id, instruction_ids, date, opens_at), sender)

    def register(self) -> Address:
        """Where holders' accounts and jurisdictions are read."""
        return self._read(_REGISTER, ())

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def settlement(self) -> Address:
        """Where trades are read and claims settle."""
        return self._read(_SETTLEMENT, ())

    def tax_held(self, action_id: int) -> int:
        """Tax taken from holders that the rail refused to pay on."""
        return self._read(_TAX_HELD, (action_id,))

    def withheld_of(self, action_id: int, holder: Address) -> int:
        """Net money set aside for a holder."""
        return self._read(_WITHHELD_OF, (action_id, holder))
