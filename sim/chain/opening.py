"""From the word after `--engine` to an engine."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from sim.chain.engine import Engine
from sim.chain.failures import EngineUnavailable

__all__ = ["engine_here", "open_engine"]


def open_engine(spec: str = "auto", *, genesis_instant: int) -> Engine:
    """A fresh engine whose genesis block is at the instant (UTC seconds).

    `spec` is `revm`, `eth-tester`, `auto` (revm where pyrevm is installed, else eth-tester), or
    inside `ape run` and `ape test` also `ape`, the network that ape is connected to.
    Raises EngineUnavailable for any other word, or when the engine cannot run here.
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
    raise EngineUnavailable(spec, "there is no such engine", "write auto, revm or eth-tester")


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
