"""Fixtures of all tests: engines, fresh chains, and the contracts that only tests have."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

from sim.chain import Chain, CompileError, artifacts, open_engine
from tests.anvil import Anvil, anvil

# A slow or busy machine fails no test: speed is for `greenbond bench`.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

ROOT = Path(__file__).parents[1]
#: 2023-01-31T00:00:00Z.
GENESIS = 1_675_123_200


def pytest_xdist_setupnodes(config, specs):
    # Compiled once, here: the workers would each find the artifacts out of date, all at once.
    folders = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("solidity")]
    for folder in ["contracts", *sorted(folders)]:
        with contextlib.suppress(CompileError):  # the tests that need them will say it better
            artifacts.load(folder)


def pytest_configure_node(node):
    node.workerinput["engine"] = engine_of(node.config)


def engine_of(config) -> str:
    """GREENBOND_TEST_ENGINE, else `ape` under `ape test`, else `auto`."""
    if hasattr(config, "workerinput"):
        return config.workerinput["engine"]
    # Not whether ape's plugin is there: where ape is installed, every pytest loads it.
    by_ape = "ape_test" in (config.invocation_params.plugins or ())
    return os.environ.get("GREENBOND_TEST_ENGINE") or ("ape" if by_ape else "auto")


@pytest.fixture(scope="session")
def engine_name(request) -> str:
    """The engine tests run on."""
    return engine_of(request.config)


def pytest_generate_tests(metafunc):
    """`each_engine` is every engine in turn: ape's own network too, where ape runs the tests."""
    if "each_engine" in metafunc.fixturenames:
        ape = ["ape"] if engine_of(metafunc.config) == "ape" else []
        metafunc.parametrize("each_engine", ["revm", "eth-tester", *ape], indirect=True)


@pytest.fixture
def each_engine(request) -> str:
    """Every engine in turn."""
    if request.param == "revm" and find_spec("pyrevm") is None:
        pytest.skip("pyrevm is not installed")
    return request.param


@pytest.fixture(scope="module")
def ape(tmp_path_factory):
    """ape in this process, connected to its own network; what it writes, it writes elsewhere."""
    pytest.importorskip("ape_test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.chdir(ROOT)  # whose ape-config.yaml it reads
        interrupted = signal.getsignal(signal.SIGINT)
        import ape  # which takes Ctrl-C for itself

        signal.signal(signal.SIGINT, interrupted)
        with ape.networks.parse_network_choice("ethereum:local:test"):
            yield ape


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
