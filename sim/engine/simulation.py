"""One run of a scenario: actors on an agenda, contracts deciding, logs and observations out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import partial
from typing import Final

from sim.chain import Chain, Engine, Transaction
from sim.chain.identity import Address
from sim.chain.logs import Log
from sim.custody import NO_TIERS, Booking, Tiers, tiers_of
from sim.engine.accounts import Accounts
from sim.engine.agenda import Agenda
from sim.engine.book import PrimaryBook
from sim.engine.client_puts import ClientPuts
from sim.engine.custody import Custody
from sim.engine.deployment import DEPLOYER, Deployment, signers
from sim.engine.desk import Desk
from sim.engine.fixings import Fixings
from sim.engine.holdings import Holdings
from sim.engine.market import SecondaryMarket
from sim.engine.observe import Observation, Observer
from sim.engine.options import Choices
from sim.engine.payments import Payments
from sim.engine.setup import grant_roles, set_up
from sim.engine.story import Story
from sim.engine.taps import Taps
from sim.engine.treasury import Treasury
from sim.engine.troubles import Troubles
from sim.engine.votes import Votes
from sim.engine.world import System, World
from sim.model import Scenario
from sim.schedule import DealSchedule, Phase, local_instant
from sim.units import Instant


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run leaves: the chain's logs and transactions, its names, and what was observed."""

    scenario: Scenario
    schedule: DealSchedule
    system: System
    names: dict[Address, str]
    logs: list[Log]
    transactions: list[Transaction]
    observations: list[Observation]
    undrawn_trades: int
    tiers: Tiers = NO_TIERS
    bookings: list[Booking] = field(default_factory=list)
    taps: dict[Address, str] = field(default_factory=dict)
    """Offerings of what taps added, and the tranche of each."""


#: Contracts are deployed and wired before the first day, a second a transaction: how many that
#: takes then moves no instant of the books.
EVE: Final = 3_600


def genesis_instant(scenario: Scenario, schedule: DealSchedule) -> Instant:
    """An hour before the first day, local time: the chain's clock begins there."""
    return Instant(first_instant(scenario, schedule) - EVE)


def first_instant(scenario: Scenario, schedule: DealSchedule) -> Instant:
    """Midnight, local time, at the start of the first day."""
    return local_instant(datetime.combine(scenario.start, time()), schedule.zone)


class Simulation:
    """Deploys a deal and plays its scenario from the first day to the last."""

    def __init__(self, scenario: Scenario, schedule: DealSchedule, engine: Engine) -> None:
        # A vote may change what is owed from here on, and rates are known once they are fixed.
        self._tranches = {c: made.before_fixings() for c, made in schedule.tranches.items()}
        schedule = replace(schedule, tranches=self._tranches)
        chain = Chain(engine)
        accounts = Accounts(scenario.seed, chain)
        for name in (DEPLOYER, *signers(scenario)):
            accounts.sign(name)
        admin = scenario.with_role("settlement agent")[0].name
        system = Deployment(scenario, schedule, chain, accounts).deploy(admin)
        tiers, holdings = tiers_of(scenario), Holdings(chain)
        self._world = World(scenario, schedule, chain, accounts, system, holdings, Agenda(), tiers)
        grant_roles(self._world, admin)
        self._fixings = Fixings(self._world, self._tranches)
        self._treasury = Treasury(self._world)
        self._desk = Desk(self._world, self._treasury)
        self._payments = Payments(self._world, self._desk, self._treasury)
        self._observer = Observer(self._world, self._payments)
        # By offering; taps add theirs.
        self._books = {
            system.offerings[code].address: PrimaryBook(
                self._world, code, self._desk, self._treasury
            )
            for code in schedule.tranches
        }
        self._custody = Custody(self._world, self._desk, self._books)
        self._market = SecondaryMarket(self._world, self._desk, self._custody)

    def run(self, watch: Callable[[date], None] = lambda day: None) -> Outcome:
        """Play everything and return what is left; `watch` is told each day that begins.

        Raises:
            AgendaOverrun: when a phase of a day holds more transactions than it has seconds.
        """
        self._plan(watch)
        world = self._world
        world.agenda.run(begin=world.chain.at, reached=lambda: Instant(world.chain.engine.at))
        return Outcome(
            world.scenario,
            world.schedule,
            world.system,
            world.accounts.names(),
            world.chain.logs,
            world.chain.transactions,
            self._observer.seen,
            self._market.undrawn,
            world.tiers,
            self._custody.lines,
            world.taps,
        )

    def _plan(self, watch: Callable[[date], None]) -> None:
        world = self._world
        # Before anything else of the first day, whatever its hour.
        first = first_instant(world.scenario, world.schedule)
        world.agenda.add(first, "set-up", partial(set_up, world))
        for book in self._books.values():
            book.schedule()
        taps = Taps(world, self._desk, self._treasury, self._books, self._tranches)
        clients = ClientPuts(world, self._custody)
        choices = Choices(world, self._payments, taps, clients, self._tranches)
        Story(world, self._custody, self._books, self._payments, choices).schedule()
        self._market.schedule()
        self._fixings.schedule()
        self._payments.schedule()
        Troubles(world, self._payments, self._treasury, self._fixings).schedule()
        Votes(world, self._payments, self._fixings, self._custody, self._tranches).schedule()
        self._plan_days(watch)
        end = world.instant(world.scenario.end, Phase.CLOSE)
        world.agenda.add(end, "last statement", self._observer.observe_all, priority=9)

    def _plan_days(self, watch: Callable[[date], None]) -> None:
        """Settlement cycles, cut-off and close of every business day."""
        world, add = self._world, self._world.agenda.add
        last_payment = max(
            flow.payment for tranche in world.schedule.tranches.values() for flow in tranche.flows
        )
        if last_payment <= world.scenario.end:
            # Whatever day it is: tokens move on every day.
            at = world.instant(last_payment, Phase.LATE_RETRY)
            add(at, "pay-out", self._pay_out, priority=3)
        for day in world.schedule.calendar.days(world.scenario.start, world.scenario.end):
            add(world.instant(day, Phase.REGISTER), "morning", partial(watch, day), priority=-2)
            for phase in (Phase.SETTLEMENT, Phase.RETRY, Phase.LATE_RETRY):
                add(world.instant(day, phase), "settlement", self._settle)
            add(world.instant(day, Phase.CUT_OFF), "cut-off", self._expire, priority=2)
            if day > last_payment:
                add(world.instant(day, Phase.LATE_RETRY), "pay-out", self._pay_out, priority=3)
            add(world.instant(day, Phase.CLOSE), "close", self._custody.follow, priority=7)
            add(world.instant(day, Phase.CLOSE), "close", self._observer.observe_moved, priority=8)

    def _settle(self) -> None:
        self._desk.settle()
        self._payments.raise_claims()
        self._custody.settle()

    def _expire(self) -> None:
        self._desk.expire()

    def _pay_out(self) -> None:
        """After the last payment nobody needs settlement money any more."""
        world = self._world
        for rail in world.system.cash:
            self._treasury.convert(rail, signers(world.scenario))
