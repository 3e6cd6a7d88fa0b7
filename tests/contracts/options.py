"""Options of the deal's bond, all of them with its first payment, 2023-08-16."""

from __future__ import annotations

from dataclasses import replace

from sim.chain import Receipt
from sim.chain.logs import Option, OptionKind
from sim.units import PAR
from tests.contracts.coupons import held
from tests.contracts.deal import WHOLE, Deal, instant

CALL, TAX_CALL, CLEAN_UP = OptionKind.CALL, OptionKind.TAX_CALL, OptionKind.CLEAN_UP
PART, PUT, TAP = OptionKind.PART, OptionKind.PUT, OptionKind.TAP

OPENS, CLOSES, WITHIN = "2023-06-01 09:00", "2023-08-01 17:30", "2023-06-15 09:00"
AT_101 = 101 * PAR // 100

_NEEDS: dict[OptionKind, dict[str, int]] = {
    CLEAN_UP: {"units": 60},
    PART: {"factor": WHOLE // 4, "price": 0},
    TAP: {"units": 100, "price": 0},
}


def option(kind: OptionKind, **changes: object) -> Option:
    """An option at 101, noticed in June or July; changed as told."""
    plain = Option(kind, 0, instant(OPENS), instant(CLOSES), AT_101, 0, 0)
    return replace(plain, **{**_NEEDS.get(kind, {}), **changes})


def set_options(deal: Deal, *options: Option) -> Receipt:
    """By the issuer, before anything is issued."""
    return deal.options.set(deal.bond.address, list(options), sender=deal.issuer)


def with_options(deal: Deal, *options: Option) -> Deal:
    """Set; then alice, bob and carol own 10, 20 and 30 units, and notice may be given."""
    set_options(deal, *options)
    held(deal)
    deal.warp(WITHIN)
    return deal


def exercise(deal: Deal, number: int = 0) -> Receipt:
    """The issuer gives notice."""
    return deal.options.exercise(deal.bond.address, number, sender=deal.issuer)


def elect(deal: Deal, name: str, units: int) -> Receipt:
    """A holder has units repaid with the first payment."""
    holder = getattr(deal, name)
    return deal.options.elect(deal.bond.address, 0, holder, units, sender=holder)
