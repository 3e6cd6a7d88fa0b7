"""eth-tester in process: py-evm under web3's JSON-RPC methods, with its clock in our hands.

What eth-tester does not offer is added at its own seam, the chain backend: Cancun, a chain id, a
genesis time, the next block's time, and the data of a revert, which its own backend throws away.
"""

from __future__ import annotations

from typing import Any, cast

from eth.abc import ComputationAPI
from eth.exceptions import Revert
from eth.vm.forks.cancun import CancunVM
from eth.vm.spoof import SpoofTransaction
from eth_tester import EthereumTester, PyEVMBackend
from web3 import EthereumTesterProvider, Web3
from web3.providers.eth_tester.defaults import API_ENDPOINTS
from web3.types import TxParams, TxReceipt

from sim.chain.engine import BLOCK_GAS_LIMIT, CHAIN_ID, GAS_LIMIT, CallReverted
from sim.chain.identity import Address

__all__ = ["Backend", "BackendNode", "eth_tester_node", "genesis_at"]


class Backend(PyEVMBackend):  # type: ignore[misc]
    """A py-evm chain that keeps what the last transaction returned."""

    output = b""
    reason = ""

    def send_raw_transaction(self, raw_transaction: bytes) -> bytes:
        """Executes a signed transaction in the pending block; returns its hash."""
        transaction = self.chain.get_transaction_builder().decode(raw_transaction)
        _, _, computation = self.chain.apply_transaction(transaction)
        self.output = computation.output
        self.reason = _reason(computation)
        hash_: bytes = transaction.hash
        return hash_

    def call(self, transaction: dict[str, Any], block_number: Any = "pending") -> bytes:
        """Executes a call on the pending block and undoes it; raises CallReverted.

        On any other block it is eth-tester's own call, with its own errors: not one of ours.
        """
        if block_number != "pending":
            answer: bytes = super().call(transaction, block_number)
            return answer
        vm = self.chain.get_vm()
        unsigned = self.chain.create_unsigned_transaction(
            nonce=vm.state.get_nonce(transaction["from"]),
            gas_price=0,
            gas=GAS_LIMIT,
            to=transaction["to"],
            value=0,
            data=transaction["data"],
        )
        before = vm.state.snapshot()
        computation = vm.state.apply_transaction(
            SpoofTransaction(unsigned, from_=transaction["from"])
        )
        vm.state.revert(before)
        if computation.is_error:
            raise CallReverted(computation.output, _reason(computation))
        output: bytes = computation.output
        return output


class BackendNode:
    """A node whose py-evm chain is at hand: its pending header, and what its transactions left."""

    chain_id = CHAIN_ID

    def __init__(self, name: str, backend: Backend, web3: Web3, start: int) -> None:
        self.name = name
        self.web3 = web3
        self.start = start
        self._backend = backend

    def set_time(self, instant: int) -> None:
        """Sets the pending block's timestamp without mining; the next block forgets it."""
        chain = self._backend.chain
        chain.header = chain.header.copy(timestamp=instant)

    def admit(self, account: Address) -> int:
        """A fresh chain has seen nobody, and its gas is free."""
        return 0

    def price(self) -> dict[str, int]:
        """Nothing."""
        return {"gasPrice": 0}

    def send(self, raw: bytes, tx_hash: bytes, block: int) -> TxReceipt:
        """Mines the transaction at once, in the next block; there is nobody else."""
        return self.web3.eth.get_transaction_receipt(self.web3.eth.send_raw_transaction(raw))

    def call(self, asked: TxParams) -> bytes:
        """What a call returns in the pending block."""
        free = cast(TxParams, {**asked, "gasPrice": 0})
        return bytes(self.web3.eth.call(free, "pending"))

    def failure(self, tx_hash: bytes) -> tuple[bytes, str]:
        """Revert data and reason of the last transaction."""
        return self._backend.output, self._backend.reason


def eth_tester_node(genesis_instant: int) -> BackendNode:
    """A fresh chain at Cancun whose genesis is at the instant given (UTC seconds)."""
    backend = Backend(genesis_state={}, **genesis_at(genesis_instant))
    # On the class: a revert to the genesis block makes a new instance of it.
    type(backend.chain).chain_id = CHAIN_ID
    endpoints = {**API_ENDPOINTS, "eth": {**API_ENDPOINTS["eth"], "chainId": _chain_id}}
    provider = EthereumTesterProvider(EthereumTester(backend), endpoints)
    return BackendNode("eth-tester", backend, Web3(provider), genesis_instant)


def genesis_at(instant: int) -> dict[str, Any]:
    """Arguments of a PyEVMBackend at Cancun with its genesis block at the instant (UTC seconds)."""
    genesis = PyEVMBackend.generate_genesis_params(
        overrides={"timestamp": instant, "gas_limit": BLOCK_GAS_LIMIT}
    )
    return {
        # Without a base fee a transaction costs nothing, so that no account needs money.
        "genesis_parameters": {**genesis, "base_fee_per_gas": 0},
        "vm_configuration": ((0, CancunVM),),
    }


def _reason(computation: ComputationAPI) -> str:
    """Why it halted; empty when it did not, or when it reverted and its data says why."""
    if computation.is_success or isinstance(computation.error, Revert):
        return ""
    return f"{type(computation.error).__name__}: {computation.error}"


def _chain_id(*_: object) -> str:
    return hex(CHAIN_ID)
