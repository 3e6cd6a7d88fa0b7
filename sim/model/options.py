"""What may end, reduce or enlarge a bond: calls, puts, taps; and tax withheld from interest."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from sim.model.amounts import Count, Days, PricePercent, Share, TaxPercent
from sim.model.facts import Facts
from sim.model.moments import CivilDate
from sim.model.names import Jurisdiction

__all__ = [
    "Call",
    "CleanUpCall",
    "DatedOption",
    "PartialCall",
    "Put",
    "Tap",
    "Tax",
    "TaxCall",
]

_NOTICE = Field(description="business days from notice to payment", examples=["30"])
_PRICE = Field(default=Decimal(100), description="per 100 of outstanding face", examples=["100"])


class DatedOption(Facts):
    """What may be exercised on one date."""

    date: CivilDate = Field(
        description="an interest payment's due date, before adjustment", examples=["2023-08-16"]
    )
    price: PricePercent = _PRICE
    notice: Days = _NOTICE


class Call(DatedOption):
    """On this date the issuer may pay back all that is outstanding."""


class Put(DatedOption):
    """On this date each holder may have its bonds paid back."""


class PartialCall(Facts):
    """On this date the issuer may pay back part of every bond, at par; the units stay."""

    date: CivilDate = Field(
        description="an interest payment's due date, before adjustment", examples=["2023-08-16"]
    )
    share: Share = Field(description="per cent of original face", examples=["25"])
    notice: Days = _NOTICE


class Tap(Facts):
    """In this window the issuer may add units to the issue, once."""

    from_date: CivilDate = Field(alias="from", description="first day", examples=["2023-06-01"])
    until: CivilDate = Field(description="last day", examples=["2023-12-29"])
    units: Count = Field(description="the most it may add", examples=["40"])


class TaxCall(Facts):
    """If it had to gross up for a new tax, the issuer may pay back all, with any interest paid."""

    price: PricePercent = _PRICE
    notice: Days = _NOTICE


class CleanUpCall(Facts):
    """Once little is left, the issuer may pay back the rest."""

    threshold: Share = Field(
        description="per cent of original face, or less, that is outstanding", examples=["10"]
    )
    price: PricePercent = _PRICE
    notice: Days = _NOTICE


class Tax(Facts):
    """Tax withheld from the interest of holders of a jurisdiction."""

    jurisdiction: Jurisdiction = Field(description="of the holder", examples=['"US"'])
    rate: TaxPercent = Field(description="per cent of the interest", examples=["30"])
