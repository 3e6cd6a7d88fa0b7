"""Every struct that functions take and return.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.chain.identity import Address
from sim.chain.logs import (
    ActionKind,
    ActionStatus,
    Amendment,
    Announcement,
    Change,
    Covenants,
    Economics,
    Grace,
    InvestorClass,
    Matter,
    Meeting,
    OfferRule,
    Option,
    OrderReason,
    Outcome,
    Period,
    Prescription,
    Reason,
    Reset,
    RoundingBasis,
    Standing,
    Status,
    TaxRate,
    Terms,
    TransactionType,
)

__all__ = [
    "Account",
    "Action",
    "Admission",
    "Amendment",
    "Announcement",
    "Bid",
    "Case",
    "CashAccount",
    "Change",
    "Covenants",
    "Due",
    "Economics",
    "Estate",
    "Grace",
    "Instalment",
    "Instruction",
    "Investor",
    "Meeting",
    "OfferRule",
    "OfferingTerms",
    "Option",
    "Order",
    "Period",
    "Prescription",
    "Proposal",
    "Reset",
    "TaxRate",
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
    version: int
    cash: Address
    kind: ActionKind
    status: ActionStatus
    rounding_basis: RoundingBasis
    is_taxed: bool
    period_index: int
    record_id: int
    bit: int
    record_at: int
    funding_cutoff: int
    payable_from: int
    amount_per_unit: int
    funded_at: int
    units: int
    handled_units: int
    total: int
    exempt_per_unit: int
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
    rail: int


@dataclass(frozen=True, slots=True)
class Case:
    """Solidity's `Case`."""

    standing: Standing
    since: int
    claims_period: int
    is_recovering: bool
    suspended: bytes
    principal: int
    interest: int
    missed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CashAccount:
    """Solidity's `CashAccount`."""

    amount: int
    is_frozen: bool
    is_participant: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Solidity's `Due`."""

    cash: Address
    record_date: int
    ex_date: int
    due_date: int
    payment_date: int
    period_start: int
    period_end: int
    record_at: int
    funding_cutoff: int
    payable_from: int
    rounding_basis: RoundingBasis
    tax_account: Address
    rate: int
    accrual_num: int
    accrual_den: int
    amount_num: int
    amount_den: int


@dataclass(frozen=True, slots=True)
class Estate:
    """Solidity's `Estate`."""

    held: int
    costs: int
    costs_to: Address
    is_fixed: bool
    principal_claim: int
    interest_claim: int
    principal_paid: int
    interest_paid: int


@dataclass(frozen=True, slots=True)
class Instalment:
    """Solidity's `Instalment`."""

    record_date: int
    ex_date: int
    payment_date: int
    record_at: int
    payable_from: int


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
    is_awaited: bool
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
    rails: tuple[Address, ...]
    arranger: Address
    pricing_date: int
    issue_date: int
    closes_at: int
    issue_opens_at: int
    issue_cutoff: int
    take_up_until: int
    maximum_price: int
    units: int
    period_index: int
    accrued_days: int
    accrual_num: int
    accrual_den: int


@dataclass(frozen=True, slots=True)
class Order:
    """Solidity's `Order`."""

    investor: Address
    units: int
    reason: OrderReason
    rail: int
    limit_yield: int
    allocated_units: int
    instruction_id: int
    take_up_id: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Solidity's `Proposal`."""

    bond: Address
    matter: Matter
    outcome: Outcome
    record_at: int
    voting_date: int
    voting_until: int
    adjourned_until: int
    in_favour: int
    against: int
    amendment_hash: bytes
    about: bytes
