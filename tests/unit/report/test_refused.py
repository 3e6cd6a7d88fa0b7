"""What contracts refused, in the summary."""

from __future__ import annotations

from sim.ledger.rows import TransactionRow
from tests.unit.report.by_hand import row


class TestWhatWasRefused:
    def test_is_left_out_when_nothing_was(self, said):
        assert said("Refused", transactions=[row(TransactionRow)]) == []

    def test_is_told_at_the_deals_own_time(self, said):
        revert = "X(until=2024-11-15T10:00:00Z, at=2024-11-15T17:00:01Z, on=2024-11-15)"
        refused = {"function": "f", "sender": "alder", "revert": revert}
        assert said("Refused", transactions=[row(TransactionRow, at=0, **refused)]) == [
            "1970-01-01 f by alder: "
            "X(until=2024-11-15 18:00, at=2024-11-16 01:00:01, on=2024-11-15)"
        ]

    def test_is_told_with_the_contracts_own_words(self, said):
        refused = {"function": "transfer", "sender": "alder", "revert": "BondToken_Frozen(units=5)"}
        at = 1_686_019_500  # 2023-06-06T02:45:00Z
        assert said("Refused", transactions=[row(TransactionRow, at=at, **refused)]) == [
            "2023-06-06 transfer by alder: BondToken_Frozen(units=5)"
        ]
