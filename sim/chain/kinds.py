"""How enums and structs are encoded.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from sim.chain import logs, structs
from sim.chain.codec import Enum, Struct

ACTION_KIND = Enum(logs.ActionKind)
ACTION_STATUS = Enum(logs.ActionStatus)
DAY_COUNT_CONVENTION = Enum(logs.DayCountConvention)
INVESTOR_CLASS = Enum(logs.InvestorClass)
OFFERING_STAGE = Enum(logs.OfferingStage)
ORDER_REASON = Enum(logs.OrderReason)
REASON = Enum(logs.Reason)
REFUSAL = Enum(logs.Refusal)
REGISTER_CHANGE = Enum(logs.RegisterChange)
ROLE = Enum(logs.Role)
ROUNDING_BASIS = Enum(logs.RoundingBasis)
STATUS = Enum(logs.Status)
TRANSACTION_TYPE = Enum(logs.TransactionType)
WITHHELD_REASON = Enum(logs.WithheldReason)
ACCOUNT = Struct(
    structs.Account,
    ("units", "locked", "frozen", "record_id", "is_frozen"),
    ("uint64", "uint64", "uint64", "uint16", "bool"),
)
ACTION = Struct(
    structs.Action,
    (
        "bond",
        "cash",
        "kind",
        "status",
        "period_index",
        "record_id",
        "bit",
        "funding_cutoff",
        "payable_from",
        "funded_at",
        "amount_per_unit",
        "units",
        "handled_units",
        "amount_num",
        "amount_den",
    ),
    (
        "address",
        "address",
        ACTION_KIND,
        ACTION_STATUS,
        "uint16",
        "uint16",
        "uint16",
        "uint40",
        "uint40",
        "uint40",
        "uint128",
        "uint64",
        "uint64",
        "uint256",
        "uint256",
    ),
)
ADMISSION = Struct(
    structs.Admission,
    ("account", "investor_class", "jurisdiction", "kyc_expiry", "nominee"),
    ("address", INVESTOR_CLASS, "uint16", "uint40", "bool"),
)
ANNOUNCEMENT = Struct(
    logs.Announcement,
    (
        "bond",
        "cash",
        "kind",
        "period_index",
        "record_date",
        "ex_date",
        "due_date",
        "payment_date",
        "period_start",
        "period_end",
        "accrual_num",
        "accrual_den",
        "rate",
        "amount_num",
        "amount_den",
        "amount_per_unit",
    ),
    (
        "address",
        "address",
        ACTION_KIND,
        "uint16",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint256",
        "uint256",
        "uint64",
        "uint256",
        "uint256",
        "uint128",
    ),
)
BID = Struct(structs.Bid, ("units", "limit_yield"), ("uint64", "uint64"))
CASH_ACCOUNT = Struct(
    structs.CashAccount, ("amount", "is_frozen", "is_participant"), ("uint128", "bool", "bool")
)
ECONOMICS = Struct(
    logs.Economics,
    (
        "transaction_type",
        "bond",
        "cash",
        "deliverer",
        "receiver",
        "units",
        "price",
        "clean_amount",
        "accrued_amount",
        "accrued_days",
        "trade_date",
        "intended_date",
        "expiry_date",
        "opens_at",
        "expires_at",
        "linked_id",
        "trade_id",
    ),
    (
        TRANSACTION_TYPE,
        "address",
        "address",
        "address",
        "address",
        "uint64",
        "uint40",
        "uint96",
        "uint96",
        "uint16",
        "uint32",
        "uint32",
        "uint32",
        "uint40",
        "uint40",
        "uint40",
        "bytes32",
    ),
)
INSTRUCTION = Struct(
    structs.Instruction,
    (
        "deliverer",
        "units",
        "trade_date",
        "receiver",
        "intended_date",
        "expiry_date",
        "accrued_days",
        "transaction_type",
        "bond",
        "clean_amount",
        "cash",
        "accrued_amount",
        "price",
        "opens_at",
        "expires_at",
        "settled_at",
        "linked_id",
        "attempts",
        "status",
        "last_reason",
        "affirmed_by",
        "cancelled_by",
        "prepositioned",
        "economics_hash",
    ),
    (
        "address",
        "uint64",
        "uint32",
        "address",
        "uint32",
        "uint32",
        "uint16",
        TRANSACTION_TYPE,
        "address",
        "uint96",
        "address",
        "uint96",
        "uint40",
        "uint40",
        "uint40",
        "uint40",
        "uint40",
        "uint16",
        STATUS,
        REASON,
        "uint8",
        "uint8",
        "bool",
        "bytes32",
    ),
)
INVESTOR = Struct(
    structs.Investor,
    ("investor_class", "jurisdiction", "kyc_expiry", "nominee", "sanctioned", "risk_acknowledged"),
    (INVESTOR_CLASS, "uint16", "uint40", "bool", "bool", "bool"),
)
OFFER_RULE = Struct(
    logs.OfferRule, ("classes", "risk_acknowledgement", "unit_cap"), ("uint8", "bool", "uint64")
)
OFFERING_TERMS = Struct(
    structs.OfferingTerms,
    (
        "register",
        "settlement",
        "bond",
        "cash",
        "arranger",
        "pricing_date",
        "issue_date",
        "closes_at",
        "issue_opens_at",
        "issue_cutoff",
        "take_up_until",
        "maximum_price",
    ),
    (
        "address",
        "address",
        "address",
        "address",
        "address",
        "uint32",
        "uint32",
        "uint40",
        "uint40",
        "uint40",
        "uint40",
        "uint40",
    ),
)
ORDER = Struct(
    structs.Order,
    (
        "investor",
        "units",
        "reason",
        "limit_yield",
        "allocated_units",
        "instruction_id",
        "take_up_id",
    ),
    ("address", "uint64", ORDER_REASON, "uint64", "uint64", "uint40", "uint40"),
)
PERIOD = Struct(
    logs.Period,
    (
        "start",
        "end",
        "due_date",
        "payment_date",
        "record_date",
        "ex_date",
        "rate",
        "record_at",
        "funding_cutoff",
        "payable_from",
    ),
    (
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint64",
        "uint40",
        "uint40",
        "uint40",
    ),
)
TERMS = Struct(
    logs.Terms,
    (
        "isin",
        "currency",
        "issuer",
        "rails",
        "calculation_amount",
        "minimum_units",
        "offered_units",
        "redemption_price",
        "issue_date",
        "maturity_date",
        "day_count",
        "rounding_basis",
    ),
    (
        "string",
        "string",
        "address",
        "address[]",
        "uint96",
        "uint64",
        "uint64",
        "uint40",
        "uint32",
        "uint32",
        DAY_COUNT_CONVENTION,
        ROUNDING_BASIS,
    ),
)
