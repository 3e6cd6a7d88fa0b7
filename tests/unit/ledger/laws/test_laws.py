"""Each law holds on an honest story and fails, by its name, on one that was tampered with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.chain import logs as chain
from sim.ledger import LAWS, BalanceKind, build
from sim.ledger.inputs import ZERO

NAMES = [
    "SUPPLY",
    "DVP",
    "CASH",
    "RECORD",
    "ONCE",
    "SOLVENCY",
    "ELIGIBLE",
    "DENOM",
    "ORDER",
    "FINAL",
    "BOOKS",
]


def broken(story, **other) -> set[str]:
    return {breach.law for breach in build(story.inputs(**other)).breaches}


def said(story, law: str) -> str:
    return "\n".join(str(breach) for breach in build(story.inputs()).breaches if breach.law == law)


def test_every_law_speaks_in_every_run(told) -> None:
    verdicts = build(told.whole().inputs()).verdicts
    assert [verdict.law for verdict in verdicts] == NAMES
    assert len(LAWS) == len(NAMES)


def test_every_law_was_tried_and_holds(told) -> None:
    for verdict in build(told.whole().inputs()).verdicts:
        assert verdict.checked > 0, verdict.law
        assert verdict.held, verdict.breaches


# Each tampering: what is done to the honest story, the law that must be named, and a word of why.

Tampering = Callable[[object, object], None]


def units_from_nowhere(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.move(told.BOND, ZERO, "Alpha", 5)


def more_than_offered(told, story) -> None:
    story.issue("2024-02-16 15:00", 9, "Alpha", 1601)


def redemption_kept_its_units(told, story) -> None:
    place = story.find(chain.Paid, 5)
    assert story.logs[place].units == 10
    del story.logs[place - 2]


def units_that_did_not_move(told, story) -> None:
    del story.logs[story.find(chain.Settled, 2) - 2]


def money_that_did_not_move(told, story) -> None:
    del story.logs[story.find(chain.Settled, 2) - 1]


def a_leg_of_a_failed_attempt(told, story) -> None:
    story.instruct("2024-02-16 15:00", 9, "Beta", "Alpha", 2)
    story.begin("2024-02-16 15:10")
    story.move(told.BOND, "Beta", "Alpha", 2)
    story.emit(told.SETTLEMENT, chain.SettlementFailed, 9, chain.Reason.MONY, 1)


def money_from_nowhere(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.move(told.CASH, ZERO, "Alpha", 5)


def minted_in_words_only(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.emit(told.CASH, chain.Minted, told.PARTIES["Alpha"], 5, told.PARTIES["Central bank"])


def paid_in_words_only(told, story) -> None:
    del story.logs[story.find(chain.Paid) - 1]


def spent_what_it_had_not(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.move(told.CASH, "Alpha", "Beta", 10**12)


def paid_a_cent_too_much(told, story) -> None:
    place = story.find(chain.Paid)
    more = story.logs[place].gross + 1
    story.change(place, gross=more, net=more)
    story.change(place - 1, value=more)


def paid_on_other_units(told, story) -> None:
    story.change(story.find(chain.Paid), units=11)


def announced_another_rate(told, story) -> None:
    place = story.find(chain.ActionAnnounced)
    wrong = replace(story.logs[place].announcement, amount_per_unit=told.COUPON + 1)
    story.change(place, announcement=wrong)


def left_a_holder_out(told, story) -> None:
    place = story.find(chain.Paid, 2)
    del story.logs[place - 1 : place + 1]


def claimed_more_than_due(told, story) -> None:
    kind = chain.TransactionType.CLAI
    story.instruct(
        "2023-09-07 09:00", 9, "Beta", "Cedar", 0, transaction_type=kind, clean_amount=10**6
    )
    parties = told.PARTIES["Beta"], told.PARTIES["Cedar"]
    story.emit(told.AGENT, chain.MarketClaimRaised, 1, 3, 9, *parties, 10**6)


def paid_twice(told, story) -> None:
    story.begin("2023-08-16 12:00")
    story.move(told.CASH, told.AGENT, "Alpha", 10 * told.COUPON)
    due = 10 * told.COUPON
    story.emit(told.AGENT, chain.Paid, 1, told.PARTIES["Alpha"], 10, due, 0, due)


def claimed_twice(told, story) -> None:
    story.claim("2024-02-16 15:00", 3, "Cedar", 4 * told.FACE)
    story.claim("2024-02-16 15:01", 3, "Cedar", 4 * told.FACE)


def claimed_what_was_paid(told, story) -> None:
    story.claim("2024-02-16 15:00", 3, "Alpha", 10 * told.FACE)


def the_agent_spends_what_it_owes(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.move(told.CASH, told.AGENT, "Issuer", 1)


def to_someone_never_admitted(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.move(told.BOND, "Beta", "Central bank", 5)


def after_the_kyc_lapsed(told, story) -> None:
    place = next(
        place
        for place, log in enumerate(story.logs)
        if isinstance(log, chain.InvestorRecorded) and log.account == told.PARTIES["Cedar"]
    )
    story.change(place, kyc_expiry=told.at("2023-09-06 08:30"))


def while_frozen(told, story) -> None:
    place = story.find(chain.Transfer, 3)
    frozen = chain.AddressFrozen("Bond", told.BOND, 0, 0, 0, 99, told.PARTIES["Alpha"], True, ZERO)
    story.logs.insert(place, frozen)


def from_someone_sanctioned(told, story) -> None:
    place = story.find(chain.InvestorRecorded, 1)
    story.change(place, sanctioned=True)


def less_than_the_minimum(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.move(told.BOND, "Beta", "Alpha", 1)


def settled_before_it_was_matched(told, story) -> None:
    del story.logs[story.find(chain.Matched, 2)]


def matched_by_one_side(told, story) -> None:
    del story.logs[story.find(chain.Affirmed)]


def settled_before_it_opened(told, story) -> None:
    place = story.find(chain.Instructed, 2)
    late = replace(story.logs[place].economics, opens_at=told.at("2023-09-07 08:30"))
    story.change(place, economics=late)


def expired_too_early(told, story) -> None:
    story.instruct("2024-02-16 15:00", 9, "Beta", "Alpha", 2)
    story.begin("2024-02-16 15:10")
    story.emit(told.SETTLEMENT, chain.Expired, 9, chain.Reason.NONE)


def paid_before_it_was_funded(told, story) -> None:
    place = story.find(chain.ActionFunded)
    del story.logs[place : place + 2]


def paid_before_it_was_payable(told, story) -> None:
    story.change(story.find(chain.Paid), at=told.at("2023-08-16 10:59"))


def missed_before_its_cutoff(told, story) -> None:
    story.announce("2023-08-16 09:00", 9, chain.ActionKind.INTR, 0)
    story.logs[-1] = replace(story.logs[-1], at=told.at("2023-08-16 09:00"))
    story.miss("2023-08-16 09:30", 9, 1600)
    story.logs[-1] = replace(story.logs[-1], at=told.at("2023-08-16 09:30"))


def settled_a_second_time(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.emit(told.SETTLEMENT, chain.Settled, 3, 2)


def cancelled_after_settlement(told, story) -> None:
    story.begin("2024-02-16 15:00")
    story.emit(told.SETTLEMENT, chain.Cancelled, 3, told.PARTIES["Beta"])


def time_runs_backwards(told, story) -> None:
    story.change(-1, at=0)


def logs_in_another_order(told, story) -> None:
    story.logs[-1], story.logs[-2] = story.logs[-2], story.logs[-1]


BREAKS: list[tuple[Tampering, str, str]] = [
    (units_from_nowhere, "SUPPLY", "appeared or vanished"),
    (more_than_offered, "SUPPLY", "1600 offered"),
    (redemption_kept_its_units, "SUPPLY", "not destroyed"),
    (units_that_did_not_move, "DVP", "units did not move"),
    (money_that_did_not_move, "DVP", "money did not move"),
    (a_leg_of_a_failed_attempt, "DVP", "one of its legs moved"),
    (money_from_nowhere, "CASH", "unannounced"),
    (minted_in_words_only, "CASH", "no money moved"),
    (paid_in_words_only, "CASH", "no money moved"),
    (spent_what_it_had_not, "CASH", "more than it had"),
    (paid_a_cent_too_much, "RECORD", "due 10041780 on 10 of"),
    (paid_on_other_units, "RECORD", "on 11 units"),
    (announced_another_rate, "RECORD", "the terms give 1004178"),
    (left_a_holder_out, "RECORD", "not paid"),
    (claimed_more_than_due, "RECORD", "due on the trade"),
    (paid_twice, "ONCE", "a second time for Alpha"),
    (claimed_twice, "ONCE", "a second time for Cedar"),
    (claimed_what_was_paid, "ONCE", "claimed what was not withheld"),
    (the_agent_spends_what_it_owes, "SOLVENCY", "owes"),
    (to_someone_never_admitted, "ELIGIBLE", "RECEIVER_NOT_ADMITTED"),
    (after_the_kyc_lapsed, "ELIGIBLE", "RECEIVER_KYC_EXPIRED"),
    (while_frozen, "ELIGIBLE", "RECEIVER_FROZEN"),
    (from_someone_sanctioned, "ELIGIBLE", "SENDER_SANCTIONED"),
    (less_than_the_minimum, "DENOM", "holds 1 units"),
    (settled_before_it_was_matched, "ORDER", "Settled when AFFIRMED"),
    (matched_by_one_side, "ORDER", "without the other side"),
    (settled_before_it_opened, "ORDER", "outside its window"),
    (expired_too_early, "ORDER", "before its expiry"),
    (paid_before_it_was_funded, "ORDER", "Paid when ANNOUNCED"),
    (paid_before_it_was_payable, "ORDER", "before it was payable"),
    (missed_before_its_cutoff, "ORDER", "before its cut-off"),
    (settled_a_second_time, "FINAL", "Settled after it was settled"),
    (cancelled_after_settlement, "FINAL", "Cancelled after it was settled"),
    (time_runs_backwards, "FINAL", "out of the order"),
    (logs_in_another_order, "FINAL", "out of the order"),
]


@pytest.mark.parametrize(
    ("tamper", "law", "why"), BREAKS, ids=[tamper.__name__ for tamper, _, _ in BREAKS]
)
def test_tampering_breaks_the_law(told, tamper: Tampering, law: str, why: str) -> None:
    story = told.whole()
    tamper(told, story)
    assert why in said(story, law)


@pytest.mark.parametrize("law", NAMES)
def test_no_law_is_without_a_test_that_breaks_it(law: str) -> None:
    assert law == "BOOKS" or law in {broken for _, broken, _ in BREAKS}


# What the chain says differs from the books.


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        (BalanceKind.UNITS, "BOOKS"),
        (BalanceKind.CASH, "BOOKS"),
        (BalanceKind.OWED, "BOOKS"),
        (BalanceKind.WITHHELD, "BOOKS"),
        (BalanceKind.SUPPLY, "SUPPLY"),
    ],
)
def test_a_chain_that_says_otherwise(told, kind: BalanceKind, law: str) -> None:
    story = told.whole()
    balances = list(story.inputs().balances)
    place = next(i for i, balance in enumerate(balances) if balance.kind is kind)
    balances[place] = replace(balances[place], value=balances[place].value + 1)
    assert broken(story, balances=balances) == {law}


def test_a_chain_that_was_not_asked(told) -> None:
    assert broken(told.whole(), balances=()) == {"BOOKS", "CASH"}


def test_a_rail_whose_supply_differs(told) -> None:
    story = told.whole()
    balances = [
        replace(balance, value=balance.value + 1)
        if (balance.kind, balance.token) == (BalanceKind.SUPPLY, told.CASH)
        else balance
        for balance in story.inputs().balances
    ]
    assert broken(story, balances=balances) == {"CASH"}
