"""What may end or reduce what a holder gets: calls, puts, and tax withheld from interest."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from sim.model.amounts import Days, PricePercent, RatePercent, Share
from sim.model.facts import Facts
from sim.model.moments import CivilDate
from sim.model.names import Jurisdiction

__all__ = ["Call", "CleanUpCall", "DatedOption", "Put", "Tax", "TaxCall"]

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


class TaxCall(Facts):
    """If it had to gross up for a new tax, the issuer may pay back all, at any date."""

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
    rate: RatePercent = Field(description="per cent of the interest", examples=["30"])
