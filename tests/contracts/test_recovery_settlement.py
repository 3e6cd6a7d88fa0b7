"""Settlement with a side whose key was lost: the account in force acts, delivers and is paid."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    Affirmed,
    Cancelled,
    Reason,
    RecoverySuccess,
    Settled,
    SettlementFailed,
    Status,
    Unlocked,
)
from sim.chain.reverts import Settlement_AlreadyAffirmed, Settlement_CallerNotSide
from sim.chain.structs import Account
from tests.contracts.deal import Deal, reverts
from tests.contracts.expect import said
from tests.contracts.recoveries import cash, lose, recovered, replaced, settle
from tests.contracts.trades import (
    ACCRUED,
    CLEAN,
    EXPIRES,
    UNITS,
    instructed,
    matched,
    trade,
)

AMOUNT = CLEAN + ACCRUED
FREE = Account(100, 0, 0, 0, False)


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns 100 units."""
    deal.mint(deal.alice, 100)
    return deal


class TestSettles:
    @pytest.mark.parametrize("prepositioned", [False, True])
    def test_from_the_account_in_force(self, deal, is_recovered, prepositioned):
        number = matched(deal, trade(deal))
        if prepositioned:
            deal.settlement.preposition([number], sender=deal.alice)
        lose(deal, is_recovered)
        receipt = settle(deal, number)
        receipt.only(Settled)
        assert len(receipt.all(RecoverySuccess)) == (not is_recovered)
        assert deal.holdings(deal.alice, deal.dave, deal.bob) == [0, 90, UNITS]
        assert deal.bond.account(deal.dave).locked == 0
        assert cash(deal, "alice", "dave", "bob") == [0, AMOUNT, -AMOUNT]

    def test_to_and_at_the_cost_of_the_account_in_force(self, deal, is_recovered):
        number = matched(deal, trade(deal))
        lose(deal, is_recovered, "bob", "dave")
        settle(deal, number).only(Settled)
        assert deal.holdings(deal.alice, deal.bob, deal.dave) == [90, 0, UNITS]
        assert cash(deal, "alice", "bob", "dave") == [AMOUNT, 0, -AMOUNT]

    def test_with_both_sides_lost(self, deal, is_recovered):
        number = matched(deal, trade(deal))
        lose(deal, is_recovered)
        lose(deal, is_recovered, "bob", "carol")
        settle(deal, number).only(Settled)
        assert deal.holdings(deal.dave, deal.carol) == [90, UNITS]
        assert cash(deal, "alice", "bob", "dave", "carol") == [0, 0, AMOUNT, -AMOUNT]

    def test_with_one_account_in_place_of_both(self, deal, is_recovered):
        """It delivers to itself and pays itself: nothing changes hands, and the bargain is done."""
        number = matched(deal, trade(deal))
        lose(deal, is_recovered, "alice", "dave")
        lose(deal, is_recovered, "bob", "dave")
        settle(deal, number).only(Settled)
        assert deal.holdings(deal.dave) == [100]
        assert cash(deal, "dave") == [0]

    def test_at_the_end_of_a_chain(self, deal):
        number = matched(deal, trade(deal))
        replaced(deal, "alice", "carol")
        replaced(deal, "carol", "dave")
        settle(deal, number).only(Settled)
        assert deal.holdings(deal.alice, deal.carol, deal.dave) == [0, 0, 90]

    def test_with_the_units_of_both_accounts(self, deal):
        deal.mint(deal.dave, 5)
        number = matched(deal, trade(deal, units=104))
        replaced(deal)
        settle(deal, number).only(SettlementFailed)
        deal.mint(deal.dave, 2)
        settle(deal, number).only(Settled)
        assert deal.holdings(deal.alice, deal.dave) == [0, 3]

    def test_not_while_what_was_recovered_is_frozen(self, deal, is_recovered):
        deal.bond.freeze([deal.alice], sender=deal.regulator)
        number = matched(deal, trade(deal))
        lose(deal, is_recovered)
        assert settle(deal, number).only(SettlementFailed).reason is Reason.FROZ
        deal.bond.unfreeze([deal.alice, deal.dave], sender=deal.regulator)
        settle(deal, number).only(Settled)

    def test_a_failed_attempt_leaves_the_recovery_undone(self, deal):
        number = matched(deal, trade(deal, units=101))
        replaced(deal)
        receipt = settle(deal, number)
        assert receipt.only(SettlementFailed).reason is Reason.LACK
        assert receipt.all(RecoverySuccess) == []
        assert deal.holdings(deal.alice, deal.dave) == [100, 0]

    def test_what_both_agreed_stays_written(self, deal):
        number = matched(deal, trade(deal))
        replaced(deal)
        settle(deal, number)
        stored = deal.settlement.instruction(number)
        assert (stored.status, stored.deliverer) == (Status.SETTLED, deal.alice)


class TestWhoActs:
    """The lost key can do nothing any more, the account in force all it could."""

    @pytest.fixture(autouse=True)
    def _numbers(self, deal):
        self.pending = instructed(deal, trade(deal))
        self.matched = matched(deal, trade(deal))

    def assert_refused(self, deal, act):
        with reverts(Settlement_CallerNotSide, id=self.matched, caller=deal.alice):
            act(self.matched, deal.alice)

    def test_prepositioning(self, deal):
        replaced(deal)
        recovered(deal)
        self.assert_refused(deal, lambda n, who: deal.settlement.preposition([n], sender=who))
        deal.settlement.preposition([self.matched], sender=deal.dave)
        assert deal.bond.account(deal.dave) == Account(100, UNITS, 0, 0, False)

    def test_cancelling(self, deal):
        replaced(deal)
        self.assert_refused(deal, lambda n, who: deal.settlement.cancel([n], sender=who))
        receipt = deal.settlement.cancel([self.pending], sender=deal.dave)
        assert receipt.only(Cancelled).by == deal.dave

    def test_cancelling_together(self, deal):
        deal.settlement.cancel([self.matched], sender=deal.alice)
        replaced(deal, "bob", "carol")
        with reverts(Settlement_CallerNotSide, id=self.matched, caller=deal.bob):
            deal.settlement.cancel([self.matched], sender=deal.bob)
        deal.settlement.cancel([self.matched], sender=deal.carol)
        assert deal.settlement.instruction(self.matched).status is Status.CANCELLED

    def test_affirming(self, deal):
        agreed = deal.settlement.hash_economics(trade(deal))
        replaced(deal, "bob", "carol")
        with reverts(Settlement_CallerNotSide, id=self.pending, caller=deal.bob):
            deal.settlement.affirm([self.pending], [agreed], sender=deal.bob)
        receipt = deal.settlement.affirm([self.pending], [agreed], sender=deal.carol)
        assert receipt.only(Affirmed).by == deal.carol

    def test_affirming_what_it_entered_before_the_loss(self, deal):
        agreed = deal.settlement.hash_economics(trade(deal))
        replaced(deal)
        values = {"id": self.pending, "caller": deal.dave}
        with reverts(Settlement_AlreadyAffirmed, **values):
            deal.settlement.affirm([self.pending], [agreed], sender=deal.dave)

    def test_instructing_afresh(self, deal):
        replaced(deal)
        number = deal.settlement.instructions() + 1
        with reverts(Settlement_CallerNotSide, id=number, caller=deal.alice):
            deal.settlement.instruct([trade(deal)], sender=deal.alice)
        assert deal.settlement.instructions() == number - 1

    def test_instructing_in_the_name_of_the_lost_account(self, deal):
        """Who names the account of old means its successor, and binds it."""
        replaced(deal)
        deal.settlement.instruct([trade(deal)], sender=deal.dave)
        number = deal.settlement.instructions()
        agreed = deal.settlement.hash_economics(trade(deal))
        deal.settlement.affirm([number], [agreed], sender=deal.bob)
        settle(deal, number).only(Settled)
        assert deal.holdings(deal.dave, deal.bob) == [90, UNITS]

    def test_a_stranger_is_no_side_because_somebody_was_lost(self, deal):
        replaced(deal)
        for who in ("carol", "mallory", "registrar"):
            caller = getattr(deal, who)
            with reverts(Settlement_CallerNotSide, id=self.matched, caller=caller):
                deal.settlement.cancel([self.matched], sender=caller)


class TestReleasesLocks:
    @pytest.fixture
    def prepositioned(self, deal) -> int:
        number = matched(deal, trade(deal))
        deal.settlement.preposition([number], sender=deal.alice)
        return number

    def end(self, deal, number, how):
        if how == "expired":
            deal.warp(EXPIRES)
            return deal.settlement.expire([number], sender=deal.mallory)
        deal.settlement.cancel([number], sender=deal.dave)
        return deal.settlement.cancel([number], sender=deal.bob)

    @pytest.mark.parametrize("how", ["expired", "cancelled"])
    def test_at_the_account_in_force(self, deal, prepositioned, is_recovered, how):
        lose(deal, is_recovered)
        receipt = self.end(deal, prepositioned, how)
        assert said(receipt, deal.bond)[-1] == (Unlocked, deal.dave, UNITS)
        assert deal.bond.account(deal.dave) == FREE
        assert deal.holdings(deal.alice) == [0]

    @pytest.mark.parametrize("how", ["expired", "cancelled"])
    def test_leaving_the_replacements_other_locks(self, deal, prepositioned, is_recovered, how):
        deal.mint(deal.dave, 7)
        deal.bond.lock(deal.dave, 7, sender=deal.as_settlement)
        lose(deal, is_recovered)
        self.end(deal, prepositioned, how)
        assert deal.bond.account(deal.dave) == Account(107, 7, 0, 0, False)

    def test_along_a_chain_recovered_in_part(self, deal, prepositioned):
        lose(deal, True, "alice", "carol")
        replaced(deal, "carol", "dave")
        self.end(deal, prepositioned, "expired")
        recovered(deal, "carol", "dave")
        assert deal.bond.account(deal.dave) == FREE
