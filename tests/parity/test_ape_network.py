"""PARITY: ape's own network is the reference engine again, to the gas and the hash."""

from __future__ import annotations

from sim.chain import open_engine
from tests.parity.test_engines import GENESIS, story


def test_one_story_leaves_the_same_record_to_the_hash(ape, probe):
    (here, *_), (there, *_) = (
        story(probe, open_engine(name, genesis_instant=GENESIS)) for name in ("ape", "eth-tester")
    )
    assert here.logs == there.logs
    assert here.transactions == there.transactions
    assert all(transaction.tx_hash for transaction in here.transactions)
    assert here.engine.logs(0, 99) == there.engine.logs(0, 99)
    assert ape.chain.blocks.height == len(here.transactions)
