"""How enums and structs are encoded.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from sim.chain import logs, structs
from sim.chain.codec import Array, Enum, Struct

ACTION_KIND = Enum(logs.ActionKind)
ACTION_STATUS = Enum(logs.ActionStatus)
COUPON_KIND = Enum(logs.CouponKind)
DAY_COUNT_CONVENTION = Enum(logs.DayCountConvention)
FLOW = Enum(logs.Flow)
INVESTOR_CLASS = Enum(logs.InvestorClass)
MATTER = Enum(logs.Matter)
OFFERING_STAGE = Enum(logs.OfferingStage)
OPTION_KIND = Enum(logs.OptionKind)
ORDER_REASON = Enum(logs.OrderReason)
OUTCOME = Enum(logs.Outcome)
REASON = Enum(logs.Reason)
REFUSAL = Enum(logs.Refusal)
REGISTER_CHANGE = Enum(logs.RegisterChange)
ROLE = Enum(logs.Role)
ROUNDING_BASIS = Enum(logs.RoundingBasis)
STANDING = Enum(logs.Standing)
STATUS = Enum(logs.Status)
STUB = Enum(logs.Stub)
TRANSACTION_TYPE = Enum(logs.TransactionType)
WATERFALL = Enum(logs.Waterfall)
WITHHELD_REASON = Enum(logs.WithheldReason)
ACCOUNT = Struct(structs.Account, ("uint64", "uint64", "uint64", "uint16", "bool"))
ACTION = Struct(
    structs.Action,
    (
        "address",
        "uint16",
        "address",
        ACTION_KIND,
        ACTION_STATUS,
        ROUNDING_BASIS,
        "bool",
        "uint16",
        "uint16",
        "uint16",
        "uint40",
        "uint40",
        "uint40",
        "uint128",
        "uint40",
        "uint64",
        "uint64",
        "uint128",
        "uint128",
        "uint256",
        "uint256",
    ),
)
ADMISSION = Struct(structs.Admission, ("address", INVESTOR_CLASS, "uint16", "uint40", "bool"))
PERIOD = Struct(
    logs.Period,
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
        "uint32",
        STUB,
        "uint32",
        "uint40",
        "uint40",
    ),
)
CHANGE = Struct(logs.Change, ("uint32", "uint40", "uint64", "int64"))
GRACE = Struct(logs.Grace, ("uint40", "uint40"))
AMENDMENT = Struct(logs.Amendment, ("uint16", Array(PERIOD), CHANGE, Array(GRACE)))
ANNOUNCEMENT = Struct(
    logs.Announcement,
    (
        "address",
        "address",
        ACTION_KIND,
        ROUNDING_BASIS,
        "uint16",
        "uint40",
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
BID = Struct(structs.Bid, ("uint64", "uint64", "uint8"))
CASE = Struct(
    structs.Case,
    (STANDING, "uint40", "uint16", "bool", "bytes32", "uint128", "uint128", "uint256[]"),
)
CASH_ACCOUNT = Struct(structs.CashAccount, ("uint128", "bool", "bool"))
PRESCRIPTION = Struct(logs.Prescription, ("uint32", "uint32", "uint40", "uint40", "uint40"))
COVENANTS = Struct(
    logs.Covenants,
    ("bool", "uint64", "uint32", "uint32", "uint32", "uint32", "uint32", WATERFALL, PRESCRIPTION),
)
DUE = Struct(
    structs.Due,
    (
        "address",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint32",
        "uint40",
        "uint40",
        "uint40",
        ROUNDING_BASIS,
        "address",
        "uint64",
        "uint256",
        "uint256",
        "uint256",
        "uint256",
    ),
)
ECONOMICS = Struct(
    logs.Economics,
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
ESTATE = Struct(
    structs.Estate,
    ("uint128", "uint128", "address", "bool", "uint128", "uint128", "uint128", "uint128"),
)
INSTALMENT = Struct(structs.Instalment, ("uint32", "uint32", "uint32", "uint40", "uint40"))
INSTRUCTION = Struct(
    structs.Instruction,
    (
        "address",
        "uint64",
        "uint32",
        "address",
        "uint32",
        "uint32",
        "uint16",
        TRANSACTION_TYPE,
        "bool",
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
    structs.Investor, (INVESTOR_CLASS, "uint16", "uint40", "bool", "bool", "bool", "bool")
)
MEETING = Struct(logs.Meeting, ("uint32", "uint40", "uint32", "uint40", "uint40"))
OFFER_RULE = Struct(logs.OfferRule, ("uint8", "bool", "uint64"))
OFFERING_TERMS = Struct(
    structs.OfferingTerms,
    (
        "address",
        "address",
        "address",
        "address[]",
        "address",
        "uint32",
        "uint32",
        "uint40",
        "uint40",
        "uint40",
        "uint40",
        "uint40",
        "uint64",
        "uint16",
        "uint16",
        "uint64",
        "uint64",
    ),
)
OPTION = Struct(
    logs.Option, (OPTION_KIND, "uint16", "uint40", "uint40", "uint40", "uint64", "uint32")
)
ORDER = Struct(
    structs.Order,
    ("address", "uint64", ORDER_REASON, "uint8", "uint64", "uint64", "uint40", "uint40"),
)
PROPOSAL = Struct(
    structs.Proposal,
    (
        "address",
        MATTER,
        OUTCOME,
        "uint40",
        "uint32",
        "uint40",
        "uint40",
        "uint64",
        "uint64",
        "bytes32",
        "bytes32",
    ),
)
RESET = Struct(logs.Reset, ("string", "uint64", "int64", "int64", "int64", "bool", "int64"))
TAX_RATE = Struct(logs.TaxRate, ("uint16", "uint64"))
TERMS = Struct(
    logs.Terms,
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
        COUPON_KIND,
        "uint8",
        "uint8",
        RESET,
        "address",
        Array(TAX_RATE),
    ),
)
