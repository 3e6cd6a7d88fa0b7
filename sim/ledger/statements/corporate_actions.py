"""`corporate_actions`: each action with its totals, then each entitled holder's part of it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.chain.logs import ActionKind, Announcement, Log, Withheld, WithheldReason
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
        if action.status == "MISSED":
            yield from _missed(terms, action, deal, records)


def rounding_of(action: Action) -> int:
    """Paid in all, less the exact amount of the whole issue rounded once, half up."""
    told = action.announced.announcement
    units = _units(action) or 0
    return units * told.amount_per_unit - half_up(units * told.amount_num, told.amount_den)


def _days_counted(told: Announcement, day_count: str) -> int:
    """Days of the period; where every month has 30 they are the fraction's own, as in trades."""
    if day_count in ("30/360", "30E/360"):
        return told.accrual_num
    return told.period_end - told.period_start


def _terms_row(action: Action, deal: Deal) -> CorporateActionRow:
    """What every row of an action shares."""
    told, tranche = action.announced.announcement, action.tranche
    money = deal.cash[told.cash]
    interest = told.kind is ActionKind.INTR
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
        period_start=told.period_start,
        period_end=told.period_end,
        day_count=tranche.day_count if interest else "",
        accrual_days=_days_counted(told, tranche.day_count) if interest else None,
        accrual_num=told.accrual_num if interest else None,
        accrual_den=told.accrual_den if interest else None,
        rate=told.rate if interest else None,
        amount_per_unit=told.amount_per_unit,
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


def _units(action: Action) -> int | None:
    """Units of the record date, known once the money was asked for."""
    asked = action.funded or action.missed
    return None if asked is None else asked.units


def _totals(terms: CorporateActionRow, action: Action) -> CorporateActionRow:
    units, face, gross = _due(action, _units(action))
    tax = sum(payment.log.tax for payment in action.payments.values())
    return _at(terms, action.last)._replace(
        units=units,
        face=face,
        gross=gross,
        tax=None if gross is None else tax,
        net=None if gross is None else gross - tax,
        rounding=rounding_of(action) if action.paid else None,
        status=action.status,
        paid_at=action.paid.at if action.paid else None,
    )


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
        face=log.units * action.tranche.calculation_amount,
        gross=log.gross,
        tax=log.tax,
        net=log.net,
        status="CLAIMED" if claimed else unpaid,
        withheld_reason=withheld.name if withheld else "",
        paid_at=done.at if done else None,
    )


def _missed(
    terms: CorporateActionRow, action: Action, deal: Deal, records: RecordHoldings
) -> Iterator[CorporateActionRow]:
    """What each holder of the record date is still owed."""
    assert action.missed is not None
    told = action.announced.announcement
    for holder, held in records[told.bond, told.period_index].items():
        units, face, gross = _due(action, held)
        yield _at(terms, action.missed)._replace(
            holder=deal.names[holder],
            units=units,
            face=face,
            gross=gross,
            tax=0,
            net=gross,
            status="MISSED",
        )


def _due(action: Action, units: int | None) -> tuple[int | None, int | None, int | None]:
    """Units, their face, and the money due on them."""
    if units is None:
        return None, None, None
    face = units * action.tranche.calculation_amount
    return units, face, units * action.announced.announcement.amount_per_unit


def _at(row: CorporateActionRow, log: Log) -> CorporateActionRow:
    return row._replace(block=log.block, tx_index=log.tx_index, log_index=log.log_index)
