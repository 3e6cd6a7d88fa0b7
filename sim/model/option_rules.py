"""Rules about calls, puts and withholding tax: what must hold between the keys of one tranche."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sim.model.options import DatedOption, PartialCall
from sim.model.party_rules import declared_party
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche

__all__ = [
    "clean_up_leaves_something",
    "dated_options",
    "option_dates_are_within_life",
    "options_need_interest_dates",
    "parts_are_parts",
    "tax_has_an_account",
    "taxes_differ",
]


def option_dates_are_within_life(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Calls and puts lie after issue and before maturity, each list in order of time."""
    # A tranche that never lives has a complaint of its own.
    if tranche.maturity <= tranche.issued:
        return
    for key, options in dated_options(tranche):
        for place, option in enumerate(options):
            if not tranche.issued < option.date < tranche.maturity:
                side = "after issue" if option.date <= tranche.issued else "before maturity"
                day = tranche.issued if option.date <= tranche.issued else tranche.maturity
                instead = f"write a date after {tranche.issued} and before {tranche.maturity}"
                yield Complaint(
                    (key, place, "date"), f"{option.date} is not {side}, {day}", instead
                )
        for place, (before, this) in enumerate(pairwise(options), start=1):
            if this.date <= before.date:
                problem = f"{this.date} is not after the {key} before it, {before.date}"
                yield Complaint((key, place, "date"), problem, f"write each {key} once, in order")


def options_need_interest_dates(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Calls and puts are on dates on which interest is paid."""
    if tranche.coupon.kind != "zero":
        return
    for key, options in dated_options(tranche):
        if options:
            problem = f"a {key} is on a date of interest, and this bond pays none"
            yield Complaint((key, 0), problem, "leave it out")


def clean_up_leaves_something(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """A threshold that is always, or never, reached is no threshold."""
    call = tranche.clean_up_call
    if call is not None and not 0 < call.threshold < 100:
        problem = f"{call.threshold} per cent is {'always' if call.threshold else 'never'} reached"
        yield Complaint(("clean_up_call", "threshold"), problem, "write it above 0 and below 100")


def parts_are_parts(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """A part is more than nothing and less than all."""
    for place, call in enumerate(tranche.partial_calls):
        if not 0 < call.share < 100:
            problem = f"{call.share} per cent is {'all' if call.share else 'no part'} of it"
            instead = "write it above 0 and below 100"
            yield Complaint(("partial_call", place, "share"), problem, instead)


def tax_has_an_account(scenario: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """What is withheld is paid to somebody, and nobody is paid for nothing."""
    if tranche.taxes and tranche.tax_account is None:
        problem = "is missing: tax is withheld, and nobody receives it"
        yield Complaint(("tax_account",), problem, "name the party that does")
    elif tranche.tax_account is not None:
        yield from declared_party(scenario, "tax_account", tranche.tax_account)
        if not tranche.taxes:
            problem = "receives nothing: no tax is withheld"
            yield Complaint(
                ("tax_account",), problem, "add a [[tranche.tax]] table, or leave it out"
            )


def taxes_differ(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """One rate a jurisdiction."""
    seen: set[str] = set()
    for place, tax in enumerate(tranche.taxes):
        if tax.jurisdiction in seen:
            problem = f'"{tax.jurisdiction}" is taxed twice'
            yield Complaint(("tax", place, "jurisdiction"), problem, "leave one of them out")
        seen.add(tax.jurisdiction)


def dated_options(tranche: Tranche) -> Iterator[tuple[str, Sequence[DatedOption | PartialCall]]]:
    """Calls, puts and calls of a part, each under its key."""
    yield "call", tranche.calls
    yield "put", tranche.puts
    yield "partial_call", tranche.partial_calls
