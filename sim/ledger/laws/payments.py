"""RECORD, ONCE and SOLVENCY: each right is paid in full, once, out of money that is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sim.chain.logs import (
    ActionFunded,
    ActionKind,
    Claimed,
    Lapsed,
    Log,
    MarketClaimRaised,
    Paid,
    RoundingBasis,
    TaxPaid,
    Transfer,
    Withheld,
)
from sim.ledger.inputs import Address
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.laws.rates import check_rates
from sim.ledger.laws.recoveries import UNSCHEDULED, check_default_interest, check_recoveries
from sim.ledger.laws.tax import check_taxes
from sim.ledger.subjects import Action, action_id, instruction_id
from sim.units import PAR, RATE_SCALE, half_up

__all__ = ["once", "record", "solvency"]

_USE_UP: Final = frozenset({Paid, Withheld, Claimed, MarketClaimRaised})
"""Events that use up a right."""


def record(case: Case) -> Verdict:
    """Each payment is the units of the record date times the announced amount a unit."""
    verdict = Verdict("RECORD")
    verdict.compare_books(case)
    check_rates(case, verdict)
    check_default_interest(case, verdict)
    check_recoveries(case, verdict)
    for action in case.read.actions.values():
        held = action.holders(case.records)
        _check_amount(verdict, action)
        _check_payments(case, verdict, action, held)
        _check_asked(verdict, action, held)
    on_claims = check_taxes(case, verdict)
    for log in case.inputs.logs:
        if type(log) is MarketClaimRaised:
            _check_claim(case, verdict, log, on_claims.get(log.claim_id, 0))
    return verdict


def once(case: Case) -> Verdict:
    """Nobody is paid twice for one right."""
    verdict = Verdict("ONCE")
    used: set[tuple[Any, ...]] = set()
    lapsed = {(log.action_id, log.issuer) for log in case.inputs.logs if type(log) is Lapsed}
    withheld: set[tuple[int, Address]] = set()
    for log in case.inputs.logs:
        if type(log) not in _USE_UP:
            continue
        kind, action, whose = right = _right(log)
        verdict.checked += 1
        if right in used:
            name = case.deal.names[whose] if isinstance(whose, str) else instruction_id(whose)
            verdict.breach(f"{kind} {action_id(action)}", f"a second time for {name}", log)
        used.add(right)
        if type(log) is Withheld:
            withheld.add((action, log.holder))
        elif type(log) is Claimed and (action, log.holder) not in withheld | lapsed:
            verdict.breach(f"{kind} {action_id(action)}", "claimed what was not withheld", log)
    return verdict


def solvency(case: Case) -> Verdict:
    """After every transaction the paying agent's money covers what it received and still owes."""
    verdict = Verdict("SOLVENCY")
    verdict.compare_books(case)
    agents = {(action.agent, action.announced.announcement.cash) for action in _actions(case)}
    if not agents:
        return verdict
    till = _Till(case, agents)
    handlers = till.handlers()
    last: Log | None = None
    for log in case.inputs.logs:
        if last is not None and (log.block, log.tx_index) != (last.block, last.tx_index):
            till.check(verdict, last)
        last = log
        handle = handlers.get(type(log))
        if handle is not None:
            handle(log)
    if last is not None:
        till.check(verdict, last)
    return verdict


class _Till:
    """The paying agent's money, by cash token, and what it owes of it."""

    def __init__(self, case: Case, agents: set[tuple[Address, Address]]) -> None:
        self._case = case
        self._agents = agents
        self._has = dict.fromkeys(agents, 0)
        self._owes = dict.fromkeys(agents, 0)
        self._touched = False

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        return {
            Transfer: self._transfer,
            ActionFunded: lambda log: self._owe(log, log.amount),
            Paid: lambda log: self._owe(log, -log.net),
            Claimed: lambda log: self._owe(log, -log.net),
            TaxPaid: lambda log: self._owe(log, -log.amount),
        }

    def check(self, verdict: Verdict, log: Log) -> None:
        """Compare, if anything changed since the last time."""
        if not self._touched:
            return
        self._touched = False
        for key, has in self._has.items():
            verdict.checked += 1
            if has < self._owes[key]:
                agent = self._case.deal.names[key[0]]
                verdict.breach(agent, f"has {has}, owes {self._owes[key]}", log)

    def _transfer(self, log: Transfer) -> None:
        for side, amount in ((log.from_, -log.value), (log.to, log.value)):
            if (side, log.address) in self._agents:
                self._has[side, log.address] += amount
                self._touched = True

    def _owe(self, log: ActionFunded | Paid | Claimed | TaxPaid, amount: int) -> None:
        action = self._case.read.actions.get(log.action_id)
        if action is not None:
            self._owes[log.address, action.announced.announcement.cash] += amount
            self._touched = True


def _actions(case: Case) -> list[Action]:
    return list(case.read.actions.values())


def _right(log: Any) -> tuple[str, int, Any]:
    """What a log uses up, and nothing else may use up again."""
    if type(log) is MarketClaimRaised:
        return "market claim", log.action_id, log.instruction_id
    return "claim" if type(log) is Claimed else "payment", log.action_id, log.holder


def _check_amount(verdict: Verdict, action: Action) -> None:
    """The announced amount a unit is the one the terms give."""
    told, tranche = action.announced.announcement, action.tranche
    if told.kind in UNSCHEDULED:
        return
    verdict.checked += 1
    period = tranche.periods[told.period_index]
    before = tranche.factor_before(told.period_index)
    face, den = tranche.calculation_amount, RATE_SCALE
    if told.kind is ActionKind.INTR:
        num = face * before * period.rate * told.accrual_num
        den *= RATE_SCALE * told.accrual_den
    else:
        repaid = period.factor_after if action.is_put else before - period.factor_after
        num, den = face * repaid * action.price, den * PAR
    exact = told.amount_num * den == num * told.amount_den
    per_unit = tranche.rounding_basis is RoundingBasis.CALCULATION_AMOUNT
    rounded = half_up(num, den) if per_unit else 0
    if not exact or told.amount_per_unit != rounded:
        problem = f"{told.amount_per_unit} a unit announced, the terms give {half_up(num, den)}"
        verdict.breach(action_id(action.id), problem, action.announced)


def _check_asked(verdict: Verdict, action: Action, held: Mapping[Address, int]) -> None:
    """The money asked for is what the holders of the record date are due, to the cent."""
    asked = action.asked
    if asked is None:
        return
    units = sum(held.values())
    due = sum(map(action.gross_on, held.values()))
    # Missed without anybody counting: rounded once, as one holding.
    uncounted = action.funded is None and asked.amount == action.gross_on(units)
    if asked.units != units or not (asked.amount == due or uncounted):
        problem = f"{asked.amount} on {asked.units} units asked for, {due} on {units} due"
        verdict.breach(action_id(action.id), problem, asked)


def _check_payments(case: Case, verdict: Verdict, action: Action, held: Any) -> None:
    name = action_id(action.id)
    for holder, payment in action.payments.items():
        verdict.checked += 1
        log, units = payment.log, held.get(holder, 0)
        # Units taken by force after they were elected are not paid for.
        units -= action.lapses[holder].units if holder in action.lapses else 0
        due = action.gross_on(units)
        if (log.units, log.gross) != (units, due) or log.net + log.tax != log.gross:
            who = case.deal.names[holder]
            problem = f"{log.gross} on {log.units} units, due {due} on {units} of the record date"
            verdict.breach(f"{name} {who}", problem, log)
        if payment.claimed is not None and payment.claimed.net != log.net:
            problem = f"{payment.claimed.net} claimed, {log.net} withheld"
            verdict.breach(f"{name} {case.deal.names[holder]}", problem, payment.claimed)
    if action.paid is not None:
        for holder in held.keys() - action.payments.keys() - action.lapses.keys():
            who = case.deal.names[holder]
            verdict.breach(f"{name} {who}", "not paid, though the action is", action.paid)


def _check_claim(case: Case, verdict: Verdict, log: MarketClaimRaised, tax: int) -> None:
    """A market claim is the payment on the trade's units, and its instruction says the same."""
    verdict.checked += 1
    action = case.read.actions.get(log.action_id)
    trade = case.read.instructions.get(log.instruction_id)
    claim = case.read.instructions.get(log.claim_id)
    if action is None or trade is None or claim is None:
        verdict.breach(instruction_id(log.claim_id), "claims for something unknown", log)
        return
    due = action.gross_on(trade.economics.units) - tax
    sides = claim.economics.deliverer, claim.economics.receiver
    if (log.amount, claim.amount) != (due, due) or sides != (log.payer, log.payee):
        problem = f"{log.amount} claimed, {due} due on the trade"
        verdict.breach(instruction_id(log.claim_id), problem, log)
