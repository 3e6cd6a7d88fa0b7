"""Votes as a scenario schedules them: what carries binds, what does not changes nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.golden.figures import half_up
from tests.runs import play
from tests.scenarios import UNIT_FACE, event, newcomer, small, trade, tranche
from tests.unit.engine.test_troubles import (
    DECLARE,
    MISS,
    OF_TRANCHE,
    SOUND,
    actions,
    refused,
)

DEFAULT = "\n[tranche.default]\ngrace_days = 2\nquorum = 50\nadjourned_quorum = 20\n"
DAY, RECORD, CLOSES, AGAIN = (date(2023, 3, day) for day in (22, 23, 28, 31))


def played(
    *tables: str,
    maturity: date = date(2023, 5, 16),
    end: date = date(2023, 7, 20),
    option: str = "",
):
    months = tranche(maturity=maturity) + option + DEFAULT
    return play(small(*tables, tranches=(months,), end=end)).ledgers


def proposal(matter: str, **values: object) -> str:
    terms = {"name": "idea", "by": "treasury", "record": RECORD, "closes": CLOSES, **OF_TRANCHE}
    return event("propose", DAY, **{**terms, "matter": matter, **values})


def vote(party: str, in_favour: bool = True, day: date = date(2023, 3, 27)) -> str:
    return event("vote", day, proposal="idea", party=party, in_favour=in_favour)


def amounts(ledgers) -> list[int]:
    rows = [r for r in ledgers["corporate_actions"] if r.event == "INTR" and not r.holder]
    return [row.amount_per_unit for row in rows]


def interest(days: int, rate: int = 405) -> int:
    return half_up(Fraction(UNIT_FACE * rate * days, 10_000 * 365))


class TestWaiver:
    def test_the_bond_performs_and_what_was_missed_stays_owed(self):
        ledgers = played(MISS, DECLARE, proposal("waive"), vote("alder"), vote("birch"))
        assert actions(ledgers) == [
            ("INTR", "MISSED"),
            *SOUND,
            ("DFLT", "WAIVED"),
            ("CONS", "ENACTED"),
        ]

    def test_trades_accrue_again(self):
        after = trade(date(2023, 3, 29), "alder", "birch", 4)
        ledgers = played(MISS, DECLARE, proposal("waive"), vote("alder"), vote("birch"), after)
        (row,) = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
        assert row.accrued_days == 15

    def test_rejected_changes_nothing(self):
        votes = vote("alder"), vote("birch", in_favour=False), vote("cedar", in_favour=False)
        ledgers = played(MISS, DECLARE, proposal("waive"), *votes)
        assert actions(ledgers)[-2:] == [("DFLT", "DECLARED"), ("CONS", "REJECTED")]


class TestAmendment:
    def test_a_longer_life(self):
        amend = proposal("amend", maturity=date(2023, 7, 16))
        ledgers = played(amend, vote("alder"))
        assert amounts(ledgers) == [interest(days) for days in (28, 31, 30, 31, 30)]
        assert actions(ledgers)[-1] == ("EXTM", "ENACTED")

    def test_a_longer_life_of_a_bond_called_before(self):
        option = "\n[[tranche.call]]\ndate = 2023-04-16\nnotice = 5\n"
        called = event("call", date(2023, 3, 21), payment=date(2023, 4, 16), **OF_TRANCHE)
        amend = proposal("amend", maturity=date(2023, 7, 16))
        ledgers = played(called, amend, vote("alder"), option=option)
        assert amounts(ledgers) == [interest(days) for days in (28, 31, 30, 31, 30)]
        assert ("REDM", "PAID") in actions(ledgers)

    def test_another_coupon_from_the_next_period_on(self):
        ledgers = played(proposal("amend", rate=6), vote("alder"))
        assert amounts(ledgers) == [interest(28), interest(31), interest(30, 600)]
        assert actions(ledgers)[-1] == ("CONS", "ENACTED")

    def test_trades_accrue_at_the_rate_of_their_period(self):
        early = trade(date(2023, 4, 3), "alder", "birch", 4)
        late = trade(date(2023, 4, 24), "alder", "birch", 4)
        ledgers = played(proposal("amend", rate=6), vote("alder"), early, late)
        trades = [row for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
        face = 4 * UNIT_FACE
        expected = [
            half_up(Fraction(face * rate * row.accrued_days, 10_000 * 365))
            for row, rate in zip(trades, (405, 600), strict=True)
        ]
        assert [row.accrued_amount for row in trades] == expected

    def test_that_lapses_leaves_the_maturity(self):
        amend = proposal("amend", maturity=date(2023, 7, 16))
        late = trade(date(2023, 5, 22), "alder", "birch", 4)
        ledgers = played(amend, vote("cedar"), late)
        assert amounts(ledgers) == [interest(days) for days in (28, 31, 30)]
        assert actions(ledgers)[-1] == ("CONS", "LAPSED")
        assert refused(ledgers) == ["instruct Settlement_DatesUnordered"]

    def test_carries_at_the_second_meeting(self):
        amend = proposal("amend", maturity=date(2023, 7, 16), adjourned=AGAIN)
        ledgers = played(amend, vote("cedar"))
        assert actions(ledgers)[-1] == ("EXTM", "ENACTED")


class TestWhoMay:
    def test_a_stranger_proposes_nothing(self):
        ledgers = played(proposal("waive", by="outsider"), vote("alder"))
        assert refused(ledgers) == ["propose Meetings_CallerNotConvener"]
        assert actions(ledgers) == [("INTR", "PAID"), *SOUND]

    def test_a_holder_of_the_record_date_votes(self):
        bought = trade(date(2023, 3, 24), "alder", "person", 4)
        ledgers = played(bought, proposal("waive"), vote("outsider"))
        assert "vote Meetings_NoVote" in refused(ledgers)

    def test_who_replaced_a_lost_account_votes_for_it(self):
        lost = event("replace_account", date(2023, 3, 24), lost="alder", replacement="alder-2")
        ledgers = played(newcomer("alder-2"), lost, proposal("waive"), vote("alder-2"))
        rows = [r for r in ledgers["corporate_actions"] if r.event == "CONS" and r.holder]
        assert [(row.holder, row.units, row.status) for row in rows] == [("alder", 50, "FOR")]


class TestOnARecordDate:
    """A payment is announced at nine, votes are counted at three, at six its record date closes."""

    AWAY = date(2023, 3, 29), date(2023, 3, 30), date(2023, 4, 14)

    @classmethod
    def ends_then(cls, matter: str, **values: object) -> tuple[str, ...]:
        called, record, closes = cls.AWAY
        terms = {"name": "idea", "by": "treasury", **OF_TRANCHE, **values}
        asked = event("propose", called, matter=matter, record=record, closes=closes, **terms)
        return asked, *(vote(party, day=date(2023, 4, 13)) for party in ("alder", "birch"))

    def test_new_terms_leave_the_payment_alone(self):
        ledgers = played(*self.ends_then("amend", maturity=date(2023, 7, 16)))
        assert refused(ledgers) == []
        assert amounts(ledgers) == [interest(days) for days in (28, 31, 30, 31, 30)]

    def test_a_new_rate_begins_with_the_next(self):
        ledgers = played(*self.ends_then("amend", rate=3))
        assert refused(ledgers) == []
        assert amounts(ledgers) == [interest(28), interest(31), interest(30, 300)]

    def test_everything_at_once_takes_the_place_of_the_payment(self):
        story = MISS, DECLARE, *self.ends_then("accelerate", by="alder")
        ledgers = played(*story)
        assert refused(ledgers) == []
        assert actions(ledgers) == [
            ("INTR", "MISSED"),
            ("DFLT", "DECLARED"),
            ("ACCL", "ACCELERATED"),
            ("CONS", "ENACTED"),
        ]
