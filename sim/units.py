"""What numbers mean here: the one place where Decimal and integer money meet.

Money is an integer in a currency's smallest unit (`Minor`), a rate an integer of 1e-9 (4.05 % is
40,500,000), a price an integer of 1e-6 per cent (par is 100,000,000), a civil date the days since
1970-01-01 (`Day`, uint32 on chain), an instant UTC seconds since then (`Instant`, uint40). Nothing
is a float. Every conversion is exact or raises ValueError; the one function that rounds is
`half_up`, and its callers say so.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, NewType

__all__ = [
    "CURRENCIES",
    "PAR",
    "PRICE_SCALE",
    "RATE_SCALE",
    "Day",
    "Instant",
    "Minor",
    "Price",
    "Rate",
    "Units",
    "date_of",
    "date_text",
    "day_from_text",
    "day_of",
    "from_minor",
    "half_up",
    "instant_from_text",
    "instant_of",
    "instant_text",
    "minor_digits",
    "minor_from_text",
    "money_text",
    "price_from_percent",
    "price_text",
    "rate_from_percent",
    "rate_text",
    "to_minor",
]

Minor = NewType("Minor", int)
"""Money in the currency's smallest unit: HKD 10,041.78 is 1004178."""
Units = NewType("Units", int)
"""Tokens of a tranche; one is one calculation amount of original face."""
Rate = NewType("Rate", int)
"""A rate a year in 1e-9."""
Price = NewType("Price", int)
"""A price per 100 of outstanding face, in 1e-6."""
Day = NewType("Day", int)
"""A civil date as days since 1970-01-01."""
Instant = NewType("Instant", int)
"""UTC seconds since 1970-01-01T00:00:00Z."""

RATE_SCALE: Final = 1_000_000_000
"""Parts in a rate of one (100 % a year)."""
PRICE_SCALE: Final = 1_000_000
"""Parts in a price of one per cent."""
PAR: Final = Price(100 * PRICE_SCALE)

# ISO 4217 minor units; CNH (offshore renminbi) has no ISO code and uses the digits of CNY.
CURRENCIES: Final[dict[str, int]] = {"HKD": 2, "CNH": 2, "USD": 2, "EUR": 2}

_EPOCH_ORDINAL: Final = date(1970, 1, 1).toordinal()
_LAST_DAY: Final = date.max.toordinal() - _EPOCH_ORDINAL
_LAST_INSTANT: Final = (_LAST_DAY + 1) * 86_400 - 1
# Refused before any power of ten is built: 1E+999999999 would take all the memory there is.
_MOST_DIGITS: Final = 30
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(_DATE.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DECIMAL: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def half_up(num: int, den: int) -> int:
    """Round num / den to the nearest integer, a half away from zero. Raises ValueError if den <= 0.

    Exact for every size and sign: -1.5 gives -2, the mirror of 1.5, so that a movement and its
    correction are always of equal size.
    """
    if den <= 0:
        raise ValueError(f"the denominator must be positive, not {den}")
    size = (2 * abs(num) + den) // (2 * den)
    return size if num >= 0 else -size


def minor_digits(currency: str) -> int:
    """Decimal digits of the currency's smallest unit. Raises ValueError for an unknown code."""
    try:
        return CURRENCIES[currency]
    except KeyError:
        known = ", ".join(CURRENCIES)
        raise ValueError(f"unknown currency {currency!r}; known are {known}") from None


def to_minor(amount: Decimal, currency: str) -> Minor:
    """A decimal amount in smallest units. Raises ValueError if the currency has fewer digits."""
    digits = minor_digits(currency)
    return Minor(_scaled(amount, digits, f"{currency} has {digits} decimals"))


def from_minor(amount: Minor, currency: str) -> Decimal:
    """Smallest units as a Decimal with exactly the currency's digits."""
    return Decimal(money_text(amount, currency))


def money_text(amount: int, currency: str) -> str:
    """Plain decimal with exactly the currency's digits, no grouping: -132 of HKD is '-1.32'."""
    return _plain(amount, minor_digits(currency))


def minor_from_text(text: str, currency: str) -> Minor:
    """The reverse of `money_text`. Raises ValueError for anything but plain decimal text."""
    return to_minor(_decimal(text), currency)


def rate_from_percent(percent: Decimal) -> Rate:
    """4.05 becomes 40_500_000. Raises ValueError beyond seven decimals of a per cent (1e-9)."""
    return Rate(_scaled(percent, 7, "a rate has at most 7 decimals of a per cent"))


def rate_text(rate: int) -> str:
    """A rate in per cent with 6 decimals; its seventh, where there is one, is rounded half up."""
    return _plain(half_up(rate, 10), 6)


def price_from_percent(percent: Decimal) -> Price:
    """100 becomes 100_000_000. Raises ValueError beyond six decimals of a per cent."""
    return Price(_scaled(percent, 6, "a price has at most 6 decimals of a per cent"))


def price_text(price: int) -> str:
    """A price in per cent with 6 decimals."""
    return _plain(price, 6)


def day_of(civil: date) -> Day:
    """Days since 1970-01-01. Raises ValueError before that day, or if given a time as well."""
    if isinstance(civil, datetime):
        raise ValueError(f"{civil} is an instant, not a civil date")
    day = civil.toordinal() - _EPOCH_ORDINAL
    if day < 0:
        raise ValueError(f"{civil} is before 1970-01-01")
    return Day(day)


def date_of(day: int) -> date:
    """The civil date of a day number. Raises ValueError outside 1970-01-01 to 9999-12-31."""
    if not 0 <= day <= _LAST_DAY:
        raise ValueError(f"day {day} is outside 1970-01-01 to 9999-12-31")
    return date.fromordinal(day + _EPOCH_ORDINAL)


def date_text(day: int) -> str:
    """YYYY-MM-DD of a day number."""
    return date_of(day).isoformat()


def day_from_text(text: str) -> Day:
    """The day number of YYYY-MM-DD. Raises ValueError for any other form."""
    # `fromisoformat` alone would also take week dates and dates without hyphens.
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is not of the form YYYY-MM-DD")
    return day_of(date.fromisoformat(text))


def instant_of(moment: datetime) -> Instant:
    """UTC seconds of a zoned datetime. Raises ValueError without a zone or with a part second."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    if moment.microsecond:
        raise ValueError(f"{moment} is not a whole second")
    utc = moment.astimezone(UTC)
    return Instant(day_of(utc.date()) * 86_400 + utc.hour * 3600 + utc.minute * 60 + utc.second)


def instant_text(instant: int) -> str:
    """YYYY-MM-DDTHH:MM:SSZ of UTC seconds. Raises ValueError outside the years 1970 to 9999."""
    if not 0 <= instant <= _LAST_INSTANT:
        raise ValueError(f"instant {instant} is outside the years 1970 to 9999")
    day, second = divmod(instant, 86_400)
    hour, second = divmod(second, 3600)
    return f"{date_text(day)}T{hour:02d}:{second // 60:02d}:{second % 60:02d}Z"


def instant_from_text(text: str) -> Instant:
    """The reverse of `instant_text`. Raises ValueError for any other form."""
    if not _INSTANT.fullmatch(text):
        raise ValueError(f"{text!r} is not of the form YYYY-MM-DDTHH:MM:SSZ")
    return instant_of(datetime.fromisoformat(text))


def _plain(amount: int, digits: int) -> str:
    """An integer of 10**-digits as plain decimal text with exactly that many digits."""
    sign = "-" if amount < 0 else ""
    if digits == 0:
        return f"{sign}{abs(amount)}"
    whole, part = divmod(abs(amount), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}"


def _scaled(value: Decimal, digits: int, limit: str) -> int:
    """Value x 10**digits, exactly; `limit` is the reason given when that is not whole."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a number")
    if value.adjusted() >= _MOST_DIGITS:
        raise ValueError(f"{value} is too large")
    if value.adjusted() < -digits and value != 0:
        raise ValueError(f"{value} has too many decimals; {limit}")
    # A ratio of integers, because Decimal's own arithmetic rounds at 28 digits without a word.
    num, den = value.as_integer_ratio()
    scale: int = 10**digits
    scaled, rest = divmod(num * scale, den)
    if rest:
        raise ValueError(f"{value} has too many decimals; {limit}")
    return scaled


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text!r} is not a plain decimal number")
    return Decimal(text)
