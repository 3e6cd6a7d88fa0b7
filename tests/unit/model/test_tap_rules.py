"""Mistakes in taps and in calls of a part, each with the whole of what is said about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.model import Reopening, from_resolved, parse, resolved
from sim.model.rules import RUN_RULES, broken_rules
from tests.unit.model.test_custody_rules import TIERS, broken
from tests.unit.model.test_exercise_rules import event, terms

Mistakes = Callable[[str], list[str]]

PART = "\n[[tranche.partial_call]]\ndate = 2023-08-16\nshare = 25\nnotice = 5\n"
PART_CALLED = event("call", payment="2023-08-16", ground='"partial"')
TAP = "\n[[tranche.tap]]\nfrom = 2023-07-03\nuntil = 2023-07-31\nunits = 40\n"
ORDER = '\n[[event.order]]\ninvestor = "fund"\nunits = 10\n'
TAPPED = (
    event("tap", units=20, price=100, **{"yield": 4, "priced": "2023-07-21"})
    + "settles = 2023-07-25\n"
    + ORDER
)


class TestSound:
    @pytest.mark.parametrize(
        "tables", [[PART, PART_CALLED], [TAP, TAPPED], [TAP, TAPPED + 'rail = "cbdc"\n']]
    )
    def test_says_nothing(self, sound, mistakes: Mistakes, tables):
        assert mistakes(terms(sound, tables[0]) + tables[1]) == []

    def test_is_read_again_as_it_was_resolved(self, sound):
        scenario = parse(terms(sound, PART, TAP) + PART_CALLED + TAPPED, "x.toml")
        assert from_resolved(resolved(scenario), "x.json") == scenario
        assert isinstance(scenario.events[-1], Reopening)


TERMS = [
    (PART.replace("25", "0"), [
     "tranche.HKD.partial_call.1.share: 0 per cent is no part of it; "
     "write it above 0 and below 100"]),
    (PART.replace("25", "100"), [
     "tranche.HKD.partial_call.1.share: 100 per cent is all of it; "
     "write it above 0 and below 100"]),
    (PART.replace("2023-08-16", "2024-02-16"), [
     "tranche.HKD.partial_call.1.date: 2024-02-16 is not before maturity, 2024-02-16; "
     "write a date after 2023-02-16 and before 2024-02-16"]),
    (PART + PART, [
     "tranche.HKD.partial_call.2.date: 2023-08-16 is not after the partial_call before it, "
     "2023-08-16; write each partial_call once, in order"]),
    (PART + "price = 101\n", [
     "tranche.HKD.partial_call.1.price: is not a known key; write notice"]),
    (TAP.replace("2023-07-03", "2023-02-15"), [
     "tranche.HKD.tap.1.from: 2023-02-15 is not in the life of the tranche; "
     "write a date from 2023-02-16, before 2024-02-16"]),
    (TAP.replace("2023-07-31", "2023-07-02"), [
     "tranche.HKD.tap.1.until: 2023-07-02 is before from; "
     "write a date from 2023-07-03, before 2024-02-16"]),
    (TAP.replace("2023-07-31", "2024-02-16"), [
     "tranche.HKD.tap.1.until: 2024-02-16 is not before maturity; "
     "write a date from 2023-07-03, before 2024-02-16"]),
    (TAP + TAP, [
     "tranche.HKD.tap.2.from: 2023-07-03 is in the window of the tap before it; "
     "write a date after 2023-07-31"]),
    (TAP.replace("40", "0"), [
     "tranche.HKD.tap.1.units: 0 is not a possible number; "
     "write a number of at least 1 and at most 1000000000"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "said"), TERMS)
def test_a_mistake_in_the_terms(sound, mistakes: Mistakes, table, said) -> None:
    assert mistakes(terms(sound, table)) == [f"x.toml: {one}" for one in said]


def swapped(old: str, new: str) -> str:
    assert old in TAPPED
    return TAPPED.replace(old, new, 1)


EVENTS = [
    ("", PART_CALLED, [
     "payment: tranche HKD has no partial_call on 2023-08-16; "
     "add a [[tranche.partial_call]] table"]),
    (PART, PART_CALLED.replace("2023-08-16", "2023-08-17"), [
     "payment: tranche HKD has no partial_call on 2023-08-17; write 2023-08-16"]),
    ("", TAPPED, [
     "date: tranche HKD has no tap on 2023-07-20; add a [[tranche.tap]] table"]),
    (TAP, swapped("2023-07-20", "2023-06-20"), [
     "date: tranche HKD has no tap on 2023-06-20; write a date from 2023-07-03 to 2023-07-31"]),
    (TAP, swapped("units = 20", "units = 41"), [
     "units: 41 is more than the terms let a tap add, 40; write 40 or less"]),
    (TAP, swapped("units = 20", "units = 1").replace("units = 10", "units = 1"), [
     "units: 1 is below the minimum denomination: nobody could be allocated any; "
     "write 2 or more"]),
    (TAP, swapped("priced = 2023-07-21", "priced = 2023-07-19"), [
     "priced: 2023-07-19 is before the announcement, 2023-07-20; write 2023-07-20 or later"]),
    (TAP, swapped("settles = 2023-07-25", "settles = 2023-07-21"), [
     "settles: 2023-07-21 is not after pricing, 2023-07-21; write a later date"]),
    (TAP, swapped("settles = 2023-07-25", "settles = 2024-02-20"), [
     "settles: 2024-02-20 is outside the run; "
     "write a date from 2023-02-10 to 2024-02-19, or move start or end"]),
    (TAP, swapped('"fund"', '"found"'), [
     'order.1.investor: "found" is not a declared party; write "fund", '
     "or declare it under [[party]]"]),
    (TAP, swapped('"fund"', '"treasury"'), [
     'order.1.investor: "treasury" is the issuer, and cannot bid for its own bond; '
     "name another investor"]),
    (TAP, swapped("units = 10", "units = 21"), [
     "order.1.units: 21 is more than the tap, 20; write 20 or less"]),
    (TAP, TAPPED + 'rail = "rtgs"\n', [
     'order.1.rail: tranche HKD is not paid by "rtgs"; write "cbdc"']),
    (TAP, TAPPED + ORDER * 20, [
     'order.21.investor: "fund" has more than the 20 orders that the offering takes; '
     "put some of them together"]),
    (TAP, TAPPED.replace(ORDER, ""), [
     "order: is missing; add [[event.order]]"]),
    (TAP, swapped('tranche = "HKD"', 'tranche = "USD"'), [
     'tranche: "USD" is not a tranche of this file; write "HKD"']),
]  # fmt: skip


@pytest.mark.parametrize(("table", "events", "said"), EVENTS)
def test_a_mistake_in_an_event(sound, mistakes: Mistakes, table, events, said) -> None:
    assert mistakes(terms(sound, table) + events) == [f"x.toml: event.3.{one}" for one in said]


def test_a_window_is_used_once(sound, mistakes: Mistakes) -> None:
    later = swapped("2023-07-20", "2023-07-24").replace("07-21", "07-26").replace("07-25", "07-28")
    assert mistakes(terms(sound, TAP) + TAPPED + later) == [
        "x.toml: event.4.date: the tap of that window is exercised on 2023-07-20; "
        "add another [[tranche.tap]], or leave it out"
    ]


def test_a_lost_account_bids_for_nothing(sound, mistakes: Mistakes) -> None:
    heir = '\n[[party]]\nname = "heir"\ntitle = "heir"\n'
    lost = event("replace_account", lost='"fund"', replacement='"heir"')
    text = terms(sound, TAP) + heir + lost.replace('tranche = "HKD"\n', "") + TAPPED
    assert mistakes(text.replace("2023-07-20", "2023-07-19", 1)) == [
        'x.toml: event.4.order.1.investor: "fund" was replaced by "heir" on 2023-07-19; '
        'write "heir", which acts in its place'
    ]


def test_nothing_changes_while_holders_vote_on_terms(sound, mistakes: Mistakes) -> None:
    default = "\n[tranche.default]\ngrace_days = 2\n"
    told = {"name": '"idea"', "by": '"treasury"', "matter": '"amend"', "maturity": "2024-08-16"}
    vote = event("propose", record="2023-07-21", closes="2023-07-26", **told)
    vote = vote.replace("date = 2023-07-20", "date = 2023-07-19")
    for table, acted in ((PART, PART_CALLED), (TAP, TAPPED)):
        assert mistakes(terms(sound, table, default) + vote + acted) == [
            "x.toml: event.4.date: holders vote on new terms from 2023-07-19 to 2023-07-26; "
            "write a date before or after the vote"
        ]


class TestWhatARunRefuses:
    def told(self, text: str) -> list[tuple[tuple, str]]:
        broken = broken_rules(parse(text, "x.toml"), RUN_RULES)
        return [(found.path, found.instead) for found in broken]

    def test_notice_too_short_for_trades_to_know_their_face(self, sound):
        short = PART.replace("notice = 5", "notice = 3")
        path = ("tranche", 0, "partial_call", 0, "notice")
        assert self.told(terms(sound, short)) == [(path, "write 4 or more")]

    def test_notice_that_ends_when_payments_are_announced(self, sound):
        short = PART.replace("notice = 5", "notice = 1")
        path = ("tranche", 0, "partial_call", 0, "notice")
        assert self.told(terms(sound, short)) == [(path, "write 2 or more")]

    def test_a_yield_below_nothing(self, sound):
        below = swapped("yield = 4", "yield = -1")
        assert self.told(terms(sound, TAP) + below) == [(("event", 2, "yield"), "write 0 or more")]

    def test_a_limit_of_nothing(self, sound):
        none = TAPPED + "limit_yield = 0\n"
        path = ("event", 2, "order", 0, "limit_yield")
        assert self.told(terms(sound, TAP) + none) == [(path, "write more than 0, or leave it out")]


def test_a_bond_whose_rate_comes_late_is_not_tapped(sound, mistakes: Mistakes) -> None:
    coupon = sound[sound.index("[tranche.coupon]") : sound.index("[book]")]
    retail = (
        '[tranche.coupon]\nkind = "inflation"\nreference = "CPI"\nfrequency = 2\n'
        'floor = 2\nfixing_days = 5\nfallback = 2\nday_count = "ACT/365F"\n'
    )
    text = sound.replace(coupon, retail + TAP + "\n") + TAPPED
    assert mistakes(text) == [
        "x.toml: event.3.tranche: a rate that is known only before payment leaves nothing to "
        "accrue by; tap a tranche with another coupon"
    ]


class TestBehindANominee:
    """A client bids by its nominee, which bids for itself never."""

    def told(self, sound: str, investor: str, more: str = "") -> str:
        text = terms(sound, TAP).replace("[[event]]", f"{TIERS}\n[[event]]", 1)
        return text + more + TAPPED.replace('"fund"', f'"{investor}"')

    def test_a_client_may_bid_and_its_booking_go_wrong(self, sound, mistakes: Mistakes):
        missed = broken(client="bob", units=10)
        assert mistakes(self.told(sound, "bob", missed)) == []
        assert mistakes(self.told(sound, "fund", missed)) != []

    def test_a_nominee_bids_for_nobody(self, sound, mistakes: Mistakes):
        assert mistakes(self.told(sound, "omnibus")) == [
            'x.toml: event.3.order.1.investor: "omnibus" holds for others and bids for none of '
            "them here; name the client it is for"
        ]

    def test_clients_of_one_nominee_share_its_orders(self, sound, mistakes: Mistakes):
        orders = (ORDER.replace("fund", "ann") + ORDER.replace("fund", "bob")) * 10
        assert mistakes(self.told(sound, "bob") + orders) == [
            'x.toml: event.3.order.21.investor: "omnibus" has more than the 20 orders that the '
            "offering takes; put some of them together"
        ]
