"""Payments as they ought to be: what each holder is due, whether it was paid, and at most once."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from sim.chain import Address
from sim.chain.logs import ActionKind, ActionStatus, RoundingBasis

OPEN = (ActionStatus.ANNOUNCED, ActionStatus.MISSED)


def half_up(exact: Fraction) -> int:
    """To the nearest integer, halves up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


@dataclass
class SetAside:
    """Money of one holder that could not be paid, and the tax that goes with it."""

    net: int = 0
    tax: int = 0


@dataclass
class Right:
    """An announced action. `each` is money a unit, exact, in cents; instants are UTC seconds."""

    number: int
    period: int
    kind: ActionKind
    each: Fraction
    basis: RoundingBasis
    record_at: int
    funding_cutoff: int
    payable_from: int
    version: int = 0
    is_taxed: bool = False
    #: What of a taxed payment repays principal, in cents a unit.
    exempt: int = 0
    status: ActionStatus = ActionStatus.ANNOUNCED
    #: What all are due, known when it is funded; received, and paid to holders and as tax.
    units: int = 0
    handled_units: int = 0
    funded: int = 0
    funded_at: int = 0
    paid: int = 0
    tax_held: int = 0
    counted: dict[Address, int] = field(default_factory=dict)
    handled: set[Address] = field(default_factory=set)
    withheld: dict[Address, SetAside] = field(default_factory=dict)

    def amount(self, units: int) -> int:
        """Before tax, in cents, by the rounding basis."""
        if self.basis is RoundingBasis.CALCULATION_AMOUNT:
            return half_up(self.each) * units
        return half_up(self.each * units)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_funded(self) -> bool:
        return self.status in (ActionStatus.FUNDED, ActionStatus.PAID)

    @property
    def owed(self) -> int:
        """Money received that is neither paid out nor passed on as tax."""
        return self.funded - self.paid
