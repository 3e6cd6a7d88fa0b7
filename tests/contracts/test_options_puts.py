"""Options: units their holders elect to have repaid, and what the paying agent pays for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import (
    ActionKind,
    ActionPaid,
    ActionStatus,
    Claimed,
    Elected,
    Lapsed,
    Locked,
    Paid,
    RecordStruck,
    Role,
    RoundingBasis,
    Transfer,
    Unlocked,
    Withheld,
)
from sim.chain.reverts import (
    BondTerms_UnknownPeriod,
    ERC7943InsufficientUnfrozenBalance,
    Options_BelowMinimum,
    Options_CallerNotHolder,
    Options_NoPut,
    Options_NothingLeft,
    Options_NotWired,
    Options_WindowClosed,
    PayingAgent_NotCounted,
    RoleBound_CallerLacksRole,
)
from sim.chain.structs import Change
from sim.units import PAR
from tests.contracts.coupons import (
    FIRST_COUPON,
    REDM,
    announced,
    blocked,
    funded,
    owed,
    paid,
    pay,
)
from tests.contracts.deal import CASH, WHOLE, ZERO, Deal, instant, period, reverts, schedule
from tests.contracts.expect import said
from tests.contracts.options import (
    AT_101,
    CALL,
    CLOSES,
    OPENS,
    PUT,
    elect,
    option,
    with_options,
)
from tests.contracts.recoveries import lose, replaced

BPUT = ActionKind.BPUT
REPAID = 505_000_00


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice, bob and carol own 10, 20 and 30 units, and may have some repaid at 101."""
    return with_options(deal, option(PUT))


class TestElecting:
    class TestRefused:
        def test_for_another(self, deal):
            with reverts(Options_CallerNotHolder, caller=deal.bob, holder=deal.alice):
                deal.options.elect(deal.bond.address, 0, deal.alice, 4, sender=deal.bob)

        def test_for_a_lost_account_by_itself(self, deal):
            replaced(deal)
            with reverts(Options_CallerNotHolder, caller=deal.alice, holder=deal.alice):
                elect(deal, "alice", 4)

        def test_with_a_payment_without_a_put(self, deal):
            with reverts(Options_NoPut, bond=deal.bond.address, period_index=1):
                deal.options.elect(deal.bond.address, 1, deal.alice, 4, sender=deal.alice)

        @pytest.mark.parametrize("units", [4, 0], ids=["more", "taken back"])
        def test_too_late(self, deal, units):
            elect(deal, "alice", 2)
            now = deal.warp(CLOSES)
            told = {"notice_from": instant(OPENS), "notice_until": instant(CLOSES)}
            with reverts(Options_WindowClosed, option=0, timestamp=now, **told):
                elect(deal, "alice", units)

        def test_of_a_bond_that_is_not_wired(self, deal):
            bond = deal.new_bond()
            with reverts(Options_NotWired, bond=bond.address):
                deal.options.elect(bond.address, 0, deal.alice, 4, sender=deal.alice)

        def test_more_than_there_are(self, deal):
            deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
            with reverts(
                ERC7943InsufficientUnfrozenBalance, account=deal.alice, amount=8, unfrozen=7
            ):
                elect(deal, "alice", 8)

        def test_to_be_left_with_less_than_the_minimum(self, deal):
            told = {"holder": deal.alice, "units_after": 1, "minimum_units": 2}
            with reverts(Options_BelowMinimum, **told):
                elect(deal, "alice", 9)

    def test_locks_the_units_with_their_holder(self, deal):
        receipt = elect(deal, "alice", 4)
        assert said(receipt, deal.bond) == [(Locked, deal.alice, 4)]
        assert said(receipt, deal.options) == [(Elected, deal.bond.address, 0, deal.alice, 4)]
        assert deal.options.elected_of(deal.bond.address, 0, deal.alice) == 4
        with reverts(ERC7943InsufficientUnfrozenBalance, account=deal.alice, amount=7, unfrozen=6):
            deal.bond.transfer(deal.bob, 7, sender=deal.alice)

    def test_says_how_many_in_all(self, deal):
        elect(deal, "alice", 4)
        elect(deal, "bob", 20)
        assert said(elect(deal, "alice", 10), deal.bond) == [(Locked, deal.alice, 6)]
        assert said(elect(deal, "alice", 2), deal.bond) == [(Unlocked, deal.alice, 8)]
        assert deal.options.elected_units(deal.bond.address, 0) == 22
        assert deal.bond.account(deal.alice).locked == 2

    def test_may_be_taken_back(self, deal):
        elect(deal, "alice", 4)
        elect(deal, "alice", 0)
        assert deal.bond.account(deal.alice).locked == 0
        assert deal.options.elected_units(deal.bond.address, 0) == 0

    def test_of_a_lost_account_is_its_replacements_to_change(self, deal, is_recovered):
        elect(deal, "alice", 4)
        lose(deal, is_recovered)
        deal.options.elect(deal.bond.address, 0, deal.alice, 6, sender=deal.dave)
        assert deal.options.elected_of(deal.bond.address, 0, deal.alice) == 6
        assert (deal.bond.account(deal.dave).units, deal.bond.account(deal.dave).locked) == (10, 6)


class TestAfterACall:
    """Calls and puts never share a date, but a bond may be called to an earlier one."""

    def test_nothing_is_left_to_put(self, deal):
        first, last = schedule()
        middle = period("2023-08-16", "2024-01-16", record="2024-01-15", ex="2024-01-12")
        last = replace(last, start=middle.end)
        bond = deal.new_bond([first, replace(middle, factor_after=WHOLE), last])
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        options = [option(CALL), option(PUT, period_index=1)]
        deal.options.set(bond.address, options, sender=deal.issuer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        deal.options.exercise(bond.address, 0, sender=deal.issuer)
        gone = {"index": 1, "periods": 1}
        with reverts(BondTerms_UnknownPeriod, **gone):
            deal.options.elect(bond.address, 1, deal.alice, 10, sender=deal.alice)
        with reverts(BondTerms_UnknownPeriod, **gone):
            deal.options.put_due(bond.address, 1)

    def test_nor_where_others_made_the_payment_the_last(self, deal):
        deal.roles.grant([Role.AMENDING_CONTRACT], [deal.mallory], sender=deal.admin)
        last = replace(deal.terms.period(0), factor_after=0)
        change = Change(last.end, PAR, 1_600)
        deal.terms.amend(0, [last], change, sender=deal.mallory)
        with reverts(Options_NothingLeft, period_index=0):
            elect(deal, "alice", 4)
        with reverts(Options_NothingLeft, period_index=0):
            announced(deal, 0, BPUT)


class TestAnnouncing:
    def test_of_a_put_there_is_none_of_is_refused(self, deal):
        with reverts(Options_NoPut, bond=deal.bond.address, period_index=1):
            announced(deal, 1, BPUT)

    def test_tells_price_and_dates_of_the_period(self, deal):
        due = deal.options.put_due(deal.bond.address, 0)
        first = deal.terms.period(0)
        assert (due.record_at, due.funding_cutoff, due.payable_from) == (
            first.record_at,
            first.funding_cutoff,
            first.payable_from,
        )
        assert due.amount_num == WHOLE * 500_000_00 * AT_101
        assert due.amount_den == WHOLE * PAR
        assert due.tax_account == ZERO


class TestPaying:
    @pytest.fixture
    def due(self, deal: Deal) -> int:
        elect(deal, "alice", 4)
        elect(deal, "bob", 20)
        return funded(deal, 0, BPUT)

    def test_asks_for_what_was_elected(self, deal, due):
        assert deal.paying.options() == deal.options.address
        assert deal.paying.action(due).units == 24
        assert deal.paying.amount_due(due) == owed(deal) == 24 * REPAID

    def test_redeems_and_pays_those_units(self, deal, due):
        receipt = pay(deal, due, "alice", "bob", "carol")
        moved = [told for told in said(receipt, deal.bond) if told[0] is not RecordStruck]
        assert moved == [
            (Unlocked, deal.alice, 4),
            (Transfer, deal.alice, ZERO, 4),
            (Unlocked, deal.bob, 20),
            (Transfer, deal.bob, ZERO, 20),
        ]
        assert said(receipt, deal.paying) == [
            paid(deal, due, "alice", 4, REPAID),
            paid(deal, due, "bob", 20, REPAID),
            (ActionPaid, due, 24),
        ]
        assert deal.holdings(deal.alice, deal.bob, deal.carol) == [6, 0, 30]
        assert deal.bond.account(deal.alice).locked == owed(deal) == 0

    def test_twice_pays_once(self, deal, due):
        pay(deal, due, "alice")
        assert pay(deal, due, "alice", "alice").events == ()
        assert deal.holdings(deal.alice) == [6]

    def test_leaves_the_coupon_of_the_record_date_whole(self, deal, due):
        pay(deal, due, "alice", "bob")
        coupon = funded(deal)
        pay(deal, coupon, "alice", "bob", "carol")
        assert deal.cash.balance_of(deal.bob) == CASH + 20 * (REPAID + FIRST_COUPON)

    @blocked
    def test_of_a_blocked_holder_redeems_and_sets_aside(self, deal, due, reason, block, unblock):
        block(deal)
        receipt = pay(deal, due, "alice", "bob")
        amount = 20 * REPAID
        told = (Withheld, due, deal.bob, 20, amount, 0, amount, reason)
        assert told in said(receipt, deal.paying)
        assert deal.holdings(deal.bob) == [0]
        unblock(deal)
        deal.paying.claim(due, [deal.bob], sender=deal.bob)
        assert deal.cash.balance_of(deal.bob) == CASH + amount

    def test_of_a_lost_account_goes_to_the_one_in_force(self, deal, due, is_recovered):
        lose(deal, is_recovered)
        receipt = pay(deal, due, "alice")
        assert receipt.only(Paid).holder == deal.alice
        assert deal.cash.balance_of(deal.dave) == CASH + 4 * REPAID
        assert (deal.holdings(deal.dave), deal.bond.account(deal.dave).locked) == ([6], 0)

    def test_of_nothing_is_paid_at_once(self, deal):
        due = funded(deal, 0, BPUT)
        assert deal.paying.action(due).units == owed(deal) == 0
        assert deal.paying.action(due).status is ActionStatus.PAID

    def test_does_not_pay_for_units_taken_by_force(self, deal, due):
        deal.bond.forced_transfer(deal.bob, deal.carol, 15, sender=deal.regulator)
        receipt = pay(deal, due, "bob", "alice")
        back = 15 * REPAID
        assert said(receipt, deal.paying) == [
            (Lapsed, due, deal.bob, 15, deal.issuer, back),
            paid(deal, due, "bob", 5, REPAID),
            paid(deal, due, "alice", 4, REPAID),
            (ActionPaid, due, 24),
        ]
        claimed = deal.paying.claim(due, [deal.issuer], sender=deal.issuer)
        assert said(claimed, deal.paying) == [(Claimed, due, deal.issuer, back)]
        assert owed(deal) == 0

    def test_of_units_all_taken_by_force_pays_nothing(self, deal, due):
        deal.bond.forced_transfer(deal.bob, deal.carol, 20, sender=deal.regulator)
        pay(deal, due, "bob", "alice")
        assert deal.cash.balance_of(deal.bob) == CASH
        assert deal.paying.withheld_of(due, deal.issuer) == 20 * REPAID
        assert deal.paying.is_handled(due, deal.bob)

    def test_redeems_for_the_paying_agent_only(self, deal, due):
        told = {"caller": deal.mallory, "role": Role.PAYING_AGENT_CONTRACT}
        with reverts(RoleBound_CallerLacksRole, **told):
            deal.options.redeem_elected(
                deal.bond.address, 0, deal.alice, deal.alice, sender=deal.mallory
            )


class TestMissed:
    def test_and_cured_after_the_last_record_date_lapses(self, deal):
        """Everybody is redeemed then; nothing may be taken twice."""
        elect(deal, "alice", 4)
        put = announced(deal, 0, BPUT)
        last = funded(deal, 1, REDM)
        deal.paying.fund(put, sender=deal.issuer)
        receipt = pay(deal, put, "alice")
        assert receipt.only(Lapsed).units == 4
        pay(deal, last, "alice", "bob", "carol")
        assert deal.bond.total_supply() == 0
        assert deal.cash.balance_of(deal.alice) == CASH + 10 * 500_000_00

    def test_and_cured_before_pays(self, deal):
        elect(deal, "alice", 4)
        put = announced(deal, 0, BPUT)
        deal.warp("2023-09-01 09:00")
        deal.paying.fund(put, sender=deal.issuer)
        pay(deal, put, "alice")
        assert deal.cash.balance_of(deal.alice) == CASH + 4 * REPAID


class TestRoundedAHolding:
    def test_counts_and_pays_elections(self, deal):
        bond = deal.new_bond(rounding_basis=RoundingBasis.HOLDING)
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        odd = option(PUT, price=100_000_001)
        deal.options.set(bond.address, [odd], sender=deal.issuer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        deal.options.elect(bond.address, 0, deal.alice, 3, sender=deal.alice)
        put = deal.paying.announce(bond.address, 0, BPUT, sender=deal.paying_agent)
        number = put.events[0].action_id
        deal.warp("2023-08-15 18:00")
        with reverts(PayingAgent_NotCounted, action_id=number, counted_units=0, units=3):
            deal.paying.fund(number, sender=deal.issuer)
        deal.paying.count(number, [deal.alice], sender=deal.mallory)
        deal.paying.fund(number, sender=deal.issuer)
        deal.warp("2023-08-16 11:00")
        receipt = deal.paying.pay(number, [deal.alice], sender=deal.paying_agent)
        # Three times 500,000.005, rounded once.
        assert receipt.only(Paid).gross == 1_500_000_02
