"""Rules about the deal itself: the span of the run, terms of each tranche, rails it is paid on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from sim.model.lines import Path
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche
from sim.model.words import quoted
from sim.units import Minor, from_minor, minor_digits, to_minor

__all__ = [
    "amounts_are_whole_units",
    "amounts_fit_the_currency",
    "finer_than_money",
    "isins_differ",
    "issue_is_within_the_run",
    "minimum_is_within_size",
    "outside_the_run",
    "priced_then_issued_then_matures",
    "rails_are_declared",
    "rails_differ",
    "run_ends_after_it_starts",
    "tranche_codes_differ",
]


def outside_the_run(scenario: Scenario, key: str, day: date | None) -> Iterator[Complaint]:
    """A complaint if `day` is not among the days simulated."""
    if day is not None and not scenario.start <= day <= scenario.end:
        problem = f"{day} is outside the run"
        instead = f"write a date from {scenario.start} to {scenario.end}, or move start or end"
        yield Complaint((key,), problem, instead)


def run_ends_after_it_starts(_: Scenario, scenario: Scenario) -> Iterator[Complaint]:
    """The last day is not before the first."""
    if scenario.end < scenario.start:
        problem = f"{scenario.end} is before start, {scenario.start}"
        yield Complaint(("end",), problem, "write a later date")


def rails_differ(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """One rail of each kind and currency, or none would know which is meant."""
    pairs = [f"{rail.kind} {rail.currency}" for rail in scenario.rails]
    yield from _repeated(pairs, "rail", "kind", "leave one of them out")


def tranche_codes_differ(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """Codes name tranches everywhere else."""
    codes = [tranche.code for tranche in scenario.tranches]
    yield from _repeated(codes, "tranche", "code", "give it another code")


def isins_differ(scenario: Scenario, _: Scenario) -> Iterator[Complaint]:
    """An ISIN names one line; any number may be unknown."""
    isins = [tranche.isin for tranche in scenario.tranches]
    yield from _repeated(isins, "tranche", "isin", 'look it up again, or write ""')


def amounts_fit_the_currency(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """No amount is finer than the currency's smallest unit."""
    for key in ("size", "calculation_amount", "minimum_denomination"):
        yield from finer_than_money(tranche.currency, key, getattr(tranche, key))


def finer_than_money(currency: str, key: str, amount: Decimal) -> Iterator[Complaint]:
    """An amount under a key that is no whole number of the currency's smallest unit."""
    try:
        to_minor(amount, currency)
    except ValueError:
        problem = f"{amount} is finer than {currency} allows"
        yield Complaint((key,), problem, f"round it to {minor_digits(currency)} decimals")


def amounts_are_whole_units(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Size and minimum are made of whole units of one calculation amount."""
    unit = _minor(tranche, tranche.calculation_amount)
    for key in ("size", "minimum_denomination"):
        amount = _minor(tranche, getattr(tranche, key))
        if unit is None or amount is None or amount % unit == 0:
            continue
        below = amount // unit * unit
        choices = [value for value in (below, below + unit) if value > 0]
        text = " or ".join(_short(from_minor(Minor(c), tranche.currency)) for c in choices)
        problem = (
            f"{_short(getattr(tranche, key))} is not a multiple of the calculation amount, "
            f"{_short(tranche.calculation_amount)}"
        )
        yield Complaint((key,), problem, f"write {text}")


def minimum_is_within_size(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Somebody must be able to hold."""
    if tranche.minimum_denomination > tranche.size:
        problem = f"{_short(tranche.minimum_denomination)} is more than the size of the tranche"
        instead = f"write at most {_short(tranche.size)}"
        yield Complaint(("minimum_denomination",), problem, instead)


def priced_then_issued_then_matures(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The order of a bond's life."""
    if tranche.issued < tranche.priced:
        problem = f"{tranche.priced} is after the issue date, {tranche.issued}"
        yield Complaint(("priced",), problem, f"write {tranche.issued} or an earlier date")
    if tranche.maturity <= tranche.issued:
        problem = f"{tranche.maturity} is not after the issue date, {tranche.issued}"
        yield Complaint(("maturity",), problem, "write a later date")


def issue_is_within_the_run(scenario: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Pricing and issue are simulated; a run may stop before maturity."""
    yield from outside_the_run(scenario, "priced", tranche.priced)
    yield from outside_the_run(scenario, "issued", tranche.issued)


def rails_are_declared(scenario: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Each rail of a tranche has a [[rail]] of its currency."""
    declared = [rail.kind for rail in scenario.rails if rail.currency == tranche.currency]
    for place, kind in enumerate(tranche.rails):
        if kind not in declared:
            problem = f'no [[rail]] of kind "{kind}" is declared for {tranche.currency}'
            choice = f"write {quoted(declared)}, or declare it" if declared else "declare it"
            yield Complaint(("rails", place), problem, choice)


def _repeated(values: Sequence[str], heading: str, key: str, instead: str) -> Iterator[Complaint]:
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value and value in seen:
            path: Path = (heading, place, key)
            yield Complaint(path, f'"{value}" is declared twice', instead)
        seen.add(value)


def _minor(tranche: Tranche, amount: Decimal) -> int | None:
    try:
        return to_minor(amount, tranche.currency)
    except ValueError:
        return None


def _short(amount: Decimal) -> str:
    """An amount without an empty fraction: 800000000.00 as 800000000."""
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"
