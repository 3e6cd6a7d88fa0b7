"""The engines that must be one to a run."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.conftest import GENESIS


@pytest.fixture(params=["revm", "eth-tester", "http", "ipc"])
def each_engine(request) -> str:
    """What `--engine` takes for every engine in turn, a fresh node's address included."""
    if request.param in ("http", "ipc"):
        return str(getattr(request.getfixturevalue("node")(GENESIS), request.param))
    if request.param == "revm" and find_spec("pyrevm") is None:
        pytest.skip("pyrevm is not installed")
    return str(request.param)
