"""Settlement: how instructions end without settling, and that endings are final."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    Cancelled,
    CancelRequested,
    Expired,
    Reason,
    SettlementFailed,
    SettlementSkipped,
    Status,
    TransactionType,
    Unlocked,
)
from sim.chain.reverts import (
    Settlement_CallerNotSide,
    Settlement_NotExpired,
    Settlement_TypeNotAllowed,
    Settlement_UnknownInstruction,
)
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.trades import EXPIRES, OPENS, free, instructed, matched, settled, trade


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


class TestCancel:
    class TestFails:
        def test_of_an_instruction_nobody_entered(self, deal):
            with reverts(Settlement_UnknownInstruction, id=1):
                deal.settlement.cancel([1], sender=deal.alice)

        @pytest.mark.parametrize("enter", [instructed, matched])
        @pytest.mark.parametrize("who", ["mallory", "settlement_agent", "carol"])
        def test_by_someone_who_is_no_side_of_it(self, deal, enter, who):
            number, caller = enter(deal, trade(deal)), getattr(deal, who)
            with reverts(Settlement_CallerNotSide, id=number, caller=caller):
                deal.settlement.cancel([number], sender=caller)

        def test_of_an_issue_by_either_side(self, deal):
            issue = trade(deal, transaction_type=TransactionType.ISSU, deliverer=deal.issuer)
            deal.settlement.instruct_issue([issue], sender=deal.as_offering)
            for side in (deal.issuer, deal.bob):
                with reverts(Settlement_TypeNotAllowed, transaction_type=TransactionType.ISSU):
                    deal.settlement.cancel([1], sender=side)

        def test_of_a_claim_by_either_side(self, deal):
            claim = trade(deal, transaction_type=TransactionType.CLAI, units=0)
            deal.settlement.raise_claim(claim, sender=deal.as_paying_agent)
            for side in (deal.alice, deal.bob):
                with reverts(Settlement_TypeNotAllowed, transaction_type=TransactionType.CLAI):
                    deal.settlement.cancel([1], sender=side)

    def test_alone_of_a_pending_instruction_of_ones_own(self, deal):
        number = instructed(deal, trade(deal))
        receipt = deal.settlement.cancel([number], sender=deal.alice)
        assert said(receipt, deal.settlement) == [
            (CancelRequested, number, deal.alice),
            (Cancelled, number, deal.alice),
        ]
        assert deal.settlement.instruction(number).status is Status.CANCELLED

    def test_between_own_accounts(self, deal):
        number = instructed(deal, free(deal, transaction_type=TransactionType.OWNI))
        deal.settlement.cancel([number], sender=deal.alice)
        assert deal.settlement.instruction(number).status is Status.CANCELLED

    def test_alone_of_another_sides_pending_instruction_only_asks(self, deal):
        number = instructed(deal, trade(deal))
        receipt = deal.settlement.cancel([number], sender=deal.bob)
        assert said(receipt, deal.settlement) == [(CancelRequested, number, deal.bob)]
        stored = deal.settlement.instruction(number)
        assert (stored.status, stored.cancelled_by) == (Status.PENDING, 2)

    @pytest.mark.parametrize("order", [("alice", "bob"), ("bob", "alice")])
    def test_together_of_a_matched_one(self, deal, order):
        number = matched(deal, trade(deal))
        first, second = (getattr(deal, name) for name in order)
        asked = deal.settlement.cancel([number], sender=first)
        assert said(asked, deal.settlement) == [(CancelRequested, number, first)]
        assert deal.settlement.instruction(number).status is Status.MATCHED
        receipt = deal.settlement.cancel([number], sender=second)
        assert said(receipt, deal.settlement) == [
            (CancelRequested, number, second),
            (Cancelled, number, second),
        ]
        assert deal.settlement.instruction(number).status is Status.CANCELLED

    def test_by_one_side_twice_is_not_both(self, deal):
        number = matched(deal, trade(deal))
        for _ in range(2):
            deal.settlement.cancel([number], sender=deal.alice)
        assert deal.settlement.instruction(number).status is Status.MATCHED

    def test_asked_for_by_one_does_not_stop_settlement(self, deal):
        number = matched(deal, trade(deal))
        deal.settlement.cancel([number], sender=deal.alice)
        deal.warp(OPENS)
        deal.settlement.settle([number], sender=deal.bob)
        assert deal.settlement.instruction(number).status is Status.SETTLED

    def test_gives_prepositioned_units_back(self, deal):
        number = matched(deal, trade(deal))
        deal.settlement.preposition([number], sender=deal.alice)
        deal.settlement.cancel([number], sender=deal.alice)
        assert deal.bond.available_of(deal.alice) == 90
        receipt = deal.settlement.cancel([number], sender=deal.bob)
        assert said(receipt, deal.bond) == [(Unlocked, deal.alice, 10)]
        assert deal.bond.available_of(deal.alice) == 100
        assert not deal.settlement.instruction(number).prepositioned

    def test_moves_nothing_then_or_later(self, deal):
        number = matched(deal, trade(deal))
        with unmoved(deal):
            for side in (deal.alice, deal.bob):
                deal.settlement.cancel([number], sender=side)
            deal.warp(OPENS)
            receipt = deal.settlement.settle([number], sender=deal.bob)
        skipped = (SettlementSkipped, number, Status.CANCELLED)
        assert said(receipt, deal.settlement) == [skipped]

    def test_passes_over_what_ended_before(self, deal):
        done = settled(deal, trade(deal))
        gone = instructed(deal, trade(deal))
        receipt = deal.settlement.cancel([done, gone, gone], sender=deal.alice)
        assert said(receipt, deal.settlement) == [
            (SettlementSkipped, done, Status.SETTLED),
            (CancelRequested, gone, deal.alice),
            (Cancelled, gone, deal.alice),
            (SettlementSkipped, gone, Status.CANCELLED),
        ]

    def test_keeps_the_order_of_a_batch(self, deal):
        numbers = [instructed(deal, trade(deal)) for _ in range(3)]
        receipt = deal.settlement.cancel(numbers[::-1], sender=deal.alice)
        assert [log.id for log in receipt.all(Cancelled)] == [3, 2, 1]


class TestExpire:
    class TestFails:
        def test_of_an_instruction_nobody_entered(self, deal):
            with reverts(Settlement_UnknownInstruction, id=1):
                deal.settlement.expire([1], sender=deal.mallory)

        @pytest.mark.parametrize("enter", [instructed, matched])
        def test_a_second_before_its_expiry(self, deal, enter):
            number = enter(deal, trade(deal))
            expires = deal.instant(EXPIRES)
            deal.chain.at(expires - 1)
            with reverts(
                Settlement_NotExpired, id=number, expires_at=expires, timestamp=expires - 1
            ):
                deal.settlement.expire([number], sender=deal.settlement_agent)

    @pytest.mark.parametrize("enter", [instructed, matched])
    @pytest.mark.parametrize("who", ["settlement_agent", "alice", "mallory"])
    def test_may_be_declared_by_anyone(self, deal, enter, who):
        number = enter(deal, trade(deal))
        deal.warp(EXPIRES)
        receipt = deal.settlement.expire([number], sender=getattr(deal, who))
        assert said(receipt, deal.settlement) == [(Expired, number, Reason.NONE)]
        assert deal.settlement.instruction(number).status is Status.CANCELLED

    def test_tells_why_it_never_settled(self, deal):
        number = matched(deal, trade(deal, units=101))
        deal.warp(OPENS)
        failed = deal.settlement.settle([number], sender=deal.settlement_agent)
        assert failed.only(SettlementFailed).reason is Reason.LACK
        deal.warp(EXPIRES)
        receipt = deal.settlement.expire([number], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [(Expired, number, Reason.LACK)]

    def test_gives_prepositioned_units_back(self, deal):
        number = matched(deal, trade(deal))
        deal.settlement.preposition([number], sender=deal.alice)
        deal.warp(EXPIRES)
        receipt = deal.settlement.expire([number], sender=deal.settlement_agent)
        assert said(receipt, deal.bond) == [(Unlocked, deal.alice, 10)]
        assert deal.bond.available_of(deal.alice) == 100

    def test_passes_over_what_ended_before(self, deal):
        done = settled(deal, trade(deal))
        gone = instructed(deal, trade(deal))
        deal.settlement.cancel([gone], sender=deal.alice)
        last = matched(deal, trade(deal))
        deal.warp(EXPIRES)
        receipt = deal.settlement.expire([done, gone, last, last], sender=deal.mallory)
        assert said(receipt, deal.settlement) == [
            (SettlementSkipped, done, Status.SETTLED),
            (SettlementSkipped, gone, Status.CANCELLED),
            (Expired, last, Reason.NONE),
            (SettlementSkipped, last, Status.CANCELLED),
        ]

    def test_moves_nothing(self, deal):
        number = matched(deal, trade(deal))
        deal.warp(EXPIRES)
        with unmoved(deal):
            deal.settlement.expire([number], sender=deal.mallory)
            deal.settlement.settle([number], sender=deal.mallory)


class TestOrder:
    """ORDER and FINAL: from an ending no call leads on."""

    @pytest.fixture(params=["settled", "cancelled", "expired"])
    def ended(self, deal, request) -> int:
        if request.param == "settled":
            return settled(deal, trade(deal))
        number = matched(deal, trade(deal))
        if request.param == "expired":
            deal.warp(EXPIRES)
            deal.settlement.expire([number], sender=deal.mallory)
        else:
            for side in (deal.alice, deal.bob):
                deal.settlement.cancel([number], sender=side)
        return number

    def test_no_call_changes_what_ended(self, deal, ended):
        before = deal.settlement.instruction(ended)
        agreed = deal.settlement.hash_economics(trade(deal))
        with unmoved(deal):
            receipts = [deal.settlement.preposition([ended], sender=deal.alice)]
            for side in (deal.alice, deal.bob):
                receipts += [
                    deal.settlement.affirm([ended], [agreed], sender=side),
                    deal.settlement.cancel([ended], sender=side),
                    deal.settlement.settle([ended], sender=side),
                    deal.settlement.expire([ended], sender=side),
                ]
        for receipt in receipts:
            skipped = (SettlementSkipped, ended, before.status)
            assert said(receipt, deal.settlement) == [skipped]
        assert deal.settlement.instruction(ended) == before
