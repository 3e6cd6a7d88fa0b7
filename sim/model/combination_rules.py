"""Terms that contracts carry each, but not together: a run refuses them, and pays nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.default import Accelerate, Propose
from sim.model.events import Event
from sim.model.market import Book
from sim.model.party import Party
from sim.model.plain import Complaint
from sim.model.scenario import Scenario
from sim.model.tranche import Tranche

__all__ = [
    "accelerated_bond_pays_in_between",
    "clients_are_taxed_alike",
    "drawn_clients_are_taxed_alike",
    "late_days_can_be_counted",
    "tax_finds_interest",
]


def tax_finds_interest(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Tax is withheld from interest; a discount is paid back as principal."""
    if tranche.taxes and tranche.coupon.kind == "zero":
        problem = "is withheld from interest, and a zero coupon pays none"
        yield Complaint(("tax", 0), problem, "leave it out: a discount is not taxed here")


def late_days_can_be_counted(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """ACT/ACT ICMA counts by coupon periods, and a zero coupon has none."""
    late = tranche.default is not None and tranche.default.default_rate
    if late and tranche.coupon.kind == "zero" and tranche.coupon.day_count == "ACT/ACT ICMA":
        problem = '"ACT/ACT ICMA" counts default interest by coupon periods, and there are none'
        yield Complaint(("coupon", "day_count"), problem, 'write another, like "ACT/365F"')


def accelerated_bond_pays_in_between(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """What is accelerated was due in parts before: a bond that pays once has nothing to hasten."""
    match event:
        case Accelerate(tranche=code) | Propose(tranche=code, matter="accelerate"):
            pass
        case _:
            return
    for tranche in scenario.tranches:
        if tranche.code == code and tranche.coupon.kind == "zero":
            problem = "pays nothing before its maturity, and can default on nothing earlier"
            instead = "leave it out: what is missed then is owed whole, without acceleration"
            yield Complaint(("tranche",), f"tranche {tranche.code} {problem}", instead)


def clients_are_taxed_alike(scenario: Scenario, party: Party) -> Iterator[Complaint]:
    """The chain withholds from the nominee, at its own rate; its clients share what is left."""
    if party.through is not None:
        path = ("jurisdiction",)
        yield from _taxed_alike(scenario, path, party.jurisdiction, party.through)


def drawn_clients_are_taxed_alike(scenario: Scenario, book: Book) -> Iterator[Complaint]:
    """Drawn investors are of the first jurisdiction of the offer."""
    drawn = scenario.offer.jurisdictions[0]
    for custodian in book.through or ():
        yield from _taxed_alike(scenario, ("through", custodian), drawn, custodian)


def _taxed_alike(
    scenario: Scenario, path: tuple[str, ...], client: str | None, custodian: str
) -> Iterator[Complaint]:
    known = {party.name: party for party in scenario.parties}
    keeper = known.get(custodian)
    nominee = known.get(keeper.behind) if keeper and keeper.behind else None
    if nominee is None:
        # Whoever is unknown has a complaint of its own.
        return
    for tranche in scenario.tranches:
        rates = {tax.jurisdiction: tax.rate for tax in tranche.taxes}
        own, withheld = rates.get(client or "", 0), rates.get(nominee.jurisdiction or "", 0)
        if own != withheld:
            problem = (
                f"tranche {tranche.code} taxes it at {own} %, and its nominee "
                f'"{nominee.name}", from whom the tax is withheld, at {withheld} %'
            )
            yield Complaint(path, problem, "hold directly, or behind a nominee taxed alike")
