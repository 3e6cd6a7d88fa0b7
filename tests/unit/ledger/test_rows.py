"""Columns are a promise to everyone who reads the files: the design's list, word for word."""

from __future__ import annotations

import pytest

from sim.ledger import TABLES
from sim.ledger.tables import PLACE, columns_of, kinds_of

PROMISED = {
    "settlement": "instruction_id, trade_id, linked_id, transaction_type, payment, tranche, isin, "
    "dvp_model, cycle_id, trade_date, matched_at, intended_settlement_date, "
    "actual_settlement_date, settled_at, expiry_date, status, reason_code, fail_days, penalty, "
    "penalty_payer, deliverer, receiver, units, face, price, clean_amount, accrued_days, "
    "accrued_amount, settlement_amount, currency, rail, counter_amount, counter_currency",
    "instruction_events": "instruction_id, at, from_status, to_status, attempt, reason_code, by",
    "positions": "as_of, holder, account_type, book, tranche, isin, opening, issued, received, "
    "delivered, redeemed, closing, locked, frozen, available, pending_in, pending_out, face",
    "cash": "at, value_date, account, rail, currency, debit, credit, balance, counterparty, "
    "purpose, reference",
    "journal": "entry_id, line, booked_at, value_date, account, debit, credit, currency, "
    "reference, narrative",
    "corporate_actions": "action_id, event, tranche, isin, currency, rail, record_date, ex_date, "
    "due_date, payment_date, period_start, period_end, day_count, accrual_days, accrual_num, "
    "accrual_den, rate, amount_per_unit, holder, units, face, gross, tax, net, rounding, status, "
    "withheld_reason, funded_at, paid_at",
    "orders": "order_id, at, tranche, investor, limit_yield, bid_units, bid_face, "
    "allocated_units, price, settlement_amount, reason, instruction_id",
    "register": "at, party, class, jurisdiction, kyc_expiry, flags, change, by",
    "bookings": "at, value_date, book, holder, account, tranche, isin, purpose, units, currency, "
    "amount, reference, status",
    "recon": "as_of, law, scope, book_a, book_b, value_a, value_b, difference, break_type, "
    "age_days, status",
    "transactions": "block, chain_block, at, sender, contract, function, status, revert, "
    "gas_used, tx_hash",
}
NOT_FROM_LOGS = ("bookings", "recon", "transactions")


@pytest.mark.parametrize("name", PROMISED)
def test_columns_and_their_order(name: str) -> None:
    columns = tuple(PROMISED[name].split(", "))
    assert columns_of(TABLES[name]) == columns + (() if name in NOT_FROM_LOGS else PLACE)


def test_no_other_table() -> None:
    assert list(TABLES) == list(PROMISED)


@pytest.mark.parametrize("name", PROMISED)
def test_every_column_says_how_it_is_written(name: str) -> None:
    assert len(kinds_of(TABLES[name])) == len(columns_of(TABLES[name]))
