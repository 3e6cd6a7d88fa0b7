"""Finds a node where `--engine` says there is one, and refuses it unless a run can use it.

Every refusal names what was met and what was wanted, and gives the command that starts a fitting
anvil. Nothing is changed on a node before all is well, but the time of its next block.
"""

from __future__ import annotations

import shlex
from typing import Any
from urllib.parse import urlsplit

from sim.chain.engine import BLOCK_GAS_LIMIT, CHAIN_ID, GAS_LIMIT, NOBODY
from sim.chain.failures import EngineUnavailable
from sim.chain.json_rpc import HttpWire, IpcWire, JsonRpc, NoAnswer, Refused, Wire
from sim.chain.json_rpc_node import JsonRpcNode
from sim.units import instant_text

__all__ = ["FORMS", "fitting_anvil", "open_node"]

#: How a node is named.
FORMS = "http://HOST:PORT or ipc:PATH"
#: Runs on no EVM older than Cancun: it copies memory (MCOPY) and reads transient storage (TLOAD).
_CANCUN = "0x5f5f5f5e5f5c50"
#: Where HTTP is without a port, and where an anvil listens without being told.
_HTTP, _ANVIL = 80, 8545
_WITHOUT = "or write --engine auto, which needs no node"


def open_node(spec: str, genesis_instant: int) -> JsonRpcNode:
    """The node at `http://HOST:PORT` or `ipc:PATH`, fit for a run that starts at the instant.

    Raises EngineUnavailable, with what to do, when there is no such node; when what answers is no
    Ethereum node; when it cannot set its blocks' time, its clock is past the instant (UTC seconds),
    its blocks hold too little gas, it does not mine at once, or its EVM is older than Cancun.
    """
    wire, label = _wire(spec)
    rpc = JsonRpc(wire)
    instead = f"start a fresh node with `{fitting_anvil(genesis_instant, spec)}`, {_WITHOUT}"
    try:
        problem = _unfit(rpc, genesis_instant)
        if not problem:
            kind = "ipc" if isinstance(wire, IpcWire) else "http"
            return JsonRpcNode(rpc, name=kind, address=label, start=genesis_instant, remedy=instead)
    except NoAnswer as silent:
        problem = str(silent)
    except Refused as refused:
        problem = f"is no node a run can use: it answers {refused}"
    except (AttributeError, KeyError, TypeError, ValueError):
        problem = "answers in JSON-RPC, but not as an Ethereum node does"
    rpc.close()
    raise EngineUnavailable(label, problem, instead)


def fitting_anvil(genesis_instant: int, spec: str = "") -> str:
    """The command that starts an anvil for a scenario that begins at the instant (UTC seconds)."""
    command = (
        f"anvil --hardfork cancun --timestamp {genesis_instant} --chain-id {CHAIN_ID} "
        f"--base-fee 0 --gas-limit {BLOCK_GAS_LIMIT}"
    )
    if spec.startswith("ipc:"):
        return f"{command} --ipc {shlex.quote(spec[4:])}"
    port = (urlsplit(spec).port or _HTTP) if spec else _ANVIL
    return command if port == _ANVIL else f"{command} --port {port}"


# --- where ---


def _wire(spec: str) -> tuple[Wire, str]:
    """What carries requests there, and the name it gets in messages; raises EngineUnavailable."""
    if spec.startswith("ipc:"):
        return _socket(spec), spec
    try:
        parts = urlsplit(spec)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise EngineUnavailable(spec, f"is no address: {error}", f"write {FORMS}") from None
    if parts.scheme != "http":
        problem = f"a node cannot be reached by {parts.scheme}"
        raise EngineUnavailable(spec, problem, f"write {FORMS}")
    if not host or any(letter.isspace() or not letter.isprintable() for letter in spec):
        raise EngineUnavailable(spec, "names no host", "write http://HOST:PORT")
    if parts.username is not None or parts.password is not None:
        problem = "a user or a password cannot be sent"
        raise EngineUnavailable(f"http://…@{host}", problem, "write http://HOST:PORT")
    path = parts.path or "/"
    return HttpWire(host, port or _HTTP, f"{path}?{parts.query}" if parts.query else path), spec


def _socket(spec: str) -> Wire:
    path = spec.partition(":")[2]
    if not path:
        problem = "says that a node was reached through a socket, and not through which"
        raise EngineUnavailable(spec, problem, "write ipc:PATH")
    try:
        return IpcWire(path)
    except ValueError as error:
        raise EngineUnavailable(spec, str(error), "write http://HOST:PORT") from None


# --- whether ---


def _unfit(rpc: JsonRpc, start: int) -> str:
    """Why a run cannot use the node, empty when it can; only the last question changes a thing."""
    int(rpc.ask("eth_chainId"), 16)
    head = rpc.ask("eth_getBlockByNumber", "latest", False)
    clock, room = int(head["timestamp"], 16), int(head["gasLimit"], 16)
    if clock > start:
        return (
            f"its clock is at {_moment(clock)}, past the start of the scenario at {_moment(start)},"
            " and no chain goes back (a node serves one run)"
        )
    if room < GAS_LIMIT:
        return f"its blocks hold {room:,} gas, and a transaction may use {GAS_LIMIT:,}"
    if _mines_at_once(rpc) is False:
        return "it does not mine each transaction at once (no automine)"
    if not _knows_cancun(rpc):
        return "its EVM is older than Cancun, for which the contracts are compiled"
    try:
        rpc.ask("evm_setNextBlockTimestamp", start + 1)
    except Refused as refused:
        return f"it cannot set the time of a block: evm_setNextBlockTimestamp says {refused}"
    return ""


def _mines_at_once(rpc: JsonRpc) -> Any:
    for method in ("anvil_getAutomine", "hardhat_getAutomine"):
        try:
            return rpc.ask(method)
        except Refused:
            continue
    return None


def _knows_cancun(rpc: JsonRpc) -> bool:
    asked = {"from": NOBODY, "data": _CANCUN, "gas": hex(GAS_LIMIT)}
    try:
        rpc.ask("eth_call", asked, "latest")
    except Refused:
        return False
    return True


def _moment(instant: int) -> str:
    """Like `2023-01-31T16:00:00Z`; the bare number where the calendar ends."""
    try:
        return instant_text(instant)
    except ValueError:
        return str(instant)
