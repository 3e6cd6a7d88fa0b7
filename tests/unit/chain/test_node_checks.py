"""A node a run cannot use is refused before anything is sent to it, with the command that helps."""

from __future__ import annotations

import shlex
import socket

import pytest

from sim.chain import EngineUnavailable, json_rpc, open_engine
from sim.chain.node_checks import fitting_anvil
from tests.anvil import anvil
from tests.conftest import GENESIS
from tests.servers import honest, missing, speaking, web

COMMAND = (
    f"`anvil --hardfork cancun --timestamp {GENESIS} --chain-id 31337 --base-fee 0 "
    "--gas-limit 40000000"
)


def refusal(spec: str) -> str:
    with pytest.raises(EngineUnavailable) as caught:
        open_engine(spec, genesis_instant=GENESIS)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


class TestTheWord:
    @pytest.mark.parametrize(
        ("spec", "said"),
        [
            ("https://127.0.0.1:8545", "cannot be reached by https; write http://HOST:PORT or ipc"),
            ("ws://127.0.0.1:8545", "cannot be reached by ws; write http://HOST:PORT or ipc"),
            ("ftp://127.0.0.1", "cannot be reached by ftp; write http://HOST:PORT or ipc"),
            ("file:///etc/passwd", "cannot be reached by file"),
            ("http:/127.0.0.1:8545", "names no host; write http://HOST:PORT"),
            ("http:127.0.0.1:8545", "names no host"),
            ("http://", "names no host"),
            ("http://:8545", "names no host"),
            ("http://host name:1", "names no host"),
            ("http://127.0.0.1:99999", "is no address: Port out of range"),
            ("http://127.0.0.1:port", "is no address"),
            ("http://[::1", "is no address"),
            ("http://127.0.0.1:1/ä", "no host can have such an address"),
            ("ipc:", "and not through which; write ipc:PATH"),
        ],
    )
    def test_that_leads_nowhere(self, spec, said):
        assert said in refusal(spec)

    def test_a_password_is_not_repeated(self):
        said = refusal("http://me:secret@127.0.0.1:1")
        assert "a user or a password cannot be sent" in said
        assert "secret" not in said

    @pytest.mark.parametrize("host", ["no-such-host.invalid", "x" * 300, "a..b"], ids=len)
    def test_a_host_that_is_none(self, host):
        assert "cannot be reached" in refusal(f"http://{host}:8545")

    def test_a_machine_without_unix_sockets(self, monkeypatch):
        monkeypatch.delattr(socket, "AF_UNIX")
        assert "no Unix sockets" in refusal("ipc:/tmp/anvil.ipc")


class TestWhatAnswers:
    def test_nobody(self):
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            port = held.getsockname()[1]
            said = refusal(f"http://127.0.0.1:{port}")
        assert "cannot be reached: Connection refused; start a fresh node with" in said
        assert f"{COMMAND} --port {port}`, or write --engine auto" in said

    def test_no_socket(self, tmp_path):
        said = refusal(f"ipc:{tmp_path}/an anvil.ipc")
        assert "cannot be reached: No such file or directory" in said
        assert f"--ipc '{tmp_path}/an anvil.ipc'`" in said

    def test_a_web_page(self):
        with web(lambda asked: (200, "text/html", b"<html>Hello</html>")) as address:
            assert "answers, but not in JSON-RPC: '<html>Hello</html>'; start" in refusal(address)

    @pytest.mark.parametrize("value", [None, True, 7, "0x", "ok", [], {}])
    def test_json_rpc_of_another_kind(self, value):
        with speaking(lambda method, params: {"result": value}) as address:
            assert "not as an Ethereum node does" in refusal(address)

    def test_one_that_refuses_everything(self):
        with speaking(lambda method, params: missing(method)) as address:
            assert "is no node a run can use: it answers the method eth_chainId" in refusal(address)

    def test_one_that_is_stopped(self, node, monkeypatch):
        monkeypatch.setattr(json_rpc, "ANSWER_WITHIN", 0.3)
        running = node(GENESIS)
        running.stop()
        for spec in (running.http, running.ipc):
            assert "gave no answer to eth_chainId within 0.3 s" in refusal(spec)


class TestTheNode:
    def test_cannot_set_the_time(self, node):
        say = honest(node(GENESIS))

        def still(method, params):
            return missing(method) if method.startswith("evm_") else say(method, params)

        with speaking(still) as address:
            said = refusal(address)
        assert "it cannot set the time of a block: evm_setNextBlockTimestamp says" in said
        assert COMMAND in said

    def test_has_a_clock_past_the_start(self, node):
        said = refusal(node(GENESIS + 1).http)
        assert "its clock is at 2023-01-31T00:00:01Z, past the start of the scenario" in said
        assert "at 2023-01-31T00:00:00Z, and no chain goes back" in said
        assert COMMAND in said

    def test_has_a_clock_beyond_the_calendar(self, node):
        say = honest(node(GENESIS))

        def late(method, params):
            answer = say(method, params)
            if method == "eth_getBlockByNumber":
                answer["result"]["timestamp"] = hex(2**63)
            return answer

        with speaking(late) as address:
            assert "its clock is at 9223372036854775808, past" in refusal(address)

    def test_has_blocks_too_small(self, node):
        said = refusal(node(GENESIS, "--gas-limit", "15999999").http)
        assert "its blocks hold 15,999,999 gas, and a transaction may use 16,000,000" in said

    def test_does_not_mine(self, node):
        assert "no automine" in refusal(node(GENESIS, "--no-mining").http)
        assert "no automine" in refusal(node(GENESIS, "--block-time", "1").ipc)

    def test_is_older_than_cancun(self, node):
        assert "older than Cancun" in refusal(node(GENESIS, "--hardfork", "shanghai").http)

    def test_is_asked_nothing_that_changes_it(self, node):
        say, asked = honest(node(GENESIS + 1)), []

        def heard(method, params):
            asked.append(method)
            return say(method, params)

        with speaking(heard) as address:
            refusal(address)
        assert asked == ["eth_chainId", "eth_getBlockByNumber"]


@pytest.mark.parametrize(
    ("spec", "end"),
    [
        ("", "--gas-limit 40000000"),
        ("http://127.0.0.1:8545", "--gas-limit 40000000"),
        ("http://127.0.0.1:8546/", "--gas-limit 40000000 --port 8546"),
        ("http://127.0.0.1", "--gas-limit 40000000 --port 80"),
        ("ipc:/tmp/a b", "--gas-limit 40000000 --ipc '/tmp/a b'"),
    ],
)
def test_the_command_is_for_the_place_that_was_named(spec, end):
    assert fitting_anvil(GENESIS, spec).endswith(end)


def test_the_scheme_may_be_written_in_any_letters(node):
    address = node(GENESIS).http.replace("http", "HTTP")
    assert open_engine(address, genesis_instant=GENESIS).name == "http"


def test_the_command_that_is_recommended_starts_a_node_that_fits():
    words = shlex.split(fitting_anvil(GENESIS))
    options = words[words.index("--timestamp") + 2 :]
    assert words[:3] == ["anvil", "--hardfork", "cancun"]
    with anvil(GENESIS, *words[1:3], *options, fitting=False) as running:
        engine = open_engine(running.http, genesis_instant=GENESIS)
    assert (engine.block, engine.at, engine.name) == (0, GENESIS, "http")
