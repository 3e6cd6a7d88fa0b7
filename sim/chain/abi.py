"""Functions and errors of contracts: a name, an identifier and compiled codecs.

Generated modules are tables of these. Identifiers are literals there, so importing hashes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from sim.chain.codec import AbiType, Tuple, codec_of, parse_type, parts_of
from sim.chain.failures import BadData
from sim.chain.identity import keccak

__all__ = ["ErrorSpec", "Function", "encode_values"]

T = TypeVar("T")


class Function(Generic[T]):
    """One function of a contract; `T` is what a call of it returns in Python.

    `outputs` of length one decode to the value, of none to None, of more to a tuple.
    """

    __slots__ = ("_decode", "_encode", "_single", "name", "selector")

    def __init__(
        self,
        name: str,
        selector: str,
        inputs: Sequence[AbiType] = (),
        outputs: Sequence[AbiType] = (),
    ) -> None:
        self.name = name
        self.selector = bytes.fromhex(selector.removeprefix("0x"))
        self._encode = codec_of(Tuple(tuple(inputs))).encode
        self._decode = codec_of(Tuple(tuple(outputs))).decode if outputs else None
        self._single = len(outputs) == 1

    @classmethod
    def parse(cls, signature: str, returns: str = "") -> Function[Any]:
        """A function from text: `Function.parse("transfer(address,uint256)", "bool")`."""
        name, _, rest = signature.partition("(")
        selector = keccak(signature.encode())[:4].hex()
        return Function(name, selector, parts_of("(" + rest), parts_of(f"({returns})"))

    def encode(self, args: Sequence[Any]) -> bytes:
        """Calldata of a call; raises BadData when a value does not fit its type."""
        try:
            return self.selector + self._encode(args)
        except (AttributeError, TypeError, ValueError, OverflowError, BadData) as error:
            raise BadData(f"{self.name}{tuple(args)!r}: {error}") from error

    def decode(self, data: bytes) -> T:
        """What the contract returned; raises BadData when that is not what it promised."""
        if self._decode is None:
            return None  # type: ignore[return-value]
        try:
            values = self._decode(data, 0)
        except BadData as error:
            raise BadData(f"{self.name} returned something else: {error}") from error
        found: T = values[0] if self._single else values
        return found

    def __repr__(self) -> str:
        return f"Function({self.name}, 0x{self.selector.hex()})"


class ErrorSpec:
    """One custom error: its exception class and the types of its values."""

    __slots__ = ("_decode", "cls", "selector", "types")

    def __init__(self, cls: Callable[..., Any], selector: str, types: Sequence[AbiType]) -> None:
        self.cls = cls
        self.types = tuple(types)
        self.selector = bytes.fromhex(selector.removeprefix("0x"))
        self._decode = codec_of(Tuple(tuple(types))).decode

    def values(self, data: bytes) -> tuple[Any, ...]:
        """The error's values from revert data without its selector."""
        found: tuple[Any, ...] = self._decode(data, 0)
        return found


def encode_values(abi_inputs: Sequence[dict[str, Any]], args: Sequence[Any]) -> bytes:
    """Encodes constructor arguments by the inputs of a JSON ABI; raises BadData."""
    kinds = tuple(parse_type(_text(entry)) for entry in abi_inputs)
    try:
        return codec_of(Tuple(kinds)).encode([_plain(value) for value in args])
    except (AttributeError, TypeError, ValueError, OverflowError, BadData) as error:
        raise BadData(f"constructor{tuple(args)!r}: {error}") from error


def _text(entry: dict[str, Any]) -> str:
    """The type of a JSON ABI entry as a signature writes it, tuples spelled out."""
    kind: str = entry["type"]
    if not kind.startswith("tuple"):
        return kind
    inside = ",".join(_text(part) for part in entry["components"])
    return f"({inside}){kind.removeprefix('tuple')}"


def _plain(value: Any) -> Any:
    """Dataclasses as tuples of their fields, which is how a struct without a class encodes."""
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None:
        return tuple(_plain(getattr(value, name)) for name in fields)
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
