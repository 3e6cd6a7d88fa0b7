"""From raw logs to dataclasses, from revert data to exceptions, by tables of specifications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from sim.chain.abi import ErrorSpec
from sim.chain.codec import AbiType, codec_of
from sim.chain.event_spec import EventSpec
from sim.chain.failures import (
    BadData,
    Halted,
    Panicked,
    Reverted,
    RevertedWithText,
    UnknownRevert,
)
from sim.units import date_text, instant_text

__all__ = ["ErrorTable", "EventTable", "decode_revert", "error_table", "event_table"]

#: By topic and number of topics: the same signature may be indexed differently.
EventTable = dict[tuple[bytes, int], EventSpec]
#: By selector.
ErrorTable = dict[bytes, ErrorSpec]

_TEXT = bytes.fromhex("08c379a0")
_PANIC = bytes.fromhex("4e487b71")


def event_table(specs: Iterable[EventSpec]) -> EventTable:
    """The events by what a log shows of them."""
    return {(spec.topic, spec.topics): spec for spec in specs}


def error_table(specs: Iterable[ErrorSpec]) -> ErrorTable:
    """The errors by selector."""
    return {spec.selector: spec for spec in specs}


def decode_revert(data: bytes, reason: str, errors: ErrorTable) -> Reverted:
    """The exception for what a contract reverted with; `reason` is the engine's, if no data."""
    error = _decoded(data, reason, errors)
    error.data = data
    return error


def _decoded(data: bytes, reason: str, errors: ErrorTable) -> Reverted:
    selector, payload = data[:4], data[4:]
    if len(selector) < 4:
        return Halted(reason)
    try:
        if selector == _TEXT:
            return RevertedWithText(codec_of("(string)").decode(payload, 0)[0])
        if selector == _PANIC:
            return Panicked(codec_of("(uint256)").decode(payload, 0)[0])
        if spec := errors.get(selector):
            error: Reverted = spec.cls(*spec.values(payload))
            error.texts = _times(error.values, spec.types)
            return error
    except BadData:
        pass  # A contract may revert with anything at all, so what does not decode is shown as is.
    return UnknownRevert(f"0x{selector.hex()}", payload)


def _times(values: Mapping[str, object], types: Sequence[AbiType]) -> dict[str, str]:
    """Days and instants among the values as the books write them, by name.

    Dates are `uint32` and instants `uint40` on chain, the block's own time `timestamp` a `uint256`;
    of prices, which are `uint40` too, the name tells.
    """
    found = {}
    for (name, value), kind in zip(values.items(), types, strict=True):
        instant = name == "timestamp" or (kind == "uint40" and "price" not in name)
        if isinstance(value, int) and (instant or kind == "uint32"):
            # Whoever reverts may name a time that no calendar has.
            with suppress(ValueError):
                found[name] = instant_text(value) if instant else date_text(value)
    return found
