"""How the market behaves: the book, orders written out, trading drawn from the seed, closures.

What is drawn rather than known says so in the file (`synthetic = true`), so that nobody takes an
invented book for history.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from sim.model.amounts import (
    Count,
    CountOrNone,
    Money,
    Multiple,
    PricePercent,
    Share,
    Trades,
    YieldPercent,
)
from sim.model.facts import Facts, distinct, word, wrong
from sim.model.moments import CivilDate, LocalTime
from sim.model.names import Code, Flag, Name, Text
from sim.model.words import RailKind

__all__ = ["Book", "Calendar", "Election", "Order", "Trading"]


def _synthetic(value: bool) -> bool:
    if not value:
        raise wrong("what is drawn from the seed is not history", "write synthetic = true")
    return value


_Synthetic = Annotated[Flag, AfterValidator(_synthetic)]


class Calendar(Facts):
    """Closures no calendar could foresee."""

    closures: Annotated[tuple[CivilDate, ...], AfterValidator(distinct)] = Field(
        default=(),
        max_length=1_000,
        description="days Hong Kong shut for severe weather",
        examples=["[2023-09-01]"],
    )


class Election(Facts):
    """The money drawn investors choose to pay with; the others pay with the tranche's first."""

    cbdc: Share = Field(
        default=Decimal(0), description="per cent in central bank money", examples=["30"]
    )
    stablecoin: Share = Field(
        default=Decimal(0), description="per cent in a stablecoin", examples=["20"]
    )
    deposit: Share = Field(
        default=Decimal(0), description="per cent in tokenised deposits", examples=["10"]
    )
    rtgs: Share = Field(
        default=Decimal(0), description="per cent in the payment system", examples=["40"]
    )

    def shares(self) -> tuple[tuple[str, Decimal], ...]:
        """Each rail that somebody chooses, and by how many per cent."""
        each = (
            ("cbdc", self.cbdc),
            ("stablecoin", self.stablecoin),
            ("deposit", self.deposit),
            ("rtgs", self.rtgs),
        )
        return tuple((kind, share) for kind, share in each if share)


class Book(Facts):
    """The part of the order book that is drawn from the seed."""

    synthetic: _Synthetic = Field(description="always true", examples=["true"])
    investors: Count = Field(description="how many invented investors bid", examples=["48"])
    cover: Multiple = Field(
        description="face bid by them for each unit of face offered", examples=["2.5"]
    )
    share_at_reoffer: Share = Field(
        description="per cent of them that set no limit", examples=["60"]
    )
    limit_low: YieldPercent = Field(description="lowest limit, per cent", examples=["3.9"])
    limit_high: YieldPercent = Field(description="highest limit, per cent", examples=["4.2"])
    opens: LocalTime = Field(description="local time", examples=["2023-02-14T09:00:00"])
    closes: LocalTime = Field(description="local time", examples=["2023-02-15T15:00:00"])
    unpaid: CountOrNone = Field(
        default=0, description="how many of them bring no money", examples=["1"]
    )
    elect: Election | None = Field(
        default=None, description="what money they choose", examples=["[book.elect]"]
    )

    through: Annotated[dict[Name, Share], Field(max_length=100)] | None = Field(
        default=None,
        description="per cent of them behind each custodian",
        examples=["{ harbour-custody = 25 }"],
    )

    def draws(self, name: str) -> bool:
        """Whether an invented investor has that name, whatever the case of its letters."""
        number = name.lower().removeprefix("investor-")
        drawn = number != name.lower() and number.isascii() and number.isdigit()
        return drawn and f"{int(number):03d}" == number and 0 < int(number) <= self.investors

    def names(self) -> tuple[str, ...]:
        """The invented investors' names, investor-001 onward: reserved, no party may use them."""
        return tuple(f"investor-{number:03d}" for number in range(1, self.investors + 1))


class Order(Facts):
    """A bid written out. Its size is in units or in face, whichever the author finds clearer."""

    investor: Name = Field(description="who bids", examples=['"harbour-life"'])
    tranche: Code = Field(description="for what", examples=['"HKD"'])
    units: Count | None = Field(default=None, description="size in units", examples=["20"])
    face: Money | None = Field(default=None, description="size in face", examples=["10_000_000"])
    limit_yield: YieldPercent | None = Field(
        default=None, description="least yield accepted; none = at re-offer", examples=["4.00"]
    )
    rail: Annotated[RailKind, word("rail", RailKind)] | None = Field(
        default=None,
        description="money it will be paid in; none = the tranche's first",
        examples=['"cbdc"'],
    )
    at: LocalTime | None = Field(
        default=None,
        description="when, local time; none = as the book opens",
        examples=["2023-02-14T10:30:00"],
    )
    story: Text | None = Field(
        default=None, description="why it is here", examples=['"A late bid"']
    )


class Trading(Facts):
    """Secondary trades drawn from the seed."""

    synthetic: _Synthetic = Field(description="always true", examples=["true"])
    trades: Trades = Field(description="how many", examples=["120"])
    from_date: CivilDate = Field(
        alias="from", description="first trade date", examples=["2023-02-20"]
    )
    until: CivilDate = Field(description="last trade date", examples=["2024-02-08"])
    price_low: PricePercent = Field(description="lowest price", examples=["99.2"])
    price_high: PricePercent = Field(description="highest price", examples=["100.8"])
    largest: Count = Field(default=20, description="most units in one trade", examples=["20"])
    prepositioned: Share = Field(
        default=Decimal(0),
        description="per cent whose seller locks the units on the trade date",
        examples=["25"],
    )
