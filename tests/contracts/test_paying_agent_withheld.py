"""PayingAgent: what cannot be paid is set aside, told why, and never lost."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    ActionPaid,
    Claimed,
    ClaimRefused,
    Transfer,
    Withheld,
)
from sim.chain.reverts import (
    PayingAgent_UnknownAction,
)
from tests.contracts.coupons import (
    ALL_UNITS,
    BLOCKS,
    FIRST_COUPON,
    FROZEN,
    RAIL,
    blocked,
    funded,
    held,
    owed,
    paid,
    pay,
)
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said, unmoved


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    return held(deal)


class TestWithheld:
    @blocked
    def test_sets_the_payment_aside_and_pays_the_others(self, deal, reason, block, unblock):
        block(deal)
        number = funded(deal)
        receipt = pay(deal, number, "alice", "bob", "carol")
        due = 20 * FIRST_COUPON
        assert said(receipt, deal.paying) == [
            paid(deal, number, "alice", 10),
            (Withheld, number, deal.bob, 20, due, 0, due, reason),
            paid(deal, number, "carol", 30),
            (ActionPaid, number, ALL_UNITS),
        ]
        assert deal.paying.withheld_of(number, deal.bob) == due
        assert deal.paying.is_handled(number, deal.bob)
        assert owed(deal) == deal.cash.balance_of(deal.paying.address) == due

    @blocked
    def test_is_not_tried_again_by_paying(self, deal, reason, block, unblock):
        block(deal)
        number = funded(deal)
        pay(deal, number, "bob")
        unblock(deal)
        assert pay(deal, number, "bob").events == ()

    def test_for_a_freeze_before_anything_else(self, deal):
        for _, block, _ in BLOCKS.values():
            block(deal)
        receipt = pay(deal, funded(deal), "bob")
        assert receipt.only(Withheld).reason is FROZEN

    def test_is_decided_at_payment_not_at_the_record_date(self, deal):
        number = funded(deal)
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        assert pay(deal, number, "bob").only(Withheld).reason is FROZEN

    def test_for_everyone_when_the_agents_own_money_is_frozen(self, deal):
        number = funded(deal)
        deal.cash.freeze([deal.paying.address], sender=deal.central_bank)
        receipt = pay(deal, number, "alice", "bob", "carol")
        assert [log.reason for log in receipt.all(Withheld)] == [RAIL] * 3
        assert owed(deal) == ALL_UNITS * FIRST_COUPON


class TestClaim:
    class TestFails:
        def test_of_an_action_nobody_announced(self, deal):
            with reverts(PayingAgent_UnknownAction, action_id=1):
                deal.paying.claim(1, [deal.bob], sender=deal.bob)

    @blocked
    def test_is_refused_by_event_while_the_block_lasts(self, deal, reason, block, unblock):
        block(deal)
        number = funded(deal)
        pay(deal, number, "bob")
        with unmoved(deal):
            receipt = deal.paying.claim(number, [deal.bob], sender=deal.bob)
        assert said(receipt, deal.paying) == [(ClaimRefused, number, deal.bob, reason)]
        assert deal.paying.withheld_of(number, deal.bob) == owed(deal) - 40 * FIRST_COUPON

    @blocked
    @pytest.mark.parametrize("who", ["bob", "paying_agent", "mallory"])
    def test_pays_out_once_nothing_blocks_it(self, deal, reason, block, unblock, who):
        block(deal)
        number = funded(deal)
        pay(deal, number, "alice", "bob", "carol")
        unblock(deal)
        receipt = deal.paying.claim(number, [deal.bob], sender=getattr(deal, who))
        due = 20 * FIRST_COUPON
        assert said(receipt, deal.paying) == [(Claimed, number, deal.bob, due)]
        assert said(receipt, deal.cash) == [(Transfer, deal.paying.address, deal.bob, due)]
        assert deal.paying.withheld_of(number, deal.bob) == owed(deal) == 0

    @pytest.mark.parametrize("who", ["alice", "bob", "mallory"])
    def test_passes_over_whoever_has_nothing_withheld(self, deal, who):
        deal.bond.freeze([deal.bob, deal.carol], sender=deal.registrar)
        number = funded(deal)
        pay(deal, number, "alice", "bob", "carol")
        deal.bond.unfreeze([deal.bob, deal.carol], sender=deal.registrar)
        deal.paying.claim(number, [deal.bob], sender=deal.mallory)
        holders = [getattr(deal, who), deal.carol, deal.carol]
        receipt = deal.paying.claim(number, holders, sender=deal.paying_agent)
        assert [log.holder for log in receipt.all(Claimed)] == [deal.carol]

    def test_one_still_blocked_does_not_stop_the_batch(self, deal):
        deal.bond.freeze([deal.bob, deal.carol], sender=deal.registrar)
        number = funded(deal)
        pay(deal, number, "alice", "bob", "carol")
        deal.bond.unfreeze([deal.carol], sender=deal.registrar)
        receipt = deal.paying.claim(number, [deal.bob, deal.carol], sender=deal.paying_agent)
        assert said(receipt, deal.paying) == [
            (ClaimRefused, number, deal.bob, FROZEN),
            (Claimed, number, deal.carol, 30 * FIRST_COUPON),
        ]

    def test_is_not_lost_with_time_nor_with_the_units(self, deal):
        deal.register.sanction([deal.bob], sender=deal.regulator)
        number = funded(deal)
        pay(deal, number, "bob")
        deal.register.clear([deal.bob], sender=deal.regulator)
        deal.bond.transfer(deal.alice, 20, sender=deal.bob)
        deal.warp("2030-01-01 09:00")
        receipt = deal.paying.claim(number, [deal.bob], sender=deal.bob)
        assert receipt.only(Claimed).net == 20 * FIRST_COUPON
