"""A tranche reopened: more units, sold through an offering and a book of their own."""

from __future__ import annotations

from datetime import date, datetime, time

from sim.chain.bindings import Offering
from sim.chain.identity import Address
from sim.chain.logs import Role
from sim.chain.structs import OfferingTerms
from sim.engine.book import Intent, PrimaryBook, Sale
from sim.engine.deployment import DEPLOYER, rails_of
from sim.engine.desk import Desk
from sim.engine.treasury import Treasury
from sim.engine.world import World
from sim.model import Reopening, TapOrder
from sim.schedule import Phase, TrancheSchedule
from sim.units import day_of, price_from_percent, rate_from_percent

__all__ = ["Taps"]

#: Local time at which the orders of a tap come in, on the day it is announced.
ORDERS = time(10)


class Taps:
    """Every tap of a scenario, from its announcement on."""

    def __init__(
        self,
        world: World,
        desk: Desk,
        treasury: Treasury,
        books: dict[Address, PrimaryBook],
        tranches: dict[str, TrancheSchedule],
    ) -> None:
        """`books` are those of every offering; `tranches` the schedule's own: both grow."""
        self._world = world
        self._desk = desk
        self._treasury = treasury
        self._books = books
        self._tranches = tranches

    def open(self, event: Reopening, option: int) -> None:
        """The issuer makes the issue larger, and its arranger opens a book for what was added.

        Raises Reverted when a contract refuses it.
        """
        world, code = self._world, event.tranche
        bond = world.system.bonds[code].address
        issuer = world.accounts[world.party("issuer")]
        world.system.options.tap(bond, option, event.units, sender=issuer)
        self._tranches[code] = self._tranches[code].enlarged(event.units)
        offering = self._deploy(event)
        sale = Sale(
            offering=offering,
            units=event.units,
            final_yield=rate_from_percent(event.reoffer_yield),
            price=price_from_percent(event.price),
            priced=event.priced,
            settled=event.settles,
        )
        book = PrimaryBook(world, code, self._desk, self._treasury, sale, self._intents(event))
        self._books[offering.address] = book
        book.schedule()

    def _deploy(self, event: Reopening) -> Offering:
        """An offering as the first one, known by name and with its role."""
        world, code = self._world, event.tranche
        taps = sum(of == code for of in world.taps.values())
        name = f"Offering:{code}:tap-{taps + 1}"
        terms, deployer = self._terms(event), world.accounts[DEPLOYER]
        offering = Offering.deploy(world.chain, terms, sender=deployer, name=name)
        world.taps[offering.address] = code
        world.accounts.contract(name, offering.address)
        # The settlement agent governs the roles.
        admin = world.accounts[world.party("settlement agent")]
        world.system.roles.grant([Role.OFFERING_CONTRACT], [offering.address], sender=admin)
        return offering

    def _terms(self, event: Reopening) -> OfferingTerms:
        world, system = self._world, self._world.system
        made, settles = self._tranches[event.tranche], event.settles
        running, accrued = made.running(settles), made.accrued_until(settles)
        assert running is not None  # the rules of dates know
        return OfferingTerms(
            register=system.register.address,
            settlement=system.settlement.address,
            bond=system.bonds[event.tranche].address,
            rails=rails_of(made.facts, system.cash),
            arranger=world.accounts[world.scenario.offer.lead_arranger],
            pricing_date=day_of(event.priced),
            issue_date=day_of(settles),
            closes_at=world.instant(event.priced, Phase.LATE_RETRY),
            issue_opens_at=world.instant(settles, Phase.SETTLEMENT),
            issue_cutoff=world.instant(settles, Phase.CUT_OFF),
            take_up_until=world.instant(settles, Phase.CLOSE),
            maximum_price=price_from_percent(event.price),
            units=event.units,
            period_index=running.period.number - 1,
            accrued_days=accrued.days,
            accrual_num=accrued.num,
            accrual_den=accrued.den,
        )

    def _intents(self, event: Reopening) -> list[Intent]:
        rails = self._tranches[event.tranche].facts.rails
        return [_intent(order, event.date, rails) for order in event.orders]


def _intent(order: TapOrder, day: date, rails: tuple[str, ...]) -> Intent:
    return Intent(
        order.investor,
        datetime.combine(day, ORDERS),
        order.units,
        rate_from_percent(order.limit_yield) if order.limit_yield else 0,
        rails.index(order.rail) if order.rail else 0,
    )
