"""Options: units their holders elect to have repaid, and what the paying agent pays for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import (
    ActionAnnounced,
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
    BondToken_RecordNotStruck,
    ERC7943InsufficientUnfrozenBalance,
    Options_BelowMinimum,
    Options_CallerNotHolder,
    Options_InDefault,
    Options_NoPut,
    Options_NothingLeft,
    Options_NotWired,
    Options_NoUnits,
    Options_StillDue,
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
        with reverts(Options_NothingLeft, period_index=1):
            deal.options.elect(bond.address, 1, deal.alice, 10, sender=deal.alice)
        with reverts(BondTerms_UnknownPeriod, **gone):
            deal.options.put_due(bond.address, 1)

    def test_nor_where_others_made_the_payment_the_last(self, deal):
        deal.roles.grant([Role.AMENDING_CONTRACT], [deal.mallory], sender=deal.admin)
        last = replace(deal.terms.period(0), factor_after=0)
        change = Change(last.end, PAR, 1_600, 0)
        deal.terms.amend(0, [last], change, sender=deal.mallory)
        with reverts(Options_NothingLeft, period_index=0):
            elect(deal, "alice", 4)
        with reverts(Options_NothingLeft, period_index=0):
            announced(deal, 0, BPUT)


class TestTakingBack:
    """Units wait for a payment; where it will never come they are their holder's again."""

    @pytest.fixture
    def ended(self, deal: Deal) -> Deal:
        """Alice elected four units; then a vote, say, had everybody repaid with that payment."""
        elect(deal, "alice", 4)
        deal.roles.grant([Role.AMENDING_CONTRACT], [deal.mallory], sender=deal.admin)
        last = replace(deal.terms.period(0), factor_after=0)
        deal.terms.amend(0, [last], Change(last.end, PAR, 1_600, 0), sender=deal.mallory)
        deal.warp(CLOSES)
        return deal

    def test_of_some_only_is_refused(self, ended):
        told = {"notice_from": instant(OPENS), "notice_until": instant(CLOSES)}
        with reverts(Options_WindowClosed, option=0, timestamp=ended.chain.now, **told):
            elect(ended, "alice", 2)

    def test_by_another_is_refused(self, ended):
        with reverts(Options_CallerNotHolder, caller=ended.mallory, holder=ended.alice):
            ended.options.elect(ended.bond.address, 0, ended.alice, 0, sender=ended.mallory)

    def test_frees_the_units_after_the_window_too(self, ended):
        receipt = elect(ended, "alice", 0)
        assert said(receipt, ended.bond) == [(Unlocked, ended.alice, 4)]
        assert ended.options.elected_units(ended.bond.address, 0) == 0

    def test_by_the_account_in_force(self, deal, ended, is_recovered):
        lose(deal, is_recovered)
        deal.options.elect(deal.bond.address, 0, deal.alice, 0, sender=deal.dave)
        assert (deal.bond.account(deal.dave).units, deal.bond.account(deal.dave).locked) == (10, 0)

    def test_where_the_period_is_no_more(self, fresh_deal):
        """A call to an earlier payment took it away."""
        deal = fresh_deal
        first, last = schedule()
        middle = period("2023-08-16", "2024-01-16", record="2024-01-15", ex="2024-01-12")
        last = replace(last, start=middle.end)
        bond = deal.new_bond([first, replace(middle, factor_after=WHOLE), last])
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        options = [option(CALL), option(PUT, period_index=1)]
        deal.options.set(bond.address, options, sender=deal.issuer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        deal.warp("2023-06-15 09:00")
        deal.options.elect(bond.address, 1, deal.alice, 10, sender=deal.alice)
        deal.options.exercise(bond.address, 0, sender=deal.issuer)
        deal.warp(CLOSES)
        deal.options.elect(bond.address, 1, deal.alice, 0, sender=deal.alice)
        assert bond.account(deal.alice).locked == 0


class TestInDefault:
    @pytest.fixture
    def deal(self, deal: Deal) -> Deal:
        elect(deal, "alice", 4)
        amending = deal.new_key("amending")
        deal.roles.grant([Role.AMENDING_CONTRACT], [amending], sender=deal.admin)
        deal.settlement.set_flat(deal.bond.address, True, sender=amending)
        return deal

    @pytest.mark.parametrize(("name", "units"), [("alice", 5), ("bob", 20)])
    def test_nobody_elects_more(self, deal, name, units):
        with reverts(Options_InDefault, bond=deal.bond.address):
            elect(deal, name, units)

    @pytest.mark.parametrize("units", [2, 0])
    def test_what_was_elected_may_be_taken_back(self, deal, units):
        elect(deal, "alice", units)
        assert deal.bond.account(deal.alice).locked == units


class TestReleasing:
    """A put that was missed, and is claimed with everything else, repays no unit by itself."""

    @pytest.fixture
    def put(self, deal: Deal) -> int:
        """Missed; alice elected four units."""
        elect(deal, "alice", 4)
        number = announced(deal, 0, BPUT)
        deal.warp("2023-08-16 10:00")
        deal.paying.declare_missed([number], sender=deal.mallory)
        return number

    @pytest.fixture
    def cancelled(self, deal: Deal, put: int) -> int:
        deal.roles.grant([Role.AMENDING_CONTRACT], [deal.mallory], sender=deal.admin)
        deal.paying.cancel(put, sender=deal.mallory)
        return put

    def release(self, deal, action, paying=None, holder=None):
        agent = paying or deal.paying.address
        return deal.options.release(agent, action, holder or deal.alice, sender=deal.mallory)

    def test_of_what_may_still_be_paid_is_refused(self, deal, put):
        with reverts(Options_StillDue, action_id=put):
            self.release(deal, put)

    def test_of_another_payment_is_refused(self, deal, cancelled):
        deal.roles.grant([Role.AMENDING_CONTRACT], [deal.mallory], sender=deal.admin)
        coupon = announced(deal)
        deal.paying.declare_missed([coupon], sender=deal.mallory)
        deal.paying.cancel(coupon, sender=deal.mallory)
        with reverts(Options_StillDue, action_id=coupon):
            self.release(deal, coupon)

    def test_on_the_word_of_another_contract_is_refused(self, deal, cancelled):
        with reverts(Options_NotWired, bond=deal.offering.address):
            self.release(deal, cancelled, paying=deal.offering.address)

    def test_of_nothing_is_refused(self, deal, cancelled):
        with reverts(Options_NoUnits):
            self.release(deal, cancelled, holder=deal.bob)

    def test_gives_them_back_whoever_asks(self, deal, cancelled):
        receipt = self.release(deal, cancelled)
        assert said(receipt, deal.options) == [(Elected, deal.bond.address, 0, deal.alice, 0)]
        assert deal.bond.account(deal.alice).locked == 0

    def test_gives_them_to_the_account_in_force(self, deal, cancelled, is_recovered):
        lose(deal, is_recovered)
        self.release(deal, cancelled)
        assert (deal.bond.account(deal.dave).units, deal.bond.account(deal.dave).locked) == (10, 0)


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

    def test_and_cured_after_an_instalment_lapses(self, deal):
        """Three quarters were repaid meanwhile: paid whole, the put would repay them again."""
        first, last = schedule()
        middle = period("2023-08-16", "2024-01-16", record="2024-01-15", ex="2024-01-12")
        last = replace(last, start=middle.end)
        bond = deal.new_bond([first, replace(middle, factor_after=WHOLE // 4), last])
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        deal.options.set(bond.address, [option(PUT, price=PAR)], sender=deal.issuer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        deal.options.elect(bond.address, 0, deal.alice, 10, sender=deal.alice)
        for period_index, kind in ((0, BPUT), (1, ActionKind.PRED)):
            deal.paying.announce(bond.address, period_index, kind, sender=deal.paying_agent)
        deal.warp("2024-01-16 11:00")
        for number in (2, 1):
            deal.paying.fund(number, sender=deal.issuer)
            paid = deal.paying.pay(number, [deal.alice], sender=deal.paying_agent)
        (lapsed,) = paid.all(Lapsed)
        assert (lapsed.holder, lapsed.units, lapsed.amount) == (deal.alice, 10, 10 * 500_000_00)
        assert deal.cash.balance_of(deal.alice) == CASH + 10 * 500_000_00 * 3 // 4
        assert (bond.balance_of(deal.alice), bond.available_of(deal.alice)) == (10, 10)


class TestRoundedAHolding:
    @pytest.fixture
    def put(self, deal: Deal) -> int:
        """Alice elected three units of a bond rounded a holding, and the put is announced."""
        bond = deal.new_bond(rounding_basis=RoundingBasis.HOLDING)
        deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
        deal.offer_to(token=bond)
        odd = option(PUT, price=100_000_001)
        deal.options.set(bond.address, [odd], sender=deal.issuer)
        bond.issue(deal.alice, 10, sender=deal.as_settlement)
        deal.options.elect(bond.address, 0, deal.alice, 3, sender=deal.alice)
        told = deal.paying.announce(bond.address, 0, BPUT, sender=deal.paying_agent)
        return told.only(ActionAnnounced).action_id

    def test_counts_no_election_that_may_still_change(self, deal, put):
        """Or the stranger who counted it would stop the funding for good."""
        with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
            deal.paying.count(put, [deal.alice], sender=deal.mallory)

    def test_counts_and_pays_elections(self, deal, put):
        deal.warp("2023-08-15 18:00")
        with reverts(PayingAgent_NotCounted, action_id=put, counted_units=0, units=3):
            deal.paying.fund(put, sender=deal.issuer)
        deal.paying.count(put, [deal.alice], sender=deal.mallory)
        deal.paying.fund(put, sender=deal.issuer)
        deal.warp("2023-08-16 11:00")
        receipt = deal.paying.pay(put, [deal.alice], sender=deal.paying_agent)
        # Three times 500,000.005, rounded once.
        assert receipt.only(Paid).gross == 1_500_000_02
