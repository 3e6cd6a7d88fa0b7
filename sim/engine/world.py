"""What every actor sees: the scenario, its dates, the chain, the accounts, the contracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sim.chain import Chain
from sim.chain.bindings import (
    BondTerms,
    BondToken,
    CentralBankMoney,
    InvestorRegister,
    Meetings,
    Offering,
    Options,
    PayingAgent,
    Recoveries,
    Roles,
    RtgsRail,
    Settlement,
    Stablecoin,
    Trustee,
)
from sim.chain.identity import Address
from sim.custody import NO_TIERS, Tiers
from sim.engine.accounts import Accounts
from sim.engine.agenda import Agenda
from sim.engine.holdings import Holdings
from sim.model import Scenario
from sim.schedule import DealSchedule, Phase, instant, local_date
from sim.units import Instant

#: A rail of a scenario: its kind and its currency.
RailKey = tuple[str, str]

CashToken = CentralBankMoney | Stablecoin

Money = CashToken | RtgsRail
"""What a bond may be paid in: tokens, or money that moves outside the chain."""

#: Most units or money an allowance can name; the tokens never count it down.
UNLIMITED = 2**256 - 1


@dataclass(frozen=True, slots=True)
class Remedies:
    """The contracts for when things go wrong."""

    trustee: Trustee
    meetings: Meetings
    recoveries: Recoveries


@dataclass(frozen=True, slots=True)
class System:
    """The deployed contracts; terms, bonds and offerings by tranche."""

    roles: Roles
    register: InvestorRegister
    cash: Mapping[RailKey, Money]
    terms: Mapping[str, BondTerms]
    bonds: Mapping[str, BondToken]
    settlement: Settlement
    offerings: Mapping[str, Offering]
    options: Options
    paying_agent: PayingAgent
    remedies: Remedies | None = None
    """Where some tranche promises anything for a default."""

    @property
    def tokens(self) -> dict[RailKey, CashToken]:
        """Money with balances on the chain."""
        return {key: cash for key, cash in self.cash.items() if not isinstance(cash, RtgsRail)}

    @property
    def rtgs(self) -> dict[RailKey, RtgsRail]:
        """Money that moves outside the chain."""
        return {key: cash for key, cash in self.cash.items() if isinstance(cash, RtgsRail)}


@dataclass(frozen=True, slots=True)
class World:
    """One run's surroundings. Actors read it, act through `system`, and plan on `agenda`."""

    scenario: Scenario
    schedule: DealSchedule
    chain: Chain
    accounts: Accounts
    system: System
    holdings: Holdings
    agenda: Agenda
    tiers: Tiers = NO_TIERS
    flat: dict[str, date] = field(default_factory=dict)
    """Tranches that trade flat now, and the last day on which their units move."""
    taps: dict[Address, str] = field(default_factory=dict)
    """Offerings of what taps added, and the tranche of each."""
    all_due: dict[str, date] = field(default_factory=dict)
    """Tranches all of which is due, and since when: no instalment is paid back after that."""

    def instant(self, day: date, phase: Phase) -> Instant:
        """The UTC second at which a phase of a civil day begins."""
        return instant(day, phase, self.schedule.zone)

    @property
    def remedies(self) -> Remedies:
        """The contracts for when things go wrong; ValueError where no tranche promises anything."""
        if self.system.remedies is None:
            raise ValueError("no tranche promises anything for a default")
        return self.system.remedies

    @property
    def today(self) -> date:
        """The civil day of the deal's zone at which the next transaction happens."""
        return local_date(self.chain.now, self.schedule.zone)

    def first_rail(self, tranche: str) -> RailKey:
        """The rail a tranche's payments use by default."""
        facts = self.scenario.tranche(tranche)
        return facts.rails[0], facts.currency

    def code(self, bond: Address) -> str:
        """The tranche of a bond."""
        return next(code for code, found in self.system.bonds.items() if found.address == bond)

    def party(self, role: str) -> str:
        """Name of the first party with a role."""
        return self.scenario.with_role(role)[0].name


def remedies_of(system: System) -> tuple[Trustee | Meetings | Recoveries, ...]:
    """The contracts for when things go wrong; none where no tranche promises anything."""
    found = system.remedies
    return () if found is None else (found.trustee, found.meetings, found.recoveries)
