"""Calls of `InvestorRegister`.

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
from sim.chain.logs import OfferRule, Refusal
from sim.chain.structs import Admission, Investor

__all__ = ["InvestorRegister"]

_ACCOUNT_IN_FORCE = Function[Address]("accountInForce", "0xaadab3d3", ("address",), ("address",))
_ACKNOWLEDGE_RISK = Function[None]("acknowledgeRisk", "0x72bae2e2", (), ())
_ADMIT = Function[None]("admit", "0xcee3a648", (Array(kinds.ADMISSION),), ())
_CLEAR = Function[None]("clear", "0x2a9e1aa4", ("address[]",), ())
_DEPLOY_READER = Function[None]("deployReader", "0xdb6a56fb", (), ())
_INVESTOR = Function[Investor]("investor", "0x1b1cd4ff", ("address",), (kinds.INVESTOR,))
_IS_PERMITTED_JURISDICTION = Function[bool](
    "isPermittedJurisdiction", "0x198b5c93", ("address", "uint16"), ("bool",)
)
_OFFER_RULE = Function[OfferRule]("offerRule", "0x1d84132d", ("address",), (kinds.OFFER_RULE,))
_PAYEE_OF = Function[tuple[Address, bool]](
    "payeeOf", "0xfe7e05d5", ("address",), ("address", "bool")
)
_RECEIVER_REFUSAL = Function[Refusal](
    "receiverRefusal", "0xaa7f288e", ("address", "address", "uint256"), (kinds.REFUSAL,)
)
_REFUSAL = Function[Refusal](
    "refusal", "0x3c4d0351", ("address", "address", "address", "uint256"), (kinds.REFUSAL,)
)
_REMOVE = Function[None]("remove", "0x5e4ba17c", ("address[]",), ())
_REPLACE = Function[None]("replace", "0xc62628c7", ("address[]", "address[]"), ())
_REPLACEMENT_OF = Function[Address]("replacementOf", "0x4bdb557a", ("address",), ("address",))
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SANCTION = Function[None]("sanction", "0x4779cdfb", ("address[]",), ())
_SENDER_REFUSAL = Function[Refusal]("senderRefusal", "0x88d3101d", ("address",), (kinds.REFUSAL,))
_SET_OFFER_RULE = Function[None](
    "setOfferRule", "0x5a243970", ("address", kinds.OFFER_RULE, "uint16[]"), ()
)


class InvestorRegister(Contract):
    """A deployed `InvestorRegister`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls, chain: Chain, roles: Address, *, sender: Address, name: str = "InvestorRegister"
    ) -> InvestorRegister:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(chain, chain.deploy("InvestorRegister", roles, sender=sender, name=name))

    def account_in_force(self, account: Address) -> Address:
        """The account that stands for a given one now: itself, unless it was replaced."""
        return self._read(_ACCOUNT_IN_FORCE, (account,))

    def acknowledge_risk(self, *, sender: Address) -> Receipt:
        """The caller, an admitted investor, acknowledges the risk disclosure."""
        return self._send(_ACKNOWLEDGE_RISK, (), sender)

    def admit(self, admissions: Sequence[Admission], *, sender: Address) -> Receipt:
        """Admits each account, or replaces what is recorded of it; sanctions and acknowledgement
        stay.
        """
        return self._send(_ADMIT, (admissions,), sender)

    def clear(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Lifts the sanctions of each account."""
        return self._send(_CLEAR, (accounts,), sender)

    def deploy_reader(self, *, sender: Address) -> Receipt:
        """Makes what tools made for ERC-3643 read of this register and of the calling token."""
        return self._send(_DEPLOY_READER, (), sender)

    def investor(self, account: Address) -> Investor:
        """The entry of an account."""
        return self._read(_INVESTOR, (account,))

    def is_permitted_jurisdiction(self, token: Address, jurisdiction: int) -> bool:
        """Whether receivers of a token may live in a jurisdiction."""
        return self._read(_IS_PERMITTED_JURISDICTION, (token, jurisdiction))

    def offer_rule(self, token: Address) -> OfferRule:
        """The rule of a token."""
        return self._read(_OFFER_RULE, (token,))

    def payee_of(self, account: Address) -> tuple[Address, bool]:
        """Who is paid what an account is owed, and whether sanctions forbid it."""
        return self._read(_PAYEE_OF, (account,))

    def receiver_refusal(self, token: Address, account: Address, units_after: int) -> Refusal:
        """Why the account may not receive `token`, NONE when it may."""
        return self._read(_RECEIVER_REFUSAL, (token, account, units_after))

    def refusal(self, token: Address, from_: Address, to: Address, units_after: int) -> Refusal:
        """Why a movement of `token` is refused, NONE when it is allowed. Freezes are the token's
        own matter.
        """
        return self._read(_REFUSAL, (token, from_, to, units_after))

    def remove(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Ends the admission of each account: it may send and be paid, not receive."""
        return self._send(_REMOVE, (accounts,), sender)

    def replace(
        self, lost: Sequence[Address], replacements: Sequence[Address], *, sender: Address
    ) -> Receipt:
        """Puts another account in the place of each one whose key was lost. It takes over the
        entry, unless it has one of its own, and any sanctions; what tokens hold follows with
        their `recoveryAddress`.
        """
        return self._send(_REPLACE, (lost, replacements), sender)

    def replacement_of(self, lost: Address) -> Address:
        """The account that took the place of a given one, zero when none did."""
        return self._read(_REPLACEMENT_OF, (lost,))

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def sanction(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Puts each account under sanctions, admitted or not."""
        return self._send(_SANCTION, (accounts,), sender)

    def sender_refusal(self, account: Address) -> Refusal:
        """Why the account may not send: it is sanctioned or was replaced; NONE when it may."""
        return self._read(_SENDER_REFUSAL, (account,))

    def set_offer_rule(
        self, token: Address, rule: OfferRule, jurisdictions: Sequence[int], *, sender: Address
    ) -> Receipt:
        """Sets to whom a token may be sold, replacing the rule before."""
        return self._send(_SET_OFFER_RULE, (token, rule, jurisdictions), sender)
