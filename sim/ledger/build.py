"""From logs to ledgers: entries, then statements, then comparisons, then the laws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sim.chain.logs import InvestorRecorded
from sim.ledger.collector import collector_paused
from sim.ledger.deal import deal_of
from sim.ledger.entries import read
from sim.ledger.holdings import record_holdings
from sim.ledger.inputs import LedgerInputs
from sim.ledger.laws import Case, Verdict, judge
from sim.ledger.recon import recon, verdict_row
from sim.ledger.recon.custody import custody_recon
from sim.ledger.statements.bookings import bookings
from sim.ledger.statements.cash import cash
from sim.ledger.statements.client_positions import client_positions
from sim.ledger.statements.corporate_actions import corporate_actions
from sim.ledger.statements.instruction_events import instruction_events
from sim.ledger.statements.journal import journal
from sim.ledger.statements.orders import orders
from sim.ledger.statements.positions import positions
from sim.ledger.statements.register import register
from sim.ledger.statements.settlement import settlement
from sim.ledger.statements.transactions import transactions
from sim.ledger.statements.troubles import troubles
from sim.ledger.tables import TABLES, Ledgers, Table

__all__ = ["build", "case_of", "ledgers_of"]


def build(inputs: LedgerInputs) -> Ledgers:
    """Every ledger of a run and the verdict of every law; pure.

    Raises UnknownAddress when the logs name an account or a token that the tables do not.
    """
    with collector_paused():
        case = case_of(inputs)
        return ledgers_of(case, judge(case))


def ledgers_of(case: Case, verdicts: tuple[Verdict, ...]) -> Ledgers:
    """The tables of a case, and what the laws said of it."""
    rows = _rows(case, verdicts)
    return Ledgers(
        tables={name: Table(name, TABLES[name], rows[name]) for name in TABLES if name in rows},
        verdicts=verdicts,
        currencies={found.code: found.currency for found in case.deal.tranches.values()},
    )


def case_of(inputs: LedgerInputs) -> Case:
    """The books the laws look at, compared with each other and with the chain."""
    deal = deal_of(inputs)
    entries = read(inputs.logs, deal)
    records = record_holdings(inputs.logs, deal)
    case = Case(
        inputs=inputs,
        deal=deal,
        read=entries,
        records=records,
        settlement=list(settlement(inputs, deal, entries)),
        positions=list(positions(inputs.logs, deal, inputs.last_day)),
        cash=list(cash(entries.entries, deal)),
        journal=list(journal(entries, deal, records, inputs.last_day)),
    )
    books = case.settlement, case.positions, case.cash, case.journal
    rows = [*recon(inputs, deal, entries, *books), *custody_recon(inputs, deal, case.positions)]
    return replace(case, recon=sorted(rows, key=_day))


def _rows(case: Case, verdicts: Sequence[Verdict]) -> dict[str, Sequence[Any]]:
    """Rows of the tables whose subject exists, by name."""
    inputs, deal, entries = case.inputs, case.deal, case.read
    rows: dict[str, Sequence[Any]] = {}
    if inputs.bonds:
        rows["settlement"] = case.settlement
        rows["instruction_events"] = list(instruction_events(inputs.logs, deal))
        rows["positions"] = _by_day(case.positions, client_positions(inputs, deal))
        rows["corporate_actions"] = [
            *corporate_actions(entries, deal, case.records),
            *troubles(inputs, deal),
        ]
    if inputs.cash_tokens:
        rows["cash"] = case.cash
    if inputs.bonds or inputs.cash_tokens:
        rows["journal"] = case.journal
    if inputs.offerings:
        rows["orders"] = list(orders(inputs, deal, entries))
    if any(type(log) is InvestorRecorded for log in inputs.logs):
        rows["register"] = list(register(inputs.logs, deal))
    if inputs.tiers.custodians:
        rows["bookings"] = list(bookings(inputs.bookings, deal))
    rows["recon"] = [*case.recon, *_last_words(inputs.last_day, verdicts)]
    rows["transactions"] = list(transactions(inputs, deal))
    return rows


def _by_day(rows: Sequence[Any], more: Iterable[Any]) -> Sequence[Any]:
    """Rows of one day together; the order within each of the two stays."""
    added = list(more)
    return sorted([*rows, *added], key=_day) if added else rows


def _day(row: Any) -> int:
    return int(row.as_of)


def _last_words(day: int, verdicts: Sequence[Verdict]) -> Sequence[Any]:
    return [verdict_row(day, said.law, said.checked, len(said.breaches)) for said in verdicts]
