from __future__ import annotations

from sim.chain import logs as chain
from sim.ledger.laws.case import Verdict


def test_a_breach_says_where(told) -> None:
    verdict = Verdict("DVP")
    log = chain.Matched("Settlement", told.SETTLEMENT, 0, 7, 0, 2, 1)
    verdict.breach("I000001", "its units did not move", log)
    verdict.breach("I000002", "its money did not move")
    assert [str(breach) for breach in verdict.breaches] == [
        "DVP I000001: its units did not move (log 7:0:2)",
        "DVP I000002: its money did not move",
    ]
    assert not verdict.held
