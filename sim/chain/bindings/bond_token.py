"""Calls of `BondToken`.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.chain import kinds
from sim.chain.abi import Function
from sim.chain.chain import Chain, Receipt
from sim.chain.contract import Contract
from sim.chain.identity import Address
from sim.chain.logs import Period, Terms
from sim.chain.structs import Account

__all__ = ["BondToken"]

_ACCOUNT = Function[Account]("account", "0x73b9aa91", ("address",), (kinds.ACCOUNT,))
_ALLOWANCE = Function[int]("allowance", "0xdd62ed3e", ("address", "address"), ("uint256",))
_APPROVE = Function[None]("approve", "0x095ea7b3", ("address", "uint256"), ())
_AVAILABLE_OF = Function[int]("availableOf", "0xd546da90", ("address",), ("uint256",))
_BALANCE_OF = Function[int]("balanceOf", "0x70a08231", ("address",), ("uint256",))
_BATCH_TRANSFER = Function[None]("batchTransfer", "0x88d695b2", ("address[]", "uint256[]"), ())
_CLOCK = Function[int]("clock", "0x91ddadf4", (), ("uint48",))
_CLOCK_MODE = Function[str]("CLOCK_MODE", "0x4bf5d7e9", (), ("string",))
_DECIMALS = Function[int]("decimals", "0x313ce567", (), ("uint8",))
_DELIVER = Function[None]("deliver", "0x9bbedbbc", ("address", "address", "uint256"), ())
_DELIVER_LOCKED = Function[None](
    "deliverLocked", "0xd628bedf", ("address", "address", "uint256"), ()
)
_ENTITLEMENT = Function[tuple[int, bool]](
    "entitlement", "0xe00004b9", ("address", "uint256"), ("uint256", "bool")
)
_FINAL_RECORD_DATE = Function[int]("finalRecordDate", "0x01fd620f", (), ("uint32",))
_FREEZE = Function[None]("freeze", "0x1d38fcda", ("address[]",), ())
_HOLDING_AT = Function[int]("holdingAt", "0x6337cd15", ("address", "uint256"), ("uint256",))
_INTEREST_PER_UNIT = Function[tuple[int, int, int, int]](
    "interestPerUnit", "0x05bd2034", ("uint256",), ("uint256", "uint256", "uint256", "uint256")
)
_ISSUE = Function[None]("issue", "0x867904b4", ("address", "uint256"), ())
_LOCK = Function[None]("lock", "0x282d3fdf", ("address", "uint256"), ())
_NAME = Function[str]("name", "0x06fdde03", (), ("string",))
_PERIOD = Function[Period]("period", "0xd4b08aee", ("uint256",), (kinds.PERIOD,))
_PERIODS = Function[int]("periods", "0xa4caeb42", (), ("uint256",))
_RECORD_ID = Function[int]("recordId", "0xf7dfe22b", (), ("uint256",))
_REDEEM = Function[None]("redeem", "0x1e9a6950", ("address", "uint256"), ())
_REGISTER = Function[Address]("register", "0x1aa3a008", (), ("address",))
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SET_FROZEN_TOKENS = Function[None]("setFrozenTokens", "0xebe45cba", ("address", "uint256"), ())
_SUPPLY_AT = Function[int]("supplyAt", "0x56ee9ca2", ("uint256",), ("uint256",))
_SUPPORTS_INTERFACE = Function[bool]("supportsInterface", "0x01ffc9a7", ("bytes4",), ("bool",))
_SYMBOL = Function[str]("symbol", "0x95d89b41", (), ("string",))
_TERMS = Function[Terms]("terms", "0xd5025625", (), (kinds.TERMS,))
_TERMS_HASH = Function[bytes]("termsHash", "0xb311d9fd", (), ("bytes32",))
_TERMS_VERSION = Function[int]("termsVersion", "0x76b0ff74", (), ("uint16",))
_TOTAL_SUPPLY = Function[int]("totalSupply", "0x18160ddd", (), ("uint256",))
_TRANSFER = Function[None]("transfer", "0xa9059cbb", ("address", "uint256"), ())
_TRANSFER_FROM = Function[None]("transferFrom", "0x23b872dd", ("address", "address", "uint256"), ())
_UNFREEZE = Function[None]("unfreeze", "0xb0a6d947", ("address[]",), ())
_UNLOCK = Function[None]("unlock", "0x7eee288d", ("address", "uint256"), ())


class BondToken(Contract):
    """A deployed `BondToken`."""

    __slots__ = ()

    @classmethod
    def deploy(
        cls,
        chain: Chain,
        name_: str,
        symbol: str,
        roles: Address,
        register: Address,
        terms: Terms,
        periods: Sequence[Period],
        *,
        sender: Address,
        name: str = "BondToken",
    ) -> BondToken:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain,
            chain.deploy(
                "BondToken",
                name_,
                symbol,
                roles,
                register,
                terms,
                periods,
                sender=sender,
                name=name,
            ),
        )

    def account(self, holder: Address) -> Account:
        """A holder's word."""
        return self._read(_ACCOUNT, (holder,))

    def allowance(self, owner: Address, spender: Address) -> int:
        """Solidity's `allowance(address,address)`."""
        return self._read(_ALLOWANCE, (owner, spender))

    def approve(self, spender: Address, value: int, *, sender: Address) -> Receipt:
        """Solidity's `approve(address,uint256)`."""
        return self._send(_APPROVE, (spender, value), sender)

    def available_of(self, holder: Address) -> int:
        """Units neither locked nor frozen."""
        return self._read(_AVAILABLE_OF, (holder,))

    def balance_of(self, holder: Address) -> int:
        """Solidity's `balanceOf(address)`."""
        return self._read(_BALANCE_OF, (holder,))

    def batch_transfer(
        self, to: Sequence[Address], units: Sequence[int], *, sender: Address
    ) -> Receipt:
        """Transfers to each receiver in the caller's order; all or nothing."""
        return self._send(_BATCH_TRANSFER, (to, units), sender)

    def clock(self) -> int:
        """Solidity's `clock()`."""
        return self._read(_CLOCK, ())

    def clock_mode(self) -> str:
        """Solidity's `CLOCK_MODE()`."""
        return self._read(_CLOCK_MODE, ())

    def decimals(self) -> int:
        """Solidity's `decimals()`."""
        return self._read(_DECIMALS, ())

    def deliver(self, from_: Address, to: Address, units: int, *, sender: Address) -> Receipt:
        """Moves units between holders for a settlement both sides agreed to."""
        return self._send(_DELIVER, (from_, to, units), sender)

    def deliver_locked(
        self, from_: Address, to: Address, units: int, *, sender: Address
    ) -> Receipt:
        """Moves units that were locked for this settlement."""
        return self._send(_DELIVER_LOCKED, (from_, to, units), sender)

    def entitlement(self, holder: Address, id: int) -> tuple[int, bool]:
        """What a payment needs to know of a holder: units at the record date, and whether the
        account is frozen.
        """
        return self._read(_ENTITLEMENT, (holder, id))

    def final_record_date(self) -> int:
        """No instruction may be due after this date."""
        return self._read(_FINAL_RECORD_DATE, ())

    def freeze(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Freezes each account: it can neither send nor receive, and payments to it are
        withheld.
        """
        return self._send(_FREEZE, (accounts,), sender)

    def holding_at(self, holder: Address, id: int) -> int:
        """Units an account held at the close of a record date."""
        return self._read(_HOLDING_AT, (holder, id))

    def interest_per_unit(self, index: int) -> tuple[int, int, int, int]:
        """Interest of a period on one unit as an exact fraction of the smallest unit of the
        currency.
        """
        return self._read(_INTEREST_PER_UNIT, (index,))

    def issue(self, to: Address, units: int, *, sender: Address) -> Receipt:
        """Creates units for a receiver. Only the settlement of an issue does this."""
        return self._send(_ISSUE, (to, units), sender)

    def lock(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Sets available units aside; they stay with their owner and keep earning."""
        return self._send(_LOCK, (holder, units), sender)

    def name(self) -> str:
        """Solidity's `name()`."""
        return self._read(_NAME, ())

    def period(self, index: int) -> Period:
        """One interest period, numbered from 0."""
        return self._read(_PERIOD, (index,))

    def periods(self) -> int:
        """Number of interest periods, which is the number of record dates."""
        return self._read(_PERIODS, ())

    def record_id(self) -> int:
        """Record dates passed by now."""
        return self._read(_RECORD_ID, ())

    def redeem(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Destroys units against repayment, whatever blocks their holder: the money is withheld,
        not the redemption.
        """
        return self._send(_REDEEM, (holder, units), sender)

    def register(self) -> Address:
        """Who may send and receive is asked there."""
        return self._read(_REGISTER, ())

    def roles(self) -> Address:
        """Where roles are read from."""
        return self._read(_ROLES, ())

    def set_frozen_tokens(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Sets the absolute number of frozen units of an account (ERC-7943)."""
        return self._send(_SET_FROZEN_TOKENS, (holder, units), sender)

    def supply_at(self, id: int) -> int:
        """Units in issue at the close of a record date."""
        return self._read(_SUPPLY_AT, (id,))

    def supports_interface(self, interface_id: bytes) -> bool:
        """ERC-165: this interface, ERC-20, its metadata, and ERC-6372."""
        return self._read(_SUPPORTS_INTERFACE, (interface_id,))

    def symbol(self) -> str:
        """Solidity's `symbol()`."""
        return self._read(_SYMBOL, ())

    def terms(self) -> Terms:
        """The terms in force."""
        return self._read(_TERMS, ())

    def terms_hash(self) -> bytes:
        """Hash of the terms and the full schedule of the version in force."""
        return self._read(_TERMS_HASH, ())

    def terms_version(self) -> int:
        """Version of the terms in force, 0 at issue."""
        return self._read(_TERMS_VERSION, ())

    def total_supply(self) -> int:
        """Solidity's `totalSupply()`."""
        return self._read(_TOTAL_SUPPLY, ())

    def transfer(self, to: Address, value: int, *, sender: Address) -> Receipt:
        """Solidity's `transfer(address,uint256)`."""
        return self._send(_TRANSFER, (to, value), sender)

    def transfer_from(self, from_: Address, to: Address, units: int, *, sender: Address) -> Receipt:
        """Solidity's `transferFrom(address,address,uint256)`."""
        return self._send(_TRANSFER_FROM, (from_, to, units), sender)

    def unfreeze(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Ends the freeze of each account."""
        return self._send(_UNFREEZE, (accounts,), sender)

    def unlock(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Gives locked units back."""
        return self._send(_UNLOCK, (holder, units), sender)
