"""From the word after `--engine` to an engine."""

from __future__ import annotations

from importlib.util import find_spec

from sim.chain.engine import Engine
from sim.chain.failures import EngineUnavailable

__all__ = ["open_engine"]


def open_engine(spec: str = "auto", *, genesis_instant: int) -> Engine:
    """A fresh engine whose genesis block is at the instant (UTC seconds).

    `spec` is `revm`, `eth-tester`, or `auto`: revm where pyrevm is installed, else eth-tester.
    Raises EngineUnavailable for any other word, or when the engine cannot run here.
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
    raise EngineUnavailable(spec, "there is no such engine", "write auto, revm or eth-tester")
