"""`BondToken.forcedTransfer`: what it passes, in which order it takes, and what it leaves true."""

from __future__ import annotations

import pytest

from sim.chain.logs import (
    AddressFrozen,
    ForcedTransfer,
    Frozen,
    Reason,
    RecordStruck,
    Settled,
    SettlementFailed,
    TokensUnfrozen,
    Transfer,
    Unlocked,
)
from sim.chain.reverts import BondToken_AccountFrozen, BondToken_Closed
from sim.chain.structs import Account
from tests.contracts.deal import Deal, reverts, told
from tests.contracts.recoveries import replaced
from tests.contracts.trades import EXPIRES, OPENS, UNITS, matched, trade


@pytest.fixture
def deal(deal: Deal) -> Deal:
    """Alice owns ten units: three locked, four frozen, three free."""
    deal.mint(deal.alice, 10)
    deal.bond.lock(deal.alice, 3, sender=deal.as_settlement)
    deal.bond.set_frozen_tokens(deal.alice, 4, sender=deal.registrar)
    return deal


def force(deal, units, sender="alice", receiver="bob"):
    accounts = getattr(deal, sender), getattr(deal, receiver)
    return deal.bond.forced_transfer(*accounts, units, sender=deal.regulator)


class TestOrder:
    @pytest.mark.parametrize(
        ("units", "locked", "frozen"),
        [(0, 3, 4), (3, 3, 4), (4, 3, 3), (7, 3, 0), (8, 2, 0), (10, 0, 0)],
    )
    def test_takes_free_units_then_frozen_ones_then_locked_ones(self, deal, units, locked, frozen):
        force(deal, units)
        assert deal.bond.account(deal.alice) == Account(10 - units, locked, frozen, 0, False)
        assert deal.bond.account(deal.bob) == Account(units, 0, 0, 0, False)

    def test_tells_what_it_frees_before_it_moves(self, deal):
        assert told(force(deal, 9)) == [
            (Frozen, deal.alice, 0),
            (TokensUnfrozen, deal.alice, 4),
            (Unlocked, deal.alice, 2),
            (Transfer, deal.alice, deal.bob, 9),
            (ForcedTransfer, deal.alice, deal.bob, 9),
        ]

    @pytest.mark.parametrize(("units", "locked", "frozen"), [(1, 3, 7), (7, 3, 1), (9, 1, 1)])
    def test_of_more_frozen_than_held_beside_locks(self, deal, units, locked, frozen):
        """Seven of ten are not locked: so many frozen ones are there to be taken, not eight."""
        deal.bond.set_frozen_tokens(deal.alice, 8, sender=deal.registrar)
        force(deal, units)
        assert deal.bond.account(deal.alice) == Account(10 - units, locked, frozen, 0, False)

    @pytest.mark.parametrize("units", range(11))
    def test_never_leaves_more_held_back_than_held(self, deal, units):
        force(deal, units)
        left = deal.bond.account(deal.alice)
        assert left.locked + left.frozen <= left.units


class TestPasses:
    def test_a_pause_and_the_freeze_of_the_account_which_stays(self, deal):
        deal.bond.pause(sender=deal.registrar)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        assert force(deal, 2).all(AddressFrozen) == []
        assert deal.bond.account(deal.alice) == Account(8, 3, 4, 0, True)

    def test_the_minimum_denomination_on_both_sides(self, deal):
        force(deal, 1)
        force(deal, 8)
        force(deal, 8, "bob", "carol")
        assert deal.holdings(deal.alice, deal.bob, deal.carol) == [1, 1, 8]

    def test_the_cap_of_the_offer(self, deal):
        deal.offer_to(unit_cap=2)
        force(deal, 3)
        assert deal.holdings(deal.bob) == [3]

    def test_sanctions_and_the_loss_of_the_sender(self, deal):
        deal.register.sanction([deal.alice], sender=deal.regulator)
        force(deal, 2)
        replaced(deal)
        force(deal, 2)
        assert deal.holdings(deal.alice, deal.bob) == [6, 4]

    def test_but_not_the_freeze_of_the_receiver(self, deal):
        deal.bond.freeze([deal.bob], sender=deal.registrar)
        with reverts(BondToken_AccountFrozen, account=deal.bob):
            force(deal, 2)

    def test_but_not_the_final_record_date(self, deal):
        deal.chain.at(deal.instant("2024-02-15 18:00") - 1)
        force(deal, 2)
        with reverts(BondToken_Closed, final_record_date=deal.day("2024-02-15")):
            force(deal, 2)


class TestRecordDates:
    def test_keep_what_both_held_then(self, deal):
        deal.warp("2023-08-15 18:00")
        receipt = force(deal, 4)
        assert receipt.only(RecordStruck).record_id == 1
        assert deal.bond.holding_at(deal.alice, 1) == 10
        assert deal.bond.holding_at(deal.bob, 1) == 0
        assert deal.holdings(deal.alice, deal.bob) == [6, 4]

    def test_of_a_transfer_to_oneself_are_untouched(self, deal):
        deal.warp("2023-08-15 18:00")
        force(deal, 4, "alice", "alice")
        force(deal, 4)
        assert deal.bond.holding_at(deal.alice, 1) == 10

    def test_of_a_batch_keep_what_was_held_before_all_of_it(self, deal):
        deal.warp("2023-08-15 18:00")
        batch = ([deal.alice, deal.bob], [deal.bob, deal.carol], [4, 4])
        deal.bond.batch_forced_transfer(*batch, sender=deal.regulator)
        holdings = [deal.bond.holding_at(each, 1) for each in (deal.alice, deal.bob, deal.carol)]
        assert holdings == [10, 0, 0]


class TestPrepositioned:
    """Units taken from a prepositioned instruction: it lacks them, and its lock is gone."""

    @pytest.fixture
    def number(self, deal) -> int:
        deal.bond.unlock(deal.alice, 3, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 0, sender=deal.registrar)
        number = matched(deal, trade(deal))
        deal.settlement.preposition([number], sender=deal.alice)
        return number

    def test_fails_for_lack_of_units(self, deal, number):
        force(deal, 10, receiver="carol")
        deal.warp(OPENS)
        receipt = deal.settlement.settle([number], sender=deal.mallory)
        assert receipt.only(SettlementFailed).reason is Reason.LACK

    def test_settles_once_the_units_are_there_again(self, deal, number):
        force(deal, 10, receiver="carol")
        deal.bond.transfer(deal.alice, 10, sender=deal.carol)
        deal.warp(OPENS)
        deal.settlement.settle([number], sender=deal.mallory).only(Settled)
        assert deal.holdings(deal.alice, deal.bob) == [0, UNITS]

    def test_its_end_releases_no_more_than_was_left_locked(self, deal, number):
        force(deal, 4, receiver="carol")
        deal.warp(EXPIRES)
        receipt = deal.settlement.expire([number], sender=deal.mallory)
        assert receipt.only(Unlocked).units == 6
        assert deal.bond.account(deal.alice) == Account(6, 0, 0, 0, False)
