"""A deal that was issued, on any engine, waiting for what is to be measured."""

from __future__ import annotations

from importlib import resources
from typing import Final

from sim.chain import Chain, Engine
from sim.chain.identity import Address
from sim.engine import Outcome, genesis_instant
from sim.engine.accounts import Accounts
from sim.engine.agenda import Agenda
from sim.engine.book import PrimaryBook
from sim.engine.deployment import DEPLOYER, Deployment, signers
from sim.engine.desk import Desk
from sim.engine.holdings import Holdings
from sim.engine.observe import Observer
from sim.engine.payments import Payments
from sim.engine.setup import grant_roles, set_up
from sim.engine.treasury import Treasury
from sim.engine.world import World
from sim.ledger import LedgerInputs
from sim.model import Scenario, load
from sim.run import ledger_inputs
from sim.schedule import DealSchedule, Phase, plan
from sim.units import Instant

__all__ = ["TRANCHE", "Stage", "deal", "genesis"]

#: The only tranche of `deal.toml`.
TRANCHE: Final = "HKD"


def deal() -> Scenario:
    """The scenario every measurement starts from."""
    with resources.as_file(resources.files("sim.bench") / "deal.toml") as file:
        return load(str(file), {})


def genesis(scenario: Scenario) -> Instant:
    """The instant an engine for the deal begins at, UTC seconds."""
    return genesis_instant(scenario, plan(scenario))


class Stage:
    """The contracts, the actors and the clock, at the close of the issue date.

    It plays what `Simulation` plays of a scenario's first days, and then leaves the clock to
    whoever measures. The drawn investors hold the whole issue.
    """

    def __init__(self, scenario: Scenario, engine: Engine) -> None:
        schedule = plan(scenario)
        chain = Chain(engine)
        accounts = Accounts(scenario.seed, chain)
        for name in (DEPLOYER, *signers(scenario)):
            accounts.sign(name)
        admin = scenario.with_role("settlement agent")[0].name
        system = Deployment(scenario, schedule, chain, accounts).deploy(admin)
        self.world = World(scenario, schedule, chain, accounts, system, Holdings(chain), Agenda())
        self.treasury = Treasury(self.world)
        self.desk = Desk(self.world, self.treasury)
        self.payments = Payments(self.world, self.desk, self.treasury)
        self._observer = Observer(self.world, self.payments)
        self._issue(admin)

    @property
    def investors(self) -> list[str]:
        """Names of the drawn investors."""
        book = self.world.scenario.book
        return list(book.names()) if book else []

    @property
    def tokens(self) -> list[Address]:
        """Addresses of the bond and of the money it settles in."""
        system = self.world.system
        return [token.address for token in (*system.bonds.values(), *system.cash.values())]

    @property
    def schedule(self) -> DealSchedule:
        """Every date of the deal."""
        return self.world.schedule

    def books_of(self) -> LedgerInputs:
        """What the ledger takes, with the chain read at the close of the deal's last day."""
        world = self.world
        world.chain.at(world.instant(world.scenario.end, Phase.CLOSE))
        self._observer.seen.clear()
        self._observer.observe_all()
        return ledger_inputs(
            Outcome(
                world.scenario,
                world.schedule,
                world.system,
                world.accounts.names(),
                world.chain.logs,
                world.chain.transactions,
                self._observer.seen,
                undrawn_trades=0,
            )
        )

    def _issue(self, admin: str) -> None:
        world, issued = self.world, self.schedule.tranches[TRANCHE].facts.issued
        world.chain.at(world.instant(world.scenario.start, Phase.REGISTER))
        grant_roles(world, admin)
        set_up(world)
        PrimaryBook(world, TRANCHE, self.desk, self.treasury).schedule()
        opening = world.instant(issued, Phase.SETTLEMENT)
        world.agenda.add(opening, "settlement", self._settle)
        world.agenda.run(world.chain.at, lambda: Instant(world.chain.engine.at))

    def _settle(self) -> None:
        self.desk.settle()
