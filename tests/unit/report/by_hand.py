"""Books written by hand, for what is said of them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sim.ledger import Ledgers, Table, Verdict
from sim.ledger.rows import CorporateActionRow, OrderRow, SettlementRow
from sim.units import day_of

DAY = day_of(date(2023, 8, 16))


def books(verdicts: tuple[Verdict, ...] = (), **rows: list[NamedTuple]) -> Ledgers:
    tables = {name: Table(name, type(found[0]), found) for name, found in rows.items() if found}
    return Ledgers(tables, verdicts, {"HKD": "HKD"})


def row(kind: type[NamedTuple], **cells: Any) -> Any:
    """A row of a table: the cells given, and nothing in the others."""
    texts = {"tranche": "HKD", "currency": "HKD", "isin": ""}
    empty = {name: texts.get(name, "") for name in kind._fields}
    numbers = {
        name: None for name in ("fail_days", "rounding", "payment_date", "net") if name in empty
    }
    return kind(**{**empty, **numbers, **cells})


def order(reason: str, units: int) -> OrderRow:
    return row(OrderRow, reason=reason, bid_units=units)


def instruction(number: int, **cells: Any) -> SettlementRow:
    told = {"instruction_id": f"I{number:06d}", "transaction_type": "TRAD", "units": 4}
    parties = {"deliverer": "alder", "receiver": "birch"}
    return row(SettlementRow, **{**told, **parties, "status": "SETTLED", "fail_days": 0, **cells})


GROSS = 1_606_684_800


def payment(**cells: Any) -> CorporateActionRow:
    told = {"event": "INTR", "status": "PAID", "payment_date": DAY, "amount_per_unit": 1_004_178}
    return row(CorporateActionRow, **{**told, "gross": GROSS, "tax": 0, "net": GROSS, **cells})
