"""Every way a node can fail to answer, told apart, and none of them for ever."""

from __future__ import annotations

import json
import socket
import sys
import threading

import pytest

from sim.chain import json_rpc
from sim.chain.json_rpc import HttpWire, IpcWire, JsonRpc, NoAnswer, Refused
from tests.servers import raw, speaking, web

NESTED = b"[" * 200_000 + b"]" * 200_000 + b"}"


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(json_rpc, "ANSWER_WITHIN", 0.3)


@pytest.fixture
def deep():
    """Python's limit as py-evm leaves it: beyond what the machine's stack holds."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    yield
    sys.setrecursionlimit(limit)


def rpc(address: str) -> JsonRpc:
    if address.startswith("ipc:"):
        return JsonRpc(IpcWire(address[4:]))
    host, port = address.removeprefix("http://").split(":")
    return JsonRpc(HttpWire(host, int(port), "/"))


def answering(*answers: bytes):
    """Reads a request and writes an answer, on one connection, once for each."""

    def serve(connection: socket.socket) -> None:
        for answer in answers:
            if not connection.recv(65536):
                return
            connection.sendall(answer)

    return serve


def http(body: bytes, number: int = 1) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    return head + body


def result(number: int, value: object = "0x1") -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": number, "result": value}).encode()


class TestOverHttp:
    def test_a_result_of_any_kind_is_the_answer(self):
        for value in (None, 0, False, "0x", [1], {"a": None}):
            with speaking(lambda method, params, value=value: {"result": value}) as address:
                assert rpc(address).ask("eth_chainId") == value

    def test_method_and_parameters_arrive(self):
        with speaking(lambda method, params: {"result": [method, params]}) as address:
            assert rpc(address).ask("eth_call", {"a": 1}, "pending") == [
                "eth_call",
                [{"a": 1}, "pending"],
            ]

    def test_a_refusal_has_its_code_its_words_and_its_data(self):
        error = {"code": 3, "message": "execution reverted", "data": "0xdead"}
        with speaking(lambda method, params: {"error": error}) as address:
            with pytest.raises(Refused, match=r"execution reverted \(3\)") as caught:
                rpc(address).ask("eth_call")
            assert (caught.value.code, caught.value.data) == (3, "0xdead")

    def test_a_refusal_with_a_status_of_its_own_is_one_too(self):
        body = json.dumps({"id": 1, "error": {"code": -32601, "message": "no"}}).encode()
        with (
            web(lambda asked: (404, "application/json", body)) as address,
            pytest.raises(Refused, match="no"),
        ):
            rpc(address).ask("eth_chainId")

    def test_a_port_where_nobody_listens(self):
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            with pytest.raises(NoAnswer, match="cannot be reached: Connection refused"):
                rpc(f"http://127.0.0.1:{held.getsockname()[1]}").ask("eth_chainId")

    @pytest.mark.parametrize(
        ("status", "body", "said"),
        [
            (200, b"<!doctype html><title>Shop</title>", "not in JSON-RPC: '<!doctype html>"),
            (200, b"", "not in JSON-RPC: nothing"),
            (200, b"{", "not in JSON-RPC: '{'"),
            (200, b"[]", "not in JSON-RPC"),
            (200, b"7", "not in JSON-RPC"),
            (200, b'{"id": 1}', "not in JSON-RPC"),
            (200, b'{"id": 1, "result": 1, "error": null}', "not in JSON-RPC"),
            (200, b'{"id": 1, "error": "no"}', "not in JSON-RPC"),
            (200, b'{"id": 1, "error": {"code": "x", "message": 1}}', "not in JSON-RPC"),
            (200, b'{"id": 2, "result": 1}', "answered request 2 in place of 1"),
            (200, b"\x1b[2J\xff", "not in JSON-RPC"),
            (404, b"<p>not here</p>", "answers HTTP status 404"),
            (302, b"", "answers HTTP status 302"),
            (405, b"no POST", "answers HTTP status 405"),
        ],
    )
    def test_a_page_is_no_answer(self, status, body, said):
        with (
            web(lambda asked: (status, "text/html", body)) as address,
            pytest.raises(NoAnswer) as caught,
        ):
            rpc(address).ask("eth_chainId")
        assert said in str(caught.value)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 120

    @pytest.mark.usefixtures("deep")
    def test_an_answer_nested_without_end(self):
        with (
            web(lambda asked: (200, "text/json", NESTED)) as address,
            pytest.raises(NoAnswer, match="not in JSON-RPC"),
        ):
            rpc(address).ask("eth_chainId")

    def test_what_does_not_speak_http(self):
        with (
            raw(answering(b"SSH-2.0-OpenSSH\r\n")) as address,
            pytest.raises(NoAnswer, match=r"not in HTTP: BadStatusLine SSH-2\.0"),
        ):
            rpc(address).ask("eth_chainId")

    @pytest.mark.usefixtures("impatient")
    def test_silence_ends(self):
        silent = threading.Event()
        with raw(lambda connection: silent.wait(3)) as address:
            with pytest.raises(NoAnswer, match=r"no answer to eth_chainId within 0\.3 s"):
                rpc(address).ask("eth_chainId")
            silent.set()

    @pytest.mark.usefixtures("impatient")
    def test_an_answer_drop_by_drop_ends(self):
        ended = threading.Event()

        def drip(connection: socket.socket) -> None:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while not ended.wait(0.1):
                connection.sendall(b" ")

        with raw(drip) as address:
            with pytest.raises(NoAnswer, match="within"):
                rpc(address).ask("eth_chainId")
            ended.set()

    def test_an_answer_that_never_ends_is_cut(self, monkeypatch):
        monkeypatch.setattr(json_rpc, "LONGEST_ANSWER", 1000)
        with (
            web(lambda asked: (200, "text/plain", b" " * 200_000)) as address,
            pytest.raises(NoAnswer, match="more than 1,000 bytes"),
        ):
            rpc(address).ask("eth_chainId")

    def test_a_connection_closed_while_idle_is_opened_again(self):
        # Each connection answers once and is closed: Node's servers do that after five seconds.
        numbers = iter((1, 2, 3))
        with raw(lambda c: answering(http(result(next(numbers))))(c)) as address:
            asked = rpc(address)
            assert [asked.ask("eth_chainId") for _ in range(3)] == ["0x1"] * 3

    def test_a_server_that_only_closes_is_not_tried_for_ever(self):
        met = []
        with raw(met.append) as address, pytest.raises(NoAnswer, match="cannot be reached"):
            rpc(address).ask("eth_chainId")
        assert len(met) == 1


class TestOverASocket:
    def test_answers_follow_each_other_and_may_come_in_pieces(self, tmp_path):
        def serve(connection: socket.socket) -> None:
            connection.recv(65536)
            for piece in (result(1, {"a": {}})[:-2], b"}", b"}\n"):
                connection.sendall(piece)
            connection.recv(65536)
            connection.sendall(result(2))

        with raw(serve, tmp_path / "s") as address:
            asked = rpc(address)
            assert asked.ask("eth_chainId") == {"a": {}}
            assert asked.ask("eth_chainId") == "0x1"

    @pytest.mark.parametrize("place", ["missing", "file", "folder", "deaf"])
    def test_a_path_where_nobody_listens(self, tmp_path, place):
        (tmp_path / "file").write_text("")
        (tmp_path / "folder").mkdir()
        with socket.socket(socket.AF_UNIX) as deaf:
            deaf.bind(str(tmp_path / "deaf"))
            with pytest.raises(NoAnswer, match="cannot be reached"):
                rpc(f"ipc:{tmp_path}/{place}").ask("eth_chainId")

    def test_a_path_too_long_for_a_socket(self, tmp_path):
        with pytest.raises(NoAnswer, match=r"cannot be reached: .*too long"):
            rpc(f"ipc:{tmp_path}/{'x' * 200}").ask("eth_chainId")

    def test_one_that_hangs_up(self, tmp_path):
        with (
            raw(lambda connection: connection.recv(65536), tmp_path / "s") as address,
            pytest.raises(NoAnswer, match="it closed the connection"),
        ):
            rpc(address).ask("eth_chainId")

    @pytest.mark.usefixtures("deep")
    def test_one_that_nests_without_end(self, tmp_path):
        with (
            raw(answering(NESTED), tmp_path / "s") as address,
            pytest.raises(NoAnswer, match="not in JSON-RPC"),
        ):
            rpc(address).ask("eth_chainId")

    def test_one_that_speaks_otherwise(self, tmp_path):
        with (
            raw(answering(b"220 smtp.example\r\n"), tmp_path / "s") as address,
            pytest.raises(NoAnswer, match="not in JSON-RPC: '220 smtp"),
        ):
            rpc(address).ask("eth_chainId")

    @pytest.mark.usefixtures("impatient")
    def test_one_that_is_silent(self, tmp_path):
        ended = threading.Event()
        with raw(lambda connection: ended.wait(3), tmp_path / "s") as address:
            with pytest.raises(NoAnswer, match="gave no answer"):
                rpc(address).ask("eth_chainId")
            ended.set()

    @pytest.mark.usefixtures("impatient")
    def test_a_late_answer_is_not_taken_for_the_next(self, tmp_path):
        late = threading.Event()

        def serve(connection: socket.socket) -> None:
            connection.recv(65536)
            late.wait(3)
            connection.sendall(result(1, "late"))

        with raw(serve, tmp_path / "s") as address:
            asked = rpc(address)
            with pytest.raises(NoAnswer):
                asked.ask("eth_chainId")
            late.set()
            with pytest.raises(NoAnswer, match="answered request 1 in place of 2"):
                asked.ask("eth_chainId")
