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
    CHAIN_ID,
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

    def set_time(self, instant: int) -> None:
        """Sets the timestamp of the next block, UTC seconds, without mining one."""

    def failure(self, tx_hash: bytes) -> tuple[bytes, str]:
        """Revert data and the node's reason of a transaction that failed."""


class Web3Engine:
    """An engine over a node: one transaction a block, local signing, own nonces, no gas price."""

    def __init__(self, node: Node) -> None:
        self.name = node.name
        self._node = node
        self._web3 = node.web3
        head = self._web3.eth.get_block("latest")
        self.block: int = head["number"]
        self.at: int = head["timestamp"]
        self._time = self.at + 1
        self._keys: dict[Address, bytes] = {}
        self._nonces: dict[Address, int] = {}
        self._snapshots: list[tuple[Any, int, int, int, dict[Address, int]]] = []
        self._node.set_time(self._time)

    # --- transactions ---

    def add_key(self, private_key: bytes) -> Address:
        """See `Engine.add_key`."""
        address = address_of(private_key)
        self._keys[address] = private_key
        self._nonces.setdefault(address, 0)
        return address

    def deploy(self, sender: Address, initcode: bytes) -> RawReceipt:
        """See `Engine.deploy`."""
        return self._send(sender, "", initcode)

    def transact(self, sender: Address, to: Address, data: bytes) -> RawReceipt:
        """See `Engine.transact`."""
        return self._send(sender, to, data)

    def _send(self, sender: Address, to: Address, data: bytes) -> RawReceipt:
        raw = self._signed(sender, to, data)
        self._node.set_time(self._time)
        tx_hash = self._web3.eth.send_raw_transaction(raw)
        self._nonces[sender] += 1
        receipt = self._web3.eth.get_transaction_receipt(tx_hash)
        self.block, self.at = receipt["blockNumber"], self._time
        self._time = self.at + 1
        self._node.set_time(self._time)
        return self._received(sender, to, receipt)

    def _signed(self, sender: Address, to: Address, data: bytes) -> bytes:
        if sender not in self._keys:
            raise UnknownSender(sender)
        transaction = {
            "nonce": self._nonces[sender],
            "gasPrice": 0,
            "gas": GAS_LIMIT,
            "value": 0,
            "data": data,
            "chainId": CHAIN_ID,
        }
        if to:
            transaction["to"] = bytes.fromhex(to[2:])
        return bytes(Account.sign_transaction(transaction, self._keys[sender]).raw_transaction)

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
            self._node.set_time(instant)

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
                "gasPrice": 0,
            },
        )
        return bytes(self._web3.eth.call(asked, "pending"))

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
        self._request("evm_revert", node_id)
        self._node.set_time(self._time)

    def _request(self, method: str, *params: Any) -> Any:
        return self._web3.manager.request_blocking(RPCEndpoint(method), list(params))


def _raw_log(log: Any) -> RawLog:
    topics = tuple(bytes(topic) for topic in log["topics"])
    return RawLog(log["address"].lower(), topics, bytes(log["data"]))
