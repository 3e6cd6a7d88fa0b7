"""The scheduled flows of a scenario as a table of text, for `greenbond cashflows`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sim.model import Scenario
from sim.model.assumptions import assumptions_behind
from sim.schedule.carried import plan_carried, proposals
from sim.schedule.cashflows import CashFlow
from sim.schedule.factors import FACTOR_SCALE, factor_text
from sim.schedule.plan import TrancheSchedule
from sim.units import money_text, rate_text

__all__ = ["COLUMNS", "cashflow_rows", "uncarried", "unexercised", "unfixed"]

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
    "fixing_date",
    "stub",
    "factor_before",
    "factor_after",
    "assumed",
)

# What each kind of row rests on, as keys of a tranche.
_SIZE: Final = ("currency", "size", "calculation_amount")
_DATES: Final = ("maturity", "calendars", "business_day", "record_days", "settlement_days")
_PERIODS: Final = tuple(
    f"coupon.{key}" for key in ("frequency", "stub", "first_coupon", "last_coupon", "end_of_month")
)
_BEHIND: Final[Mapping[str, tuple[str, ...]]] = {
    "ISSU": (*_SIZE, "issued", "issue_price"),
    "INTR": (*_SIZE, *_DATES, "issued", "accrual", "rounding_basis", "coupon", "principal"),
    "PRED": (*_SIZE, *_DATES, "issued", "rounding_basis", *_PERIODS, "principal"),
    "REDM": (*_SIZE, *_DATES, "principal"),
}


def cashflow_rows(scenario: Scenario, carried: Sequence[str] = ()) -> tuple[tuple[str, ...], ...]:
    """One row a flow under `COLUMNS`, tranche by tranche, the issue first; as if the proposals
    named were carried. Raises ScenarioError, and KeyError for what nobody proposes.

    Amounts are plain decimals with the currency's digits. `amount_per_unit` is empty where it is
    no whole number of smallest units (rounding basis `holding`); so are rate and amounts of a
    period whose rate is not fixed yet. Factors are parts of original face. `assumed` lists what of
    the scenario's own list the row rests on, a space between entries.
    """
    rows: list[tuple[str, ...]] = []
    for code, tranche in plan_carried(scenario, carried).tranches.items():
        assumed = {
            event: " ".join(assumptions_behind(scenario, code, keys))
            for event, keys in _BEHIND.items()
        }
        rows.append((*_issue(tranche), assumed["ISSU"]))
        rows.extend((*_row(tranche, flow), assumed[flow.event]) for flow in tranche.flows)
    return tuple(rows)


def unfixed(scenario: Scenario, carried: Sequence[str] = ()) -> tuple[str, ...]:
    """A note for each tranche some of whose rates are not fixed yet: their amounts are empty."""
    notes: list[str] = []
    for code, tranche in plan_carried(scenario, carried).tranches.items():
        flows = [flow for flow in tranche.flows if flow.figures is None]
        if flows:
            rates = "1 rate" if len(flows) == 1 else f"{len(flows)} rates"
            notes.append(
                f"note: {rates} of tranche {code} not fixed yet, from period {flows[0].number} "
                f"on {flows[0].fixing}: their rates and amounts are empty"
            )
    return tuple(notes)


def unexercised(scenario: Scenario) -> tuple[str, ...]:
    """A note for each tranche with options: its flows are those of terms nobody has changed."""
    notes: list[str] = []
    for tranche in scenario.tranches:
        anytime = [call for call in (tranche.tax_call, tranche.clean_up_call) if call is not None]
        choices = (
            ("called", [*tranche.calls, *anytime]),
            ("put", tranche.puts),
            ("repaid in part", tranche.partial_calls),
            ("tapped", tranche.taps),
        )
        may = [done for done, options in choices if options]
        if may:
            told = may[0] if len(may) == 1 else f"{', '.join(may[:-1])} or {may[-1]}"
            notes.append(f"note: tranche {tranche.code} may be {told}: flows are as if it is not")
    return tuple(notes)


def uncarried(scenario: Scenario, carried: Sequence[str] = ()) -> tuple[str, ...]:
    """A note for each vote on new terms that is not taken as carried."""
    return tuple(
        f'note: holders of tranche {asked.tranche} vote on "{name}": flows are as if it is not '
        f"carried; add --carried {name}"
        for name, asked in proposals(scenario).items()
        if name not in carried
    )


def _issue(tranche: TrancheSchedule) -> tuple[str, ...]:
    facts, units = tranche.facts, tranche.terms.units
    day = facts.issued.isoformat()
    paid = money_text(tranche.proceeds(units), facts.currency)
    each = money_text(tranche.proceeds(1), facts.currency)
    face = money_text(units * tranche.terms.unit_face, facts.currency)
    blank = ("",) * 8
    middle = ("ISSU", facts.code, facts.currency, "", day, day, *blank, "", each, str(units), paid)
    return (*middle, "", face, "", "", "", factor_text(FACTOR_SCALE))


def _row(tranche: TrancheSchedule, flow: CashFlow) -> tuple[str, ...]:
    currency = tranche.facts.currency
    interest = flow.event == "INTR"
    period = (
        (
            *(day.isoformat() for day in (flow.period_start, flow.period_end)),
            flow.day_count,
            *map(str, (flow.accrual_days, flow.accrual_num, flow.accrual_den)),
            "" if flow.rate is None else rate_text(flow.rate),
        )
        if interest
        else ("",) * 7
    )
    each, total, residue = _amounts(flow, currency)
    return (
        flow.event,
        flow.tranche,
        currency,
        str(flow.number),
        *(day.isoformat() for day in (flow.due, flow.payment, flow.record, flow.ex)),
        *period,
        each,
        str(tranche.terms.units),
        total,
        residue,
        money_text(flow.outstanding_after, currency),
        flow.fixing.isoformat() if interest and flow.fixing else "",
        flow.stub if interest and flow.stub != "none" else "",
        factor_text(flow.factor_before),
        factor_text(flow.factor_before if interest else flow.factor_after),
    )


def _amounts(flow: CashFlow, currency: str) -> tuple[str, str, str]:
    """A unit's amount, the amount in all, and what rounding adds; empty as long as not known."""
    figures = flow.figures
    if figures is None:
        return "", "", ""
    each = money_text(figures.per_unit_num, currency) if figures.per_unit_den == 1 else ""
    return each, money_text(figures.total, currency), money_text(figures.residue, currency)
