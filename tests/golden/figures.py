"""What the golden tests of `hk-2023` share: the terms, and figures worked out from them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sim.ledger import Ledgers
from sim.units import date_of

UNITS = 1_600
UNIT_FACE = 500_000_00
#: Amounts a unit, FACTS 1.7.
FIRST, SECOND, PRINCIPAL = 10_041_78, 10_208_22, 500_000_00
RECORD, PAYMENT = date(2023, 8, 15), date(2023, 8, 16)


def half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))


def accrued(units: int, days: int) -> int:
    """Interest of so many days at 4.05 % ACT/365F, to the cent."""
    return half_up(Fraction(units * UNIT_FACE * 405 * days, 10_000 * 365))


def of_type(ledgers: Ledgers, kind: str) -> list:
    """Rows of the settlement ledger of one transaction type."""
    return [row for row in ledgers["settlement"] if row.transaction_type == kind]


def held(ledgers: Ledgers, name: str, day: date) -> int:
    """Units at a close by the positions ledger: the last row until then."""
    closings = [
        row.closing
        for row in ledgers["positions"]
        if row.holder == name and date_of(row.as_of) <= day
    ]
    return closings[-1] if closings else 0
