"""`settlement`: one row an instruction as at the end, and every movement outside instructions.

The positions of any day follow from this table alone. Movements outside instructions are numbered
M (free), F (forced by registrar or regulator), L (recovered from a lost account) or C (bought back
and cancelled, a redemption free of payment); sides are the accounts in force when the instruction
ended, or now.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from sim.chain.logs import Paid, Reason, Status, TransactionType, UnitsCancelled, Withheld
from sim.ledger.days import fail_days
from sim.ledger.deal import Deal, Tranche
from sim.ledger.entries import Entries, Entry, place_of
from sim.ledger.inputs import ZERO, LedgerInputs
from sim.ledger.rows import SettlementRow
from sim.ledger.subjects import Action, Instruction, ascii_text, instruction_id
from sim.units import PAR, RATE_SCALE, half_up

__all__ = ["settlement"]

_NO_DATE = 2**32 - 1
"""An expiry date that says "never" (market claims)."""

_Placed = tuple[tuple[int, int, int], SettlementRow]


def settlement(inputs: LedgerInputs, deal: Deal, read: Entries) -> Iterator[SettlementRow]:
    """Rows in the order in which their subjects entered the chain."""
    instructions = _Instructions(inputs, deal)
    entered = (
        (place_of(found.entered), instructions.row(found)) for found in read.instructions.values()
    )
    for _, row in merge(entered, _others(deal, read)):
        yield row


class _Instructions:
    """Rows of instructions; a class because they share the calendar and the penalty rate."""

    def __init__(self, inputs: LedgerInputs, deal: Deal) -> None:
        self._calendar = inputs.calendar
        self._last_day = inputs.last_day
        self._penalty_rate = inputs.penalty_rate
        self._deal = deal

    def row(self, found: Instruction) -> SettlementRow:
        agreed = found.economics
        deal, tranche = self._deal, self._deal.tranches[agreed.bond]
        kind = agreed.transaction_type
        paid = agreed.cash != ZERO
        money = deal.cash.get(agreed.cash)
        settled_at = found.settled.at if found.settled else None
        late = self._fail_days(found)
        penalty = self._penalty(found, tranche, late)
        return SettlementRow(
            instruction_id=instruction_id(found.id),
            trade_id=ascii_text(agreed.trade_id),
            linked_id=instruction_id(agreed.linked_id),
            transaction_type=kind.name,
            payment="APMT" if paid else "FREE",
            tranche=tranche.code,
            isin=tranche.isin,
            dvp_model=1 if paid and agreed.units else None,
            cycle_id="",
            trade_date=agreed.trade_date,
            matched_at=found.matched.at if found.matched else None,
            intended_settlement_date=agreed.intended_date,
            actual_settlement_date=None if settled_at is None else deal.civil[settled_at],
            settled_at=settled_at,
            expiry_date=None if agreed.expiry_date == _NO_DATE else agreed.expiry_date,
            status=self._status(found),
            reason_code="" if found.reason is Reason.NONE else found.reason.name,
            fail_days=late,
            penalty=penalty,
            penalty_payer=self._penalty_payer(found) if penalty else "",
            deliverer=deal.names[found.sides[0]],
            receiver=deal.names[found.sides[1]],
            units=agreed.units,
            face=tranche.face_traded(agreed.units, agreed.intended_date),
            price=agreed.price or None,
            clean_amount=agreed.clean_amount if paid else None,
            accrued_days=agreed.accrued_days if paid and agreed.units else None,
            accrued_amount=agreed.accrued_amount if paid else None,
            settlement_amount=found.amount if paid else None,
            currency=money.currency if money else tranche.currency,
            rail=money.rail if money else "",
            counter_amount=None,
            counter_currency="",
            block=found.last.block,
            tx_index=found.last.tx_index,
            log_index=found.last.log_index,
        )

    def _status(self, found: Instruction) -> str:
        """Open instructions are FAILED once the close of their date has passed."""
        if found.status is Status.SETTLED or found.status is Status.CANCELLED:
            return found.status.name
        return "FAILED" if found.economics.intended_date <= self._last_day else "PENDING"

    def _fail_days(self, found: Instruction) -> int:
        end = found.settled or found.ended
        ended = self._deal.civil[end.at] if end else self._last_day
        return fail_days(self._calendar, found.economics.intended_date, ended)

    def _penalty(self, found: Instruction, tranche: Tranche, late: int) -> int:
        """Rate a day on the money that was late, or on the value of the units that were."""
        if not late or not self._penalty_rate:
            return 0
        base = found.amount
        if found.reason is not Reason.MONY:
            face = tranche.face_traded(found.economics.units, found.economics.intended_date)
            base = half_up(face * found.economics.price, PAR)
        return half_up(self._penalty_rate * late * base, RATE_SCALE)

    def _penalty_payer(self, found: Instruction) -> str:
        agreed = found.economics
        claim = agreed.transaction_type is TransactionType.CLAI
        deliverer, receiver = found.sides
        pays = deliverer if claim else receiver
        return self._deal.names[pays if found.reason is Reason.MONY else deliverer]


def _others(deal: Deal, read: Entries) -> Iterator[_Placed]:
    """Free, forced and recovery movements, and redemptions, in chain order."""
    for entry in read.entries:
        if entry.is_own:
            yield place_of(entry.last), _free(deal, entry)
        elif isinstance(entry.subject, Action) and entry.units is not None:
            yield place_of(entry.last), _redemption(deal, entry, entry.subject)


def _free(deal: Deal, entry: Entry) -> SettlementRow:
    log = entry.units
    assert log is not None
    tranche = deal.tranches[log.address]
    cancelled = type(entry.cause) is UnitsCancelled
    return _outside(
        deal,
        entry,
        tranche,
        instruction_id=entry.reference,
        transaction_type="REDM" if cancelled else "OWNI",
        payment="FREE",
        deliverer=deal.names[log.from_],
        receiver=deal.names[tranche.issuer if cancelled else log.to],
        units=log.value,
        face=tranche.face_held(log.value, deal.civil[entry.last.at]),
        currency=tranche.currency,
    )


def _redemption(deal: Deal, entry: Entry, action: Action) -> SettlementRow:
    assert entry.units is not None
    assert isinstance(entry.cause, Paid | Withheld)
    holder, units = entry.units.from_, entry.units.value
    payment = action.payments[entry.cause.holder]
    money = deal.cash[action.announced.announcement.cash]
    return _outside(
        deal,
        entry,
        action.tranche,
        instruction_id=f"R{action.id:03d}-{payment.number:04d}",
        transaction_type="REDM",
        payment="APMT",
        intended_settlement_date=action.announced.announcement.payment_date,
        deliverer=deal.names[holder],
        receiver=deal.names[action.tranche.issuer],
        units=units,
        face=action.face_of(units),
        price=action.price,
        clean_amount=payment.log.gross,
        settlement_amount=payment.log.net,
        currency=money.currency,
        rail=money.rail,
    )


def _outside(
    deal: Deal,
    entry: Entry,
    tranche: Tranche,
    *,
    instruction_id: str,
    transaction_type: str,
    payment: str,
    deliverer: str,
    receiver: str,
    units: int,
    face: int,
    currency: str,
    rail: str = "",
    intended_settlement_date: int | None = None,
    price: int | None = None,
    clean_amount: int | None = None,
    settlement_amount: int | None = None,
) -> SettlementRow:
    """A movement that is no instruction: it is settled the moment it happens."""
    last = entry.last
    return SettlementRow(
        instruction_id=instruction_id,
        trade_id="",
        linked_id="",
        transaction_type=transaction_type,
        payment=payment,
        tranche=tranche.code,
        isin=tranche.isin,
        dvp_model=None,
        cycle_id="",
        trade_date=None,
        matched_at=None,
        intended_settlement_date=intended_settlement_date,
        actual_settlement_date=deal.civil[last.at],
        settled_at=last.at,
        expiry_date=None,
        status="SETTLED",
        reason_code="",
        fail_days=None,
        penalty=None,
        penalty_payer="",
        deliverer=deliverer,
        receiver=receiver,
        units=units,
        face=face,
        price=price,
        clean_amount=clean_amount,
        accrued_days=None,
        accrued_amount=None,
        settlement_amount=settlement_amount,
        currency=currency,
        rail=rail,
        counter_amount=None,
        counter_currency="",
        block=last.block,
        tx_index=last.tx_index,
        log_index=last.log_index,
    )
