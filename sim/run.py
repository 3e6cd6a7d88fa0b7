"""One run from end to end: scenario, schedule, engine, books. It composes and holds no rule."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sim.chain import artifacts, open_engine
from sim.chain.identity import Address
from sim.engine import Outcome, Simulation, genesis_instant
from sim.engine.deployment import DEPLOYER
from sim.ledger import (
    Account,
    AccountType,
    BalanceKind,
    CashToken,
    ChainBalance,
    LedgerInputs,
    Ledgers,
    build,
)
from sim.model import Scenario
from sim.model.rules import hold_to
from sim.schedule import RUN_RULES, plan
from sim.units import day_of

__all__ = ["Run", "run"]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: what was simulated, on which engine, and its books."""

    scenario: Scenario
    engine: str
    outcome: Outcome
    ledgers: Ledgers
    code_hashes: Mapping[str, str]
    """SHA-256 of the runtime code the compiler made of each contract."""


def run(
    scenario: Scenario, engine: str = "auto", watch: Callable[[date], None] = lambda day: None
) -> Run:
    """Simulate a scenario and make its books; `watch` is told each business day that begins.

    Raises:
        ScenarioError: when the scenario's dates are not possible, or no contract carries its terms.
        EngineUnavailable: when the engine is unknown or cannot run here.
        AgendaOverrun: when a phase of a day holds more transactions than it has seconds.
    """
    hold_to(scenario, RUN_RULES)
    schedule = plan(scenario)
    opened = open_engine(engine, genesis_instant=genesis_instant(scenario, schedule))
    outcome = Simulation(scenario, schedule, opened).run(watch)
    return Run(scenario, opened.name, outcome, build(ledger_inputs(outcome)), _code_hashes())


def ledger_inputs(outcome: Outcome) -> LedgerInputs:
    """What a run left, as the ledger takes it."""
    system = outcome.system
    return LedgerInputs(
        logs=outcome.logs,
        names=_accounts(outcome),
        cash_tokens={c.address: CashToken(*key) for key, c in system.cash.items()},
        bonds={bond.address: code for code, bond in system.bonds.items()},
        offerings={
            **{offer.address: code for code, offer in system.offerings.items()},
            **outcome.taps,
        },
        transactions=outcome.transactions,
        balances=[
            ChainBalance(
                day_of(seen.as_of),
                BalanceKind(seen.kind),
                seen.token,
                seen.account,
                seen.value,
                seen.action,
            )
            for seen in outcome.observations
        ],
        zone=outcome.schedule.zone,
        calendar=outcome.schedule.calendar,
        first_day=day_of(outcome.scenario.start),
        last_day=day_of(outcome.scenario.end),
        bookings=outcome.bookings,
        tiers=outcome.tiers,
    )


def _code_hashes() -> dict[str, str]:
    contracts = artifacts.load().contracts
    return {
        name: hashlib.sha256(contract.deployed_bytecode).hexdigest()
        for name, contract in sorted(contracts.items())
        if contract.deployed_bytecode
    }


def _accounts(outcome: Outcome) -> Mapping[Address, Account]:
    parties = {party.name: party for party in outcome.scenario.parties}
    book = outcome.scenario.book.names() if outcome.scenario.book else ()
    drawn = frozenset(book)

    def kind(name: str) -> AccountType:
        if name in drawn:
            return AccountType.HOUSE
        if name not in parties or name == DEPLOYER:
            return AccountType.SYSTEM
        if "issuer" in parties[name].roles:
            return AccountType.ISSUER
        return AccountType.NOMINEE if parties[name].is_nominee else AccountType.HOUSE

    return {address: Account(name, kind(name)) for address, name in outcome.names.items()}
