"""The coupon that is measured reaches every holder, and the laws are tried."""

from __future__ import annotations

import pytest

from sim.bench import coupon
from sim.ledger import build

pytest.importorskip("pyrevm")


def test_every_holder_is_paid(monkeypatch):
    kept = []

    def books(inputs, timing, clock):
        kept.append(build(inputs))
        timing.books += 1.0

    monkeypatch.setattr(coupon, "books", books)
    assert coupon.coupon_seconds(150) > 1.0
    (ledgers,) = kept
    assert not ledgers.breaches
    rows = [row for row in ledgers["corporate_actions"] if row.holder.startswith("holder-")]
    assert {(row.event, row.status, row.units) for row in rows} == {("INTR", "PAID", 2)}
    assert len(rows) == 150
