"""`EventSpec`: one event, and a function compiled for it that makes its dataclass from a log.

Decoding logs is where a fast run spends its time, so the function is written out for each event
(addresses and words read in place, nothing looped over, no list in between) and compiled once, on
first use: 2 µs a log where a loop over codecs takes 3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Never

from sim.chain.codec import AbiType, Enum, Struct, Tuple, codec_of
from sim.chain.elementary import ADDRESSES, UINT, WORD
from sim.chain.failures import BadData
from sim.chain.frozen import maker

__all__ = ["EventSpec"]

#: The six values every log begins with, then topics and data; returns the event.
Make = Callable[[str, str, int, int, int, int, Sequence[bytes], bytes], Any]


class EventSpec:
    """One event: its class, its topic, and its parameters as (type, indexed) in their order."""

    __slots__ = ("_make", "_params", "cls", "topic", "topics")

    def __init__(
        self, cls: Callable[..., Any], topic: str, params: Sequence[tuple[AbiType, bool]]
    ) -> None:
        self.cls = cls
        self.topic = bytes.fromhex(topic.removeprefix("0x"))
        self.topics = 1 + sum(indexed for _, indexed in params)
        self._params = params
        self._make: Make | None = None

    @property
    def make(self) -> Make:
        """Makes the event of a log; raises BadData when the log's data is too short for it."""
        if self._make is None:
            self._make = _compiled(self.cls, self._params)
        return self._make


def _compiled(cls: Callable[..., Any], params: Sequence[tuple[AbiType, bool]]) -> Make:
    names: dict[str, Any] = {
        "make_event": maker(cls),
        "addresses": ADDRESSES,
        "from_bytes": int.from_bytes,
        "large": _large,
        "short": _short,
    }
    body = [kind for kind, indexed in params if not indexed]
    in_place = not any(codec_of(kind).dynamic for kind in body)
    names["body"] = codec_of(Tuple(tuple(body))).decode
    size = sum(codec_of(kind).size for kind in body) if in_place else 0
    values, topic, offset, index = [], 1, 0, 0
    for kind, indexed in params:
        if indexed:
            values.append(_read(_in_topic(kind), f"topics[{topic}]", 0, names))
            topic += 1
        elif in_place:
            values.append(_read(kind, "data", offset, names))
            offset += codec_of(kind).size
        else:
            values.append(f"found[{index}]")
            index += 1
    first = f"if len(data) < {size}: short(data)" if in_place else "found = body(data, 0)"
    base = "contract, address, at, block, tx_index, log_index"
    exec(
        f"def make({base}, topics, data):\n    {first}\n"
        f"    return make_event({', '.join([base, *values])})\n",
        names,
    )
    make: Make = names["make"]
    return make


def _read(kind: AbiType, source: str, offset: int, names: dict[str, Any]) -> str:
    """The expression that reads a static value at an offset of `topics[n]` or `data`."""
    if isinstance(kind, Struct):
        name = f"struct_{len(names)}"
        names[name] = maker(kind.cls)
        parts = []
        for part in kind.types:
            parts.append(_read(part, source, offset, names))
            offset += codec_of(part).size
        return f"{name}({', '.join(parts)})"
    if kind == "address":
        return f"addresses[{source}[{offset + 12}:{offset + WORD}]]"
    if isinstance(kind, str) and (number := UINT.fullmatch(kind)):
        value = f'from_bytes({source}[{offset}:{offset + WORD}], "big")'
        bits = int(number[1])
        return value if bits == 256 else f"n if (n := {value}) < {1 << bits} else large(n, {bits})"
    decode = f"decode_{len(names)}"
    names[decode] = codec_of(kind).decode
    return f"{decode}({source}, {offset})"


def _in_topic(kind: AbiType) -> AbiType:
    """What does not fit a word is indexed by its hash, and only the hash is there."""
    fits = isinstance(kind, Enum) or (isinstance(kind, str) and kind[-1] not in ")]")
    return kind if fits and not codec_of(kind).dynamic else "bytes32"


def _large(number: int, bits: int) -> Never:
    raise BadData(f"{number} does not fit uint{bits}")


def _short(data: bytes) -> Never:
    raise BadData(f"a log with {len(data)} bytes of data, fewer than its event has")
