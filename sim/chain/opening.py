"""From the word after `--engine` to an engine."""

from __future__ import annotations

from importlib.util import find_spec

from sim.chain.engine import Engine
from sim.chain.failures import EngineUnavailable

__all__ = ["ENGINES", "NODES", "open_engine"]

#: What can be written.
ENGINES = "write auto, revm or eth-tester, or a node's http://HOST:PORT or ipc:PATH"
#: Names of engines that were a node, which is gone or used by the time somebody reads of it.
NODES = frozenset({"http", "ipc"})


def open_engine(spec: str = "auto", *, genesis_instant: int) -> Engine:
    """A fresh engine whose genesis block is at the instant (UTC seconds).

    `spec` is `revm`, `eth-tester`, or `auto`: revm where pyrevm is installed, else eth-tester. Or
    it is a JSON-RPC node (anvil, Hardhat) at `http://HOST:PORT` or `ipc:PATH`, whose clock must not
    be past the instant. Raises EngineUnavailable for any other word, or when the engine cannot run
    here; says what to write or to start.
    """
    name = ("revm" if find_spec("pyrevm") else "eth-tester") if spec == "auto" else spec
    # Imported late: the fast engine's path stays clear of web3, which takes a second to import.
    if name == "revm":
        from sim.chain.revm_engine import RevmEngine

        return RevmEngine(genesis_instant)
    if name == "eth-tester":
        from sim.chain.eth_tester_node import EthTesterNode
        from sim.chain.web3_engine import Web3Engine

        return Web3Engine(EthTesterNode(genesis_instant))
    if "://" in name or name.startswith(("http:", "ipc:")):
        from sim.chain.node_checks import open_node
        from sim.chain.web3_engine import Web3Engine

        return Web3Engine(open_node(name, genesis_instant))
    raise EngineUnavailable(spec, "there is no such engine", ENGINES)
