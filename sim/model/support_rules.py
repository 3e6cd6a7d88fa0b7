"""Words a scenario may use that no contract carries yet: a run refuses them by name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sim.model.lines import Path
from sim.model.market import Book, Order, Trading
from sim.model.option_rules import dated_options
from sim.model.options import CleanUpCall, DatedOption, PartialCall, TaxCall
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Rail, Tranche
from sim.model.words import quoted

__all__ = [
    "RUNNABLE_RAILS",
    "coupon_can_be_run",
    "drawn_limits_can_be_run",
    "drawn_prices_can_be_run",
    "limit_can_be_run",
    "options_can_be_run",
    "pricing_can_be_run",
    "rail_can_be_run",
    "yield_can_be_run",
]

# Drawn limits and prices are whole hundredths.
_LEAST_DRAWN = Decimal("0.01")

#: Rails with a contract behind them.
RUNNABLE_RAILS = ("cbdc", "stablecoin", "rtgs")


def rail_can_be_run(_: Scenario, rail: Rail) -> Iterator[Complaint]:
    """A tranche may name other rails only when a contract can settle on them."""
    if rail.kind not in RUNNABLE_RAILS:
        problem = f'"{rail.kind}" is a rail no contract settles on yet'
        yield Complaint(("kind",), problem, f"write {quoted(RUNNABLE_RAILS)}")


def pricing_can_be_run(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The book is priced at a cut-off, and no instruction of it settles before the next day."""
    if tranche.priced == tranche.issued:
        problem = f"{tranche.priced} is the issue date too: no order of its book could settle then"
        yield Complaint(("priced",), problem, "write an earlier date")


def coupon_can_be_run(scenario: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """The terms contract counts odd periods from agreed dates, and falls back from a first rate."""
    coupon = tranche.coupon
    if coupon.kind == "zero":
        return
    odd = coupon.stub or coupon.first_coupon or coupon.last_coupon
    if odd and coupon.day_count == "ACT/ACT ICMA" and tranche.accrual == "adjusted":
        problem = "no contract counts an odd period by ACT/ACT ICMA when its dates move"
        yield Complaint(("accrual",), problem, 'write "unadjusted"')
    if coupon.kind == "inflation" and coupon.fixing_days <= tranche.record_days:
        problem = "a payment is announced on the morning of its record date, its rate fixed before"
        instead = f"write {tranche.record_days + 1} or more"
        yield Complaint(("coupon", "fixing_days"), problem, instead)
    roles = {role for party in scenario.parties for role in party.roles}
    if coupon.kind in ("floating", "inflation") and "calculation agent" not in roles:
        problem = "nobody is there to fix the rate"
        instead = 'give a party the role "calculation agent"'
        yield Complaint(("coupon", "kind"), problem, instead)


def options_can_be_run(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Payments are announced when notice is over."""
    choices: list[tuple[Path, DatedOption | PartialCall | TaxCall | CleanUpCall]] = []
    for key, options in dated_options(tranche):
        choices += [((key, place), option) for place, option in enumerate(options)]
    anytime = (("tax_call", tranche.tax_call), ("clean_up_call", tranche.clean_up_call))
    choices += [((key,), call) for key, call in anytime if call is not None]
    for path, choice in choices:
        if choice.notice <= tranche.record_days:
            problem = "payments are announced on the morning of the record date, after notice"
            yield Complaint((*path, "notice"), problem, f"write {tranche.record_days + 1} or more")
    needed = tranche.record_days + tranche.settlement_days + 1
    for place, part in enumerate(tranche.partial_calls):
        if tranche.record_days < part.notice < needed:
            problem = "a trade struck before notice would be of face that is repaid when it is due"
            yield Complaint(("partial_call", place, "notice"), problem, f"write {needed} or more")


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
