"""SEGREGATION holds on honest books, and names what was tampered with in the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sim.chain.logs import Settled, Transfer
from sim.custody import Booking, Standing
from sim.ledger import LAWS, LedgerInputs, build
from sim.run import ledger_inputs
from tests.behind import behind
from tests.runs import play
from tests.scenarios import order, party, small, trade

FRIDAY = date(2023, 2, 17)


@pytest.fixture(scope="module")
def honest() -> LedgerInputs:
    """A sale to alder, a transfer from cat to ann, a coupon and the redemption."""
    sale, transfer = trade(FRIDAY, "bob", "alder", 5), trade(FRIDAY, "cat", "ann", 4)
    return ledger_inputs(play(behind(sale, transfer)).outcome)


def said(inputs: LedgerInputs) -> list[str]:
    return [str(breach) for breach in build(inputs).breaches]


Tampering = Callable[[Booking], Booking | None]


def tampered(inputs: LedgerInputs, change: Tampering) -> LedgerInputs:
    changed = [change(line) for line in inputs.bookings]
    assert changed != list(inputs.bookings)
    return replace(inputs, bookings=[line for line in changed if line is not None])


def nominees(reference: str, /, **change: object) -> Tampering:
    """Changes the nominee's lines of a reference, to the first custodian's only for payments."""

    def tamper(line: Booking) -> Booking | None:
        if (line.book, line.reference) != ("omnibus", reference):
            return line
        if reference.startswith("A") and line.holder != "east":
            return line
        return replace(line, **change) if change else None

    return tamper


def test_it_is_judged_where_somebody_holds_through_others(honest):
    laws = [verdict.law for verdict in build(honest).verdicts]
    assert laws[-1] == "SEGREGATION"
    assert len(laws) == len(LAWS) + 1
    direct = build(ledger_inputs(play(small()).outcome))
    assert "SEGREGATION" not in [verdict.law for verdict in direct.verdicts]


def test_it_holds_and_was_tried(honest):
    verdict = build(honest).verdicts[-1]
    assert verdict.held
    assert verdict.checked > 20


# Tampering with the nominee's own book: the chain says otherwise.
BROKEN = {
    "a sale it did not book": (
        nominees("I000005"),
        [
            "I000005 of omnibus: -5 units moved, 0 booked for clients",
            "I000005 of omnibus: 2501386.99 paid, 0.00 booked for clients",
            "HKD units of omnibus: 45 in CHAIN, 50 in omnibus",
        ],
    ),
    "a sale booked larger than it was": (
        nominees("I000005", units=-6),
        ["I000005 of omnibus: -5 units moved, -6 booked for clients"],
    ),
    "money booked that did not come": (
        nominees("I000005", amount=1),
        ["I000005 of omnibus: 2501386.99 paid, 0.01 booked for clients"],
    ),
    "an instruction the chain never settled": (
        nominees("I000005", reference="I000099"),
        [
            "I000005 of omnibus: -5 units moved, 0 booked for clients",
            "I000099 of omnibus: 0 units moved, -5 booked for clients",
        ],
    ),
    "an instruction of house accounts": (
        nominees("I000002", reference="I000001"),
        ["I000001 of omnibus: 0 units moved, 20 booked for clients"],
    ),
    "a coupon of which a custodian got less": (
        nominees("A001", amount=1),
        ["A001 of omnibus: 69903.90 paid, 9320.53 booked for clients"],
    ),
    "a transfer that one side did not book": (
        lambda line: (
            None if (line.reference, line.account, line.book) == ("B00001", "S0003", "omnibus")
            else line
        ),
        ["B00001 of omnibus: 0 units moved, 4 booked for clients"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), BROKEN.values(), ids=list(BROKEN))
def test_the_nominee_books_what_the_chain_did(honest, change, expected):
    found = said(tampered(honest, change))
    for breach in expected:
        assert f"SEGREGATION {breach}" in found


def test_a_custodian_that_loses_a_line_for_good_is_named(honest):
    lost = tampered(honest, lambda n: None if (n.book, n.reference) == ("east", "I000005") else n)
    assert (
        "SEGREGATION HKD I000005 of bob: -5 in omnibus, 0 in east, open for 18 business days"
        in (said(lost))
    )


def test_a_custodian_that_keeps_a_cent_of_a_coupon_is_named(honest):
    def keep(line: Booking) -> Booking:
        mine = (line.book, line.reference) == ("west", "A001")
        return replace(line, amount=line.amount - 1) if mine else line

    assert said(tampered(honest, keep)) == [
        "SEGREGATION HKD A001 to clients of west: 9320.52 in omnibus, 9320.51 in west, "
        "open for 1 business day",
        "SEGREGATION HKD A001 of cat: 9320.51 paid by west, 9320.52 due on 6 units",
    ]


def test_a_cent_of_one_client_paid_to_another(honest):
    cents = {"ann": -1, "bob": 1}

    def swap(line: Booking) -> Booking:
        mine = (line.book, line.reference) == ("east", "A001")
        return replace(line, amount=line.amount + cents[line.holder]) if mine else line

    # 24 units and 15, of 1,553.42 each: the total is right, the shares are not.
    assert said(tampered(honest, swap)) == [
        "SEGREGATION HKD A001 of ann: 37282.07 paid by east, 37282.08 due on 24 units",
        "SEGREGATION HKD A001 of bob: 23301.31 paid by east, 23301.30 due on 15 units",
    ]


def test_a_nominee_pays_no_client_of_its_own(honest):
    coupon = next(n for n in honest.bookings if (n.book, n.reference) == ("omnibus", "A001"))
    for cents, breach in ((-3, ""), (-500, "-5.00"), (500, "5.00")):
        own = replace(coupon, holder="omnibus", account="", amount=cents)
        found = said(replace(honest, bookings=[*honest.bookings, own]))
        told = f"SEGREGATION HKD A001 of omnibus: {breach} kept of its clients'"
        assert (told in found) == bool(breach)


def test_a_payment_to_somebody_who_held_nothing(honest):
    coupon = next(n for n in honest.bookings if (n.holder, n.reference) == ("cat", "A001"))
    gift = replace(coupon, book="east", holder="cat", amount=1)
    found = said(replace(honest, bookings=[*honest.bookings, gift]))
    assert "SEGREGATION HKD A001 of cat: 0.01 paid by east, 0.00 due on 0 units" in found


def test_a_refusal_is_no_movement(honest):
    line = honest.bookings[1]
    refused = replace(line, units=-999, reference="", standing=Standing.REFUSED)
    assert said(replace(honest, bookings=[*honest.bookings, refused])) == []


def test_a_delivery_of_more_than_the_client_had(honest):
    def larger(line: Booking) -> Booking:
        mine = line.reference == "B00001" and line.account == "S0003"
        theirs = line.reference == "B00001" and line.account == "S0001"
        return replace(line, units=-13) if mine else replace(line, units=13) if theirs else line

    found = said(tampered(honest, larger))
    assert "SEGREGATION HKD B00001 of cat: 3 of the units delivered are others'" in found


def test_units_that_move_without_a_client(honest):
    """A plain transfer out of the omnibus account: no instruction says whose units went."""
    place = next(
        place for place, log in enumerate(honest.logs) if isinstance(log, Settled) and log.id == 5
    )
    moved = next(
        log for log in reversed(honest.logs[:place])
        if isinstance(log, Transfer) and log.address in honest.bonds
    )  # fmt: skip
    later = replace(moved, block=moved.block, log_index=honest.logs[place].log_index + 1, value=2)
    logs = [*honest.logs[: place + 1], later, *honest.logs[place + 1 :]]
    found = said(replace(honest, logs=logs))
    assert any("2 units moved without an instruction of a client" in breach for breach in found)


def test_a_custodians_own_units_are_a_house_account_of_its_own():
    house = party("north", roles=["custodian"], behind="omnibus")
    client = party("dan", through="north")
    orders = order("north", 60), order("dan", 40)
    done = play(behind(house, client, *orders, trade(FRIDAY, "dan", "north", 7)))
    issued = {
        (row.holder, row.book): (row.account_type, row.closing)
        for row in done.ledgers["positions"]
        if row.issued
    }
    assert issued == {
        ("north", "CHAIN"): ("HOUSE", 60),
        ("omnibus", "CHAIN"): ("NOMINEE", 40),
        ("north", "omnibus"): ("NOMINEE", 40),
        ("dan", "north"): ("CLIENT", 40),
    }
