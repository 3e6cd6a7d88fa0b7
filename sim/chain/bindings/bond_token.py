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
from sim.chain.structs import Account

__all__ = ["BondToken"]

_ACCOUNT = Function[Account]("account", "0x73b9aa91", ("address",), (kinds.ACCOUNT,))
_ALLOWANCE = Function[int]("allowance", "0xdd62ed3e", ("address", "address"), ("uint256",))
_APPROVE = Function[None]("approve", "0x095ea7b3", ("address", "uint256"), ())
_AVAILABLE_OF = Function[int]("availableOf", "0xd546da90", ("address",), ("uint256",))
_BALANCE_OF = Function[int]("balanceOf", "0x70a08231", ("address",), ("uint256",))
_BATCH_FORCED_TRANSFER = Function[None](
    "batchForcedTransfer", "0x42a47abc", ("address[]", "address[]", "uint256[]"), ()
)
_BATCH_FREEZE_PARTIAL_TOKENS = Function[None](
    "batchFreezePartialTokens", "0xfc7e5fa8", ("address[]", "uint256[]"), ()
)
_BATCH_TRANSFER = Function[None]("batchTransfer", "0x88d695b2", ("address[]", "uint256[]"), ())
_BATCH_UNFREEZE_PARTIAL_TOKENS = Function[None](
    "batchUnfreezePartialTokens", "0x4710362d", ("address[]", "uint256[]"), ()
)
_BOND_TERMS = Function[Address]("bondTerms", "0xde6efb31", (), ("address",))
_CAN_RECEIVE = Function[bool]("canReceive", "0x90d370ba", ("address",), ("bool",))
_CAN_SEND = Function[bool]("canSend", "0x2bc06a92", ("address",), ("bool",))
_CAN_TRANSFER = Function[bool](
    "canTransfer", "0xe46638e6", ("address", "address", "uint256"), ("bool",)
)
_CLOCK = Function[int]("clock", "0x91ddadf4", (), ("uint48",))
_CLOCK_MODE = Function[str]("CLOCK_MODE", "0x4bf5d7e9", (), ("string",))
_COMPLIANCE = Function[Address]("compliance", "0x6290865d", (), ("address",))
_COUPON_FREQUENCY = Function[int]("couponFrequency", "0x5eb0b3d0", (), ("uint256",))
_COUPON_RATE = Function[int]("couponRate", "0xc0bcb26f", (), ("uint256",))
_COUPON_TYPE = Function[int]("couponType", "0x045017ce", (), ("uint8",))
_CURRENCY = Function[Address]("currency", "0xe5a6b10f", (), ("address",))
_CURRENCY_OF_COUPON = Function[Address]("currencyOfCoupon", "0xc0928597", (), ("address",))
_DAY_COUNT_BASIS = Function[int]("dayCountBasis", "0xbde7aa47", (), ("uint8",))
_DECIMALS = Function[int]("decimals", "0x313ce567", (), ("uint8",))
_DELIVER = Function[None]("deliver", "0x9bbedbbc", ("address", "address", "uint256"), ())
_DELIVER_LOCKED = Function[None](
    "deliverLocked", "0xd628bedf", ("address", "address", "uint256"), ()
)
_DENOMINATION = Function[int]("denomination", "0x8bca6d16", (), ("uint256",))
_DETECT_TRANSFER_RESTRICTION = Function[int](
    "detectTransferRestriction", "0xd4ce1415", ("address", "address", "uint256"), ("uint8",)
)
_DOMAIN_SEPARATOR = Function[bytes]("DOMAIN_SEPARATOR", "0x3644e515", (), ("bytes32",))
_EIP712_DOMAIN = Function[tuple[bytes, str, str, int, Address, bytes, tuple[int, ...]]](
    "eip712Domain",
    "0x84b0196e",
    (),
    ("bytes1", "string", "string", "uint256", "address", "bytes32", "uint256[]"),
)
_ENTITLEMENT_AT = Function[tuple[int, bool]](
    "entitlementAt", "0x26856f32", ("address", "uint256"), ("uint256", "bool")
)
_FINAL_RECORD_DATE = Function[int]("finalRecordDate", "0x01fd620f", (), ("uint32",))
_FORCED_TRANSFER = Function[None](
    "forcedTransfer", "0x9fc1d0e7", ("address", "address", "uint256"), ()
)
_FREEZE = Function[None]("freeze", "0x1d38fcda", ("address[]",), ())
_FREEZE_PARTIAL_TOKENS = Function[None](
    "freezePartialTokens", "0x125c4a33", ("address", "uint256"), ()
)
_GET_FROZEN_TOKENS = Function[int]("getFrozenTokens", "0x158b1a57", ("address",), ("uint256",))
_HOLDING_AT = Function[int]("holdingAt", "0x6337cd15", ("address", "uint256"), ("uint256",))
_IDENTITY_REGISTRY = Function[Address]("identityRegistry", "0x134e18f4", (), ("address",))
_IS_FROZEN = Function[bool]("isFrozen", "0xe5839836", ("address",), ("bool",))
_ISIN = Function[str]("isin", "0x82d5a60d", (), ("string",))
_ISSUE = Function[None]("issue", "0x867904b4", ("address", "uint256"), ())
_ISSUE_DATE = Function[int]("issueDate", "0x8d1343e0", (), ("uint256",))
_ISSUE_VOLUME = Function[int]("issueVolume", "0x710d3329", (), ("uint256",))
_LOCK = Function[None]("lock", "0x282d3fdf", ("address", "uint256"), ())
_MATURITY_DATE = Function[int]("maturityDate", "0xd59624b4", (), ("uint256",))
_MESSAGE_FOR_TRANSFER_RESTRICTION = Function[str](
    "messageForTransferRestriction", "0x7f4ab1dd", ("uint8",), ("string",)
)
_NAME = Function[str]("name", "0x06fdde03", (), ("string",))
_NONCES = Function[int]("nonces", "0x7ecebe00", ("address",), ("uint256",))
_ONCHAIN_ID = Function[Address]("onchainID", "0xaba63705", (), ("address",))
_PAUSE = Function[None]("pause", "0x8456cb59", (), ())
_PAUSED = Function[bool]("paused", "0x5c975abb", (), ("bool",))
_PERMIT = Function[None](
    "permit",
    "0xd505accf",
    ("address", "address", "uint256", "uint256", "uint8", "bytes32", "bytes32"),
    (),
)
_PRINCIPAL_OF = Function[int]("principalOf", "0x61e20a1c", ("address",), ("uint256",))
_RECORD_ID = Function[int]("recordId", "0xf7dfe22b", (), ("uint256",))
_RECORD_ID_AT = Function[int]("recordIdAt", "0x86b1190d", ("uint40",), ("uint256",))
_RECORDS = Function[int]("records", "0x95a3be99", (), ("uint256",))
_RECOVERY_ADDRESS = Function[None](
    "recoveryAddress", "0x9285948a", ("address", "address", "address"), ()
)
_REDEEM = Function[None]("redeem", "0x1e9a6950", ("address", "uint256"), ())
_REGISTER = Function[Address]("register", "0x1aa3a008", (), ("address",))
_ROLES = Function[Address]("roles", "0x392f5f64", (), ("address",))
_SET_ADDRESS_FROZEN = Function[None]("setAddressFrozen", "0xc69c09cf", ("address", "bool"), ())
_SET_FROZEN_TOKENS = Function[None]("setFrozenTokens", "0xebe45cba", ("address", "uint256"), ())
_SET_FROZEN_TOKENS_IF = Function[None](
    "setFrozenTokensIf", "0x6bc264b1", ("address", "uint256", "uint256"), ()
)
_SET_RECORDS = Function[None]("setRecords", "0x91c7e3ce", ("uint32[]", "uint40[]", "uint64"), ())
_SUPPLY_AT = Function[int]("supplyAt", "0x56ee9ca2", ("uint256",), ("uint256",))
_SUPPORTS_INTERFACE = Function[bool]("supportsInterface", "0x01ffc9a7", ("bytes4",), ("bool",))
_SYMBOL = Function[str]("symbol", "0x95d89b41", (), ("string",))
_TOTAL_SUPPLY = Function[int]("totalSupply", "0x18160ddd", (), ("uint256",))
_TRANSFER = Function[None]("transfer", "0xa9059cbb", ("address", "uint256"), ())
_TRANSFER_FROM = Function[None]("transferFrom", "0x23b872dd", ("address", "address", "uint256"), ())
_UNFREEZE = Function[None]("unfreeze", "0xb0a6d947", ("address[]",), ())
_UNFREEZE_PARTIAL_TOKENS = Function[None](
    "unfreezePartialTokens", "0x1fe56f7d", ("address", "uint256"), ()
)
_UNLOCK = Function[None]("unlock", "0x7eee288d", ("address", "uint256"), ())
_UNPAUSE = Function[None]("unpause", "0x3f4ba83a", (), ())
_VERSION = Function[str]("version", "0x54fd4d50", (), ("string",))


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
        terms: Address,
        *,
        sender: Address,
        name: str = "BondToken",
    ) -> BondToken:
        """Deploys one under a name; raises Reverted when its constructor refuses."""
        return cls(
            chain,
            chain.deploy(
                "BondToken", name_, symbol, roles, register, terms, sender=sender, name=name
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

    def batch_forced_transfer(
        self,
        from_: Sequence[Address],
        to: Sequence[Address],
        units: Sequence[int],
        *,
        sender: Address,
    ) -> Receipt:
        """`forcedTransfer` for each pair, in the caller's order; all or nothing."""
        return self._send(_BATCH_FORCED_TRANSFER, (from_, to, units), sender)

    def batch_freeze_partial_tokens(
        self, holders: Sequence[Address], units: Sequence[int], *, sender: Address
    ) -> Receipt:
        """`freezePartialTokens` for each account, in the caller's order; all or nothing."""
        return self._send(_BATCH_FREEZE_PARTIAL_TOKENS, (holders, units), sender)

    def batch_transfer(
        self, to: Sequence[Address], units: Sequence[int], *, sender: Address
    ) -> Receipt:
        """Transfers to each receiver in the caller's order; all or nothing."""
        return self._send(_BATCH_TRANSFER, (to, units), sender)

    def batch_unfreeze_partial_tokens(
        self, holders: Sequence[Address], units: Sequence[int], *, sender: Address
    ) -> Receipt:
        """`unfreezePartialTokens` for each account, in the caller's order; all or nothing."""
        return self._send(_BATCH_UNFREEZE_PARTIAL_TOKENS, (holders, units), sender)

    def bond_terms(self) -> Address:
        """What is owed, when and by which conventions; the holders are kept here."""
        return self._read(_BOND_TERMS, ())

    def can_receive(self, holder: Address) -> bool:
        """Whether the account may receive, whatever it holds."""
        return self._read(_CAN_RECEIVE, (holder,))

    def can_send(self, holder: Address) -> bool:
        """Whether the account may send, whatever it holds."""
        return self._read(_CAN_SEND, (holder,))

    def can_transfer(self, from_: Address, to: Address, units: int) -> bool:
        """Whether the rules let these units move now. Holding too few is no rule: it is not
        looked at.
        """
        return self._read(_CAN_TRANSFER, (from_, to, units))

    def clock(self) -> int:
        """Solidity's `clock()`."""
        return self._read(_CLOCK, ())

    def clock_mode(self) -> str:
        """Solidity's `CLOCK_MODE()`."""
        return self._read(_CLOCK_MODE, ())

    def compliance(self) -> Address:
        """Where the rules of transfers are asked, freezes apart."""
        return self._read(_COMPLIANCE, ())

    def coupon_frequency(self) -> int:
        """Coupons a year."""
        return self._read(_COUPON_FREQUENCY, ())

    def coupon_rate(self) -> int:
        """Nominal yearly rate of the running period in basis points, fractions cut off."""
        return self._read(_COUPON_RATE, ())

    def coupon_type(self) -> int:
        """0 zero coupon, 1 fixed, 2 floating."""
        return self._read(_COUPON_TYPE, ())

    def currency(self) -> Address:
        """Cash token the bond is paid in by default."""
        return self._read(_CURRENCY, ())

    def currency_of_coupon(self) -> Address:
        """Cash token coupons are paid in by default."""
        return self._read(_CURRENCY_OF_COUPON, ())

    def day_count_basis(self) -> int:
        """0 ACT/ACT ICMA, 1 ACT/360, 2 ACT/365F, 3 ACT/ACT ISDA, 4 30/360, 5 30E/360. The
        standard leaves the numbers to the token.
        """
        return self._read(_DAY_COUNT_BASIS, ())

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

    def denomination(self) -> int:
        """Face of one unit, in the currency's smallest unit."""
        return self._read(_DENOMINATION, ())

    def detect_transfer_restriction(self, from_: Address, to: Address, units: int) -> int:
        """0 when the transfer would succeed now, else the code of the first rule it breaks; see
        `Restrictions`.
        """
        return self._read(_DETECT_TRANSFER_RESTRICTION, (from_, to, units))

    def domain_separator(self) -> bytes:
        """Solidity's `DOMAIN_SEPARATOR()`."""
        return self._read(_DOMAIN_SEPARATOR, ())

    def eip712_domain(self) -> tuple[bytes, str, str, int, Address, bytes, tuple[int, ...]]:
        """Solidity's `eip712Domain()`."""
        return self._read(_EIP712_DOMAIN, ())

    def entitlement_at(self, holder: Address, id: int) -> tuple[int, bool]:
        """What a payment needs to know of a holder: units at the record date, and whether the
        account is frozen.
        """
        return self._read(_ENTITLEMENT_AT, (holder, id))

    def final_record_date(self) -> int:
        """No instruction may be due after this date."""
        return self._read(_FINAL_RECORD_DATE, ())

    def forced_transfer(
        self, from_: Address, to: Address, units: int, *, sender: Address
    ) -> Receipt:
        """Takes units from an account and gives them to another, whatever holds them back."""
        return self._send(_FORCED_TRANSFER, (from_, to, units), sender)

    def freeze(self, accounts: Sequence[Address], *, sender: Address) -> Receipt:
        """Freezes each account: it can neither send nor receive, and payments to it are
        withheld.
        """
        return self._send(_FREEZE, (accounts,), sender)

    def freeze_partial_tokens(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Freezes so many units more; no more than are held and not frozen yet."""
        return self._send(_FREEZE_PARTIAL_TOKENS, (holder, units), sender)

    def get_frozen_tokens(self, holder: Address) -> int:
        """Frozen units of an account; may exceed what is held."""
        return self._read(_GET_FROZEN_TOKENS, (holder,))

    def holding_at(self, holder: Address, id: int) -> int:
        """Units an account held at the close of a record date."""
        return self._read(_HOLDING_AT, (holder, id))

    def identity_registry(self) -> Address:
        """Where it is asked who is registered."""
        return self._read(_IDENTITY_REGISTRY, ())

    def is_frozen(self, holder: Address) -> bool:
        """Whether the whole account is frozen."""
        return self._read(_IS_FROZEN, (holder,))

    def isin(self) -> str:
        """ISO 6166 number, empty when unknown."""
        return self._read(_ISIN, ())

    def issue(self, to: Address, units: int, *, sender: Address) -> Receipt:
        """Creates units for a receiver. Only the settlement of an issue does this."""
        return self._send(_ISSUE, (to, units), sender)

    def issue_date(self) -> int:
        """Issue date, as the instant its civil day begins in UTC."""
        return self._read(_ISSUE_DATE, ())

    def issue_volume(self) -> int:
        """Face outstanding, in the currency's smallest unit: `totalSupply` × `denomination`,
        less instalments repaid.
        """
        return self._read(_ISSUE_VOLUME, ())

    def lock(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Sets available units aside; they stay with their owner and keep earning."""
        return self._send(_LOCK, (holder, units), sender)

    def maturity_date(self) -> int:
        """Maturity date, as the instant its civil day begins in UTC."""
        return self._read(_MATURITY_DATE, ())

    def message_for_transfer_restriction(self, code: int) -> str:
        """What a code means."""
        return self._read(_MESSAGE_FOR_TRANSFER_RESTRICTION, (code,))

    def name(self) -> str:
        """Solidity's `name()`."""
        return self._read(_NAME, ())

    def nonces(self, owner: Address) -> int:
        """Solidity's `nonces(address)`."""
        return self._read(_NONCES, (owner,))

    def onchain_id(self) -> Address:
        """Identity contract of the token: there is none."""
        return self._read(_ONCHAIN_ID, ())

    def pause(self, *, sender: Address) -> Receipt:
        """Stops every movement but redemption, forced transfer and recovery."""
        return self._send(_PAUSE, (), sender)

    def paused(self) -> bool:
        """Whether movements are stopped."""
        return self._read(_PAUSED, ())

    def permit(
        self,
        owner: Address,
        spender: Address,
        value: int,
        deadline: int,
        v: int,
        r: bytes,
        s: bytes,
        *,
        sender: Address,
    ) -> Receipt:
        """Solidity's `permit(address,address,uint256,uint256,uint8,bytes32,bytes32)`."""
        return self._send(_PERMIT, (owner, spender, value, deadline, v, r, s), sender)

    def principal_of(self, holder: Address) -> int:
        """Face an account holds, in the currency's smallest unit, less instalments repaid."""
        return self._read(_PRINCIPAL_OF, (holder,))

    def record_id(self) -> int:
        """Record dates passed by now."""
        return self._read(_RECORD_ID, ())

    def record_id_at(self, closes: int) -> int:
        """Number of the record date that closes at an instant."""
        return self._read(_RECORD_ID_AT, (closes,))

    def records(self) -> int:
        """Number of record dates, struck or not."""
        return self._read(_RECORDS, ())

    def recovery_address(
        self, lost: Address, replacement: Address, identity: Address, *, sender: Address
    ) -> Receipt:
        """Moves everything an account has here to the account that replaced it in the register:
        units, locked and frozen ones among them, and its freeze. Anyone may call: the
        decision is the register's.
        """
        return self._send(_RECOVERY_ADDRESS, (lost, replacement, identity), sender)

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

    def set_address_frozen(self, holder: Address, frozen: bool, *, sender: Address) -> Receipt:
        """Freezes an account, or ends its freeze."""
        return self._send(_SET_ADDRESS_FROZEN, (holder, frozen), sender)

    def set_frozen_tokens(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Sets the absolute number of frozen units of an account; it may exceed what is held."""
        return self._send(_SET_FROZEN_TOKENS, (holder, units), sender)

    def set_frozen_tokens_if(
        self, holder: Address, expected: int, units: int, *, sender: Address
    ) -> Receipt:
        """`setFrozenTokens`, unless somebody changed the number meanwhile."""
        return self._send(_SET_FROZEN_TOKENS_IF, (holder, expected, units), sender)

    def set_records(
        self, dates: Sequence[int], closes: Sequence[int], offered_units: int, *, sender: Address
    ) -> Receipt:
        """Replaces the record dates to come, in the order of their closes, and the size of the
        issue; only the terms.
        """
        return self._send(_SET_RECORDS, (dates, closes, offered_units), sender)

    def supply_at(self, id: int) -> int:
        """Units in issue at the close of a record date."""
        return self._read(_SUPPLY_AT, (id,))

    def supports_interface(self, id: bytes) -> bool:
        """ERC-165: this interface, and the standards offered in full."""
        return self._read(_SUPPORTS_INTERFACE, (id,))

    def symbol(self) -> str:
        """Solidity's `symbol()`."""
        return self._read(_SYMBOL, ())

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

    def unfreeze_partial_tokens(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Frees so many of the frozen units."""
        return self._send(_UNFREEZE_PARTIAL_TOKENS, (holder, units), sender)

    def unlock(self, holder: Address, units: int, *, sender: Address) -> Receipt:
        """Gives locked units back."""
        return self._send(_UNLOCK, (holder, units), sender)

    def unpause(self, *, sender: Address) -> Receipt:
        """Lets movements resume."""
        return self._send(_UNPAUSE, (), sender)

    def version(self) -> str:
        """Version of the token's interface, that of its EIP-712 domain."""
        return self._read(_VERSION, ())
