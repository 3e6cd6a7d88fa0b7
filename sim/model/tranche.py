"""What is issued and in what money: the terms of a tranche and the rails it can be paid on.

Terms are as printed in a term sheet: dates are those agreed, before any business-day adjustment;
amounts are decimal money; rates, yields and prices are per cent.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from sim.model.amounts import (
    Days,
    DaysOrNone,
    Money,
    PricePercent,
    YieldPercent,
)
from sim.model.coupon import Coupon
from sim.model.default import Default
from sim.model.facts import Facts, distinct, word
from sim.model.moments import CivilDate
from sim.model.names import Code, Isin, Name, Text
from sim.model.options import Call, CleanUpCall, PartialCall, Put, Tap, Tax, TaxCall
from sim.model.principal import BulletPrincipal, Principal
from sim.model.words import (
    Accrual,
    BusinessDay,
    CalendarName,
    Currency,
    RailKind,
    RoundingBasis,
)

__all__ = ["Rail", "Tranche"]

_Currency = Annotated[Currency, word("currency", Currency)]
_RailKind = Annotated[RailKind, word("rail", RailKind)]
_Calendar = Annotated[CalendarName, word("calendar", CalendarName)]

# DESIGN: payments are checked against Hong Kong and the currency's own centre.
_CENTRES: Final[dict[str, tuple[CalendarName, ...]]] = {"USD": ("HK", "NY"), "EUR": ("HK", "T2")}


def _centres(terms: dict[str, Any]) -> tuple[CalendarName, ...]:
    return _CENTRES.get(str(terms.get("currency")), ("HK",))


class Rail(Facts):
    """One kind of money a tranche can be paid in, and who stands behind it."""

    kind: _RailKind = Field(description="what the money is", examples=['"cbdc"'])
    currency: _Currency = Field(description="its currency", examples=['"HKD"'])
    title: Text = Field(description="its name in full", examples=['"HKMA cash tokens"'])
    issuer: Name = Field(
        description="whose claim it is; for rtgs, who operates it", examples=['"hkma"']
    )
    auditor: Name | None = Field(
        default=None, description="attests a stablecoin's reserve", examples=['"reed-audit"']
    )
    custodian: Name | None = Field(
        default=None, description="keeps a stablecoin's reserve", examples=['"reed-custody"']
    )


class Tranche(Facts):
    """One fungible line: one currency, one coupon, one maturity."""

    code: Code = Field(description="how events and ledgers name it", examples=['"HKD"'])
    isin: Isin = Field(default="", description="empty where not known", examples=['""'])
    currency: _Currency = Field(description="of face and of every payment", examples=['"HKD"'])
    rails: Annotated[tuple[_RailKind, ...], AfterValidator(distinct)] = Field(
        min_length=1, description="money it is paid in, the default first", examples=['["cbdc"]']
    )
    size: Money = Field(description="face of the whole line", examples=["800_000_000"])
    calculation_amount: Money = Field(description="face of one unit", examples=["500_000"])
    minimum_denomination: Money = Field(
        description="least face a holder may hold", examples=["1_000_000"]
    )
    issue_price: PricePercent = Field(description="per 100 of face", examples=["100"])
    reoffer_yield: YieldPercent = Field(
        alias="yield", description="final yield of the book, per cent", examples=["4.05"]
    )
    priced: CivilDate = Field(description="the day the terms were agreed", examples=["2023-02-15"])
    issued: CivilDate = Field(description="the day it is created", examples=["2023-02-16"])
    maturity: CivilDate = Field(description="before adjustment", examples=["2024-02-16"])
    calendars: Annotated[tuple[_Calendar, ...], AfterValidator(distinct)] = Field(
        default_factory=_centres,
        min_length=1,
        description="centres that must be open to pay",
        examples=['["HK"]'],
    )
    business_day: Annotated[BusinessDay, word("business-day rule", BusinessDay)] = Field(
        default="following",
        description="where a payment on a holiday goes",
        examples=['"following"'],
    )
    accrual: Annotated[Accrual, word("accrual", Accrual)] = Field(
        default="unadjusted",
        description="whether interest periods move with payments",
        examples=['"unadjusted"'],
    )
    rounding_basis: Annotated[RoundingBasis, word("rounding basis", RoundingBasis)] = Field(
        default="calculation_amount",
        description="what is rounded: an amount a unit or a holding",
        examples=['"calculation_amount"'],
    )
    record_days: Days = Field(
        default=1, description="business days from record date to payment", examples=["1"]
    )
    settlement_days: DaysOrNone = Field(
        default=2, description="business days from trade to settlement", examples=["2"]
    )
    expiry_days: Days = Field(
        default=10, description="business days a failing instruction lives", examples=["10"]
    )
    coupon: Coupon = Field(description="the interest", examples=["[tranche.coupon]"])
    principal: Principal = Field(
        default_factory=BulletPrincipal,
        description="how it is paid back",
        examples=["[tranche.principal]"],
    )
    calls: tuple[Call, ...] = Field(
        default=(),
        alias="call",
        max_length=1_000,
        description="when the issuer may pay it back",
        examples=["[[tranche.call]]"],
    )
    puts: tuple[Put, ...] = Field(
        default=(),
        alias="put",
        max_length=1_000,
        description="when holders may have it paid back",
        examples=["[[tranche.put]]"],
    )
    partial_calls: tuple[PartialCall, ...] = Field(
        default=(),
        alias="partial_call",
        max_length=1_000,
        description="when the issuer may pay back part of it",
        examples=["[[tranche.partial_call]]"],
    )
    taps: tuple[Tap, ...] = Field(
        default=(),
        alias="tap",
        max_length=100,
        description="when the issuer may add to it",
        examples=["[[tranche.tap]]"],
    )
    tax_call: TaxCall | None = Field(
        default=None, description="a call if taxes change", examples=["[tranche.tax_call]"]
    )
    clean_up_call: CleanUpCall | None = Field(
        default=None, description="a call of the last of it", examples=["[tranche.clean_up_call]"]
    )
    taxes: tuple[Tax, ...] = Field(
        default=(),
        alias="tax",
        max_length=1_000,
        description="withheld from interest",
        examples=["[[tranche.tax]]"],
    )
    tax_account: Name | None = Field(
        default=None, description="who receives what is withheld", examples=['"inland-revenue"']
    )
    default: Default | None = Field(
        default=None, description="when things go wrong", examples=["[tranche.default]"]
    )
