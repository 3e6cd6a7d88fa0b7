"""Settlement against parties who mean harm: misers with gas, front-runners, hostile money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.chain.logs import (
    Matched,
    Reason,
    Role,
    Settled,
    SettlementFailed,
    SettlementSkipped,
    Status,
)
from sim.chain.reverts import (
    Settlement_CallerNotSide,
    Settlement_EconomicsDiffer,
    Settlement_OutOfGas,
)
from tests.contracts.deal import CASH, Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.hostile import Miser, reentrant_money, silent_bond
from tests.contracts.trades import (
    ACCRUED,
    CLEAN,
    EXPIRES,
    OPENS,
    UNITS,
    free,
    instructed,
    matched,
    trade,
)

MOVES = "transferFrom(address,address,uint256)"


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


class TestOutOfGas:
    """A failure in the books is made by the parties' means, never by a caller's thrift."""

    def test_whatever_the_gas_it_settles_or_nothing_happened(self, deal):
        number = matched(deal, trade(deal))
        deal.warp(OPENS)
        miser = Miser(deal)
        outcomes = set()
        for gas in range(20_000, 260_000, 500):
            with deal.undone():
                receipt = miser.call(deal.settlement, "settle(uint256[])", ([number],), gas)
                assert receipt.all(SettlementFailed) == []
                assert deal.settlement.instruction(number).attempts == len(receipt.all(Settled))
                outcomes.add(len(receipt.events))
        assert outcomes == {0, 3}

    def test_a_batch_of_one_that_fails_anyway_is_told_its_true_reason(self, deal):
        number = matched(deal, trade(deal, units=101))
        deal.warp(OPENS)
        miser = Miser(deal)
        for gas in range(20_000, 260_000, 500):
            with deal.undone():
                receipt = miser.call(deal.settlement, "settle(uint256[])", ([number],), gas)
                assert {log.reason for log in receipt.all(SettlementFailed)} <= {Reason.LACK}
        assert len(receipt.all(SettlementFailed)) == 1

    def test_silence_of_a_leg_is_refused_by_name(self, deal):
        bond = silent_bond(deal)
        deal.roles.grant([Role.BOND_CONTRACT], [bond], sender=deal.admin)
        number = matched(deal, trade(deal, bond=bond))
        deal.warp(OPENS)
        with reverts(Settlement_OutOfGas, id=number):
            deal.settlement.settle([number], sender=deal.settlement_agent)


class TestReentrancy:
    @pytest.mark.parametrize("target", [1, 2])
    def test_money_that_settles_again_fails_its_own_instruction_only(self, deal, target):
        money = reentrant_money(deal, MOVES, deal.settlement, "settle(uint256[])", [target])
        deal.roles.grant([Role.CASH_CONTRACT], [money], sender=deal.admin)
        assert matched(deal, trade(deal, cash=money)) == 1
        assert matched(deal, trade(deal)) == 2
        deal.warp(OPENS)
        receipt = deal.settlement.settle([1, 2], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [
            (SettlementFailed, 1, Reason.OTHR, 1),
            (Settled, 2, 1),
        ]
        assert deal.holdings(deal.alice, deal.bob) == [90, 10]

    def test_money_cannot_move_units_by_itself(self, deal):
        money = reentrant_money(deal, MOVES, deal.settlement, "settleOne(uint256)", 1)
        deal.roles.grant([Role.CASH_CONTRACT], [money], sender=deal.admin)
        matched(deal, trade(deal, cash=money))
        deal.warp(OPENS)
        with unmoved(deal):
            deal.settlement.settle([1], sender=deal.settlement_agent)


class TestFrontRunner:
    def test_settling_first_takes_nothing_from_the_batch(self, deal):
        numbers = [matched(deal, trade(deal, units=units)) for units in (2, 3, 4)]
        deal.warp(OPENS)
        deal.settlement.settle([2], sender=deal.mallory)
        receipt = deal.settlement.settle(numbers, sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [
            (Settled, 1, 1),
            (SettlementSkipped, 2, Status.SETTLED),
            (Settled, 3, 1),
        ]

    def test_expiring_first_takes_nothing_from_the_batch(self, deal):
        numbers = [matched(deal, trade(deal)) for _ in range(2)]
        deal.warp(EXPIRES)
        deal.settlement.expire([1], sender=deal.mallory)
        deal.settlement.expire(numbers, sender=deal.settlement_agent)
        assert deal.settlement.instruction(2).status is Status.CANCELLED

    def test_cancelling_first_takes_nothing_from_the_batch(self, deal):
        numbers = [matched(deal, trade(deal, units=units)) for units in (2, 3)]
        for side in (deal.alice, deal.bob):
            deal.settlement.cancel([1], sender=side)
        deal.warp(OPENS)
        receipt = deal.settlement.settle(numbers, sender=deal.settlement_agent)
        assert [log.id for log in receipt.all(Settled)] == [2]

    def test_failing_ones_own_leg_takes_nothing_from_the_batch(self, deal):
        poor = matched(deal, trade(deal, receiver=deal.dave))
        numbers = [matched(deal, trade(deal)), poor, matched(deal, trade(deal))]
        deal.cash.transfer(deal.erin, CASH, sender=deal.dave)
        deal.warp(OPENS)
        receipt = deal.settlement.settle(numbers, sender=deal.settlement_agent)
        assert [log.id for log in receipt.all(Settled)] == [2, 3]

    def test_taking_the_number_cannot_bind_anyone_to_other_economics(self, deal):
        # Bob sends his affirmation of number 1 before alice's instruction arrived, and mallory's,
        # naming bob as the buyer of nothing for much, arrives first.
        worse = trade(deal, deliverer=deal.mallory, clean_amount=CASH)
        deal.settlement.instruct([worse], sender=deal.mallory)
        agreed = deal.settlement.hash_economics(trade(deal))
        there = deal.settlement.hash_economics(worse)
        with reverts(Settlement_EconomicsDiffer, id=1, affirmed=agreed, instructed=there):
            deal.settlement.affirm([1], [agreed], sender=deal.bob)

    def test_neither_side_can_choose_amounts_afterwards(self, deal):
        number = matched(deal, trade(deal))
        agreed = deal.settlement.hash_economics(trade(deal))
        for side, amount in ((deal.alice, CASH), (deal.bob, 1)):
            mine = replace(trade(deal), clean_amount=amount)
            hashed = deal.settlement.hash_economics(mine)
            with reverts(Settlement_EconomicsDiffer, id=number, affirmed=hashed, instructed=agreed):
                deal.settlement.affirm([number], [hashed], sender=side)
            deal.settlement.instruct([mine], sender=side)
        deal.warp(OPENS)
        deal.settlement.settle([number, 2, 3], sender=deal.mallory)
        assert deal.cash.balance_of(deal.alice) == CASH + CLEAN + ACCRUED
        assert deal.holdings(deal.bob) == [UNITS]

    def test_an_approval_pays_only_what_its_owner_affirmed(self, deal):
        deal.mint(deal.carol, 100)
        for seller in (deal.carol, deal.mallory):
            deal.settlement.instruct(
                [trade(deal, deliverer=seller, clean_amount=CASH)], sender=seller
            )
        deal.warp(OPENS)
        with unmoved(deal):
            deal.settlement.settle([1, 2], sender=deal.mallory)

    def test_nobody_moves_anothers_units_free_of_payment(self, deal):
        theft = free(deal, receiver=deal.bob)
        deal.settlement.instruct([theft], sender=deal.bob)
        agreed = deal.settlement.hash_economics(theft)
        with reverts(Settlement_CallerNotSide, id=1, caller=deal.mallory):
            deal.settlement.affirm([1], [agreed], sender=deal.mallory)
        deal.warp(OPENS)
        with unmoved(deal):
            deal.settlement.settle([1], sender=deal.bob)

    def test_cancelling_a_pending_one_does_not_spoil_affirmations(self, deal):
        several = [trade(deal, deliverer=seller) for seller in (deal.alice, deal.carol)]
        numbers = [instructed(deal, each) for each in several]
        hashes = [deal.settlement.hash_economics(each) for each in several]
        deal.settlement.cancel([2], sender=deal.carol)
        receipt = deal.settlement.affirm(numbers, hashes, sender=deal.bob)
        assert [log.id for log in receipt.all(Matched)] == [1]

    def test_settling_first_does_not_spoil_prepositioning(self, deal):
        numbers = [matched(deal, trade(deal)) for _ in range(2)]
        deal.warp(OPENS)
        deal.settlement.settle([1], sender=deal.mallory)
        deal.settlement.preposition(numbers, sender=deal.alice)
        assert deal.settlement.instruction(2).prepositioned

    def test_settling_first_does_not_spoil_cancelling(self, deal):
        numbers = [matched(deal, trade(deal)) for _ in range(2)]
        deal.settlement.cancel(numbers, sender=deal.alice)
        deal.warp(OPENS)
        deal.settlement.settle([1], sender=deal.mallory)
        deal.settlement.cancel(numbers, sender=deal.bob)
        assert deal.settlement.instruction(2).status is Status.CANCELLED

    def test_a_wish_to_cancel_from_before_the_match_is_no_free_option(self, deal):
        number = instructed(deal, trade(deal))
        deal.settlement.cancel([number], sender=deal.bob)
        agreed = deal.settlement.hash_economics(trade(deal))
        deal.settlement.affirm([number], [agreed], sender=deal.bob)
        deal.settlement.cancel([number], sender=deal.alice)
        assert deal.settlement.instruction(number).status is Status.MATCHED

    @pytest.mark.heavy
    def test_trying_very_often_does_not_spoil_the_batch(self, deal):
        number, good = matched(deal, trade(deal, units=101)), matched(deal, trade(deal))
        deal.warp(OPENS)
        for _ in range(132):
            deal.settlement.settle([number] * 500, sender=deal.mallory)
        receipt = deal.settlement.settle([number, good], sender=deal.settlement_agent)
        assert said(receipt, deal.settlement) == [
            (SettlementFailed, number, Reason.LACK, 2**16 - 1),
            (Settled, good, 1),
        ]
