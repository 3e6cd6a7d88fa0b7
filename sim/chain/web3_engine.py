"""`Web3Engine`: an EVM behind web3, with signed transactions, receipts and true gas.

What differs between nodes (how the next block's time is set, where the data of a revert is found)
is a small strategy, `Node`; the rest is plain JSON-RPC, the same for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, cast

from eth_account import Account
from web3 import Web3
from web3.types import FilterParams, RPCEndpoint, TxParams, TxReceipt

from sim.chain.engine import (
    BALANCE_OF,
    GAS_LIMIT,
    NOBODY,
    RawLog,
    RawReceipt,
    next_time,
)
from sim.chain.failures import UnknownSender
from sim.chain.identity import Address, address_of

__all__ = ["Node", "Web3Engine"]


class Node(Protocol):
    """What nodes do each in their own way."""

    name: str
    web3: Web3
    chain_id: int
    #: No block of the run is earlier, UTC seconds; the node's own last block may be.
    start: int

    def set_time(self, instant: int) -> None:
        """Sets the timestamp of the next block, UTC seconds, without mining one."""

    def admit(self, account: Address) -> int:
        """Readies an account to send transactions; returns its nonce."""

    def price(self) -> dict[str, int]:
        """The fields of a transaction that say what it pays for gas."""

    def send(self, raw: bytes, tx_hash: bytes, block: int) -> TxReceipt:
        """Has a signed transaction mined in the block of this number; raises EngineLost if not."""

    def call(self, asked: TxParams) -> bytes:
        """What a call returns in the next block; raises CallReverted."""

    def failure(self, tx_hash: bytes) -> tuple[bytes, str]:
        """Revert data and the node's reason of a transaction that failed."""


class Web3Engine:
    """An engine over a node: one transaction a block, local signing, own nonces.

    `block` is the node's own number: a node may have blocks of its own before the run's first.
    """

    def __init__(self, node: Node) -> None:
        self.name = node.name
        self._node = node
        self._web3 = node.web3
        head = self._web3.eth.get_block("latest")
        self.block: int = head["number"]
        self.at: int = max(head["timestamp"], node.start)
        self._time = self.at + 1
        self._told: int | None = None
        self._keys: dict[Address, bytes] = {}
        self._nonces: dict[Address, int] = {}
        self._snapshots: list[tuple[Any, int, int, int, dict[Address, int]]] = []

    # --- transactions ---

    def add_key(self, private_key: bytes) -> Address:
        """See `Engine.add_key`."""
        address = address_of(private_key)
        self._keys[address] = private_key
        if address not in self._nonces:
            self._nonces[address] = self._node.admit(address)
            self.block = self._web3.eth.block_number  # the node may have had to lend it money
        return address

    def deploy(self, sender: Address, initcode: bytes) -> RawReceipt:
        """See `Engine.deploy`."""
        return self._send(sender, "", initcode)

    def transact(self, sender: Address, to: Address, data: bytes) -> RawReceipt:
        """See `Engine.transact`."""
        return self._send(sender, to, data)

    def _send(self, sender: Address, to: Address, data: bytes) -> RawReceipt:
        raw, tx_hash = self._signed(sender, to, data)
        self._tell_time()
        receipt = self._node.send(raw, tx_hash, self.block + 1)
        self._nonces[sender] += 1
        self.block, self.at = receipt["blockNumber"], self._time
        self._time = self.at + 1
        return self._received(sender, to, receipt)

    def _signed(self, sender: Address, to: Address, data: bytes) -> tuple[bytes, bytes]:
        if sender not in self._keys:
            raise UnknownSender(sender)
        transaction = {
            "nonce": self._nonces[sender],
            "gas": GAS_LIMIT,
            "value": 0,
            "data": data,
            "chainId": self._node.chain_id,
            **self._node.price(),
        }
        if to:
            transaction["to"] = bytes.fromhex(to[2:])
        signed = Account.sign_transaction(transaction, self._keys[sender])
        return bytes(signed.raw_transaction), bytes(signed.hash)

    def _received(self, sender: Address, to: Address, receipt: TxReceipt) -> RawReceipt:
        status = receipt["status"] == 1
        tx_hash = bytes(receipt["transactionHash"])
        output, reason = (b"", "") if status else self._node.failure(tx_hash)
        created = receipt["contractAddress"] if status and not to else None
        return RawReceipt(
            block=self.block,
            at=self.at,
            sender=sender,
            to=to,
            status=status,
            gas_used=receipt["gasUsed"],
            logs=tuple(_raw_log(log) for log in receipt["logs"]),
            output=output,
            tx_hash="0x" + tx_hash.hex(),
            contract_address=created.lower() if created else "",
            reason=reason,
        )

    # --- time ---

    def set_time(self, instant: int) -> None:
        """See `Engine.set_time`."""
        if instant != self._time:
            self._time = next_time(instant, self.at)

    def _tell_time(self) -> None:
        # As late as possible: over HTTP each telling costs as much as a call.
        if self._told != self._time:
            self._node.set_time(self._time)
            self._told = self._time

    # --- reads ---

    def call(self, to: Address, data: bytes, sender: Address | None = None) -> bytes:
        """See `Engine.call`."""
        asked = cast(
            TxParams,
            {
                "from": Web3.to_checksum_address(sender or NOBODY),
                "to": Web3.to_checksum_address(to),
                "data": data,
                "gas": GAS_LIMIT,
            },
        )
        self._tell_time()
        return self._node.call(asked)

    def logs(self, first_block: int, last_block: int) -> list[tuple[int, RawLog]]:
        """See `Engine.logs`."""
        last = min(last_block, self.block)  # nodes refuse to look past their last block
        if last < first_block:
            return []
        asked = cast(FilterParams, {"fromBlock": first_block, "toBlock": last})
        found = self._web3.eth.get_logs(asked)
        return [(log["blockNumber"], _raw_log(log)) for log in found]

    def balances(self, token: Address, accounts: Sequence[Address]) -> list[int]:
        """See `Engine.balances`."""
        head = BALANCE_OF + bytes(12)
        answers = (self.call(token, head + bytes.fromhex(account[2:])) for account in accounts)
        return [int.from_bytes(answer, "big") for answer in answers]

    # --- snapshots ---

    def snapshot(self) -> int:
        """See `Engine.snapshot`."""
        node_id = self._request("evm_snapshot")
        kept = (node_id, self.block, self.at, self._time, dict(self._nonces))
        self._snapshots.append(kept)
        return len(self._snapshots)

    def revert(self, snapshot: int) -> None:
        """See `Engine.revert`."""
        if not 0 < snapshot <= len(self._snapshots):
            raise KeyError(f"snapshot {snapshot} is not remembered")
        node_id, self.block, self.at, self._time, self._nonces = self._snapshots[snapshot - 1]
        del self._snapshots[snapshot - 1 :]
        if self._request("evm_revert", node_id) is False:
            raise KeyError(f"the node does not remember snapshot {snapshot}")
        self._told = None  # the node forgot it too

    def _request(self, method: str, *params: Any) -> Any:
        return self._web3.manager.request_blocking(RPCEndpoint(method), list(params))


def _raw_log(log: Any) -> RawLog:
    topics = tuple(bytes(topic) for topic in log["topics"])
    return RawLog(log["address"].lower(), topics, bytes(log["data"]))
