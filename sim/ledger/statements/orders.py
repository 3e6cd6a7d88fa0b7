"""`orders`: the book of each offering, and what every bid received.

Orders are numbered in their book: O-HKD-0001 of the issue, O-HKD-T1-0001 of the first tap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sim.chain.logs import (
    Log,
    OrderAllocated,
    OrderReason,
    OrderRefused,
    OrderSubmitted,
    OrderWithdrawn,
    Priced,
    PrimaryInstructed,
)
from sim.ledger.deal import Deal, Tranche
from sim.ledger.entries import Entries
from sim.ledger.inputs import Address, LedgerInputs, UnknownAddress
from sim.ledger.rows import OrderRow
from sim.ledger.subjects import instruction_id

__all__ = ["orders"]


@dataclass(slots=True)
class _Order:
    entered: OrderSubmitted | OrderRefused
    last: Log
    allocated: int | None
    reason: OrderReason
    instruction: int = 0


def orders(inputs: LedgerInputs, deal: Deal, read: Entries) -> Iterator[OrderRow]:
    """Orders of all offerings in the order they were entered, refused ones included."""
    book, taps = _Book(), _taps(inputs)
    handlers = book.handlers()
    for log in inputs.logs:
        handle = handlers.get(type(log))
        if handle is not None:
            handle(log)
    for (offering, number), order in book.orders.items():
        code = inputs.offerings.get(offering)
        if code is None:
            raise UnknownAddress(offering, "offerings")
        price, tap = book.prices.get(offering), taps[offering]
        place = f"{tap}-{number:04d}" if tap else f"{number:04d}"
        yield _row(order, place, deal.tranche_coded(code), price, deal, read)


def _taps(inputs: LedgerInputs) -> dict[Address, str]:
    """What tells the orders of a tap from those of the issue: T1, T2, … of each tranche."""
    seen: Counter[str] = Counter()
    told: dict[Address, str] = {}
    for offering, code in inputs.offerings.items():
        told[offering] = f"T{seen[code]}" if seen[code] else ""
        seen[code] += 1
    return told


class _Book:
    """Orders of every offering while logs are read."""

    def __init__(self) -> None:
        self.orders: dict[tuple[Address, int], _Order] = {}
        self.prices: dict[Address, int] = {}

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        return {
            OrderSubmitted: self._submitted,
            OrderRefused: self._refused,
            OrderWithdrawn: self._withdrawn,
            Priced: self._priced,
            OrderAllocated: self._allocated,
            PrimaryInstructed: self._instructed,
        }

    def _submitted(self, log: OrderSubmitted) -> None:
        self.orders[log.address, log.order_id] = _Order(log, log, None, OrderReason.NONE)

    def _refused(self, log: OrderRefused) -> None:
        self.orders[log.address, log.order_id] = _Order(log, log, 0, log.reason)

    def _withdrawn(self, log: OrderWithdrawn) -> None:
        order = self.orders.get((log.address, log.order_id))
        if order is not None:
            order.last, order.allocated, order.reason = log, 0, OrderReason.WITHDRAWN

    def _priced(self, log: Priced) -> None:
        self.prices[log.address] = log.price

    def _allocated(self, log: OrderAllocated) -> None:
        order = self.orders.get((log.address, log.order_id))
        if order is not None:
            order.last, order.allocated, order.reason = log, log.allocated_units, log.reason

    def _instructed(self, log: PrimaryInstructed) -> None:
        order = self.orders.get((log.address, log.order_id))
        if order is not None:
            order.last, order.instruction = log, log.instruction_id


def _row(
    order: _Order, place: str, tranche: Tranche, price: int | None, deal: Deal, read: Entries
) -> OrderRow:
    """Price and amount stand where there is an allocation to pay for."""
    entered = order.entered
    instruction = read.instructions.get(order.instruction)
    return OrderRow(
        order_id=f"O-{tranche.code}-{place}",
        at=entered.at,
        tranche=tranche.code,
        investor=deal.names[entered.investor],
        limit_yield=entered.limit_yield or None,
        bid_units=entered.units,
        bid_face=entered.units * tranche.calculation_amount,
        allocated_units=order.allocated,
        price=price if order.allocated else None,
        settlement_amount=instruction.amount if instruction else None,
        reason="" if order.reason is OrderReason.NONE else order.reason.name,
        instruction_id=instruction_id(order.instruction),
        block=order.last.block,
        tx_index=order.last.tx_index,
        log_index=order.last.log_index,
    )
