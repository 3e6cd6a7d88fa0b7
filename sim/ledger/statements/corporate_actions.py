"""`corporate_actions`: each action with its totals, then each entitled holder's part of it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.chain.logs import (
    ActionKind,
    Announcement,
    Lapsed,
    Log,
    RoundingBasis,
    Withheld,
    WithheldReason,
)
from sim.ledger.deal import Deal
from sim.ledger.entries import Entries
from sim.ledger.holdings import RecordHoldings
from sim.ledger.rows import CorporateActionRow
from sim.ledger.subjects import Action, Payment, action_id
from sim.units import half_up

__all__ = ["corporate_actions", "rounding_of"]


def corporate_actions(
    read: Entries, deal: Deal, records: RecordHoldings
) -> Iterator[CorporateActionRow]:
    """Actions in the order they were announced, holders in the order they were paid."""
    for action in read.actions.values():
        terms = _terms_row(action, deal)
        yield _totals(terms, action)
        for payment in action.payments.values():
            yield _part(terms, action, payment, deal)
        for lapse in action.lapses.values():
            yield _lapse(terms, action, lapse, deal)
        if action.status in ("MISSED", "CANCELLED"):
            yield from _missed(terms, action, deal, records)


def rounding_of(action: Action) -> int:
    """Paid in all, less the exact amount of the whole issue rounded once, half up."""
    told, asked = action.announced.announcement, action.asked
    if asked is None:
        return 0
    return asked.amount - half_up(asked.units * told.amount_num, told.amount_den)


def _days_counted(told: Announcement, day_count: str) -> int:
    """Days of the period; where every month has 30 they are the fraction's own, as in trades."""
    if day_count in ("30/360", "30E/360"):
        return told.accrual_num
    return told.period_end - told.period_start


def _terms_row(action: Action, deal: Deal) -> CorporateActionRow:
    """What every row of an action shares."""
    told, tranche = action.announced.announcement, action.tranche
    money = deal.cash[told.cash]
    interest = told.kind in (ActionKind.INTR, ActionKind.DINT)
    return CorporateActionRow(
        action_id=action_id(action.id),
        event=told.kind.name,
        tranche=tranche.code,
        isin=tranche.isin,
        currency=money.currency,
        rail=money.rail,
        record_date=told.record_date,
        ex_date=told.ex_date,
        due_date=told.due_date,
        payment_date=told.payment_date,
        # An instalment of what was recovered belongs to no period.
        period_start=told.period_start or None,
        period_end=told.period_end or None,
        day_count=tranche.day_count if interest else "",
        accrual_days=_days_counted(told, tranche.day_count) if interest else None,
        accrual_num=told.accrual_num if interest else None,
        accrual_den=told.accrual_den if interest else None,
        rate=told.rate if interest else None,
        # Rounded a holding, no single unit has an amount.
        amount_per_unit=None
        if told.rounding_basis is RoundingBasis.HOLDING
        else told.amount_per_unit,
        holder="",
        units=None,
        face=None,
        gross=None,
        tax=None,
        net=None,
        rounding=None,
        status="",
        withheld_reason="",
        funded_at=action.funded.at if action.funded else None,
        paid_at=None,
        block=0,
        tx_index=0,
        log_index=0,
    )


def _totals(terms: CorporateActionRow, action: Action) -> CorporateActionRow:
    asked = action.asked
    units = None if asked is None else asked.units
    gross = None if asked is None else asked.amount
    tax = None if gross is None or _is_untold(action) else _withheld(action)
    return _at(terms, action.last)._replace(
        units=units,
        face=None if units is None else action.face_of(units),
        gross=gross,
        tax=tax,
        net=None if gross is None or tax is None else gross - tax,
        rounding=rounding_of(action) if action.paid else None,
        status=action.status,
        paid_at=action.paid.at if action.paid else None,
    )


def _withheld(action: Action) -> int:
    return sum(payment.log.tax for payment in action.payments.values())


def _is_untold(action: Action) -> bool:
    """Tax of what was never paid is not known: it goes by who is resident where on that day."""
    return action.is_taxed and action.funded is None


def _part(
    terms: CorporateActionRow, action: Action, payment: Payment, deal: Deal
) -> CorporateActionRow:
    log, claimed = payment.log, payment.claimed
    withheld = log.reason if type(log) is Withheld else WithheldReason.NONE
    unpaid = "WITHHELD" if withheld else "PAID"
    done = claimed or (None if withheld else log)
    return _at(terms, claimed or log)._replace(
        holder=deal.names[log.holder],
        units=log.units,
        face=action.face_of(log.units),
        gross=log.gross,
        tax=log.tax,
        net=log.net,
        status="CLAIMED" if claimed else unpaid,
        withheld_reason=withheld.name if withheld else "",
        paid_at=done.at if done else None,
    )


def _lapse(
    terms: CorporateActionRow, action: Action, log: Lapsed, deal: Deal
) -> CorporateActionRow:
    """A right that ended with the units it was for."""
    return _at(terms, log)._replace(
        holder=deal.names[log.holder],
        units=log.units,
        face=action.face_of(log.units),
        gross=log.amount,
        tax=0,
        net=0,
        status="LAPSED",
    )


def _missed(
    terms: CorporateActionRow, action: Action, deal: Deal, records: RecordHoldings
) -> Iterator[CorporateActionRow]:
    """What each holder of the record date is still owed; tax, if any, is known once it is paid."""
    assert action.missed is not None
    for holder, held in action.holders(records).items():
        gross = action.gross_on(held)
        yield _at(terms, action.cancelled or action.missed)._replace(
            holder=deal.names[holder],
            units=held,
            face=action.face_of(held),
            gross=gross,
            tax=None if action.is_taxed else 0,
            net=None if action.is_taxed else gross,
            status=action.status,
        )


def _at(row: CorporateActionRow, log: Log) -> CorporateActionRow:
    return row._replace(block=log.block, tx_index=log.tx_index, log_index=log.log_index)
