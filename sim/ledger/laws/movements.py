"""SUPPLY, DVP and CASH: nothing moves without its cause, and no cause without its movement."""

from __future__ import annotations

from collections.abc import Iterator

from sim.chain.logs import (
    AccountReplaced,
    ActionFunded,
    ActionKind,
    Burned,
    Claimed,
    CostsPaid,
    ForcedTransfer,
    Lapsed,
    Minted,
    Paid,
    RecoveryReturned,
    SettlementFailed,
    TaxPaid,
    Transfer,
)
from sim.ledger.entries import Entry
from sim.ledger.inputs import ZERO, Address
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.subjects import Action, Instruction, Leg, instruction_id
from sim.ledger.successors import Successors

__all__ = ["cash", "dvp", "supply"]


def supply(case: Case) -> Verdict:
    """Units in issue are the sum of holdings, and what was issued less what was redeemed."""
    verdict = Verdict("SUPPLY")
    verdict.compare_books(case)
    issued: dict[Address, int] = {}
    for entry in case.read.entries:
        log = entry.units
        if log is None:
            if isinstance(entry.subject, Action) and entry.subject.redeems and _pays(entry):
                verdict.breach(entry.reference, "redeemed units were not destroyed", entry.last)
            elif isinstance(entry.cause, ForcedTransfer):
                who = case.deal.names[entry.cause.from_]
                verdict.breach(who, "forced to transfer, but no units moved", entry.last)
        elif ZERO in (log.from_, log.to):
            verdict.checked += 1
            _check_created(case, verdict, entry, log, issued)
    for row in case.positions:
        if (row.closing or 0) < 0:
            scope = f"{row.tranche} units of {row.holder}"
            verdict.breach(scope, f"delivered {-(row.closing or 0)} more than it had")
    return verdict


def dvp(case: Case) -> Verdict:
    """A settled instruction moved both of its legs; one that did not settle moved neither."""
    verdict = Verdict("DVP")
    for found in case.read.instructions.values():
        verdict.checked += 1
        if found.settled is None:
            continue
        name = instruction_id(found.id)
        if found.unit_leg is None and found.expected_unit_leg() is not None:
            verdict.breach(name, "settled, but its units did not move", found.settled)
        if found.cash_leg is None and found.expected_cash_leg() is not None:
            verdict.breach(name, "settled, but its money did not move", found.settled)
    for found, leg in _stray_legs(case):
        verdict.breach(instruction_id(found.id), "failed, but one of its legs moved", leg)
    return verdict


def cash(case: Case) -> Verdict:
    """The balances of a rail add up to what was minted less what was burned.

    What moves outside the chain has none: each payment has its operator's word, or is of whom that
    word gave money to: the paying agent, or who holds what was recovered.
    """
    verdict = Verdict("CASH")
    verdict.compare_books(case)
    names = case.deal.names
    for entry in case.read.entries:
        log, cause = entry.cash, entry.cause
        if log is None:
            if isinstance(cause, Paid | Claimed | TaxPaid | ActionFunded | Minted | Burned):
                what = f"{type(cause).__name__} of {entry.reference or 'money'}"
                verdict.breach(what, "said to be paid, but no money moved", cause)
            continue
        verdict.checked += 1
        if ZERO in (log.from_, log.to) and not isinstance(cause, Minted | Burned):
            who = names[log.to] or names[log.from_]
            verdict.breach(who, f"{log.value} appeared or vanished unannounced", log)
        if not case.deal.cash[log.address].is_on_chain and not _is_told(entry):
            problem = f"{log.value} moved outside the chain without its operator's word"
            verdict.breach(names[log.from_], problem, log)
    for row in case.cash:
        if (row.balance or 0) < 0:
            problem = f"paid {-(row.balance or 0)} more than it had"
            verdict.breach(f"{row.currency} {row.rail} of {row.account}", problem)
    return verdict


def _is_told(entry: Entry) -> bool:
    given_on = isinstance(entry.cause, Paid | Claimed | TaxPaid | CostsPaid | RecoveryReturned)
    return bool(entry.payment) or given_on or _is_instalment(entry)


def _is_instalment(entry: Entry) -> bool:
    """Funded out of what came in: RECORD counts that."""
    if not (isinstance(entry.cause, ActionFunded) and isinstance(entry.subject, Action)):
        return False
    return entry.subject.announced.announcement.kind is ActionKind.LIQU


def _pays(entry: Entry) -> bool:
    return entry.purpose == "PRIN" and not isinstance(entry.cause, Claimed | Lapsed)


def _check_created(
    case: Case, verdict: Verdict, entry: Entry, log: Transfer, issued: dict[Address, int]
) -> None:
    """Units come into being by an ISSU settlement and end by a redemption, within the offer."""
    tranche = case.deal.tranches[log.address]
    if entry.cause is None:
        verdict.breach(tranche.code, f"{log.value} units appeared or vanished unexplained", log)
    now = issued.get(log.address, 0) + (log.value if log.from_ == ZERO else -log.value)
    issued[log.address] = now
    if now > tranche.offered_units:
        verdict.breach(tranche.code, f"{now} units in issue, {tranche.offered_units} offered", log)


def _stray_legs(case: Case) -> Iterator[tuple[Instruction, Transfer]]:
    """Movements that look like a leg of an instruction whose attempt failed around them."""
    free: dict[tuple[int, int], dict[Leg, Transfer]] = {}
    for entry in case.read.entries:
        log = entry.units or entry.cash
        if entry.cause is None and log is not None:
            legs = free.setdefault((log.block, log.tx_index), {})
            legs[log.address, log.from_, log.to, log.value] = log
    if not free:
        return
    successors = Successors()
    for told in case.inputs.logs:
        if type(told) is AccountReplaced:
            successors.record(told)
        if type(told) is not SettlementFailed:
            continue
        legs = free.get((told.block, told.tx_index), {})
        found = case.read.instructions.get(told.id)
        if found is not None and legs:
            agreed, in_force = found.economics, successors.in_force
            sides = in_force(agreed.deliverer), in_force(agreed.receiver)
            for leg in (found.expected_unit_leg(sides), found.expected_cash_leg(sides)):
                if leg in legs:
                    yield found, legs[leg]
