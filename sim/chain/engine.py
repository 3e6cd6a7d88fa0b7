"""The only thing the rest of the package knows of an EVM.

An engine executes one transaction a block, at the time it was told, and says exactly what happened.
It knows no contract and no scenario: calldata in, bytes and raw logs out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from sim.chain.identity import Address

__all__ = [
    "BALANCE_OF",
    "BLOCK_GAS_LIMIT",
    "CHAIN_ID",
    "GAS_LIMIT",
    "NOBODY",
    "CallReverted",
    "Engine",
    "RawLog",
    "RawReceipt",
    "next_time",
]

#: Gas a transaction may use, and what a call may.
GAS_LIMIT = 16_000_000
#: More than twice `GAS_LIMIT`: a block that is half full or less never raises the base fee above 0.
BLOCK_GAS_LIMIT = 40_000_000
#: Wherever we start the chain ourselves.
CHAIN_ID = 31337
#: Who asks when nobody in particular does.
NOBODY: Address = "0x" + "00" * 20
#: Selector of ERC-20 `balanceOf(address)`.
BALANCE_OF = bytes.fromhex("70a08231")


class RawLog(NamedTuple):
    """A log as the EVM emitted it: topics are 32 bytes each."""

    address: Address
    topics: tuple[bytes, ...]
    data: bytes


class RawReceipt(NamedTuple):
    """What became of one transaction.

    `block` is the engine's own count and `at` the block's timestamp (UTC seconds). `status` False:
    it reverted, `logs` are empty, `output` is the revert data, and where there is none `reason` may
    say why in the engine's words. `tx_hash` is empty on an engine that has no hashes. `to` is empty
    for a deployment, whose `contract_address` is then given.
    """

    block: int
    at: int
    sender: Address
    to: Address
    status: bool
    gas_used: int
    logs: tuple[RawLog, ...]
    output: bytes
    tx_hash: str
    contract_address: Address
    reason: str


class CallReverted(Exception):
    """Raised by `Engine.call` when the contract refused; carries the revert data undecoded."""

    def __init__(self, data: bytes, reason: str = "") -> None:
        self.data = data
        self.reason = reason
        super().__init__(f"reverted with 0x{data.hex()} {reason}".rstrip())


class Engine(Protocol):
    """An EVM with a chain under it."""

    @property
    def name(self) -> str:
        """What the manifest calls it: the word after `--engine`; of a node only `http` or `ipc`."""

    @property
    def block(self) -> int:
        """Number of the last block."""

    @property
    def at(self) -> int:
        """Timestamp of the last block, UTC seconds."""

    def add_key(self, private_key: bytes) -> Address:
        """Lets the account of a key send transactions; returns its address."""

    def deploy(self, sender: Address, initcode: bytes) -> RawReceipt:
        """Creates a contract in a block of its own; a revert does not raise.

        Raises UnknownSender when the sender's key was not added.
        """

    def transact(self, sender: Address, to: Address, data: bytes) -> RawReceipt:
        """Executes one transaction in a block of its own; a revert does not raise.

        Raises UnknownSender when the sender's key was not added.
        """

    def call(self, to: Address, data: bytes, sender: Address | None = None) -> bytes:
        """What a call would return in the next block; changes nothing. Raises CallReverted."""

    def logs(self, first_block: int, last_block: int) -> list[tuple[int, RawLog]]:
        """Every log of the blocks from first to last, both inclusive, each with its block."""

    def balances(self, token: Address, accounts: Sequence[Address]) -> list[int]:
        """ERC-20 balances in the token's smallest unit, in the order of the accounts."""

    def set_time(self, instant: int) -> None:
        """Sets the next block's timestamp, UTC seconds; reads see it at once.

        Raises ValueError when it is not after the last block's.
        """

    def snapshot(self) -> int:
        """Remembers the state; returns an identifier for `revert`."""

    def revert(self, snapshot: int) -> None:
        """Goes back to a snapshot and forgets it and every later one.

        Raises KeyError when it is not, or no longer, remembered.
        """


def next_time(instant: int, last: int) -> int:
    """The instant, if a block may have it; raises ValueError when it is not after the last one."""
    if instant <= last:
        raise ValueError(f"the next block cannot be at {instant}: the last one is at {last}")
    return instant
