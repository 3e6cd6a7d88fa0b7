"""Words a scenario may use that no contract carries yet: refused by name, never half run."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sim.model.market import Book, Order, Trading
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Rail, Tranche
from sim.model.words import quoted

__all__ = [
    "RUNNABLE_RAILS",
    "drawn_limits_can_be_run",
    "drawn_prices_can_be_run",
    "limit_can_be_run",
    "rail_can_be_run",
    "rounding_can_be_run",
    "yield_can_be_run",
]

# Drawn limits and prices are whole hundredths.
_LEAST_DRAWN = Decimal("0.01")

#: Rails with a contract behind them.
RUNNABLE_RAILS = ("cbdc", "stablecoin")


def rail_can_be_run(_: Scenario, rail: Rail) -> Iterator[Complaint]:
    """A tranche may name other rails only when a contract can settle on them."""
    if rail.kind not in RUNNABLE_RAILS:
        problem = f'"{rail.kind}" is a rail no contract settles on yet'
        yield Complaint(("kind",), problem, f"write {quoted(RUNNABLE_RAILS)}")


def rounding_can_be_run(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The bond contract rounds the amount a unit, then multiplies."""
    if tranche.rounding_basis != "calculation_amount":
        problem = f'the bond contract cannot round by "{tranche.rounding_basis}" yet'
        yield Complaint(("rounding_basis",), problem, 'write "calculation_amount"')


def yield_can_be_run(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The offering keeps yields without a sign."""
    if tranche.reoffer_yield < 0:
        problem = f"{tranche.reoffer_yield} is below 0, which no contract carries yet"
        yield Complaint(("yield",), problem, "write 0 or more")


def limit_can_be_run(_: Scenario, order: Order) -> Iterator[Complaint]:
    """To the offering a limit of nothing is no limit."""
    if order.limit_yield is not None and order.limit_yield <= 0:
        problem = f"{order.limit_yield} is no limit to the offering, which counts from above 0"
        yield Complaint(("limit_yield",), problem, "write more than 0, or leave it out")


def drawn_limits_can_be_run(_: Scenario, book: Book) -> Iterator[Complaint]:
    """Drawn limits are whole hundredths of a per cent, and above nothing."""
    if book.limit_low < _LEAST_DRAWN:
        problem = f"{book.limit_low} is too low: limits are drawn in hundredths above 0"
        yield Complaint(("limit_low",), problem, f"write {_LEAST_DRAWN} or more")


def drawn_prices_can_be_run(_: Scenario, trading: Trading) -> Iterator[Complaint]:
    """Drawn prices are whole hundredths, and nothing is given away."""
    if trading.price_low < _LEAST_DRAWN:
        problem = f"{trading.price_low} is too low: prices are drawn in hundredths above 0"
        yield Complaint(("price_low",), problem, f"write {_LEAST_DRAWN} or more")
