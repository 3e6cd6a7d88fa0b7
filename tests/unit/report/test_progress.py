"""How far a run is: silent when quiet or quick, plain lines in a pipe, a bar on a terminal."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr
from datetime import date, timedelta

import pytest

from sim.report import progress
from sim.report.progress import PATIENCE

FIRST, LAST = date(2023, 2, 13), date(2023, 2, 23)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is told to go on."""
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] += seconds

    return wait


class Terminal(io.StringIO):
    """A screen; as a context, it is the error output."""

    def isatty(self) -> bool:
        return True

    def __enter__(self) -> Terminal:
        self._instead = redirect_stderr(self)
        self._instead.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._instead.__exit__(*error)

    @property
    def cursor(self) -> str:
        states = re.findall(r"\x1b\[\?25([hl])", self.getvalue())
        return {"h": "shown", "l": "hidden"}[states[-1]]


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


class TestQuiet:
    def test_says_nothing_however_long_it_takes(self, clock, capsys):
        with progress(FIRST, LAST, quiet=True) as watch:
            clock(10 * PATIENCE)
            watch(LAST)
        assert capsys.readouterr() == ("", "")

    def test_says_nothing_on_a_terminal_either(self, terminal):
        with terminal, progress(FIRST, LAST, quiet=True) as watch:
            watch(LAST)
        assert terminal.getvalue() == ""


class TestInAPipe:
    def test_a_quick_run_says_nothing(self, clock, capsys):
        with progress(FIRST, LAST, quiet=False) as watch:
            for days in range(11):
                watch(FIRST + timedelta(days))
        assert capsys.readouterr() == ("", "")

    def test_a_long_run_says_where_it_is_now_and_then(self, clock, capsys):
        with progress(FIRST, LAST, quiet=False) as watch:
            watch(FIRST)
            clock(PATIENCE)
            watch(date(2023, 2, 18))
            watch(date(2023, 2, 19))
            clock(PATIENCE)
            watch(LAST)
        assert capsys.readouterr() == ("", "2023-02-18  50%\n2023-02-23  100%\n")

    def test_a_single_day_is_no_trouble(self, clock, capsys):
        with progress(FIRST, FIRST, quiet=False) as watch:
            clock(PATIENCE)
            watch(FIRST)
        assert capsys.readouterr().err == "2023-02-13  0%\n"


class TestOnATerminal:
    def test_a_bar_moves_on_the_error_output_only(self, terminal, capsys):
        with terminal, progress(FIRST, LAST, quiet=False) as watch:
            watch(date(2023, 2, 18))
        assert "2023-02-18" in terminal.getvalue()
        assert "50 %" in terminal.getvalue()
        assert capsys.readouterr().out == ""

    def test_it_goes_away_and_the_cursor_comes_back(self, terminal):
        with terminal, progress(FIRST, LAST, quiet=False) as watch:
            watch(LAST)
        assert terminal.cursor == "shown"
        assert terminal.getvalue().endswith("\x1b[2K")

    def test_so_it_does_when_the_run_is_interrupted(self, terminal):
        with terminal, pytest.raises(KeyboardInterrupt), progress(FIRST, LAST, quiet=False):
            raise KeyboardInterrupt
        assert terminal.cursor == "shown"

    def test_a_single_day_is_no_trouble(self, terminal):
        with terminal, progress(FIRST, FIRST, quiet=False) as watch:
            watch(FIRST)
        assert terminal.cursor == "shown"
