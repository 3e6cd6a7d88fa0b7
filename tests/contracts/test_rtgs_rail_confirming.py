"""RtgsRail: the operator confirms money, and the same transaction delivers; nobody else can."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    MoneyConfirmed,
    MoneyReturned,
    Reason,
    Role,
    Settled,
    SettlementFailed,
    SettlementSkipped,
    Status,
    Transfer,
    Unlocked,
)
from sim.chain.reverts import (
    RoleBound_CallerLacksRole,
    RtgsRail_AmountDiffers,
    RtgsRail_CallerHoldsNothing,
    RtgsRail_LengthMismatch,
    RtgsRail_NotConfirmed,
    RtgsRail_OtherMoney,
    RtgsRail_ReceiverIsZero,
    RtgsRail_ReferenceIsZero,
    RtgsRail_ReferenceUsed,
    Settlement_UnknownInstruction,
)
from tests.contracts.deal import ZERO, Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.rtgs import DUE, confirm, locked, off_chain, reference, waiting
from tests.contracts.trades import EXPIRES, OPENS, UNITS, matched, trade


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


class TestMoney:
    def test_is_named_and_is_nowhere_on_the_chain(self, deal):
        rail = deal.rtgs
        assert (rail.name(), rail.symbol()) == ("Real-time gross settlement", "RTGS")
        assert (rail.currency(), rail.decimals()) == ("HKD", 2)
        assert rail.settlement() == deal.settlement.address
        assert rail.roles() == deal.roles.address
        waiting(deal)
        confirm(deal, 1)
        assert (rail.balance_of(deal.alice), rail.total_supply()) == (0, 0)


class TestConfirm:
    class TestFails:
        @pytest.mark.parametrize("who", ["admin", "settlement_agent", "alice", "bob", "mallory"])
        def test_for_anyone_but_the_operator(self, deal, who):
            waiting(deal)
            caller = getattr(deal, who)
            with reverts(RoleBound_CallerLacksRole, caller=caller, role=Role.RAIL_OPERATOR):
                deal.rtgs.confirm([1], [DUE], [reference(1)], sender=caller)

        def test_of_an_instruction_nobody_entered(self, deal):
            with reverts(Settlement_UnknownInstruction, id=7):
                confirm(deal, 7)

        @pytest.mark.parametrize("amount", [0, 1, DUE - 1, DUE + 1, 2**128 - 1])
        def test_of_any_other_amount(self, deal, amount):
            waiting(deal)
            with reverts(RtgsRail_AmountDiffers, number=1, confirmed=amount, due=DUE):
                confirm(deal, 1, amount)

        def test_of_one_paid_in_other_money(self, deal):
            matched(deal, trade(deal))
            deal.warp(OPENS)
            money = deal.cash.address
            with reverts(RtgsRail_OtherMoney, instruction_id=1, cash=money):
                confirm(deal, 1)

        def test_without_a_reference(self, deal):
            waiting(deal)
            with reverts(RtgsRail_ReferenceIsZero):
                deal.rtgs.confirm([1], [DUE], [bytes(32)], sender=deal.rail_operator)

        def test_with_a_reference_used_before(self, deal):
            waiting(deal)
            assert not deal.rtgs.is_used(reference(1))
            confirm(deal, 1)
            assert deal.rtgs.is_used(reference(1))
            waiting(deal)
            with reverts(RtgsRail_ReferenceUsed, payment_reference=reference(1)):
                confirm(deal, 2, told=1)

        def test_with_one_reference_for_two(self, deal):
            for _ in range(2):
                waiting(deal)
            with reverts(RtgsRail_ReferenceUsed, payment_reference=reference(1)):
                deal.rtgs.confirm([1, 2], [DUE, DUE], [reference(1)] * 2, sender=deal.rail_operator)

        @pytest.mark.parametrize(("ids", "amounts", "told"), [(2, 1, 1), (1, 2, 1), (1, 1, 2)])
        def test_of_lists_that_do_not_fit(self, deal, ids, amounts, told):
            waiting(deal)
            lists = [1] * ids, [DUE] * amounts, [reference(n) for n in range(told)]
            with reverts(RtgsRail_LengthMismatch, ids=ids, amounts=amounts, references=told):
                deal.rtgs.confirm(*lists, sender=deal.rail_operator)

    def test_delivers_at_once(self, deal):
        waiting(deal)
        receipt = confirm(deal, 1)
        assert said(receipt, deal.rtgs) == [
            (MoneyConfirmed, 1, reference(1), DUE),
            (Transfer, deal.bob, deal.alice, DUE),
        ]
        assert said(receipt, deal.bond) == [
            (Unlocked, deal.alice, UNITS),
            (Transfer, deal.alice, deal.bob, UNITS),
        ]
        assert said(receipt, deal.settlement) == [(Settled, 1, 1)]
        assert deal.holdings(deal.alice, deal.bob) == [90, 10]
        assert (deal.settlement.instruction(1).status, locked(deal)) == (Status.SETTLED, 0)

    def test_delivers_what_nobody_tried_before(self, deal):
        matched(deal, off_chain(deal))
        deal.warp(OPENS)
        assert confirm(deal, 1).all(Settled) != []
        assert (deal.holdings(deal.bob), locked(deal)) == ([10], 0)

    def test_delivers_what_the_seller_set_aside(self, deal):
        matched(deal, off_chain(deal))
        deal.settlement.preposition([1], sender=deal.alice)
        deal.warp(OPENS)
        confirm(deal, 1)
        assert (deal.holdings(deal.bob), locked(deal)) == ([10], 0)

    def test_keeps_the_callers_order(self, deal):
        for _ in range(3):
            waiting(deal)
        told = [reference(n) for n in (3, 1, 2)]
        receipt = deal.rtgs.confirm([3, 1, 2], [DUE] * 3, told, sender=deal.rail_operator)
        assert [log.id for log in receipt.all(Settled)] == [3, 1, 2]

    def test_of_nothing_does_nothing(self, deal):
        assert deal.rtgs.confirm([], [], [], sender=deal.rail_operator).events == ()

    def test_a_batch_says_what_single_ones_say(self, deal):
        for _ in range(2):
            waiting(deal)
        with deal.undone():
            apart = [event for n in (1, 2) for event in said(confirm(deal, n), deal.rtgs)]
        told = [reference(1), reference(2)]
        batch = deal.rtgs.confirm([1, 2], [DUE] * 2, told, sender=deal.rail_operator)
        assert said(batch, deal.rtgs) == apart


class TestMoneyGoesBack:
    """Where nothing can be delivered the money is nobody's on the chain, and units stay put."""

    def returned(self, deal: Deal, *by_settlement: tuple[object, ...]) -> None:
        with unmoved(deal):
            receipt = confirm(deal, 1)
        assert said(receipt, deal.rtgs) == [
            (MoneyConfirmed, 1, reference(1), DUE),
            (MoneyReturned, 1, reference(1), deal.bob, DUE),
        ]
        assert said(receipt, deal.settlement) == list(by_settlement)

    def test_of_one_that_does_not_open_yet(self, deal):
        matched(deal, off_chain(deal))
        self.returned(deal, (SettlementSkipped, 1, Status.MATCHED))

    def test_of_one_nobody_affirmed(self, deal):
        deal.settlement.instruct([off_chain(deal)], sender=deal.alice)
        deal.warp(OPENS)
        self.returned(deal, (SettlementSkipped, 1, Status.PENDING))

    def test_of_one_cancelled(self, deal):
        waiting(deal)
        for side in (deal.alice, deal.bob):
            deal.settlement.cancel([1], sender=side)
        self.returned(deal, (SettlementSkipped, 1, Status.CANCELLED))

    def test_of_one_past_its_expiry(self, deal):
        waiting(deal)
        deal.warp(EXPIRES)
        self.returned(deal, (SettlementSkipped, 1, Status.MATCHED))

    def test_of_one_declared_expired(self, deal):
        waiting(deal)
        deal.warp(EXPIRES)
        deal.settlement.expire([1], sender=deal.mallory)
        self.returned(deal, (SettlementSkipped, 1, Status.CANCELLED))

    def test_paid_twice(self, deal):
        waiting(deal)
        confirm(deal, 1, told=9)
        self.returned(deal, (SettlementSkipped, 1, Status.SETTLED))

    def test_where_the_buyer_was_frozen_meanwhile(self, deal):
        waiting(deal)
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        self.returned(deal, (SettlementFailed, 1, Reason.FROZ, 1))

    def test_where_the_bond_was_paused_meanwhile(self, deal):
        waiting(deal)
        deal.bond.pause(sender=deal.registrar)
        self.returned(deal, (SettlementFailed, 1, Reason.SBLO, 1))

    def test_where_an_order_took_the_units(self, deal):
        waiting(deal)
        deal.bond.forced_transfer(deal.alice, deal.carol, 95, sender=deal.regulator)
        self.returned(deal, (SettlementFailed, 1, Reason.LACK, 1))

    def test_and_the_lock_is_given_up_for_the_day(self, deal):
        waiting(deal)
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        confirm(deal, 1)
        stored = deal.settlement.instruction(1)
        assert (locked(deal), stored.is_awaited, stored.last_reason) == (0, False, Reason.FROZ)

    def test_and_what_is_paid_again_settles(self, deal):
        waiting(deal)
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        confirm(deal, 1)
        deal.bond.unfreeze([deal.bob], sender=deal.registrar)
        assert said(confirm(deal, 1, told=2), deal.settlement) == [(Settled, 1, 2)]

    def test_without_harm_to_the_batch(self, deal):
        for buyer in (deal.bob, deal.carol, deal.bob):
            waiting(deal, off_chain(deal, receiver=buyer))
        deal.bond.freeze([deal.carol], sender=deal.registrar)
        told = [reference(n) for n in (1, 2, 3)]
        receipt = deal.rtgs.confirm([1, 2, 3], [DUE] * 3, told, sender=deal.rail_operator)
        assert [log.id for log in receipt.all(Settled)] == [1, 3]
        assert [log.instruction_id for log in receipt.all(MoneyReturned)] == [2]


class TestTransferFrom:
    @pytest.mark.parametrize("who", ["settlement_agent", "rail_operator", "bob", "as_settlement"])
    def test_moves_nothing_nobody_confirmed(self, deal, who):
        waiting(deal)
        caller = getattr(deal, who)
        with reverts(
            RtgsRail_NotConfirmed, caller=caller, payer=deal.bob, payee=deal.alice, amount=DUE
        ):
            deal.rtgs.transfer_from(deal.bob, deal.alice, DUE, sender=caller)

    def test_has_nothing_left_of_a_confirmation(self, deal):
        waiting(deal)
        confirm(deal, 1)
        with pytest.raises(RtgsRail_NotConfirmed):
            deal.rtgs.transfer_from(deal.bob, deal.alice, DUE, sender=deal.as_settlement)


class TestTransfer:
    @pytest.mark.parametrize("who", ["rail_operator", "paying_agent", "bob", "mallory"])
    def test_is_of_contracts_that_money_is_confirmed_to(self, deal, who):
        caller = getattr(deal, who)
        with reverts(RtgsRail_CallerHoldsNothing, caller=caller):
            deal.rtgs.transfer(deal.bob, 1, sender=caller)

    def test_pays_somebody(self, deal):
        with reverts(RtgsRail_ReceiverIsZero):
            deal.rtgs.transfer(ZERO, 1, sender=deal.as_paying_agent)

    def test_is_a_payment_order(self, deal):
        receipt = deal.rtgs.transfer(deal.bob, 7, sender=deal.as_paying_agent)
        assert said(receipt, deal.rtgs) == [(Transfer, deal.as_paying_agent, deal.bob, 7)]
