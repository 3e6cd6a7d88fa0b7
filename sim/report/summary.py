"""The summary a run ends with: the deal, its book, settlement, payments, checks, files.

Everything comes from the ledgers and the scenario; nothing is computed here that a reader could
not find in a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sim.ledger import Ledgers
from sim.ledger.rows import CorporateActionRow, OrderRow, SettlementRow
from sim.model import Scenario, Tranche
from sim.units import date_of, minor_digits, to_minor

#: Width of the labels before each line.
MARGIN = 12


def summary(scenario: Scenario, ledgers: Ledgers) -> list[str]:
    """Lines of plain text, at most 100 characters each where names allow."""
    lines = [scenario.title, "=" * len(scenario.title)]
    for tranche in scenario.tranches:
        lines += _labelled("Deal", _deal(tranche))
        lines += _labelled("Book", _book(scenario, tranche, _orders(ledgers, tranche.code)))
    lines += _labelled("Settlement", _settlement(_instructions(ledgers)))
    lines += _labelled("Claims", _claims(ledgers))
    lines += _labelled("Payments", _payments(ledgers))
    lines += _labelled("Checks", _checks(ledgers))
    lines += _labelled("Assumed", _assumed(scenario))
    return lines


def _labelled(label: str, lines: Iterable[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield f"{label if place == 0 else '':<{MARGIN}}{line}"


# --- the deal and its book ---


def _deal(tranche: Tranche) -> Iterator[str]:
    coupon, currency = tranche.coupon, tranche.currency
    size = _money(to_minor(tranche.size, currency), currency)
    yield (
        f"{size} at {coupon.rate} % {coupon.day_count}, priced {tranche.issue_price}, "
        f"{tranche.issued} to {tranche.maturity}"
    )
    units = int(tranche.size / tranche.calculation_amount)
    face = _money(to_minor(tranche.calculation_amount, currency), currency)
    least = _money(to_minor(tranche.minimum_denomination, currency), currency)
    yield f"{units:,} units of {face}, at least {least} a holder, paid in {tranche.rails[0]}"


def _orders(ledgers: Ledgers, code: str) -> list[OrderRow]:
    return [row for row in _rows(ledgers, "orders") if row.tranche == code]


def _book(scenario: Scenario, tranche: Tranche, orders: list[OrderRow]) -> Iterator[str]:
    if not orders:
        yield "no orders"
        return
    by_reason = Counter(row.reason for row in orders)
    offered = int(tranche.size / tranche.calculation_amount)
    entered = [row for row in orders if row.reason not in ("INELIGIBLE", "LATE", "WITHDRAWN")]
    bid = sum(row.bid_units or 0 for row in entered)
    yield (
        f"{len(orders)} orders, {len(entered)} in the book for {bid:,} units: "
        f"covered {bid / offered:.2f} times"
    )
    scaled = [row for row in entered if row.reason in ("SCALED", "FILLED", "BELOW_MIN")]
    demand = sum(row.bid_units or 0 for row in scaled)
    ratio = min(1.0, offered / demand) if demand else 0.0
    told = ", ".join(f"{count} {reason}" for reason, count in sorted(by_reason.items()))
    yield f"scaled to {ratio:.1%} of each bid at or below {tranche.reoffer_yield} %: {told}"
    if scenario.book:
        yield f"{scenario.book.investors} of the investors and their bids are drawn from the seed"


# --- settlement ---


def _instructions(ledgers: Ledgers) -> list[SettlementRow]:
    return [row for row in _rows(ledgers, "settlement") if row.instruction_id.startswith("I")]


def _settlement(rows: list[SettlementRow]) -> Iterator[str]:
    if not rows:
        yield "no instructions"
        return
    kinds = Counter(row.transaction_type for row in rows)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    settled = [row for row in rows if row.status == "SETTLED"]
    on_time = sum(1 for row in settled if not row.fail_days)
    yield (
        f"{len(rows)} instructions ({told}): {len(settled)} settled, "
        f"{on_time / len(rows):.1%} of all on the day"
    )
    for row in rows:
        if row.fail_days or row.status != "SETTLED":
            yield _fail(row)


def _fail(row: SettlementRow) -> str:
    days = "1 day" if row.fail_days == 1 else f"{row.fail_days} days"
    ending = row.status.lower()
    if row.status == "SETTLED":
        ending = f"settled {_date(row.actual_settlement_date)}"
    return (
        f"{row.instruction_id} {row.transaction_type} {row.units} units {row.deliverer} to "
        f"{row.receiver}: {row.reason_code}, failed {days}, {ending}"
    )


def _claims(ledgers: Ledgers) -> Iterator[str]:
    claims = [row for row in _instructions(ledgers) if row.transaction_type == "CLAI"]
    if not claims:
        yield "none"
    for row in claims:
        yield (
            f"{row.instruction_id} {row.deliverer} owes {row.receiver} "
            f"{_money(row.settlement_amount, row.currency)} for {row.linked_id}: "
            f"{row.status.lower()} {_date(row.actual_settlement_date)}"
        )


# --- payments ---


def _payments(ledgers: Ledgers) -> Iterator[str]:
    rows = list(_rows(ledgers, "corporate_actions"))
    if not rows:
        yield "none fell due"
    for row in rows:
        if not row.holder:
            yield _action(row)
        elif row.status != "PAID":
            yield _set_aside(row)


def _action(row: CorporateActionRow) -> str:
    each = _money(row.amount_per_unit, row.currency)
    total = _money(row.net, row.currency)
    rounding = _money(row.rounding, row.currency, sign=True)
    return (
        f"{_date(row.payment_date)} {row.event} {row.status}: {each} a unit, {total} in all, "
        f"rounding {rounding}"
    )


def _set_aside(row: CorporateActionRow) -> str:
    said = f"  {row.holder}: {_money(row.net, row.currency)} withheld ({row.withheld_reason})"
    if row.status == "CLAIMED":
        return f"{said}, claimed later"
    return said if row.status == "WITHHELD" else f"  {row.holder}: {row.status}"


# --- checks ---


def _checks(ledgers: Ledgers) -> Iterator[str]:
    compared = sum(verdict.checked for verdict in ledgers.verdicts)
    held = [verdict.law for verdict in ledgers.verdicts if verdict.held]
    yield f"{compared:,} comparisons by {len(ledgers.verdicts)} laws; held: {' '.join(held)}"
    for breach in ledgers.breaches:
        yield f"BROKEN {breach}"


def _assumed(scenario: Scenario) -> Iterator[str]:
    line = ""
    for key in scenario.assumed:
        if len(line) + len(key) > 100 - MARGIN:
            yield line.rstrip()
            line = ""
        line += f"{key}, "
    if line:
        yield line.removesuffix(", ")


def _rows(ledgers: Ledgers, table: str) -> Sequence[Any]:
    return ledgers[table].rows if table in ledgers.tables else ()


def _date(day: int | None) -> str:
    return "" if day is None else date_of(day).isoformat()


def _money(amount: int | None, currency: str, *, sign: bool = False) -> str:
    """`HKD 16,066,848.00`: thousands apart, for reading only; ledgers hold plain decimals."""
    if amount is None:
        return ""
    digits = minor_digits(currency)
    whole, rest = divmod(abs(amount), 10**digits)
    mark = "-" if amount < 0 else "+" if sign and amount else ""
    return f"{currency} {mark}{whole:,}.{rest:0{digits}d}"
