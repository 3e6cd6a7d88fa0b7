"""Bonds with options, made once: each run sets its own options before a unit is issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pytest

from sim.chain import Address, open_engine
from sim.chain.bindings import BondToken
from sim.chain.logs import Option, OptionKind, Period, Role, RoundingBasis, TaxRate
from tests.contracts.deal import (
    BRITAIN,
    CASH,
    HONG_KONG,
    SINGAPORE,
    UNLIMITED,
    WHOLE,
    Deal,
    instant,
    open_deal,
    period,
)

#: Small, so that a tap is needed for more.
OFFERED = 240
#: Percentages that come out even nowhere.
TAXES = {SINGAPORE: 153_000_000, BRITAIN: 70_000_001}
DAY = 86_400


class Staged(Protocol):
    """A machine that plays on a stage."""

    deal: Deal
    spares: Sequence[Address]
    tranches: list[Tranche]


@dataclass(frozen=True)
class Tranche:
    """A bond, not issued yet, on the deal's stage."""

    deal: Deal
    basis: RoundingBasis
    homes: dict[Address, int]
    tax_account: Address
    taxes: dict[int, int]


def quarters(factors: list[int]) -> list[Period]:
    """Four quarterly periods; `factors` are left after the first three, 1e-9."""
    dates = ["2023-02-16", "2023-05-16", "2023-08-16", "2023-11-16", "2024-02-16"]
    records = ["2023-05-15", "2023-08-15", "2023-11-15", "2024-02-15"]
    return [
        replace(period(start, end, record=record, ex=record), factor_after=factor)
        for start, end, record, factor in zip(
            dates[:-1], dates[1:], records, [*factors, 0], strict=True
        )
    ]


#: By the holding with tax, all at maturity; and by the unit, untaxed and taxed, in instalments.
BULLET = quarters([WHOLE] * 3)
INSTALMENTS = quarters([800_000_000, 550_000_000, 550_000_000])


def tranches(deal: Deal) -> list[Tranche]:
    """One of each kind, everybody admitted and with money."""
    tax_account = deal.new_key("revenue")
    deal.cash.add_participants([tax_account], sender=deal.central_bank)
    deal.admit(deal.issuer)
    for account in deal.investors:
        for spender in (deal.paying, deal.recoveries):
            deal.cash.approve(spender.address, UNLIMITED, sender=account)
    homes = dict.fromkeys([deal.alice, deal.bob, deal.carol, deal.issuer], HONG_KONG)
    homes |= {deal.dave: SINGAPORE, deal.erin: BRITAIN}
    rates = tuple(TaxRate(home, rate) for home, rate in TAXES.items())
    taxed = {"tax_account": tax_account, "taxes": rates}
    held, each = RoundingBasis.HOLDING, RoundingBasis.CALCULATION_AMOUNT
    bonds = [
        (BULLET, held, TAXES, taxed),
        (INSTALMENTS, each, {}, {}),
        (INSTALMENTS, each, TAXES, taxed),
    ]
    return [
        Tranche(
            staged(
                deal,
                deal.new_bond(dates, offered_units=OFFERED, rounding_basis=basis, **terms),
            ),
            basis,
            homes,
            tax_account,
            taxes,
        )
        for dates, basis, taxes, terms in bonds
    ]


def staged(deal: Deal, bond: BondToken) -> Deal:
    """The deal with another bond in the place of its own."""
    deal.roles.grant([Role.BOND_CONTRACT], [bond.address], sender=deal.admin)
    deal.offer_to(token=bond)
    return replace(deal, bond=bond, terms=deal.terms_of(bond))


def spare(deal: Deal, number: int) -> Address:
    """An account with money like an investor's that the register does not know."""
    account = deal.new_key(f"spare {number}")
    deal.cash.add_participants([account], sender=deal.central_bank)
    deal.cash.mint([account], [CASH], sender=deal.central_bank)
    for spender in (deal.settlement, deal.paying, deal.recoveries):
        deal.cash.approve(spender.address, UNLIMITED, sender=account)
    return account


def take_stage(machine: type[Staged]) -> None:
    """A deal of the machine's own, on the eve of its bonds, with spare accounts."""
    pytest.importorskip("pyrevm")
    machine.deal = open_deal(lambda genesis: open_engine("revm", genesis_instant=genesis))
    machine.deal.warp("2023-02-16 08:00")
    machine.spares = [spare(machine.deal, number) for number in range(3)]
    machine.tranches = tranches(machine.deal)


#: What may go together with one payment, puts more often than the rest.
TOGETHER = [
    (OptionKind.PUT,),
    (OptionKind.CALL,),
    (OptionKind.CLEAN_UP,),
    (),
    (OptionKind.PUT, OptionKind.PART),
    (OptionKind.PUT,),
    (OptionKind.TAX_CALL, OptionKind.PART),
    (OptionKind.PART,),
]


def option(kind: OptionKind, index: int, dates: list[Period], draw: int) -> Option:
    """Noticed from the start of its period, or of the one before, until days before its record."""
    opens = dates[max(0, index - draw % 2)]
    return Option(
        kind=kind,
        period_index=index,
        notice_from=opens.payable_from - (opens.end - opens.start) * DAY,
        notice_until=dates[index].record_at - draw % 3 * 5 * DAY,
        price=0 if kind is OptionKind.PART else 99_000_001 + draw % 4 * 700_000,
        units=210 if kind is OptionKind.CLEAN_UP else 0,
        factor=(1 + draw % 3) * 100_000_001 if kind is OptionKind.PART else 0,
    )


def options(dates: list[Period], draws: list[tuple[int, int]]) -> list[Option]:
    """For each payment but the last, what a draw picks; and a tap."""
    chosen = [
        option(kind, index, dates, draw)
        for index, (which, draw) in enumerate(draws)
        for kind in TOGETHER[which % len(TOGETHER)]
    ]
    until = instant("2024-02-15 18:00")
    return [*chosen, Option(OptionKind.TAP, 0, instant("2023-02-20 09:00"), until, 0, 60, 0)]
