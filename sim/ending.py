"""How a command ends: its exit status, one message for a person, and never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, cast

import typer
from typer.core import TyperGroup

from sim.errors import GreenbondError, printable
from sim.stopping import INTERRUPTED, TERMINATED, Terminated, stoppable

__all__ = ["Commands", "ended"]

#: What a wrong command line raises; typer names only its descendants.
_USAGE: Final = cast(type[Exception], typer.BadParameter.__mro__[2])


class _Carried(BaseException):
    """Carries an exception past typer, which would end with words and a status of its own."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


class Commands(TyperGroup):
    """A group of commands whose interrupts and closed pipes reach `ended`."""

    def invoke(self, ctx: Any) -> Any:
        """Invoke the command named."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, OSError) as error:
            raise _Carried(error) from error


def ended(command: Callable[..., Any]) -> int:
    """Run a typer application and return the exit status; errors go to stderr in few lines."""
    _open_streams()
    _speak_any_letters()
    try:
        with stoppable():
            return _invoked(command)
    except _USAGE as usage:
        return _show(usage)
    except GreenbondError as stopped:
        return _say(str(stopped), stopped.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted", INTERRUPTED)
    except Terminated:
        return _say("told to end", TERMINATED)
    except BrokenPipeError:
        # Who reads our output has seen enough.
        _forget_output()
        return 0
    except OSError as error:
        _forget_output()
        where = printable(str(error.filename or "standard output"))
        return _say(f"{where}: {error.strerror or error}", 1)


def _invoked(command: Callable[..., Any]) -> int:
    try:
        status = command(standalone_mode=False)
    except _Carried as carried:
        raise carried.error from None
    sys.stdout.flush()
    return int(status or 0)


def _show(usage: Any) -> int:
    usage.show()
    return int(usage.exit_code)


def _say(message: str, status: int) -> int:
    with suppress(OSError):
        print(message, file=sys.stderr, flush=True)
    return status


def _open_streams() -> None:
    """A stream that was closed gets a hole to speak into; no file of ours may take its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number free is this one.
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def _speak_any_letters() -> None:
    """A terminal that knows few letters gets the others spelt out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """What is still buffered cannot be written and must not be tried again at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
