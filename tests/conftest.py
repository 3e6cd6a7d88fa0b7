"""Fixtures of all tests: engines, fresh chains, and the contracts that only tests have."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from sim.chain import Chain, CompileError, artifacts, open_engine
from tests.anvil import Anvil, anvil

ROOT = Path(__file__).parents[1]
#: 2023-01-31T00:00:00Z.
GENESIS = 1_675_123_200


def pytest_xdist_setupnodes(config, specs):
    # Compiled once, here: the workers would each find the artifacts out of date, all at once.
    folders = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("solidity")]
    for folder in ["contracts", *sorted(folders)]:
        with contextlib.suppress(CompileError):  # the tests that need them will say it better
            artifacts.load(folder)


@pytest.fixture
def engine_name() -> str:
    """The engine tests run on: GREENBOND_TEST_ENGINE, or `auto`."""
    return os.environ.get("GREENBOND_TEST_ENGINE", "auto")


@pytest.fixture(params=["revm", "eth-tester"])
def each_engine(request) -> str:
    """Both engines in turn."""
    if request.param == "revm" and find_spec("pyrevm") is None:
        pytest.skip("pyrevm is not installed")
    return request.param


@pytest.fixture
def node() -> Iterator[Callable[..., Anvil]]:
    """Starts an anvil at an instant, with options of its own; ends it after the test."""
    with contextlib.ExitStack() as running:

        def started(start: int, *options: str, fitting: bool = True) -> Anvil:
            return running.enter_context(anvil(start, *options, fitting=fitting))

        yield started


@pytest.fixture
def chain(engine_name) -> Chain:
    """A fresh chain that knows the project's contracts."""
    return Chain(open_engine(engine_name, genesis_instant=GENESIS))


@pytest.fixture(scope="session")
def probe(tmp_path_factory) -> SimpleNamespace:
    """The contracts of `tests/solidity`: generated modules, and `chain_on(engine)`."""
    from sim.chain.generate import render, write

    compiled = artifacts.load("tests/solidity")
    folder = tmp_path_factory.mktemp("generated")
    package = folder / "probe_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    write(render(compiled, "probe_package"), package)
    sys.path.insert(0, str(folder))
    names = ("bindings", "events", "logs", "reverts", "structs")
    modules = {name: importlib.import_module(f"probe_package.{name}") for name in names}

    def chain_on(engine) -> Chain:
        tables = {"events": modules["events"].EVENTS, "errors": modules["reverts"].ERRORS}
        return Chain(engine, artifacts=compiled, **tables)

    return SimpleNamespace(**modules, chain_on=chain_on, compiled=compiled)
