"""Being told to stop: an exception raised where the process is, that does not get lost.

Python drops what is raised in a weak reference's callback or in a finaliser: it prints a
traceback and goes on. There it is raised again, a moment later. And a library may turn it into an
error of its own; that is told as what it was.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, Never

__all__ = ["INTERRUPTED", "TERMINATED", "Terminated", "stoppable"]

#: Exit statuses as shells count them: 128 and the number of the signal.
INTERRUPTED: Final = 128 + signal.SIGINT
TERMINATED: Final = 128 + signal.SIGTERM

#: Seconds until what got lost is raised again: long enough to be out of the callback.
_AGAIN_AFTER: Final = 0.01

#: Windows has no such timer; there an interrupt that got lost has to be repeated by hand.
_CAN_WAIT: Final = hasattr(signal, "setitimer")


class Terminated(BaseException):
    """Raised where the process was when it was told to end, so that it can clean up."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `KeyboardInterrupt` for an interrupt and `Terminated` for the signal to end.

    Only a main thread hears signals; in any other nothing is changed. What whoever started the
    process had it ignore (as `nohup` and shells do) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told: list[type[BaseException]] = []
    former = {
        number: signal.signal(number, _raising(stop, told))
        for number, stop in ((signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, Terminated))
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    hook = sys.unraisablehook
    sys.unraisablehook = _again_or(hook)
    try:
        yield
    except Exception as error:
        if told:
            # Libraries may make what was raised an error of their own: pydantic does.
            raise told[0] from error
        raise
    finally:
        _raise_no_more()
        sys.unraisablehook = hook
        for number, handler in former.items():
            signal.signal(number, handler)


def _raising(
    stop: type[BaseException], told: list[type[BaseException]]
) -> Callable[[int, FrameType | None], Never]:
    def heard(number: int, frame: FrameType | None) -> Never:
        told.append(stop)
        raise stop

    return heard


def _again_or(
    hook: Callable[[sys.UnraisableHookArgs], object],
) -> Callable[[sys.UnraisableHookArgs], None]:
    """What Python shall do with an exception nobody can catch."""

    def heard(lost: sys.UnraisableHookArgs) -> None:
        if issubclass(lost.exc_type, KeyboardInterrupt | Terminated) and _CAN_WAIT:
            _raise_soon(lost.exc_type)
        else:
            hook(lost)

    return heard


def _raise_soon(stop: type[BaseException]) -> None:
    signal.signal(signal.SIGALRM, _raising(stop, []))
    signal.setitimer(signal.ITIMER_REAL, _AGAIN_AFTER)


def _raise_no_more() -> None:
    if _CAN_WAIT:
        signal.setitimer(signal.ITIMER_REAL, 0)
