"""Renders what a chain says: `logs.py`, `events.py`, `reverts.py` and the structs of calls."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from sim.chain.generate.names import identifier, snake
from sim.chain.generate.shapes import LOG_FIELDS, Declared, Shapes, StructShape, selector, topic
from sim.chain.generate.types import Types, row

__all__ = [
    "GENERATED",
    "render_events",
    "render_kinds",
    "render_logs",
    "render_reverts",
    "render_structs",
]

GENERATED = "Generated from the contracts by `python -m sim.chain.generate`; not edited by hand."

# Names an exception has already.
_ERROR_FIELDS = ("args", "data", "meaning", "name", "text", "values")

_LOG = '''
@dataclass(frozen=True, slots=True)
class Log:
    """What every log carries.

    `contract` is the name given at deployment, `at` the block's timestamp (UTC seconds), `block`
    the run's own count; `log_index` is the log's place in its transaction.
    """

    contract: str
    address: str
    at: int
    block: int
    tx_index: int
    log_index: int


@dataclass(frozen=True, slots=True)
class UnknownLog(Log):
    """A log of an event that none of our contracts declares, undecoded."""

    topics: tuple[bytes, ...]
    data: bytes
'''


def docstring(text: str, indent: int = 4) -> str:
    """A docstring with its quotes, wrapped; backslashes and quotes cannot end it early."""
    safe = text.replace("\\", "/").replace('"""', "'''").strip()
    lines = textwrap.wrap(safe, 94 - indent)
    pad = " " * indent
    if len(lines) <= 1:
        return f'{pad}"""{safe}"""\n'
    return f'{pad}"""' + f"\n{pad}".join(lines) + f'\n{pad}"""\n'


def render_logs(shapes: Shapes) -> str:
    """The module the ledger reads, of the standard library only: enums, structs, events."""
    types = Types(shapes)
    in_events = shapes.structs_of_events()
    parts = [_enum(name, members) for name, members in sorted(shapes.enums.items())]
    parts += [_struct(s, types) for s in shapes.struct_order() if s.name in in_events]
    parts.append(_LOG)
    parts += [_event(event, types) for event in shapes.events]
    names = [*shapes.enums, *in_events, "Log", "UnknownLog", *(e.name for e in shapes.events)]
    head = (
        f'"""Every log of every contract, as data.\n\n{GENERATED}\n"""\n\n'
        "from __future__ import annotations\n\n"
        "from dataclasses import dataclass\nfrom enum import IntEnum\n\n"
    )
    address = "#: `0x` and 40 lower-case hex digits.\nAddress = str\n\n" if types.addresses else ""
    return head + exported(names) + address + "\n".join(parts)


def exported(names: Iterable[str]) -> str:
    """The list of public names."""
    return f"__all__ = [{', '.join(repr(name) for name in sorted(names))}]\n\n"


def render_structs(shapes: Shapes, package: str) -> str:
    """Every struct: those only calls carry are here, those of events come from the logs.

    Which is which changes with a contract's events, and must not change who imports what.
    """
    types = Types(shapes)
    in_events = shapes.structs_of_events()
    own = [shape for shape in shapes.struct_order() if shape.name not in in_events]
    body = "\n".join(_struct(shape, types) for shape in own)
    return (
        f'"""Every struct that functions take and return.\n\n{GENERATED}\n"""\n\n'
        "from __future__ import annotations\n\n"
        + ("from dataclasses import dataclass\n\n" if own else "")
        + ("from sim.chain.identity import Address\n" if types.addresses else "")
        + imported(f"{package}.logs", (types.classes - {shape.name for shape in own}) | in_events)
        + "\n"
        + exported(shape.name for shape in shapes.struct_order())
        + body
    )


def imported(module: str, names: Iterable[str]) -> str:
    """One import statement; nothing without names."""
    listed = ", ".join(sorted(names))
    return f"from {module} import {listed}\n" if listed else ""


def _enum(name: str, members: list[str]) -> str:
    lines = [f"    {member} = {number}" for number, member in enumerate(members)]
    return (
        f"\nclass {name}(IntEnum):\n"
        + docstring(f"Solidity's `{name}`.")
        + "\n"
        + "\n".join(lines)
        + "\n"
    )


def _struct(shape: StructShape, types: Types) -> str:
    fields = [f"    {field}: {types.annotation(entry)}" for field, entry in shape.members]
    return (
        f"\n@dataclass(frozen=True, slots=True)\nclass {shape.name}:\n"
        + docstring(f"Solidity's `{shape.name}`.")
        + "\n"
        + "\n".join(fields)
        + "\n"
    )


def _event(event: Declared, types: Types) -> str:
    fields = []
    for place, entry in enumerate(event.entry["inputs"]):
        name = identifier(entry["name"], place, LOG_FIELDS)
        fields.append(f"    {name}: {_in_log(entry, types)}")
    words = event.notice or f"Solidity's event `{event.entry['name']}`."
    return (
        f"\n@dataclass(frozen=True, slots=True)\nclass {event.name}(Log):\n"
        + docstring(words)
        + "\n"
        + "\n".join(fields)
        + "\n"
    )


def _in_log(entry: dict[str, object], types: Types) -> str:
    """The type in a log: what is indexed and does not fit a word is there as its hash only."""
    kind = str(entry["type"])
    hashed = entry["indexed"] and (
        kind in ("string", "bytes") or kind[-1] == "]" or "tuple" in kind
    )
    return "bytes" if hashed else types.annotation(entry)


def render_kinds(shapes: Shapes, package: str) -> str:
    """How each enum and struct is encoded, once for all who carry it."""
    types = Types(shapes)
    rows = [f"{snake(name).upper()} = Enum(logs.{name})" for name in sorted(shapes.enums)]
    in_events = shapes.structs_of_events()
    for shape in shapes.struct_order():
        home = "logs" if shape.name in in_events else "structs"
        kinds = row([types.expression(e).replace("kinds.", "") for _, e in shape.members])
        rows.append(f"{snake(shape.name).upper()} = Struct({home}.{shape.name}, {kinds})")
    body = "\n".join(rows)
    used = [name for name in ("Array", "Enum", "Struct") if f"{name}(" in body]
    return (
        f'"""How enums and structs are encoded.\n\n{GENERATED}\n"""\n\n'
        "from __future__ import annotations\n\n"
        + imported("sim.chain.codec", used)
        + imported(package, ["logs"] if "(logs." in body else [])
        + imported(package, ["structs"] if "(structs." in body else [])
        + "\n"
        + body
        + "\n"
    )


def render_events(shapes: Shapes, package: str) -> str:
    """The table that decodes logs."""
    types = Types(shapes)
    rows = []
    for event in shapes.events:
        inputs = event.entry["inputs"]
        params = row([f"({types.expression(entry)}, {entry['indexed']})" for entry in inputs])
        rows.append(f'EventSpec(logs.{event.name}, "{topic(event.entry)}", {params}),')
    return (
        f'"""How each event is decoded.\n\n{GENERATED}\n"""\n\n'
        "from __future__ import annotations\n\n"
        "from sim.chain.event_spec import EventSpec\n"
        + imported("sim.chain.codec", ["Array"] if types.arrays else [])
        + "from sim.chain.decoding import EventTable, event_table\n"
        + imported(package, ["logs", *(["kinds"] if types.kinds else [])])
        + '\n__all__ = ["EVENTS"]\n\n'
        + "EVENTS: EventTable = event_table([\n"
        + "\n".join(rows)
        + "\n])\n"
    )


def render_reverts(shapes: Shapes, package: str) -> str:
    """An exception class an error, and the table that decodes them."""
    types = Types(shapes)
    classes = [_error(error, types) for error in shapes.errors]
    rows = []
    for error in shapes.errors:
        values = row([types.expression(entry) for entry in error.entry["inputs"]])
        rows.append(f'ErrorSpec({error.name}, "{selector(error.entry)}", {values}),')
    in_events = shapes.structs_of_events() | set(shapes.enums)
    return (
        f'"""Every error of every contract, as an exception.\n\n{GENERATED}\n"""\n\n'
        "from __future__ import annotations\n\n"
        "from sim.chain.abi import ErrorSpec\n"
        + imported("sim.chain.codec", ["Array"] if types.arrays else [])
        + imported(package, ["kinds"] if types.kinds else [])
        + "from sim.chain.decoding import ErrorTable, error_table\n"
        + "from sim.chain.failures import Reverted\n"
        + ("from sim.chain.identity import Address\n" if types.addresses else "")
        + imported(f"{package}.logs", types.classes & in_events)
        + imported(f"{package}.structs", types.classes - in_events)
        + "\n"
        + exported(["ERRORS", *(error.name for error in shapes.errors)])
        + "\n".join(classes)
        + "\n\nERRORS: ErrorTable = error_table([\n"
        + "\n".join(rows)
        + "\n])\n"
    )


def _error(error: Declared, types: Types) -> str:
    inputs = error.entry["inputs"]
    names = [identifier(e["name"], place, _ERROR_FIELDS) for place, e in enumerate(inputs)]
    typed = [f"{name}: {types.annotation(e)}" for name, e in zip(names, inputs, strict=True)]
    lines = [f"class {error.name}(Reverted):"]
    lines.append(docstring(error.notice or f"Solidity's error `{error.entry['name']}`."))
    lines.append(f'    name = "{error.entry["name"]}"')
    if error.notice:
        lines.append(f"    meaning = {error.notice!r}")
    if names:
        given = ", ".join(f"{name}={name}" for name in names)
        lines.append(f"\n    def __init__(self, {', '.join(typed)}) -> None:")
        lines.append(f"        super().__init__({given})")
        lines += [f"        self.{name} = {name}" for name in names]
    return "\n" + "\n".join(lines) + "\n"
