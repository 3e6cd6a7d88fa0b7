"""Where the command begins: ready to be interrupted before anything slow is imported."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run `greenbond`; its exit status is told in `sim.cli`."""
    try:
        from sim.cli import main as command
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    command()


if __name__ == "__main__":
    main()
