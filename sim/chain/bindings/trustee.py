"""Calls of `Trustee`.

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
from sim.chain.logs import Amendment, Covenants, Grace
from sim.chain.structs import Case

__all__ = ["Trustee"]

_ACCELERATE = Function[None]("accelerate", "0xb461b264", ("address", "uint32"), ())
_ACKNOWLEDGE_CURE = Function[None]("acknowledgeCure", "0x68de1060", ("address",), ())
_AMEND = Function[None]("amend", "0x2bff9712", ("address", kinds.AMENDMENT), ())
_CASE_OF = Function[Case]("caseOf", "0xadcb4e6b", ("address",), (kinds.CASE,))
_CHARGE_DEFAULT_INTEREST = Function[None](
    "chargeDefaultInterest", "0x56145585", ("uint256", "uint32", "uint40"), ()
)
_CLAIM_OF = Function[tuple[int, int]]("claimOf", "0xfccd7f72", ("address",), ("uint128", "uint128"))
_COVENANTS = Function[Covenants]("covenants", "0x805e9422", ("address",), (kinds.COVENANTS,))
_DECLARE_DEFAULT = Function[None]("declareDefault", "0x55e1172d", ("uint256",), ())
_DEFAULT_INTEREST_OF = Function[int]("defaultInterestOf", "0x6e7ec80b", ("uint256",), ("uint256",))
_ENTER = Function[None]("enter", "0xc4af6125", ("address", kinds.COVENANTS, Array(kinds.GRACE)), ())
_GRACE_OF = Function[Grace]("graceOf", "0xfdbfb06a", ("address", "uint256"), (kinds.GRACE,))
_IS_WAIVED = Function[bool]("isWaived", "0x74daa1bf", ("uint256",), ("bool",))
_PAYING = Function[Address]("paying", "0x61027f78", (), ("address",))
_REQUIRE_ALL_DUE = Function[None]("requireAllDue", "0xc425f567", ("address",), ())
_RESCIND = Function[None]("rescind", "0xc2789549", ("address", kinds.AMENDMENT), ())
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SETTLEMENT = Function[Address]("settlement", "0x51160630", (), ("address",))
_START_RECOVERY = Function[None]("startRecovery", "0xbd5021af", ("address",), ())
_WAIVE = Function[None]("waive", "0x44bf9d78", ("address",), ())


class Trustee(Contract):
    """A deployed `Trustee`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        roles: Address,
        paying: Address,
        settlement: Address,
        *,
        sender: Address,
        name: str = "Trustee",
    ) -> Trustee:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain, chain.deploy("Trustee", roles, paying, settlement, sender=sender, name=name)
        )

    def accelerate(self, bond: Address, date: int, *, sender: Address) -> Receipt:
        """Makes principal and interest accrued to a civil day due at once, while a default is
        neither cured nor waived; the trustee where there is one, or a vote.
        """
        return self._send(_ACCELERATE, (bond, date), sender)

    def acknowledge_cure(self, bond: Address, *, sender: Address) -> Receipt:
        """Says that everything declared was cured, before an acceleration; anyone may call."""
        return self._send(_ACKNOWLEDGE_CURE, (bond,), sender)

    def amend(self, bond: Address, amendment: Amendment, *, sender: Address) -> Receipt:
        """Makes a new version of the terms with its grace; only a vote."""
        return self._send(_AMEND, (bond, amendment), sender)

    def case_of(self, bond: Address) -> Case:
        """How a bond stands."""
        return self._read(_CASE_OF, (bond,))

    def charge_default_interest(
        self, late_action_id: int, date: int, funding_cutoff: int, *, sender: Address
    ) -> Receipt:
        """Announces default interest on what was paid late, to the holders of the original
        record date. A put bears none: it is for elected units, and default interest for all.
        It is interest, late principal's too, and taxed as a coupon.
        """
        return self._send(_CHARGE_DEFAULT_INTEREST, (late_action_id, date, funding_cutoff), sender)

    def claim_of(self, bond: Address) -> tuple[int, int]:
        """What one unit is owed, in smallest units, while everything is due and nothing was
        distributed yet. A put that was missed adds nothing: its units are claimed as all are.
        """
        return self._read(_CLAIM_OF, (bond,))

    def covenants(self, bond: Address) -> Covenants:
        """What a bond promises."""
        return self._read(_COVENANTS, (bond,))

    def declare_default(self, action_id: int, *, sender: Address) -> Receipt:
        """Declares an event of default: a missed payment whose grace ended is the proof. Anyone
        may call.
        """
        return self._send(_DECLARE_DEFAULT, (action_id,), sender)

    def default_interest_of(self, action_id: int) -> int:
        """The action that pays default interest on a late one, zero for none."""
        return self._read(_DEFAULT_INTEREST_OF, (action_id,))

    def enter(
        self, bond: Address, set: Covenants, grace: Sequence[Grace], *, sender: Address
    ) -> Receipt:
        """Sets what a bond promises, once and before a unit is issued, with the grace of each of
        its periods; whoever deployed this contract.
        """
        return self._send(_ENTER, (bond, set, grace), sender)

    def grace_of(self, bond: Address, period_index: int) -> Grace:
        """When the grace of a period ends."""
        return self._read(_GRACE_OF, (bond, period_index))

    def is_waived(self, action_id: int) -> bool:
        """Whether a missed payment was waived as an event of default."""
        return self._read(_IS_WAIVED, (action_id,))

    def paying(self) -> Address:
        """Where payments are announced, and missed."""
        return self._read(_PAYING, ())

    def require_all_due(self, bond: Address) -> None:
        """Fails unless everything is due: it was accelerated, or the last payment is the one
        that was missed.
        """
        return self._read(_REQUIRE_ALL_DUE, (bond,))

    def rescind(self, bond: Address, restored: Amendment, *, sender: Address) -> Receipt:
        """Undoes an acceleration once everything missed was cured or waived and before anything
        was distributed, given the periods it replaced; the trustee where there is one, or a
        vote.
        """
        return self._send(_RESCIND, (bond, restored), sender)

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def settlement(self) -> Address:
        """Told which bonds trade flat."""
        return self._read(_SETTLEMENT, ())

    def start_recovery(self, bond: Address, *, sender: Address) -> Receipt:
        """Fixes what one unit is owed before the first instalment of a recovery: what was missed
        goes into it, and is paid by its own action no more. Only the contract that
        distributes.
        """
        return self._send(_START_RECOVERY, (bond,), sender)

    def waive(self, bond: Address, *, sender: Address) -> Receipt:
        """Takes back every default declared, before anything was distributed; what is owed is
        owed all the same. Only a vote.
        """
        return self._send(_WAIVE, (bond,), sender)
