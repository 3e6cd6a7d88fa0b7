"""From the word after `--engine` to an engine."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from sim.chain.engine import Engine
from sim.chain.failures import EngineUnavailable

__all__ = ["ELSEWHERE", "ENGINES", "engine_here", "open_engine"]

#: What can be written.
ENGINES = "write auto, revm or eth-tester, or a node's http://HOST:PORT or ipc:PATH"
#: Names of engines that are gone, or used, by the time somebody reads of them.
ELSEWHERE = frozenset({"ape", "http", "ipc"})


def open_engine(spec: str = "auto", *, genesis_instant: int) -> Engine:
    """A fresh engine whose genesis block is at the instant (UTC seconds).

    `spec` is `revm`, `eth-tester`, or `auto`: revm where pyrevm is installed, else eth-tester. Or
    it is a JSON-RPC node (anvil, Hardhat) at `http://HOST:PORT` or `ipc:PATH`, whose clock must not
    be past the instant; or, inside `ape run` and `ape test`, `ape`: the network ape is connected
    to. Raises EngineUnavailable for any other word, or when the engine cannot run here; says what
    to write or to start.
    """
    name = ("revm" if find_spec("pyrevm") else "eth-tester") if spec == "auto" else spec
    # Imported late: the fast engine's path stays clear of web3, which takes a second to import.
    if name == "revm":
        from sim.chain.revm_engine import RevmEngine

        return RevmEngine(genesis_instant)
    if name == "eth-tester":
        from sim.chain.eth_tester_node import eth_tester_node
        from sim.chain.web3_engine import Web3Engine

        return Web3Engine(eth_tester_node(genesis_instant))
    if name == "ape":
        return _ape_engine(genesis_instant)
    if "://" in name or name.startswith(("http:", "ipc:")):
        from sim.chain.node_checks import open_node
        from sim.chain.web3_engine import Web3Engine

        return Web3Engine(open_node(name, genesis_instant))
    raise EngineUnavailable(spec, "there is no such engine", ENGINES)


def engine_here() -> str:
    """`ape` where ape is connected to a network, as `ape run` and `ape test` are; else `auto`."""
    ape = sys.modules.get("ape")  # importing it takes seconds, and connects nothing
    return "ape" if ape is not None and ape.networks.active_provider else "auto"


def _ape_engine(genesis_instant: int) -> Engine:
    if engine_here() != "ape":
        raise EngineUnavailable(
            "ape", "ape is connected to no network", "start this by 'ape run' or 'ape test'"
        )
    from sim.chain.ape_node import ape_node
    from sim.chain.web3_engine import Web3Engine

    return Web3Engine(ape_node(genesis_instant))
