"""Settlement: prepositioning, both legs at once, and batches that keep their order."""

from __future__ import annotations

import pytest

from sim.chain import Receipt
from sim.chain.logs import (
    Locked,
    Prepositioned,
    Reason,
    Settled,
    SettlementFailed,
    SettlementSkipped,
    Status,
    TransactionType,
    Transfer,
    Unlocked,
)
from sim.chain.reverts import (
    BondToken_InsufficientUnits,
    ERC7943InsufficientUnfrozenBalance,
    Settlement_CallerNotSelf,
    Settlement_CallerNotSide,
    Settlement_TypeNotAllowed,
    Settlement_UnknownInstruction,
)
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.recoveries import lose
from tests.contracts.trades import (
    ACCRUED,
    CLEAN,
    EXPIRES,
    OPENS,
    UNITS,
    free,
    instructed,
    matched,
    settled,
    trade,
)


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


def settle(deal: Deal, *ids: int) -> Receipt:
    return deal.settlement.settle(ids, sender=deal.settlement_agent)


class TestPreposition:
    class TestFails:
        def test_of_an_instruction_nobody_entered(self, deal):
            with reverts(Settlement_UnknownInstruction, id=1):
                deal.settlement.preposition([1], sender=deal.alice)

        @pytest.mark.parametrize("who", ["bob", "mallory", "settlement_agent"])
        def test_by_anyone_but_the_deliverer(self, deal, who):
            number, caller = matched(deal, trade(deal)), getattr(deal, who)
            with reverts(Settlement_CallerNotSide, id=number, caller=caller):
                deal.settlement.preposition([number], sender=caller)

        def test_of_an_issue_whose_units_do_not_exist_yet(self, deal):
            issue = trade(deal, transaction_type=TransactionType.ISSU)
            deal.settlement.instruct_issue([issue], sender=deal.as_offering)
            with reverts(Settlement_TypeNotAllowed, transaction_type=TransactionType.ISSU):
                deal.settlement.preposition([1], sender=deal.alice)

        def test_of_a_claim_which_has_no_units(self, deal):
            claim = trade(deal, transaction_type=TransactionType.CLAI, units=0)
            deal.settlement.raise_claim(claim, sender=deal.as_paying_agent)
            with reverts(Settlement_TypeNotAllowed, transaction_type=TransactionType.CLAI):
                deal.settlement.preposition([1], sender=deal.alice)

        def test_of_more_than_is_available(self, deal):
            number = matched(deal, trade(deal, units=101))
            with reverts(
                BondToken_InsufficientUnits,
                account=deal.alice,
                wanted=101,
                units=100,
            ):
                deal.settlement.preposition([number], sender=deal.alice)

        def test_of_units_locked_for_another(self, deal):
            first, second = (matched(deal, trade(deal, units=60)) for _ in range(2))
            with reverts(
                ERC7943InsufficientUnfrozenBalance,
                account=deal.alice,
                amount=60,
                unfrozen=40,
            ):
                deal.settlement.preposition([first, second], sender=deal.alice)
            assert deal.bond.account(deal.alice).locked == 0

    def test_locks_the_units_where_they_are(self, deal):
        number = matched(deal, trade(deal))
        receipt = deal.settlement.preposition([number], sender=deal.alice)
        assert said(receipt, deal.settlement) == [(Prepositioned, number)]
        assert said(receipt, deal.bond) == [(Locked, deal.alice, UNITS)]
        assert deal.settlement.instruction(number).prepositioned
        assert deal.bond.balance_of(deal.alice) == 100
        assert deal.bond.available_of(deal.alice) == 90

    def test_keeps_them_from_everything_else(self, deal):
        number = matched(deal, trade(deal, units=60))
        deal.settlement.preposition([number], sender=deal.alice)
        with reverts(
            ERC7943InsufficientUnfrozenBalance,
            account=deal.alice,
            amount=41,
            unfrozen=40,
        ):
            deal.bond.transfer(deal.bob, 41, sender=deal.alice)

    def test_of_several(self, deal):
        numbers = [matched(deal, trade(deal, units=units)) for units in (10, 20)]
        receipt = deal.settlement.preposition(numbers, sender=deal.alice)
        assert [log.units for log in receipt.all(Locked)] == [10, 20]

    class TestSkips:
        def skipped(self, deal, number, status):
            with unmoved(deal):
                receipt = deal.settlement.preposition([number], sender=deal.alice)
            assert said(receipt, deal.settlement) == [(SettlementSkipped, number, status)]
            assert said(receipt, deal.bond) == []

        def test_what_is_not_matched_yet(self, deal):
            self.skipped(deal, instructed(deal, trade(deal)), Status.PENDING)

        def test_what_settled_meanwhile(self, deal):
            self.skipped(deal, settled(deal, trade(deal)), Status.SETTLED)

        def test_what_is_prepositioned_already(self, deal):
            number = matched(deal, trade(deal))
            deal.settlement.preposition([number], sender=deal.alice)
            self.skipped(deal, number, Status.MATCHED)
            assert deal.bond.account(deal.alice).locked == UNITS


class TestSettle:
    def test_fails_for_an_instruction_nobody_entered(self, deal):
        number = matched(deal, trade(deal))
        deal.warp(OPENS)
        with unmoved(deal), reverts(Settlement_UnknownInstruction, id=2):
            settle(deal, number, 2)

    def test_moves_both_legs(self, deal):
        number = matched(deal, trade(deal))
        at = deal.warp(OPENS)
        money = deal.chain.balances(deal.cash.address, [deal.alice, deal.bob])
        receipt = settle(deal, number)
        due = CLEAN + ACCRUED
        assert said(receipt, deal.bond) == [(Transfer, deal.alice, deal.bob, UNITS)]
        assert said(receipt, deal.cash) == [(Transfer, deal.bob, deal.alice, due)]
        assert said(receipt, deal.settlement) == [(Settled, number, 1)]
        assert deal.holdings(deal.alice, deal.bob) == [90, 10]
        after = deal.chain.balances(deal.cash.address, [deal.alice, deal.bob])
        assert after == [money[0] + due, money[1] - due]
        stored = deal.settlement.instruction(number)
        assert (stored.status, stored.attempts, stored.settled_at) == (Status.SETTLED, 1, at)
        assert stored.last_reason is Reason.NONE

    def test_may_be_asked_by_anyone(self, deal):
        number = matched(deal, trade(deal))
        deal.warp(OPENS)
        deal.settlement.settle([number], sender=deal.mallory)
        assert deal.holdings(deal.bob, deal.mallory) == [UNITS, 0]

    def test_in_the_other_money(self, deal):
        number = matched(deal, trade(deal, cash=deal.stablecoin.address))
        deal.warp(OPENS)
        receipt = settle(deal, number)
        due = CLEAN + ACCRUED
        assert said(receipt, deal.stablecoin) == [(Transfer, deal.bob, deal.alice, due)]
        assert said(receipt, deal.cash) == []

    @pytest.mark.parametrize("kind", [TransactionType.TRAD, TransactionType.OWNI])
    def test_free_of_payment_moves_no_money(self, deal, kind):
        number = matched(deal, free(deal, transaction_type=kind))
        deal.warp(OPENS)
        receipt = settle(deal, number)
        assert receipt.all(Transfer) == [
            log for log in receipt.events if log.contract == "BondToken"
        ]
        assert said(receipt, deal.settlement) == [(Settled, number, 1)]

    def test_against_nothing_moves_no_money(self, deal):
        number = matched(deal, trade(deal, clean_amount=0, accrued_amount=0))
        deal.warp(OPENS)
        assert said(settle(deal, number), deal.cash) == []
        assert deal.holdings(deal.bob) == [UNITS]

    def test_of_prepositioned_units_releases_exactly_them(self, deal):
        first, second = (matched(deal, trade(deal, units=units)) for units in (10, 20))
        deal.settlement.preposition([first, second], sender=deal.alice)
        deal.warp(OPENS)
        receipt = settle(deal, first)
        assert said(receipt, deal.bond) == [
            (Unlocked, deal.alice, 10),
            (Transfer, deal.alice, deal.bob, 10),
        ]
        assert deal.bond.account(deal.alice).locked == 20
        assert deal.bond.account(deal.alice).units == 90

    class TestSkips:
        def skipped(self, deal, number, status):
            with unmoved(deal):
                receipt = settle(deal, number)
            assert said(receipt, deal.settlement) == [(SettlementSkipped, number, status)]
            assert deal.settlement.instruction(number).attempts == (status is Status.SETTLED)

        def test_what_the_other_side_did_not_affirm(self, deal):
            number = instructed(deal, trade(deal))
            deal.warp(OPENS)
            self.skipped(deal, number, Status.PENDING)

        def test_what_settled_before(self, deal):
            self.skipped(deal, settled(deal, trade(deal)), Status.SETTLED)

        def test_what_was_cancelled(self, deal):
            number = instructed(deal, trade(deal))
            deal.settlement.cancel([number], sender=deal.alice)
            deal.warp(OPENS)
            self.skipped(deal, number, Status.CANCELLED)

        def test_a_second_too_early(self, deal):
            number = matched(deal, trade(deal))
            deal.chain.at(deal.instant(OPENS) - 1)
            self.skipped(deal, number, Status.MATCHED)

        def test_at_its_expiry(self, deal):
            number = matched(deal, trade(deal))
            deal.warp(EXPIRES)
            self.skipped(deal, number, Status.MATCHED)

    def test_a_second_before_its_expiry(self, deal):
        number = matched(deal, trade(deal))
        deal.chain.at(deal.instant(EXPIRES) - 1)
        assert said(settle(deal, number), deal.settlement) == [(Settled, number, 1)]

    def test_late_changes_no_amount(self, deal):
        number = matched(deal, trade(deal))
        deal.warp("2023-03-03 11:30")
        receipt = settle(deal, number)
        assert said(receipt, deal.cash) == [(Transfer, deal.bob, deal.alice, CLEAN + ACCRUED)]

    class TestBatch:
        def test_of_nothing_does_nothing(self, deal):
            assert settle(deal).events == ()

        def test_keeps_the_callers_order(self, deal):
            numbers = [matched(deal, trade(deal, units=units)) for units in (2, 3, 4)]
            deal.warp(OPENS)
            receipt = settle(deal, 3, 1, 2)
            assert numbers == [1, 2, 3]
            assert [log.id for log in receipt.all(Settled)] == [3, 1, 2]

        def test_isolates_a_failure(self, deal):
            good = matched(deal, trade(deal))
            bad = matched(deal, trade(deal, deliverer=deal.carol))
            also_good = matched(deal, trade(deal, receiver=deal.dave))
            deal.warp(OPENS)
            receipt = settle(deal, good, bad, also_good)
            assert said(receipt, deal.settlement) == [
                (Settled, good, 1),
                (SettlementFailed, bad, Reason.LACK, 1),
                (Settled, also_good, 1),
            ]
            assert deal.holdings(deal.alice, deal.bob, deal.carol, deal.dave) == [80, 10, 0, 10]

        def test_passes_units_on_within_itself(self, deal):
            first = matched(deal, trade(deal))
            onward = matched(deal, trade(deal, deliverer=deal.bob, receiver=deal.carol))
            deal.warp(OPENS)
            receipt = settle(deal, onward, first, onward)
            assert said(receipt, deal.settlement) == [
                (SettlementFailed, onward, Reason.LACK, 1),
                (Settled, first, 1),
                (Settled, onward, 2),
            ]

        def test_settles_a_repeated_number_once(self, deal):
            number = matched(deal, trade(deal))
            deal.warp(OPENS)
            receipt = settle(deal, number, number)
            assert said(receipt, deal.settlement) == [
                (Settled, number, 1),
                (SettlementSkipped, number, Status.SETTLED),
            ]
            assert deal.holdings(deal.bob) == [UNITS]


class TestSettleOne:
    @pytest.mark.parametrize("who", ["alice", "bob", "settlement_agent", "as_settlement"])
    def test_fails_for_anyone_but_the_contract(self, deal, who):
        number, caller = matched(deal, trade(deal)), getattr(deal, who)
        deal.warp(OPENS)
        with reverts(Settlement_CallerNotSelf, caller=caller):
            deal.settlement.settle_one(number, sender=caller)


class TestPayment:
    def test_of_an_instruction_nobody_entered(self, deal):
        with reverts(Settlement_UnknownInstruction, id=7):
            deal.settlement.payment(7)

    def test_is_what_the_receiver_owes_the_deliverer(self, deal):
        number = matched(deal, trade(deal))
        cash = deal.cash.address
        assert deal.settlement.payment(number) == (cash, deal.bob, deal.alice, CLEAN + ACCRUED)

    def test_is_between_the_accounts_in_force(self, deal):
        number = matched(deal, trade(deal))
        lose(deal, False, "bob", "dave")
        assert deal.settlement.payment(number)[1:3] == (deal.dave, deal.alice)
