"""The flows of a contract as a table of text, for `greenbond cashflows`; nothing is rounded."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final

from sim.schedule.actus.flows import Flow
from sim.schedule.actus.reading import Contract

__all__ = ["COLUMNS", "contract_rows"]

COLUMNS: Final = (
    "event",
    "contract",
    "currency",
    "due_date",
    "payment_date",
    "period_start",
    "period_end",
    "day_count",
    "accrual_days",
    "accrual_num",
    "accrual_den",
    "rate",
    "amount",
    "amount_num",
    "amount_den",
    "accrued_after",
    "outstanding_after",
)
_DIGITS: Final = 34
_LONGEST_PAIR: Final = 3_000
_FORMULA: Final = ("=", "+", "-", "@")


def contract_rows(contract: Contract) -> tuple[tuple[str, ...], ...]:
    """One row an event under `COLUMNS`, in order of payment.

    Amounts are signed from the contract's role; rates are per cent a year, as after the event.
    Decimals have the places they need, or 34 digits where no number of places would do; the amount
    itself is `amount_num` / `amount_den`, both empty where capitalisation made them hundreds of
    digits long. The period is filled where interest is paid, its days and
    fraction if it accrued at one rate on one amount.
    """
    return tuple(_row(contract, flow) for flow in contract.flows)


def _row(contract: Contract, flow: Flow) -> tuple[str, ...]:
    event, terms, part = flow.event, contract.terms, flow.fraction
    period = ("", "") if flow.since is None else (str(flow.since), str(event.counted.counted))
    return (
        event.kind.name,
        _name(contract.name),
        terms.currency,
        event.due.day.isoformat(),
        event.payment.day.isoformat(),
        *period,
        "" if flow.since is None else terms.day_count,
        *(("", "", "") if part is None else map(str, part)),
        _decimal(flow.rate * 100),
        _decimal(flow.amount),
        *_pair(flow.amount),
        _decimal(flow.accrued),
        _decimal(flow.outstanding),
    )


def _pair(value: Fraction) -> tuple[str, str]:
    """Above and below the line; empty where the denominator has more than some 900 digits."""
    if value.denominator.bit_length() > _LONGEST_PAIR:
        return "", ""
    return str(value.numerator), str(value.denominator)


def _name(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _decimal(value: Fraction) -> str:
    with localcontext(prec=_DIGITS):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{quotient:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
