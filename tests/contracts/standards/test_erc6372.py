"""ERC-6372: the clock a bond counts its record dates by."""

from __future__ import annotations


class TestClock:
    def test_is_the_blocks_timestamp(self, deal):
        at = deal.warp("2023-08-15 18:00")
        assert deal.bond.clock() == at
        deal.chain.at(at + 7)
        assert deal.bond.clock() == at + 7

    def test_is_the_one_record_dates_go_by(self, deal):
        deal.mint(deal.alice, 10)
        first = deal.terms.period(0)
        deal.chain.at(first.record_at - 1)
        assert (deal.bond.clock(), deal.bond.record_id()) == (first.record_at - 1, 0)
        deal.chain.at(first.record_at)
        assert (deal.bond.clock(), deal.bond.record_id()) == (first.record_at, 1)


class TestClockMode:
    def test_says_so(self, deal):
        assert deal.bond.clock_mode() == "mode=timestamp"
