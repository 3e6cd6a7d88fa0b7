"""Laws under orders of registrar and regulator: each holds, and fails when told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.chain import logs as chain
from sim.ledger import build
from sim.ledger.inputs import ZERO
from tests.unit.ledger.authority import (
    force,
    freeze_units,
    ordered_story,
    pause,
    recover,
    replace,
    settle,
    unpause,
)

Tampering = Callable[[Any, Any], None]
LATE = "2024-02-01 15:00"


def story_of(told: Any, *, paid: bool = True) -> Any:
    """The whole story, or what comes before its last record date, to go on with."""
    story = ordered_story(told)
    if not paid:
        del story.logs[story.find(chain.ActionAnnounced, 1) :]
        story.now = 0
    return story


def test_every_law_was_tried_and_holds(told) -> None:
    for verdict in build(ordered_story(told).inputs()).verdicts:
        assert verdict.checked > 0, verdict.law
        assert verdict.held, verdict.breaches


# --- what an order may do, and then no longer ---


def test_a_movement_of_its_own_ends_the_exemption_from_the_minimum(told) -> None:
    story = story_of(told, paid=False)
    force(told, story, LATE, "Beta", "Alpha", 2)
    assert build(story.inputs()).breaches == ()
    story.begin(LATE)
    story.move(told.BOND, "Alpha", "Beta", 2)
    assert said(story, "DENOM") == ["HKD Alpha: holds 1 units, the least is 2"]


def test_a_forced_movement_after_a_free_one_leaves_what_it_leaves(told) -> None:
    story = story_of(told, paid=False)
    story.begin(LATE)
    story.move(told.BOND, "Beta", "Dogwood", 2)
    force(told, story, LATE, "Dogwood", "Beta", 14)
    assert said(story, "DENOM") == []


def test_what_a_recovery_leaves_may_be_less_than_the_minimum(told) -> None:
    story = story_of(told, paid=False)
    replace(told, story, LATE, "Alpha", "Issuer")
    recover(told, story, LATE, "Alpha", "Issuer", 1)
    assert build(story.inputs()).breaches == ()


def test_part_of_what_was_put_together_may_be_redeemed(told) -> None:
    """Two rights of one account are paid one after the other, and what is left may be little."""
    story = told.issued()
    force(told, story, "2023-03-01 08:00", "Beta", "Cedar", 1)
    replace(told, story, "2024-02-16 08:00", "Cedar", "Alpha")
    recover(told, story, "2024-02-16 08:00", "Cedar", "Alpha", 1)
    story.begin("2024-02-16 11:00")
    story.move(told.BOND, "Alpha", ZERO, 10)
    assert said(story, "DENOM") == []


def test_a_forced_transfer_passes_freezes_sanctions_pause_and_locks(told) -> None:
    story = told.issued()
    story.begin("2023-03-01 08:00")
    story.emit(told.BOND, chain.Locked, told.PARTIES["Alpha"], 4)
    freeze_units(told, story, "2023-03-01 08:00", "Alpha", 6)
    pause(told, story, "2023-03-01 08:00")
    story.begin("2023-03-01 08:00")
    by = told.PARTIES["Registrar"]
    story.emit(told.BOND, chain.AddressFrozen, told.PARTIES["Alpha"], True, by)
    story.emit(told.REGISTER, chain.InvestorRecorded, *story.entry("Alpha", 0, sanctioned=True))
    force(told, story, "2023-03-01 08:00", "Alpha", "Beta", 10, frozen=0)
    assert said(story, "ELIGIBLE") == []


def test_a_forced_transfer_is_not_bound_by_the_cap(told) -> None:
    story = told.Story()
    story.admit("2023-02-13 08:00", "Alpha", "Beta")
    story.offer_rule("2023-02-13 08:00", cap=12)
    story.mint("2023-02-15 09:00", "Alpha", 10 * told.FACE)
    story.issue("2023-02-16 08:30", 1, "Alpha", 10)
    force(told, story, "2023-03-01 08:00", "Alpha", "Beta", 10)
    force(told, story, "2023-03-01 08:00", "Beta", "Alpha", 10)
    story.mint("2023-02-15 09:00", "Beta", 10 * told.FACE)
    story.issue("2023-02-16 08:30", 2, "Beta", 10)
    force(told, story, "2023-03-01 08:00", "Beta", "Alpha", 10)
    assert said(story, "ELIGIBLE") == []


def test_a_recovery_asks_nothing_of_the_replacement(told) -> None:
    story = story_of(told, paid=False)
    replace(told, story, LATE, "Dogwood", "Central bank")
    place = story.find(chain.InvestorRecorded, -1)
    story.change(place, investor_class=chain.InvestorClass.NONE, sanctioned=True)
    recover(told, story, LATE, "Dogwood", "Central bank", 13)
    assert said(story, "ELIGIBLE") == []


# --- tampering: what is done, the law that must be named, and a word of why ---


def forced_in_words_only(told, story) -> None:
    del story.logs[story.find(chain.ForcedTransfer) - 1]


def taken_without_an_order(told, story) -> None:
    del story.logs[story.find(chain.ForcedTransfer)]


def recovered_without_saying_so(told, story) -> None:
    del story.logs[story.find(chain.RecoverySuccess)]


def forced_upon_someone_never_admitted(told, story) -> None:
    force(told, story, LATE, "Beta", "Central bank", 5)


def forced_upon_a_frozen_account(told, story) -> None:
    story.begin(LATE)
    by = told.PARTIES["Registrar"]
    story.emit(told.BOND, chain.AddressFrozen, told.PARTIES["Alpha"], True, by)
    force(told, story, LATE, "Beta", "Alpha", 5)


def forced_upon_a_lost_account(told, story) -> None:
    force(told, story, LATE, "Beta", "Cedar", 5)


def recovered_to_someone_else(told, story) -> None:
    place = story.find(chain.RecoverySuccess)
    story.change(place, replacement=told.PARTIES["Alpha"])
    story.change(place - 1, to=told.PARTIES["Alpha"])


def moved_by_a_lost_account(told, story) -> None:
    recover(told, story, LATE, "Dogwood", "Cedar", 5)
    story.logs[-1:] = []
    story.begin(LATE)
    story.move(told.BOND, "Cedar", "Beta", 5)


def sent_to_a_lost_account(told, story) -> None:
    story.begin(LATE)
    story.move(told.BOND, "Beta", "Cedar", 5)


def moved_during_a_pause(told, story) -> None:
    pause(told, story, LATE)
    story.begin(LATE)
    story.move(told.BOND, "Beta", "Alpha", 5)


def moved_frozen_units(told, story) -> None:
    freeze_units(told, story, LATE, "Beta", 1586)
    story.begin(LATE)
    story.move(told.BOND, "Beta", "Alpha", 5)


def moved_locked_units(told, story) -> None:
    story.begin(LATE)
    story.emit(told.BOND, chain.Locked, told.PARTIES["Beta"], 1586)
    story.move(told.BOND, "Beta", "Alpha", 5)


def paid_to_the_lost_account(told, story) -> None:
    place = story.find(chain.Paid, 2)
    story.change(place - 1, to=told.PARTIES["Cedar"])


def paid_under_the_new_name(told, story) -> None:
    story.change(story.find(chain.Paid, 2), holder=told.PARTIES["Dogwood"])


def paid_under_both_names(told, story) -> None:
    place = story.find(chain.Paid, 2)
    amount = 9 * told.COUPON
    story.begin("2023-08-16 12:00")
    story.move(told.CASH, told.AGENT, "Dogwood", amount)
    story.emit(told.AGENT, chain.Paid, 1, story.logs[place].holder, 9, amount, 0, amount)


def redeemed_from_the_lost_account(told, story) -> None:
    place = story.find(chain.Paid, 5)
    assert story.logs[place].units == 13
    story.change(place - 2, from_=told.PARTIES["Cedar"])


def delivered_to_the_lost_account(told, story) -> None:
    place = story.find(chain.Settled, 2)
    story.change(place - 2, to=told.PARTIES["Cedar"])


def paid_for_by_the_lost_account(told, story) -> None:
    place = story.find(chain.Settled, 2)
    story.change(place - 1, from_=told.PARTIES["Cedar"])


def a_leg_of_a_failed_attempt(told, story) -> None:
    story.instruct(LATE, 9, "Cedar", "Beta", 2)
    story.begin(LATE)
    story.move(told.BOND, "Dogwood", "Beta", 2)
    story.emit(told.SETTLEMENT, chain.SettlementFailed, 9, chain.Reason.MONY, 1)


def paused_twice(told, story) -> None:
    pause(told, story, LATE)
    pause(told, story, LATE)


def unpaused_without_a_pause(told, story) -> None:
    unpause(told, story, LATE)


def lost_twice(told, story) -> None:
    replace(told, story, LATE, "Cedar", "Alpha")


def replaced_by_a_lost_one(told, story) -> None:
    replace(told, story, LATE, "Alpha", "Cedar")


def recovered_without_a_replacement(told, story) -> None:
    recover(told, story, LATE, "Beta", "Alpha", 5)


def replaced_but_left_in_the_register(told, story) -> None:
    del story.logs[story.find(chain.AccountReplaced) + 1]


def recorded_without_a_replacement(told, story) -> None:
    story.begin(LATE)
    change = chain.RegisterChange.REPLACED
    story.emit(told.REGISTER, chain.InvestorRecorded, *story.entry("Beta", 0, change=change))


def settled_again_by_the_new_account(told, story) -> None:
    settle(told, story, LATE, 3, "Beta", "Dogwood")


BREAKS: list[tuple[Tampering, str, str]] = [
    (forced_in_words_only, "SUPPLY", "no units moved"),
    (taken_without_an_order, "DENOM", "holds 1 units"),
    (recovered_without_saying_so, "ELIGIBLE", "SENDER_REPLACED"),
    (forced_upon_someone_never_admitted, "ELIGIBLE", "RECEIVER_NOT_ADMITTED"),
    (forced_upon_a_frozen_account, "ELIGIBLE", "RECEIVER_FROZEN"),
    (forced_upon_a_lost_account, "ELIGIBLE", "RECEIVER_REPLACED"),
    (recovered_to_someone_else, "ELIGIBLE", "NOT_THE_REPLACEMENT"),
    (moved_by_a_lost_account, "ELIGIBLE", "SENDER_REPLACED"),
    (sent_to_a_lost_account, "ELIGIBLE", "RECEIVER_REPLACED"),
    (moved_during_a_pause, "ELIGIBLE", "PAUSED"),
    (moved_frozen_units, "ELIGIBLE", "UNITS_NOT_AVAILABLE"),
    (moved_locked_units, "ELIGIBLE", "UNITS_NOT_AVAILABLE"),
    (paid_to_the_lost_account, "CASH", "no money moved"),
    (paid_under_the_new_name, "RECORD", "due 0 on 0 of the record date"),
    (paid_under_both_names, "ONCE", "a second time for Cedar"),
    (paid_under_both_names, "SOLVENCY", "-90376.02 in LEDGER"),
    (redeemed_from_the_lost_account, "SUPPLY", "not destroyed"),
    (delivered_to_the_lost_account, "DVP", "units did not move"),
    (paid_for_by_the_lost_account, "DVP", "money did not move"),
    (a_leg_of_a_failed_attempt, "DVP", "one of its legs moved"),
    (paused_twice, "ORDER", "Paused when PAUSED"),
    (unpaused_without_a_pause, "ORDER", "Unpaused when not paused"),
    (lost_twice, "ORDER", "AccountReplaced when REPLACED"),
    (replaced_by_a_lost_one, "ORDER", "AccountReplaced when REPLACED"),
    (recovered_without_a_replacement, "ORDER", "it did not replace"),
    (recovered_to_someone_else, "ORDER", "it did not replace"),
    (replaced_but_left_in_the_register, "ORDER", "not recorded as REPLACED"),
    (recorded_without_a_replacement, "ORDER", "REPLACED without a replacement"),
    (settled_again_by_the_new_account, "FINAL", "Settled after it was settled"),
]


@pytest.mark.parametrize(
    ("tamper", "law", "why"), BREAKS, ids=[f"{tamper.__name__} {law}" for tamper, law, _ in BREAKS]
)
def test_tampering_breaks_the_law(told, tamper: Tampering, law: str, why: str) -> None:
    # What is added comes before the end of the bond; the rest is changed where it stands.
    story = story_of(told, paid="LATE" not in tamper.__code__.co_names)
    tamper(told, story)
    assert why in "\n".join(said(story, law))


def said(story: Any, law: str) -> list[str]:
    found = build(story.inputs()).breaches
    return [f"{breach.scope}: {breach.problem}" for breach in found if breach.law == law]
