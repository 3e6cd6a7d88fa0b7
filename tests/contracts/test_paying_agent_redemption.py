"""PayingAgent: redemption burns and pays, whatever blocks the holder."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    ActionPaid,
    Transfer,
    Withheld,
)
from tests.contracts.coupons import (
    ALL_UNITS,
    FINAL_PAYABLE,
    PRINCIPAL,
    REDM,
    SECOND_COUPON,
    blocked,
    funded,
    held,
    owed,
    paid,
    pay,
)
from tests.contracts.deal import CASH, ZERO, Deal
from tests.contracts.expect import said
from tests.contracts.trades import matched, trade


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units."""
    return held(deal)


class TestRedemption:
    @pytest.fixture
    def due(self, deal: Deal) -> int:
        return funded(deal, 1, REDM)

    def test_burns_and_pays(self, deal, due):
        receipt = pay(deal, due, "alice", "bob")
        assert said(receipt, deal.bond)[-2:] == [
            (Transfer, deal.alice, ZERO, 10),
            (Transfer, deal.bob, ZERO, 20),
        ]
        assert said(receipt, deal.cash) == [
            (Transfer, deal.paying.address, deal.alice, 5_000_000_00),
            (Transfer, deal.paying.address, deal.bob, 10_000_000_00),
        ]
        assert said(receipt, deal.paying) == [
            paid(deal, due, "alice", 10, PRINCIPAL),
            paid(deal, due, "bob", 20, PRINCIPAL),
        ]
        assert deal.holdings(deal.alice, deal.bob, deal.carol) == [0, 0, 30]
        assert deal.bond.total_supply() == 30

    def test_leaves_nothing_in_issue_at_the_end(self, deal, due):
        receipt = pay(deal, due, "alice", "bob", "carol")
        assert receipt.only(ActionPaid).units == ALL_UNITS
        assert deal.bond.total_supply() == 0

    @blocked
    def test_of_a_blocked_holder_burns_and_sets_aside(self, deal, due, reason, block, unblock):
        block(deal)
        receipt = pay(deal, due, "alice", "bob", "carol")
        amount = 20 * PRINCIPAL
        told = (Withheld, due, deal.bob, 20, amount, 0, amount, reason)
        assert told in said(receipt, deal.paying)
        assert deal.bond.total_supply() == 0
        unblock(deal)
        deal.paying.claim(due, [deal.bob], sender=deal.bob)
        assert deal.cash.balance_of(deal.bob) == CASH + amount

    def test_takes_locked_units_too(self, deal):
        late = trade(deal, intended_date=deal.day("2024-02-15"), expiry_date=deal.day("2024-03-01"))
        other = matched(deal, late)
        deal.settlement.preposition([other], sender=deal.alice)
        due = funded(deal, 1, REDM)
        pay(deal, due, "alice")
        assert deal.bond.account(deal.alice).locked == deal.bond.balance_of(deal.alice) == 0

    @pytest.mark.parametrize("interest_first", [True, False])
    def test_leaves_the_last_coupon_whole(self, deal, due, interest_first):
        coupon = funded(deal, 1)
        for number in (coupon, due) if interest_first else (due, coupon):
            pay(deal, number, "alice", "bob", "carol")
        assert deal.cash.balance_of(deal.alice) == CASH + 10 * (SECOND_COUPON + PRINCIPAL)
        assert owed(deal) == 0

    def test_twice_pays_and_burns_once(self, deal, due):
        pay(deal, due, "alice")
        assert pay(deal, due, "alice", "alice").events == ()
        assert deal.bond.total_supply() == 50

    def test_pays_from_eleven_on_the_maturity_date(self, deal, due):
        assert deal.paying.action(due).payable_from == deal.instant(FINAL_PAYABLE)
