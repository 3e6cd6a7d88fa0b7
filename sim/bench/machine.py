"""Where figures were taken: the machine, the programs, the contracts. Never the host's name."""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from sim import __version__
from sim.chain import artifacts

__all__ = ["machine"]

#: Programs whose version changes a speed.
_PROGRAMS: Final = ("pyrevm", "py-evm", "eth-tester", "web3", "coincurve")
#: How solc ends the code it makes: the key, a string of three bytes, and they are its version.
_SOLC: Final = b"dsolcC"


def machine() -> dict[str, str]:
    """What a reader needs to judge a figure, by what it is."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count() or 1),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        **_versions(),
        **_contracts(),
    }


def _processor() -> str:
    """Its model where the system says so."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _versions() -> dict[str, str]:
    found = {"greenbond-sim": __version__}
    for program in _PROGRAMS:
        try:
            found[program] = version(program)
        except PackageNotFoundError:
            found[program] = "not installed"
    return found


def _contracts() -> dict[str, str]:
    """The compiler, as its code says, and one digest of all the code that is deployed."""
    digest, compiler = hashlib.sha256(), "unknown"
    for name, contract in sorted(artifacts.load().contracts.items()):
        code = contract.deployed_bytecode
        digest.update(f"{name}\0{len(code)}\0".encode() + code)
        place = code.rfind(_SOLC)
        if place >= 0:
            start = place + len(_SOLC)
            compiler = ".".join(str(part) for part in code[start : start + 3])
    return {"solc": compiler, "contracts": digest.hexdigest()}
