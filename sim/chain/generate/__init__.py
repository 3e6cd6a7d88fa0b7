"""Writes the typed modules of `sim.chain` that follow from the contracts' ABIs.

`python -m sim.chain.generate` writes `logs.py`, `events.py`, `reverts.py` and `bindings/`; they are
committed, and a test writes them again and compares.
"""

from sim.chain.generate.package import render, write

__all__ = ["render", "write"]
