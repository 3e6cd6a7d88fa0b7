"""JSON-RPC over HTTP or a Unix socket: one request, one answer, and a bound on the wait.

Written on the standard library, so that every way a node can fail to answer is told apart here and
nowhere else. A connection is kept open; one the node has closed meanwhile is opened anew, once.
"""

from __future__ import annotations

import http.client
import itertools
import json
import socket
import time
import weakref
from collections.abc import Callable
from typing import Any, Protocol

from sim.nesting import bounded_recursion

__all__ = ["HttpWire", "IpcWire", "JsonRpc", "NoAnswer", "Refused", "Wire"]

#: Seconds a node may take for one answer: far more than the largest transaction needs.
ANSWER_WITHIN = 20.0
#: Bytes of an answer; what is longer is no answer to anything asked here.
LONGEST_ANSWER = 256 * 1024 * 1024
_CHUNK = 1 << 16


class NoAnswer(Exception):
    """Raised when nothing came back that JSON-RPC knows; the text says what happened instead."""


class Refused(Exception):
    """Raised when the node answered with an error; `data` as it was sent, None without any."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        self.code, self.message, self.data = code, message, data
        super().__init__(f"{message} ({code})")


class Wire(Protocol):
    """Carries one request to a node and one answer back."""

    def exchange(self, request: bytes) -> bytes:
        """The bytes answered; raises OSError (TimeoutError too late) or NoAnswer."""

    def close(self) -> None:
        """Lets go of the connection; the next exchange opens another."""


class JsonRpc:
    """A node's methods, over a wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._numbers = itertools.count(1)
        weakref.finalize(self, wire.close)  # an engine is dropped, never closed

    def ask(self, method: str, *params: Any) -> Any:
        """The result of a method. Raises Refused when the node says no, NoAnswer when nothing."""
        answer = self.exchange(method, params)
        if "error" not in answer:
            return answer["result"]
        error = answer["error"]
        raise Refused(error["code"], error["message"], error.get("data"))

    def exchange(self, method: str, params: Any) -> dict[str, Any]:
        """The answer with its envelope: a `result` of any kind, or an `error` with its words."""
        number = next(self._numbers)
        asked = {"jsonrpc": "2.0", "id": number, "method": method, "params": list(params)}
        try:
            text = self._wire.exchange(json.dumps(asked).encode())
            return _understood(text, number)
        except TimeoutError:
            self._wire.close()  # a late answer must not be taken for the next one
            raise NoAnswer(f"gave no answer to {method} within {ANSWER_WITHIN:g} s") from None
        except OSError as error:
            self._wire.close()
            raise NoAnswer(f"cannot be reached: {error.strerror or error}") from None
        except BaseException:
            self._wire.close()
            raise

    def close(self) -> None:
        """Lets go of the connection."""
        self._wire.close()


def _understood(text: bytes, number: int) -> dict[str, Any]:
    try:
        with bounded_recursion():
            answer = json.loads(text)
    except (ValueError, RecursionError):
        raise NoAnswer(f"answers, but not in JSON-RPC: {_beginning(text)}") from None
    if not isinstance(answer, dict) or ("result" in answer) == ("error" in answer):
        raise NoAnswer(f"answers, but not in JSON-RPC: {_beginning(text)}")
    if "error" in answer and not _is_error(answer["error"]):
        raise NoAnswer(f"answers, but not in JSON-RPC: {_beginning(text)}")
    # An error about a request that could not be read has no number.
    if answer.get("id") != number and not (answer.get("id") is None and "error" in answer):
        raise NoAnswer(f"answered request {answer.get('id')!r} in place of {number}")
    return answer


def _is_error(error: object) -> bool:
    return (
        isinstance(error, dict)
        and isinstance(error.get("code"), int)
        and isinstance(error.get("message"), str)
    )


def _beginning(text: bytes) -> str:
    line = " ".join(text[:200].decode("utf-8", errors="replace").split())
    shown = "".join(letter if letter.isprintable() else "?" for letter in line)
    return repr(shown if len(shown) <= 50 else f"{shown[:49]}…") if shown else "nothing"


class HttpWire:
    """Posts requests to a path of a host, over a connection that is kept."""

    def __init__(self, host: str, port: int, path: str) -> None:
        self._path = path
        self._connection = http.client.HTTPConnection(host, port, timeout=ANSWER_WITHIN)

    def exchange(self, request: bytes) -> bytes:
        """See `Wire.exchange`."""
        kept = self._connection.sock is not None
        try:
            try:
                return self._posted(request)
            except ConnectionError:
                # Servers close what is idle; what they had not read, they did not do.
                if not kept:
                    raise
                self.close()
                return self._posted(request)
        except (UnicodeError, http.client.InvalidURL):
            raise NoAnswer("cannot be reached: no host can have such an address") from None
        except http.client.HTTPException as error:
            told = f"{type(error).__name__} {error}".strip()
            raise NoAnswer(f"answers, but not in HTTP: {told}") from None

    def _posted(self, request: bytes) -> bytes:
        until = time.monotonic() + ANSWER_WITHIN
        self._connection.request("POST", self._path, request, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        text = _whole(lambda: response.read1(_CHUNK), until, lambda read: False)
        response.close()  # read piece by piece, it does not see its own end
        # Some nodes say what they refuse with a status of 4xx; a page would not be JSON.
        if response.status != 200 and not text.lstrip().startswith(b"{"):
            raise NoAnswer(
                f"answers HTTP status {response.status} ({response.reason}) and no JSON-RPC"
            )
        return text

    def close(self) -> None:
        """See `Wire.close`."""
        self._connection.close()


class IpcWire:
    """Writes requests to a Unix socket: JSON after JSON, no more framing than that.

    Raises ValueError on a machine that has no such sockets.
    """

    def __init__(self, path: str) -> None:
        if not hasattr(socket, "AF_UNIX"):
            raise ValueError("this machine has no Unix sockets")
        self._place = path
        self._socket: socket.socket | None = None

    def exchange(self, request: bytes) -> bytes:
        """See `Wire.exchange`."""
        until = time.monotonic() + ANSWER_WITHIN
        line = self._socket = self._socket or self._connected()
        line.sendall(request)
        text = _whole(lambda: line.recv(_CHUNK), until, _is_json)
        if not text:
            raise ConnectionResetError("it closed the connection")
        return text

    def _connected(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(ANSWER_WITHIN)
        try:
            line.connect(self._place)
        except OSError:
            line.close()
            raise
        return line

    def close(self) -> None:
        """See `Wire.close`."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None


def _whole(read: Callable[[], bytes], until: float, is_whole: Callable[[bytearray], bool]) -> bytes:
    """Reads to the end, or to where the answer is whole; drop by drop is too late as well."""
    text = bytearray()
    while chunk := read():
        text += chunk
        if is_whole(text):
            break
        if len(text) > LONGEST_ANSWER:
            raise NoAnswer(f"answers with more than {LONGEST_ANSWER:,} bytes")
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(text)


def _is_json(text: bytearray) -> bool:
    if not text.rstrip().endswith(b"}"):
        return False
    try:
        with bounded_recursion():
            json.loads(text)
    except ValueError:
        return False
    except RecursionError:
        return True  # whoever reads it will say so
    return True
