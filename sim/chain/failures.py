"""What can go wrong at the edge to an EVM.

GreenbondError
├── BadInput
│   ├── CompileError          the contracts do not compile, or there is no compiler
│   └── EngineUnavailable     the engine asked for cannot run here
│       └── EngineLost        a node that ran it stopped, or does what it must not
├── UnknownSender             a transaction from an account whose key the engine was not given
├── BadData                   a value does not fit its Solidity type, or data does not decode
└── Reverted                  a contract refused; generated subclasses are in `sim.chain.reverts`
    ├── UnknownRevert         an error none of our contracts declares
    ├── RevertedWithText      `require(condition, "text")`
    ├── Panicked              the compiler's own checks: overflow, division by zero, …
    └── Halted                no data came back: out of gas, invalid opcode, a bare revert
"""

from __future__ import annotations

from enum import Enum
from typing import Any, ClassVar

from sim.errors import BadInput, Finding, GreenbondError

__all__ = [
    "BadData",
    "CompileError",
    "EngineLost",
    "EngineUnavailable",
    "Halted",
    "Panicked",
    "Reverted",
    "RevertedWithText",
    "UnknownRevert",
    "UnknownSender",
]

_PANICS = {
    0x00: "a panic of the compiler's own code",
    0x01: "an assertion failed",
    0x11: "arithmetic overflow or underflow",
    0x12: "division or modulo by zero",
    0x21: "a number that is no value of the enum",
    0x22: "a badly encoded storage byte array",
    0x31: "pop from an empty array",
    0x32: "an index out of bounds",
    0x41: "too much memory asked for",
    0x51: "a call of an uninitialised function pointer",
}


class CompileError(BadInput):
    """Raised when the contracts do not compile; carries the compiler's own formatted messages."""

    def __init__(self, problem: str, instead: str, file: str = "contracts") -> None:
        super().__init__(Finding(file=file, key="", line=None, problem=problem, instead=instead))


class EngineUnavailable(BadInput):
    """Raised when the engine asked for is unknown or cannot run here; says what to write."""

    def __init__(self, engine: str, problem: str, instead: str) -> None:
        self.engine = engine
        finding = Finding(file="--engine", key=engine, line=None, problem=problem, instead=instead)
        super().__init__(finding)


class EngineLost(EngineUnavailable):
    """Raised in the middle of a run when its node is gone, or no longer does what it is asked."""

    def __init__(self, engine: str, problem: str, instead: str) -> None:
        super().__init__(engine, f"the node {problem}; the run was given up", instead)


class UnknownSender(GreenbondError):
    """Raised when a transaction is sent from an account the engine has no key of."""

    def __init__(self, sender: str) -> None:
        self.sender = sender
        super().__init__(f"no key of {sender} is known to the engine: call add_key first")


class BadData(GreenbondError):
    """Raised when a value does not fit its Solidity type, or data does not decode as promised."""


class Reverted(GreenbondError):
    """Raised when a contract refuses a call or a transaction.

    `name` is the Solidity name of the error, `values` its values by name in their order, `texts`
    how those that are days or instants are written, `data` the raw revert data. An error no
    contract of ours declares keeps its selector as its name.
    """

    name: str = "Reverted"
    #: The sentence the contract's documentation gives the error, empty without one.
    meaning: ClassVar[str] = ""

    def __init__(self, **values: object) -> None:
        self.values = values
        self.texts: dict[str, str] = {}
        self.data = b""
        super().__init__()

    def __reduce__(self) -> tuple[Any, ...]:
        # The default would call the class without its values; a sweep's workers send these back.
        return _restored, (type(self), self.__dict__)

    @property
    def text(self) -> str:
        """The name and the values, as one line: `BondToken_Frozen(account=0x…, units=5)`."""
        # A trailing underscore only keeps a name from Python's own words.
        told = ((name, self.texts.get(name) or _shown(v)) for name, v in self.values.items())
        inside = ", ".join(f"{name.rstrip('_')}={text}" for name, text in told)
        return f"{self.name}({inside})"

    def __str__(self) -> str:
        return f"{self.text}: {self.meaning}" if self.meaning else self.text


class UnknownRevert(Reverted):
    """Raised when revert data begins with a selector that no contract of ours declares."""

    def __init__(self, selector: str, payload: bytes) -> None:
        super().__init__(data=payload)
        self.name = selector


class RevertedWithText(Reverted):
    """Raised for `require(condition, "text")` and `revert("text")`."""

    name = "Error"

    def __init__(self, text: str) -> None:
        super().__init__(message=text)


class Panicked(Reverted):
    """Raised when one of the compiler's own checks fails; `code` is Solidity's panic code."""

    name = "Panic"

    def __init__(self, code: int) -> None:
        super().__init__(code=code)
        self.code = code

    def __str__(self) -> str:
        return f"{self.text}: {_PANICS.get(self.code, 'an unknown panic code')}"


class Halted(Reverted):
    """Raised when execution ends without revert data.

    `reason` is the engine's word for it (engines differ), empty for a bare revert.
    """

    name = "Halt"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.text}: {self.reason or 'a revert without data'}"


def _restored(cls: type[Reverted], state: dict[str, Any]) -> Reverted:
    error = cls.__new__(cls)
    error.__dict__.update(state)
    return error


def _shown(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.name)
    return f"0x{value.hex()}" if isinstance(value, bytes) else str(value)
