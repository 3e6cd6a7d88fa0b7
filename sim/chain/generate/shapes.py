"""The types in the ABIs: enums and structs with their Python names, events, errors."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sim.chain.artifacts import Artifacts
from sim.chain.generate.names import identifier, unprefixed
from sim.chain.identity import keccak

__all__ = ["Declared", "Shapes", "StructShape", "signature"]

Entry = dict[str, Any]

#: What every log carries beside its event's own values.
LOG_FIELDS = ("contract", "address", "at", "block", "tx_index", "log_index")

_ARRAY = re.compile(r"(\[\d*\])+$")


@dataclass(frozen=True, slots=True)
class StructShape:
    """A struct: its Python name and its members as the ABI lists them."""

    name: str
    members: tuple[tuple[str, Entry], ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """An event or an error under its Python name, its ABI entry, and the sentence it has."""

    name: str
    entry: Entry
    notice: str


def signature(entry: Entry) -> str:
    """`transfer(address,uint256)`: what selectors and topics are the hash of."""
    return f"{entry['name']}({','.join(_canonical(part) for part in entry['inputs'])})"


def _canonical(entry: Entry) -> str:
    kind: str = entry["type"]
    if not kind.startswith("tuple"):
        return kind
    inside = ",".join(_canonical(part) for part in entry["components"])
    return f"({inside}){kind.removeprefix('tuple')}"


class Shapes:
    """All types of a set of artifacts, named without two meanings for one name."""

    def __init__(self, artifacts: Artifacts) -> None:
        self._artifacts = artifacts
        self.events = self._declared("event")
        self.errors = self._declared("error")
        internal = list(self._internal_types())
        taken = {event.name for event in self.events} | {"Log", "UnknownLog"}
        self._names = _unambiguous([of for of, _ in internal], taken)
        self.enums = {
            self._names[of]: artifacts.enums[of.removeprefix("enum ")]
            for of, _ in sorted(internal, key=lambda pair: pair[0])
            if of.startswith("enum ")
        }
        self.structs = {
            of: StructShape(self._names[of], _members(entry))
            for of, entry in sorted(internal, key=lambda pair: pair[0])
            if of.startswith("struct ")
        }

    def python_name(self, internal: str) -> str:
        """The Python class of an internal type, arrays taken off."""
        return self._names[_ARRAY.sub("", internal)]

    def structs_of_events(self) -> set[str]:
        """Python names of the structs that events carry, nested ones included."""
        found: set[str] = set()
        for event in self.events:
            for entry in _walk(event.entry["inputs"]):
                if entry.get("internalType", "").startswith("struct "):
                    found.add(self.python_name(entry["internalType"]))
        return found

    def struct_order(self) -> list[StructShape]:
        """The structs, those that others hold first."""
        order: dict[str, StructShape] = {}

        def place(shape: StructShape) -> None:
            for _, member in shape.members:
                inner = _ARRAY.sub("", member.get("internalType", ""))
                if inner in self.structs:
                    place(self.structs[inner])
            order.setdefault(shape.name, shape)

        for shape in self.structs.values():
            place(shape)
        return list(order.values())

    def _internal_types(self) -> Iterator[tuple[str, Entry]]:
        found: dict[str, Entry] = {}
        for artifact in self._artifacts.contracts.values():
            for entry in artifact.abi:
                for part in _walk([*entry.get("inputs", []), *entry.get("outputs", [])]):
                    internal = part.get("internalType", "")
                    if internal.startswith(("struct ", "enum ")):
                        found.setdefault(_ARRAY.sub("", internal), part)
        yield from found.items()

    def _declared(self, kind: str) -> list[Declared]:
        """Events or errors. What looks the same on chain is one; one name for two gets a prefix."""
        variants: dict[str, dict[tuple[Any, ...], tuple[str, Entry]]] = defaultdict(dict)
        for contract, artifact in sorted(self._artifacts.contracts.items()):
            for entry in artifact.abi:
                if entry["type"] == kind:
                    indexed = tuple(part.get("indexed", False) for part in entry["inputs"])
                    looks = (signature(entry), indexed)
                    variants[entry["name"]].setdefault(looks, (unprefixed(contract), entry))
        return [
            Declared(
                name if len(alike) == 1 else f"{contract}{name}",
                entry,
                self._notice(f"{kind}s", signature(entry)),
            )
            for name, alike in sorted(variants.items())
            for contract, entry in alike.values()
        ]

    def _notice(self, section: str, text: str) -> str:
        """The documentation's sentence: an error has a list of them, an event one."""
        for artifact in self._artifacts.contracts.values():
            found = artifact.userdoc.get(section, {}).get(text)
            if found:
                notice = found[0]["notice"] if isinstance(found, list) else found["notice"]
                return " ".join(str(notice).split())
        return ""


def topic(entry: Entry) -> str:
    """The first topic of an event's logs, in hex."""
    return "0x" + keccak(signature(entry).encode()).hex()


def selector(entry: Entry) -> str:
    """The first four bytes of a function's calldata or an error's data, in hex."""
    return "0x" + keccak(signature(entry).encode())[:4].hex()


def _members(entry: Entry) -> tuple[tuple[str, Entry], ...]:
    parts = entry["components"]
    return tuple((identifier(part["name"], place), part) for place, part in enumerate(parts))


def _walk(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _walk(entry.get("components", []))


def _unambiguous(internal: list[str], taken: set[str]) -> dict[str, str]:
    """Python names by internal type: the last part, with its contract before it where needed."""
    short: dict[str, list[str]] = defaultdict(list)
    for of in internal:
        short[of.split(" ")[1].rpartition(".")[2]].append(of)
    names = {}
    for name, owners in short.items():
        for of in owners:
            contract = of.split(" ")[1].rpartition(".")[0]
            clash = len(owners) > 1 or name in taken
            names[of] = f"{unprefixed(contract)}{name}" if clash else name
            if clash and not contract:
                names[of] = f"{name}{'Struct' if of.startswith('struct ') else 'Enum'}"
    return names
