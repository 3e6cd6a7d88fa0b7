"""A tap: more units of a tranche that is out already, sold through a small book of their own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.model.amounts import Count, PricePercent, YieldPercent
from sim.model.facts import Facts, word
from sim.model.happening import Happening
from sim.model.moments import CivilDate
from sim.model.names import Code, Name, Text
from sim.model.words import RailKind

__all__ = ["Reopening", "TapOrder"]


class TapOrder(Facts):
    """A bid for what a tap adds, entered on the day it is announced."""

    investor: Name = Field(description="who bids", examples=['"harbour-life"'])
    units: Count = Field(description="how many units", examples=["20"])
    limit_yield: YieldPercent | None = Field(
        default=None, description="least yield accepted; none = at re-offer", examples=["4.00"]
    )
    rail: Annotated[RailKind, word("rail", RailKind)] | None = Field(
        default=None,
        description="money it will be paid in; none = the tranche's first",
        examples=['"cbdc"'],
    )
    story: Text | None = Field(
        default=None, description="why it is here", examples=['"It has none yet"']
    )


class Reopening(Happening):
    """The issuer offers more units; buyers pay the interest that has accrued on top of the price.

    Its date is that of the announcement. The book is priced, allocated and settled as the first.
    """

    kind: Literal["tap"]
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    units: Count = Field(description="how many more", examples=["40"])
    price: PricePercent = Field(
        description="clean, per 100 of outstanding face", examples=["100.25"]
    )
    reoffer_yield: YieldPercent = Field(
        alias="yield", description="final yield of its book, per cent", examples=["3.95"]
    )
    priced: CivilDate = Field(
        description="orders end at 15:00, allocation follows", examples=["2023-06-14"]
    )
    settles: CivilDate = Field(description="units against money", examples=["2023-06-16"])
    orders: tuple[TapOrder, ...] = Field(
        alias="order",
        min_length=1,
        max_length=400,
        description="its book",
        examples=["[[event.order]]"],
    )
