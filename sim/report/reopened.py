"""Taps in the summary: what was added, at what price, and what had accrued on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sim.ledger.rows import OrderRow, SettlementRow
from sim.report.wording import counted, money_told, price_told, units_told
from sim.units import date_of

__all__ = ["is_of_tap", "taps"]


def is_of_tap(row: OrderRow) -> bool:
    """Whether an order is for what a tap added: O-HKD-T1-0001."""
    return _tap(row).startswith("T")


def taps(orders: Sequence[OrderRow], settlement: Sequence[SettlementRow]) -> Iterator[str]:
    """A line for each tap of one tranche."""
    instructions = {row.instruction_id: row for row in settlement}
    for _, group in groupby(filter(is_of_tap, orders), key=_tap):
        book = list(group)
        issued = [instructions[row.instruction_id] for row in book if row.instruction_id]
        bid = sum(row.bid_units or 0 for row in book)
        told = f"{counted(len(book), 'order')} for {units_told(bid)}"
        if not issued:
            yield f"{told}: none allocated"
            continue
        first, price = issued[0], issued[0].price or 0
        clean = sum(row.clean_amount or 0 for row in issued)
        accrued = sum(row.accrued_amount or 0 for row in issued)
        units = sum(row.units or 0 for row in issued)
        days = counted(first.accrued_days or 0, "day")
        yield (
            f"{date_of(first.intended_settlement_date or 0)} {units_told(units)} at "
            f"{price_told(price)}: {money_told(clean, first.currency)}, and "
            f"{money_told(accrued, first.currency)} accrued in {days}; {told}"
        )


def _tap(row: OrderRow) -> str:
    return row.order_id.removeprefix(f"O-{row.tranche}-").partition("-")[0]
