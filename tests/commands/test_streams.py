"""Where words go: pipes, terminals, closed and full outputs, locales that know little."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="needs a Unix")

C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
POOR = {
    "locale C": C_LOCALE,
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
}
#: Python writes to a pipe when its buffer is full or at the end, or else at once.
BUFFERS = pytest.mark.parametrize(
    "buffers", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "at once"]
)


@pytest.fixture(params=POOR, ids=list(POOR))
def poor(request) -> dict[str, str]:
    """Variables under which Python cannot write every letter."""
    return POOR[request.param]


class TestInAPipe:
    def test_the_summary_is_plain_text(self, small_run):
        assert all(letter.isprintable() or letter == "\n" for letter in small_run[1].out)

    def test_the_error_output_stays_empty(self, small_run):
        assert small_run[1].err == ""

    def test_a_complaint_goes_to_the_error_output_only(self, process, tmp_path):
        done = process("run", "nowhere", cwd=tmp_path)
        assert (done.status, done.out) == (2, "")
        assert all(letter.isprintable() or letter == "\n" for letter in done.err)


class TestOnATerminal:
    def test_a_bar_is_drawn_on_the_error_output_only(self, on_terminal, small, tmp_path):
        status, out, screen = on_terminal("run", small, "--out", tmp_path / "run")
        assert status == 0
        assert "2023-03-20" in screen
        assert "100 %" in screen
        assert out.startswith("A small green bond\n")
        assert "\x1b" not in out

    def test_nothing_is_left_of_it(self, on_terminal, small, tmp_path):
        _, _, screen = on_terminal("run", small, "--out", tmp_path / "run")
        assert screen.endswith("\x1b[2K")
        assert screen.rindex("\x1b[?25h") > screen.rindex("\x1b[?25l")

    def test_quiet_draws_none(self, on_terminal, small, tmp_path):
        drawn = on_terminal("run", small, "--quiet", "--out", tmp_path / "run")
        assert drawn == (0, "", "")


class TestAReaderWhoHasSeenEnough:
    def test_head_gets_its_line_and_no_complaint(self, process, small, tmp_path):
        reader = subprocess.Popen(["head", "-1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        done = process("run", small, "--out", tmp_path / "run", stdout=reader.stdin)
        first, _ = reader.communicate(timeout=10)
        assert first == b"A small green bond\n"
        assert done.err == ""
        assert (tmp_path / "run" / "manifest.json").is_file()

    @pytest.mark.parametrize("command", ["list", "cashflows", "run", "verify"])
    @BUFFERS
    def test_a_closed_pipe_is_no_failure(self, closed_pipe, command, buffers):
        done = closed_pipe(command, buffers)
        assert (done.status, done.err) == (0, "")

    @pytest.fixture
    def closed_pipe(self, process, small, small_run, tmp_path):
        arguments = {
            "list": (),
            "cashflows": ("hk-2023",),
            "run": (small, "--out", tmp_path / "run"),
            "verify": (small_run[0],),
        }

        def run(command: str, variables: dict[str, str]):
            reading, writing = os.pipe()
            os.close(reading)
            try:
                return process(command, *arguments[command], stdout=writing, env=variables)
            finally:
                os.close(writing)

        return run


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("words", [("list",), ("cashflows", "hk-2023")])
@BUFFERS
def test_a_full_output_is_said_in_one_line(process, words, buffers):
    with open("/dev/full", "wb") as full:
        done = process(*words, stdout=full, env=buffers)
    assert done.status in (1, 2)
    assert len(done.err.splitlines()) == 1
    assert "No space left on device" in done.err


class TestWhereFewLettersAreKnown:
    @pytest.mark.parametrize("words", [("list",), ("cashflows", "hk-2023"), ("run", "--help")])
    def test_every_command_works(self, process, words):
        done = process(*words, env=C_LOCALE)
        assert (done.status, done.err) == (0, "")

    def test_a_run_writes_the_same_bytes(self, process, small, small_run, tmp_path, whole):
        assert process("run", small, "--out", tmp_path / "run", env=C_LOCALE).status == 0
        assert whole(tmp_path / "run") == whole(small_run[0])

    def test_a_complaint_about_other_letters_is_no_traceback(self, process, tmp_path):
        done = process("run", "nögång.toml", env=C_LOCALE, cwd=tmp_path)
        assert done.status == 2
        assert "there is neither a file nor a built-in scenario of this name" in done.err
        assert "Traceback" not in done.err

    def test_a_title_in_other_letters_is_no_traceback(self, process, spoiled, poor):
        file = spoiled(('"A small green bond"', '"A small – 綠色債券"'))
        done = process("check", file, env=poor)
        assert (done.status, done.err) == (0, "")
        assert "1 tranche" in done.out

    def test_a_folder_with_bytes_that_are_no_text_is_no_traceback(self, process, small, tmp_path):
        place = tmp_path / os.fsdecode(b"caf\xe9")
        done = process("run", small, "--out", place)
        assert (place / "manifest.json").is_file()
        assert (done.status, done.err) == (0, "")


@pytest.fixture
def on_terminal(surroundings):
    """Runs the command with a terminal as its error output: status, output, what was drawn."""

    def run(*words: object) -> tuple[int, str, str]:
        ours, theirs = pty.openpty()
        line = [sys.executable, "-m", "sim", *map(str, words)]
        child = subprocess.Popen(
            line, env=surroundings(TERM="xterm"), stdout=subprocess.PIPE, stderr=theirs
        )
        os.close(theirs)
        screen = read_all(ours)
        out, _ = child.communicate(timeout=60)
        return child.returncode, out.decode(), screen

    return run


def read_all(terminal: int) -> str:
    drawn = b""
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other end was closed
            more = b""
        if not more:
            os.close(terminal)
            return drawn.decode()
        drawn += more
