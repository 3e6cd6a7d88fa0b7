"""When interest falls due, as the taxonomy tells it: days of the year, a first and a last date.

All are the dates agreed, before any business-day adjustment.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sim.model import Tranche
from sim.schedule.plan import cycle_of
from sim.schedule.rolls import rolled

__all__ = ["FIRST", "LAST", "PAYABLE", "coupon_dates", "differing", "first_payment", "payable_days"]

_PAYMENTS: Final = "Product.InterestPayment.InterestPayments"
PAYABLE: Final = f"{_PAYMENTS}.PayableDate"
FIRST: Final = f"{_PAYMENTS}.FirstPayment"
LAST: Final = f"{_PAYMENTS}.LastPayment"
#: The schema has room for so many days of the year.
_MOST_DAYS: Final = 4


def coupon_dates(tranche: Tranche) -> tuple[date, ...]:
    """The day each coupon is due, none of a zero coupon.

    Raises StubPeriodError if a coupon period is neither whole nor said to be odd.
    """
    if tranche.coupon.kind == "zero":
        return ()
    return rolled(tranche.issued, tranche.maturity, cycle_of(tranche.coupon)).dates[1:]


def payable_days(tranche: Tranche) -> list[dict[str, str]] | None:
    """Day and month of each payment of a year, or None where they are more than four."""
    days: dict[int, int] = {}
    for due in coupon_dates(tranche):
        # A 31st falls on the 28th of some Februaries and the 29th of others.
        days[due.month] = max(due.day, days.get(due.month, 0))
    if not days or len(days) > _MOST_DAYS:
        return None
    return [{"Day": str(day), "Month": str(month)} for month, day in days.items()]


def first_payment(tranche: Tranche) -> dict[str, str] | None:
    """The first coupon's date, where there is one."""
    dates = coupon_dates(tranche)
    return {"PaymentDate": dates[0].isoformat()} if dates else None


def differing(given: dict[str, Any], tranche: Tranche) -> Iterator[tuple[str, str, str]]:
    """What a term sheet says of payments that the terms do not: path, problem, what to write."""
    dates = coupon_dates(tranche)
    if not dates:
        for path in given.keys() & {FIRST, LAST, PAYABLE}:
            yield path, "is of a bond that pays no interest", "leave it out"
        return
    for path, due in ((FIRST, dates[0]), (LAST, dates[-1])):
        if path in given:
            yield from _other_date(path, given[path], due)
    if PAYABLE in given:
        yield from _other_days(given[PAYABLE], dates, tranche)


def _other_date(path: str, payment: Any, due: date) -> Iterator[tuple[str, str, str]]:
    instead = (
        f'write {{"PaymentDate": "{due}"}}, or say under Terms.coupon of our own block '
        "where an odd period goes: first_coupon, last_coupon or stub"
    )
    if not isinstance(payment, dict):
        yield path, "is no payment", instead
        return
    for name, value in payment.items():
        # An amount is worked out from the terms; whether one is given here changes nothing.
        if name == "PaymentDate" and value != due.isoformat():
            yield f"{path}.{name}", f"is not {due}, as the other terms say", instead
        elif name not in ("PaymentDate", "Amount"):
            yield f"{path}.{name}", "cannot be simulated", instead
    if "PaymentDate" not in payment:
        yield f"{path}.PaymentDate", "is missing", instead


def _other_days(
    given: Any, dates: tuple[date, ...], tranche: Tranche
) -> Iterator[tuple[str, str, str]]:
    days = payable_days(tranche)
    shown = "leave it out" if days is None else "write " + ", ".join(map(_shown, days))
    months: set[int] = set()
    for place, entry in enumerate(given if isinstance(given, list) else [given], 1):
        pair = _day_and_month(entry)
        if pair is None:
            yield f"{PAYABLE}.{place}", "is no day and month", shown
            return
        months.add(pair[1])
        if not any(_falls_on(due, *pair) for due in dates):
            yield f"{PAYABLE}.{place}", "is no day on which interest falls due", shown
    if missing := {due.month for due in dates} - months:
        told = ", ".join(str(month) for month in sorted(missing))
        yield PAYABLE, f"leaves out a payment in month {told}", shown


def _shown(day: dict[str, str]) -> str:
    return f'{{"Day": "{day["Day"]}", "Month": "{day["Month"]}"}}'


def _day_and_month(entry: Any) -> tuple[int, int] | None:
    if not isinstance(entry, dict) or entry.keys() != {"Day", "Month"}:
        return None
    day, month = (str(entry[name]) for name in ("Day", "Month"))
    if not all(text.isascii() and text.isdecimal() and len(text) <= 2 for text in (day, month)):
        return None
    return int(day), int(month)


def _falls_on(due: date, day: int, month: int) -> bool:
    last = monthrange(due.year, due.month)[1]
    return due.month == month and (due.day == day or (due.day < day and due.day == last))
