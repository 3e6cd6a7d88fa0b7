"""PayingAgent: rounded once a holder, the whole is known when every holder was counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.chain.logs import (
    ActionFunded,
    ActionMissed,
    ActionStatus,
    HoldersCounted,
    Paid,
    RoundingBasis,
)
from sim.chain.reverts import (
    BondToken_RecordNotStruck,
    PayingAgent_NotCounted,
    PayingAgent_NothingToCount,
    PayingAgent_UnknownAction,
)
from sim.units import half_up
from tests.contracts.coupons import INTR, announced
from tests.contracts.deal import ZERO, Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.recoveries import replaced
from tests.contracts.schedules import bound, quarters

HOLDING = RoundingBasis.HOLDING
FIRST = quarters()[0]
#: One unit of 100.03 for 89 days of 365 at 4.05 %: 98.78… cents.
SMALL = 100_03
NUM, DEN = SMALL * 40_500_000 * 89, 10**9 * 365


def due(units):
    return half_up(units * NUM, DEN)


@pytest.fixture
def bond(deal: Deal):
    """Alice, bob and carol own 3, 5 and 7 units of it; its first coupon is action 1."""
    _, bond = bound(deal, rounding_basis=HOLDING, calculation_amount=SMALL)
    for who, units in ((deal.alice, 3), (deal.bob, 5), (deal.carol, 7)):
        bond.issue(who, units, sender=deal.as_settlement)
    deal.paying.announce(bond.address, 0, INTR, sender=deal.paying_agent)
    return bond


@pytest.fixture
def closed(deal, bond):
    """The same once the record date closed."""
    deal.chain.at(FIRST.record_at)
    return bond


def count(deal, *names, number=1):
    holders = [getattr(deal, name) for name in names]
    return deal.paying.count(number, holders, sender=deal.mallory)


class TestCountFails:
    def test_for_an_action_nobody_announced(self, deal):
        with reverts(PayingAgent_UnknownAction, action_id=1):
            count(deal, "alice")

    def test_where_amounts_are_rounded_a_unit(self, deal):
        deal.mint(deal.alice, 10)
        number = announced(deal)
        deal.warp("2023-08-15 18:00")
        with reverts(PayingAgent_NothingToCount, action_id=number):
            count(deal, "alice", number=number)

    def test_before_the_record_date_closed(self, deal, bond):
        deal.chain.at(FIRST.record_at - 1)
        with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
            count(deal, "alice")

    def test_once_it_is_funded(self, deal, closed):
        count(deal, "alice", "bob", "carol")
        deal.paying.fund(1, sender=deal.issuer)
        with reverts(PayingAgent_NothingToCount, action_id=1):
            count(deal, "alice")

    def test_once_it_is_paid(self, deal, closed):
        count(deal, "alice", "bob", "carol")
        deal.paying.fund(1, sender=deal.issuer)
        deal.chain.at(FIRST.payable_from)
        deal.paying.pay(1, [deal.alice, deal.bob, deal.carol], sender=deal.paying_agent)
        with reverts(PayingAgent_NothingToCount, action_id=1):
            count(deal, "alice")


class TestCount:
    def test_adds_up_what_each_is_due(self, deal, closed):
        with unmoved(deal):
            receipt = count(deal, "alice", "bob", "carol")
        total = due(3) + due(5) + due(7)
        assert total != due(15)
        assert said(receipt, deal.paying) == [(HoldersCounted, 1, 15, total)]
        assert deal.paying.amount_due(1) == total

    def test_in_any_order_and_in_batches(self, deal, closed):
        assert said(count(deal, "carol"), deal.paying) == [(HoldersCounted, 1, 7, due(7))]
        receipt = count(deal, "bob", "alice")
        assert said(receipt, deal.paying) == [(HoldersCounted, 1, 15, due(7) + due(5) + due(3))]

    def test_passes_over_whoever_was_counted(self, deal, closed):
        count(deal, "bob")
        receipt = count(deal, "bob", "alice", "alice", "bob")
        assert said(receipt, deal.paying) == [(HoldersCounted, 1, 8, due(5) + due(3))]

    def test_nobody_is_kept_out_by_a_stranger_of_a_high_address(self, deal, closed):
        """Anyone may count: whom it names first must not decide who can be named later."""
        deal.paying.count(1, ["0x" + "ff" * 20], sender=deal.mallory)
        by_address = sorted((deal.alice, deal.bob, deal.carol), reverse=True)
        for holder in by_address:
            deal.paying.count(1, [holder], sender=deal.mallory)
        deal.paying.fund(1, sender=deal.issuer)
        assert deal.paying.action(1).status is ActionStatus.FUNDED

    def test_holders_of_nothing_are_passed_over_then_and_later(self, deal, closed):
        receipt = count(deal, "dave", "mallory")
        assert said(receipt, deal.paying) == [(HoldersCounted, 1, 0, 0)]

    def test_is_by_the_record_date(self, deal, closed):
        closed.transfer(deal.dave, 5, sender=deal.bob)
        receipt = count(deal, "alice", "bob", "carol", "dave")
        assert said(receipt, deal.paying) == [
            (HoldersCounted, 1, 15, due(3) + due(5) + due(7)),
        ]

    def test_of_a_lost_account_is_of_the_right_it_kept(self, deal, closed, is_recovered):
        replaced(deal, "bob", "dave")
        if is_recovered:
            closed.recovery_address(deal.bob, deal.dave, ZERO, sender=deal.mallory)
        receipt = count(deal, "alice", "bob", "carol", "dave")
        assert said(receipt, deal.paying) == [
            (HoldersCounted, 1, 15, due(3) + due(5) + due(7)),
        ]

    def test_counts_each_action_anew(self, deal, closed):
        count(deal, "alice", "bob", "carol")
        deal.paying.announce(closed.address, 1, INTR, sender=deal.paying_agent)
        deal.chain.at(quarters()[1].record_at)
        receipt = count(deal, "alice", "bob", "carol", number=2)
        assert receipt.only(HoldersCounted).units == 15

    def test_does_not_pass_for_a_payment(self, deal, closed):
        count(deal, "alice", "bob", "carol")
        assert not deal.paying.is_handled(1, deal.alice)


class TestFund:
    class TestFails:
        @pytest.mark.parametrize(
            ("names", "units"), [((), 0), (("alice", "carol"), 10)], ids=["nobody", "all but one"]
        )
        def test_while_someone_is_not_counted(self, deal, closed, names, units):
            if names:
                count(deal, *names)
            with reverts(PayingAgent_NotCounted, action_id=1, counted_units=units, units=15):
                deal.paying.fund(1, sender=deal.issuer)

    def test_takes_the_sum_and_pays_it_out_to_the_cent(self, deal, closed):
        count(deal, "alice", "bob", "carol")
        receipt = deal.paying.fund(1, sender=deal.issuer)
        total = due(3) + due(5) + due(7)
        assert said(receipt, deal.paying) == [(ActionFunded, 1, deal.issuer, 15, total)]
        deal.chain.at(FIRST.payable_from)
        holders = [deal.alice, deal.bob, deal.carol]
        receipt = deal.paying.pay(1, holders, sender=deal.paying_agent)
        assert [log.gross for log in receipt.all(Paid)] == [due(3), due(5), due(7)]
        assert deal.paying.owed(deal.cash.address) == 0
        assert deal.cash.balance_of(deal.paying.address) == 0

    def test_of_nothing_issued_needs_no_count(self, deal):
        _, bond = bound(deal, rounding_basis=HOLDING)
        deal.paying.announce(bond.address, 0, INTR, sender=deal.paying_agent)
        deal.chain.at(FIRST.record_at)
        deal.paying.fund(1, sender=deal.issuer)
        assert deal.paying.action(1).status is ActionStatus.PAID


class TestMissed:
    def test_before_anybody_counted_says_the_whole_as_one_holding(self, deal, closed):
        assert deal.paying.amount_due(1) == due(15)
        deal.chain.at(FIRST.funding_cutoff)
        receipt = deal.paying.declare_missed([1], sender=deal.mallory)
        assert said(receipt, deal.paying) == [(ActionMissed, 1, 15, due(15))]

    def test_is_counted_and_cured(self, deal, closed):
        deal.chain.at(FIRST.funding_cutoff)
        deal.paying.declare_missed([1], sender=deal.mallory)
        count(deal, "alice", "bob", "carol")
        total = due(3) + due(5) + due(7)
        assert deal.paying.amount_due(1) == total
        receipt = deal.paying.fund(1, sender=deal.issuer)
        assert receipt.only(ActionFunded).amount == total
        assert deal.paying.amount_due(1) == total


class TestRounding:
    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        holdings=st.lists(st.integers(1, 10**9), min_size=1, max_size=5),
        rate=st.integers(0, 2 * 10**8),
        each=st.integers(1, 10**8),
    )
    def test_is_half_up_a_holder_whatever_they_hold(self, deal, holdings, rate, each):
        with deal.undone():
            periods = [replace(one, rate=rate) for one in quarters()]
            terms = {"calculation_amount": each, "offered_units": 10**10, "minimum_units": 0}
            _, bond = bound(deal, periods, rounding_basis=HOLDING, **terms)
            holders = deal.investors[: len(holdings)]
            for who, units in zip(holders, holdings, strict=True):
                bond.issue(who, units, sender=deal.as_settlement)
            deal.paying.announce(bond.address, 0, INTR, sender=deal.paying_agent)
            deal.chain.at(FIRST.record_at)
            deal.paying.count(1, holders, sender=deal.mallory)
            amounts = [half_up(n * each * rate * 89, 10**9 * 365) for n in holdings]
            assert deal.paying.amount_due(1) == sum(amounts)
            deal.cash.mint([deal.issuer], [sum(amounts)], sender=deal.central_bank)
            deal.paying.fund(1, sender=deal.issuer)
            deal.chain.at(FIRST.payable_from)
            receipt = deal.paying.pay(1, holders, sender=deal.paying_agent)
            assert [log.net for log in receipt.all(Paid)] == amounts
            assert deal.cash.balance_of(deal.paying.address) == 0
