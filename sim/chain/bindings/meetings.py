"""Calls of `Meetings`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain import kinds
from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.contract import Contract
from sim.chain.identity import Address
from sim.chain.logs import Amendment, Matter, Meeting
from sim.chain.structs import Proposal

__all__ = ["Meetings"]

_CLOSE = Function[None]("close", "0x0aebeb4e", ("uint256",), ())
_ENACT = Function[None]("enact", "0xdfcd21ab", ("uint256", kinds.AMENDMENT), ())
_PROPOSAL = Function[Proposal]("proposal", "0x30326c17", ("uint256",), (kinds.PROPOSAL,))
_PROPOSALS = Function[int]("proposals", "0x55ef20e6", (), ("uint256",))
_PROPOSE = Function[None](
    "propose", "0x0606b290", ("address", kinds.MATTER, kinds.MEETING, kinds.AMENDMENT), ()
)
_REGISTER = Function[Address]("register", "0x1aa3a008", (), ("address",))
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_TRUSTEE = Function[Address]("trustee", "0xfdf97cb2", (), ("address",))
_VOTE = Function[None]("vote", "0x844b0474", ("uint256", "address[]", "bool"), ())
_VOTE_SPLIT = Function[None](
    "voteSplit", "0x382ab965", ("uint256", "address", "uint64", "uint64"), ()
)
_VOTED_OF = Function[int]("votedOf", "0xe68106f1", ("uint256", "address"), ("uint64",))


class Meetings(Contract):
    """A deployed `Meetings`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        roles: Address,
        register: Address,
        trustee: Address,
        *,
        sender: Address,
        name: str = "Meetings",
    ) -> Meetings:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain, chain.deploy("Meetings", roles, register, trustee, sender=sender, name=name)
        )

    def close(self, proposal_id: int, *, sender: Address) -> Receipt:
        """Counts the votes once voting ended; without a quorum a first meeting is adjourned.
        Anyone may call. Where new terms took the record date away, the proposal lapses.
        """
        return self._send(_CLOSE, (proposal_id,), sender)

    def enact(self, proposal_id: int, amendment: Amendment, *, sender: Address) -> Receipt:
        """Puts a carried proposal into force, on all holders; anyone may call. What was
        overtaken by other terms, or by other defaults than were waived, is not.
        """
        return self._send(_ENACT, (proposal_id, amendment), sender)

    def proposal(self, proposal_id: int) -> Proposal:
        """A proposal as stored."""
        return self._read(_PROPOSAL, (proposal_id,))

    def proposals(self) -> int:
        """Proposals so far; numbers run from 1."""
        return self._read(_PROPOSALS, ())

    def propose(
        self,
        bond: Address,
        matter: Matter,
        meeting: Meeting,
        amendment: Amendment,
        *,
        sender: Address,
    ) -> Receipt:
        """Calls a vote; the issuer, the trustee, the fiscal agent, or a holder of enough units;
        on new terms only the issuer.
        """
        return self._send(_PROPOSE, (bond, matter, meeting, amendment), sender)

    def register(self) -> Address:
        """Which account stands for a holder is asked there."""
        return self._read(_REGISTER, ())

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def trustee(self) -> Address:
        """Puts into force what was carried."""
        return self._read(_TRUSTEE, ())

    def vote(
        self, proposal_id: int, holders: Sequence[Address], in_favour: bool, *, sender: Address
    ) -> Receipt:
        """Votes all units of record-date holders, the caller's own and those of lost accounts it
        replaced; of holders that have cast none yet.
        """
        return self._send(_VOTE, (proposal_id, holders, in_favour), sender)

    def vote_split(
        self, proposal_id: int, holder: Address, in_favour: int, against: int, *, sender: Address
    ) -> Receipt:
        """Casts some units of a record-date holder in favour and some against, as those told it
        for whom it holds; the caller's own, or those of a lost account it replaced. What is
        left may be cast by a later call, each unit once.
        """
        return self._send(_VOTE_SPLIT, (proposal_id, holder, in_favour, against), sender)

    def voted_of(self, proposal_id: int, holder: Address) -> int:
        """Units of a record-date holder that were cast so far, both sides together."""
        return self._read(_VOTED_OF, (proposal_id, holder))
