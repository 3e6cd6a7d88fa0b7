"""All generated modules of a set of artifacts, formatted, and their place on disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sim.chain.artifacts import Artifact, Artifacts
from sim.chain.generate.bindings import module_name, render_binding
from sim.chain.generate.data import (
    GENERATED,
    exported,
    render_events,
    render_kinds,
    render_logs,
    render_reverts,
    render_structs,
)
from sim.chain.generate.shapes import Shapes

__all__ = ["render", "write"]


def render(artifacts: Artifacts, package: str = "sim.chain") -> dict[str, str]:
    """Text of each generated module by its path inside the package."""
    shapes = Shapes(artifacts)
    bound = [artifact for artifact in artifacts.contracts.values() if _is_bound(artifact)]
    modules = {
        "logs.py": render_logs(shapes),
        "kinds.py": render_kinds(shapes, package),
        "events.py": render_events(shapes, package),
        "reverts.py": render_reverts(shapes, package),
        "bindings/__init__.py": _index(bound, package),
        "structs.py": render_structs(shapes, package),
    }
    for artifact in bound:
        path = f"bindings/{module_name(artifact)}.py"
        modules[path] = render_binding(artifact, shapes, package)
    return {path: _formatted(text) for path, text in sorted(modules.items())}


def write(modules: dict[str, str], folder: Path) -> list[Path]:
    """Writes the modules that changed and removes bindings of contracts gone; returns both."""
    changed = []
    for path in sorted((folder / "bindings").glob("*.py")):
        if path.relative_to(folder).as_posix() not in modules:
            path.unlink()
            changed.append(path)
    for name, text in modules.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf8")
            changed.append(path)
    return changed


def _is_bound(artifact: Artifact) -> bool:
    """Whether it can be deployed and called: neither abstract nor a library of internal code."""
    return bool(artifact.bytecode) and any(e["type"] == "function" for e in artifact.abi)


def _index(bound: list[Artifact], package: str) -> str:
    ordered = sorted(bound, key=module_name)
    lines = [
        f"from {package}.bindings.{module_name(artifact)} import {artifact.name}\n"
        for artifact in ordered
    ]
    head = f'"""A class a contract, with a method a function.\n\n{GENERATED}\n"""\n\n'
    return head + "".join(lines) + "\n" + exported(artifact.name for artifact in ordered)


def _formatted(text: str) -> str:
    own = "lint.isort.known-first-party=['sim']"
    sort = ["check", "--select=I,RUF022", "--fix", "--quiet", "--config", own]
    for command in (sort, ["format"]):
        text = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--isolated", "--line-length=100", "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return text
