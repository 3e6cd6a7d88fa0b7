"""RtgsRail against parties who mean harm, and against keys lost between lock and confirmation."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    AwaitingMoney,
    MoneyReturned,
    Reason,
    Role,
    Settled,
    SettlementFailed,
    SettlementSkipped,
    Status,
    Transfer,
)
from sim.chain.reverts import (
    BondToken_BelowMinimum,
    ERC7943InsufficientUnfrozenBalance,
    RoleBound_CallerLacksRole,
    RtgsRail_AmountDiffers,
    RtgsRail_NotConfirmed,
    RtgsRail_NotWired,
    RtgsRail_ReferenceUsed,
    Settlement_OutOfGas,
)
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said, unmoved
from tests.contracts.hostile import Miser, reentrant_money, silent_bond
from tests.contracts.recoveries import lose
from tests.contracts.rtgs import DUE, confirm, locked, off_chain, reference, refuse, waiting
from tests.contracts.trades import OPENS, UNITS, matched, trade

MOVES = "transferFrom(address,address,uint256)"


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


class TestConfirmation:
    def test_of_one_pays_no_other_of_the_same_sides_and_amount(self, deal):
        for _ in range(2):
            waiting(deal)
        receipt = confirm(deal, 2)
        assert [log.id for log in receipt.all(Settled)] == [2]
        assert deal.settlement.instruction(1).status is Status.MATCHED
        assert (deal.holdings(deal.bob), locked(deal)) == ([UNITS], UNITS)

    def test_that_failed_pays_nothing_later_in_its_batch(self, deal):
        """Instruction 1 cannot be delivered; 2 is the same payment, and was not confirmed."""
        first = waiting(deal, off_chain(deal, units=99))
        deal.bond.set_frozen_tokens(deal.alice, 2, sender=deal.registrar)
        receipt = deal.rtgs.confirm([first], [DUE], [reference(1)], sender=deal.rail_operator)
        assert receipt.all(Settled) == []
        assert [log.amount for log in receipt.all(MoneyReturned)] == [DUE]
        second = waiting(deal)
        assert deal.settlement.instruction(second).is_awaited

    def test_twice_in_one_batch_delivers_once(self, deal):
        waiting(deal)
        told = [reference(1), reference(2)]
        receipt = deal.rtgs.confirm([1, 1], [DUE] * 2, told, sender=deal.rail_operator)
        assert len(receipt.all(Settled)) == len(receipt.all(MoneyReturned)) == 1
        assert deal.holdings(deal.bob) == [UNITS]

    def test_wrong_in_one_place_changes_nothing_anywhere(self, deal):
        for _ in range(2):
            waiting(deal)
        told = [reference(1), reference(2)]
        with unmoved(deal), reverts(RtgsRail_AmountDiffers, number=2, confirmed=1, due=DUE):
            deal.rtgs.confirm([1, 2], [DUE, 1], told, sender=deal.rail_operator)
        assert not deal.rtgs.is_used(reference(1))

    def test_of_money_that_went_back_cannot_be_given_again(self, deal):
        waiting(deal)
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        confirm(deal, 1)
        deal.bond.unfreeze([deal.bob], sender=deal.registrar)
        with reverts(RtgsRail_ReferenceUsed, payment_reference=reference(1)):
            confirm(deal, 1)

    def test_of_nothing_returns_nothing_of_what_settled(self, deal):
        """A delivery for nothing asks for no payment, so none goes back."""
        waiting(deal, off_chain(deal, clean_amount=0, accrued_amount=0))
        assert deal.settlement.instruction(1).status is Status.SETTLED
        free = matched(deal, off_chain(deal, clean_amount=0, accrued_amount=0))
        receipt = confirm(deal, free, 0)
        assert receipt.only(Settled).id == free
        assert not receipt.all(MoneyReturned)

    def test_by_the_operator_of_no_wired_agent_is_refused(self, deal):
        with reverts(RtgsRail_NotWired, agent=deal.mallory):
            deal.rtgs.confirm_funding(
                deal.mallory, 1, deal.issuer, 1, reference(1), sender=deal.rail_operator
            )

    def test_is_void_once_the_operator_lost_its_role(self, deal):
        waiting(deal)
        deal.roles.revoke([Role.RAIL_OPERATOR], [deal.rail_operator], sender=deal.admin)
        with unmoved(deal), pytest.raises(RoleBound_CallerLacksRole):
            confirm(deal, 1)


class TestSeller:
    def test_cannot_make_its_locked_units_undeliverable(self, deal):
        """All but one of what is left: then the delivery would leave less than the minimum."""
        waiting(deal)
        deal.bond.transfer(deal.carol, 89, sender=deal.alice)
        with unmoved(deal):
            receipt = confirm(deal, 1)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.OTHR, 1)]
        # Its own doing, told; what it has is at its disposal again, and the sale still binds it.
        deal.bond.transfer(deal.alice, 1, sender=deal.carol)
        assert confirm(deal, 1, told=2).all(Settled) != []

    def test_cannot_free_its_units_by_having_them_tried(self, deal):
        waiting(deal)
        deal.bond.transfer(deal.carol, 89, sender=deal.alice)
        receipt = deal.settlement.settle([1], sender=deal.alice)
        assert said(receipt, deal.settlement) == [(SettlementSkipped, 1, Status.MATCHED)]
        assert locked(deal) == UNITS
        with pytest.raises((ERC7943InsufficientUnfrozenBalance, BondToken_BelowMinimum)):
            deal.bond.transfer(deal.carol, 2, sender=deal.alice)


class TestLostKeys:
    @pytest.mark.parametrize("lost", ["alice", "bob"])
    def test_the_account_in_force_pays_and_delivers(self, deal, is_recovered, lost):
        waiting(deal)
        lose(deal, is_recovered, lost, "dave")
        receipt = confirm(deal, 1)
        seller, buyer = (deal.dave, deal.bob) if lost == "alice" else (deal.alice, deal.dave)
        assert said(receipt, deal.rtgs)[1:] == [(Transfer, buyer, seller, DUE)]
        assert deal.holdings(buyer) == [UNITS]
        assert locked(deal, "alice") == locked(deal, "dave") == 0

    def test_the_lock_follows_and_is_given_up(self, deal, is_recovered):
        waiting(deal)
        lose(deal, is_recovered)
        refuse(deal, 1)
        assert locked(deal, "alice") == locked(deal, "dave") == 0
        assert deal.holdings(deal.alice, deal.dave) == [0, 100]

    def test_what_is_lost_before_the_lock_is_locked_where_it_went(self, deal, is_recovered):
        matched(deal, off_chain(deal))
        lose(deal, is_recovered)
        deal.warp(OPENS)
        deal.settlement.settle([1], sender=deal.settlement_agent)
        assert (locked(deal, "alice"), locked(deal, "dave")) == (0, UNITS)

    def test_one_account_for_both_sides_pays_itself(self, deal, is_recovered):
        waiting(deal)
        lose(deal, is_recovered, "alice", "bob")
        assert confirm(deal, 1).all(Settled) != []
        assert (deal.holdings(deal.bob), locked(deal, "bob")) == ([100], 0)


class TestReentrancy:
    def test_other_money_cannot_use_a_confirmation(self, deal):
        """Money that, when it is moved, has the rail pay what is due on another instruction."""
        calls = deal.bob, deal.alice, DUE
        money = reentrant_money(deal, MOVES, deal.rtgs, MOVES, *calls)
        deal.roles.grant([Role.CASH_CONTRACT], [money], sender=deal.admin)
        assert matched(deal, trade(deal, cash=money)) == 1
        waiting(deal)
        receipt = deal.settlement.settle([1], sender=deal.mallory)
        # The rail's own word, out of hostile money: its instruction waits, and nothing moved.
        assert said(receipt, deal.settlement) == [(AwaitingMoney, 1)]
        assert deal.holdings(deal.bob) == [0]

    @pytest.mark.parametrize("number", [1, 2])
    def test_money_cannot_end_a_wait_from_inside(self, deal, number):
        call = "failAwaited(uint256[])", [number]
        money = reentrant_money(deal, MOVES, deal.settlement, *call)
        deal.roles.grant([Role.CASH_CONTRACT], [money], sender=deal.admin)
        assert matched(deal, trade(deal, cash=money)) == 1
        waiting(deal)
        receipt = deal.settlement.settle([1], sender=deal.mallory)
        assert said(receipt, deal.settlement) == [(SettlementFailed, 1, Reason.OTHR, 1)]
        assert (deal.settlement.instruction(2).is_awaited, locked(deal)) == (True, UNITS)


class TestOutOfGas:
    def test_whatever_the_gas_it_waits_or_nothing_happened(self, deal):
        number = matched(deal, off_chain(deal))
        deal.warp(OPENS)
        miser, outcomes = Miser(deal), set()
        for gas in range(20_000, 260_000, 1_000):
            with deal.undone():
                receipt = miser.call(deal.settlement, "settle(uint256[])", ([number],), gas)
                assert receipt.all(SettlementFailed) == []
                awaited = deal.settlement.instruction(number).is_awaited
                assert awaited == bool(receipt.all(AwaitingMoney)) == (locked(deal) == UNITS)
                outcomes.add(len(receipt.events))
        assert outcomes == {0, 2}

    def test_silence_of_a_bond_is_refused_by_name(self, deal):
        bond = silent_bond(deal)
        deal.roles.grant([Role.BOND_CONTRACT], [bond], sender=deal.admin)
        number = matched(deal, off_chain(deal, bond=bond))
        deal.warp(OPENS)
        with reverts(Settlement_OutOfGas, id=number):
            confirm(deal, number)


def test_a_stranger_pays_nothing_with_anybodys_name(deal):
    waiting(deal)
    for payer in (deal.bob, deal.mallory):
        with pytest.raises(RtgsRail_NotConfirmed):
            deal.rtgs.transfer_from(payer, deal.alice, DUE, sender=deal.mallory)
