"""Before the book opens: roles are granted, investors admitted, rails opened, allowances given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from sim.chain.bindings import CentralBankMoney
from sim.chain.identity import Address
from sim.chain.logs import InvestorClass, OfferRule, Option, OptionKind, Role
from sim.chain.structs import Admission
from sim.engine.deployment import investors, signers
from sim.engine.world import UNLIMITED, CashToken, World, remedies_of
from sim.model.jurisdictions import numeric
from sim.schedule import OptionTerms, Phase, local_instant, options_of
from sim.units import Instant

#: Accounts a batch may hold: far below the gas limit of a transaction for every function.
BATCH = 100

_T = TypeVar("_T")


def batches(items: Sequence[_T], size: int = BATCH) -> Iterator[Sequence[_T]]:
    """The items in their order, at most `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def set_up(world: World) -> None:
    """Do everything that must stand before the book opens."""
    _admit(world)
    _set_offer_rules(world)
    _open_rails(world)
    _give_allowances(world)
    _set_options(world)


def grant_roles(world: World, admin: str) -> None:
    """Give parties and contracts their roles, as soon as there are contracts."""
    system = world.system
    grants = [
        (Role[role.upper().replace(" ", "_")], world.accounts[party.name])
        for party in world.scenario.parties
        for role in party.roles
    ]
    # A central bank may operate a payment system too.
    operators = [world.scenario.rail(*rail).issuer for rail in system.rtgs]
    grants += [(Role.RAIL_OPERATOR, world.accounts[name]) for name in operators]
    grants += [(Role.BOND_CONTRACT, bond.address) for bond in system.bonds.values()]
    grants += [(Role.CASH_CONTRACT, cash.address) for cash in system.cash.values()]
    grants += [(Role.SETTLEMENT_CONTRACT, system.settlement.address)]
    grants += [(Role.OFFERING_CONTRACT, offer.address) for offer in system.offerings.values()]
    grants += [(Role.PAYING_AGENT_CONTRACT, system.paying_agent.address)]
    grants += [(Role.AMENDING_CONTRACT, system.options.address)]
    movers = (system.settlement, system.options, system.paying_agent)
    grants += [(Role.UNITS_CONTRACT, contract.address) for contract in movers]
    grants += [(Role.AMENDING_CONTRACT, one.address) for one in remedies_of(system)]
    for batch in batches(grants):
        roles, accounts = [role for role, _ in batch], [account for _, account in batch]
        system.roles.grant(roles, accounts, sender=world.accounts[admin])


def _admit(world: World) -> None:
    registrar = world.accounts[world.party("registrar")]
    for batch in batches(_admissions(world)):
        world.system.register.admit(batch, sender=registrar)
    sanctioned = [party.name for party in world.scenario.parties if party.sanctioned]
    if sanctioned:
        world.system.register.sanction(world.accounts.all(sanctioned), sender=registrar)


def _admissions(world: World) -> list[Admission]:
    scenario = world.scenario
    known = [
        Admission(
            account=world.accounts[party.name],
            investor_class=InvestorClass[str(party.investor_class).upper()],
            jurisdiction=numeric(str(party.jurisdiction)),
            kyc_expiry=_end_of(world, party.kyc_expiry) if party.kyc_expiry else 0,
            nominee=party.is_nominee,
        )
        for party in investors(scenario)
    ]
    drawn = [
        Admission(
            account=world.accounts[name],
            # Drawn investors are of the kind the deal is offered to.
            investor_class=InvestorClass[scenario.offer.classes[0].upper()],
            jurisdiction=numeric(scenario.offer.jurisdictions[0]),
            kyc_expiry=_end_of(world, scenario.end),
            nominee=False,
        )
        for name in _drawn(world)
    ]
    return known + drawn


def _drawn(world: World) -> list[str]:
    """Drawn investors that hold directly."""
    book = world.scenario.book
    names = book.names() if book else ()
    return [name for name in names if name not in world.tiers.clients]


def _end_of(world: World, day: date) -> Instant:
    """Identification holds through its last day: until midnight, local time."""
    midnight = datetime.combine(day + timedelta(days=1), time())
    return local_instant(midnight, world.schedule.zone)


def _set_offer_rules(world: World) -> None:
    offer = world.scenario.offer
    classes = sum(1 << InvestorClass[name.upper()] for name in offer.classes)
    rule = OfferRule(classes=classes, risk_acknowledgement=False, unit_cap=0)
    permitted = [numeric(code) for code in offer.jurisdictions]
    registrar = world.accounts[world.party("registrar")]
    for bond in world.system.bonds.values():
        world.system.register.set_offer_rule(bond.address, rule, permitted, sender=registrar)


def _open_rails(world: World) -> None:
    for (kind, currency), cash in world.system.cash.items():
        if not isinstance(cash, CentralBankMoney):
            continue
        issuer = world.accounts[world.scenario.rail(kind, currency).issuer]
        members = world.accounts.all(signers(world.scenario))
        members.append(world.system.paying_agent.address)
        if world.system.remedies is not None:
            members.append(world.system.remedies.recoveries.address)
        for batch in batches(members):
            cash.add_participants(batch, sender=issuer)


def _give_allowances(world: World) -> None:
    """Who may pay lets settlement take what it affirmed; the issuer, the paying agent as well."""
    issuer = world.accounts[world.party("issuer")]
    paying_agent = world.system.paying_agent.address
    parties = [party for party in world.scenario.parties if party.through is None]
    payers = [party.name for party in parties if party.is_investor]
    payers += _drawn(world)
    for cash in world.system.tokens.values():
        for name in payers:
            let_settlement_take(world, cash, world.accounts[name])
        cash.approve(paying_agent, UNLIMITED, sender=issuer)
        if world.system.remedies is not None:
            cash.approve(world.system.remedies.recoveries.address, UNLIMITED, sender=issuer)


def _set_options(world: World) -> None:
    """The issuer sets the options of each tranche that has some, before anything is issued."""
    issuer = world.accounts[world.party("issuer")]
    for code, tranche in world.schedule.tranches.items():
        options = [_on_chain(world, option) for option in options_of(tranche)]
        if options:
            bond = world.system.bonds[code].address
            world.system.options.set(bond, options, sender=issuer)


def _on_chain(world: World, option: OptionTerms) -> Option:
    return Option(
        kind=OptionKind[option.kind],
        period_index=option.period - 1,
        notice_from=world.instant(option.opens, Phase.REGISTER),
        notice_until=world.instant(option.closes, Phase.CUT_OFF),
        price=option.price,
        units=option.units,
        factor=option.factor,
    )


def let_settlement_take(world: World, cash: CashToken, payer: Address) -> None:
    """Whoever pays allows settlement to take what it affirmed."""
    cash.approve(world.system.settlement.address, UNLIMITED, sender=payer)
