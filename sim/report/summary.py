"""The summary a run ends with: the deal, its book, settlement, payments, checks, files.

Everything comes from the ledgers and the scenario; nothing is computed here that a reader could
not find in a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from sim.ledger import Ledgers
from sim.ledger.rows import OrderRow, SettlementRow
from sim.model import Scenario, Tranche
from sim.report.custody import breaks, holding_through, trades_within
from sim.report.enforced import enforced
from sim.report.payments import payments
from sim.report.rates import rate_told
from sim.report.refused import refused
from sim.report.reopened import is_of_tap, taps
from sim.report.troubles import troubles, votes
from sim.report.wording import counted, day_told, money_told, units_told
from sim.schedule import zone
from sim.units import to_minor

#: Characters a line may have, and those its label takes of them.
WIDTH, MARGIN = 100, 12


def summary(scenario: Scenario, ledgers: Ledgers) -> list[str]:
    """Lines of plain text, at most `WIDTH` characters each where names allow."""
    lines = [scenario.title, "=" * len(scenario.title)]
    for tranche in scenario.tranches:
        lines += _labelled("Deal", _deal(tranche))
        orders = _orders(ledgers, tranche.code)
        first = [row for row in orders if not is_of_tap(row)]
        lines += _labelled("Book", _book(scenario, tranche, first))
        lines += _labelled("Tap", taps(orders, _instructions(ledgers)))
    within = trades_within(scenario, ledgers)
    lines += _labelled("Settlement", _settlement(scenario, _instructions(ledgers), within))
    lines += _labelled("Refused", refused(_rows(ledgers, "transactions"), zone(scenario.time_zone)))
    lines += _labelled("Enforced", enforced(scenario, ledgers))
    if "bookings" in ledgers.tables:
        lines += _labelled("Custody", holding_through(scenario, ledgers))
        lines += _labelled("Breaks", breaks(scenario, ledgers))
    lines += _labelled("Claims", _claims(ledgers))
    lines += _labelled("Payments", payments(scenario, ledgers))
    actions = list(_rows(ledgers, "corporate_actions"))
    lines += _labelled("Troubles", troubles(actions))
    lines += _labelled("Votes", votes(actions))
    lines += _labelled("Checks", _checks(ledgers))
    lines += _labelled("Assumed", _assumed(scenario))
    return lines


def _labelled(label: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for part in wrap(line, WIDTH - MARGIN, subsequent_indent="  ", break_on_hyphens=False):
            yield f"{label:<{MARGIN}}{part}"
            label = ""


# --- the deal and its book ---


def _deal(tranche: Tranche) -> Iterator[str]:
    coupon, currency = tranche.coupon, tranche.currency
    size = money_told(to_minor(tranche.size, currency), currency)
    named = "" if tranche.code == currency else f"{tranche.code}: "
    yield (
        f"{named}{size} at {rate_told(coupon)} {coupon.day_count}, priced {tranche.issue_price}, "
        f"{tranche.issued} to {tranche.maturity}"
    )
    units = int(tranche.size / tranche.calculation_amount)
    face = money_told(to_minor(tranche.calculation_amount, currency), currency)
    rails = " or ".join(tranche.rails)
    least = money_told(to_minor(tranche.minimum_denomination, currency), currency)
    yield f"{units:,} units of {face}, at least {least} a holder, paid in {rails}"


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
        f"{counted(len(orders), 'order')}, {len(entered)} in the book for {bid:,} units: "
        f"covered {bid / offered:.2f} times"
    )
    scaled = [row for row in entered if row.reason in ("SCALED", "FILLED", "BELOW_MIN")]
    demand = sum(row.bid_units or 0 for row in scaled)
    ratio = min(1.0, offered / demand) if demand else 0.0
    told = ", ".join(f"{count} {reason}" for reason, count in sorted(by_reason.items()))
    yield f"each bid at or below {tranche.reoffer_yield} % scaled to {ratio:.1%}: {told}"
    sold = sum(row.allocated_units or 0 for row in orders)
    if sold < offered:
        yield f"{units_told(sold)} issued of {offered:,} offered: the rest found no buyer"
    if scenario.book:
        yield f"synthetic: {scenario.book.investors} investors and their bids, drawn from the seed"


# --- settlement ---


def _instructions(ledgers: Ledgers) -> list[SettlementRow]:
    return [row for row in _rows(ledgers, "settlement") if row.instruction_id.startswith("I")]


def _settlement(scenario: Scenario, rows: list[SettlementRow], within: int) -> Iterator[str]:
    if not rows:
        yield "no instructions"
        return
    kinds = Counter(row.transaction_type for row in rows)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    settled = [row for row in rows if row.status == "SETTLED"]
    on_time = sum(1 for row in settled if not row.fail_days)
    yield (
        f"{counted(len(rows), 'instruction')} ({told}): {len(settled)} settled, "
        f"{on_time / len(rows):.1%} of all on the day"
    )
    taken_up = {row.linked_id: row for row in rows if row.transaction_type == "ISSU"}
    for row in rows:
        if row.fail_days or row.status != "SETTLED":
            yield _fail(row, taken_up.get(row.instruction_id))
    drawn = _drawn_trades(scenario, rows) + within
    asked = scenario.trading.trades if scenario.trading else 0
    if asked:
        missing = f"; {asked - drawn} more found no seller" if asked > drawn else ""
        yield f"synthetic: {drawn} of the trades, drawn from the seed{missing}"


def _drawn_trades(scenario: Scenario, rows: list[SettlementRow]) -> int:
    """Drawn trades are between drawn investors, whose nominees stand for some, and only they."""
    drawn = {party.name for party in scenario.parties if "nominee" in party.roles}
    drawn.update(scenario.book.names() if scenario.book else ())
    sides = [(r.deliverer, r.receiver) for r in rows if r.transaction_type == "TRAD"]
    return sum(drawn.issuperset(pair) for pair in sides)


def _fail(row: SettlementRow, taken_up: SettlementRow | None) -> str:
    days = counted(row.fail_days or 0, "day")
    ending = row.status.lower()
    if row.status == "SETTLED":
        ending = f"late {days}, settled {day_told(row.actual_settlement_date)}"
    elif taken_up is not None:
        ending = f"unpaid at the cut-off, taken up by {taken_up.receiver}"
    elif row.fail_days:
        ending = f"failed {days}, {ending}"
    return (
        f"{row.instruction_id} {row.transaction_type} {units_told(row.units)} {row.deliverer} to "
        f"{row.receiver}: {', '.join(filter(None, (row.reason_code, ending)))}"
    )


def _claims(ledgers: Ledgers) -> Iterator[str]:
    claims = [row for row in _instructions(ledgers) if row.transaction_type == "CLAI"]
    if not claims:
        yield "none"
    for row in claims:
        yield (
            f"{row.instruction_id} {row.deliverer} owes {row.receiver} "
            f"{money_told(row.settlement_amount, row.currency)} for {row.linked_id}: "
            f"{row.status.lower()} {day_told(row.actual_settlement_date)}"
        )


# --- checks ---


def _checks(ledgers: Ledgers) -> Iterator[str]:
    compared = sum(verdict.checked for verdict in ledgers.verdicts)
    held = [verdict.law for verdict in ledgers.verdicts if verdict.held]
    yield f"{compared:,} comparisons by {len(ledgers.verdicts)} laws; held: {' '.join(held)}"
    for breach in ledgers.breaches:
        yield f"BROKEN {breach}"


def _assumed(scenario: Scenario) -> Iterator[str]:
    if scenario.assumed:
        yield ", ".join(scenario.assumed)


def _rows(ledgers: Ledgers, table: str) -> Sequence[Any]:
    return ledgers[table].rows if table in ledgers.tables else ()
