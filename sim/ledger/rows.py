"""The columns of every ledger, in their order: one row type a table, a row a tuple of its cells.

Columns are added at the end of a table's own columns and never renamed or moved. A row is a tuple
and not an object with fields, because it is what is written: cells in column order, immutable, and
cheap enough for a coupon to a million holders.

Tables made from logs end in the place of a row's last relevant log, which each class names. Rows
stand in chain order; where a row tells the whole life of its subject, in the order in which the
subjects entered the chain.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.ledger.kinds import Count, Date, Moment, Money, Number, Price, Rate, Text

__all__ = [
    "BookingRow",
    "CashRow",
    "CorporateActionRow",
    "InstructionEventRow",
    "JournalRow",
    "OrderRow",
    "PositionRow",
    "ReconRow",
    "RegisterRow",
    "SettlementRow",
    "TransactionRow",
]


class SettlementRow(NamedTuple):
    """One instruction as at the end of the run, or one movement outside instructions.

    Last log: of an instruction its last event (Settled, Cancelled, Expired, SettlementFailed, …);
    of a free movement the Transfer; of a redemption the Paid or Withheld.
    """

    instruction_id: Text
    trade_id: Text
    linked_id: Text
    transaction_type: Text
    payment: Text
    tranche: Text
    isin: Text
    dvp_model: Count
    cycle_id: Text
    trade_date: Date
    matched_at: Moment
    intended_settlement_date: Date
    actual_settlement_date: Date
    settled_at: Moment
    expiry_date: Date
    status: Text
    reason_code: Text
    fail_days: Count
    penalty: Money
    penalty_payer: Text
    deliverer: Text
    receiver: Text
    units: Count
    face: Money
    price: Price
    clean_amount: Money
    accrued_days: Count
    accrued_amount: Money
    settlement_amount: Money
    currency: Text
    rail: Text
    counter_amount: Money
    counter_currency: Text
    block: Count
    tx_index: Count
    log_index: Count


class InstructionEventRow(NamedTuple):
    """One thing that happened to an instruction; last log: the event itself."""

    instruction_id: Text
    at: Moment
    from_status: Text
    to_status: Text
    attempt: Count
    reason_code: Text
    by: Text
    block: Count
    tx_index: Count
    log_index: Count


class PositionRow(NamedTuple):
    """One account's units of a tranche at a close; last log: its last Transfer or Frozen."""

    as_of: Date
    holder: Text
    account_type: Text
    book: Text
    tranche: Text
    isin: Text
    opening: Count
    issued: Count
    received: Count
    delivered: Count
    redeemed: Count
    closing: Count
    locked: Count
    frozen: Count
    available: Count
    pending_in: Count
    pending_out: Count
    face: Money
    block: Count
    tx_index: Count
    log_index: Count


class BookingRow(NamedTuple):
    """One line of a nominee's or custodian's own book; from no log, though it refers to them.

    In is positive, out negative. Status: BOOKED; CORRECTED for a line that puts an earlier one
    right, and counts from its value date; INSTRUCTED for what a client wants of its units, which
    moves nothing; REFUSED for what a client's units did not cover.
    """

    at: Moment
    value_date: Date
    book: Text
    holder: Text
    account: Text
    tranche: Text
    isin: Text
    purpose: Text
    units: Count
    currency: Text
    amount: Money
    reference: Text
    status: Text


class CashRow(NamedTuple):
    """One side's view of a movement of money, credit is money in.

    No balance where the money is not on the chain; the reference then is the payment system's.

    Last log: what closed the movement (Settled, Paid, Claimed, Minted, Burned), the Transfer itself
    where nothing else explains it or where it came last (funding).
    """

    at: Moment
    value_date: Date
    account: Text
    rail: Text
    currency: Text
    debit: Money
    credit: Money
    balance: Money
    counterparty: Text
    purpose: Text
    reference: Text
    block: Count
    tx_index: Count
    log_index: Count


class JournalRow(NamedTuple):
    """One line of a double entry; last log: as in `CashRow`.

    Rights that fell due are booked with the first Paid, Withheld or ActionMissed of their action.
    `currency` is a currency, or a tranche's code and "/units".
    """

    entry_id: Text
    line: Count
    booked_at: Moment
    value_date: Date
    account: Text
    debit: Money
    credit: Money
    currency: Text
    reference: Text
    narrative: Text
    block: Count
    tx_index: Count
    log_index: Count


class CorporateActionRow(NamedTuple):
    """An action (holder empty, totals) or one entitled holder's part of it.

    Last log: of an action ActionPaid, ActionFunded, ActionMissed or ActionAnnounced, the latest; of
    a holder Claimed, Paid, Withheld, or the ActionMissed.
    """

    action_id: Text
    event: Text
    tranche: Text
    isin: Text
    currency: Text
    rail: Text
    record_date: Date
    ex_date: Date
    due_date: Date
    payment_date: Date
    period_start: Date
    period_end: Date
    day_count: Text
    accrual_days: Count
    accrual_num: Count
    accrual_den: Count
    rate: Rate
    amount_per_unit: Money
    holder: Text
    units: Count
    face: Money
    gross: Money
    tax: Money
    net: Money
    rounding: Money
    status: Text
    withheld_reason: Text
    funded_at: Moment
    paid_at: Moment
    block: Count
    tx_index: Count
    log_index: Count


class OrderRow(NamedTuple):
    """One bid and what became of it; last log: PrimaryInstructed, OrderAllocated or earlier."""

    order_id: Text
    at: Moment
    tranche: Text
    investor: Text
    limit_yield: Rate
    bid_units: Count
    bid_face: Money
    allocated_units: Count
    price: Price
    settlement_amount: Money
    reason: Text
    instruction_id: Text
    block: Count
    tx_index: Count
    log_index: Count


class RegisterRow(NamedTuple):
    """One change of a register entry; last log: the InvestorRecorded."""

    at: Moment
    party: Text
    # "class" is a word of Python; the column is named by `columns_of`.
    class_: Text
    jurisdiction: Text
    kyc_expiry: Moment
    flags: Text
    change: Text
    by: Text
    block: Count
    tx_index: Count
    log_index: Count


class ReconRow(NamedTuple):
    """One comparison of two books at a close; values are plain decimals in the scope's own unit."""

    as_of: Date
    law: Text
    scope: Text
    book_a: Text
    book_b: Text
    value_a: Number
    value_b: Number
    difference: Number
    break_type: Text
    age_days: Count
    status: Text


class TransactionRow(NamedTuple):
    """One transaction as sent; what an engine adds (gas, hash) is in no digest."""

    block: Count
    chain_block: Count
    at: Moment
    sender: Text
    contract: Text
    function: Text
    status: Text
    revert: Text
    gas_used: Count
    tx_hash: Text
