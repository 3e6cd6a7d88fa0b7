"""Tax withheld from interest: by the residence of whoever is paid, every cent paid on or held."""

from __future__ import annotations

from collections import defaultdict

from sim.chain.logs import (
    AccountReplaced,
    Claimed,
    InvestorRecorded,
    MarketClaimRaised,
    Paid,
    TaxHeld,
    TaxPaid,
    Withheld,
)
from sim.ledger.inputs import Address
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.subjects import Action, action_id
from sim.ledger.successors import Successors
from sim.units import RATE_SCALE, half_up

__all__ = ["check_taxes"]


def check_taxes(case: Case, verdict: Verdict) -> dict[int, int]:
    """Hold the interest in payments to the tax of its terms; tells the tax on market claims."""
    residence, till = _Residence(), _TaxTill()
    on_claims: dict[int, int] = {}
    for log in case.inputs.logs:
        residence.follow(log)
        till.follow(log)
        action = case.read.actions.get(getattr(log, "action_id", 0))
        if action is None:
            continue
        if isinstance(log, Paid | Withheld):
            _check_payment(case, verdict, action, log, residence)
        elif isinstance(log, MarketClaimRaised):
            trade = case.read.instructions.get(log.instruction_id)
            units = 0 if trade is None else trade.economics.units
            on_claims[log.claim_id] = residence.tax(action, log.payer, units)
    for number, left in till.left().items():
        verdict.breach(action_id(number), f"{left} of tax withheld, neither paid on nor held")
    return on_claims


def _check_payment(
    case: Case, verdict: Verdict, action: Action, log: Paid | Withheld, residence: _Residence
) -> None:
    if not action.tranche.taxes and not log.tax:
        return
    due = residence.tax(action, log.holder, log.units)
    verdict.checked += action.is_taxed
    if log.tax != due:
        interest = action.interest_on(log.units)
        scope = f"{action_id(action.id)} {case.deal.names[log.holder]}"
        verdict.breach(scope, f"{log.tax} of tax, {due} due on {interest}", log)


class _TaxTill:
    """What was taken from holders as tax, by action, until it is paid on."""

    def __init__(self) -> None:
        self._withheld: dict[int, int] = defaultdict(int)
        self._set_aside: dict[tuple[int, Address], int] = {}
        self._held: dict[int, int] = {}

    def follow(self, log: object) -> None:
        """Take note of a payment with tax, and of what became of the tax."""
        if isinstance(log, Withheld):
            self._set_aside[log.action_id, log.holder] = log.tax
        elif isinstance(log, Paid):
            self._withheld[log.action_id] += log.tax
        elif isinstance(log, Claimed):
            aside = self._set_aside.pop((log.action_id, log.holder), 0)
            self._withheld[log.action_id] += aside
        elif isinstance(log, TaxPaid):
            self._withheld[log.action_id] -= log.amount
            self._held.pop(log.action_id, None)
        elif isinstance(log, TaxHeld):
            self._held[log.action_id] = log.amount

    def left(self) -> dict[int, int]:
        """Tax neither paid on nor told as held for a rail that refused it."""
        over = {number: tax - self._held.get(number, 0) for number, tax in self._withheld.items()}
        return {number: tax for number, tax in over.items() if tax}


class _Residence:
    """Where each account is resident, as the register says while logs are read."""

    def __init__(self) -> None:
        self._jurisdictions: dict[Address, int] = {}
        self._successors = Successors()

    def follow(self, log: object) -> None:
        """Take note of what a log says of residence and of accounts replaced."""
        if isinstance(log, InvestorRecorded):
            self._jurisdictions[log.account] = log.jurisdiction
        elif isinstance(log, AccountReplaced):
            self._successors.record(log)

    def tax(self, action: Action, holder: Address, units: int) -> int:
        """Tax on the interest in what is paid on units, smallest unit."""
        lives = self._jurisdictions.get(self._successors.in_force(holder))
        rates = {tax.jurisdiction: tax.rate for tax in reversed(action.tranche.taxes)}
        if lives not in rates:
            return 0
        return half_up(action.interest_on(units) * rates[lives], RATE_SCALE)
