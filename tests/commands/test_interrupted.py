"""A run that is stopped: nothing half-written, what was there still there, and the next one runs.

Each moment is a call inside the run: the process sends itself the signal as that call begins.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from sim.ledger import verify_files

pty = pytest.importorskip("pty", reason="needs a Unix")

#: Where a run is when the signal comes: a class or module, a function in it, and which call of it:
#: by number, or by the name of the file it is about.
MOMENTS = {
    "reading the scenario": ("sim.commands", "load", 1),
    "sending a transaction": ("sim.chain.chain.Chain", "send", 40),
    "making the books": ("sim.run", "build", 1),
    "writing the first table": ("pathlib.Path", "open", "cash.csv"),
    "between two tables": ("pathlib.Path", "open", "positions.csv"),
    "writing the manifest": ("pathlib.Path", "write_text", "manifest.json"),
    "sealing it": ("pathlib.Path", "write_text", "manifest.sha256"),
    "moving it into place": ("pathlib.Path", "replace", 1),
}
BETWEEN_TABLES = MOMENTS["between two tables"]

#: What the process runs: `greenbond` with one function that first sends the signal: where what a
#: handler raises goes up, or is dropped by Python, or comes out as a library's own error.
STOPPED = """
import os, pkgutil, sys, weakref
place, name, call, number, ends_up, *words = sys.argv[1:]
owner = pkgutil.resolve_name(place)
real, calls = getattr(owner, name), 0

def tell(gone=None):
    os.kill(os.getpid(), int(number))

def stopped(*args, **kwargs):
    global calls
    calls += 1
    if call not in (str(calls), getattr(args[0], "name", None)):
        pass
    elif ends_up == "dropped":
        anything = type("Anything", (), {})()
        kept = weakref.ref(anything, tell)
        del anything
    elif ends_up == "changed":
        try:
            tell()
        except BaseException as stop:
            raise ValueError from stop
    else:
        tell()
    return real(*args, **kwargs)

setattr(owner, name, stopped)
sys.argv = ["greenbond", *words]
from sim.__main__ import main
main()
"""


@pytest.fixture
def stop(surroundings, tmp_path):
    """Runs the small scenario into `tmp_path`/run and stops it; gives status and words."""

    def stopped(
        moment: tuple[str, str, int | str],
        how: int,
        *words: object,
        ends_up: str = "raised",
        **other: object,
    ):
        line = [sys.executable, "-c", STOPPED, *map(str, (*moment, int(how), ends_up, *words))]
        options = {"capture_output": True, "cwd": tmp_path, "timeout": 60, **other}
        return subprocess.run(line, env=surroundings(), check=False, text=True, **options)

    return stopped


class TestANewFolder:
    @pytest.mark.parametrize("moment", MOMENTS.values(), ids=list(MOMENTS))
    def test_is_not_there_after_an_interrupt(self, stop, small, tmp_path, moment):
        done = stop(moment, signal.SIGINT, "run", small, "--out", "run")
        assert done.returncode == 130
        assert "Traceback" not in done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
    @pytest.mark.parametrize("moment", ["reading the scenario", "sending a transaction"])
    @pytest.mark.parametrize("ends_up", ["dropped", "changed"])
    def test_is_not_there_after_a_signal_whose_exception_is(
        self, stop, small, tmp_path, ends_up, moment, how, status
    ):
        done = stop(MOMENTS[moment], how, "run", small, "--out", "run", ends_up=ends_up)
        assert done.returncode == status
        assert len(done.stderr.splitlines()) == 1
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
    def test_leaves_no_hidden_folder_beside_it(self, stop, small, tmp_path, how):
        stop(BETWEEN_TABLES, how, "run", small, "--out", "run")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
    def test_is_whole_after_a_second_run(
        self, stop, greenbond, small, small_run, whole, tmp_path, how
    ):
        stop(BETWEEN_TABLES, how, "run", small, "--out", "run")
        assert greenbond("run", small, "--out", "run").status == 0
        assert whole(tmp_path / "run") == whole(small_run[0])

    @pytest.mark.parametrize("moment", ["between two tables", "sealing it"])
    def test_is_never_there_in_part_even_when_killed(self, stop, small, tmp_path, moment):
        stop(MOMENTS[moment], signal.SIGKILL, "run", small, "--out", "run")
        assert not (tmp_path / "run").exists()
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]


class TestAFolderInUse:
    """With --force: the old run stays until the new one is whole."""

    @pytest.mark.parametrize(
        "moment",
        [
            BETWEEN_TABLES,
            ("pathlib.Path", "replace", 1),
            ("pathlib.Path", "replace", 2),
        ],
        ids=["between two tables", "moving the old away", "moving the new in"],
    )
    def test_is_as_it_was_after_an_interrupt(self, stop, small, copied, whole, moment):
        before = whole(copied.parent)
        done = stop(moment, signal.SIGINT, "run", small, "--out", copied, "--force", "--seed", "8")
        assert done.returncode == 130
        assert whole(copied.parent) == before

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
    def test_is_the_new_run_once_that_has_its_place(self, stop, greenbond, small, copied, how):
        moment = ("shutil", "rmtree", 1)  # the old run is thrown away last
        stop(moment, how, "run", small, "--out", copied, "--force", "--seed", "8")
        assert '"seed": 8' in (copied / "manifest.json").read_text(encoding="utf-8")
        assert greenbond("verify", copied).status == 0

    def test_leaves_nothing_hidden_when_the_old_run_is_thrown_away(self, stop, small, copied):
        moment = ("shutil", "rmtree", 1)
        stop(moment, signal.SIGINT, "run", small, "--out", copied, "--force")
        assert [path.name for path in copied.parent.iterdir()] == [copied.name]


class TestWhatIsSaid:
    def test_an_interrupt_is_told_in_one_line(self, stop, small):
        done = stop(MOMENTS["sending a transaction"], signal.SIGINT, "run", small, "--out", "run")
        assert done.returncode == 130
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("interrupted")

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
    def test_a_terminal_gets_its_cursor_back(self, stop, small, how):
        ours, theirs = pty.openpty()
        moment = MOMENTS["sending a transaction"]
        with os.fdopen(ours, "rb", buffering=0) as screen:
            stop(
                moment, how, "run", small, "--out", "run",
                capture_output=False, stdout=subprocess.PIPE, stderr=theirs,
            )  # fmt: skip
            os.close(theirs)
            drawn = screen.read(100_000)
        assert drawn.rfind(b"\x1b[?25h") > drawn.rfind(b"\x1b[?25l") >= 0


@pytest.mark.heavy
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_at_any_moment_the_old_run_or_the_new_one_is_there_whole(
    surroundings, greenbond, small, tmp_path, how
):
    """By the clock: from before Python has started until after the run is written."""
    greenbond("run", small, "--out", "run", "--quiet")
    line = [sys.executable, "-m", "sim", "run", small, "--out", "run", "--force", "--seed"]
    for step in range(40):
        child = subprocess.Popen(
            [*line, str(step)], cwd=tmp_path, env=surroundings(), text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        with suppress(subprocess.TimeoutExpired):
            child.wait(step * 0.03)
        child.send_signal(how)
        _, said = child.communicate(timeout=60)
        # Before our first line is read Python may still say what it likes, of its own files.
        assert "Traceback" not in said or f"{os.sep}sim{os.sep}" not in said
        assert not (tmp_path / "run").exists() or verify_files(tmp_path / "run") == ()
    assert greenbond("run", small, "--out", "run", "--quiet", "--force").status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


#: In place of a library that is slow to import: tells its process to stop.
SLOW = {
    "at once": "os.kill(os.getpid(), {number})",
    "where Python drops it": """
class Anything: pass
anything = Anything()
kept = weakref.ref(anything, lambda gone: os.kill(os.getpid(), {number}))
del anything
""",
    "and makes it an error of its own": """
try:
    os.kill(os.getpid(), {number})
except BaseException as stop:
    raise ImportError from stop
""",
}


@pytest.mark.parametrize(
    ("number", "ends"),
    [(signal.SIGINT, (130, "interrupted\n")), (signal.SIGTERM, (143, "told to end\n"))],
)
@pytest.mark.parametrize("sent", SLOW.values(), ids=list(SLOW))
def test_a_signal_while_the_command_is_imported_is_told_in_one_line(
    surroundings, tmp_path, number, ends, sent
):
    slow = "import os, weakref\n" + sent.format(number=int(number)) + "\nwhile True: pass\n"
    (tmp_path / "typer.py").write_text(slow, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), surroundings()["PYTHONPATH"]])
    done = subprocess.run(
        [sys.executable, "-m", "sim", "list"],
        env=surroundings(PYTHONPATH=path), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (ends[0], "", ends[1])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_is_ignored_from_the_start_stays_ignored(stop, small, tmp_path, how):
    done = stop(
        MOMENTS["sending a transaction"], how, "run", small, "--out", "run",
        preexec_fn=lambda: signal.signal(how, signal.SIG_IGN),
    )  # fmt: skip
    assert done.returncode == 0
    assert verify_files(tmp_path / "run") == ()


def test_verify_can_be_interrupted_too(stop, copied, whole):
    before = whole(copied.parent)
    done = stop(MOMENTS["sending a transaction"], signal.SIGINT, "verify", copied)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert whole(copied.parent) == before
