"""A real node for tests: anvil, started on this machine alone, and always stopped."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pytest

from sim.chain.json_rpc import HttpWire, JsonRpc

ROOT = Path(__file__).parents[1]
#: Seconds it may take to listen: far more than it does, even beside other tests.
LISTENS_WITHIN = 30
#: As the message of a refusal recommends it, but for the clock and the place.
FITTING = {
    "--hardfork": "cancun",
    "--chain-id": "31337",
    "--base-fee": "0",
    "--gas-limit": "40000000",
}


@dataclass(frozen=True)
class Anvil:
    """A running node: its process and the two words `--engine` takes for it."""

    process: subprocess.Popen[bytes]
    http: str
    ipc: str

    def ask(self, method: str, *params: Any) -> Any:
        """The result of a method of the node."""
        parts = urlsplit(self.http)
        rpc = JsonRpc(HttpWire(parts.hostname, parts.port, "/"))
        try:
            return rpc.ask(method, *params)
        finally:
            rpc.close()

    def stop(self) -> None:
        """Stops it in its tracks: it keeps its port and its socket, and answers no more."""
        self.process.send_signal(signal.SIGSTOP)
        os.waitpid(self.process.pid, os.WUNTRACED)

    def end(self) -> None:
        """Kills it, as a crash would."""
        self.process.kill()
        self.process.wait()


def binary() -> str:
    """The program itself, from npm's optional package (for Linux on x86-64) or from the path.

    Skips the test where there is neither; on CI that is a failure.
    """
    found = sorted((ROOT / "node_modules/@foundry-rs").glob("anvil-*/bin/anvil*"))
    program = str(found[0]) if found else shutil.which("anvil")
    if program is None:
        reason = "no anvil in node_modules (npm has one for Linux on x86-64), nor on the path"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return program


@contextmanager
def anvil(start: int, *options: str, fitting: bool = True) -> Iterator[Anvil]:
    """An anvil whose genesis is at the instant, on a port of its own choice and on a socket.

    Options add to what makes it fit a run, or replace it; without `fitting` it is as it comes.
    """
    chosen = [word for key, value in FITTING.items() if key not in options for word in (key, value)]
    # Not a test's own folder: a socket's path has room for a hundred letters only.
    with TemporaryDirectory(prefix="anvil-") as folder:
        ipc, said = Path(folder, "anvil.ipc"), Path(folder, "anvil.log")
        line = [binary(), "--host", "127.0.0.1", "--port", "0", "--ipc", str(ipc)]
        line += ["--timestamp", str(start), *(chosen if fitting else ()), *options]
        # It tells of every request: into a file, since a pipe that nobody reads would stop it.
        with said.open("w") as log:
            run = subprocess.Popen(line, stdout=log, stderr=log, env={"HOME": folder})
        try:
            yield Anvil(run, f"http://{_listening(run, said)}", f"ipc:{ipc}")
        finally:
            run.kill()  # a stopped one too
            run.wait()


def _listening(run: subprocess.Popen[bytes], log: Path) -> str:
    """The host and port it says it listens on."""
    until = time.monotonic() + LISTENS_WITHIN
    while time.monotonic() < until and run.poll() is None:
        if found := re.search(r"^Listening on (\S+)\n", log.read_text(), re.M):
            return found[1]
        time.sleep(0.01)
    raise RuntimeError(f"anvil does not listen: {log.read_text()[-2000:]}")
