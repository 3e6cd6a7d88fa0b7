"""Numbers in a scenario: money, per cent, counts; each with the range it may take.

Numbers arrive as int or Decimal, since TOML is read with parse_float=Decimal. None becomes a float.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo

from sim.model.facts import from_json, shown, wrong

__all__ = [
    "Count",
    "CountOrNone",
    "Days",
    "DaysOrNone",
    "Factor",
    "Money",
    "Multiple",
    "PricePercent",
    "RateOrNone",
    "RatePercent",
    "Seed",
    "Share",
    "SignedPercent",
    "TaxPercent",
    "Trades",
    "Years",
    "YieldPercent",
    "rate_or_none",
]


def _decimal(value: Any, info: ValidationInfo) -> Decimal:
    if from_json(info) and isinstance(value, str):
        try:
            value = Decimal(value)
        except InvalidOperation:
            raise wrong(f"{shown(value)} is not a number", "write a decimal number") from None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(f"{shown(value)} is not a number", "write a number without quotes, like 4.05")
    number = Decimal(value)
    if not number.is_finite():
        raise wrong(f"{shown(value)} is not a number", "write a plain number, like 4.05")
    return number


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(f"{shown(value)} is not a whole number", "write a whole number without quotes")
    return value


def _within(low: str, high: str, what: str, *, above_low: bool = False) -> Callable[[Any], Any]:
    """A check that a number lies from `low` (or above it) to `high`."""
    least, most = Decimal(low), Decimal(high)

    def check(value: Any) -> Any:
        if value < least or value > most or (above_low and value == least):
            start = f"above {low}" if above_low else f"of at least {low}"
            problem = f"{shown(value)} is not a possible {what}"
            raise wrong(problem, f"write a number {start} and at most {high}")
        return value

    return check


def _six_decimals(value: Decimal) -> Decimal:
    # Ledgers print rates and prices in per cent with six decimals; a finer one could not be shown.
    if not -20 < value.adjusted() < 20 or (value * 1_000_000) % 1 != 0:
        raise wrong(f"{shown(value)} has more than 6 decimals", "round it to 6 decimals")
    return value


def _nine_decimals(value: Decimal) -> Decimal:
    if (value != 0 and value.adjusted() < -9) or (value * 1_000_000_000) % 1 != 0:
        raise wrong(f"{shown(value)} has more than 9 decimals", "round it to 9 decimals")
    return value


def _no_finer_than_money(value: Decimal) -> Decimal:
    # A currency's own rule is stricter; this one keeps quotients within what decimals can hold.
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -12:
        raise wrong(f"{shown(value)} is finer than any currency allows", "round it to 2 decimals")
    return value


Money = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("0", "1000000000000", "amount", above_low=True)),
    AfterValidator(_no_finer_than_money),
]
RatePercent = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("0", "100", "coupon rate in per cent", above_low=True)),
    AfterValidator(_six_decimals),
]
TaxPercent = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("0", "100", "tax in per cent", above_low=True)),
    AfterValidator(_six_decimals),
]


def rate_or_none(value: Any, info: ValidationInfo) -> Decimal:
    """A rate from 0 to 100 per cent, with at most 6 decimals. Raises PydanticCustomError."""
    number = _decimal(value, info)
    _within("0", "100", "coupon rate in per cent")(number)
    return _six_decimals(number)


RateOrNone = Annotated[Decimal, BeforeValidator(rate_or_none)]
SignedPercent = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("-100", "100", "rate in per cent")),
    AfterValidator(_six_decimals),
]
# A part of original face, as contracts hold it: in 1e-9.
Factor = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("0", "1", "part of original face")),
    AfterValidator(_nine_decimals),
]
# Yields may be negative, as those of the euro were for years.
YieldPercent = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("-100", "100", "yield in per cent")),
    AfterValidator(_six_decimals),
]
PricePercent = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("0", "1000", "price per 100 of face", above_low=True)),
    AfterValidator(_six_decimals),
]
Share = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("0", "100", "share in per cent")),
    AfterValidator(_six_decimals),
]
Multiple = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_within("0", "100", "multiple", above_low=True)),
    AfterValidator(_six_decimals),
]
Count = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_within("1", "1000000000", "number"))
]
CountOrNone = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_within("0", "1000000000", "number"))
]
# A year of business days: beyond it a date would leave every calendar.
Days = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_within("1", "250", "number of business days"))
]
DaysOrNone = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_within("0", "250", "number of business days"))
]
# Claims end so long after maturity: no law allows more, and dates end with the year 9999.
Years = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_within("1", "100", "number of years"))
]
# All drawn trades are planned before the first is made.
Trades = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_within("1", "1000000", "number of trades"))
]
Seed = Annotated[
    int, BeforeValidator(_whole), AfterValidator(_within("0", "9223372036854775807", "seed"))
]
