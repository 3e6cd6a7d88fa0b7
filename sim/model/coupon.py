"""The interest of a tranche: how its rate is set, when it is paid, how days are counted.

A kind of coupon is a class here, its name in `COUPON_KINDS`, what must hold between its keys in
`coupon_rules`, and its rates in `sim.schedule.rates`. There too belongs a coupon that steps by a
key performance indicator, when one is built: a margin to add to the rate of the kinds below.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from sim.model.amounts import (
    Count,
    DaysOrNone,
    Multiple,
    RateOrNone,
    RatePercent,
    SignedPercent,
    rate_or_none,
)
from sim.model.facts import Facts, shown, word, wrong
from sim.model.moments import CivilDate
from sim.model.names import Flag, Text
from sim.model.words import DayCount, StubRule

__all__ = [
    "COUPON_KINDS",
    "Coupon",
    "FixedCoupon",
    "Fixing",
    "FloatingCoupon",
    "InflationCoupon",
    "PayingCoupon",
    "ReferencedCoupon",
    "Step",
    "SteppedCoupon",
    "ZeroCoupon",
]

_FREQUENCIES: Final = (1, 2, 4, 12)


def _frequency(value: int) -> int:
    if value not in _FREQUENCIES:
        raise wrong(f"{value} payments a year do not divide it evenly", "write 1, 2, 4 or 12")
    return value


def _last_or_rate(value: Any, info: ValidationInfo) -> Decimal | str:
    if value == "last":
        return "last"
    try:
        return rate_or_none(value, info)
    except PydanticCustomError:
        instead = 'write "last" for the rate fixed before, or a rate from 0 to 100, like 2.5'
        raise wrong(f"{shown(value)} is no fallback", instead) from None


_DayCount = Annotated[DayCount, word("day count", DayCount)]


class PayingCoupon(Facts):
    """What every coupon has that is paid in periods."""

    frequency: Annotated[Count, AfterValidator(_frequency)] = Field(
        description="payments a year", examples=["2"]
    )
    day_count: _DayCount = Field(
        description="how days become a fraction of a year", examples=['"ACT/365F"']
    )
    stub: Annotated[StubRule, word("odd period", StubRule)] | None = Field(
        default=None, description="where days left over go", examples=['"short first"']
    )
    first_coupon: CivilDate | None = Field(
        default=None, description="first date paid, before adjustment", examples=["2023-05-16"]
    )
    last_coupon: CivilDate | None = Field(
        default=None, description="last date paid before maturity", examples=["2023-11-16"]
    )
    end_of_month: Flag = Field(
        default=False, description="paid on the last of the month", examples=["true"]
    )


class FixedCoupon(PayingCoupon):
    """Interest at one rate for the whole life."""

    kind: Literal["fixed"] = Field(description="how the rate is set", examples=['"fixed"'])
    rate: RatePercent = Field(description="per cent a year", examples=["4.05"])


class ZeroCoupon(Facts):
    """No interest: the bond is issued below par."""

    kind: Literal["zero"] = Field(description="how the rate is set", examples=['"zero"'])
    day_count: _DayCount = Field(
        default="ACT/365F", description="what its yield counts by", examples=['"ACT/365F"']
    )

    @property
    def frequency(self) -> int:
        """Payments a year: none."""
        return 0


class Step(Facts):
    """A rate from the start of an interest period on."""

    from_date: CivilDate = Field(
        alias="from", description="start of a period", examples=["2023-02-16"]
    )
    rate: RateOrNone = Field(description="per cent a year", examples=["4.05"])


class SteppedCoupon(PayingCoupon):
    """Interest at rates agreed at issue, each from a date on."""

    kind: Literal["stepped"] = Field(description="how the rate is set", examples=['"stepped"'])
    steps: tuple[Step, ...] = Field(
        min_length=1,
        max_length=1_000,
        description="rates in order of time",
        examples=["[{ from = 2023-02-16, rate = 4.05 }]"],
    )


class Fixing(Facts):
    """A value of the reference, by the day it is published or by the period it is for."""

    date: CivilDate | None = Field(
        default=None, description="the fixing date", examples=["2023-02-14"]
    )
    period: Count | None = Field(
        default=None, description="which period, counted from 1", examples=["1"]
    )
    value: SignedPercent = Field(description="per cent a year", examples=["3.25"])


class ReferencedCoupon(PayingCoupon):
    """Interest that follows a published figure: multiplier x value + spread, within bounds.

    Published at 09:00 of the fixing date by the calculation agent.
    """

    reference: Text = Field(description="what is published", examples=['"HIBOR 3M"'])
    spread: SignedPercent = Field(
        default=Decimal(0), description="added to it, per cent", examples=["0.35"]
    )
    multiplier: Multiple = Field(
        default=Decimal(1), description="what it is multiplied by", examples=["1"]
    )
    cap: RateOrNone | None = Field(
        default=None, description="highest rate, per cent", examples=["6"]
    )
    fixing_days: DaysOrNone = Field(description="business days before", examples=["2"])
    fallback: Annotated[Decimal | Literal["last"], BeforeValidator(_last_or_rate)] = Field(
        default="last",
        description="if nothing is published: the last rate, or a rate",
        examples=['"last"'],
    )
    initial_rate: SignedPercent | None = Field(
        default=None,
        description='if the first is not published and fallback is "last": as if it had been',
        examples=["3.10"],
    )
    fixings: tuple[Fixing, ...] = Field(
        default=(),
        max_length=1_000,
        description="values the scenario publishes",
        examples=["[{ period = 1, value = 3.25 }]"],
    )


class FloatingCoupon(ReferencedCoupon):
    """Interest fixed `fixing_days` business days before each period starts."""

    kind: Literal["floating"] = Field(description="how the rate is set", examples=['"floating"'])
    floor: RateOrNone = Field(
        default=Decimal(0), description="lowest rate, per cent", examples=["0"]
    )


class InflationCoupon(ReferencedCoupon):
    """The higher of a floor and average inflation, as Hong Kong's retail green bonds pay.

    Fixed `fixing_days` business days before each payment, when the average is known.
    """

    kind: Literal["inflation"] = Field(description="how the rate is set", examples=['"inflation"'])
    floor: RateOrNone = Field(description="lowest rate, per cent", examples=["2"])


COUPON_KINDS: Final[dict[str, type[Facts]]] = {
    "fixed": FixedCoupon,
    "zero": ZeroCoupon,
    "floating": FloatingCoupon,
    "stepped": SteppedCoupon,
    "inflation": InflationCoupon,
}

Coupon = Annotated[
    FixedCoupon | ZeroCoupon | FloatingCoupon | SteppedCoupon | InflationCoupon,
    Field(discriminator="kind"),
]
