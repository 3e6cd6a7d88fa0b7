"""Clients put: their nominee elects the sum on chain, and those who elected are repaid.

Of 100 units alder holds 50; behind the nominee ann and bob hold 20 each through east, cat 10
through west. The put goes with the coupon of 2023-03-16, notice of it ends on 2023-03-09.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sim.chain.logs import Elected
from sim.custody import Standing
from sim.report.summary import summary
from tests.behind import behind, broken
from tests.options import choice
from tests.runs import play
from tests.scenarios import event, newcomer, party, trade, tranche

MARCH, APRIL, MAY = date(2023, 3, 16), date(2023, 4, 16), date(2023, 5, 16)
ELECTION, LATER = date(2023, 3, 6), date(2023, 3, 7)
PUT = choice("put", date=MARCH, price=100.5)
DEFAULT = "\n[tranche.default]\ngrace_days = 2\n"
#: HKD 500,000 at 100.5, in cents.
REPAID = 502_500_00


def played(*tables: str, more: str = "", put: str = PUT, **terms: object):
    bond = tranche(maturity=MAY, **terms) + put + more
    return play(behind(*tables, tranches=(bond,), end=date(2023, 5, 19)))


def elects(name: str, units: int, day: date = ELECTION) -> str:
    return event("put", day, party=name, tranche="HKD", payment=MARCH, units=units)


def on_chain(done) -> list[tuple[str, int]]:
    names = done.outcome.names
    logs = [log for log in done.outcome.logs if type(log) is Elected]
    return [(names[log.holder], log.units) for log in logs]


def told(done, book: str) -> list[tuple[str, int, str]]:
    lines = [line for line in done.outcome.bookings if line.purpose == "BPUT"]
    return [(n.holder, n.units, n.standing.value) for n in lines if n.book == book]


def principal(done, book: str) -> list[tuple[str, int, int]]:
    lines = [line for line in done.outcome.bookings if line.book == book]
    return [(n.holder, n.units, n.amount) for n in lines if n.purpose == "PRIN"]


def interest(done, client: str) -> list[int]:
    lines = [line for line in done.outcome.bookings if line.holder == client]
    return [n.amount for n in lines if n.purpose == "INTR"]


def rights(done, holder: str) -> list[tuple[str, str, int]]:
    rows = [r for r in done.ledgers["corporate_actions"] if r.holder == holder]
    return [(r.event, r.status, r.units) for r in rows if r.event not in ("INTR", "CONS")]


def refused(done) -> list[str]:
    return [t.revert.partition("(")[0] for t in done.outcome.transactions if not t.status]


class TestElected:
    def test_the_nominee_elects_the_sum_as_it_grows(self):
        done = played(elects("ann", 5), elects("cat", 3), elects("ann", 8, LATER))
        assert on_chain(done) == [("omnibus", 5), ("omnibus", 8), ("omnibus", 11)]
        assert refused(done) == []

    def test_each_tier_writes_down_how_many_in_all(self):
        done = played(elects("ann", 5), elects("cat", 3), elects("ann", 8, LATER))
        assert told(done, "east") == [("ann", 5, "INSTRUCTED"), ("ann", 8, "INSTRUCTED")]
        assert told(done, "west") == [("cat", 3, "INSTRUCTED")]
        assert told(done, "omnibus") == [
            ("east", 5, "INSTRUCTED"),
            ("west", 3, "INSTRUCTED"),
            ("east", 8, "INSTRUCTED"),
        ]
        (first, *_) = [r for r in done.ledgers["bookings"] if r.purpose == "BPUT"]
        assert (first.reference, first.account, first.amount) == ("PUT-2023-03-16", "S0001", 0)

    def test_those_who_elected_are_repaid_by_their_units(self):
        done = played(elects("ann", 8), elects("cat", 3), elects("alder", 4))
        assert principal(done, "omnibus")[:2] == [
            ("east", -8, 8 * REPAID),
            ("west", -3, 3 * REPAID),
        ]
        assert principal(done, "east")[0] == ("ann", -8, 8 * REPAID)
        assert principal(done, "west")[0] == ("cat", -3, 3 * REPAID)
        assert rights(done, "omnibus")[0] == ("BPUT", "PAID", 11)

    def test_the_rest_is_repaid_at_the_end(self):
        done = played(elects("ann", 8))
        par = 500_000_00
        assert principal(done, "east")[1:] == [("ann", -12, 12 * par), ("bob", -20, 20 * par)]
        closing = {r.holder: r.closing for r in done.ledgers["positions"] if r.book != "CHAIN"}
        assert closing == dict.fromkeys(("east", "west", "ann", "bob", "cat"), 0)

    def test_a_client_that_put_earns_no_interest_after_it(self):
        done = played(elects("ann", 20))
        assert len(interest(done, "ann")) == 1
        assert len(interest(done, "bob")) == 3

    def test_interest_of_the_day_is_on_all_units(self):
        done = played(elects("ann", 8))
        assert interest(done, "ann")[0] == interest(done, "bob")[0]

    def test_taken_back_in_part_and_whole(self):
        done = played(elects("ann", 8), elects("cat", 3), elects("ann", 0, LATER))
        assert on_chain(done)[-1] == ("omnibus", 3)
        assert told(done, "east")[-1] == ("ann", 0, "INSTRUCTED")
        assert principal(done, "omnibus")[0] == ("west", -3, 3 * REPAID)

    def test_rounded_a_holding_what_is_left_over_is_shown(self):
        third = choice("put", date=MARCH, price=Decimal("33.333333"))
        done = played(elects("ann", 1), elects("bob", 1), put=third, rounding_basis="holding")
        # 16,666,666.5 cents each: 33,333,333 for two, half up 16,666,667 for one.
        assert principal(done, "east")[:3] == [
            ("ann", -1, 16_666_667),
            ("bob", -1, 16_666_667),
            ("east", 0, -1),
        ]
        left = [r for r in done.ledgers["recon"] if r.scope == "HKD A002 left with east"]
        assert [(r.difference, r.break_type) for r in left] == [("-0.01", "ROUNDING")]


class TestLimits:
    def test_no_more_than_its_custodian_has_booked(self):
        done = played(elects("ann", 21))
        assert told(done, "east") == [("ann", 21, "REFUSED")]
        assert told(done, "omnibus") == on_chain(done) == []

    def test_what_is_promised_is_not_put(self):
        sold = trade(ELECTION, "ann", "alder", 15)
        done = played(sold, elects("ann", 6))
        assert told(done, "east") == [("ann", 6, "REFUSED")]

    def test_what_is_promised_to_another_client_is_not_put(self):
        sold = trade(ELECTION, "ann", "cat", 15)
        assert told(played(sold, elects("ann", 6)), "east") == [("ann", 6, "REFUSED")]

    def test_what_is_elected_is_not_sold(self):
        done = played(elects("ann", 15), trade(LATER, "ann", "alder", 6))
        lines = [n for n in done.outcome.bookings if n.standing is Standing.REFUSED]
        assert [(n.holder, n.purpose, n.units) for n in lines] == [("ann", "TRAD", -6)]

    def test_what_was_elected_may_be_elected_again(self):
        done = played(elects("bob", 20), elects("ann", 20), elects("ann", 20, LATER))
        assert on_chain(done) == [("omnibus", 20), ("omnibus", 40), ("omnibus", 40)]

    def test_what_was_repaid_is_promised_no_more(self):
        done = played(elects("ann", 8), trade(date(2023, 3, 20), "ann", "alder", 12))
        lines = [n for n in done.outcome.bookings if (n.holder, n.purpose) == ("ann", "TRAD")]
        assert [(n.units, n.standing.value) for n in lines] == [(-12, "BOOKED")]

    def test_a_nominee_passes_on_no_unit_that_it_has_not(self):
        """ann sold 5, which its custodian missed: it says 20, and bob 20, of the nominee's 35."""
        sale = trade(date(2023, 2, 27), "ann", "alder", 5)
        fault = broken(date(2023, 2, 27), resolved=date(2023, 3, 20))
        done = played(sale, fault, elects("bob", 20), elects("ann", 16))
        assert told(done, "omnibus") == [("east", 20, "INSTRUCTED"), ("east", 16, "REFUSED")]
        assert on_chain(done) == [("omnibus", 20)]

    def test_what_is_left_to_the_nominee_is_nothing_or_the_minimum(self):
        # One unit of 50 would be left, and two are the minimum.
        most = elects("ann", 20), elects("bob", 20), elects("cat", 9), elects("cat", 10, LATER)
        done = played(*most)
        assert refused(done) == ["Options_BelowMinimum"]
        assert told(done, "omnibus")[2:] == [("west", 9, "REFUSED"), ("west", 10, "INSTRUCTED")]
        assert on_chain(done)[-1] == ("omnibus", 50)

    def test_a_booking_missed_and_put_right_after_it_changes_no_put(self):
        """ann bought 5, booked late: 20 are put, and the 5 earn their coupons afterwards."""
        bought = trade(date(2023, 2, 27), "alder", "ann", 5)
        fault = broken(date(2023, 2, 27), resolved=date(2023, 3, 20))
        done = played(bought, fault, elects("ann", 20))
        assert [n for n in principal(done, "east") if n[0] == "ann"] == [
            ("ann", -20, 20 * REPAID),
            ("ann", -5, 5 * 500_000_00),
        ]

    def test_in_a_default_the_chain_refuses_more(self):
        miss = event("miss", date(2023, 3, 16), tranche="HKD")
        declare = event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD")
        late = event("put", date(2023, 3, 27), party="ann", tranche="HKD", payment=APRIL, units=4)
        put = choice("put", date=APRIL)
        done = played(miss, declare, late, put=put, more=DEFAULT)
        assert told(done, "east") == [("ann", 4, "INSTRUCTED")]
        assert told(done, "omnibus") == [("east", 4, "REFUSED")]
        assert "Options_InDefault" in refused(done)


class TestGivenBack:
    def test_a_call_repays_everybody_and_gives_elections_back(self):
        put, call = choice("put", date=date(2023, 4, 16)), choice("call", date=MARCH, price=101)
        wish = event("put", date(2023, 3, 6), party="ann", tranche="HKD", payment=APRIL, units=4)
        calls = event("call", date(2023, 3, 8), tranche="HKD", payment=MARCH)
        done = played(wish, calls, put=put, more=call)
        assert on_chain(done) == [("omnibus", 4), ("omnibus", 0)]
        zero = [("ann", 4, "INSTRUCTED"), ("ann", 0, "INSTRUCTED")]
        assert told(done, "east") == zero
        assert principal(done, "east") == [
            ("ann", -20, 20 * 505_000_00),
            ("bob", -20, 20 * 505_000_00),
        ]

    def test_an_acceleration_gives_them_back_and_the_units_may_be_sold(self):
        put = choice("put", date=APRIL)
        wish = event("put", date(2023, 3, 6), party="ann", tranche="HKD", payment=APRIL, units=20)
        story = (
            event("miss", MARCH, tranche="HKD"),
            event("declare_default", date(2023, 3, 21), by="alder", tranche="HKD"),
            event("accelerate", date(2023, 3, 24), tranche="HKD"),
            trade(date(2023, 3, 22), "ann", "alder", 5),
            trade(date(2023, 3, 27), "ann", "alder", 6),
            newcomer("trustee-co", "trustee"),
        )
        done = played(wish, *story, put=put, more=DEFAULT)
        assert on_chain(done) == [("omnibus", 20), ("omnibus", 0)]
        moved = [n for n in done.outcome.bookings if (n.holder, n.purpose) == ("ann", "TRAD")]
        assert [(n.units, n.standing.value) for n in moved] == [(-5, "REFUSED"), (-6, "BOOKED")]

    def test_late_after_a_part_of_principal_it_lapses(self):
        linear = '\n[tranche.principal]\nkind = "linear"\n'
        miss = event("miss", MARCH, tranche="HKD")
        cure = event("cure", date(2023, 4, 20), tranche="HKD")
        story = (miss, cure, newcomer("trustee-co", "trustee"))
        done = played(*story, elects("ann", 8), more=linear + DEFAULT)
        assert ("BPUT", "LAPSED", 8) in rights(done, "omnibus")
        assert told(done, "east")[-1] == ("ann", 0, "INSTRUCTED")
        assert [n for n in principal(done, "east") if n[1]] == [
            ("ann", -20, principal(done, "east")[-1][2]),
            ("bob", -20, principal(done, "east")[-1][2]),
        ]

    def test_missed_and_cured_in_time_it_is_paid(self):
        miss = event("miss", MARCH, tranche="HKD")
        cure = event("cure", date(2023, 3, 21), tranche="HKD")
        story = (miss, cure, newcomer("trustee-co", "trustee"))
        done = played(*story, elects("ann", 8), more=DEFAULT)
        assert ("ann", -8, 8 * REPAID) in principal(done, "east")


class TestWithheld:
    def test_a_frozen_nominee_gives_up_the_units_and_shares_out_what_it_claims(self):
        freeze = event("freeze", date(2023, 3, 14), party="omnibus")
        free = event("unfreeze", date(2023, 3, 20), party="omnibus")
        claim = event("claim_withheld", date(2023, 3, 21), party="omnibus", tranche="HKD")
        done = played(elects("ann", 8), freeze, free, claim)
        assert principal(done, "east")[:2] == [("ann", -8, 0), ("ann", 0, 8 * REPAID)]


class TestSummary:
    def test_it_says_what_was_elected_and_what_was_not(self):
        dan = party("dan", through="east")
        none = elects("dan", 5)
        done = played(dan, elects("ann", 8), elects("cat", 3), elects("bob", 21), none)
        said = [" ".join(line.split()) for line in summary(done.scenario, done.ledgers)]
        assert "PUT-2023-03-16 omnibus elects 11 HKD units, as 2 clients told it" in said
        assert any("east (2) and west (1)" in line for line in said)
        no = "2023-03-06 east passed on no election of 21 HKD units of bob for PUT-2023-03-16"
        assert no in said
