"""Every log of every contract, as data.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = [
    "Accelerated",
    "AccountReplaced",
    "ActionAnnounced",
    "ActionCancelled",
    "ActionFunded",
    "ActionKind",
    "ActionMissed",
    "ActionPaid",
    "ActionStatus",
    "ActionWithdrawn",
    "AddressFrozen",
    "AdminHandedOver",
    "AdminHandoverStarted",
    "Affirmed",
    "Amendment",
    "Announcement",
    "Approval",
    "AwaitingMoney",
    "Burned",
    "CancelRequested",
    "Cancelled",
    "CashFrozen",
    "Change",
    "ClaimRefused",
    "Claimed",
    "CostsBooked",
    "CostsPaid",
    "CouponKind",
    "Covenants",
    "CovenantsSet",
    "DayCountConvention",
    "DefaultCured",
    "DefaultDeclared",
    "DefaultInterestCharged",
    "DefaultWaived",
    "EIP712DomainChanged",
    "Economics",
    "Elected",
    "Enacted",
    "Expired",
    "FlatSet",
    "Flow",
    "ForcedTransfer",
    "Frozen",
    "FundingConfirmed",
    "Grace",
    "HoldersCounted",
    "Instructed",
    "InvestorClass",
    "InvestorRecorded",
    "Lapsed",
    "Locked",
    "Log",
    "MarketClaimRaised",
    "Matched",
    "Matter",
    "Meeting",
    "MeetingClosed",
    "Minted",
    "MoneyConfirmed",
    "MoneyReturned",
    "OfferRule",
    "OfferRuleSet",
    "OfferingStage",
    "Option",
    "OptionExercised",
    "OptionKind",
    "OptionsSet",
    "OrderAllocated",
    "OrderReason",
    "OrderRefused",
    "OrderSubmitted",
    "OrderWithdrawn",
    "Outcome",
    "Paid",
    "ParticipantSet",
    "Paused",
    "Period",
    "Prepositioned",
    "Prescription",
    "Priced",
    "PrimaryInstructed",
    "Proposed",
    "RateFixed",
    "Reason",
    "RecordAdded",
    "RecordStruck",
    "RecoveryConfirmed",
    "RecoveryDistributed",
    "RecoveryReceived",
    "RecoveryReturned",
    "RecoveryStarted",
    "RecoverySuccess",
    "Refusal",
    "RegisterChange",
    "Rescinded",
    "Reset",
    "Role",
    "RoleGranted",
    "RoleRevoked",
    "RoundingBasis",
    "Settled",
    "SettlementFailed",
    "SettlementSkipped",
    "Standing",
    "Status",
    "Stub",
    "TakenUp",
    "TaxHeld",
    "TaxPaid",
    "TaxRate",
    "Terms",
    "TermsSet",
    "TokensFrozen",
    "TokensUnfrozen",
    "TransactionType",
    "Transfer",
    "UnitsCancelled",
    "UnknownLog",
    "Unlocked",
    "Unpaused",
    "Voted",
    "Waterfall",
    "Withheld",
    "WithheldReason",
]

#: `0x` and 40 lower-case hex digits.
Address = str


class ActionKind(IntEnum):
    """Solidity's `ActionKind`."""

    INTR = 0
    REDM = 1
    PRED = 2
    MCAL = 3
    BPUT = 4
    DINT = 5
    LIQU = 6


class ActionStatus(IntEnum):
    """Solidity's `ActionStatus`."""

    NONE = 0
    ANNOUNCED = 1
    FUNDED = 2
    PAID = 3
    MISSED = 4
    WITHDRAWN = 5
    CANCELLED = 6


class CouponKind(IntEnum):
    """Solidity's `CouponKind`."""

    ZERO = 0
    FIXED = 1
    FLOATING = 2


class DayCountConvention(IntEnum):
    """Solidity's `DayCountConvention`."""

    ACT_365F = 0
    ACT_360 = 1
    ACT_ACT_ICMA = 2
    ACT_ACT_ISDA = 3
    THIRTY_360 = 4
    THIRTY_E_360 = 5


class Flow(IntEnum):
    """Solidity's `Flow`."""

    INTEREST = 0
    INSTALMENT = 1
    REDEMPTION = 2


class InvestorClass(IntEnum):
    """Solidity's `InvestorClass`."""

    NONE = 0
    INSTITUTION = 1
    PROFESSIONAL = 2
    RETAIL = 3


class Matter(IntEnum):
    """Solidity's `Matter`."""

    AMEND = 0
    WAIVE = 1
    ACCELERATE = 2
    RESCIND = 3


class OfferingStage(IntEnum):
    """Solidity's `OfferingStage`."""

    BOOKBUILDING = 0
    PRICED = 1
    ALLOCATED = 2


class OptionKind(IntEnum):
    """Solidity's `OptionKind`."""

    CALL = 0
    TAX_CALL = 1
    CLEAN_UP = 2
    PART = 3
    PUT = 4
    TAP = 5


class OrderReason(IntEnum):
    """Solidity's `OrderReason`."""

    NONE = 0
    FILLED = 1
    SCALED = 2
    LIMIT = 3
    BELOW_MIN = 4
    INELIGIBLE = 5
    LATE = 6
    WITHDRAWN = 7
    FULL = 8


class Outcome(IntEnum):
    """Solidity's `Outcome`."""

    NONE = 0
    OPEN = 1
    ADJOURNED = 2
    CARRIED = 3
    REJECTED = 4
    LAPSED = 5
    ENACTED = 6


class Reason(IntEnum):
    """Solidity's `Reason`."""

    NONE = 0
    LACK = 1
    MONY = 2
    SBLO = 3
    BLOC = 4
    FROZ = 5
    LATE = 6
    LINK = 7
    CYCL = 8
    PREA = 9
    OTHR = 10


class Refusal(IntEnum):
    """Solidity's `Refusal`."""

    NONE = 0
    SENDER_SANCTIONED = 1
    RECEIVER_SANCTIONED = 2
    RECEIVER_NOT_ADMITTED = 3
    RECEIVER_KYC_EXPIRED = 4
    RECEIVER_CLASS_NOT_OFFERED = 5
    RECEIVER_JURISDICTION_NOT_OFFERED = 6
    RECEIVER_RISK_NOT_ACKNOWLEDGED = 7
    RECEIVER_ABOVE_CAP = 8
    SENDER_REPLACED = 9
    RECEIVER_REPLACED = 10


class RegisterChange(IntEnum):
    """Solidity's `RegisterChange`."""

    ADMITTED = 0
    UPDATED = 1
    REMOVED = 2
    SANCTIONED = 3
    CLEARED = 4
    RISK_ACKNOWLEDGED = 5
    REPLACED = 6
    RECOVERED = 7


class Role(IntEnum):
    """Solidity's `Role`."""

    ISSUER = 0
    ARRANGER = 1
    REGISTRAR = 2
    SETTLEMENT_AGENT = 3
    PAYING_AGENT = 4
    CALCULATION_AGENT = 5
    TRUSTEE = 6
    FISCAL_AGENT = 7
    VERIFIER = 8
    RESERVE_AUDITOR = 9
    CASH_ISSUER = 10
    CENTRAL_BANK = 11
    RAIL_OPERATOR = 12
    VENUE = 13
    CUSTODIAN = 14
    NOMINEE = 15
    REGULATOR = 16
    BOND_CONTRACT = 17
    CASH_CONTRACT = 18
    SETTLEMENT_CONTRACT = 19
    OFFERING_CONTRACT = 20
    PAYING_AGENT_CONTRACT = 21
    AMENDING_CONTRACT = 22
    UNITS_CONTRACT = 23


class RoundingBasis(IntEnum):
    """Solidity's `RoundingBasis`."""

    CALCULATION_AMOUNT = 0
    HOLDING = 1


class Standing(IntEnum):
    """Solidity's `Standing`."""

    PERFORMING = 0
    DEFAULTED = 1
    ACCELERATED = 2


class Status(IntEnum):
    """Solidity's `Status`."""

    NONE = 0
    PENDING = 1
    MATCHED = 2
    SETTLED = 3
    CANCELLED = 4


class Stub(IntEnum):
    """Solidity's `Stub`."""

    NONE = 0
    FIRST = 1
    LAST = 2


class TransactionType(IntEnum):
    """Solidity's `TransactionType`."""

    ISSU = 0
    TRAD = 1
    REDM = 2
    REPU = 3
    CLAI = 4
    NETT = 5
    OWNI = 6
    PVPX = 7


class Waterfall(IntEnum):
    """Solidity's `Waterfall`."""

    PARI_PASSU = 0
    INTEREST_FIRST = 1
    PRINCIPAL_FIRST = 2


class WithheldReason(IntEnum):
    """Solidity's `WithheldReason`."""

    NONE = 0
    SANCTIONED = 1
    FROZEN = 2
    RAIL = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Solidity's `Period`."""

    start: int
    end: int
    due_date: int
    payment_date: int
    record_date: int
    ex_date: int
    rate: int
    record_at: int
    funding_cutoff: int
    payable_from: int
    factor_after: int
    stub: Stub
    fixing_date: int
    fixing_opens_at: int
    fallback_from: int


@dataclass(frozen=True, slots=True)
class Change:
    """Solidity's `Change`."""

    maturity_date: int
    redemption_price: int
    offered_units: int
    spread: int


@dataclass(frozen=True, slots=True)
class Grace:
    """Solidity's `Grace`."""

    interest_until: int
    principal_until: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """Solidity's `Amendment`."""

    from_: int
    tail: tuple[Period, ...]
    change: Change
    grace: tuple[Grace, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """Solidity's `Announcement`."""

    bond: Address
    cash: Address
    kind: ActionKind
    rounding_basis: RoundingBasis
    period_index: int
    record_at: int
    record_date: int
    ex_date: int
    due_date: int
    payment_date: int
    period_start: int
    period_end: int
    accrual_num: int
    accrual_den: int
    rate: int
    amount_num: int
    amount_den: int
    amount_per_unit: int


@dataclass(frozen=True, slots=True)
class Prescription:
    """Solidity's `Prescription`."""

    record_date: int
    payment_date: int
    record_at: int
    funding_cutoff: int
    payable_from: int


@dataclass(frozen=True, slots=True)
class Covenants:
    """Solidity's `Covenants`."""

    has_trustee: bool
    default_rate: int
    acceleration_share: int
    requisition_share: int
    quorum: int
    adjourned_quorum: int
    majority: int
    waterfall: Waterfall
    prescription: Prescription


@dataclass(frozen=True, slots=True)
class Economics:
    """Solidity's `Economics`."""

    transaction_type: TransactionType
    bond: Address
    cash: Address
    deliverer: Address
    receiver: Address
    units: int
    price: int
    clean_amount: int
    accrued_amount: int
    accrued_days: int
    trade_date: int
    intended_date: int
    expiry_date: int
    opens_at: int
    expires_at: int
    linked_id: int
    trade_id: bytes


@dataclass(frozen=True, slots=True)
class Meeting:
    """Solidity's `Meeting`."""

    record_date: int
    record_at: int
    voting_date: int
    voting_until: int
    adjourned_until: int


@dataclass(frozen=True, slots=True)
class OfferRule:
    """Solidity's `OfferRule`."""

    classes: int
    risk_acknowledgement: bool
    unit_cap: int


@dataclass(frozen=True, slots=True)
class Option:
    """Solidity's `Option`."""

    kind: OptionKind
    period_index: int
    notice_from: int
    notice_until: int
    price: int
    units: int
    factor: int


@dataclass(frozen=True, slots=True)
class Reset:
    """Solidity's `Reset`."""

    benchmark: str
    multiplier: int
    spread: int
    floor: int
    cap: int
    falls_back_to_rate: bool
    fallback_rate: int


@dataclass(frozen=True, slots=True)
class TaxRate:
    """Solidity's `TaxRate`."""

    jurisdiction: int
    rate: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Solidity's `Terms`."""

    isin: str
    currency: str
    issuer: Address
    rails: tuple[Address, ...]
    calculation_amount: int
    minimum_units: int
    offered_units: int
    redemption_price: int
    issue_date: int
    maturity_date: int
    day_count: DayCountConvention
    rounding_basis: RoundingBasis
    coupon_kind: CouponKind
    coupons_per_year: int
    roll_day: int
    reset: Reset
    tax_account: Address
    taxes: tuple[TaxRate, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """What every log carries.

    `contract` is the name given at deployment, `at` the block's timestamp (UTC seconds), `block`
    the run's own count; `log_index` is the log's place in its transaction.
    """

    contract: str
    address: str
    at: int
    block: int
    tx_index: int
    log_index: int


@dataclass(frozen=True, slots=True)
class UnknownLog(Log):
    """A log of an event that none of our contracts declares, undecoded."""

    topics: tuple[bytes, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Accelerated(Log):
    """Solidity's event `Accelerated`."""

    bond: Address
    by: Address
    date: int
    principal_per_unit: int
    interest_per_unit: int


@dataclass(frozen=True, slots=True)
class AccountReplaced(Log):
    """Solidity's event `AccountReplaced`."""

    lost: Address
    replacement: Address
    by: Address


@dataclass(frozen=True, slots=True)
class ActionAnnounced(Log):
    """Solidity's event `ActionAnnounced`."""

    action_id: int
    announcement: Announcement


@dataclass(frozen=True, slots=True)
class ActionCancelled(Log):
    """Solidity's event `ActionCancelled`."""

    action_id: int
    by: Address


@dataclass(frozen=True, slots=True)
class ActionFunded(Log):
    """Solidity's event `ActionFunded`."""

    action_id: int
    by: Address
    units: int
    amount: int


@dataclass(frozen=True, slots=True)
class ActionMissed(Log):
    """Solidity's event `ActionMissed`."""

    action_id: int
    units: int
    amount: int


@dataclass(frozen=True, slots=True)
class ActionPaid(Log):
    """Solidity's event `ActionPaid`."""

    action_id: int
    units: int


@dataclass(frozen=True, slots=True)
class ActionWithdrawn(Log):
    """Solidity's event `ActionWithdrawn`."""

    action_id: int


@dataclass(frozen=True, slots=True)
class AddressFrozen(Log):
    """Solidity's event `AddressFrozen`."""

    account: Address
    is_frozen: bool
    by: Address


@dataclass(frozen=True, slots=True)
class AdminHandedOver(Log):
    """Solidity's event `AdminHandedOver`."""

    admin: Address
    successor: Address


@dataclass(frozen=True, slots=True)
class AdminHandoverStarted(Log):
    """Solidity's event `AdminHandoverStarted`."""

    admin: Address
    successor: Address


@dataclass(frozen=True, slots=True)
class Affirmed(Log):
    """Solidity's event `Affirmed`."""

    id: int
    by: Address


@dataclass(frozen=True, slots=True)
class Approval(Log):
    """Solidity's event `Approval`."""

    owner: Address
    spender: Address
    value: int


@dataclass(frozen=True, slots=True)
class AwaitingMoney(Log):
    """Solidity's event `AwaitingMoney`."""

    id: int


@dataclass(frozen=True, slots=True)
class Burned(Log):
    """Solidity's event `Burned`."""

    from_: Address
    amount: int
    by: Address


@dataclass(frozen=True, slots=True)
class CancelRequested(Log):
    """Solidity's event `CancelRequested`."""

    id: int
    by: Address


@dataclass(frozen=True, slots=True)
class Cancelled(Log):
    """Solidity's event `Cancelled`."""

    id: int
    by: Address


@dataclass(frozen=True, slots=True)
class CashFrozen(Log):
    """Solidity's event `CashFrozen`."""

    account: Address
    is_frozen: bool
    by: Address


@dataclass(frozen=True, slots=True)
class ClaimRefused(Log):
    """Solidity's event `ClaimRefused`."""

    action_id: int
    holder: Address
    reason: WithheldReason


@dataclass(frozen=True, slots=True)
class Claimed(Log):
    """Solidity's event `Claimed`."""

    action_id: int
    holder: Address
    net: int


@dataclass(frozen=True, slots=True)
class CostsBooked(Log):
    """Solidity's event `CostsBooked`."""

    bond: Address
    by: Address
    amount: int


@dataclass(frozen=True, slots=True)
class CostsPaid(Log):
    """Solidity's event `CostsPaid`."""

    bond: Address
    to: Address
    amount: int


@dataclass(frozen=True, slots=True)
class CovenantsSet(Log):
    """Solidity's event `CovenantsSet`."""

    bond: Address
    covenants: Covenants
    grace: tuple[Grace, ...]


@dataclass(frozen=True, slots=True)
class DefaultCured(Log):
    """Solidity's event `DefaultCured`."""

    bond: Address
    by: Address


@dataclass(frozen=True, slots=True)
class DefaultDeclared(Log):
    """Solidity's event `DefaultDeclared`."""

    bond: Address
    action_id: int
    by: Address


@dataclass(frozen=True, slots=True)
class DefaultInterestCharged(Log):
    """Solidity's event `DefaultInterestCharged`."""

    late_action_id: int
    action_id: int
    date: int


@dataclass(frozen=True, slots=True)
class DefaultWaived(Log):
    """Solidity's event `DefaultWaived`."""

    bond: Address
    action_id: int


@dataclass(frozen=True, slots=True)
class EIP712DomainChanged(Log):
    """Solidity's event `EIP712DomainChanged`."""


@dataclass(frozen=True, slots=True)
class Elected(Log):
    """Solidity's event `Elected`."""

    bond: Address
    period_index: int
    holder: Address
    units: int


@dataclass(frozen=True, slots=True)
class Enacted(Log):
    """Solidity's event `Enacted`."""

    proposal_id: int
    bond: Address


@dataclass(frozen=True, slots=True)
class Expired(Log):
    """Solidity's event `Expired`."""

    id: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class FlatSet(Log):
    """Solidity's event `FlatSet`."""

    bond: Address
    is_flat: bool


@dataclass(frozen=True, slots=True)
class ForcedTransfer(Log):
    """Units were taken from one account and given to another by order."""

    from_: Address
    to: Address
    amount: int


@dataclass(frozen=True, slots=True)
class Frozen(Log):
    """The absolute number of frozen units of an account, after a change."""

    account: Address
    amount: int


@dataclass(frozen=True, slots=True)
class FundingConfirmed(Log):
    """Solidity's event `FundingConfirmed`."""

    action_id: int
    payment_reference: bytes
    agent: Address
    amount: int


@dataclass(frozen=True, slots=True)
class HoldersCounted(Log):
    """Solidity's event `HoldersCounted`."""

    action_id: int
    units: int
    amount: int


@dataclass(frozen=True, slots=True)
class Instructed(Log):
    """Solidity's event `Instructed`."""

    id: int
    by: Address
    economics: Economics


@dataclass(frozen=True, slots=True)
class InvestorRecorded(Log):
    """Solidity's event `InvestorRecorded`."""

    account: Address
    investor_class: InvestorClass
    jurisdiction: int
    kyc_expiry: int
    nominee: bool
    sanctioned: bool
    risk_acknowledged: bool
    change: RegisterChange
    by: Address


@dataclass(frozen=True, slots=True)
class Lapsed(Log):
    """Solidity's event `Lapsed`."""

    action_id: int
    holder: Address
    units: int
    issuer: Address
    amount: int


@dataclass(frozen=True, slots=True)
class Locked(Log):
    """Solidity's event `Locked`."""

    account: Address
    units: int


@dataclass(frozen=True, slots=True)
class MarketClaimRaised(Log):
    """Solidity's event `MarketClaimRaised`."""

    action_id: int
    instruction_id: int
    claim_id: int
    payer: Address
    payee: Address
    amount: int


@dataclass(frozen=True, slots=True)
class Matched(Log):
    """Solidity's event `Matched`."""

    id: int


@dataclass(frozen=True, slots=True)
class MeetingClosed(Log):
    """Solidity's event `MeetingClosed`."""

    proposal_id: int
    outcome: Outcome
    in_favour: int
    against: int
    entitled: int


@dataclass(frozen=True, slots=True)
class Minted(Log):
    """Solidity's event `Minted`."""

    to: Address
    amount: int
    by: Address


@dataclass(frozen=True, slots=True)
class MoneyConfirmed(Log):
    """Solidity's event `MoneyConfirmed`."""

    instruction_id: int
    payment_reference: bytes
    amount: int


@dataclass(frozen=True, slots=True)
class MoneyReturned(Log):
    """Solidity's event `MoneyReturned`."""

    instruction_id: int
    payment_reference: bytes
    payer: Address
    amount: int


@dataclass(frozen=True, slots=True)
class OfferRuleSet(Log):
    """Solidity's event `OfferRuleSet`."""

    token: Address
    rule: OfferRule
    jurisdictions: tuple[int, ...]
    by: Address


@dataclass(frozen=True, slots=True)
class OptionExercised(Log):
    """Solidity's event `OptionExercised`."""

    bond: Address
    option: int
    kind: OptionKind
    period_index: int
    price: int
    units: int


@dataclass(frozen=True, slots=True)
class OptionsSet(Log):
    """Solidity's event `OptionsSet`."""

    bond: Address
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class OrderAllocated(Log):
    """Solidity's event `OrderAllocated`."""

    order_id: int
    allocated_units: int
    reason: OrderReason


@dataclass(frozen=True, slots=True)
class OrderRefused(Log):
    """Solidity's event `OrderRefused`."""

    order_id: int
    investor: Address
    units: int
    limit_yield: int
    rail: int
    reason: OrderReason


@dataclass(frozen=True, slots=True)
class OrderSubmitted(Log):
    """Solidity's event `OrderSubmitted`."""

    order_id: int
    investor: Address
    units: int
    limit_yield: int
    rail: int


@dataclass(frozen=True, slots=True)
class OrderWithdrawn(Log):
    """Solidity's event `OrderWithdrawn`."""

    order_id: int


@dataclass(frozen=True, slots=True)
class Paid(Log):
    """Solidity's event `Paid`."""

    action_id: int
    holder: Address
    units: int
    gross: int
    tax: int
    net: int


@dataclass(frozen=True, slots=True)
class ParticipantSet(Log):
    """Solidity's event `ParticipantSet`."""

    account: Address
    is_participant: bool
    by: Address


@dataclass(frozen=True, slots=True)
class Paused(Log):
    """Solidity's event `Paused`."""

    account: Address


@dataclass(frozen=True, slots=True)
class Prepositioned(Log):
    """Solidity's event `Prepositioned`."""

    id: int


@dataclass(frozen=True, slots=True)
class Priced(Log):
    """Solidity's event `Priced`."""

    final_yield: int
    price: int
    demand_units: int
    offered_units: int


@dataclass(frozen=True, slots=True)
class PrimaryInstructed(Log):
    """Solidity's event `PrimaryInstructed`."""

    order_id: int
    instruction_id: int


@dataclass(frozen=True, slots=True)
class Proposed(Log):
    """Solidity's event `Proposed`."""

    proposal_id: int
    bond: Address
    by: Address
    matter: Matter
    meeting: Meeting
    amendment: Amendment


@dataclass(frozen=True, slots=True)
class RateFixed(Log):
    """Solidity's event `RateFixed`."""

    period_index: int
    observed: int
    rate: int
    is_fallback: bool


@dataclass(frozen=True, slots=True)
class RecordAdded(Log):
    """Solidity's event `RecordAdded`."""

    date: int
    closes: int


@dataclass(frozen=True, slots=True)
class RecordStruck(Log):
    """Solidity's event `RecordStruck`."""

    record_id: int
    record_date: int


@dataclass(frozen=True, slots=True)
class RecoveryConfirmed(Log):
    """Solidity's event `RecoveryConfirmed`."""

    bond: Address
    payment_reference: bytes
    recoveries: Address
    amount: int


@dataclass(frozen=True, slots=True)
class RecoveryDistributed(Log):
    """Solidity's event `RecoveryDistributed`."""

    bond: Address
    action_id: int
    units: int
    principal_per_unit: int
    interest_per_unit: int
    kept: int


@dataclass(frozen=True, slots=True)
class RecoveryReceived(Log):
    """Solidity's event `RecoveryReceived`."""

    bond: Address
    by: Address
    amount: int


@dataclass(frozen=True, slots=True)
class RecoveryReturned(Log):
    """Solidity's event `RecoveryReturned`."""

    bond: Address
    to: Address
    amount: int


@dataclass(frozen=True, slots=True)
class RecoveryStarted(Log):
    """Solidity's event `RecoveryStarted`."""

    bond: Address
    principal_per_unit: int
    interest_per_unit: int


@dataclass(frozen=True, slots=True)
class RecoverySuccess(Log):
    """Solidity's event `RecoverySuccess`."""

    lost: Address
    replacement: Address
    onchain_id: Address


@dataclass(frozen=True, slots=True)
class Rescinded(Log):
    """Solidity's event `Rescinded`."""

    bond: Address
    by: Address


@dataclass(frozen=True, slots=True)
class RoleGranted(Log):
    """Solidity's event `RoleGranted`."""

    role: Role
    account: Address
    by: Address


@dataclass(frozen=True, slots=True)
class RoleRevoked(Log):
    """Solidity's event `RoleRevoked`."""

    role: Role
    account: Address
    by: Address


@dataclass(frozen=True, slots=True)
class Settled(Log):
    """Solidity's event `Settled`."""

    id: int
    attempt: int


@dataclass(frozen=True, slots=True)
class SettlementFailed(Log):
    """Solidity's event `SettlementFailed`."""

    id: int
    reason: Reason
    attempt: int


@dataclass(frozen=True, slots=True)
class SettlementSkipped(Log):
    """Solidity's event `SettlementSkipped`."""

    id: int
    status: Status


@dataclass(frozen=True, slots=True)
class TakenUp(Log):
    """Solidity's event `TakenUp`."""

    order_id: int
    instruction_id: int
    unpaid_id: int


@dataclass(frozen=True, slots=True)
class TaxHeld(Log):
    """Solidity's event `TaxHeld`."""

    action_id: int
    tax_account: Address
    amount: int


@dataclass(frozen=True, slots=True)
class TaxPaid(Log):
    """Solidity's event `TaxPaid`."""

    action_id: int
    tax_account: Address
    amount: int


@dataclass(frozen=True, slots=True)
class TermsSet(Log):
    """Solidity's event `TermsSet`."""

    bond: Address
    version: int
    terms_hash: bytes
    terms: Terms
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class TokensFrozen(Log):
    """Solidity's event `TokensFrozen`."""

    account: Address
    amount: int


@dataclass(frozen=True, slots=True)
class TokensUnfrozen(Log):
    """Solidity's event `TokensUnfrozen`."""

    account: Address
    amount: int


@dataclass(frozen=True, slots=True)
class Transfer(Log):
    """Solidity's event `Transfer`."""

    from_: Address
    to: Address
    value: int


@dataclass(frozen=True, slots=True)
class UnitsCancelled(Log):
    """Solidity's event `UnitsCancelled`."""

    bond: Address
    holder: Address
    units: int


@dataclass(frozen=True, slots=True)
class Unlocked(Log):
    """Solidity's event `Unlocked`."""

    account: Address
    units: int


@dataclass(frozen=True, slots=True)
class Unpaused(Log):
    """Solidity's event `Unpaused`."""

    account: Address


@dataclass(frozen=True, slots=True)
class Voted(Log):
    """Units cast; a holder that votes both ways has one of each side."""

    proposal_id: int
    holder: Address
    in_favour: bool
    units: int


@dataclass(frozen=True, slots=True)
class Withheld(Log):
    """Solidity's event `Withheld`."""

    action_id: int
    holder: Address
    units: int
    gross: int
    tax: int
    net: int
    reason: WithheldReason
