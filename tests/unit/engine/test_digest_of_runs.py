"""What moves no instant of the books changes no digest: roles, approvals, batches of the eve."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sim.chain import open_engine
from sim.chain.logs import Approval, Role, RoleGranted
from sim.engine import Simulation, genesis_instant
from sim.ledger import build, ledger_digest
from sim.run import ledger_inputs
from sim.schedule import local_date, local_instant, plan
from tests.runs import ENGINE
from tests.scenarios import small, trade

SCENARIO = small(trade(date(2023, 2, 20), "alder", "birch", 4))


class Extra(Simulation):
    """A simulation in which somebody does something more that the books say nothing of."""

    def grant(self, times: int) -> None:
        """One more role, in a transaction of its own, before the first day."""
        world = self._world
        admin = world.accounts[world.party("settlement agent")]
        for _ in range(times):
            verifier = world.accounts[world.party("issuer")]
            world.system.roles.grant([Role.VERIFIER], [verifier], sender=admin)
            world.system.roles.revoke([Role.VERIFIER], [verifier], sender=admin)

    def approve_at(self, moment: datetime) -> None:
        """An allowance nobody uses, at a quiet hour."""
        world = self._world
        bond = world.system.bonds["HKD"]
        alder, birch = world.accounts["alder"], world.accounts["birch"]
        world.agenda.add(
            local_instant(moment, world.schedule.zone),
            "an allowance",
            lambda: bond.approve(birch, 1, sender=alder),
        )


def played(grants: int = 0, approval: datetime | None = None):
    schedule = plan(SCENARIO)
    engine = open_engine(ENGINE, genesis_instant=genesis_instant(SCENARIO, schedule))
    simulation = Extra(SCENARIO, schedule, engine)
    simulation.grant(grants)
    if approval is not None:
        simulation.approve_at(approval)
    outcome = simulation.run()
    return outcome, build(ledger_inputs(outcome))


@pytest.fixture(scope="module")
def plain():
    return played()


def count(outcome, kind) -> int:
    return sum(isinstance(log, kind) for log in outcome.logs)


def test_more_roles_granted_change_no_digest(plain):
    outcome, ledgers = played(grants=3)
    assert count(outcome, RoleGranted) == count(plain[0], RoleGranted) + 3
    assert ledger_digest(ledgers) == ledger_digest(plain[1])


def test_a_log_the_books_have_no_word_for_changes_no_digest(plain):
    outcome, ledgers = played(approval=datetime(2023, 2, 21, 12, 30))
    assert count(outcome, Approval) == count(plain[0], Approval) + 1
    assert ledger_digest(ledgers) == ledger_digest(plain[1])


def test_one_that_makes_a_settlement_a_second_later_does(plain):
    _, ledgers = played(approval=datetime(2023, 2, 22, 8, 30))
    assert ledger_digest(ledgers) != ledger_digest(plain[1])
    when = [row.settled_at for row in plain[1]["settlement"] if row.transaction_type == "TRAD"]
    late = [row.settled_at for row in ledgers["settlement"] if row.transaction_type == "TRAD"]
    assert late == [at + 1 for at in when]


def test_deployment_and_roles_come_before_the_first_day(plain):
    outcome, _ = plain
    before = [
        done.function
        for done in outcome.transactions
        if local_date(done.at, outcome.schedule.zone) < SCENARIO.start
    ]
    assert set(before) == {"constructor", "append", "bind", "grant"}
    assert outcome.transactions[len(before)].function == "admit"


def test_the_first_day_begins_at_midnight_whatever_came_before(plain):
    for outcome, ledgers in (plain, played(grants=5)):
        first = next(iter(ledgers["register"]))
        midnight = local_instant(datetime(2023, 2, 14), outcome.schedule.zone)
        assert first.at == midnight
