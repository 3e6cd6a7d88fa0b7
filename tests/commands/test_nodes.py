"""`--engine` with a node, as its user meets it: equal books, or one message and nothing written."""

from __future__ import annotations

import json
import socket

import pytest

from sim.chain import Chain, json_rpc
from sim.engine import genesis_instant
from sim.model import load
from sim.schedule import plan
from tests.commands.conftest import SMALL
from tests.servers import web


@pytest.fixture(scope="module")
def start(small_scenario):
    return genesis_instant(small_scenario, plan(small_scenario))


@pytest.fixture(scope="module")
def small_scenario():
    return load(str(SMALL), {})


@pytest.fixture
def started(node, start):
    """An anvil that fits the small scenario."""
    return lambda: node(start)


@pytest.fixture
def refused(greenbond, tmp_path):
    """Gives the command words it must refuse in one line, with nothing written; returns it."""

    def refuse(*words: object) -> str:
        before = sorted(tmp_path.rglob("*"))
        done = greenbond(*words)
        assert (done.status, done.out) == (2, "")
        assert len(done.err.splitlines()) == 1
        assert "Traceback" not in done.err
        assert sorted(tmp_path.rglob("*")) == before
        return done.err

    return refuse


def manifest_of(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


class TestRun:
    @pytest.mark.parametrize("how", ["http", "ipc"])
    def test_writes_the_same_books(self, greenbond, small, small_run, started, tmp_path, how):
        address = getattr(started(), how)
        done = greenbond("run", small, "--engine", address, "--out", "run")
        assert (done.status, done.err) == (0, "")
        assert f" transactions on {how}, " in done.out
        here, there = manifest_of(tmp_path / "run"), manifest_of(small_run[0])
        assert here["ledger_digest"] == there["ledger_digest"]
        for name in there["files"]:
            if name != "ledgers/transactions.csv":
                assert (tmp_path / "run" / name).read_bytes() == (small_run[0] / name).read_bytes()

    @pytest.mark.parametrize("how", ["http", "ipc"])
    def test_tells_nobody_where_the_node_was(self, greenbond, small, started, tmp_path, how):
        address = getattr(started(), how)
        greenbond("run", small, "--engine", address, "--out", "run")
        assert manifest_of(tmp_path / "run")["engine"] == how
        place = address.removeprefix("http://").removeprefix("ipc:")
        for file in (tmp_path / "run").rglob("*"):
            assert file.is_dir() or place not in file.read_text(encoding="utf-8")

    def test_is_refused_where_the_engine_cannot_be(self, refused, small, started, tmp_path, start):
        with socket.socket() as held, web(lambda asked: (200, "text/html", b"<p>")) as page:
            held.bind(("127.0.0.1", 0))
            for engine, said in (
                (f"http://127.0.0.1:{held.getsockname()[1]}", "Connection refused"),
                (f"ipc:{tmp_path}/no.ipc", "No such file or directory"),
                (page, "answers, but not in JSON-RPC"),
                ("ws://127.0.0.1:8545", "cannot be reached by ws"),
                ("http:/x", "names no host"),
            ):
                message = refused("run", small, "--engine", engine, "--out", "run")
                assert message.startswith(f"--engine: {engine}: ")
                assert said in message
                if "cannot be reached:" in message:
                    assert f"anvil --hardfork cancun --timestamp {start} " in message

    def test_is_refused_the_second_time_on_a_node(self, greenbond, refused, small, started):
        address = started().http
        assert greenbond("run", small, "--engine", address, "--out", "run").status == 0
        said = refused("run", small, "--engine", address, "--out", "again")
        assert "its clock is at 2023-03-20T" in said
        assert "a node serves one run" in said

    def test_help_names_the_forms(self, greenbond):
        for command in ("run", "verify"):
            assert "--engine" in greenbond(command, "--help").out
        assert "http://HOST:PORT" in greenbond("run", "--help").out


class TestANodeThatEndsInTheMiddle:
    @pytest.fixture
    def at_the_fortieth(self, monkeypatch):
        """Does something to the node as the fortieth transaction is sent."""

        def arrange(act) -> None:
            real, calls = Chain.send, []

            def send(*args, **kwargs):
                calls.append(1)
                if len(calls) == 40:
                    act()
                return real(*args, **kwargs)

            monkeypatch.setattr(Chain, "send", send)

        return arrange

    @pytest.mark.parametrize("how", ["http", "ipc"])
    def test_leaves_nothing_and_is_named(
        self, refused, greenbond, small, small_run, started, at_the_fortieth, tmp_path, how
    ):
        running = started()
        at_the_fortieth(running.end)
        address = getattr(running, how)
        said = refused("run", small, "--engine", address, "--out", "run")
        assert said.startswith(f"--engine: {address}: the node cannot be reached: ")
        assert "the run was given up; start a fresh node with `anvil " in said
        # Another node, and the same words give the whole run.
        again = getattr(started(), how)
        assert greenbond("run", small, "--engine", again, "--out", "run").status == 0
        digest = manifest_of(small_run[0])["ledger_digest"]
        assert manifest_of(tmp_path / "run")["ledger_digest"] == digest

    def test_leaves_what_was_there(self, greenbond, small, copied, whole, started, at_the_fortieth):
        before, running = whole(copied.parent), started()
        at_the_fortieth(running.end)
        done = greenbond("run", small, "--engine", running.http, "--out", copied, "--force")
        assert done.status == 2
        assert whole(copied.parent) == before

    @pytest.mark.parametrize("how", ["http", "ipc"])
    def test_is_not_waited_for_for_ever(
        self, refused, small, started, at_the_fortieth, monkeypatch, how
    ):
        monkeypatch.setattr(json_rpc, "ANSWER_WITHIN", 1.0)
        running = started()
        at_the_fortieth(running.stop)
        said = refused("run", small, "--engine", getattr(running, how), "--out", "run")
        assert "the node gave no answer to " in said
        assert " within 1 s; the run was given up" in said


class TestVerify:
    def test_of_any_run_on_a_node(self, greenbond, small_run, started):
        done = greenbond("verify", small_run[0], "--engine", started().http)
        assert (done.status, done.err) == (0, "")
        assert "run again on http: equal books" in done.out

    def test_of_a_nodes_run_needs_no_node(self, greenbond, small, started):
        running = started()
        greenbond("run", small, "--engine", running.http, "--out", "run")
        running.end()
        done = greenbond("verify", "run")
        assert (done.status, done.err) == (0, "")
        assert "equal books" in done.out

    def test_of_a_nodes_run_on_another_node(self, greenbond, small, started, node, start):
        greenbond("run", small, "--engine", started().http, "--out", "run")
        another = node(start - 1000, fitting=False)
        another.ask("anvil_mine", "0x5")
        done = greenbond("verify", "run", "--engine", another.http)
        assert (done.status, done.err) == (0, "")

    def test_of_a_nodes_run_finds_what_was_forged(
        self, greenbond, small, started, reseal, tmp_path
    ):
        greenbond("run", small, "--engine", started().http, "--out", "run")
        file = tmp_path / "run" / "ledgers" / "transactions.csv"
        text = file.read_text(encoding="utf-8")
        assert ",alder," in text
        file.write_text(text.replace(",alder,", ",birch,", 1), encoding="utf-8")
        reseal(tmp_path / "run")
        done = greenbond("verify", "run")
        assert done.status == 1
        assert "ledgers/transactions.csv line " in done.err
        assert "sender is 'birch', running again gives 'alder'" in done.err

    def test_on_a_node_that_is_not_there(self, refused, small_run, tmp_path):
        said = refused("verify", small_run[0], "--engine", f"ipc:{tmp_path}/no.ipc")
        assert "No such file or directory" in said
        assert "or write --engine auto, which needs no node" in said
