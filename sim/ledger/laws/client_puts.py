"""What SEGREGATION asks of puts: nominees elect what clients told them, and pay those clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from sim.chain.logs import Elected, TermsSet
from sim.custody import Booking, Standing
from sim.custody.references import put_id
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.subjects import Action
from sim.units import date_of

__all__ = ["check_puts", "elected_for"]

_Put: TypeAlias = tuple[str, str, str]
"""A nominee, a tranche, and the put."""


def check_puts(case: Case, verdict: Verdict) -> None:
    """Each election of a nominee is the sum of what its clients wanted then."""
    lines = [line for line in case.inputs.bookings if _is_wish(line)]
    _check_passed_on(case, verdict, lines)
    names, due = case.deal.names, _due_dates(case)
    for log in case.inputs.logs:
        if type(log) is not Elected or names[log.holder] not in case.inputs.tiers.nominees:
            continue
        verdict.checked += 1
        code = case.deal.tranches[log.bond].code
        put = names[log.holder], code, due.get((code, log.period_index), "")
        wanted = sum(_standing(lines, put, log.at + 1).values())
        if log.units != wanted:
            problem = f"{log.units} units elected, {wanted} told by clients"
            verdict.breach(f"{put[1]} {put[2]} of {put[0]}", problem, log)


def elected_for(case: Case, action: Action, nominee: str) -> Mapping[str, int]:
    """Units by safekeeping account that a put repays: elected when its record date closed."""
    put = nominee, action.tranche.code, put_id(date_of(action.announced.announcement.due_date))
    lines = [line for line in case.inputs.bookings if _is_wish(line)]
    return _standing(lines, put, action.record_at)


def _is_wish(line: Booking) -> bool:
    return line.standing is Standing.INSTRUCTED and line.purpose == "BPUT"


def _standing(lines: list[Booking], put: _Put, before: int) -> Mapping[str, int]:
    """The last a nominee was told by each account before an instant."""
    found: dict[str, int] = {}
    for line in lines:
        if (line.book, line.tranche, line.reference) == put and line.at < before:
            found[line.account] = line.units
    return {account: units for account, units in found.items() if units}


def _due_dates(case: Case) -> dict[tuple[str, int], str]:
    """The name of the put that goes with a period, by tranche and index of the period."""
    names: dict[tuple[str, int], str] = {}
    for log in case.inputs.logs:
        if type(log) is TermsSet:
            code = case.deal.tranches[log.bond].code
            for index, period in enumerate(log.periods):
                # A call or a vote leaves puts with the dates they were agreed for.
                names.setdefault((code, index), put_id(date_of(period.due_date)))
    return names


def _check_passed_on(case: Case, verdict: Verdict, lines: list[Booking]) -> None:
    """A nominee takes what the account's custodian was told last."""
    custodians = case.inputs.tiers.custodians
    told: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for line in lines:
        key = line.account, line.tranche, line.reference
        if line.book in custodians:
            told[key] = line.units
            continue
        verdict.checked += 1
        if told[key] != line.units:
            problem = f"{line.units} units taken for account {line.account}, which said {told[key]}"
            verdict.breach(f"{line.tranche} {line.reference} of {line.book}", problem)
