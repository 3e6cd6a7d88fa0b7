"""Settlement: how two sides come to be bound by one instruction."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from sim.chain.logs import (
    Affirmed,
    Economics,
    Instructed,
    Matched,
    Reason,
    SettlementSkipped,
    Status,
    TransactionType,
)
from sim.chain.reverts import (
    Settlement_AlreadyAffirmed,
    Settlement_AmountWithoutCash,
    Settlement_CallerNotSide,
    Settlement_DatesUnordered,
    Settlement_DueAfterFinalRecord,
    Settlement_EconomicsDiffer,
    Settlement_LengthMismatch,
    Settlement_NotWired,
    Settlement_NoUnits,
    Settlement_SameSide,
    Settlement_TypeNotAllowed,
    Settlement_UnknownInstruction,
    Settlement_WindowClosed,
)
from sim.chain.structs import Instruction
from tests.contracts.deal import reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.trades import EXPIRES, free, instructed, matched, trade

TYPES_OF_THE_SYSTEM = [
    TransactionType.ISSU,
    TransactionType.REDM,
    TransactionType.REPU,
    TransactionType.CLAI,
    TransactionType.NETT,
    TransactionType.PVPX,
]

#: Another valid value for every field of the economics.
OTHERWISE = {
    "transaction_type": TransactionType.OWNI,
    "bond": "0x" + "11" * 20,
    "cash": "0x" + "22" * 20,
    "deliverer": "0x" + "33" * 20,
    "receiver": "0x" + "44" * 20,
    "units": 11,
    "price": 99_999_999,
    "clean_amount": 1,
    "accrued_amount": 2,
    "accrued_days": 3,
    "trade_date": 19_000,
    "intended_date": 19_001,
    "expiry_date": 19_999,
    "opens_at": 1,
    "expires_at": 2**40 - 1,
    "linked_id": 7,
    "trade_id": b"T-0002".ljust(32, b"\0"),
}


def dates(terms: Economics) -> dict[str, int]:
    """What an instruction with unordered dates is refused with."""
    names = ("trade_date", "intended_date", "expiry_date")
    return {name: getattr(terms, name) for name in names}


class TestInstruct:
    class TestFails:
        @pytest.mark.parametrize("kind", TYPES_OF_THE_SYSTEM)
        def test_of_a_type_parties_do_not_enter(self, deal, kind):
            with reverts(Settlement_TypeNotAllowed, transaction_type=kind):
                instructed(deal, trade(deal, transaction_type=kind))

        def test_without_units(self, deal):
            with reverts(Settlement_NoUnits):
                instructed(deal, trade(deal, units=0))

        def test_between_an_account_and_itself(self, deal):
            with reverts(Settlement_SameSide, account=deal.alice):
                instructed(deal, trade(deal, receiver=deal.alice))

        def test_of_a_bond_not_wired(self, deal):
            other = deal.new_bond()
            with reverts(Settlement_NotWired, token=other.address):
                instructed(deal, trade(deal, bond=other.address))

        def test_against_money_not_wired(self, deal):
            with reverts(Settlement_NotWired, token=deal.mallory):
                instructed(deal, trade(deal, cash=deal.mallory))

        def test_against_the_bond_itself_as_money(self, deal):
            with reverts(Settlement_NotWired, token=deal.bond.address):
                instructed(deal, trade(deal, cash=deal.bond.address))

        @pytest.mark.parametrize("amount", ["clean_amount", "accrued_amount"])
        def test_for_an_amount_of_no_money(self, deal, amount):
            with reverts(Settlement_AmountWithoutCash):
                instructed(deal, free(deal, **{amount: 1}))

        def test_due_before_it_was_traded(self, deal):
            late = trade(deal, trade_date=deal.day("2023-02-21"))
            with reverts(Settlement_DatesUnordered, **dates(late)):
                instructed(deal, late)

        def test_expired_before_it_is_due(self, deal):
            short = trade(deal, expiry_date=deal.day("2023-02-19"))
            with reverts(Settlement_DatesUnordered, **dates(short)):
                instructed(deal, short)

        def test_never_open(self, deal):
            at = deal.instant(EXPIRES)
            with reverts(
                Settlement_WindowClosed, opens_at=at, expires_at=at, timestamp=deal.chain.now
            ):
                instructed(deal, trade(deal, opens_at=at))

        def test_expired_already(self, deal):
            now = deal.chain.now
            with reverts(Settlement_WindowClosed, opens_at=now - 1, expires_at=now, timestamp=now):
                instructed(deal, trade(deal, opens_at=now - 1, expires_at=now))

        def test_due_after_the_final_record_date(self, deal):
            due, final = deal.day("2024-02-16"), deal.day("2024-02-15")
            with reverts(
                Settlement_DueAfterFinalRecord, intended_date=due, final_record_date=final
            ):
                instructed(deal, trade(deal, intended_date=due, expiry_date=due))

        def test_by_someone_who_is_no_side_of_it(self, deal):
            with reverts(Settlement_CallerNotSide, id=1, caller=deal.mallory):
                deal.settlement.instruct([trade(deal)], sender=deal.mallory)

        def test_as_a_whole_when_one_of_the_batch_is_wrong(self, deal):
            with reverts(Settlement_NoUnits):
                batch = [trade(deal), trade(deal, units=0)]
                deal.settlement.instruct(batch, sender=deal.alice)
            assert deal.settlement.instructions() == 0

    def test_tells_every_term_of_the_instruction(self, deal):
        receipt = deal.settlement.instruct([trade(deal)], sender=deal.alice)
        assert said(receipt, deal.settlement) == [(Instructed, 1, deal.alice, trade(deal))]

    def test_keeps_the_terms(self, deal):
        terms = trade(deal)
        number = instructed(deal, terms)
        assert deal.settlement.instruction(number) == Instruction(
            deliverer=terms.deliverer,
            units=terms.units,
            trade_date=terms.trade_date,
            receiver=terms.receiver,
            intended_date=terms.intended_date,
            expiry_date=terms.expiry_date,
            accrued_days=terms.accrued_days,
            transaction_type=TransactionType.TRAD,
            is_awaited=False,
            bond=terms.bond,
            clean_amount=terms.clean_amount,
            cash=terms.cash,
            accrued_amount=terms.accrued_amount,
            price=terms.price,
            opens_at=terms.opens_at,
            expires_at=terms.expires_at,
            settled_at=0,
            linked_id=0,
            attempts=0,
            status=Status.PENDING,
            last_reason=Reason.NONE,
            affirmed_by=1,
            cancelled_by=0,
            prepositioned=False,
            economics_hash=deal.settlement.hash_economics(terms),
        )

    def test_by_the_receiver(self, deal):
        receipt = deal.settlement.instruct([trade(deal)], sender=deal.bob)
        assert said(receipt, deal.settlement) == [(Instructed, 1, deal.bob, trade(deal))]
        assert deal.settlement.instruction(1).affirmed_by == 2

    def test_moves_and_binds_nothing(self, deal):
        deal.mint(deal.alice, 100)
        with unmoved(deal):
            instructed(deal, trade(deal))
        assert deal.bond.available_of(deal.alice) == 100

    def test_numbers_a_batch_in_order(self, deal):
        batch = [trade(deal, units=units) for units in (2, 3, 4)]
        receipt = deal.settlement.instruct(batch, sender=deal.alice)
        assert [(log.id, log.economics.units) for log in receipt.all(Instructed)] == [
            (1, 2),
            (2, 3),
            (3, 4),
        ]
        assert deal.settlement.instructions() == 3

    def test_of_nothing_does_nothing(self, deal):
        assert deal.settlement.instruct([], sender=deal.mallory).events == ()

    def test_free_of_payment(self, deal):
        assert instructed(deal, free(deal)) == 1

    def test_between_own_accounts(self, deal):
        assert instructed(deal, free(deal, transaction_type=TransactionType.OWNI)) == 1

    def test_due_on_the_final_record_date(self, deal):
        final = deal.day("2024-02-15")
        assert instructed(deal, trade(deal, intended_date=final, expiry_date=final)) == 1

    def test_does_not_ask_who_may_hold(self, deal):
        # The register is asked when units move; until then nothing stops the two from agreeing.
        assert instructed(deal, trade(deal, deliverer=deal.mallory)) == 1


class TestAffirm:
    class TestFails:
        def test_with_more_instructions_than_hashes(self, deal):
            with reverts(Settlement_LengthMismatch, ids=1, hashes=0):
                deal.settlement.affirm([1], [], sender=deal.bob)

        def test_of_an_instruction_nobody_entered(self, deal):
            with reverts(Settlement_UnknownInstruction, id=1):
                deal.settlement.affirm([1], [bytes(32)], sender=deal.bob)

        def test_by_someone_who_is_no_side_of_it(self, deal):
            terms = trade(deal)
            number = instructed(deal, terms)
            agreed = deal.settlement.hash_economics(terms)
            with reverts(Settlement_CallerNotSide, id=number, caller=deal.mallory):
                deal.settlement.affirm([number], [agreed], sender=deal.mallory)

        def test_by_the_side_that_entered_it(self, deal):
            terms = trade(deal)
            number = instructed(deal, terms)
            agreed = deal.settlement.hash_economics(terms)
            with reverts(Settlement_AlreadyAffirmed, id=number, caller=deal.alice):
                deal.settlement.affirm([number], [agreed], sender=deal.alice)

        def test_of_other_economics(self, deal):
            terms = trade(deal)
            number = instructed(deal, terms)
            here = deal.settlement.hash_economics(terms)
            cheaper = deal.settlement.hash_economics(replace(terms, clean_amount=1))
            with reverts(Settlement_EconomicsDiffer, id=number, affirmed=cheaper, instructed=here):
                deal.settlement.affirm([number], [cheaper], sender=deal.bob)

    class TestSkips:
        def skipped(self, deal, number, status):
            agreed = deal.settlement.hash_economics(trade(deal))
            before = deal.settlement.instruction(number)
            receipt = deal.settlement.affirm([number], [agreed], sender=deal.bob)
            assert said(receipt, deal.settlement) == [(SettlementSkipped, number, status)]
            assert deal.settlement.instruction(number) == before

        def test_what_is_matched(self, deal):
            self.skipped(deal, matched(deal, trade(deal)), Status.MATCHED)

        def test_what_was_cancelled(self, deal):
            number = instructed(deal, trade(deal))
            deal.settlement.cancel([number], sender=deal.alice)
            self.skipped(deal, number, Status.CANCELLED)

        def test_what_is_past_its_expiry(self, deal):
            number = instructed(deal, trade(deal))
            deal.warp(EXPIRES)
            self.skipped(deal, number, Status.PENDING)

    def test_matches(self, deal):
        terms = trade(deal)
        number = instructed(deal, terms)
        agreed = deal.settlement.hash_economics(terms)
        receipt = deal.settlement.affirm([number], [agreed], sender=deal.bob)
        assert said(receipt, deal.settlement) == [
            (Affirmed, number, deal.bob),
            (Matched, number),
        ]
        stored = deal.settlement.instruction(number)
        assert (stored.status, stored.affirmed_by) == (Status.MATCHED, 3)

    def test_by_the_deliverer_of_what_the_receiver_entered(self, deal):
        deal.settlement.instruct([trade(deal)], sender=deal.bob)
        agreed = deal.settlement.hash_economics(trade(deal))
        receipt = deal.settlement.affirm([1], [agreed], sender=deal.alice)
        assert said(receipt, deal.settlement) == [(Affirmed, 1, deal.alice), (Matched, 1)]

    def test_forgets_a_wish_to_cancel_from_before(self, deal):
        number = instructed(deal, trade(deal))
        deal.settlement.cancel([number], sender=deal.bob)
        agreed = deal.settlement.hash_economics(trade(deal))
        deal.settlement.affirm([number], [agreed], sender=deal.bob)
        assert deal.settlement.instruction(number).cancelled_by == 0

    def test_until_the_last_second(self, deal):
        number = instructed(deal, trade(deal))
        deal.chain.at(deal.instant(EXPIRES) - 1)
        agreed = deal.settlement.hash_economics(trade(deal))
        deal.settlement.affirm([number], [agreed], sender=deal.bob)
        assert deal.settlement.instruction(number).status is Status.MATCHED

    def test_keeps_the_order_of_a_batch(self, deal):
        several = [trade(deal, units=units) for units in (2, 3)]
        deal.settlement.instruct(several, sender=deal.alice)
        hashes = [deal.settlement.hash_economics(each) for each in several]
        receipt = deal.settlement.affirm([2, 1], hashes[::-1], sender=deal.bob)
        assert [log.id for log in receipt.all(Matched)] == [2, 1]


class TestHashEconomics:
    def test_there_is_another_value_for_every_field(self):
        assert set(OTHERWISE) == {each.name for each in fields(Economics)}

    @pytest.mark.parametrize("name", OTHERWISE)
    def test_covers(self, deal, name):
        usual = trade(deal)
        changed = replace(usual, **{name: OTHERWISE[name]})
        assert changed != usual
        assert deal.settlement.hash_economics(changed) != deal.settlement.hash_economics(usual)


class TestInstruction:
    def test_fails_for_one_nobody_entered(self, deal):
        with reverts(Settlement_UnknownInstruction, id=1):
            deal.settlement.instruction(1)

    def test_fails_for_number_zero(self, deal):
        instructed(deal, trade(deal))
        with reverts(Settlement_UnknownInstruction, id=0):
            deal.settlement.instruction(0)
