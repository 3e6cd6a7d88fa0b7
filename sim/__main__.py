"""Where the command begins: ready to be stopped before anything slow is imported.

Nothing but `sys` is imported outside of `main`: an interrupt out there would be told by Python.
"""

import sys

__all__ = ["main"]


def main() -> None:
    """Run `greenbond`.

    Exit status 0 held, 1 a check failed, 2 bad input, 130 interrupted, 143 told to end.
    """
    try:
        sys.exit(_status())
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)


def _status() -> int:
    from sim.stopping import TERMINATED, Terminated, stoppable

    try:
        with stoppable():
            from sim.cli import app
            from sim.ending import ended
    except Terminated:
        print("told to end", file=sys.stderr)
        return TERMINATED
    return ended(app)


if __name__ == "__main__":
    main()
