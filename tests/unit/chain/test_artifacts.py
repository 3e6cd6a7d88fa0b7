"""Loading what was compiled, with and without a checkout."""

from __future__ import annotations

import json

import pytest

from sim.chain import artifacts, compile
from sim.chain.compile import main
from sim.chain.failures import CompileError


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """An installation without sources; returns where its artifacts would be."""
    packaged = tmp_path / "artifacts.json"
    monkeypatch.setattr(artifacts, "checkout", lambda: None)
    monkeypatch.setattr(artifacts, "PACKAGED", packaged)
    artifacts.load.cache_clear()
    yield packaged
    artifacts.load.cache_clear()


def test_a_wheel_loads_what_it_carries(wheel):
    thing = {
        "source": "contracts/Thing.sol",
        "abi": [],
        "bytecode": "6080",
        "deployed_bytecode": "60",
        "userdoc": {},
    }
    wheel.write_text(json.dumps({"contracts": {"Thing": thing}, "enums": {"Kind": ["ONE"]}}))
    loaded = artifacts.load()
    assert loaded["Thing"].bytecode == b"\x60\x80"
    assert loaded.enums == {"Kind": ["ONE"]}


def test_a_wheel_without_artifacts_says_what_to_do(wheel):
    with pytest.raises(CompileError, match="install a wheel built after 'make compile'"):
        artifacts.load()


def test_what_a_wheel_will_carry_is_what_was_compiled():
    loaded = artifacts.load()
    main(["contracts"])
    assert artifacts.parse(artifacts.PACKAGED.read_text("utf8")) == loaded


class TestCompilingFirst:
    """It takes long, so whoever waits is told; whoever asked for quiet is not."""

    @pytest.fixture
    def changed(self, tmp_path, monkeypatch):
        """A checkout whose contracts nobody compiled yet, and a compiler that makes nothing."""
        (tmp_path / "contracts").mkdir()
        made = []

        def store(project):
            made.append(project)
            project.build.mkdir(parents=True)
            stored = project.build / f"{project.fingerprint()}.json"
            stored.write_text('{"contracts": {}, "enums": {}}', "utf8")

        monkeypatch.setattr(artifacts, "checkout", lambda: tmp_path)
        monkeypatch.setattr(compile, "compile_project", store)
        artifacts.load.cache_clear()
        yield made
        artifacts.load.cache_clear()

    def test_is_said_on_stderr_when_it_happens(self, changed, capsys):
        artifacts.load()
        assert len(changed) == 1
        assert tuple(capsys.readouterr()) == ("", f"{artifacts.COMPILING}\n")

    def test_is_not_said_when_nothing_changed(self, changed, capsys):
        artifacts.load()
        capsys.readouterr()
        artifacts.load.cache_clear()
        artifacts.load()
        assert len(changed) == 1
        assert tuple(capsys.readouterr()) == ("", "")

    def test_is_not_said_to_those_who_want_quiet(self, changed, capsys):
        with artifacts.quietly():
            artifacts.load()
        assert len(changed) == 1
        assert tuple(capsys.readouterr()) == ("", "")
