"""ELIGIBLE and DENOM: who may hold, and how little; the register's rules replayed from its logs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.chain.logs import (
    AccountReplaced,
    AddressFrozen,
    ForcedTransfer,
    Frozen,
    InvestorClass,
    InvestorRecorded,
    Locked,
    Log,
    OfferRuleSet,
    Paused,
    RecoverySuccess,
    Refusal,
    Transfer,
    Unlocked,
    Unpaused,
)
from sim.ledger.entries import place_of
from sim.ledger.holdings import move
from sim.ledger.inputs import ZERO, Address
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.subjects import Action
from sim.ledger.successors import Successors

__all__ = ["denom", "eligible"]


def eligible(case: Case) -> Verdict:
    """Whoever received units could receive them at that instant, and nobody barred sent any.

    A forced transfer asks only whether the receiver may hold; a recovery, only whether the
    receiver replaced the account it takes from.
    """
    verdict = Verdict("ELIGIBLE")
    replay = _Replay(case, verdict)
    handlers = replay.handlers()
    for log in case.inputs.logs:
        handle = handlers.get(type(log))
        if handle is not None:
            handle(log)
    return verdict


def denom(case: Case) -> Verdict:
    """When a transaction ends, every holding it touched is zero or at least the minimum.

    What a forced transfer, a recovery or a put left may be less, until its holder moves next.
    """
    verdict = Verdict("DENOM")
    holdings: dict[Address, dict[Address, int]] = {key: {} for key in case.deal.tranches}
    touched: dict[tuple[Address, Address], Transfer] = {}
    ordered, exempt = _ordered(case), set[tuple[Address, Address]]()
    repaid = _put(case)
    for log in case.inputs.logs:
        if type(log) is not Transfer or log.address not in holdings:
            continue
        if touched:
            before = next(iter(touched.values()))
            if (before.block, before.tx_index) != (log.block, log.tx_index):
                _check_minimum(case, verdict, holdings, touched, exempt)
                touched = {}
        move(holdings[log.address], log)
        sides = [(log.address, side) for side in (log.from_, log.to) if side != ZERO]
        touched.update(dict.fromkeys(sides, log))
        if (ordered and place_of(log) in ordered) or (repaid and place_of(log) in repaid):
            exempt.update(sides)
        elif exempt and log.to != ZERO:  # a redemption is not the holder's own movement
            exempt.difference_update(sides)
    _check_minimum(case, verdict, holdings, touched, exempt)
    return verdict


def _put(case: Case) -> set[tuple[int, int, int]]:
    """Places of the Transfers that ended units elected for repayment."""
    return {
        place_of(entry.units)
        for entry in case.read.entries
        if isinstance(entry.subject, Action) and entry.subject.is_put and entry.units is not None
    }


def _ordered(case: Case) -> dict[tuple[int, int, int], ForcedTransfer | RecoverySuccess]:
    """Movements made by order, by the place of their Transfer."""
    return {
        place_of(entry.units): entry.cause
        for entry in case.read.entries
        if isinstance(entry.cause, ForcedTransfer | RecoverySuccess) and entry.units is not None
    }


def _check_minimum(
    case: Case,
    verdict: Verdict,
    holdings: dict[Address, dict[Address, int]],
    touched: dict[tuple[Address, Address], Transfer],
    exempt: set[tuple[Address, Address]],
) -> None:
    for (bond, account), log in touched.items():
        verdict.checked += 1
        if (bond, account) in exempt:
            continue
        units, least = holdings[bond][account], case.deal.tranches[bond].minimum_units
        if units != 0 and units < least:
            scope = f"{case.deal.tranches[bond].code} {case.deal.names[account]}"
            verdict.breach(scope, f"holds {units} units, the least is {least}", log)


class _Replay:
    """The register and the freezes as they stand when each movement happens."""

    def __init__(self, case: Case, verdict: Verdict) -> None:
        self._case = case
        self._verdict = verdict
        self._entries: dict[Address, InvestorRecorded] = {}
        self._rules: dict[Address, OfferRuleSet] = {}
        self._frozen: set[tuple[Address, Address]] = set()
        self._units: dict[Address, dict[Address, int]] = {key: {} for key in case.deal.tranches}
        self._ordered = _ordered(case)
        self._successors = Successors()
        self._paused: set[Address] = set()
        self._frozen_units: dict[tuple[Address, Address], int] = {}
        self._locked_units: dict[tuple[Address, Address], int] = {}

    def handlers(self) -> dict[type[Log], Callable[[Any], None]]:
        return {
            InvestorRecorded: self._recorded,
            OfferRuleSet: self._rule_set,
            AddressFrozen: self._address_frozen,
            AccountReplaced: self._successors.record,
            Paused: lambda log: self._paused.add(log.address),
            Unpaused: lambda log: self._paused.discard(log.address),
            Frozen: self._units_frozen,
            Locked: lambda log: self._lock(log, log.units),
            Unlocked: lambda log: self._lock(log, -log.units),
            Transfer: self._moved,
        }

    def _recorded(self, log: InvestorRecorded) -> None:
        self._entries[log.account] = log

    def _rule_set(self, log: OfferRuleSet) -> None:
        self._rules[log.token] = log

    def _address_frozen(self, log: AddressFrozen) -> None:
        key = log.address, log.account
        if log.is_frozen:
            self._frozen.add(key)
        else:
            self._frozen.discard(key)

    def _units_frozen(self, log: Frozen) -> None:
        self._frozen_units[log.address, log.account] = log.amount

    def _lock(self, log: Locked | Unlocked, units: int) -> None:
        key = log.address, log.account
        self._locked_units[key] = self._locked_units.get(key, 0) + units

    def _moved(self, log: Transfer) -> None:
        units = self._units.get(log.address)
        if units is None:
            return
        move(units, log)
        # A redemption leaves whoever holds, whatever bars him: only his money is withheld.
        if log.to == ZERO:
            return
        self._verdict.checked += 1
        order = self._ordered.get(place_of(log)) if self._ordered else None
        if isinstance(order, RecoverySuccess):
            if self._successors.in_force(log.from_) != log.to:
                self._breach(log, log.to, "NOT_THE_REPLACEMENT")
            return
        forced = order is not None
        sender = "" if forced else self._sender_refusal(log, units.get(log.from_, 0))
        if sender:
            self._breach(log, log.from_, sender)
        # The cap on holdings does not bind who orders a transfer.
        receiver = self._receiver_refusal(log, 0 if forced else units[log.to])
        if receiver:
            self._breach(log, log.to, receiver)

    def _breach(self, log: Transfer, account: Address, problem: str) -> None:
        code = self._case.deal.tranches[log.address].code
        self._verdict.breach(f"{code} {self._case.deal.names[account]}", problem, log)

    def _sender_refusal(self, log: Transfer, units_after: int) -> str:
        if log.address in self._paused:
            return "PAUSED"
        entry, key = self._entries.get(log.from_), (log.address, log.from_)
        if entry is not None and entry.sanctioned:
            return Refusal.SENDER_SANCTIONED.name
        if self._successors.is_lost(log.from_):
            return Refusal.SENDER_REPLACED.name
        if key in self._frozen:
            return "SENDER_FROZEN"
        held_back = self._frozen_units.get(key, 0) + self._locked_units.get(key, 0)
        if not held_back:
            return ""
        before = units_after + (log.value if log.from_ != log.to else 0)
        return "UNITS_NOT_AVAILABLE" if log.value > max(0, before - held_back) else ""

    def _receiver_refusal(self, log: Transfer, units_after: int) -> str:
        if (log.address, log.to) in self._frozen:
            return "RECEIVER_FROZEN"
        entry, offer = self._entries.get(log.to), self._rules.get(log.address)
        if entry is None or offer is None:
            return Refusal.RECEIVER_NOT_ADMITTED.name
        if self._successors.is_lost(log.to) and not entry.sanctioned:
            return Refusal.RECEIVER_REPLACED.name
        refusal = _of_entry(entry, log.at)
        if refusal is Refusal.NONE:
            refusal = _of_offer(entry, offer, units_after)
        return "" if refusal is Refusal.NONE else refusal.name


def _of_entry(entry: InvestorRecorded, at: int) -> Refusal:
    """Why an entry may not receive anything at an instant, in the register's own order."""
    if entry.sanctioned:
        return Refusal.RECEIVER_SANCTIONED
    if entry.investor_class is InvestorClass.NONE:
        return Refusal.RECEIVER_NOT_ADMITTED
    return Refusal.RECEIVER_KYC_EXPIRED if entry.kyc_expiry <= at else Refusal.NONE


def _of_offer(entry: InvestorRecorded, offer: OfferRuleSet, units_after: int) -> Refusal:
    """Why an entry may not receive what this offer sells, in the register's own order."""
    rule = offer.rule
    if not rule.classes >> entry.investor_class & 1:
        return Refusal.RECEIVER_CLASS_NOT_OFFERED
    if entry.jurisdiction not in offer.jurisdictions:
        return Refusal.RECEIVER_JURISDICTION_NOT_OFFERED
    if rule.risk_acknowledgement and not entry.risk_acknowledged:
        return Refusal.RECEIVER_RISK_NOT_ACKNOWLEDGED
    return Refusal.RECEIVER_ABOVE_CAP if 0 < rule.unit_cap < units_after else Refusal.NONE
