"""The edge to an EVM: compiling, engines, the clock, typed bindings, decoded logs and reverts.

It knows contracts and blocks, and no scenario: plain values go in, logs and errors come out.
`sim.chain.bindings` has a class a contract, `sim.chain.logs` a dataclass an event,
`sim.chain.structs` one a struct, and `sim.chain.reverts` an exception an error; all are generated.

The names below are looked up when first used. So the books, which read `sim.chain.logs`, load no
EVM; and the generator runs when what it generated last does not import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.chain.chain import Chain, Receipt, Transaction
    from sim.chain.engine import Engine
    from sim.chain.failures import (
        CompileError,
        EngineLost,
        EngineUnavailable,
        Halted,
        Panicked,
        Reverted,
        UnknownSender,
    )
    from sim.chain.identity import Address, address_without_key, private_key
    from sim.chain.opening import engine_here, open_engine

__all__ = [
    "Address",
    "Chain",
    "CompileError",
    "Engine",
    "EngineLost",
    "EngineUnavailable",
    "Halted",
    "Panicked",
    "Receipt",
    "Reverted",
    "Transaction",
    "UnknownSender",
    "address_without_key",
    "engine_here",
    "open_engine",
    "private_key",
]

_HOMES = {
    "chain": ("Chain", "Receipt", "Transaction"),
    "engine": ("Engine",),
    "failures": (
        "CompileError",
        "EngineLost",
        "EngineUnavailable",
        "Halted",
        "Panicked",
        "Reverted",
        "UnknownSender",
    ),
    "identity": ("Address", "address_without_key", "private_key"),
    "opening": ("engine_here", "open_engine"),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            found: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
