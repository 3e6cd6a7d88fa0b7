"""Units elected for a payment that will never come: their holders have them back.

The small deal for three months, coupons in March, April and May 2023; a put in April.
"""

from __future__ import annotations

from datetime import date

from sim.chain.logs import Elected
from tests.options import choice
from tests.runs import play
from tests.scenarios import event, newcomer, small, tranche
from tests.unit.engine.test_troubles import ACCELERATE, DECLARE, DEFAULT, MISS, OF_TRANCHE

MARCH, APRIL, MAY = date(2023, 3, 16), date(2023, 4, 16), date(2023, 5, 16)
PUT = choice("put", date=APRIL)
CALL = choice("call", date=MARCH)
TRUSTEE = newcomer("trustee-co", "trustee")


def played(*tables: str, terms: str = "", end: date = date(2023, 5, 17)):
    bond = tranche(maturity=MAY) + PUT + terms
    return play(small(*tables, TRUSTEE, tranches=(bond,), end=end))


def elects(name: str, units: int, day: date) -> str:
    told = {"payment": APRIL, "units": units, **OF_TRANCHE}
    return event("put", day, party=name, **told)


def elections(run) -> list[tuple[str, int]]:
    names = run.outcome.names
    logs = [log for log in run.outcome.logs if isinstance(log, Elected)]
    return [(names[log.holder], log.units) for log in logs]


def refused(run) -> list[tuple[str, str]]:
    done = run.outcome.transactions
    return [(t.function, t.revert.partition("(")[0]) for t in done if not t.status]


def locked(run, name: str) -> int:
    rows = [r for r in run.ledgers["positions"] if r.holder == name]
    return rows[-1].locked


EARLY = elects("cedar", 12, date(2023, 2, 20))


class TestTakenBack:
    def test_when_a_call_comes_first(self):
        notice = event("call", date(2023, 2, 22), payment=MARCH, **OF_TRANCHE)
        run = played(EARLY, notice, terms=CALL)
        assert elections(run) == [("cedar", 12), ("cedar", 0)]
        assert refused(run) == []

    def test_when_everything_is_due_at_once(self):
        run = played(EARLY, MISS, DECLARE, ACCELERATE, terms=DEFAULT)
        assert elections(run) == [("cedar", 12), ("cedar", 0)]
        assert locked(run, "cedar") == 0

    def test_by_the_account_in_place_of_a_lost_one(self):
        lost = event("replace_account", date(2023, 3, 14), lost="cedar", replacement="cedar-2")
        tables = newcomer("cedar-2"), EARLY, lost, MISS, DECLARE, ACCELERATE
        run = played(*tables, terms=DEFAULT)
        assert elections(run) == [("cedar", 12), ("cedar", 0)]
        assert locked(run, "cedar-2") == 0

    def test_but_not_for_a_put_that_is_paid(self):
        run = played(EARLY)
        assert elections(run) == [("cedar", 12)]
        assert ("BPUT", "PAID") in [(r.event, r.status) for r in run.ledgers["corporate_actions"]]

    def test_when_a_vote_has_everything_due(self):
        proposal = event(
            "propose",
            date(2023, 3, 20),
            name="idea",
            by="treasury",
            matter="accelerate",
            record=date(2023, 3, 21),
            closes=date(2023, 3, 24),
            **OF_TRANCHE,
        )
        votes = [
            event("vote", date(2023, 3, 23), proposal="idea", party=name, in_favour=True)
            for name in ("alder", "birch")
        ]
        declare = event("declare_default", date(2023, 3, 21), by="alder", **OF_TRANCHE)
        run = played(EARLY, MISS, declare, proposal, *votes, terms=DEFAULT)
        assert elections(run) == [("cedar", 12), ("cedar", 0)]


class TestRefused:
    def test_to_elect_in_a_default(self):
        late = elects("birch", 10, date(2023, 3, 22))
        run = played(EARLY, MISS, DECLARE, late, terms=DEFAULT)
        assert ("elect", "Options_InDefault") in refused(run)
        assert ("birch", 10) not in elections(run)


class TestReleased:
    def test_when_what_was_missed_goes_into_the_claim(self):
        """Coupon and put of April are missed, all is due, and a recovery begins."""
        miss = event("miss", date(2023, 4, 17), **OF_TRANCHE)
        declare = event("declare_default", date(2023, 4, 21), by="alder", **OF_TRANCHE)
        accelerate = event("accelerate", date(2023, 4, 24), **OF_TRANCHE)
        recover = event(
            "recover", date(2023, 5, 3), amount=1_000_000, record=date(2023, 5, 2), **OF_TRANCHE
        )
        run = played(EARLY, miss, declare, accelerate, recover, terms=DEFAULT)
        assert elections(run) == [("cedar", 12), ("cedar", 0)]
        assert [t.function for t in run.outcome.transactions].count("release") == 1
        assert locked(run, "cedar") == 0
        # Rights missed are in the claim now: those of the put were cedar's alone.
        for name in ("alder", "birch", "cedar"):
            rows = [r for r in run.ledgers["journal"] if r.account == f"{name}:receivable"]
            assert sum((r.debit or 0) - (r.credit or 0) for r in rows) == 0
