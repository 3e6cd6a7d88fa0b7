"""The build backend: setuptools', except that nothing is built without the compiled contracts.

A wheel's user has no compiler, so a wheel without them could run nothing. Building from a clone
compiles what is out of date, which needs `node` and what `npm ci` installs; a source distribution
carries what the compiler made. Where neither works, the build fails and says what to do.

`pyproject.toml` names this module, and pip imports it with nothing but setuptools around it.
"""

from __future__ import annotations

from typing import Any

from setuptools import build_meta as _setuptools
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

from sim.chain.artifacts import PACKAGED
from sim.chain.compile import main as compile_contracts
from sim.chain.sources import Project, checkout

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

_Settings = dict[str, Any] | None

#: What `sim.chain.compile` imports when it has something to compile.
_COMPILING = ["py-solc-x>=2.0.5", "pyyaml>=6"]


def get_requires_for_build_wheel(config_settings: _Settings = None) -> list[str]:
    """What pip installs first: the way to the compiler too, where something is out of date."""
    needed: list[str] = _setuptools.get_requires_for_build_wheel(config_settings)
    return needed if _compiled() else needed + _COMPILING


def get_requires_for_build_sdist(config_settings: _Settings = None) -> list[str]:
    """As for a wheel."""
    needed: list[str] = _setuptools.get_requires_for_build_sdist(config_settings)
    return needed if _compiled() else needed + _COMPILING


def build_wheel(
    wheel_directory: str,
    config_settings: _Settings = None,
    metadata_directory: str | None = None,
) -> str:
    """Builds a wheel and returns its file's name; raises SystemExit without compiled contracts."""
    _compile()
    name: str = _setuptools.build_wheel(wheel_directory, config_settings, metadata_directory)
    return name


def build_sdist(sdist_directory: str, config_settings: _Settings = None) -> str:
    """Builds a source distribution that carries the compiled contracts; raises as for a wheel."""
    _compile()
    name: str = _setuptools.build_sdist(sdist_directory, config_settings)
    return name


def _compiled() -> bool:
    root = checkout()
    if root is None:
        return PACKAGED.is_file()
    project = Project(root)
    return (project.build / f"{project.fingerprint()}.json").is_file()


def _compile() -> None:
    """Puts the compiled contracts where the package's data are taken from."""
    if checkout() is None:
        if not PACKAGED.is_file():
            raise SystemExit(
                f"{PACKAGED.name} is missing: this source distribution was made by another "
                "backend; build from a clone of the repository"
            )
        return
    try:
        status = compile_contracts([])
    except ModuleNotFoundError as error:
        raise SystemExit(f"compiling needs {error.name}: run 'make compile' first") from error
    if status:
        raise SystemExit("nothing was built: the contracts are not compiled (see above)")
