"""Compiles the contracts with the settings of `ape-config.yaml`, exactly as ape would.

The standard JSON input has ape's own source keys, so ape and the simulator get the same bytes,
metadata included. The WebAssembly compiler is slow and has one thread, so two processes share the
work. Each is given *all* sources and asked for the output of half of them: identifiers of the
syntax tree, on which the bytecode of the IR pipeline depends, stay those of a single run.

`python -m sim.chain.compile` compiles what is out of date and says what it did.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.chain.artifacts import PACKAGED
from sim.chain.failures import CompileError
from sim.chain.sources import Project, checkout, imports

__all__ = ["Settings", "compile_project", "main", "standard_input"]

_OUTPUTS = [
    "abi",
    "devdoc",
    "evm.bytecode.object",
    "evm.bytecode.sourceMap",
    "evm.deployedBytecode.immutableReferences",
    "evm.deployedBytecode.object",
    "evm.deployedBytecode.sourceMap",
    "evm.methodIdentifiers",
    "metadata",
    "storageLayout",
    "userdoc",
]
_PROCESSES = 2
_KEPT = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """The `solidity` section of `ape-config.yaml`."""

    version: str
    evm_version: str
    via_ir: bool
    optimize: bool
    runs: int
    remappings: dict[str, str]

    @classmethod
    def read(cls, config: Path) -> Settings:
        """Settings from the file; raises CompileError when one is missing."""
        import yaml

        section = yaml.safe_load(config.read_text(encoding="utf8"))["solidity"]
        try:
            return cls(
                version=section["version"],
                evm_version=section["evm_version"],
                via_ir=section["via_ir"],
                optimize=section["optimize"],
                runs=section["optimization_runs"],
                remappings=dict(line.split("=", 1) for line in section["import_remapping"]),
            )
        except KeyError as error:
            raise CompileError(
                f"solidity.{error.args[0]} is missing",
                "write it, as ape-solidity documents it",
                file=config.name,
            ) from error


def compile_project(project: Project) -> None:
    """Compiles a project and stores its artifacts; raises CompileError on errors and warnings."""
    # Taken first: a source saved while the compiler runs must not pass for compiled.
    fingerprint = project.fingerprint()
    settings = Settings.read(project.config)
    request = standard_input(project, settings)
    compiler = _compiler(project.root, settings.version)
    parts = _split(request["sources"], project)
    with ThreadPoolExecutor(max_workers=len(parts)) as pool:
        outputs = list(pool.map(lambda part: _run(request, part, compiler), parts))
    output = _merge(outputs)
    _store(project, fingerprint, output)


def standard_input(project: Project, settings: Settings) -> dict[str, Any]:
    """The compiler's standard JSON input, all but the selection of outputs."""
    texts = project.reachable(settings.remappings)
    used = {name for text in texts.values() for name in imports(text) if name[0] != "."}
    chosen: dict[str, Any] = {
        "optimizer": {"enabled": settings.optimize, "runs": settings.runs},
        "evmVersion": settings.evm_version,
        "viaIR": settings.via_ir,
    }
    # Remappings are part of the metadata, and ape leaves out those that no source uses.
    remappings = [
        f"{prefix}={target}"
        for prefix, target in sorted(settings.remappings.items())
        if any(name.startswith(prefix) for name in used)
    ]
    if remappings:
        chosen["remappings"] = remappings
    sources = {key: {"content": text} for key, text in texts.items()}
    return {"language": "Solidity", "sources": sources, "settings": chosen}


def _split(sources: dict[str, Any], project: Project) -> list[list[str]]:
    """Shares the project's own sources among the processes, the longest first, evenly."""
    own = sorted(project.keys(), key=lambda key: -len(sources[key]["content"]))
    parts: list[list[str]] = [[] for _ in range(min(_PROCESSES, len(own)))]
    weights = [0] * len(parts)
    for key in own:
        lightest = weights.index(min(weights))
        parts[lightest].append(key)
        weights[lightest] += len(sources[key]["content"])
    return [sorted(part) for part in parts]


def _run(request: dict[str, Any], part: list[str], compiler: Path) -> dict[str, Any]:
    import solcx
    from solcx.exceptions import SolcError

    selection = {key: {"*": _OUTPUTS, "": ["ast"]} for key in part}
    given = {**request, "settings": {**request["settings"], "outputSelection": selection}}
    try:
        output: dict[str, Any] = solcx.compile_standard(given, solc_binary=compiler)
    except SolcError as error:
        raise _failure(list(error.error_dict or []), str(error.stderr_data or error)) from error
    warnings = [found for found in output.get("errors", []) if _counts(found)]
    if warnings:
        raise _failure(warnings, "")
    return output


def _counts(found: dict[str, Any]) -> bool:
    """Whether a message fails the build: all but notes, and warnings about others' sources."""
    file = found.get("sourceLocation", {}).get("file", "")
    return found["severity"] != "info" and not file.startswith("node_modules/")


def _failure(found: list[dict[str, Any]], otherwise: str) -> CompileError:
    messages = [entry["formattedMessage"].strip() for entry in found]
    text = "\n\n".join(messages) or otherwise.strip()
    return CompileError(f"does not compile (warnings count)\n\n{text}\n", "correct the source")


def _merge(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    sources: dict[str, Any] = {}
    contracts: dict[str, Any] = {}
    for output in outputs:
        contracts.update(output.get("contracts", {}))
        for key, entry in output["sources"].items():
            if "ast" in entry or key not in sources:
                sources[key] = entry
    return {"sources": dict(sorted(sources.items())), "contracts": dict(sorted(contracts.items()))}


def _store(project: Project, fingerprint: str, output: dict[str, Any]) -> None:
    project.build.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_summary(output), separators=(",", ":"), sort_keys=True)
    _write(project.build / "output.json", json.dumps(output, separators=(",", ":")))
    _write(project.build / f"{fingerprint}.json", text)
    _package(project, text)
    stored = sorted(project.build.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for path in [path for path in stored if path.name != "output.json"][:-_KEPT]:
        path.unlink(missing_ok=True)


def _package(project: Project, text: str) -> None:
    """Puts the artifacts of this package's own contracts where a wheel takes them from."""
    if project != Project(PACKAGED.parents[2]):
        return
    if not PACKAGED.is_file() or PACKAGED.read_text(encoding="utf8") != text:
        _write(PACKAGED, text)


def _write(path: Path, text: str) -> None:
    # Written beside and moved into place: another process may read the same file right now.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf8")
    beside.replace(path)


def _summary(output: dict[str, Any]) -> dict[str, Any]:
    contracts = {}
    for source, by_name in output["contracts"].items():
        for name, made in by_name.items():
            if name in contracts:
                raise CompileError(f"{name} is in two files", "rename one of them", file=source)
            contracts[name] = {
                "source": source,
                "abi": made["abi"],
                "bytecode": made["evm"]["bytecode"]["object"],
                "deployed_bytecode": made["evm"]["deployedBytecode"]["object"],
                "userdoc": made["userdoc"],
            }
    asts = [entry["ast"] for entry in output["sources"].values() if "ast" in entry]
    return {"contracts": contracts, "enums": {k: v for ast in asts for k, v in _enums(ast)}}


def _enums(node: Any) -> Iterator[tuple[str, list[str]]]:
    """The enums defined anywhere below a node of the syntax tree."""
    if isinstance(node, list):
        for child in node:
            yield from _enums(child)
    elif isinstance(node, dict):
        if node.get("nodeType") == "EnumDefinition":
            yield node["canonicalName"], [member["name"] for member in node["members"]]
        elif node.get("nodeType") in ("SourceUnit", "ContractDefinition"):
            yield from _enums(node["nodes"])


def _compiler(root: Path, version: str) -> Path:
    """A native compiler where py-solc-x already has one, else npm's behind our wrapper."""
    name = f"solc-v{version}"
    ours = root / ".solcx"
    chosen = Path(os.environ.get("SOLCX_BINARY_PATH") or ours)
    native = [folder for folder in (chosen, Path.home() / ".solcx") if folder != ours]
    for folder in [*native, ours]:
        if (folder / name).is_file():
            return folder / name
    raise CompileError(
        f"there is no compiler {name}", "restore .solcx from the repository", file=".solcx"
    )


def main(folders: list[str]) -> int:
    """Compiles the folders given (default `contracts`) where out of date; returns exit status."""
    root = checkout()
    if root is None:
        print("There are no sources here: compiling needs a clone of the repository.")
        return 2
    for project in (Project(root, folder) for folder in folders or ["contracts"]):
        start = time.perf_counter()
        stored = project.build / f"{project.fingerprint()}.json"
        if stored.is_file():
            _package(project, stored.read_text(encoding="utf8"))
            print(f"{project.folder}: up to date")
            continue
        print(f"{project.folder}: compiling, which takes a minute or two", flush=True)
        try:
            compile_project(project)
        except CompileError as error:
            print(error, file=sys.stderr)
            return error.exit_code
        print(f"{project.folder}: compiled in {time.perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
