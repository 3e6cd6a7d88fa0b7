"""What was paid, and to whom it was not, for the summary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from zoneinfo import ZoneInfo

from sim.ledger import Ledgers
from sim.ledger.rows import CorporateActionRow
from sim.model import Scenario
from sim.report.enforced import paid_instead
from sim.report.troubles import is_trouble
from sim.report.wording import counted, day_told, money_told, rate_percent
from sim.schedule import local_date, zone
from sim.units import day_of, money_text

__all__ = ["payments"]

_SET_ASIDE = ("WITHHELD", "CLAIMED")


def payments(scenario: Scenario, ledgers: Ledgers) -> Iterator[str]:
    """A line an action, by date, and one for each holder who did not get what was paid then."""
    table = ledgers.tables.get("corporate_actions")
    rows = [row for row in (table.rows if table else ()) if not is_trouble(row)]
    if not rows:
        yield "none fell due"
    several = len({row.tranche for row in rows}) > 1
    where, payees = zone(scenario.time_zone), paid_instead(ledgers)
    floats = {t.code for t in scenario.tranches if t.coupon.kind in ("floating", "inflation")}
    for (of_holders, _), group in groupby(rows, key=_kind):
        if of_holders:
            yield from _holders(list(group), payees)
            continue
        for row in group:
            of = f"{row.tranche} " if several else ""
            what = f"{day_told(row.payment_date)} {of}{row.event} {row.status}"
            rate = f" at {rate_percent(row.rate or 0)}" if _floats(row, floats) else ""
            yield f"{what}{rate}: {_amounts(row)}{_rounding(row)}{_late(row, where)}"


def _kind(row: CorporateActionRow) -> tuple[bool, str]:
    """Actions and holders apart, and holders by how they fared: a million may fare alike."""
    return bool(row.holder), row.status


def _holders(
    alike: list[CorporateActionRow], payees: dict[tuple[int | None, ...], str]
) -> Iterator[str]:
    """Money that was set aside, holder by holder; of other reasons, how many it were."""
    status = alike[0].status
    if status == "PAID":
        yield from _instead(alike, payees)
    elif status in _SET_ASIDE:
        yield from map(_set_aside, alike)
    else:
        yield f"{alike[0].holder if len(alike) == 1 else counted(len(alike), 'holder')}: {status}"


def _floats(row: CorporateActionRow, floats: set[str]) -> bool:
    return row.event == "INTR" and row.tranche in floats and row.rate is not None


def _amounts(row: CorporateActionRow) -> str:
    """Gross, as an amount a unit is; what of it went to the tax account."""
    if row.gross is None:
        return "never funded"
    each = ""
    if row.amount_per_unit is not None:
        each = f"{money_told(row.amount_per_unit, row.currency)} a unit, "
    told = f"{each}{money_told(row.gross, row.currency)} in all"
    return f"{told}, {money_told(row.tax, row.currency)} of it tax" if row.tax else told


def _rounding(row: CorporateActionRow) -> str:
    if not row.rounding:
        return ""
    sign = "+" if row.rounding > 0 else ""
    return f", rounding {sign}{money_text(row.rounding, row.currency)}"


def _late(row: CorporateActionRow, where: ZoneInfo) -> str:
    """When it was paid, where that is not the day it was payable."""
    if not row.paid_at or row.payment_date is None:
        return ""
    paid = local_date(row.paid_at, where)
    return f"; paid late, on {paid}" if day_of(paid) > row.payment_date else ""


def _set_aside(row: CorporateActionRow) -> str:
    said = f"{row.holder}: {money_told(row.net, row.currency)} withheld ({row.withheld_reason})"
    return f"{said}, claimed later" if row.status == "CLAIMED" else said


def _instead(
    rows: list[CorporateActionRow], payees: dict[tuple[int | None, ...], str]
) -> Iterator[str]:
    for row in rows:
        payee = payees.get((row.block, row.tx_index, row.log_index), row.holder)
        if payee != row.holder:
            yield f"{row.holder}: {money_told(row.net, row.currency)} paid to {payee} instead"
