"""Settlement of what is paid outside the chain: units wait for the money, and not for ever."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    AwaitingMoney,
    Cancelled,
    Expired,
    Locked,
    Prepositioned,
    Reason,
    Role,
    Settled,
    SettlementFailed,
    SettlementSkipped,
    Status,
    TransactionType,
    Unlocked,
)
from sim.chain.reverts import (
    ERC7943InsufficientUnfrozenBalance,
    RoleBound_CallerLacksRole,
    Settlement_CallerNotRail,
)
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.rtgs import confirm, locked, off_chain, refuse, waiting
from tests.contracts.test_settlement_failing import BLOC, FROZ, LACK, SBLO
from tests.contracts.trades import CUT_OFF, EXPIRES, OPENS, UNITS, matched, trade

#: Troubles of the units, and of who sends or receives them; those of cash tokens do not arise.
UNITS_TROUBLES = {
    **{what: (Reason.LACK, trouble) for what, trouble in LACK.items()},
    **{what: (Reason.SBLO, trouble) for what, trouble in SBLO.items()},
    **{what: (Reason.BLOC, each) for what, each in BLOC.items() if "money" not in what},
    **{what: (Reason.FROZ, each) for what, each in FROZ.items() if "money" not in what},
}


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


@pytest.fixture
def bargain(deal: Deal) -> Deal:
    """And sells bob ten of them, as instruction 1, which may settle now."""
    assert matched(deal, off_chain(deal)) == 1
    deal.warp(OPENS)
    return deal


class TestWaiting:
    def test_locks_the_units_and_says_so(self, bargain):
        with unmoved(bargain):
            receipt = bargain.settlement.settle([1], sender=bargain.mallory)
        assert said(receipt, bargain.settlement) == [(AwaitingMoney, 1)]
        assert said(receipt, bargain.bond) == [(Locked, bargain.alice, UNITS)]
        stored = bargain.settlement.instruction(1)
        assert (stored.status, stored.attempts) == (Status.MATCHED, 0)
        assert (stored.is_awaited, stored.prepositioned) == (True, False)

    def test_is_told_once_however_often_it_is_tried(self, bargain):
        bargain.settlement.settle([1], sender=bargain.mallory)
        receipt = bargain.settlement.settle([1, 1, 1], sender=bargain.mallory)
        assert said(receipt, bargain.settlement) == [(SettlementSkipped, 1, Status.MATCHED)] * 3
        assert (locked(bargain), said(receipt, bargain.bond)) == (UNITS, [])

    def test_locks_once_in_one_batch(self, bargain):
        bargain.settlement.settle([1, 1], sender=bargain.settlement_agent)
        assert locked(bargain) == UNITS

    def test_takes_no_second_lock_where_the_seller_took_one(self, bargain):
        bargain.settlement.preposition([1], sender=bargain.alice)
        receipt = bargain.settlement.settle([1], sender=bargain.settlement_agent)
        assert said(receipt, bargain.settlement) == [(AwaitingMoney, 1)]
        assert locked(bargain) == UNITS

    def test_lets_the_seller_set_aside_what_is_locked(self, bargain):
        bargain.settlement.settle([1], sender=bargain.settlement_agent)
        receipt = bargain.settlement.preposition([1], sender=bargain.alice)
        assert said(receipt, bargain.settlement) == [(Prepositioned, 1)]
        assert locked(bargain) == UNITS

    def test_keeps_the_seller_from_spending_the_units(self, bargain):
        bargain.settlement.settle([1], sender=bargain.settlement_agent)
        bargain.bond.transfer(bargain.carol, 90, sender=bargain.alice)
        with pytest.raises(ERC7943InsufficientUnfrozenBalance):
            bargain.bond.transfer(bargain.carol, 2, sender=bargain.alice)

    def test_keeps_the_seller_from_cancelling_alone(self, bargain):
        bargain.settlement.settle([1], sender=bargain.settlement_agent)
        bargain.settlement.cancel([1], sender=bargain.alice)
        assert locked(bargain) == UNITS
        assert confirm(bargain, 1).all(Settled) != []

    def test_does_not_begin_before_it_opens(self, deal):
        matched(deal, off_chain(deal))
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementSkipped, 1, Status.MATCHED)]
        assert locked(deal) == 0

    def test_of_two_sales_of_the_same_units_only_one_waits(self, deal):
        for buyer in (deal.bob, deal.carol):
            matched(deal, off_chain(deal, units=60, receiver=buyer))
        deal.warp(OPENS)
        receipt = deal.settlement.settle([1, 2], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [
            (AwaitingMoney, 1),
            (SettlementFailed, 2, Reason.SBLO, 1),
        ]

    @pytest.mark.parametrize("trouble", UNITS_TROUBLES)
    def test_does_not_begin_when(self, deal, trouble):
        """Units that cannot be delivered fail for the day; nobody is asked for money."""
        matched(deal, off_chain(deal))
        reason, cause = UNITS_TROUBLES[trouble]
        cause(deal)
        deal.warp(OPENS)
        before = locked(deal)
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, reason, 1)]
        assert locked(deal) == before
        assert not deal.settlement.instruction(1).is_awaited

    def test_of_tokens_never_happens(self, deal):
        matched(deal, trade(deal))
        deal.cash.approve(deal.settlement.address, 0, sender=deal.bob)
        deal.warp(OPENS)
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.MONY, 1)]


class TestRefuse:
    @pytest.mark.parametrize("who", ["admin", "settlement_agent", "alice", "bob", "mallory"])
    def test_is_the_operators_alone(self, deal, who):
        waiting(deal)
        caller = getattr(deal, who)
        with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.RAIL_OPERATOR):
            deal.rtgs.refuse([1], sender=caller)
        with reverts(Settlement_CallerNotRail, id=1, caller=caller):
            deal.settlement.fail_awaited([1], sender=caller)

    def test_is_each_rails_own(self, deal):
        matched(deal, trade(deal))
        deal.warp(OPENS)
        with reverts(Settlement_CallerNotRail, id=1, caller=deal.rtgs.address):
            refuse(deal, 1)

    def test_of_an_instruction_nobody_entered_is_refused(self, deal):
        with reverts(Settlement_CallerNotRail, id=7, caller=deal.rtgs.address):
            refuse(deal, 7)

    def test_fails_for_the_day_and_frees_the_units(self, deal):
        waiting(deal)
        deal.warp(CUT_OFF)
        with unmoved(deal):
            receipt = refuse(deal, 1)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.MONY, 1)]
        assert said(receipt, deal.bond) == [(Unlocked, deal.alice, UNITS)]
        stored = deal.settlement.instruction(1)
        assert (stored.status, stored.last_reason) == (Status.MATCHED, Reason.MONY)
        assert (stored.attempts, stored.is_awaited, locked(deal)) == (1, False, 0)

    def test_leaves_the_lock_the_seller_asked_for_before(self, bargain):
        bargain.settlement.preposition([1], sender=bargain.alice)
        bargain.settlement.settle([1], sender=bargain.settlement_agent)
        refuse(bargain, 1)
        stored = bargain.settlement.instruction(1)
        assert (locked(bargain), stored.prepositioned, stored.is_awaited) == (UNITS, True, False)

    def test_leaves_the_lock_the_seller_asked_for_meanwhile(self, deal):
        waiting(deal)
        deal.settlement.preposition([1], sender=deal.alice)
        refuse(deal, 1)
        assert locked(deal) == UNITS

    def test_passes_over_what_does_not_wait(self, deal):
        numbers = [waiting(deal) for _ in range(2)]
        matched(deal, off_chain(deal))
        confirm(deal, 1)
        receipt = refuse(deal, *numbers, 3, 2)
        assert said(receipt, deal.settlement) == [
            (SettlementSkipped, 1, Status.SETTLED),
            (SettlementFailed, 2, Reason.MONY, 1),
            (SettlementSkipped, 3, Status.MATCHED),
            (SettlementSkipped, 2, Status.MATCHED),
        ]

    def test_is_too_late_after_expiry(self, deal):
        waiting(deal)
        deal.warp(EXPIRES)
        receipt = refuse(deal, 1)
        assert said(receipt, deal.settlement) == [(SettlementSkipped, 1, Status.MATCHED)]

    def test_recycles(self, deal):
        waiting(deal)
        refuse(deal, 1)
        deal.warp("2023-02-21 08:30")
        receipt = deal.settlement.settle([1], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(AwaitingMoney, 1)]
        assert locked(deal) == UNITS
        assert said(confirm(deal, 1), deal.settlement) == [(Settled, 1, 2)]


class TestEnds:
    def test_by_both_cancelling(self, deal):
        waiting(deal)
        deal.settlement.cancel([1], sender=deal.alice)
        receipt = deal.settlement.cancel([1], sender=deal.bob)
        assert receipt.all(Cancelled) != []
        assert (locked(deal), deal.settlement.instruction(1).is_awaited) == (0, False)

    def test_by_expiry_for_want_of_money(self, deal):
        waiting(deal)
        deal.warp(EXPIRES)
        receipt = deal.settlement.expire([1], sender=deal.mallory)
        assert said(receipt, deal.settlement) == [(Expired, 1, Reason.MONY)]
        assert locked(deal) == 0

    def test_by_expiry_once_where_the_seller_locked_too(self, deal):
        waiting(deal)
        waiting(deal)
        deal.settlement.preposition([1], sender=deal.alice)
        deal.warp(EXPIRES)
        deal.settlement.expire([1], sender=deal.mallory)
        assert locked(deal) == UNITS


class TestClaimsAndIssues:
    """They lock nothing: units issued are nobody's yet, and a claim has none."""

    @pytest.fixture
    def issue(self, deal: Deal) -> Deal:
        economics = off_chain(deal, transaction_type=TransactionType.ISSU, deliverer=deal.issuer)
        deal.settlement.instruct_issue([economics], sender=deal.as_offering)
        deal.warp(OPENS)
        return deal

    def test_an_issue_waits_and_creates_its_units_when_paid(self, issue):
        receipt = issue.settlement.settle([1], sender=issue.settlement_agent)
        assert [type(log) for log in receipt.events] == [AwaitingMoney]
        confirm(issue, 1)
        assert issue.holdings(issue.issuer, issue.bob) == [0, 10]

    @pytest.mark.parametrize("end", ["refused", "expired"])
    def test_an_issue_unpaid_leaves_no_trace(self, issue, end):
        issue.settlement.settle([1], sender=issue.settlement_agent)
        if end == "refused":
            receipt = refuse(issue, 1)
        else:
            issue.warp(EXPIRES)
            receipt = issue.settlement.expire([1], sender=issue.mallory)
        assert len(receipt.events) == 1
        assert issue.bond.total_supply() == 100
