"""What the books are made from: the logs, who is who, and what the chain itself says at the end.

Only `logs` make ledger rows, and `bookings` those of what no chain sees. `names` turns addresses
into parties, for ledgers hold names and never addresses; `balances` are the chain's own answers,
data to compare with and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from sim.chain.logs import Log
from sim.custody import NO_TIERS, Booking, Tiers
from sim.errors import GreenbondError
from sim.units import Day, Rate

if TYPE_CHECKING:
    from sim.schedule import Calendar

__all__ = [
    "ZERO",
    "Account",
    "AccountType",
    "Address",
    "BalanceKind",
    "CashToken",
    "ChainBalance",
    "LedgerInputs",
    "TransactionRecord",
    "UnknownAddress",
]

Address: TypeAlias = str
"""`0x` and 40 lower-case hex digits."""

_NO_PENALTY = Rate(0)

ZERO: Address = "0x" + "00" * 20
"""Where units and money come from when created and go to when destroyed."""


class AccountType(StrEnum):
    """Whose money and units an account holds."""

    HOUSE = "HOUSE"
    CLIENT = "CLIENT"
    NOMINEE = "NOMINEE"
    ISSUER = "ISSUER"
    SYSTEM = "SYSTEM"


class BalanceKind(StrEnum):
    """What a balance read from the chain counts.

    UNITS, LOCKED, FROZEN: of `account` at the bond `token`; FROZEN counts the units held that a
    freeze of units, or of the whole account, holds back. CASH: of `account` at the cash `token`, in
    the smallest unit. SUPPLY: of the bond or cash `token`, `account` empty. WITHHELD: set aside for
    `account` from `action`, of the cash `token`. OWED: received by the paying agent `account` in
    the cash `token` and neither paid nor claimed.
    """

    UNITS = "units"
    LOCKED = "locked"
    CASH = "cash"
    SUPPLY = "supply"
    WITHHELD = "withheld"
    OWED = "owed"
    FROZEN = "frozen"


class UnknownAddress(GreenbondError):
    """Raised when a log names an address that the names table, or a token table, does not know."""

    def __init__(self, address: Address, table: str) -> None:
        self.address = address
        super().__init__(f"{address} occurs in the logs but not in the table of {table}")


@dataclass(frozen=True, slots=True)
class Account:
    """A party or a contract of the system, by its name in the scenario."""

    name: str
    account_type: AccountType


@dataclass(frozen=True, slots=True)
class CashToken:
    """Money that bonds settle in: the kind of rail (`cbdc`, `stablecoin`, …) and its currency."""

    rail: str
    currency: str

    @property
    def is_on_chain(self) -> bool:
        """Whether the chain knows balances of it; of what moves in a payment system, only flows."""
        return self.rail != "rtgs"


@dataclass(frozen=True, slots=True)
class ChainBalance:
    """One balance the chain answered at the close of `as_of`; `value` in units or smallest units.

    At the close of `last_day` every account is expected; on earlier business days, whatever the
    run chose to ask for (the accounts that moved).
    """

    as_of: Day
    kind: BalanceKind
    token: Address
    account: Address
    value: int
    action: int = 0


class TransactionRecord(Protocol):
    """One transaction that was sent, in the shape of `sim.chain.chain.Transaction`."""

    @property
    def block(self) -> int:
        """The run's own count, 1 the first after deployment."""

    @property
    def chain_block(self) -> int:
        """The engine's count."""

    @property
    def at(self) -> int:
        """UTC seconds."""

    @property
    def sender(self) -> str:
        """Address; the ledger prints its name."""

    @property
    def contract(self) -> str:
        """Name given at deployment."""

    @property
    def function(self) -> str:
        """Solidity name."""

    @property
    def status(self) -> bool:
        """False when it reverted."""

    @property
    def revert(self) -> str:
        """The error and its values, empty without one."""

    @property
    def gas_used(self) -> int:
        """Gas."""

    @property
    def tx_hash(self) -> str:
        """Empty on an engine without hashes."""


@dataclass(frozen=True, slots=True)
class LedgerInputs:
    """Everything a ledger follows from.

    `logs` and `transactions` in chain order, deployments (block 0) included. `names` covers every
    address that holds, sends or is named by a log: parties, and the contracts as SYSTEM. `bonds`
    and `offerings` give the tranche code of a `BondToken` and of an `Offering`: of each tranche
    that of the issue first, then those of taps in their order. `close` is the local time of the
    close of business, which is record time: what moves at or after it belongs to the next business
    day. `penalty_rate` is a rate a business day, in 1e-9.
    `bookings` are the lines of nominees' and custodians' own books, in the order of writing, and
    `tiers` who stands behind whom: inputs of their own, which no log holds.
    """

    logs: Sequence[Log]
    names: Mapping[Address, Account]
    cash_tokens: Mapping[Address, CashToken]
    bonds: Mapping[Address, str]
    offerings: Mapping[Address, str]
    transactions: Sequence[TransactionRecord]
    balances: Iterable[ChainBalance]
    zone: ZoneInfo
    calendar: Calendar
    first_day: Day
    last_day: Day
    close: time = time(18)
    penalty_rate: Rate = _NO_PENALTY
    bookings: Sequence[Booking] = ()
    tiers: Tiers = NO_TIERS
