"""Renders a class a contract, with a method a function."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sim.chain.artifacts import Artifact
from sim.chain.generate.data import GENERATED, docstring, exported, imported
from sim.chain.generate.names import identifier, snake
from sim.chain.generate.shapes import Shapes, selector, signature
from sim.chain.generate.types import Types, returned, row

__all__ = ["render_binding"]

Entry = dict[str, Any]

# Parameters may hide neither the keyword every transaction has nor the method's own object.
_RESERVED = ("sender", "self", "name", "chain", "cls")
_ANY_SEQUENCE = "Sequence[{}]"


def render_binding(artifact: Artifact, shapes: Shapes, package: str) -> str:
    """The module of one contract."""
    types = Types(shapes)
    functions = _named([entry for entry in artifact.abi if entry["type"] == "function"])
    table = [_table_row(name, entry, types) for name, entry in functions]
    methods = [_method(name, entry, artifact, types) for name, entry in functions]
    body = [_constructor(artifact, types), *methods]
    text = "\n".join(table) + _class(artifact) + "\n".join(body)
    in_logs = shapes.structs_of_events() | set(shapes.enums)
    return (
        f'"""Calls of `{artifact.name}`.\n\n{GENERATED}\n"""\n\n'
        "from __future__ import annotations\n\n"
        + ("from collections.abc import Sequence\n\n" if "Sequence[" in text else "")
        + ("from sim.chain.abi import Function\n" if table else "")
        + "from sim.chain.chain import "
        + ("Chain, Receipt\n" if "-> Receipt" in text else "Chain\n")
        + imported("sim.chain.codec", ["Array"] if types.arrays else [])
        + imported(package, ["kinds"] if types.kinds else [])
        + "from sim.chain.contract import Contract\n"
        + "from sim.chain.identity import Address\n"
        + imported(f"{package}.logs", types.classes & in_logs)
        + imported(f"{package}.structs", types.classes - in_logs)
        + "\n"
        + exported([artifact.name])
        + text
    )


def _named(functions: list[Entry]) -> list[tuple[str, Entry]]:
    """Python names: of overloads the shortest keeps the name, others add their parameters'."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in functions:
        groups[identifier(entry["name"], 0, ("deploy", "address"))].append(entry)
    found: list[tuple[str, Entry]] = []
    for name, alike in groups.items():
        alike.sort(key=lambda entry: (len(entry["inputs"]), signature(entry)))
        found.append((name, alike[0]))
        for entry in alike[1:]:
            parts = [identifier(e["name"], place) for place, e in enumerate(entry["inputs"])]
            found.append((f"{name}_{'_'.join(parts)}", entry))
    return sorted(found, key=lambda pair: pair[0])


def _table_row(name: str, entry: Entry, types: Types) -> str:
    reads = entry["stateMutability"] in ("view", "pure")
    inputs = row([types.expression(e) for e in entry["inputs"]])
    outputs = row([types.expression(e) for e in entry["outputs"] if reads])
    result = returned([types.annotation(e) for e in entry["outputs"]]) if reads else "None"
    return (
        f"_{name.upper()} = Function[{result}]("
        f'"{entry["name"]}", "{selector(entry)}", {inputs}, {outputs})'
    )


def _class(artifact: Artifact) -> str:
    notice = artifact.userdoc.get("notice", "")
    words = " ".join(notice.split()) or f"A deployed `{artifact.name}`."
    return f"\n\nclass {artifact.name}(Contract):\n{docstring(words)}\n    __slots__ = ()\n"


def _params(entry: Entry, types: Types) -> tuple[list[str], list[str]]:
    names = [identifier(e["name"], place, _RESERVED) for place, e in enumerate(entry["inputs"])]
    typed = [
        f"{name}: {types.annotation(e, _ANY_SEQUENCE)}"
        for name, e in zip(names, entry["inputs"], strict=True)
    ]
    return names, typed


def _method(name: str, entry: Entry, artifact: Artifact, types: Types) -> str:
    names, typed = _params(entry, types)
    notice = artifact.userdoc.get("methods", {}).get(signature(entry), {}).get("notice", "")
    words = " ".join(notice.split()) or f"Solidity's `{signature(entry)}`."
    if entry["stateMutability"] in ("view", "pure"):
        result = returned([types.annotation(e) for e in entry["outputs"]])
        head = f"    def {name}({', '.join(['self', *typed])}) -> {result}:\n"
        return (
            head
            + docstring(words, 8)
            + f"        return self._read(_{name.upper()}, {row(names)})\n"
        )
    head = f"    def {name}({', '.join(['self', *typed, '*', 'sender: Address'])}) -> Receipt:\n"
    call = f"        return self._send(_{name.upper()}, {row(names)}, sender)\n"
    return head + docstring(words, 8) + call


def _constructor(artifact: Artifact, types: Types) -> str:
    nothing: Entry = {"inputs": []}
    entry = next((e for e in artifact.abi if e["type"] == "constructor"), nothing)
    names, typed = _params(entry, types)
    params = ["cls", "chain: Chain", *typed, "*", "sender: Address"]
    given = ", ".join([repr(artifact.name), *names, "sender=sender", "name=name"])
    return (
        "    @classmethod\n"
        f"    def deploy({', '.join(params)}, name: str = {artifact.name!r})"
        f" -> {artifact.name}:\n"
        + docstring("Deploys one under a name; raises Reverted when its constructor refuses.", 8)
        + f"        return cls(chain, chain.deploy({given}))\n"
    )


def module_name(artifact: Artifact) -> str:
    """The binding's module: `bond_token` for `BondToken`."""
    return snake(artifact.name)
