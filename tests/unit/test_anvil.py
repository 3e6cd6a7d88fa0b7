"""The tests' own node: always stopped, and its absence is never passed over in silence on CI."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import anvil as place
from tests.anvil import anvil, binary
from tests.conftest import GENESIS


@pytest.fixture
def absent(monkeypatch, tmp_path):
    """A machine without the program."""
    monkeypatch.setattr(place, "ROOT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)


@pytest.mark.usefixtures("absent")
class TestWithoutTheProgram:
    def test_a_test_is_skipped_and_says_why(self):
        with pytest.raises(pytest.skip.Exception, match="no anvil in node_modules"):
            binary()

    def test_a_test_fails_on_ci(self, monkeypatch):
        monkeypatch.setenv("CI", "true")
        with pytest.raises(pytest.fail.Exception, match="no anvil in node_modules"):
            binary()

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix")
    def test_one_on_the_path_will_do(self, tmp_path):
        (tmp_path / "anvil").write_text("#!/bin/sh\n")
        (tmp_path / "anvil").chmod(0o755)
        assert binary() == str(tmp_path / "anvil")


@pytest.mark.parametrize("how", ["running", "stopped", "ended"])
def test_it_is_gone_when_a_test_fails(how):
    started = []

    def failing_test() -> None:
        with anvil(GENESIS) as running:
            started.append(running)
            {"running": lambda: None, "stopped": running.stop, "ended": running.end}[how]()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing_test()
    assert started[0].process.returncode is not None
    assert not Path(started[0].ipc.removeprefix("ipc:")).parent.exists()


def test_it_writes_nothing_into_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    with anvil(GENESIS) as running:
        running.ask("evm_mine")
    assert list(tmp_path.iterdir()) == []


def test_options_it_does_not_know_are_an_error_with_its_own_words():
    with (
        pytest.raises(RuntimeError, match="unexpected argument '--nonsense'"),
        anvil(GENESIS, "--nonsense"),
    ):
        pytest.fail("it runs")


def test_it_listens_on_this_machine_only():
    with anvil(GENESIS) as running:
        assert running.http.startswith("http://127.0.0.1:")
        listening = subprocess.run(
            ["cat", f"/proc/{running.process.pid}/net/tcp"], capture_output=True, text=True
        ).stdout
        port = int(running.http.rpartition(":")[2])
        if listening:  # Linux tells
            assert f"0100007F:{port:04X} 00000000:0000 0A" in listening
            assert f"00000000:{port:04X} 00000000:0000 0A" not in listening
