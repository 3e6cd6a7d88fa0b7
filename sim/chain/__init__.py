"""The edge to an EVM: compiling, engines, the clock, typed bindings, decoded logs and reverts.

It knows contracts and blocks, and no scenario: plain values go in, logs and errors come out.
`sim.chain.bindings` has a class a contract, `sim.chain.logs` a dataclass an event, and
`sim.chain.reverts` an exception an error; all three are generated.
"""

from sim.chain.chain import Chain, Receipt, Transaction
from sim.chain.engine import Engine
from sim.chain.failures import (
    CompileError,
    EngineUnavailable,
    Halted,
    Panicked,
    Reverted,
    UnknownSender,
)
from sim.chain.identity import Address, address_without_key, private_key
from sim.chain.opening import open_engine

__all__ = [
    "Address",
    "Chain",
    "CompileError",
    "Engine",
    "EngineUnavailable",
    "Halted",
    "Panicked",
    "Receipt",
    "Reverted",
    "Transaction",
    "UnknownSender",
    "address_without_key",
    "open_engine",
    "private_key",
]
