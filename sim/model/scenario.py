"""The whole of a scenario: one deal, the parties to it, their market, and what will happen."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, Field, PrivateAttr

from sim.errors import Finding
from sim.model.amounts import Seed
from sim.model.coupon import COUPON_KINDS, Fixing, Step
from sim.model.default import Default
from sim.model.events import EVENT_KINDS, Event
from sim.model.facts import Facts, distinct
from sim.model.market import Book, Calendar, Election, Order, Trading
from sim.model.moments import CivilDate, Zone
from sim.model.names import Name, Text
from sim.model.options import Call, CleanUpCall, PartialCall, Put, Tap, Tax, TaxCall
from sim.model.party import Offer, Party
from sim.model.principal import PRINCIPAL_KINDS, FactorOn
from sim.model.reopening import TapOrder
from sim.model.source import Path, Source
from sim.model.tranche import Rail, Tranche

__all__ = ["KINDS", "TABLES", "Scenario"]

_T = TypeVar("_T")


class Scenario(Facts):
    """One file, one story. Its tables keep the order they were written in."""

    name: Name = Field(description="its short name", examples=['"hk-2023"'])
    title: Text = Field(description="its title", examples=['"A tokenised green bond"'])
    summary: Text = Field(description="one line for the list", examples=['"One tranche, a year"'])
    seed: Seed = Field(description="of everything drawn by chance", examples=["20230216"])
    time_zone: Zone = Field(description="of every date and time", examples=['"Asia/Hong_Kong"'])
    start: CivilDate = Field(description="first day run", examples=["2023-02-10"])
    end: CivilDate = Field(description="last day run", examples=["2024-02-19"])
    assumed: Annotated[tuple[Text, ...], AfterValidator(distinct)] = Field(
        default=(), description="keys the sources do not settle", examples=['["book"]']
    )
    sources: tuple[Text, ...] = Field(
        default=(), description="where the facts were read", examples=['["a term sheet"]']
    )
    calendar: Calendar = Field(
        default_factory=Calendar, description="closures", examples=["[calendar]"]
    )
    parties: tuple[Party, ...] = Field(
        alias="party", max_length=2_000, description="who takes part", examples=["[[party]]"]
    )
    rails: tuple[Rail, ...] = Field(
        alias="rail", max_length=20, description="kinds of money", examples=["[[rail]]"]
    )
    tranches: tuple[Tranche, ...] = Field(
        alias="tranche",
        min_length=1,
        max_length=20,
        description="what is issued",
        examples=["[[tranche]]"],
    )
    offer: Offer = Field(description="to whom", examples=["[offer]"])
    book: Book | None = Field(default=None, description="drawn orders", examples=["[book]"])
    orders: tuple[Order, ...] = Field(
        default=(),
        alias="order",
        max_length=2_000,
        description="orders written out",
        examples=["[[order]]"],
    )
    trading: Trading | None = Field(
        default=None, description="drawn trades", examples=["[trading]"]
    )
    events: tuple[Event, ...] = Field(
        default=(),
        alias="event",
        max_length=5_000,
        description="the story",
        examples=["[[event]]"],
    )

    _source: Source = PrivateAttr(default_factory=Source)

    def party(self, name: str) -> Party:
        """The party of that name. Raises KeyError, which a read scenario never does for its own."""
        return _only((party for party in self.parties if party.name == name), name)

    def tranche(self, code: str) -> Tranche:
        """The tranche of that code. Raises KeyError if there is none."""
        return _only((tranche for tranche in self.tranches if tranche.code == code), code)

    def rail(self, kind: str, currency: str) -> Rail:
        """The rail of that kind and currency. Raises KeyError if there is none."""
        matches = (r for r in self.rails if (r.kind, r.currency) == (kind, currency))
        return _only(matches, f"{kind} {currency}")

    def with_role(self, role: str) -> tuple[Party, ...]:
        """Every party that has the role, in the order of the file."""
        return tuple(party for party in self.parties if role in party.roles)

    def bid_units(self, order: Order) -> int:
        """The size of an order in units, whether it was written in units or in face."""
        if order.units is not None:
            return order.units
        return int((order.face or Decimal(0)) / self.tranche(order.tranche).calculation_amount)

    def finding(self, path: Path, problem: str, instead: str) -> Finding:
        """A finding about the key at `path`, e.g. ("tranche", 0, "issued"), with file and line."""
        return self._source.finding(path, problem, instead)


def _only(matches: Iterable[_T], wanted: str) -> _T:
    for match in matches:
        return match
    raise KeyError(wanted)


#: Headings of tables that come in kinds, with the table of each kind.
KINDS: Final[dict[tuple[str, ...], dict[str, type[Facts]]]] = {
    ("event",): EVENT_KINDS,
    ("tranche", "coupon"): COUPON_KINDS,
    ("tranche", "principal"): PRINCIPAL_KINDS,
}

# The tables of a file by their headings; where they come in kinds the heading ends in the kind.
TABLES: Final[dict[tuple[str, ...], type[Facts]]] = {
    (): Scenario,
    ("calendar",): Calendar,
    ("party",): Party,
    ("rail",): Rail,
    ("tranche",): Tranche,
    ("tranche", "default"): Default,
    ("tranche", "call"): Call,
    ("tranche", "put"): Put,
    ("tranche", "partial_call"): PartialCall,
    ("tranche", "tap"): Tap,
    ("tranche", "tax_call"): TaxCall,
    ("tranche", "clean_up_call"): CleanUpCall,
    ("tranche", "tax"): Tax,
    ("offer",): Offer,
    ("book",): Book,
    ("book", "elect"): Election,
    ("order",): Order,
    ("trading",): Trading,
    **{
        (*heading, kind): table
        for heading, tables in KINDS.items()
        for kind, table in tables.items()
    },
    ("event", "tap", "order"): TapOrder,
    ("tranche", "coupon", "stepped", "steps"): Step,
    ("tranche", "coupon", "floating", "fixings"): Fixing,
    ("tranche", "coupon", "inflation", "fixings"): Fixing,
    ("tranche", "principal", "table", "factors"): FactorOn,
}
