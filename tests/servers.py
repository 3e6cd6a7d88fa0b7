"""Servers that are not quite nodes: what answers on a port of this machine, for tests.

`speaking` answers in JSON-RPC (`honest` as a node does), `web` in HTTP, `raw` in bytes.
All listen on 127.0.0.1 only, and stop when their block ends.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from sim.chain.json_rpc import Refused

#: A JSON-RPC answer without its number: `{"result": …}` or `{"error": …}`.
Answer = dict[str, Any]
#: What a server says to a method and its parameters.
Saying = Callable[[str, list[Any]], Answer]


def missing(method: str) -> Answer:
    """What a node says of a method it has never heard of."""
    return {"error": {"code": -32601, "message": f"the method {method} does not exist"}}


def honest(node: Any) -> Saying:
    """What the node says, unchanged."""

    def say(method: str, params: list[Any]) -> Answer:
        try:
            return {"result": node.ask(method, *params)}
        except Refused as refused:
            told = {"code": refused.code, "message": refused.message}
            return {"error": told if refused.data is None else {**told, "data": refused.data}}

    return say


@contextmanager
def speaking(say: Saying) -> Iterator[str]:
    """A JSON-RPC server; gives its address."""

    def post(asked: bytes) -> tuple[int, str, bytes]:
        question = json.loads(asked)
        answer = say(question["method"], question["params"])
        envelope = {"jsonrpc": "2.0", "id": question["id"], **answer}
        return 200, "application/json", json.dumps(envelope).encode()

    with web(post) as address:
        yield address


@contextmanager
def like_hardhat(running: Any, *, throws: bool = True) -> Iterator[str]:
    """The node with Hardhat's manners, as version 2.26 of it has them.

    A transaction that reverted is answered by an error though it was mined, and no trace is to be
    had here; without `throws` (its `throwOnTransactionFailures`) the default tracer alone tells.
    Data of reverts are one level deeper; `anvil_` methods are unknown.
    """
    say = honest(running)

    def reshaped(error: Answer, **more: Any) -> Answer:
        data = {"message": error["message"], "data": error.get("data", "0x"), **more}
        return {"error": {"code": -32603, "message": f"Error: {error['message']}", "data": data}}

    def hardhat(method: str, params: list[Any]) -> Answer:
        untold = method.startswith("debug_") and (throws or "tracer" in params[1])
        if untold or method.startswith("anvil_"):
            return {"error": {"code": -32004, "message": f"Method {method} is not supported"}}
        answer = say(method, params)
        if method == "eth_call" and "error" in answer:
            return reshaped(answer["error"])
        if throws and method == "eth_sendRawTransaction" and "result" in answer:
            return after(answer, answer["result"])
        return answer

    def after(answer: Answer, tx_hash: str) -> Answer:
        while (receipt := running.ask("eth_getTransactionReceipt", tx_hash)) is None:
            continue
        if receipt["status"] == "0x1":
            return answer
        trace = running.ask("debug_traceTransaction", tx_hash, {})
        error = {"message": "reverted", "data": trace["returnValue"]}
        return reshaped(error, txHash=tx_hash)

    with speaking(hardhat) as address:
        yield address


@contextmanager
def web(post: Callable[[bytes], tuple[int, str, bytes]]) -> Iterator[str]:
    """An HTTP server whose answers to POST are given as status, content type and bytes."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: the second would wait for an acknowledgement

        def do_POST(self) -> None:
            status, kind, body = post(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said: object) -> None:
            """Tests print what they need."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def raw(serve: Callable[[socket.socket], object], path: Path | None = None) -> Iterator[str]:
    """A server that does as it likes with each connection; on a Unix socket where there is a path.

    Gives what `--engine` takes for it.
    """
    listening = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
    listening.bind(str(path) if path else ("127.0.0.1", 0))
    listening.listen()
    ended = threading.Event()

    def accept() -> None:
        while True:
            connection, _ = listening.accept()
            if ended.is_set():
                connection.close()
                return
            with connection:
                connection.settimeout(5)
                try:
                    serve(connection)
                except OSError:
                    continue  # the other side has had enough

    thread = threading.Thread(target=accept)
    thread.start()
    place = listening.getsockname()
    try:
        yield f"ipc:{path}" if path else f"http://127.0.0.1:{place[1]}"
    finally:
        ended.set()
        with socket.socket(listening.family) as last:
            last.connect(place)
        thread.join()
        listening.close()
