from __future__ import annotations

from sim.chain import logs as chain
from sim.ledger.deal import deal_of
from sim.ledger.entries import Entries, place_of, read
from sim.ledger.inputs import ZERO


def entries_of(story) -> Entries:
    inputs = story.inputs()
    return read(inputs.logs, deal_of(inputs))


def test_a_settlement_takes_both_of_its_legs(told) -> None:
    found = entries_of(told.issued())
    first = found.instructions[1]
    assert (first.unit_leg.value, first.cash_leg.value) == (10, 10 * told.FACE)
    assert [entry.purpose for entry in found.entries] == ["MINT"] * 3 + ["ISSU"] * 2


def test_funding_comes_after_its_event(told) -> None:
    funding = next(entry for entry in entries_of(told.coupon()).entries if entry.purpose == "FUND")
    assert type(funding.cause) is chain.ActionFunded
    assert funding.cash.value == 1600 * told.COUPON
    assert funding.last is funding.cash


def test_a_movement_of_another_amount_explains_nothing(told) -> None:
    story = told.issued()
    story.change(story.find(chain.Transfer, 3), value=11)
    found = entries_of(story)
    assert found.instructions[1].unit_leg is None
    free = [entry for entry in found.entries if entry.cause is None]
    assert [(entry.reference, entry.units.value) for entry in free] == [("M000001", 11)]


def test_legs_are_looked_for_in_their_own_transaction_only(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.move(told.CASH, "Issuer", "Alpha", told.FACE)
    story.instruct("2023-03-02 09:00", 3, "Alpha", "Issuer", 1, clean_amount=told.FACE)
    story.begin("2023-03-02 10:00")
    story.emit(told.SETTLEMENT, chain.Settled, 3, 1)
    assert entries_of(story).instructions[3].cash_leg is None


def test_plain_transfers_are_free_movements_numbered_in_chain_order(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.move(told.BOND, "Beta", "Cedar", 4)
    story.move(told.BOND, "Beta", "Alpha", 2)
    story.begin("2023-03-01 10:00")
    story.move(told.CASH, "Issuer", "Alpha", 5)
    free = [entry for entry in entries_of(story).entries if entry.cause is None]
    assert [entry.reference for entry in free] == ["M000001", "M000002", ""]
    assert {entry.purpose for entry in free} == {"OWNI"}


def test_two_equal_settlements_in_one_batch_take_a_leg_each(told) -> None:
    story = told.issued()
    for number in (3, 4):
        story.instruct("2023-03-01 09:00", number, "Beta", "Cedar", 2)
    story.begin("2023-03-01 10:00")
    for number in (3, 4):
        story.move(told.BOND, "Beta", "Cedar", 2)
        story.move(told.CASH, "Cedar", "Beta", 2 * told.FACE)
        story.emit(told.SETTLEMENT, chain.Settled, number, 1)
    found = entries_of(story)
    legs = [found.instructions[number].unit_leg for number in (3, 4)]
    assert legs[0] is not legs[1]
    assert not [entry for entry in found.entries if entry.cause is None]


def test_a_claim_moves_money_from_deliverer_to_receiver(told) -> None:
    story = told.coupon()
    kind = chain.TransactionType.CLAI
    story.instruct(
        "2023-08-17 09:00", 3, "Beta", "Cedar", 0, transaction_type=kind, clean_amount=100
    )
    story.settle("2023-08-17 11:00", 3)
    claim = entries_of(story).instructions[3]
    assert claim.unit_leg is None
    assert (claim.cash_leg.from_, claim.cash_leg.to) == (
        told.PARTIES["Beta"],
        told.PARTIES["Cedar"],
    )


def test_a_free_of_payment_instruction_has_no_money_leg(told) -> None:
    story = told.issued()
    story.instruct("2023-03-01 09:00", 3, "Beta", "Cedar", 2, cash=ZERO, clean_amount=0)
    story.settle("2023-03-01 10:00", 3)
    found = entries_of(story).instructions[3]
    assert (found.unit_leg.value, found.cash_leg) == (2, None)


def test_a_withheld_redemption_destroys_units_and_pays_nothing(told) -> None:
    payment = entries_of(told.whole()).actions[3].payments[told.PARTIES["Cedar"]]
    assert (payment.unit_leg.value, payment.cash_leg) == (4, None)


def test_entries_stand_in_chain_order(told) -> None:
    places = [place_of(entry.last) for entry in entries_of(told.whole()).entries]
    assert places == sorted(places)


def test_events_of_unknown_subjects_are_left_to_the_laws(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 09:00")
    story.emit(told.SETTLEMENT, chain.Settled, 99, 1)
    story.emit(told.SETTLEMENT, chain.SettlementFailed, 99, chain.Reason.MONY, 1)
    story.emit(told.SETTLEMENT, chain.Cancelled, 99, told.PARTIES["Alpha"])
    story.emit(told.AGENT, chain.ActionPaid, 99, 1)
    story.emit(told.AGENT, chain.Claimed, 99, told.PARTIES["Alpha"], 1)
    assert list(entries_of(story).instructions) == [1, 2]
