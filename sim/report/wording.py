"""Amounts, prices, counts and days as a person reads them; ledgers hold plain decimals."""

from __future__ import annotations

from decimal import Decimal

from sim.units import date_of, minor_digits, price_text, rate_text

__all__ = [
    "counted",
    "day_told",
    "money_told",
    "price_told",
    "rate_percent",
    "thousands_apart",
    "units_told",
]


def counted(count: int, one: str, several: str = "") -> str:
    """`1 order`, `1,200 orders`; `several` where an s is not enough."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def day_told(day: int | None) -> str:
    """`2023-08-16`, and nothing for no day."""
    return "" if day is None else date_of(day).isoformat()


def money_told(amount: int | None, currency: str) -> str:
    """`HKD 16,066,848.00`, of minor units; nothing for no amount."""
    if amount is None:
        return ""
    digits = minor_digits(currency)
    whole, rest = divmod(abs(amount), 10**digits)
    return f"{currency} {'-' if amount < 0 else ''}{whole:,}.{rest:0{digits}d}"


def price_told(price: int) -> str:
    """`99.5`, of millionths of a per cent: no more decimals than it has."""
    return _shortest(price_text(price))


def rate_percent(rate: int) -> str:
    """`4.725 %`, of billionths: no more decimals than it has."""
    return f"{_shortest(rate_text(rate))} %"


def thousands_apart(plain: str) -> str:
    """`192,969.81`, of a plain decimal as ledgers hold it."""
    return f"{Decimal(plain):,}"


def units_told(count: int | None, tranche: str = "") -> str:
    """`1 unit`, `1,111 units`, `25 HKD units`."""
    return counted(count or 0, f"{tranche} unit" if tranche else "unit")


def _shortest(plain: str) -> str:
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
