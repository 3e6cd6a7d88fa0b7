"""`python -m sim.chain.generate`: compiles what is out of date, then writes what is generated."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.chain import artifacts
from sim.chain.generate.package import render, write
from sim.errors import BadInput


def main() -> int:
    """Writes the generated modules beside this package; returns the exit status."""
    try:
        modules = render(artifacts.load())
    except BadInput as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for path in write(modules, Path(__file__).parents[1]):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
