"""`RecordDates`: who held what when a record date closed, whoever asks and however late."""

from __future__ import annotations

import pytest

from sim.chain.logs import RecordStruck, Transfer
from sim.chain.reverts import BondToken_Closed, BondToken_RecordNotStruck
from sim.chain.structs import Account
from tests.contracts.deal import ZERO, day, instant, reverts, told

FIRST, SECOND = "2023-08-15 18:00", "2024-02-15 18:00"
FIRST_DAY, SECOND_DAY = day("2023-08-15"), day("2024-02-15")


@pytest.fixture(autouse=True)
def _alice_has_ten(deal):
    deal.mint(deal.alice, 10)


class TestRecordId:
    def test_is_zero_before_the_first_record_date_closes(self, deal):
        deal.chain.at(instant(FIRST) - 1)
        assert deal.bond.record_id() == 0

    def test_counts_a_record_date_from_its_instant_on(self, deal):
        deal.warp(FIRST)
        assert deal.bond.record_id() == 1

    def test_counts_those_that_no_movement_struck(self, deal):
        deal.warp(SECOND)
        assert deal.bond.record_id() == 2

    def test_never_exceeds_the_number_of_record_dates(self, deal):
        deal.warp("2033-01-01 00:00")
        assert deal.bond.record_id() == deal.bond.records() == 2


class TestStriking:
    """The first movement after a record date says that it closed."""

    def test_nothing_is_said_before(self, deal):
        deal.chain.at(instant(FIRST) - 1)
        receipt = deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        assert receipt.at == instant(FIRST) - 1
        assert told(receipt) == [(Transfer, deal.alice, deal.bob, 4)]

    def test_by_a_transfer_in_the_very_second(self, deal):
        deal.warp(FIRST)
        receipt = deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        assert receipt.at == instant(FIRST)
        assert told(receipt) == [(RecordStruck, 1, FIRST_DAY), (Transfer, deal.alice, deal.bob, 4)]

    def test_once(self, deal):
        deal.warp(FIRST)
        deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        receipt = deal.bond.transfer(deal.bob, 2, sender=deal.alice)
        assert receipt.all(RecordStruck) == []

    def test_by_an_issue(self, deal):
        deal.warp(FIRST)
        assert told(deal.mint(deal.bob, 2)) == [
            (RecordStruck, 1, FIRST_DAY),
            (Transfer, ZERO, deal.bob, 2),
        ]

    def test_by_a_transfer_to_oneself(self, deal):
        deal.warp(FIRST)
        receipt = deal.bond.transfer(deal.alice, 4, sender=deal.alice)
        assert receipt.only(RecordStruck).record_id == 1
        receipt = deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        assert receipt.all(RecordStruck) == []
        assert deal.bond.holding_at(deal.alice, 1) == 10

    def test_of_several_missed_in_order_by_a_redemption(self, deal):
        deal.warp(SECOND)
        receipt = deal.bond.redeem(deal.alice, 10, sender=deal.as_paying_agent)
        assert told(receipt) == [
            (RecordStruck, 1, FIRST_DAY),
            (RecordStruck, 2, SECOND_DAY),
            (Transfer, deal.alice, ZERO, 10),
        ]

    def test_not_by_a_movement_that_is_refused(self, deal):
        deal.warp(SECOND)
        with reverts(BondToken_Closed, final_record_date=SECOND_DAY):
            deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        receipt = deal.bond.redeem(deal.alice, 4, sender=deal.as_paying_agent)
        assert len(receipt.all(RecordStruck)) == 2

    def test_not_by_locks_and_freezes(self, deal):
        deal.warp(FIRST)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        deal.bond.lock(deal.alice, 2, sender=deal.as_settlement)
        assert deal.bond.account(deal.alice) == Account(10, 2, 0, 0, True)


class TestHoldingAt:
    class TestRefused:
        @pytest.mark.parametrize(("record", "struck"), [(0, 1), (2, 1), (2**256 - 1, 1)])
        def test_of_a_record_date_that_has_not_closed(self, deal, record, struck):
            deal.warp(FIRST)
            with reverts(BondToken_RecordNotStruck, record_id=record, struck=struck):
                deal.bond.holding_at(deal.alice, record)

        def test_one_second_before_it_closes(self, deal):
            deal.chain.at(instant(FIRST) - 1)
            with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
                deal.bond.holding_at(deal.alice, 1)

    def test_of_a_holder_who_has_not_moved_since(self, deal):
        deal.warp(FIRST)
        assert deal.bond.holding_at(deal.alice, 1) == 10

    def test_does_not_change_with_what_happens_after(self, deal):
        deal.warp(FIRST)
        deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        deal.bond.transfer(deal.carol, 6, sender=deal.alice)
        deal.mint(deal.alice, 100)
        assert deal.bond.holding_at(deal.alice, 1) == 10
        assert deal.bond.holding_at(deal.bob, 1) == 0
        assert deal.bond.holding_at(deal.carol, 1) == 0

    def test_includes_what_moved_in_the_last_second(self, deal):
        deal.chain.at(instant(FIRST) - 1)
        deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        deal.bond.transfer(deal.bob, 2, sender=deal.alice)
        assert deal.bond.holding_at(deal.alice, 1) == 6
        assert deal.bond.holding_at(deal.bob, 1) == 4
        assert deal.holdings(deal.alice, deal.bob) == [4, 6]

    def test_of_an_account_first_seen_after_it(self, deal):
        deal.warp(FIRST)
        deal.bond.transfer(deal.bob, 10, sender=deal.alice)
        assert deal.bond.holding_at(deal.bob, 1) == 0
        assert deal.bond.account(deal.bob).record_id == 1
        deal.warp(SECOND)
        assert deal.bond.holding_at(deal.bob, 2) == 10

    def test_of_an_account_never_seen(self, deal):
        deal.warp(FIRST)
        assert deal.bond.holding_at(deal.mallory, 1) == 0

    def test_of_someone_who_sold_everything_before(self, deal):
        deal.bond.transfer(deal.bob, 10, sender=deal.alice)
        deal.warp(FIRST)
        deal.bond.transfer(deal.alice, 10, sender=deal.bob)
        assert deal.bond.holding_at(deal.alice, 1) == 0
        assert deal.bond.holding_at(deal.bob, 1) == 10

    def test_of_a_holder_who_slept_through_every_record_date(self, deal):
        deal.warp(SECOND)
        deal.bond.redeem(deal.alice, 10, sender=deal.as_paying_agent)
        assert deal.bond.holding_at(deal.alice, 1) == 10
        assert deal.bond.holding_at(deal.alice, 2) == 10
        assert deal.holdings(deal.alice) == [0]

    def test_zero_units_moved_after_it_keep_it(self, deal):
        deal.warp(FIRST)
        deal.bond.transfer(deal.bob, 0, sender=deal.alice)
        deal.bond.transfer(deal.bob, 10, sender=deal.alice)
        assert deal.bond.holding_at(deal.alice, 1) == 10

    def test_locks_and_freezes_after_it_change_nothing(self, deal):
        deal.warp(FIRST)
        deal.bond.lock(deal.alice, 10, sender=deal.as_settlement)
        deal.bond.set_frozen_tokens(deal.alice, 10, sender=deal.registrar)
        deal.bond.freeze([deal.alice], sender=deal.registrar)
        assert deal.bond.holding_at(deal.alice, 1) == 10


class TestSupplyAt:
    class TestRefused:
        @pytest.mark.parametrize("record", [0, 2])
        def test_of_a_record_date_that_has_not_closed(self, deal, record):
            deal.warp(FIRST)
            with reverts(BondToken_RecordNotStruck, record_id=record, struck=1):
                deal.bond.supply_at(record)

    def test_does_not_change_with_what_is_issued_after(self, deal):
        deal.warp(FIRST)
        assert deal.bond.supply_at(1) == 10
        deal.mint(deal.bob, 5)
        deal.mint(deal.carol, 5)
        assert deal.bond.supply_at(1) == 10
        deal.warp(SECOND)
        assert deal.bond.supply_at(2) == 20

    def test_does_not_change_with_what_is_redeemed_after(self, deal):
        deal.mint(deal.bob, 5)
        deal.warp(SECOND)
        deal.bond.redeem(deal.alice, 10, sender=deal.as_paying_agent)
        deal.bond.redeem(deal.bob, 5, sender=deal.as_paying_agent)
        assert deal.bond.supply_at(1) == deal.bond.supply_at(2) == 15
        assert deal.bond.total_supply() == 0

    def test_is_nothing_before_the_first_unit(self, deal):
        bond = deal.new_bond()
        deal.warp(FIRST)
        assert bond.supply_at(1) == 0

    def test_is_nothing_when_the_first_unit_came_after(self, deal):
        with deal.undone():
            bond = deal.new_bond()
            deal.offer_to(token=bond)
            deal.warp(FIRST)
            bond.issue(deal.alice, 5, sender=deal.as_settlement)
            assert bond.supply_at(1) == 0

    def test_transfers_leave_it_to_later_issues(self, deal):
        """A transfer strikes the date; the supply's snapshot is still to be taken."""
        deal.warp(FIRST)
        deal.bond.transfer(deal.bob, 4, sender=deal.alice)
        deal.mint(deal.bob, 6)
        assert deal.bond.supply_at(1) == 10


class TestEntitlement:
    class TestRefused:
        def test_of_a_record_date_that_has_not_closed(self, deal):
            with reverts(BondToken_RecordNotStruck, record_id=1, struck=0):
                deal.bond.entitlement_at(deal.alice, 1)

    def test_is_the_holding_then_and_the_freeze_now(self, deal):
        deal.warp(FIRST)
        deal.bond.transfer(deal.bob, 10, sender=deal.alice)
        assert deal.bond.entitlement_at(deal.alice, 1) == (10, False)
        deal.bond.freeze([deal.alice], sender=deal.regulator)
        assert deal.bond.entitlement_at(deal.alice, 1) == (10, True)
        assert deal.bond.entitlement_at(deal.bob, 1) == (0, False)

    def test_frozen_units_are_paid(self, deal):
        deal.bond.set_frozen_tokens(deal.alice, 10, sender=deal.registrar)
        deal.warp(FIRST)
        assert deal.bond.entitlement_at(deal.alice, 1) == (10, False)
