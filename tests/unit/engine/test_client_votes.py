"""Clients vote through custodian and nominee: what they have in the book, and no unit of others.

Of 100 units alder holds 50; behind the nominee ann and bob hold 20 each through east, cat 10
through west. Votes are cast on 2023-03-27, voting ends on the 28th, and again on the 31st.
"""

from __future__ import annotations

from datetime import date

import pytest

from sim.chain.logs import Voted
from sim.custody import Standing
from sim.report.summary import summary
from sim.units import date_of
from tests.behind import ORDERS, TIERS, broken
from tests.options import choice
from tests.runs import play
from tests.scenarios import event, order, party, small, trade, tranche
from tests.unit.engine.test_troubles import OF_TRANCHE

DEFAULT = "\n[tranche.default]\ngrace_days = 2\nquorum = 50\nadjourned_quorum = 20\n"
DAY, RECORD, CLOSES, AGAIN = (date(2023, 3, day) for day in (22, 23, 28, 31))
VOTE_DAY = date(2023, 3, 27)


def played(
    *tables: str,
    tiers: tuple[str, ...] = TIERS,
    orders: tuple[str, ...] = ORDERS,
    more: str = "",
):
    deal = small(
        *tiers,
        *orders,
        *tables,
        tranches=(tranche(maturity=date(2023, 5, 16)) + more + DEFAULT,),
        end=date(2023, 7, 20),
    )
    return play(deal)


def proposal(**values: object) -> str:
    terms = {"name": "idea", "by": "treasury", "record": RECORD, "closes": CLOSES, **OF_TRANCHE}
    terms |= {"matter": "amend", "maturity": date(2023, 7, 16)}
    return event("propose", DAY, **{**terms, **values})


def vote(party: str, in_favour: bool = True, day: date = VOTE_DAY, name: str = "idea") -> str:
    return event("vote", day, proposal=name, party=party, in_favour=in_favour)


def cast(done) -> list[tuple[str, bool, int]]:
    names = done.outcome.names
    logs = [log for log in done.outcome.logs if type(log) is Voted]
    return [(names[log.holder], log.in_favour, log.units) for log in logs]


def told(done, book: str) -> list[tuple[str, str, str, int, str]]:
    return [
        (row.holder, row.account, row.purpose, row.units, row.status)
        for row in done.ledgers["bookings"]
        if row.book == book and row.purpose in ("CFOR", "CAGS")
    ]


def outcome(done) -> str:
    rows = [r for r in done.ledgers["corporate_actions"] if r.action_id == "P001" and not r.holder]
    return rows[-1].status


class TestSplit:
    def test_the_nominee_casts_once_both_ways_what_its_clients_told_it(self):
        done = played(proposal(), vote("ann"), vote("bob", in_favour=False), vote("cat"))
        assert cast(done) == [("omnibus", True, 30), ("omnibus", False, 20)]
        assert len([t for t in done.outcome.transactions if t.function == "voteSplit"]) == 1

    def test_each_tier_writes_down_what_it_was_told(self):
        done = played(proposal(), vote("ann"), vote("bob", in_favour=False), vote("cat"))
        assert told(done, "east") == [
            ("ann", "S0001", "CFOR", 20, "INSTRUCTED"),
            ("bob", "S0002", "CAGS", 20, "INSTRUCTED"),
        ]
        assert told(done, "west") == [("cat", "S0003", "CFOR", 10, "INSTRUCTED")]
        assert told(done, "omnibus") == [
            ("east", "S0001", "CFOR", 20, "INSTRUCTED"),
            ("east", "S0002", "CAGS", 20, "INSTRUCTED"),
            ("west", "S0003", "CFOR", 10, "INSTRUCTED"),
        ]
        (row, *_) = [r for r in done.ledgers["bookings"] if r.purpose == "CFOR"]
        assert (row.reference, row.amount, date_of(row.value_date)) == ("P001", 0, VOTE_DAY)

    def test_direct_holders_vote_beside_them_and_the_sum_decides(self):
        done = played(proposal(), vote("alder"), vote("bob", in_favour=False), vote("ann"))
        assert cast(done) == [
            ("alder", True, 50),
            ("omnibus", True, 20),
            ("omnibus", False, 20),
        ]
        # 70 of 90 are more than three quarters.
        assert outcome(done) == "ENACTED"

    def test_what_nobody_told_is_not_cast(self):
        done = played(proposal(), vote("cat"))
        assert cast(done) == [("omnibus", True, 10)]
        assert outcome(done) == "LAPSED"

    def test_nobody_told_anything(self):
        done = played(proposal(), vote("alder"))
        assert cast(done) == [("alder", True, 50)]

    def test_it_is_cast_an_hour_before_voting_ends(self):
        done = played(proposal(), vote("ann"))
        (log,) = [log for log in done.outcome.logs if type(log) is Voted]
        # 14:00 in Hong Kong.
        assert log.at == 1_679_983_200

    def test_two_nominees_cast_each_its_own(self):
        other = (
            party("clearing", roles=["nominee"]),
            party("north", roles=["custodian"], behind="clearing"),
            party("dan", through="north"),
        )
        moved = trade(date(2023, 2, 17), "ann", "dan", 4)
        done = played(proposal(), moved, vote("dan"), vote("ann", False), tiers=(*TIERS, *other))
        assert cast(done) == [("omnibus", False, 16), ("clearing", True, 4)]


class TestRecordDate:
    def test_units_sold_after_it_still_vote(self):
        sold = trade(date(2023, 3, 23), "ann", "alder", 20)
        done = played(proposal(), sold, vote("ann"))
        assert cast(done) == [("omnibus", True, 20)]

    def test_units_bought_after_it_do_not(self):
        bought = trade(date(2023, 3, 23), "alder", "cat", 20)
        done = played(proposal(), bought, vote("cat"), vote("alder", in_favour=False))
        assert cast(done) == [("alder", False, 50), ("omnibus", True, 10)]

    def test_between_clients_the_nominees_book_counts(self):
        within = trade(date(2023, 3, 20), "ann", "cat", 5)
        done = played(proposal(), within, vote("ann"), vote("cat", in_favour=False))
        assert cast(done) == [("omnibus", True, 15), ("omnibus", False, 15)]


class TestMeetings:
    def test_more_is_told_before_a_second_meeting_and_cast_then(self):
        late = vote("ann", day=AGAIN)
        done = played(proposal(adjourned=AGAIN), vote("cat", in_favour=False), late)
        assert cast(done) == [("omnibus", False, 10), ("omnibus", True, 20)]
        days = [date_of(log.at // 86_400) for log in done.outcome.logs if type(log) is Voted]
        assert days == [CLOSES, AGAIN]
        assert outcome(done) == "REJECTED"

    def test_after_the_end_a_custodian_passes_nothing_on(self):
        late = vote("ann", day=AGAIN)
        done = played(proposal(adjourned=AGAIN), vote("alder"), vote("bob"), late)
        assert told(done, "east") == [
            ("bob", "S0002", "CFOR", 20, "INSTRUCTED"),
            ("ann", "S0001", "CFOR", 20, "REFUSED"),
        ]
        assert cast(done) == [("alder", True, 50), ("omnibus", True, 20)]

    def test_two_proposals_count_by_themselves(self):
        other = proposal(name="other", rate=5)
        votes = vote("ann"), vote("ann", in_favour=False, name="other")
        done = played(proposal(), other, *votes)
        assert cast(done) == [("omnibus", True, 20), ("omnibus", False, 20)]

    def test_of_what_was_never_proposed_nothing_is_written_down(self):
        # alder may not call a vote on new terms: the contract refuses it.
        refused = proposal(matter="waive", maturity=None, by="cedar")
        refused = "\n".join(line for line in refused.splitlines() if "maturity" not in line)
        done = played(refused, vote("ann"))
        assert told(done, "east") == told(done, "omnibus") == []
        assert cast(done) == []


class TestRefused:
    def test_of_a_record_date_that_a_call_took_away_nobody_votes(self):
        """All is due on 16 March, and missed: clients have units then, and no vote on the 23rd."""
        call = event("call", date(2023, 3, 8), tranche="HKD", payment=date(2023, 3, 16))
        asked = {"name": "idea", "by": "treasury", "record": RECORD, "closes": CLOSES}
        early = event("propose", date(2023, 3, 7), matter="waive", **asked, **OF_TRANCHE)
        miss = event("miss", date(2023, 3, 16), tranche="HKD")
        done = played(call, early, miss, vote("ann"), more=choice("call", date=date(2023, 3, 16)))
        assert told(done, "east") == cast(done) == []
        assert outcome(done) == "LAPSED"

    def test_a_client_votes_once(self):
        done = played(proposal(), vote("ann"), vote("ann", in_favour=False))
        assert told(done, "east") == [
            ("ann", "S0001", "CFOR", 20, "INSTRUCTED"),
            ("ann", "S0001", "CAGS", 20, "REFUSED"),
        ]
        assert cast(done) == [("omnibus", True, 20)]

    def test_a_client_without_units_has_no_vote(self):
        done = played(proposal(), vote("dan"), tiers=(*TIERS, party("dan", through="east")))
        assert told(done, "east") == [("dan", "S0004", "CFOR", 0, "REFUSED")]
        assert told(done, "omnibus") == []

    def test_the_summary_says_so(self):
        done = played(proposal(), vote("ann"), vote("ann"), vote("cat", in_favour=False))
        said = [" ".join(line.split()) for line in summary(done.scenario, done.ledgers)]
        assert "2023-03-27 east passed on no vote of ann on P001" in said
        votes = "P001 omnibus votes 20 in favour and 10 against, as 2 clients told it"
        assert votes in said


class TestBreaks:
    """Custodians go by their own books; a nominee by what it has for them."""

    SALE = trade(date(2023, 3, 14), "ann", "alder", 5)
    FAULT_DAY = date(2023, 3, 14)

    def test_a_booking_that_was_missed_votes_not(self):
        bought = trade(date(2023, 3, 14), "alder", "ann", 5)
        fault = broken(self.FAULT_DAY, resolved=date(2023, 3, 29))
        done = played(proposal(), bought, fault, vote("ann"))
        # 25 units, of which its custodian booked 20.
        assert told(done, "omnibus") == [("east", "S0001", "CFOR", 20, "INSTRUCTED")]
        assert cast(done) == [("omnibus", True, 20)]

    def test_one_put_right_before_votes_like_any_other(self):
        bought = trade(date(2023, 3, 14), "alder", "ann", 5)
        fault = broken(self.FAULT_DAY, resolved=date(2023, 3, 24))
        done = played(proposal(), bought, fault, vote("ann"))
        assert cast(done) == [("omnibus", True, 25)]

    @pytest.mark.parametrize(
        ("order_of_votes", "expected"),
        [
            (("ann", "bob"), [("CFOR", 20), ("CFOR", 15)]),
            (("bob", "ann"), [("CFOR", 20), ("CFOR", 15)]),
        ],
    )
    def test_units_the_chain_has_not_do_not_vote(self, order_of_votes, expected):
        """ann sold 5 and has 15; its custodian missed that, and says 20 to the nominee's 35."""
        fault = broken(self.FAULT_DAY, resolved=date(2023, 3, 29))
        votes = [vote(name) for name in order_of_votes]
        done = played(proposal(), self.SALE, fault, *votes)
        assert [(n[0], n[3]) for n in told(done, "east")] == [(n, 20) for n in order_of_votes]
        assert [(n[2], n[3]) for n in told(done, "omnibus")] == expected
        assert cast(done) == [("omnibus", True, 35)]

    def test_a_vote_that_nothing_is_left_for_goes_no_further(self):
        dan = party("dan", through="east")
        orders = (order("alder", 50), order("ann", 20), order("bob", 18), order("dan", 2))
        fault = broken(self.FAULT_DAY, resolved=date(2023, 3, 29))
        votes = [vote("ann"), vote("bob"), vote("dan", in_favour=False)]
        done = played(
            proposal(), self.SALE, fault, *votes, tiers=(*TIERS, dan), orders=(*orders, ORDERS[3])
        )
        assert told(done, "east")[-1] == ("dan", "S0004", "CAGS", 2, "INSTRUCTED")
        assert told(done, "omnibus")[-1] == ("east", "S0004", "CAGS", 2, "REFUSED")
        assert cast(done) == [("omnibus", True, 35)]


def test_votes_move_nothing():
    done = played(proposal(), vote("ann"), vote("cat"))
    for line in done.outcome.bookings:
        if line.purpose in ("CFOR", "CAGS"):
            assert line.standing is Standing.INSTRUCTED
            assert not line.counts
    rows = [r for r in done.ledgers["recon"] if r.law == "SEGREGATION"]
    assert {row.status for row in rows} == {"OK"}
