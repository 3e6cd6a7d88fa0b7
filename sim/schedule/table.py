"""The scheduled flows of a scenario as a table of text, for `greenbond cashflows`."""

from __future__ import annotations

from sim.model import Scenario
from sim.schedule.cashflows import CashFlow
from sim.schedule.deal import plan
from sim.schedule.plan import TrancheSchedule
from sim.units import money_text, rate_text

__all__ = ["COLUMNS", "cashflow_rows"]

COLUMNS = (
    "event",
    "tranche",
    "currency",
    "period",
    "due_date",
    "payment_date",
    "record_date",
    "ex_date",
    "period_start",
    "period_end",
    "day_count",
    "accrual_days",
    "accrual_num",
    "accrual_den",
    "rate",
    "amount_per_unit",
    "units",
    "amount",
    "rounding",
    "outstanding_after",
)


def cashflow_rows(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """One row a flow under `COLUMNS`, tranche by tranche, the issue first. Raises ScenarioError.

    Amounts are plain decimals with the currency's digits. `amount_per_unit` is empty where it is
    no whole number of smallest units (rounding basis `holding`).
    """
    rows: list[tuple[str, ...]] = []
    for tranche in plan(scenario).tranches.values():
        rows.append(_issue(tranche))
        rows.extend(_row(tranche, flow) for flow in tranche.flows)
    return tuple(rows)


def _issue(tranche: TrancheSchedule) -> tuple[str, ...]:
    facts, units = tranche.facts, tranche.terms.units
    day = facts.issued.isoformat()
    paid = money_text(tranche.proceeds(units), facts.currency)
    each = money_text(tranche.proceeds(1), facts.currency)
    face = money_text(units * tranche.terms.unit_face, facts.currency)
    blank = ("",) * 8
    middle = ("ISSU", facts.code, facts.currency, "", day, day, *blank, "", each, str(units), paid)
    return (*middle, "", face)


def _row(tranche: TrancheSchedule, flow: CashFlow) -> tuple[str, ...]:
    currency = tranche.facts.currency
    whole = flow.per_unit_den == 1
    accrual = (str(flow.accrual_days), str(flow.accrual_num), str(flow.accrual_den))
    interest = flow.event == "INTR"
    return (
        flow.event,
        flow.tranche,
        currency,
        str(flow.number),
        *(day.isoformat() for day in (flow.due, flow.payment, flow.record, flow.ex)),
        *(day.isoformat() if interest else "" for day in (flow.period_start, flow.period_end)),
        flow.day_count if interest else "",
        *(accrual if interest else ("", "", "")),
        rate_text(flow.rate) if interest else "",
        money_text(flow.per_unit_num, currency) if whole else "",
        str(tranche.terms.units),
        money_text(flow.total, currency),
        money_text(flow.residue, currency),
        money_text(flow.outstanding_after, currency),
    )
