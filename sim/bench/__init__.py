"""How fast the engines are, side by side, on this machine: `greenbond bench`.

It stands where `sim.run` stands, above engine, chain and ledger, and only the command imports it.
The same trades are settled on each engine, their logs decoded, their books made and written as CSV
text; the digest of the books proves that the same work was done.
"""

from sim.bench.command import run_bench

__all__ = ["run_bench"]
