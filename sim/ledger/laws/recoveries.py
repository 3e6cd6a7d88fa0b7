"""RECORD, of what no schedule says: default interest, and instalments of what was recovered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sim.chain.logs import (
    ActionKind,
    CostsPaid,
    Covenants,
    CovenantsSet,
    DefaultInterestCharged,
    RecoveryDistributed,
    RecoveryReceived,
    RecoveryReturned,
    RecoveryStarted,
    Waterfall,
)
from sim.ledger.inputs import Address
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.subjects import Action, action_id
from sim.units import RATE_SCALE, half_up

__all__ = ["UNSCHEDULED", "check_default_interest", "check_recoveries"]

UNSCHEDULED: Final = frozenset({ActionKind.DINT, ActionKind.LIQU})
"""Kinds of action whose amounts follow from events, not from a period."""

_COUNTS_DAYS: Final = frozenset({"ACT/365F", "ACT/360"})


@dataclass(slots=True)
class _Estate:
    """Money of a bond that was recovered, and what one unit is owed."""

    held: int = 0
    principal: int = 0
    interest: int = 0
    waterfall: Waterfall = Waterfall.PARI_PASSU

    def interest_in(self, each: int) -> int:
        """What of so much a unit goes to interest, smallest unit; of parts alike, rounded down."""
        if self.waterfall is Waterfall.INTEREST_FIRST:
            return min(each, self.interest)
        if self.waterfall is Waterfall.PRINCIPAL_FIRST:
            return max(0, each - self.principal)
        owed = self.principal + self.interest
        return each * self.interest // owed if owed else 0


def check_default_interest(case: Case, verdict: Verdict) -> None:
    """It is the overdue amount times the rate promised, for the days late, and on its own right."""
    promised = {log.bond: log.covenants for log in case.inputs.logs if type(log) is CovenantsSet}
    charged = {
        log.action_id: log for log in case.inputs.logs if type(log) is DefaultInterestCharged
    }
    for action in case.read.actions.values():
        if action.announced.announcement.kind is not ActionKind.DINT:
            continue
        verdict.checked += 1
        log = charged.get(action.id)
        late = case.read.actions.get(log.late_action_id) if log is not None else None
        problem = "default interest on nothing"
        if late is not None:
            problem = _interest_problem(action, late, promised.get(action.tranche.address))
        if problem:
            verdict.breach(action_id(action.id), problem, action.announced)


def _interest_problem(action: Action, late: Action, promised: Covenants | None) -> str:
    told, owed = action.announced.announcement, late.announced.announcement
    if promised is None or told.rate != promised.default_rate:
        return f"default interest at {told.rate}, which is not what was promised"
    if (told.bond, told.record_at) != (owed.bond, owed.record_at):
        return f"not to the holders of {action_id(late.id)}"
    days = told.period_end - owed.payment_date
    counted = told.accrual_num == days or action.tranche.day_count not in _COUNTS_DAYS
    if told.period_start != owed.payment_date or not counted:
        return f"interest for {told.accrual_num} days, {days} late"
    num = owed.amount_num * told.rate * told.accrual_num
    den = owed.amount_den * RATE_SCALE * told.accrual_den
    if told.amount_num * den != num * told.amount_den or told.amount_per_unit not in (
        0,
        half_up(num, den),
    ):
        return f"{told.amount_per_unit} a unit announced, {half_up(num, den)} is due"
    return ""


def check_recoveries(case: Case, verdict: Verdict) -> None:
    """Instalments pay every unit alike, out of what came in, and never more than the claim."""
    estates: dict[Address, _Estate] = defaultdict(_Estate)
    for log in case.inputs.logs:
        if type(log) is CovenantsSet:
            estates[log.bond].waterfall = log.covenants.waterfall
        elif type(log) is RecoveryReceived:
            estates[log.bond].held += log.amount
        elif type(log) is CostsPaid or type(log) is RecoveryReturned:
            _check_given(case, verdict, log, estates[log.bond])
        elif type(log) is RecoveryStarted:
            estate = estates[log.bond]
            estate.principal, estate.interest = log.principal_per_unit, log.interest_per_unit
        elif type(log) is RecoveryDistributed:
            verdict.checked += 1
            problem = _instalment_problem(case, log, estates[log.bond])
            if problem:
                verdict.breach(action_id(log.action_id), problem, log)
    paid = {log.action_id for log in case.inputs.logs if type(log) is RecoveryDistributed}
    for action in case.read.actions.values():
        recovered = action.announced.announcement.kind is ActionKind.LIQU
        if recovered and action.id not in paid:
            verdict.breach(action_id(action.id), "an instalment of nothing", action.announced)


def _check_given(
    case: Case, verdict: Verdict, log: CostsPaid | RecoveryReturned, estate: _Estate
) -> None:
    verdict.checked += 1
    estate.held -= log.amount
    if estate.held < 0:
        problem = f"{-estate.held} more given away than came in"
        verdict.breach(case.deal.tranches[log.bond].code, problem, log)


def _instalment_problem(case: Case, log: RecoveryDistributed, estate: _Estate) -> str:
    each = log.principal_per_unit + log.interest_per_unit
    interest = estate.interest_in(each)
    estate.principal -= log.principal_per_unit
    estate.interest -= log.interest_per_unit
    estate.held -= each * log.units
    action = case.read.actions.get(log.action_id)
    if action is None or action.announced.announcement.amount_per_unit != each:
        return f"{each} a unit distributed, which is not what was announced"
    if estate.principal < 0 or estate.interest < 0:
        return "more distributed than a unit is owed"
    if log.interest_per_unit != interest:
        return (
            f"{log.interest_per_unit} of {each} a unit called interest, the waterfall: {interest}"
        )
    if estate.held != log.kept:
        return f"{log.kept} kept, {estate.held} is left of what came in"
    return ""
