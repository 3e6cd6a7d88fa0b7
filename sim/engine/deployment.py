"""Deploys the contracts of a deal, in dependency order, with their terms written at birth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sim.chain import Chain
from sim.chain.bindings import (
    BondTerms,
    BondToken,
    CentralBankMoney,
    InvestorRegister,
    Offering,
    Options,
    PayingAgent,
    Roles,
    RtgsRail,
    Settlement,
    Stablecoin,
)
from sim.chain.identity import Address
from sim.chain.structs import OfferingTerms
from sim.custody import tiers_of
from sim.engine.accounts import Accounts
from sim.engine.promises import deploy_remedies
from sim.engine.term_sheet import NOBODY, contract_periods, contract_terms
from sim.engine.world import Money, RailKey, System, remedies_of
from sim.model import Party, Rail, Scenario, Tranche
from sim.schedule import DealSchedule, Phase, TrancheSchedule, instant, local_instant
from sim.units import day_of, minor_digits

DEPLOYER = "deployer"

#: Interest periods a transaction may add: each takes three words of storage.
PERIODS_BATCH = 60


class Deployment:
    """One deal on one chain. The deployer only deploys; it holds no role."""

    def __init__(
        self, scenario: Scenario, schedule: DealSchedule, chain: Chain, accounts: Accounts
    ) -> None:
        self._scenario = scenario
        self._schedule = schedule
        self._chain = chain
        self._accounts = accounts
        self._deployer = accounts[DEPLOYER]

    def deploy(self, admin: str) -> System:
        """Deploy everything; `admin` governs the roles."""
        roles = Roles.deploy(self._chain, self._accounts[admin], sender=self._deployer)
        register = InvestorRegister.deploy(self._chain, roles.address, sender=self._deployer)
        settlement = Settlement.deploy(
            self._chain, roles.address, register.address, sender=self._deployer
        )
        cash: dict[RailKey, Money] = {
            (rail.kind, rail.currency): self._cash(rail, roles.address, settlement.address)
            for rail in self._scenario.rails
            if any(
                rail.kind in tranche.rails and rail.currency == tranche.currency
                for tranche in self._scenario.tranches
            )
        }
        terms = {
            code: self._bond_terms(code, tranche, roles, cash)
            for code, tranche in self._schedule.tranches.items()
        }
        bonds = {code: self._bond(code, told, roles, register) for code, told in terms.items()}
        offerings = {
            code: self._offering(code, tranche, (register, settlement, bonds[code]), cash)
            for code, tranche in self._schedule.tranches.items()
        }
        options = Options.deploy(
            self._chain,
            roles.address,
            register.address,
            settlement.address,
            sender=self._deployer,
        )
        paying_agent = PayingAgent.deploy(
            self._chain,
            roles.address,
            register.address,
            settlement.address,
            options.address,
            sender=self._deployer,
        )
        system = System(
            roles, register, cash, terms, bonds, settlement, offerings, options, paying_agent
        )
        remedies = deploy_remedies(
            self._scenario, self._schedule, self._chain, system, self._deployer
        )
        system = replace(system, remedies=remedies)
        for address, name in self._named(system).items():
            self._accounts.contract(name, address)
        return system

    def _cash(self, rail: Rail, roles: Address, settlement: Address) -> Money:
        currency, symbol = rail.currency, f"{rail.kind}.{rail.currency}"
        told = rail.title, symbol, currency, minor_digits(currency), roles
        if rail.kind == "rtgs":
            name = f"RtgsRail:{currency}"
            return RtgsRail.deploy(self._chain, *told, settlement, sender=self._deployer, name=name)
        token = CentralBankMoney if rail.kind == "cbdc" else Stablecoin
        name = f"{token.__name__}:{currency}"
        return token.deploy(self._chain, *told, sender=self._deployer, name=name)

    def _bond_terms(
        self,
        code: str,
        tranche: TrancheSchedule,
        roles: Roles,
        cash: dict[RailKey, Money],
    ) -> BondTerms:
        rails = rails_of(tranche.facts, cash)
        issuer = self._accounts[self._scenario.with_role("issuer")[0].name]
        terms = BondTerms.deploy(
            self._chain,
            roles.address,
            contract_terms(tranche, issuer, rails, self._tax_account(tranche)),
            sender=self._deployer,
            name=f"BondTerms:{code}",
        )
        periods = contract_periods(tranche, self._schedule.zone, self._scenario.start)
        for start in range(0, len(periods), PERIODS_BATCH):
            terms.append(periods[start : start + PERIODS_BATCH], sender=self._deployer)
        return terms

    def _tax_account(self, tranche: TrancheSchedule) -> Address:
        name = tranche.facts.tax_account
        return NOBODY if name is None else self._accounts[name]

    def _bond(
        self, code: str, terms: BondTerms, roles: Roles, register: InvestorRegister
    ) -> BondToken:
        bond = BondToken.deploy(
            self._chain,
            f"{self._scenario.title}, {code}",
            f"{self._scenario.name}.{code}",
            roles.address,
            register.address,
            terms.address,
            sender=self._deployer,
            name=f"BondToken:{code}",
        )
        terms.bind(bond.address, sender=self._deployer)
        return bond

    def _offering(
        self,
        code: str,
        tranche: TrancheSchedule,
        neighbours: tuple[InvestorRegister, Settlement, BondToken],
        cash: dict[RailKey, Money],
    ) -> Offering:
        facts = tranche.facts
        register, settlement, bond = neighbours
        terms = OfferingTerms(
            register=register.address,
            settlement=settlement.address,
            bond=bond.address,
            rails=rails_of(facts, cash),
            arranger=self._accounts[self._scenario.offer.lead_arranger],
            pricing_date=day_of(facts.priced),
            issue_date=day_of(facts.issued),
            closes_at=self._closes(facts.priced),
            issue_opens_at=self._at(facts.issued, Phase.SETTLEMENT),
            issue_cutoff=self._at(facts.issued, Phase.CUT_OFF),
            take_up_until=self._at(facts.issued, Phase.CLOSE),
            maximum_price=tranche.issue_price,
            units=tranche.terms.units,
            period_index=0,
            accrued_days=0,
            accrual_num=0,
            accrual_den=1,
        )
        return Offering.deploy(self._chain, terms, sender=self._deployer, name=f"Offering:{code}")

    def _closes(self, priced: date) -> int:
        book = self._scenario.book
        if book is None:
            return self._at(priced, Phase.LATE_RETRY)
        return local_instant(book.closes, self._schedule.zone)

    def _at(self, day: date, phase: Phase) -> int:
        return instant(day, phase, self._schedule.zone)

    def _named(self, system: System) -> dict[Address, str]:
        contracts = (
            system.roles,
            system.register,
            system.settlement,
            system.options,
            system.paying_agent,
            *system.cash.values(),
            *system.terms.values(),
            *system.bonds.values(),
            *system.offerings.values(),
            *(remedies_of(system)),
        )
        return {c.address: self._chain.name_of(c.address) for c in contracts}


def rails_of(facts: Tranche, cash: Mapping[RailKey, Money]) -> tuple[Address, ...]:
    """The contracts of a tranche's rails, the default first."""
    return tuple(cash[kind, facts.currency].address for kind in facts.rails)


def signers(scenario: Scenario) -> list[str]:
    """Everyone who may send a transaction: parties in file order, then the synthetic investors.

    Clients of custodians have no account on chain.
    """
    book = scenario.book.names() if scenario.book else ()
    clients = tiers_of(scenario).clients
    names = [*(party.name for party in scenario.parties), *book]
    return [name for name in names if name not in clients]


def investors(scenario: Scenario) -> list[Party]:
    """Parties that the registrar admits at the start."""
    direct = [party for party in scenario.parties if party.through is None]
    return [party for party in direct if party.is_investor and party.admitted]
