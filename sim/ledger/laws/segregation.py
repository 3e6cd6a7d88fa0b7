"""SEGREGATION: what clients have is there, moved for nobody else, and paid on to the cent.

Judged where somebody holds through others: the nominee's units on chain are its clients' units in
every book, each movement of its account is an instruction of theirs, and no client's delivery
takes what is another's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from sim.chain.logs import Paid, TransactionType
from sim.custody import Booking
from sim.ledger.laws.case import Case, Verdict
from sim.ledger.laws.client_puts import check_puts, elected_for
from sim.ledger.laws.client_votes import check_votes
from sim.ledger.laws.shares import check_shares
from sim.ledger.recon.custody import LAW, OPEN
from sim.ledger.subjects import action_id, instruction_id
from sim.units import money_text

__all__ = ["segregation"]

_Moves: TypeAlias = dict[tuple[str, str], tuple[int, int, str]]
"""Units, and money with its currency, by reference and nominee; in is positive."""


def segregation(case: Case) -> Verdict:
    """Books agree at the end, and the nominee did what its clients' bookings say, no more."""
    verdict = Verdict(LAW)
    verdict.compare_books(case)
    _check_open_breaks(case, verdict)
    _check_movements(case, verdict)
    _check_own_movements(case, verdict)
    _check_entitlements(case, verdict)
    check_shares(case, verdict)
    check_votes(case, verdict)
    check_puts(case, verdict)
    return verdict


def _check_open_breaks(case: Case, verdict: Verdict) -> None:
    """A break that is found and put right is a good day's work; one left open is none."""
    for row in case.recon:
        if (row.law, row.status, row.as_of) == (LAW, OPEN, case.inputs.last_day):
            days = "1 business day" if row.age_days == 1 else f"{row.age_days} business days"
            problem = f"{row.value_a} in {row.book_a}, {row.value_b} in {row.book_b}"
            verdict.breach(row.scope, f"{problem}, open for {days}")


def _check_movements(case: Case, verdict: Verdict) -> None:
    """Each reference moved on chain what the nominee booked for custodians, and was paid so."""
    on_chain, booked = _on_chain(case), _booked(case)
    for key in dict.fromkeys((*on_chain, *booked)):
        verdict.checked += 1
        units, money, currency = on_chain.get(key, (0, 0, ""))
        booked_units, booked_money, booked_in = booked.get(key, (0, 0, currency))
        reference, nominee = key
        scope = f"{reference} of {nominee}"
        if units != booked_units:
            verdict.breach(scope, f"{units} units moved, {booked_units} booked for clients")
        if money != booked_money:
            texts = [money_text(value, booked_in) for value in (money, booked_money)]
            verdict.breach(scope, f"{texts[0]} paid, {texts[1]} booked for clients")


def _on_chain(case: Case) -> _Moves:
    names, nominees = case.deal.names, case.inputs.tiers.nominees
    moves: _Moves = {}
    for found in case.read.instructions.values():
        if found.settled is None:
            continue
        claim = found.economics.transaction_type is TransactionType.CLAI
        for side, sign in zip(found.sides, (-1, 1), strict=True):
            if names[side] in nominees:
                money = sign * found.amount if claim else -sign * found.amount
                currency = case.deal.tranches[found.economics.bond].currency
                key = instruction_id(found.id), names[side]
                moves[key] = sign * found.economics.units, money, currency
    for action in case.read.actions.values():
        for holder, payment in action.payments.items():
            if names[holder] in nominees:
                paid = isinstance(payment.log, Paid) or payment.claimed is not None
                units = payment.log.units if action.redeems else 0
                money = payment.log.net if paid else 0
                key = action_id(action.id), names[holder]
                moves[key] = -units, money, action.tranche.currency
    return moves


def _booked(case: Case) -> _Moves:
    """Transfers within a nominee's book come to nothing: what one custodian loses, one gains."""
    moves: _Moves = {}
    for line in case.inputs.bookings:
        if line.counts and line.book in case.inputs.tiers.nominees:
            key = line.reference, line.book
            units, money, _ = moves.get(key, (0, 0, ""))
            moves[key] = units + line.units, money + line.amount, line.currency
    return moves


def _check_own_movements(case: Case, verdict: Verdict) -> None:
    names, nominees = case.deal.names, set(case.inputs.tiers.nominees)
    for entry in case.read.entries:
        log = entry.units
        if (
            entry.is_own
            and log is not None
            and not nominees.isdisjoint((names[log.from_], names[log.to]))
        ):
            problem = f"{log.value} units moved without an instruction of a client"
            verdict.breach(entry.reference, problem, log)


def _check_entitlements(case: Case, verdict: Verdict) -> None:
    """No client delivers, or has repaid, more than it has, whatever its custodian's book says."""
    units: dict[tuple[str, str], int] = defaultdict(int)
    clients = {client.account: client.name for client in case.inputs.tiers.clients.values()}
    for account, moved, line in _by_account(case):
        verdict.checked += 1
        units[account, line.tranche] += moved
        left = units[account, line.tranche]
        if left < 0 and moved < 0:
            scope = f"{line.tranche} {line.reference} of {clients.get(account, account)}"
            what = "delivered" if line.account else "repaid"
            verdict.breach(scope, f"{min(-left, -moved)} of the units {what} are others'")


def _by_account(case: Case) -> Iterator[tuple[str, int, Booking]]:
    """Units that moved of each safekeeping account, and the nominee's line that says so."""
    puts = {action_id(action.id): action for action in case.read.actions.values() if action.is_put}
    for line in case.inputs.bookings:
        if not (line.counts and line.book in case.inputs.tiers.nominees):
            continue
        if line.account:
            yield line.account, line.units, line
        elif line.reference in puts and line.units < 0:
            # A nominee pays custodians: whose units went, they elected.
            for account, units in elected_for(case, puts[line.reference], line.book).items():
                if case.inputs.tiers.of_account(account).custodian == line.holder:
                    yield account, -units, line
