"""Clients trade through their nominee, and keepers book what they are told."""

from __future__ import annotations

from datetime import date

import pytest

from sim.run import run
from tests.behind import behind, broken
from tests.runs import ENGINE, play
from tests.scenarios import book, event, newcomer, order, party, trade, trading, tranche

DEFAULT = "\n[tranche.default]\ngrace_days = 2\ndefault_rate = 6\n"
TAX = '\n[[tranche.tax]]\njurisdiction = "HK"\nrate = 12.5\n'
FEB = {day: date(2023, 2, day) for day in range(14, 29)}


def lines(done, keeper: str, **wanted: object) -> list[tuple[str, str, int, str, str]]:
    return [
        (line.holder, line.purpose, line.units, line.reference, line.standing.value)
        for line in done.outcome.bookings
        if line.book == keeper and all(getattr(line, key) == is_ for key, is_ in wanted.items())
    ]


def trades(done) -> list[tuple[str, str, str, int, str]]:
    return [
        (row.trade_id, row.deliverer, row.receiver, row.units, row.status)
        for row in done.ledgers["settlement"]
        if row.transaction_type == "TRAD"
    ]


def held(done, name: str) -> int:
    rows = [row for row in done.ledgers["positions"] if row.holder == name]
    return [row.closing for row in rows if row.closing][-1]


def paid_to(done, client: str) -> list[tuple[str, int, int]]:
    rows = [row for row in done.ledgers["bookings"] if row.holder == client]
    return [(n.purpose, n.units, n.amount) for n in rows if n.reference.startswith("A")]


class TestOrders:
    def test_the_nominee_bids_and_each_custodian_books_its_own(self):
        done = play(behind())
        assert [row.investor for row in done.ledgers["orders"]] == ["alder", *["omnibus"] * 3]
        assert lines(done, "omnibus", purpose="ISSU") == [
            ("east", "ISSU", 20, "I000002", "BOOKED"),
            ("east", "ISSU", 20, "I000003", "BOOKED"),
            ("west", "ISSU", 10, "I000004", "BOOKED"),
        ]
        assert lines(done, "west", purpose="ISSU") == [("cat", "ISSU", 10, "I000004", "BOOKED")]

    def test_a_bid_that_gets_nothing_is_booked_nowhere(self):
        done = play(behind(order("alder", 100), order("ann", 1)))
        assert not [line for line in done.outcome.bookings if line.units]
        assert [row.reason for row in done.ledgers["orders"]] == ["FILLED", "BELOW_MIN"]

    def test_less_than_the_minimum_may_be_left_to_a_client(self):
        # The nominee's holding counts: 19 of 20 go, and 1 stays, where a direct holder needs 2.
        done = play(behind(trade(FEB[17], "ann", "alder", 19)))
        assert trades(done)[0][3:] == (19, "SETTLED")
        assert held(done, "ann") == 1

    def test_no_client_has_an_account_on_chain(self):
        done = play(behind())
        assert not {"ann", "bob", "cat"} & set(done.outcome.names.values())


class TestTrades:
    def test_with_a_direct_holder_the_reference_names_the_account(self):
        done = play(behind(trade(FEB[17], "alder", "cat", 4), trade(FEB[17], "bob", "alder", 5)))
        assert trades(done) == [
            ("T00001/S0003", "alder", "omnibus", 4, "SETTLED"),
            ("T00002/S0002", "omnibus", "alder", 5, "SETTLED"),
        ]
        assert (held(done, "cat"), held(done, "bob"), held(done, "alder")) == (14, 15, 51)

    def test_between_clients_of_one_custodian_only_its_book_changes_in_all(self):
        done = play(behind(trade(FEB[17], "ann", "bob", 4)))
        assert trades(done) == []
        assert lines(done, "omnibus", reference="B00001") == [
            ("east", "TRAD", -4, "B00001", "BOOKED"),
            ("east", "TRAD", 4, "B00001", "BOOKED"),
        ]
        assert (held(done, "ann"), held(done, "bob"), held(done, "east")) == (16, 24, 40)

    def test_across_custodians_it_is_a_transfer_in_the_nominees_book(self):
        done = play(behind(trade(FEB[17], "cat", "ann", 4)))
        assert trades(done) == []
        assert (held(done, "east"), held(done, "west"), held(done, "omnibus")) == (44, 6, 50)

    def test_across_nominees_it_settles_on_chain_for_both(self):
        other = (
            party("clearing", roles=["nominee"]),
            party("north", roles=["custodian"], behind="clearing"),
            party("dan", through="north"),
        )
        done = play(behind(*other, trade(FEB[17], "ann", "dan", 4)))
        assert trades(done) == [("T00001/S0001/S0004", "omnibus", "clearing", 4, "SETTLED")]
        assert (held(done, "ann"), held(done, "dan")) == (16, 4)
        assert lines(done, "clearing", purpose="TRAD") == [
            ("north", "TRAD", 4, "I000005", "BOOKED")
        ]

    def test_a_transfer_of_the_same_day_settles_that_day(self):
        done = play(behind(trade(FEB[17], "ann", "bob", 4, settlement_days=0)))
        (row,) = [
            r for r in done.ledgers["bookings"] if r.reference == "B00001" and r.holder == "bob"
        ]
        assert row.value_date == done.ledgers["bookings"].rows[0].value_date + 1

    def test_money_of_a_transfer_is_what_one_pays_and_the_other_gets(self):
        done = play(behind(trade(FEB[17], "cat", "ann", 4)))
        moved = [line for line in done.outcome.bookings if line.reference == "B00001"]
        assert len(moved) == 4
        assert sum(line.amount for line in moved) == 0
        # At par, 2,000,000.00 and five days of interest to 21 February: 1,109.59.
        assert max(line.amount for line in moved) == 2_001_109_59

    def test_one_that_fails_is_booked_when_it_settles(self):
        short = trade(FEB[17], "ann", "alder", 4, short_of="cash", until=FEB[23])
        done = play(behind(short))
        (line,) = [n for n in done.ledgers["bookings"] if (n.holder, n.purpose) == ("ann", "TRAD")]
        (settled,) = [r for r in done.ledgers["settlement"] if r.transaction_type == "TRAD"]
        assert line.value_date == settled.actual_settlement_date
        assert settled.fail_days == 2


class TestCover:
    def test_a_client_cannot_sell_what_others_have(self):
        done = play(behind(trade(FEB[17], "cat", "alder", 11)))
        assert trades(done) == []
        assert lines(done, "west", reference="") == [("cat", "TRAD", -11, "", "REFUSED")]

    def test_what_is_promised_cannot_be_sold_again(self):
        twice = trade(FEB[17], "cat", "alder", 6), trade(FEB[17], "cat", "alder", 6)
        done = play(behind(*twice))
        assert [row[3] for row in trades(done)] == [6]
        assert lines(done, "west", reference="") == [("cat", "TRAD", -6, "", "REFUSED")]

    def test_not_even_to_another_client(self):
        done = play(behind(trade(FEB[17], "cat", "ann", 6), trade(FEB[17], "cat", "ann", 6)))
        assert len(lines(done, "west", reference="B00001")) == 1
        assert lines(done, "west", reference="") == [("cat", "TRAD", -6, "", "REFUSED")]

    def test_what_expired_may_be_sold_again(self):
        never = trade(FEB[17], "cat", "alder", 6, short_of="cash")
        again = trade(date(2023, 3, 8), "cat", "alder", 10)
        done = play(behind(never, again))
        assert [row[4] for row in trades(done)] == ["CANCELLED", "SETTLED"]

    def test_a_custodian_trusts_its_own_book_even_when_it_is_wrong(self):
        # 20 of bob's are booked as 2: it may not sell 5.
        mistyped = broken(FEB[16], "bob", "wrong quantity", units=2, resolved=FEB[23])
        done = play(behind(mistyped, trade(FEB[17], "bob", "alder", 5)))
        assert trades(done) == []
        assert held(done, "bob") == 20


class TestBreaks:
    def test_a_break_moves_no_unit_on_chain(self):
        sale = trade(FEB[17], "ann", "alder", 4)
        sound = play(behind(sale))
        wrong = play(behind(sale, broken(FEB[21], resolved=FEB[23])))
        assert wrong.outcome.logs == sound.outcome.logs

    def test_it_waits_for_the_next_booking(self):
        done = play(behind(broken(FEB[17], resolved=FEB[28]), trade(FEB[20], "ann", "alder", 4)))
        corrected = lines(done, "east", standing="CORRECTED")
        assert corrected == [("ann", "TRAD", -4, "I000005", "CORRECTED")]

    def test_only_the_booking_of_so_many_units_is_missed(self):
        both = trade(FEB[17], "ann", "alder", 4), trade(FEB[17], "ann", "alder", 5)
        done = play(behind(*both, broken(FEB[17], units=5, resolved=FEB[28])))
        assert lines(done, "east", standing="CORRECTED") == [
            ("ann", "TRAD", -5, "I000006", "CORRECTED")
        ]

    def test_left_open_it_fails_the_run(self):
        done = run(behind(broken(FEB[16]), end=FEB[28]), ENGINE)
        assert [str(breach) for breach in done.ledgers.breaches] == [
            "SEGREGATION HKD units of clients of east: 40 in omnibus, 20 in east, "
            "open for 8 business days",
            "SEGREGATION HKD I000002 of ann: 20 in omnibus, 0 in east, open for 8 business days",
        ]

    def test_open_over_redemption_the_money_is_still_missing(self):
        done = run(behind(broken(FEB[16])), ENGINE)
        scopes = [breach.scope for breach in done.ledgers.breaches]
        assert scopes == [
            "HKD I000002 of ann",
            "HKD A001 to clients of east",
            "HKD A002 to clients of east",
        ]

    def test_resolved_after_redemption_the_client_gets_coupon_and_principal(self):
        done = play(behind(broken(FEB[16], resolved=date(2023, 3, 17))))
        corrected = [line for line in done.outcome.bookings if line.standing == "CORRECTED"]
        # 500,000 at 4.05 % for 28 days: 1,553.42 a unit.
        assert [(line.purpose, line.units, line.amount) for line in corrected] == [
            ("ISSU", 20, -20 * 500_000_00),
            ("INTR", 0, 20 * 1_553_42),
            ("PRIN", -20, 20 * 500_000_00),
        ]

    def test_a_book_that_shows_too_much_lets_a_client_sell_what_is_anothers(self):
        mistyped = broken(FEB[16], "cat", "wrong quantity", units=15, resolved=date(2023, 3, 10))
        done = run(behind(mistyped, trade(FEB[17], "cat", "alder", 12)), ENGINE)
        assert trades(done)[0][4] == "SETTLED"
        assert "SEGREGATION HKD I000005 of cat: 2 of the units delivered are others'" in [
            str(breach) for breach in done.ledgers.breaches
        ]


class TestPayments:
    def test_each_client_gets_its_own_to_the_cent(self):
        done = play(behind())
        paid = [n for n in done.outcome.bookings if n.purpose == "INTR" and n.book != "omnibus"]
        assert {line.holder: line.amount for line in paid} == {
            "ann": 20 * 1_553_42,
            "bob": 20 * 1_553_42,
            "cat": 10 * 1_553_42,
        }

    def test_a_trade_over_the_record_date_pays_who_held_it(self):
        # Due on 15 March, the record date; it settles that morning.
        done = play(behind(trade(date(2023, 3, 13), "bob", "cat", 6)))
        paid = [n for n in done.outcome.bookings if n.purpose == "INTR" and n.book != "omnibus"]
        assert {line.holder: line.amount // 1_553_42 for line in paid} == {
            "ann": 20,
            "bob": 14,
            "cat": 16,
        }

    def test_what_is_withheld_from_the_nominee_reaches_clients_when_it_is_claimed(self):
        frozen = event("freeze", date(2023, 3, 15), party="omnibus")
        thawed = event("unfreeze", date(2023, 3, 17), party="omnibus")
        claim = event("claim_withheld", date(2023, 3, 17), party="omnibus", tranche="HKD")
        done = play(behind(frozen, thawed, claim))
        paid = [n for n in done.ledgers["bookings"] if n.holder == "cat" and n.purpose != "ISSU"]
        # The units went with the redemption, a day before the money came.
        assert [(n.purpose, n.units, n.amount) for n in paid] == [
            ("PRIN", -10, 0),
            ("INTR", 0, 10 * 1_553_42),
            ("PRIN", 0, 10 * 500_000_00),
        ]

    def test_a_part_of_principal_leaves_the_units(self):
        halves = tranche(maturity=date(2023, 4, 16)) + '\n[tranche.principal]\nkind = "linear"\n'
        done = play(behind(tranches=(halves,), end=date(2023, 4, 18)))
        assert paid_to(done, "cat") == [
            ("INTR", 0, 10 * 1_553_42),
            ("PRIN", 0, 10 * 250_000_00),
            # 4.05 % on HKD 250,000 for 31 days: 859.93; then the rest, with the units.
            ("INTR", 0, 10 * 859_93),
            ("PRIN", -10, 10 * 250_000_00),
        ]

    def test_default_interest_leaves_the_units(self):
        missed = event("miss", date(2023, 3, 16), tranche="HKD")
        cured = event("cure", date(2023, 3, 20), tranche="HKD")
        longer = tranche(maturity=date(2023, 4, 16)) + DEFAULT
        done = play(behind(missed, cured, tranches=(longer,), end=date(2023, 4, 18)))
        assert paid_to(done, "cat") == [
            ("INTR", 0, 10 * 1_553_42),
            # 6 % on 1,553.4247 for 4 days.
            ("INTR", 0, 10 * 1_02),
            ("INTR", 0, 10 * 1_719_86),
            ("PRIN", -10, 10 * 500_000_00),
        ]

    def test_what_is_recovered_leaves_the_units(self):
        trouble = (
            event("miss", date(2023, 3, 16), tranche="HKD"),
            event("declare_default", date(2023, 3, 21), tranche="HKD", by="alder"),
            event("accelerate", date(2023, 3, 22), tranche="HKD"),
            event(
                "recover",
                date(2023, 4, 18),
                tranche="HKD",
                record=date(2023, 4, 17),
                amount=20_000_000,
            ),
            newcomer("trustee-co", "trustee"),
        )
        longer = tranche(maturity=date(2023, 4, 16)) + DEFAULT
        done = play(behind(*trouble, tranches=(longer,), end=date(2023, 4, 28)))
        assert paid_to(done, "cat") == [("RECV", 0, 10 * 200_000_00)]
        assert held(done, "cat") == 10

    def test_clients_bear_the_tax_withheld_from_their_nominee(self):
        taxed = tranche(tax_account="treasury") + TAX
        done = play(behind(tranches=(taxed,)))
        # An eighth of 15,534.20 is 1,941.775: half up.
        assert paid_to(done, "cat")[0] == ("INTR", 0, 15_534_20 - 1_941_78)
        assert not [n for n in done.outcome.bookings if n.holder == n.book]

    def test_a_market_claim_is_the_clients(self):
        # Due on the record date and two days late: the coupon went to ann, who sold cum.
        late = trade(date(2023, 3, 13), "ann", "alder", 4, short_of="cash", until=date(2023, 3, 17))
        longer = tranche(maturity=date(2023, 4, 16))
        done = play(behind(late, tranches=(longer,), end=date(2023, 4, 18)))
        claims = [line for line in done.outcome.bookings if line.purpose == "CLAI"]
        assert [(n.book, n.holder, n.units, n.amount) for n in claims] == [
            ("omnibus", "east", 0, -4 * 1_553_42),
            ("east", "ann", 0, -4 * 1_553_42),
        ]

    def test_a_nominee_that_is_not_paid_pays_nobody(self):
        other = (
            party("clearing", roles=["nominee"]),
            party("north", roles=["custodian"], behind="clearing"),
            party("dan", through="north"),
            trade(FEB[17], "ann", "dan", 4),
            event("freeze", date(2023, 3, 15), party="clearing"),
        )
        done = play(behind(*other))
        paid = [n for n in done.outcome.bookings if n.purpose in ("INTR", "PRIN") and n.amount]
        assert {line.book for line in paid} == {"omnibus", "east", "west"}


class TestDrawn:
    @pytest.fixture(scope="class")
    def busy(self):
        drawn = book(investors=12) + "through = { east = 30, west = 30 }\n"
        return play(behind(drawn, trading(trades=60, largest=9)))

    def test_drawn_investors_trade_in_every_way(self, busy):
        ways = {line.reference[:1] for line in busy.outcome.bookings if line.purpose == "TRAD"}
        assert ways == {"I", "B"}
        direct = [t for t in trades(busy) if "omnibus" not in (t[1], t[2])]
        assert direct

    def test_nobody_sells_what_it_has_not(self, busy):
        assert not lines(busy, "east", reference="")
        assert not lines(busy, "west", reference="")

    def test_every_client_ends_with_nothing_and_all_its_money(self, busy):
        principal = [n for n in busy.outcome.bookings if n.purpose == "PRIN"]
        clients = sum(n.amount for n in principal if n.book in ("east", "west"))
        nominee = [
            r.credit for r in busy.ledgers["cash"] if (r.account, r.purpose) == ("omnibus", "PRIN")
        ]
        assert [clients] == nominee
