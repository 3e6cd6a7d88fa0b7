"""Clients put, trade, vote and are paid: every figure worked out beforehand.

100 units of HKD 500,000 at 4.05 %, of which alder holds 50; behind the nominee ann has 20 and bob
20 through east, cat 10 through west. A day's interest on a unit is 20,250 / 365 = 55.479452.

    16 March   28 days, 1,553.42 a unit on all 100; ann puts 8 and cat 3 at 100.5, 502,500 each
    20 March   ann sells 2 to bob, in the nominee's book: 10, 22, 7 behind it, 89 in all
    28 March   a life until July instead of May: alder 50, bob 22 and cat 7 for it, ann 10 against
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sim.model import Scenario
from tests.behind import behind
from tests.options import choice
from tests.runs import play
from tests.scenarios import event, trade, tranche

PUT_DATE = date(2023, 3, 16)
DEFAULT = "\n[tranche.default]\ngrace_days = 2\n"
#: Interest a unit in cents: 28, 31, 30, 31 and 30 days.
COUPONS = (1_553_42, 1_719_86, 1_664_38, 1_719_86, 1_664_38)
PAR, PUT_PRICE = 500_000_00, 502_500_00


def deciding() -> Scenario:
    def elects(name: str, units: int) -> str:
        told = {"party": name, "tranche": "HKD", "payment": PUT_DATE, "units": units}
        return event("put", date(2023, 3, 6), **told)

    def votes(name: str, in_favour: bool) -> str:
        told = {"proposal": "longer", "party": name, "in_favour": in_favour}
        return event("vote", date(2023, 3, 27), **told)

    proposal = {
        "name": "longer",
        "by": "treasury",
        "tranche": "HKD",
        "matter": "amend",
        "record": date(2023, 3, 23),
        "closes": date(2023, 3, 28),
        "maturity": date(2023, 7, 16),
    }
    story = (
        elects("ann", 8),
        elects("cat", 3),
        trade(date(2023, 3, 20), "ann", "bob", 2),
        event("propose", date(2023, 3, 22), **proposal),
        votes("alder", True),
        votes("ann", False),
        votes("bob", True),
        votes("cat", True),
    )
    put = choice("put", date=PUT_DATE, price=Decimal("100.5"))
    bond = tranche(maturity=date(2023, 5, 16)) + put + DEFAULT
    return behind(*story, tranches=(bond,), end=date(2023, 7, 20))


@pytest.fixture(scope="module")
def done():
    return play(deciding())


def test_the_nominee_elected_eleven_units(done):
    rows = [r for r in done.ledgers["corporate_actions"] if r.event == "BPUT"]
    assert [(r.holder, r.units, r.gross, r.status) for r in rows] == [
        ("", 11, 11 * PUT_PRICE, "PAID"),
        ("omnibus", 11, 11 * PUT_PRICE, "PAID"),
    ]


def test_it_voted_as_its_clients_told_it(done):
    rows = [r for r in done.ledgers["corporate_actions"] if r.action_id == "P001"]
    assert [(r.event, r.holder, r.units, r.status) for r in rows] == [
        ("EXTM", "", 79, "ENACTED"),
        ("CONS", "alder", 50, "FOR"),
        ("CONS", "omnibus", 29, "FOR"),
        ("CONS", "omnibus", 10, "AGAINST"),
    ]


@pytest.mark.parametrize(
    ("client", "put", "units"), [("ann", 8, 10), ("bob", 0, 22), ("cat", 3, 7)]
)
def test_each_client_has_its_own_to_the_cent(done, client, put, units):
    first, *later = COUPONS
    before = {"ann": 20, "bob": 20, "cat": 10}[client]
    rows = [r for r in done.ledgers["bookings"] if r.holder == client and r.amount]
    paid = [(r.purpose, r.units, r.amount) for r in rows if r.purpose in ("INTR", "PRIN")]
    assert paid == [
        ("INTR", 0, before * first),
        *([("PRIN", -put, put * PUT_PRICE)] if put else []),
        *(("INTR", 0, units * coupon) for coupon in later),
        ("PRIN", -units, units * PAR),
    ]


def test_what_clients_wanted_is_in_every_book(done):
    rows = [r for r in done.ledgers["bookings"] if r.status == "INSTRUCTED"]
    assert [(r.book, r.holder, r.account, r.purpose, r.units, r.reference) for r in rows] == [
        ("east", "ann", "S0001", "BPUT", 8, "PUT-2023-03-16"),
        ("omnibus", "east", "S0001", "BPUT", 8, "PUT-2023-03-16"),
        ("west", "cat", "S0003", "BPUT", 3, "PUT-2023-03-16"),
        ("omnibus", "west", "S0003", "BPUT", 3, "PUT-2023-03-16"),
        ("east", "ann", "S0001", "CAGS", 10, "P001"),
        ("omnibus", "east", "S0001", "CAGS", 10, "P001"),
        ("east", "bob", "S0002", "CFOR", 22, "P001"),
        ("omnibus", "east", "S0002", "CFOR", 22, "P001"),
        ("west", "cat", "S0003", "CFOR", 7, "P001"),
        ("omnibus", "west", "S0003", "CFOR", 7, "P001"),
    ]


def test_every_evening_the_books_agree(done):
    rows = [r for r in done.ledgers["recon"] if r.law == "SEGREGATION"]
    assert {(r.status, r.difference) for r in rows} == {("OK", "0")}
    put = [r for r in rows if r.scope == "HKD units of omnibus" and r.value_a == "39"]
    assert put


def test_eth_tester_leaves_the_same_books(done):
    pytest.importorskip("pyrevm")
    there = play(deciding(), "eth-tester").ledgers
    for table in done.ledgers.tables:
        if table != "transactions":
            assert list(done.ledgers[table]) == list(there[table]), table
