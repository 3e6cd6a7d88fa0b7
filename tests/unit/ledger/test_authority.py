"""Orders of registrar and regulator in every table they touch."""

from __future__ import annotations

from dataclasses import replace as replaced

import pytest

from sim.chain import logs as chain
from sim.ledger import BalanceKind, build
from sim.units import date_text
from tests.unit.ledger.authority import (
    freeze_units,
    ordered_story,
    pay,
    recover,
    replace,
    settle,
)


@pytest.fixture
def ledgers(told):
    return build(ordered_story(told).inputs())


def position(found, holder: str, day: str):
    rows = [row for row in found["positions"] if row.holder == holder]
    return next(row for row in rows if date_text(row.as_of) == day)


class TestSettlement:
    def test_forced_and_recovered_units_are_free_movements(self, ledgers) -> None:
        rows = [row for row in ledgers["settlement"] if row.transaction_type == "OWNI"]
        assert [
            (row.instruction_id, row.payment, row.status, row.deliverer, row.receiver, row.units)
            for row in rows
        ] == [
            ("F000001", "FREE", "SETTLED", "Alpha", "Cedar", 9),
            ("L000002", "FREE", "SETTLED", "Cedar", "Dogwood", 9),
        ]

    def test_a_movement_points_to_the_event_that_tells_its_kind(self, told, ledgers) -> None:
        story = ordered_story(told)
        forced = story.logs[story.find(chain.ForcedTransfer)]
        row = next(row for row in ledgers["settlement"] if row.instruction_id == "F000001")
        assert (row.block, row.tx_index, row.log_index) == (
            forced.block,
            forced.tx_index,
            forced.log_index,
        )

    def test_an_instruction_shows_the_sides_that_settled_it(self, ledgers) -> None:
        row = next(row for row in ledgers["settlement"] if row.instruction_id == "I000003")
        assert (row.status, row.deliverer, row.receiver) == ("SETTLED", "Beta", "Dogwood")

    def test_one_that_ended_before_the_loss_shows_those_of_then(self, told) -> None:
        story = told.issued()
        story.instruct("2023-03-01 09:00", 3, "Beta", "Cedar", 4)
        story.settle("2023-03-01 10:00", 3)
        story.instruct("2023-03-01 09:00", 4, "Beta", "Cedar", 4)
        story.begin("2023-03-02 10:00")
        story.emit(told.SETTLEMENT, chain.Expired, 4, chain.Reason.MONY)
        story.instruct("2023-03-01 09:00", 5, "Beta", "Cedar", 4)
        replace(told, story, "2023-03-03 08:00", "Cedar", "Dogwood")
        found = build(story.inputs("2023-03-03"))["settlement"]
        assert [row.receiver for row in found][2:5] == ["Cedar", "Cedar", "Dogwood"]

    def test_redemption_is_delivered_by_the_account_in_force(self, told) -> None:
        story = told.issued()
        story.announce("2024-02-16 09:00", 1, told.REDM, 1)
        replace(told, story, "2024-02-16 08:00", "Alpha", "Dogwood")
        recover(told, story, "2024-02-16 08:00", "Alpha", "Dogwood", 10)
        story.mint("2024-02-16 09:20", "Issuer", 1600 * told.FACE)
        story.fund("2024-02-16 09:30", 1, 1600)
        pay(told, story, "2024-02-16 11:00", 1, "Alpha", "Dogwood", 10)
        story.pay("2024-02-16 11:00", 1, ("Beta", 1590))
        story.all_paid(1, 1600)
        found = build(story.inputs())
        assert found.breaches == ()
        rows = [row for row in found["settlement"] if row.transaction_type == "REDM"]
        assert [(row.deliverer, row.units, row.settlement_amount) for row in rows] == [
            ("Dogwood", 10, 10 * told.FACE),
            ("Beta", 1590, 1590 * told.FACE),
        ]


class TestPositions:
    def test_a_freeze_of_units_shows_though_nothing_moved(self, ledgers) -> None:
        row = position(ledgers, "Alpha", "2023-03-01")
        assert (row.opening, row.closing, row.frozen, row.available) == (10, 10, 8, 2)

    def test_a_forced_transfer_takes_free_units_then_frozen_ones(self, ledgers) -> None:
        row = position(ledgers, "Alpha", "2023-03-02")
        assert (row.delivered, row.closing, row.frozen, row.available) == (9, 1, 1, 0)

    def test_a_freeze_of_someone_who_never_held_shows_nothing_frozen(self, told) -> None:
        story = told.issued()
        freeze_units(told, story, "2023-03-01 08:00", "Cedar", 8)
        row = position(build(story.inputs("2023-03-02")), "Cedar", "2023-03-01")
        assert (row.closing, row.frozen, row.available) == (0, 0, 0)

    def test_recovery_leaves_nothing_behind(self, told, ledgers) -> None:
        cedar = position(ledgers, "Cedar", "2023-08-16")
        dogwood = position(ledgers, "Dogwood", "2023-08-16")
        assert (cedar.opening, cedar.delivered, cedar.closing) == (9, 9, 0)
        assert (dogwood.opening, dogwood.received, dogwood.closing) == (0, 13, 13)

    def test_what_is_pending_goes_on_with_the_replacement(self, told) -> None:
        story = told.issued()
        story.instruct("2023-03-01 09:00", 3, "Beta", "Alpha", 4)
        replace(told, story, "2023-03-02 08:00", "Alpha", "Dogwood")
        recover(told, story, "2023-03-02 08:00", "Alpha", "Dogwood", 10)
        before = build(story.inputs("2023-03-02"))
        assert position(before, "Alpha", "2023-03-02").pending_in == 0
        assert position(before, "Dogwood", "2023-03-02").pending_in == 4
        story.mint("2023-03-03 08:30", "Dogwood", 4 * told.FACE)
        settle(told, story, "2023-03-03 08:30", 3, "Beta", "Dogwood")
        after = build(story.inputs("2023-03-03"))
        assert position(after, "Dogwood", "2023-03-03").pending_in == 0
        assert position(after, "Beta", "2023-03-03").pending_out == 0
        assert after.breaches == ()

    def test_locked_and_frozen_units_are_recovered(self, told) -> None:
        story = told.issued()
        alpha, dogwood = told.PARTIES["Alpha"], told.PARTIES["Dogwood"]
        story.begin("2023-03-01 09:00")
        story.emit(told.BOND, chain.Locked, alpha, 3)
        freeze_units(told, story, "2023-03-01 09:00", "Alpha", 4)
        replace(told, story, "2023-03-02 08:00", "Alpha", "Dogwood")
        story.begin("2023-03-02 08:00")
        story.emit(told.BOND, chain.Unlocked, alpha, 3)
        story.emit(told.BOND, chain.Frozen, alpha, 0)
        story.emit(told.BOND, chain.Frozen, dogwood, 4)
        story.emit(told.BOND, chain.Locked, dogwood, 3)
        story.move(told.BOND, "Alpha", "Dogwood", 10)
        story.emit(told.BOND, chain.RecoverySuccess, alpha, dogwood, told.BOND)
        found = build(story.inputs("2023-03-02"))
        assert found.breaches == ()
        row = position(found, "Dogwood", "2023-03-02")
        assert (row.closing, row.locked, row.frozen, row.available) == (10, 3, 4, 3)
        row = position(found, "Alpha", "2023-03-02")
        assert (row.closing, row.locked, row.frozen) == (0, 0, 0)


class TestRegister:
    def test_both_ends_of_a_replacement(self, ledgers) -> None:
        rows = [row for row in ledgers["register"] if row.change.startswith("RE")]
        assert [(row.party, row.change, row.class_, row.by) for row in rows] == [
            ("Cedar", "REPLACED", "", "Registrar"),
            ("Dogwood", "RECOVERED", "institution", "Registrar"),
        ]


class TestPayments:
    def test_the_right_stays_with_the_holder_of_the_record_date(self, told, ledgers) -> None:
        rows = [row for row in ledgers["corporate_actions"] if row.action_id == "A001"]
        assert [(row.holder, row.units, row.status) for row in rows[1:]] == [
            ("Alpha", 1, "PAID"),
            ("Beta", 1590, "PAID"),
            ("Cedar", 9, "PAID"),
        ]

    def test_the_money_goes_to_the_replacement(self, told, ledgers) -> None:
        rows = [row for row in ledgers["cash"] if (row.purpose, row.account) == ("INTR", "Dogwood")]
        assert [(row.credit, row.reference) for row in rows] == [(9 * told.COUPON, "A001")]

    def test_the_journal_names_both(self, told, ledgers) -> None:
        lines = [
            (row.account, row.debit, row.credit)
            for row in ledgers["journal"]
            if row.narrative == "INTR paid to Dogwood for Cedar"
        ]
        due = 9 * told.COUPON
        assert sorted(lines, key=str) == [
            ("Cedar:receivable", None, due),
            ("Dogwood:cash:cbdc", due, None),
            ("Issuer:payable", due, None),
            ("Paying agent:cash:cbdc", None, due),
        ]

    def test_the_journal_tells_orders_from_free_movements(self, ledgers) -> None:
        told = {row.narrative for row in ledgers["journal"]}
        assert "OWNI forced from Alpha to Cedar" in told
        assert "OWNI recovered from Cedar to Dogwood" in told


class TestRecon:
    def test_frozen_units_are_compared_where_there_are_any(self, told) -> None:
        story = told.issued()
        freeze_units(told, story, "2023-03-01 08:00", "Alpha", 8)
        rows = build(story.inputs("2023-03-01"))["recon"]
        found = [row for row in rows if "frozen" in row.scope]
        assert [(row.scope, row.value_a, row.value_b, row.status) for row in found] == [
            ("HKD frozen units of Alpha", "8", "8", "OK")
        ]

    @pytest.mark.parametrize("said", [0, 7, 9])
    def test_a_chain_that_freezes_otherwise(self, told, said: int) -> None:
        story = told.issued()
        freeze_units(told, story, "2023-03-01 08:00", "Alpha", 8)
        balances = [
            replaced(balance, value=said) if balance.kind is BalanceKind.FROZEN else balance
            for balance in story.inputs("2023-03-01").balances
        ]
        found = build(story.inputs("2023-03-01", balances=balances)).breaches
        assert {(breach.law, breach.scope) for breach in found} == {
            ("BOOKS", "HKD frozen units of Alpha")
        }

    def test_a_chain_that_freezes_what_no_log_tells(self, told) -> None:
        story = told.issued()
        balances = list(story.inputs("2023-03-01").balances)
        beta = told.PARTIES["Beta"]
        units = next(b for b in balances if (b.kind, b.account) == (BalanceKind.UNITS, beta))
        balances.append(replaced(units, kind=BalanceKind.FROZEN, value=5))
        found = build(story.inputs("2023-03-01", balances=balances)).breaches
        assert {breach.scope for breach in found} == {"HKD frozen units of Beta"}
