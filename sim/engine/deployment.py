"""Deploys the contracts of a deal, in dependency order, with their terms written at birth."""

from __future__ import annotations

from datetime import date

from sim.chain import Chain
from sim.chain.bindings import (
    BondToken,
    CentralBankMoney,
    InvestorRegister,
    Offering,
    PayingAgent,
    Roles,
    Settlement,
    Stablecoin,
)
from sim.chain.identity import Address
from sim.chain.logs import DayCountConvention, Period, RoundingBasis, Terms
from sim.chain.structs import OfferingTerms
from sim.engine.accounts import Accounts
from sim.engine.world import CashToken, RailKey, System
from sim.model import Party, Rail, Scenario
from sim.schedule import CashFlow, DealSchedule, Phase, TrancheSchedule, instant, local_instant
from sim.units import PAR, day_of, minor_digits

DEPLOYER = "deployer"

_DAY_COUNTS = {
    "ACT/365F": DayCountConvention.ACT_365F,
    "ACT/360": DayCountConvention.ACT_360,
    "ACT/ACT ICMA": DayCountConvention.ACT_ACT_ICMA,
    "ACT/ACT ISDA": DayCountConvention.ACT_ACT_ISDA,
    "30/360": DayCountConvention.THIRTY_360,
    "30E/360": DayCountConvention.THIRTY_E_360,
}
_ROUNDING = {"calculation_amount": RoundingBasis.CALCULATION_AMOUNT}


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
        cash: dict[RailKey, CashToken] = {
            (rail.kind, rail.currency): self._cash(rail, roles.address)
            for rail in self._scenario.rails
            if any(
                rail.kind in tranche.rails and rail.currency == tranche.currency
                for tranche in self._scenario.tranches
            )
        }
        bonds = {
            code: self._bond(code, tranche, roles, register, cash)
            for code, tranche in self._schedule.tranches.items()
        }
        settlement = Settlement.deploy(
            self._chain, roles.address, register.address, sender=self._deployer
        )
        offerings = {
            code: self._offering(code, tranche, (register, settlement, bonds[code]), cash)
            for code, tranche in self._schedule.tranches.items()
        }
        paying_agent = PayingAgent.deploy(
            self._chain,
            roles.address,
            register.address,
            settlement.address,
            sender=self._deployer,
        )
        system = System(roles, register, cash, bonds, settlement, offerings, paying_agent)
        for address, name in self._named(system).items():
            self._accounts.contract(name, address)
        return system

    def _cash(self, rail: Rail, roles: Address) -> CashToken:
        money = CentralBankMoney if rail.kind == "cbdc" else Stablecoin
        return money.deploy(
            self._chain,
            rail.title,
            f"{rail.kind}.{rail.currency}",
            rail.currency,
            minor_digits(rail.currency),
            roles,
            sender=self._deployer,
            name=f"{money.__name__}:{rail.currency}",
        )

    def _bond(
        self,
        code: str,
        tranche: TrancheSchedule,
        roles: Roles,
        register: InvestorRegister,
        cash: dict[RailKey, CashToken],
    ) -> BondToken:
        return BondToken.deploy(
            self._chain,
            f"{self._scenario.title}, {code}",
            f"{self._scenario.name}.{code}",
            roles.address,
            register.address,
            self._terms(tranche, cash),
            [self._period(flow) for flow in tranche.flows if flow.event == "INTR"],
            sender=self._deployer,
            name=f"BondToken:{code}",
        )

    def _terms(self, tranche: TrancheSchedule, cash: dict[RailKey, CashToken]) -> Terms:
        facts = tranche.facts
        return Terms(
            isin=facts.isin,
            currency=facts.currency,
            issuer=self._accounts[self._scenario.with_role("issuer")[0].name],
            rails=tuple(cash[rail, facts.currency].address for rail in facts.rails),
            calculation_amount=tranche.terms.unit_face,
            minimum_units=tranche.minimum_units,
            offered_units=tranche.terms.units,
            redemption_price=PAR,
            issue_date=day_of(facts.issued),
            maturity_date=day_of(facts.maturity),
            day_count=_DAY_COUNTS[facts.coupon.day_count],
            rounding_basis=_ROUNDING[facts.rounding_basis],
            coupons_per_year=facts.coupon.frequency,
        )

    def _period(self, flow: CashFlow) -> Period:
        return Period(
            start=day_of(flow.period_start),
            end=day_of(flow.period_end),
            due_date=day_of(flow.due),
            payment_date=day_of(flow.payment),
            record_date=day_of(flow.record),
            ex_date=day_of(flow.ex),
            rate=flow.rate,
            record_at=self._at(flow.record, Phase.CLOSE),
            funding_cutoff=self._at(flow.payment, Phase.FUNDING),
            payable_from=self._at(flow.payment, Phase.PAYMENTS),
        )

    def _offering(
        self,
        code: str,
        tranche: TrancheSchedule,
        neighbours: tuple[InvestorRegister, Settlement, BondToken],
        cash: dict[RailKey, CashToken],
    ) -> Offering:
        facts = tranche.facts
        register, settlement, bond = neighbours
        terms = OfferingTerms(
            register=register.address,
            settlement=settlement.address,
            bond=bond.address,
            cash=cash[facts.rails[0], facts.currency].address,
            arranger=self._accounts[self._scenario.offer.lead_arranger],
            pricing_date=day_of(facts.priced),
            issue_date=day_of(facts.issued),
            closes_at=self._closes(facts.priced),
            issue_opens_at=self._at(facts.issued, Phase.SETTLEMENT),
            issue_cutoff=self._at(facts.issued, Phase.CUT_OFF),
            take_up_until=self._at(facts.issued, Phase.CLOSE),
            maximum_price=tranche.issue_price,
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
            system.paying_agent,
            *system.cash.values(),
            *system.bonds.values(),
            *system.offerings.values(),
        )
        return {c.address: self._chain.name_of(c.address) for c in contracts}


def signers(scenario: Scenario) -> list[str]:
    """Everyone who may send a transaction: parties in file order, then the synthetic investors."""
    book = scenario.book.names() if scenario.book else ()
    return [party.name for party in scenario.parties] + list(book)


def investors(scenario: Scenario) -> list[Party]:
    """Parties that the registrar admits at the start."""
    return [party for party in scenario.parties if party.is_investor and party.admitted]
