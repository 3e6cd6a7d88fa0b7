"""ape's own test network, with the scenario's genesis instead of the wall clock's.

ape's local provider is eth-tester in process too, but starts at the wall clock, at py-evm's latest
fork, and no setting of it says otherwise. So the network that `ape run` or `ape test` connected is
begun anew with a chain of ours, behind ape's own backend, web3 and test accounts. What this relies
on is ape's `LocalProvider`, `ApeTester.backend` and `ApeEVMBackend.chain`, and nothing else of it.
"""

from __future__ import annotations

import ape
from ape.exceptions import NetworkError
from ape_test.provider import ApeEVMBackend, LocalProvider
from eth_tester import PyEVMBackend

from sim.chain.engine import CHAIN_ID
from sim.chain.eth_tester_node import Backend, BackendNode, genesis_at
from sim.chain.failures import EngineUnavailable

__all__ = ["NetworkRefused", "ape_node", "begin_anew"]


class NetworkRefused(EngineUnavailable, NetworkError):
    """Raised when ape is connected to a network we cannot run on; ape prints it as one of its own.

    Both are exceptions without state of their own, so one message serves them.
    """

    def __init__(self, problem: str, instead: str) -> None:
        super().__init__("ape", problem, instead)


class _Backend(Backend, ApeEVMBackend):
    """ape's backend, that keeps what the last transaction returned."""


def ape_node(genesis_instant: int) -> BackendNode:
    """The network ape is connected to, begun anew at the instant given (UTC seconds).

    An engine opened on it before keeps its chain, which is ape's no longer. Raises NetworkRefused
    when ape is connected to another network than its own in this process, or by another chain id.
    """
    provider = ape.networks.active_provider
    if not isinstance(provider, LocalProvider):
        raise NetworkRefused(
            f"ape is connected to {provider.network_choice}, whose time is not ours to set",
            "write --network ethereum:local:test",
        )
    if provider.chain_id != CHAIN_ID:
        raise NetworkRefused(
            f"the chain id of ape's network is {provider.chain_id}, not {CHAIN_ID}",
            f"write 'chain_id: {CHAIN_ID}' under test, provider in ape-config.yaml",
        )
    backend = begin_anew(provider, genesis_instant)
    return BackendNode("ape", backend, provider.web3, genesis_instant)


def begin_anew(provider: LocalProvider, genesis_instant: int) -> Backend:
    """Replaces the chain of ape's local provider by a fresh one at Cancun; returns its backend.

    The genesis block is at the instant given (UTC seconds); ape's test accounts keep their money.
    """
    # Reconnecting drops all ape remembers of its chain: the tester, web3, every snapshot.
    provider.disconnect()  # type: ignore[no-untyped-call]
    provider.connect()  # type: ignore[no-untyped-call]
    backend = _Backend(provider.config, CHAIN_ID)
    ours = PyEVMBackend(genesis_state=backend.genesis_state, **genesis_at(genesis_instant))
    backend.chain = ours.chain
    provider.tester.backend = backend
    return backend
