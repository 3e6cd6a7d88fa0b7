"""A deal deployed and set up, whose clock and actors a test moves by hand."""

from __future__ import annotations

from datetime import datetime

from sim.chain import Chain, open_engine
from sim.chain.identity import Address
from sim.engine import genesis_instant
from sim.engine.accounts import Accounts
from sim.engine.agenda import Agenda
from sim.engine.book import PrimaryBook
from sim.engine.deployment import DEPLOYER, Deployment, signers
from sim.engine.desk import Deal, Desk, Ticket
from sim.engine.holdings import Holdings
from sim.engine.payments import Payments
from sim.engine.setup import grant_roles, set_up
from sim.engine.treasury import Treasury
from sim.engine.world import World
from sim.model import Scenario
from sim.schedule import Phase, local_instant, plan
from sim.units import PAR, Instant
from tests.runs import ENGINE
from tests.scenarios import small

CBDC = ("cbdc", "HKD")


class Stage:
    """The actors of `Simulation`, without its agenda of days: 08:00 of the first day."""

    def __init__(self, scenario: Scenario | None = None) -> None:
        scenario = scenario or small()
        schedule = plan(scenario)
        engine = open_engine(ENGINE, genesis_instant=genesis_instant(scenario, schedule))
        self.chain = Chain(engine)
        self.accounts = Accounts(scenario.seed, self.chain)
        for name in (DEPLOYER, *signers(scenario)):
            self.accounts.sign(name)
        admin = scenario.with_role("settlement agent")[0].name
        system = Deployment(scenario, schedule, self.chain, self.accounts).deploy(admin)
        holdings = Holdings(self.chain)
        self.world = World(
            scenario, schedule, self.chain, self.accounts, system, holdings, Agenda()
        )
        self.treasury = Treasury(self.world)
        self.desk = Desk(self.world, self.treasury)
        self.payments = Payments(self.world, self.desk, self.treasury)
        self.books = {
            code: PrimaryBook(self.world, code, self.desk, self.treasury)
            for code in schedule.tranches
        }
        self.at(f"{scenario.start} 08:00")
        grant_roles(self.world, admin)
        set_up(self.world)

    def issued(self) -> Stage:
        """Play the primary market to the end of the issue day; returns itself."""
        for book in self.books.values():
            book.schedule()
        for tranche in self.world.schedule.tranches.values():
            opening = self.world.instant(tranche.facts.issued, Phase.SETTLEMENT)
            self.world.agenda.add(opening, "settlement", self.desk.settle)
        self.play()
        return self

    def play(self) -> None:
        """Run what is planned on the agenda."""
        self.world.agenda.run(self.chain.at, lambda: Instant(self.chain.engine.at))

    def instant(self, text: str) -> Instant:
        """UTC seconds of a local time such as `2023-02-20 08:30`."""
        return local_instant(datetime.fromisoformat(text), self.world.schedule.zone)

    def at(self, text: str) -> None:
        """Move the clock to a local time."""
        self.chain.at(self.instant(text))

    def trade(self, seller: str, buyer: str, units: int, **terms: object) -> Ticket:
        """A trade at par on the first rail, struck now."""
        told = {"tranche": "HKD", "price": PAR, "rail": CBDC, **terms}
        return self.desk.trade(Deal(seller=seller, buyer=buyer, units=units, **told))

    def units(self, name: str, tranche: str = "HKD") -> int:
        """Units the chain says a party holds."""
        return self.world.system.bonds[tranche].balance_of(self.accounts[name])

    def money(self, name: str, rail: tuple[str, str] = CBDC) -> int:
        """Money the chain says a party has."""
        return self.world.system.cash[rail].balance_of(self.accounts[name])

    def sent(self, function: str) -> list[tuple[str, bool]]:
        """Sender's name and success of every transaction that called a function."""
        return [
            (self.accounts.name(done.sender), done.status)
            for done in self.chain.transactions
            if done.function == function
        ]

    def bond(self, tranche: str = "HKD") -> Address:
        """Address of a tranche's bond."""
        return self.world.system.bonds[tranche].address
