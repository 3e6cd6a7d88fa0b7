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
    "accelerated_claim_is_known",
    "clients_are_taxed_alike",
    "default_interest_is_not_taxed",
    "drawn_clients_are_taxed_alike",
    "late_days_can_be_counted",
    "recovery_is_not_taxed",
    "tax_finds_interest",
]


def tax_finds_interest(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Tax is withheld from interest; a discount is paid back as principal."""
    if tranche.taxes and tranche.coupon.kind == "zero":
        problem = "is withheld from interest, and a zero coupon pays none"
        yield Complaint(("tax", 0), problem, "leave it out: a discount is not taxed here")


def default_interest_is_not_taxed(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """Interest on what is paid late is interest, and the trustee withholds nothing from it."""
    if tranche.taxes and tranche.default is not None and tranche.default.default_rate:
        problem = "is interest, and no contract withholds tax from it"
        instead = "leave it out: nothing is charged on what is paid late; or leave [[tranche.tax]]"
        yield Complaint(("default", "default_rate"), problem, instead)


def recovery_is_not_taxed(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """Part of an instalment is interest, and nobody says which."""
    if event.kind != "recover":
        return
    for tranche in scenario.tranches:
        if tranche.code == event.tranche and tranche.taxes:
            problem = f"tranche {tranche.code} withholds tax, and no contract does from instalments"
            yield Complaint(("tranche",), problem, "leave out its [[tranche.tax]]")


def late_days_can_be_counted(_: Scenario, tranche: Tranche) -> Iterator[Complaint]:
    """ACT/ACT ICMA counts by coupon periods, and a zero coupon has none."""
    late = tranche.default is not None and tranche.default.default_rate
    if late and tranche.coupon.kind == "zero" and tranche.coupon.day_count == "ACT/ACT ICMA":
        problem = '"ACT/ACT ICMA" counts default interest by coupon periods, and there are none'
        yield Complaint(("coupon", "day_count"), problem, 'write another, like "ACT/365F"')


def accelerated_claim_is_known(scenario: Scenario, event: Event) -> Iterator[Complaint]:
    """What a unit is owed on the day is par and interest accrued: both must be known by then."""
    match event:
        case Accelerate(tranche=code) | Propose(tranche=code, matter="accelerate"):
            pass
        case _:
            return
    for tranche in scenario.tranches:
        if tranche.code == code:
            for problem, instead in _claims_unknown(tranche):
                told = f"tranche {tranche.code} {problem}"
                yield Complaint(("tranche",), told, instead)


def _claims_unknown(tranche: Tranche) -> Iterator[tuple[str, str]]:
    coupon = tranche.coupon
    if coupon.kind == "zero":
        problem = "is owed what has accreted, and contracts would claim par"
        yield problem, "give it a coupon, or let it default at maturity"
    if coupon.kind == "inflation":
        problem = "fixes each rate before its payment: what has accrued is not known earlier"
        yield problem, "give it another coupon, or leave the event out"
    if coupon.day_count == "ACT/ACT ICMA" and tranche.accrual == "adjusted":
        problem = "counts by coupon periods that move, and no contract counts a part of one"
        yield problem, 'write accrual = "unadjusted", or another day_count'


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
