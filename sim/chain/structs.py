"""Every struct that functions take and return.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.chain.identity import Address
from sim.chain.logs import (
    ActionKind,
    ActionStatus,
    Announcement,
    Economics,
    InvestorClass,
    OfferRule,
    OrderReason,
    Period,
    Reason,
    Status,
    Terms,
    TransactionType,
)

__all__ = [
    "Account",
    "Action",
    "Admission",
    "Announcement",
    "Bid",
    "CashAccount",
    "Economics",
    "Instruction",
    "Investor",
    "OfferRule",
    "OfferingTerms",
    "Order",
    "Period",
    "Terms",
]


@dataclass(frozen=True, slots=True)
class Account:
    """Solidity's `Account`."""

    units: int
    locked: int
    frozen: int
    record_id: int
    is_frozen: bool


@dataclass(frozen=True, slots=True)
class Action:
    """Solidity's `Action`."""

    bond: Address
    cash: Address
    kind: ActionKind
    status: ActionStatus
    period_index: int
    record_id: int
    bit: int
    funding_cutoff: int
    payable_from: int
    funded_at: int
    amount_per_unit: int
    units: int
    handled_units: int
    amount_num: int
    amount_den: int


@dataclass(frozen=True, slots=True)
class Admission:
    """Solidity's `Admission`."""

    account: Address
    investor_class: InvestorClass
    jurisdiction: int
    kyc_expiry: int
    nominee: bool


@dataclass(frozen=True, slots=True)
class Bid:
    """Solidity's `Bid`."""

    units: int
    limit_yield: int


@dataclass(frozen=True, slots=True)
class CashAccount:
    """Solidity's `CashAccount`."""

    amount: int
    is_frozen: bool
    is_participant: bool


@dataclass(frozen=True, slots=True)
class Instruction:
    """Solidity's `Instruction`."""

    deliverer: Address
    units: int
    trade_date: int
    receiver: Address
    intended_date: int
    expiry_date: int
    accrued_days: int
    transaction_type: TransactionType
    bond: Address
    clean_amount: int
    cash: Address
    accrued_amount: int
    price: int
    opens_at: int
    expires_at: int
    settled_at: int
    linked_id: int
    attempts: int
    status: Status
    last_reason: Reason
    affirmed_by: int
    cancelled_by: int
    prepositioned: bool
    economics_hash: bytes


@dataclass(frozen=True, slots=True)
class Investor:
    """Solidity's `Investor`."""

    investor_class: InvestorClass
    jurisdiction: int
    kyc_expiry: int
    nominee: bool
    sanctioned: bool
    risk_acknowledged: bool
    replaced: bool


@dataclass(frozen=True, slots=True)
class OfferingTerms:
    """Solidity's `OfferingTerms`."""

    register: Address
    settlement: Address
    bond: Address
    cash: Address
    arranger: Address
    pricing_date: int
    issue_date: int
    closes_at: int
    issue_opens_at: int
    issue_cutoff: int
    take_up_until: int
    maximum_price: int


@dataclass(frozen=True, slots=True)
class Order:
    """Solidity's `Order`."""

    investor: Address
    units: int
    reason: OrderReason
    limit_yield: int
    allocated_units: int
    instruction_id: int
    take_up_id: int
