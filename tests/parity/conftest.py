"""The engines that must be one to a run."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.conftest import GENESIS, engine_of
from tests.servers import like_hardhat

ENGINES = ["revm", "eth-tester", "http", "ipc", "hardhat"]


def pytest_generate_tests(metafunc):
    """`every_engine` is each in turn: ape's own network too, where ape runs the tests."""
    if "every_engine" in metafunc.fixturenames:
        ape = ["ape"] if engine_of(metafunc.config) == "ape" else []
        metafunc.parametrize("every_engine", [*ENGINES, *ape], indirect=True)


@pytest.fixture
def every_engine(request) -> Iterator[str]:
    """What `--engine` takes for every engine in turn, a fresh node's address included."""
    if request.param == "hardhat":
        with like_hardhat(request.getfixturevalue("node")(GENESIS)) as address:
            yield address
        return
    if request.param in ("http", "ipc"):
        yield str(getattr(request.getfixturevalue("node")(GENESIS), request.param))
        return
    if request.param == "revm" and find_spec("pyrevm") is None:
        pytest.skip("pyrevm is not installed")
    yield str(request.param)
