"""An ABI entry as a Python annotation, and as an expression of `sim.chain.codec`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sim.chain.generate.names import snake
from sim.chain.generate.shapes import Shapes

__all__ = ["Types", "returned", "row"]

Entry = dict[str, Any]

_ARRAY = re.compile(r"^(.*)\[(\d*)\]$")


class Types:
    """Writes types, and remembers what the module has to import for them."""

    def __init__(self, shapes: Shapes, *, arrays: str = "tuple[{}, ...]") -> None:
        self._shapes = shapes
        self._arrays = arrays
        self.classes: set[str] = set()
        self.addresses = False
        self.arrays = False
        self.kinds = False

    def annotation(self, entry: Entry, arrays: str = "") -> str:
        """The Python type; `arrays` is the pattern for arrays, else the one given at first."""
        pattern = arrays or self._arrays
        return self._peel(
            entry["type"], lambda: self._plain(entry), lambda of, _: pattern.format(of)
        )

    def expression(self, entry: Entry) -> str:
        """The codec's type, as source text; enums and structs are in the module `kinds`."""

        def array(of: str, size: str) -> str:
            self.arrays = True
            return f"Array({of}, {size})" if size else f"Array({of})"

        if not _has_class(entry):
            return f'"{entry["type"]}"'
        self.kinds = True
        name = snake(self._shapes.python_name(entry["internalType"])).upper()
        return self._peel(entry["type"], lambda: f"kinds.{name}", array)

    def _peel(self, kind: str, plain: Callable[[], str], array: Callable[[str, str], str]) -> str:
        found = _ARRAY.match(kind)
        if found is None:
            return plain()
        return array(self._peel(found[1], plain, array), found[2])

    def _class_of(self, entry: Entry) -> str:
        if not _has_class(entry):
            return ""
        name = self._shapes.python_name(entry["internalType"])
        self.classes.add(name)
        return name

    def _plain(self, entry: Entry) -> str:
        if name := self._class_of(entry):
            return name
        kind = entry["type"].partition("[")[0]
        if kind == "address":
            self.addresses = True
            return "Address"
        if kind in ("bool", "string"):
            return {"bool": "bool", "string": "str"}[kind]
        return "bytes" if kind.startswith("bytes") else "int"


def _has_class(entry: Entry) -> bool:
    internal: str = entry.get("internalType", "")
    return internal.startswith(("struct ", "enum "))


def row(items: list[str]) -> str:
    """A tuple as source text."""
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def returned(annotations: list[str]) -> str:
    """The Python type of a function's outputs: none, one, or a tuple of several."""
    if len(annotations) > 1:
        return f"tuple[{', '.join(annotations)}]"
    return annotations[0] if annotations else "None"
