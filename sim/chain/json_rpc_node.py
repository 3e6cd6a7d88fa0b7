"""A node of its own behind JSON-RPC: anvil, Hardhat, anything whose next block's time can be set.

What differs from an engine in process: accounts may have a past and may have to pay, a receipt may
come later than its transaction, each node tells of reverts in its own shape, others may use it, and
it may die. Whatever it cannot do any more ends the run with `EngineLost`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from hexbytes import HexBytes
from web3 import Web3
from web3.exceptions import TransactionNotFound
from web3.providers.base import JSONBaseProvider
from web3.types import RPCEndpoint, RPCResponse, TxParams, TxReceipt

from sim.chain.engine import GAS_LIMIT, CallReverted
from sim.chain.failures import EngineLost
from sim.chain.identity import Address
from sim.chain.json_rpc import JsonRpc, NoAnswer, Refused

__all__ = ["JsonRpcNode"]

#: Seconds until a transaction that was taken must be in a block.
MINED_WITHIN = 10.0
#: Wei given to each account where gas costs money; 10^6 ether is more than any run can burn.
_PURSE = 10**24
#: Transactions of full size an account can pay for out of another's pocket, at today's price.
_FULL_TRANSACTIONS = 200
_METHODS_OF_MONEY = ("anvil_setBalance", "hardhat_setBalance")
#: JSON-RPC's own errors: the request itself was not understood.
_MISUNDERSTOOD = (-32700, -32600, -32601, -32602)
_LIGHT_TRACE = {"disableMemory": True, "disableStack": True, "disableStorage": True}


class JsonRpcNode:
    """A node that was found fit; `pays` says whether its gas has, or may come to have, a price.

    `name` is what the manifest calls it: `http` or `ipc`, never the address. A manifest is given
    away, and an address may hold a key or a home folder; and whoever verifies another's run must
    not be led to send transactions to a place the manifest chose.
    """

    def __init__(self, rpc: JsonRpc, *, name: str, address: str, start: int, remedy: str) -> None:
        self.name = name
        self.web3 = Web3(_Provider(self._ask))
        self.chain_id = int(rpc.ask("eth_chainId"), 16)
        self.start = start
        self._rpc = rpc
        self._address = address
        self._remedy = remedy
        self._refusals: dict[bytes, Refused] = {}
        self._told_time = start
        head = rpc.ask("eth_getBlockByNumber", "latest", False)
        # Below twice a transaction's gas, a full one makes the base fee rise from nothing.
        base_fee = int(head.get("baseFeePerGas") or "0x0", 16)
        self._pays = base_fee > 0 or int(head["gasLimit"], 16) < 2 * GAS_LIMIT

    # --- time ---

    def set_time(self, instant: int) -> None:
        """See `Node.set_time`."""
        self._ask("evm_setNextBlockTimestamp", instant)
        self._told_time = instant

    # --- accounts ---

    def admit(self, account: Address) -> int:
        """Gives the account money where gas costs some; returns its nonce (it may have a past)."""
        if self._pays:
            self._fund(account)
        return int(self._ask("eth_getTransactionCount", account, "latest"), 16)

    def price(self) -> dict[str, int]:
        """Nothing where gas is free; else the base fee, even if it rises, and no tip."""
        if not self._pays:
            return {"gasPrice": 0}
        return {"maxFeePerGas": self._fee(), "maxPriorityFeePerGas": 0, "type": 2}

    def _fee(self) -> int:
        """Wei a gas that a block may cost at most: a base fee rises by an eighth a block."""
        head = self._ask("eth_getBlockByNumber", "latest", False)
        return 2 * int(head.get("baseFeePerGas") or "0x0", 16) + 10

    def _fund(self, account: Address) -> None:
        if int(self._ask("eth_getBalance", account, "latest"), 16) >= _PURSE // 2:
            return
        for method in _METHODS_OF_MONEY:
            try:
                self._told(method, account, hex(_PURSE))
            except Refused:
                continue
            return
        self._lend(account)

    def _lend(self, account: Address) -> None:
        """Money from one of the node's own accounts, in a block before the scenario's start."""
        fee = self._fee()
        amount = _FULL_TRANSACTIONS * GAS_LIMIT * fee
        for lender in self._ask("eth_accounts"):
            if int(self._ask("eth_getBalance", lender, "latest"), 16) <= 2 * amount:
                continue
            head = self._ask("eth_getBlockByNumber", "latest", False)
            self.set_time(min(int(head["timestamp"], 16) + 1, self.start))
            sent = {"from": lender, "to": account, "value": hex(amount), "gas": hex(30_000)}
            self._receipt(bytes.fromhex(self._ask("eth_sendTransaction", sent)[2:]))
            return
        raise self._lost("wants money for gas, and none of its own accounts has enough to lend")

    # --- transactions ---

    def send(self, raw: bytes, tx_hash: bytes, block: int) -> TxReceipt:
        """See `Node.send`.

        Hardhat answers with an error when the transaction was mined and reverted: the chain
        decides, and the error is kept for what it says of the revert.
        """
        try:
            self._told("eth_sendRawTransaction", "0x" + raw.hex())
        except Refused as refused:
            if not self._is_mined_now(tx_hash):
                raise self._lost(f"refused a transaction: {refused}") from None
            self._refusals = {tx_hash: refused}
        receipt = self._receipt(tx_hash)
        if receipt["blockNumber"] != block:
            # Somebody's block took the time that was set for ours.
            raise self._lost(
                f"put a transaction into block {receipt['blockNumber']}, not {block}: somebody "
                "else uses it, or it mines by the clock"
            )
        return receipt

    def _is_mined_now(self, tx_hash: bytes) -> bool:
        """Whether it is in a block of the time told; another run's may be the same to the byte."""
        receipt = self._ask("eth_getTransactionReceipt", "0x" + tx_hash.hex())
        if receipt is None:
            return False
        block = self._ask("eth_getBlockByNumber", receipt["blockNumber"], False)
        return int(block["timestamp"], 16) == self._told_time

    def _receipt(self, tx_hash: bytes) -> TxReceipt:
        """The receipt, which may come a moment after the transaction was taken."""
        until, pause = time.monotonic() + MINED_WITHIN, 0.0005
        while True:
            try:
                return self.web3.eth.get_transaction_receipt(HexBytes(tx_hash))
            except TransactionNotFound:
                if time.monotonic() > until:
                    raise self._lost(
                        f"took a transaction and put it in no block within {MINED_WITHIN:g} s: "
                        "it must mine each transaction at once"
                    ) from None
            time.sleep(pause)
            pause = min(2 * pause, 0.05)

    def failure(self, tx_hash: bytes) -> tuple[bytes, str]:
        """See `Node.failure`: told when it was sent (Hardhat), else read from a trace."""
        kept = self._refusals.pop(tx_hash, None)
        if kept is not None and (data := _revert_data(kept)) is not None:
            return data, "" if data else kept.message
        asked = "0x" + tx_hash.hex()
        try:
            call = self._told("debug_traceTransaction", asked, {"tracer": "callTracer"})
            data, reason = call.get("output", "0x"), call.get("error", "")
        except Refused:  # Hardhat knows its default tracer only
            trace = self._ask("debug_traceTransaction", asked, _LIGHT_TRACE)
            data, reason = trace.get("returnValue", ""), ""
        told = bytes.fromhex(data.removeprefix("0x"))
        return told, "" if told or reason == "execution reverted" else reason

    def call(self, asked: TxParams) -> bytes:
        """See `Node.call`: in the pending block, whose time was set."""
        question = {
            "from": asked["from"],
            "to": asked["to"],
            "data": "0x" + bytes(cast(bytes, asked["data"])).hex(),
            "gas": hex(GAS_LIMIT),
        }
        try:
            return bytes.fromhex(self._told("eth_call", question, "pending")[2:])
        except Refused as refused:
            data = _revert_data(refused)
            if data is None and refused.code in _MISUNDERSTOOD:
                raise self._lost(f"refused eth_call: {refused}") from None
            bare = data == b"" and refused.code == 3
            raise CallReverted(data or b"", "" if data or bare else refused.message) from None

    # --- the wire ---

    def _told(self, method: str, *params: Any) -> Any:
        """The result; raises EngineLost when the node is gone, Refused when it says no."""
        try:
            return self._rpc.ask(method, *params)
        except NoAnswer as silent:
            raise self._lost(str(silent)) from None

    def _ask(self, method: str, *params: Any) -> Any:
        """The result of what a fit node does not refuse."""
        try:
            return self._told(method, *params)
        except Refused as refused:
            raise self._lost(f"refused {method}: {refused}") from None

    def _lost(self, problem: str) -> EngineLost:
        return EngineLost(self._address, problem, self._remedy)


class _Provider(JSONBaseProvider):
    """Hands web3's requests to the node's own wire."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        super().__init__()
        self._ask = ask

    def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:
        """The node's answer; raises EngineLost when it gives none, or refuses."""
        return {"jsonrpc": "2.0", "id": 0, "result": self._ask(method, *params)}


def _revert_data(refused: Refused) -> bytes | None:
    """What a contract returned as it reverted: as `data` (anvil, geth), or `data.data` (Hardhat).

    None when the node speaks of something else.
    """
    data = refused.data.get("data") if isinstance(refused.data, dict) else refused.data
    if not isinstance(data, str):
        return None
    try:
        return bytes.fromhex(data.removeprefix("0x"))
    except ValueError:
        return None
