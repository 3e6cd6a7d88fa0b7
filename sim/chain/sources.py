"""The Solidity sources of a folder, their settings, and a fingerprint of both.

The fingerprint is on every run's path, so it reads files and nothing else: no YAML, no compiler.
It covers the folder's own sources, `ape-config.yaml` and npm's record of what it installed, which
between them decide every byte the compiler is given.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.chain.failures import CompileError

__all__ = ["Project", "checkout"]

_CONFIG = "ape-config.yaml"
_INSTALLED = "node_modules/.package-lock.json"
_IMPORT = re.compile(r"""^\s*import\b[^;]*?["']([^"']+)["']""", re.MULTILINE)

# Raise it when what is made of the same sources changes: an output added, a setting mapped anew.
_RECIPE = "1"


def checkout() -> Path | None:
    """The folder of the repository this package runs from; None for an installed wheel."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / _CONFIG).is_file() else None


@dataclass(frozen=True, slots=True)
class Project:
    """A folder of contracts inside a checkout: `contracts`, or a test's own."""

    root: Path
    folder: str = "contracts"

    @property
    def config(self) -> Path:
        """Where the compiler's settings are."""
        return self.root / _CONFIG

    @property
    def build(self) -> Path:
        """The git-ignored folder for what the compiler made of this project."""
        return self.root / ".artifacts" / self.folder.replace("/", "-")

    def keys(self) -> list[str]:
        """The folder's own sources, as paths from the root, sorted."""
        found = (self.root / self.folder).rglob("*.sol")
        keys = sorted(path.relative_to(self.root).as_posix() for path in found)
        # ape makes a folder `.cache` among the contracts; what is in it is not ours.
        return [key for key in keys if "/." not in key]

    def fingerprint(self) -> str:
        """SHA-256, in hex, of everything the artifacts depend on."""
        digest = hashlib.sha256(_RECIPE.encode())
        for key in [_CONFIG, _INSTALLED, *self.keys()]:
            path = self.root / key
            content = path.read_bytes() if path.is_file() else b""
            if key == _INSTALLED:
                content = _libraries(content)
            digest.update(f"{key}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()

    def reachable(self, remappings: dict[str, str]) -> dict[str, str]:
        """Text of the folder's sources and of all they import, by source key, sorted.

        Raises CompileError when an import leads to no file.
        """
        texts: dict[str, str] = {}
        waiting = self.keys()
        while waiting:
            key = waiting.pop()
            if key not in texts:
                texts[key] = self._read(key)
                waiting.extend(_resolve(name, key, remappings) for name in imports(texts[key]))
        return dict(sorted(texts.items()))

    def _read(self, key: str) -> str:
        path = self.root / key
        if path.is_file():
            return path.read_text(encoding="utf8")
        hint = "run 'npm ci'" if key.startswith("node_modules/") else "correct the import"
        raise CompileError("imported, but there is no such file", hint, file=key)


def _libraries(record: bytes) -> bytes:
    """Npm's record of what it installed, less what is optional: a node for tests is no source."""
    try:
        packages = json.loads(record)["packages"]
        needed = {name: known for name, known in packages.items() if not known.get("optional")}
    except (ValueError, LookupError, TypeError, AttributeError):
        return record
    return json.dumps(needed, sort_keys=True).encode()


def imports(text: str) -> Iterator[str]:
    """The paths a source imports, as it writes them."""
    return (match.group(1) for match in _IMPORT.finditer(text))


def _resolve(name: str, importer: str, remappings: dict[str, str]) -> str:
    if name.startswith("."):
        return posixpath.normpath(posixpath.join(posixpath.dirname(importer), name))
    for prefix, target in remappings.items():
        if name.startswith(prefix):
            return target + name.removeprefix(prefix)
    return name
