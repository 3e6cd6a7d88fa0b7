"""A payment shared out of a book, to the cent, by the tranche's rounding basis, net of tax."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.model.words import RoundingBasis
from sim.units import half_up

__all__ = ["UNTAXED", "Share", "Withholding", "due", "shared"]


@dataclass(frozen=True, slots=True)
class Withholding:
    """Tax that was withheld from a keeper's gross amount; smallest unit."""

    tax: int
    gross: int

    def net(self, amount: int) -> int:
        """What is left of a part of the gross amount, which bears its part of the tax, half up."""
        return amount - half_up(amount * self.tax, self.gross) if self.tax else amount


UNTAXED: Final = Withholding(0, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """What each holder of a book gets, and what rounding left with the keeper.

    The two come to what is due on all units of the book together. Amounts in the smallest unit.
    """

    amounts: Mapping[str, int]
    left_over: int


def due(units: int, num: int, den: int, basis: RoundingBasis) -> int:
    """What is due on units, at num/den smallest units each.

    `calculation_amount`: the amount a unit is rounded half up, then multiplied. `holding`: the
    exact amount is multiplied, then rounded half up.
    """
    if basis == "calculation_amount":
        return units * half_up(num, den)
    return half_up(units * num, den)


def shared(
    holdings: Mapping[str, int],
    num: int,
    den: int,
    basis: RoundingBasis,
    withheld: Withholding = UNTAXED,
) -> Share:
    """Share out what is due on a book's units; what is left over is below 0 if it was too little.

    A holder below zero, which only a faulty book has, gets nothing: nobody is asked to pay in.
    """
    long = {holder: units for holder, units in holdings.items() if units > 0}
    amounts = {holder: withheld.net(due(units, num, den, basis)) for holder, units in long.items()}
    whole = withheld.net(due(sum(long.values()), num, den, basis))
    return Share(amounts, whole - sum(amounts.values()))
