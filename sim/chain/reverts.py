"""Every error of every contract, as an exception.

Generated from the contracts by `python -m sim.chain.generate`; not edited by hand.
"""

from __future__ import annotations

from sim.chain import kinds
from sim.chain.abi import ErrorSpec
from sim.chain.decoding import ErrorTable, error_table
from sim.chain.failures import Reverted
from sim.chain.identity import Address
from sim.chain.logs import (
    ActionKind,
    ActionStatus,
    Flow,
    OfferingStage,
    OptionKind,
    OrderReason,
    Outcome,
    Refusal,
    Role,
    Standing,
    TransactionType,
)

__all__ = [
    "ERRORS",
    "BondTerms_BoundAlready",
    "BondTerms_CallerNotMaker",
    "BondTerms_Empty",
    "BondTerms_FixedAlready",
    "BondTerms_FixingClosed",
    "BondTerms_NotFixed",
    "BondTerms_NotFloating",
    "BondTerms_NotInPeriod",
    "BondTerms_NothingDue",
    "BondTerms_OtherTerms",
    "BondTerms_OutOfTurn",
    "BondTerms_PeriodPassed",
    "BondTerms_RecordTaken",
    "BondTerms_ResetUnordered",
    "BondTerms_TaxAboveAll",
    "BondTerms_UnknownPeriod",
    "BondTerms_Unordered",
    "BondToken_AboveOffered",
    "BondToken_AccountFrozen",
    "BondToken_BelowMinimum",
    "BondToken_CallerNotRegistrarNorRegulator",
    "BondToken_CallerNotTerms",
    "BondToken_Closed",
    "BondToken_FrozenDiffers",
    "BondToken_InsufficientUnits",
    "BondToken_LengthMismatch",
    "BondToken_NoRecordThen",
    "BondToken_NotReplaced",
    "BondToken_Paused",
    "BondToken_RecordNotStruck",
    "BondToken_Refused",
    "CashToken_AboveMaximum",
    "CashToken_AccountFrozen",
    "CashToken_LengthMismatch",
    "CentralBankMoney_NotParticipant",
    "CouponDates_NotSoMany",
    "DayCount_PeriodReversed",
    "ECDSAInvalidSignature",
    "ECDSAInvalidSignatureLength",
    "ECDSAInvalidSignatureS",
    "ERC20InsufficientAllowance",
    "ERC20InsufficientBalance",
    "ERC20InvalidApprover",
    "ERC20InvalidReceiver",
    "ERC20InvalidSender",
    "ERC20InvalidSpender",
    "ERC2612ExpiredSignature",
    "ERC2612InvalidSigner",
    "ERC7943CannotReceive",
    "ERC7943CannotSend",
    "ERC7943CannotTransfer",
    "ERC7943InsufficientUnfrozenBalance",
    "EnforcedPause",
    "ExpectedPause",
    "InvalidAccountNonce",
    "InvalidShortString",
    "InvestorRegister_AccountIsZero",
    "InvestorRegister_AlreadyReplaced",
    "InvestorRegister_CallerNotRegistrarNorRegulator",
    "InvestorRegister_ClassIsNone",
    "InvestorRegister_LengthMismatch",
    "InvestorRegister_NotAdmitted",
    "InvestorRegister_ReplacedByItself",
    "InvestorRegister_UnknownJurisdiction",
    "Meetings_AmendmentDiffers",
    "Meetings_CallerNotConvener",
    "Meetings_CallerNotHolder",
    "Meetings_CallerNotIssuer",
    "Meetings_MoreThanHeld",
    "Meetings_NoCovenants",
    "Meetings_NoVote",
    "Meetings_NothingCast",
    "Meetings_OutcomeIs",
    "Meetings_Overtaken",
    "Meetings_RecordThatWeek",
    "Meetings_TooFarAhead",
    "Meetings_UnknownProposal",
    "Meetings_Unordered",
    "Meetings_VotedAlready",
    "Meetings_VotingClosed",
    "Meetings_VotingOpen",
    "Offering_AboveOffered",
    "Offering_AllocationDiffers",
    "Offering_AllocationTotal",
    "Offering_AllocationUnordered",
    "Offering_AllocationsMissing",
    "Offering_AlreadyInstructed",
    "Offering_CallerNotArranger",
    "Offering_CallerNotInvestor",
    "Offering_Closed",
    "Offering_NoRails",
    "Offering_NoUnits",
    "Offering_NotInPeriod",
    "Offering_NotUnpaid",
    "Offering_NothingAllocated",
    "Offering_OrderNotLive",
    "Offering_PriceAboveMaximum",
    "Offering_PriceIsZero",
    "Offering_RateNotFixed",
    "Offering_StageIs",
    "Offering_StillOpen",
    "Offering_TooManyOrders",
    "Offering_UnknownOrder",
    "Offering_UnknownRail",
    "Options_BelowMinimum",
    "Options_CallerNotHolder",
    "Options_CallerNotIssuer",
    "Options_Closed",
    "Options_ExercisedAlready",
    "Options_Frozen",
    "Options_InDefault",
    "Options_IssuedAlready",
    "Options_KindIs",
    "Options_NoPut",
    "Options_NoUnits",
    "Options_NotWired",
    "Options_NothingLeft",
    "Options_SetAlready",
    "Options_StillDue",
    "Options_TooManyUnits",
    "Options_Unfit",
    "Options_Unknown",
    "Options_WindowClosed",
    "PayingAgent_AlreadyAnnounced",
    "PayingAgent_CallerNotCash",
    "PayingAgent_CallerNotSelf",
    "PayingAgent_KindDiffers",
    "PayingAgent_NotCounted",
    "PayingAgent_NotPastCutoff",
    "PayingAgent_NotPayableYet",
    "PayingAgent_NotScheduled",
    "PayingAgent_NotWired",
    "PayingAgent_NothingToCount",
    "PayingAgent_OutOfGas",
    "PayingAgent_StatusIs",
    "PayingAgent_Superseded",
    "PayingAgent_UnknownAction",
    "RecordIds_OutOfGas",
    "Recoveries_AboveClaim",
    "Recoveries_CallerNotCash",
    "Recoveries_CallerNotSelf",
    "Recoveries_CallerNotTrusteeNorPayingAgent",
    "Recoveries_CostsOfAnother",
    "Recoveries_NothingOver",
    "Recoveries_OutOfGas",
    "Recoveries_RecordTooEarly",
    "Recoveries_TooLittle",
    "ReentrancyGuardReentrantCall",
    "RoleBound_CallerLacksRole",
    "Roles_AccountIsZero",
    "Roles_CallerNotAdmin",
    "Roles_CallerNotSuccessor",
    "Roles_LengthMismatch",
    "RtgsRail_AmountDiffers",
    "RtgsRail_CallerHoldsNothing",
    "RtgsRail_LengthMismatch",
    "RtgsRail_NotConfirmed",
    "RtgsRail_NotWired",
    "RtgsRail_OtherMoney",
    "RtgsRail_ReceiverIsZero",
    "RtgsRail_ReferenceIsZero",
    "RtgsRail_ReferenceUsed",
    "SafeCastOverflowedUintDowncast",
    "SafeERC20FailedOperation",
    "Settlement_AlreadyAffirmed",
    "Settlement_AmountWithoutCash",
    "Settlement_CallerNotRail",
    "Settlement_CallerNotSelf",
    "Settlement_CallerNotSide",
    "Settlement_DatesUnordered",
    "Settlement_DueAfterFinalRecord",
    "Settlement_EconomicsDiffer",
    "Settlement_LengthMismatch",
    "Settlement_NoUnits",
    "Settlement_NotExpired",
    "Settlement_NotWired",
    "Settlement_OutOfGas",
    "Settlement_SameSide",
    "Settlement_TradesFlat",
    "Settlement_TypeNotAllowed",
    "Settlement_UnknownInstruction",
    "Settlement_WindowClosed",
    "StringTooLong",
    "Trustee_AllDue",
    "Trustee_AmendmentDiffers",
    "Trustee_CallerNotMaker",
    "Trustee_CallerNotTrusteeNorMeeting",
    "Trustee_CovenantsSetAlready",
    "Trustee_CovenantsUnfit",
    "Trustee_DayOff",
    "Trustee_DealtWith",
    "Trustee_InGrace",
    "Trustee_NoCovenants",
    "Trustee_NoDefaultInterest",
    "Trustee_NoTrustee",
    "Trustee_NotAllDue",
    "Trustee_NotCured",
    "Trustee_NotInPeriod",
    "Trustee_NotMissed",
    "Trustee_NothingMissed",
    "Trustee_Recovering",
    "Trustee_StandingIs",
]


class BondTerms_BoundAlready(Reverted):
    """Solidity's error `BondTerms_BoundAlready`."""

    name = "BondTerms_BoundAlready"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class BondTerms_CallerNotMaker(Reverted):
    """Solidity's error `BondTerms_CallerNotMaker`."""

    name = "BondTerms_CallerNotMaker"

    def __init__(self, caller: Address, maker: Address) -> None:
        super().__init__(caller=caller, maker=maker)
        self.caller = caller
        self.maker = maker


class BondTerms_Empty(Reverted):
    """Solidity's error `BondTerms_Empty`."""

    name = "BondTerms_Empty"


class BondTerms_FixedAlready(Reverted):
    """Solidity's error `BondTerms_FixedAlready`."""

    name = "BondTerms_FixedAlready"

    def __init__(self, index: int, rate: int) -> None:
        super().__init__(index=index, rate=rate)
        self.index = index
        self.rate = rate


class BondTerms_FixingClosed(Reverted):
    """Solidity's error `BondTerms_FixingClosed`."""

    name = "BondTerms_FixingClosed"

    def __init__(self, index: int, opens_at: int, fallback_from: int, timestamp: int) -> None:
        super().__init__(
            index=index, opens_at=opens_at, fallback_from=fallback_from, timestamp=timestamp
        )
        self.index = index
        self.opens_at = opens_at
        self.fallback_from = fallback_from
        self.timestamp = timestamp


class BondTerms_NotFixed(Reverted):
    """Solidity's error `BondTerms_NotFixed`."""

    name = "BondTerms_NotFixed"

    def __init__(self, index: int) -> None:
        super().__init__(index=index)
        self.index = index


class BondTerms_NotFloating(Reverted):
    """Solidity's error `BondTerms_NotFloating`."""

    name = "BondTerms_NotFloating"


class BondTerms_NotInPeriod(Reverted):
    """Solidity's error `BondTerms_NotInPeriod`."""

    name = "BondTerms_NotInPeriod"

    def __init__(self, date: int, start: int, end: int) -> None:
        super().__init__(date=date, start=start, end=end)
        self.date = date
        self.start = start
        self.end = end


class BondTerms_NothingDue(Reverted):
    """Solidity's error `BondTerms_NothingDue`."""

    name = "BondTerms_NothingDue"

    def __init__(self, index: int, flow: Flow) -> None:
        super().__init__(index=index, flow=flow)
        self.index = index
        self.flow = flow


class BondTerms_OtherTerms(Reverted):
    """Solidity's error `BondTerms_OtherTerms`."""

    name = "BondTerms_OtherTerms"

    def __init__(self, bond: Address, terms: Address) -> None:
        super().__init__(bond=bond, terms=terms)
        self.bond = bond
        self.terms = terms


class BondTerms_OutOfTurn(Reverted):
    """Solidity's error `BondTerms_OutOfTurn`."""

    name = "BondTerms_OutOfTurn"

    def __init__(self, index: int, next: int) -> None:
        super().__init__(index=index, next=next)
        self.index = index
        self.next = next


class BondTerms_PeriodPassed(Reverted):
    """Solidity's error `BondTerms_PeriodPassed`."""

    name = "BondTerms_PeriodPassed"

    def __init__(self, index: int, record_at: int, timestamp: int) -> None:
        super().__init__(index=index, record_at=record_at, timestamp=timestamp)
        self.index = index
        self.record_at = record_at
        self.timestamp = timestamp


class BondTerms_RecordTaken(Reverted):
    """Solidity's error `BondTerms_RecordTaken`."""

    name = "BondTerms_RecordTaken"

    def __init__(self, closes: int) -> None:
        super().__init__(closes=closes)
        self.closes = closes


class BondTerms_ResetUnordered(Reverted):
    """Solidity's error `BondTerms_ResetUnordered`."""

    name = "BondTerms_ResetUnordered"

    def __init__(self, floor: int, cap: int) -> None:
        super().__init__(floor=floor, cap=cap)
        self.floor = floor
        self.cap = cap


class BondTerms_TaxAboveAll(Reverted):
    """Solidity's error `BondTerms_TaxAboveAll`."""

    name = "BondTerms_TaxAboveAll"

    def __init__(self, jurisdiction: int, rate: int) -> None:
        super().__init__(jurisdiction=jurisdiction, rate=rate)
        self.jurisdiction = jurisdiction
        self.rate = rate


class BondTerms_UnknownPeriod(Reverted):
    """Solidity's error `BondTerms_UnknownPeriod`."""

    name = "BondTerms_UnknownPeriod"

    def __init__(self, index: int, periods: int) -> None:
        super().__init__(index=index, periods=periods)
        self.index = index
        self.periods = periods


class BondTerms_Unordered(Reverted):
    """Solidity's error `BondTerms_Unordered`."""

    name = "BondTerms_Unordered"

    def __init__(self, period: int) -> None:
        super().__init__(period=period)
        self.period = period


class BondToken_AboveOffered(Reverted):
    """Solidity's error `BondToken_AboveOffered`."""

    name = "BondToken_AboveOffered"

    def __init__(self, supply_after: int, offered_units: int) -> None:
        super().__init__(supply_after=supply_after, offered_units=offered_units)
        self.supply_after = supply_after
        self.offered_units = offered_units


class BondToken_AccountFrozen(Reverted):
    """Solidity's error `BondToken_AccountFrozen`."""

    name = "BondToken_AccountFrozen"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class BondToken_BelowMinimum(Reverted):
    """Solidity's error `BondToken_BelowMinimum`."""

    name = "BondToken_BelowMinimum"

    def __init__(self, account: Address, units_after: int, minimum_units: int) -> None:
        super().__init__(account=account, units_after=units_after, minimum_units=minimum_units)
        self.account = account
        self.units_after = units_after
        self.minimum_units = minimum_units


class BondToken_CallerNotRegistrarNorRegulator(Reverted):
    """Solidity's error `BondToken_CallerNotRegistrarNorRegulator`."""

    name = "BondToken_CallerNotRegistrarNorRegulator"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class BondToken_CallerNotTerms(Reverted):
    """Solidity's error `BondToken_CallerNotTerms`."""

    name = "BondToken_CallerNotTerms"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class BondToken_Closed(Reverted):
    """Solidity's error `BondToken_Closed`."""

    name = "BondToken_Closed"

    def __init__(self, final_record_date: int) -> None:
        super().__init__(final_record_date=final_record_date)
        self.final_record_date = final_record_date


class BondToken_FrozenDiffers(Reverted):
    """Solidity's error `BondToken_FrozenDiffers`."""

    name = "BondToken_FrozenDiffers"

    def __init__(self, account: Address, expected: int, frozen: int) -> None:
        super().__init__(account=account, expected=expected, frozen=frozen)
        self.account = account
        self.expected = expected
        self.frozen = frozen


class BondToken_InsufficientUnits(Reverted):
    """Solidity's error `BondToken_InsufficientUnits`."""

    name = "BondToken_InsufficientUnits"

    def __init__(self, account: Address, wanted: int, units: int) -> None:
        super().__init__(account=account, wanted=wanted, units=units)
        self.account = account
        self.wanted = wanted
        self.units = units


class BondToken_LengthMismatch(Reverted):
    """Solidity's error `BondToken_LengthMismatch`."""

    name = "BondToken_LengthMismatch"

    def __init__(self, accounts: int, amounts: int) -> None:
        super().__init__(accounts=accounts, amounts=amounts)
        self.accounts = accounts
        self.amounts = amounts


class BondToken_NoRecordThen(Reverted):
    """Solidity's error `BondToken_NoRecordThen`."""

    name = "BondToken_NoRecordThen"

    def __init__(self, closes: int) -> None:
        super().__init__(closes=closes)
        self.closes = closes


class BondToken_NotReplaced(Reverted):
    """Solidity's error `BondToken_NotReplaced`."""

    name = "BondToken_NotReplaced"

    def __init__(self, lost: Address, replacement: Address) -> None:
        super().__init__(lost=lost, replacement=replacement)
        self.lost = lost
        self.replacement = replacement


class BondToken_Paused(Reverted):
    """Solidity's error `BondToken_Paused`."""

    name = "BondToken_Paused"


class BondToken_RecordNotStruck(Reverted):
    """Solidity's error `BondToken_RecordNotStruck`."""

    name = "BondToken_RecordNotStruck"

    def __init__(self, record_id: int, struck: int) -> None:
        super().__init__(record_id=record_id, struck=struck)
        self.record_id = record_id
        self.struck = struck


class BondToken_Refused(Reverted):
    """Solidity's error `BondToken_Refused`."""

    name = "BondToken_Refused"

    def __init__(self, from_: Address, to: Address, refusal: Refusal) -> None:
        super().__init__(from_=from_, to=to, refusal=refusal)
        self.from_ = from_
        self.to = to
        self.refusal = refusal


class CashToken_AboveMaximum(Reverted):
    """Solidity's error `CashToken_AboveMaximum`."""

    name = "CashToken_AboveMaximum"

    def __init__(self, amount: int, most: int) -> None:
        super().__init__(amount=amount, most=most)
        self.amount = amount
        self.most = most


class CashToken_AccountFrozen(Reverted):
    """Solidity's error `CashToken_AccountFrozen`."""

    name = "CashToken_AccountFrozen"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class CashToken_LengthMismatch(Reverted):
    """Solidity's error `CashToken_LengthMismatch`."""

    name = "CashToken_LengthMismatch"

    def __init__(self, accounts: int, amounts: int) -> None:
        super().__init__(accounts=accounts, amounts=amounts)
        self.accounts = accounts
        self.amounts = amounts


class CentralBankMoney_NotParticipant(Reverted):
    """Solidity's error `CentralBankMoney_NotParticipant`."""

    name = "CentralBankMoney_NotParticipant"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class CouponDates_NotSoMany(Reverted):
    """Solidity's error `CouponDates_NotSoMany`."""

    name = "CouponDates_NotSoMany"

    def __init__(self, coupons_per_year: int) -> None:
        super().__init__(coupons_per_year=coupons_per_year)
        self.coupons_per_year = coupons_per_year


class DayCount_PeriodReversed(Reverted):
    """Solidity's error `DayCount_PeriodReversed`."""

    name = "DayCount_PeriodReversed"

    def __init__(self, start: int, end: int) -> None:
        super().__init__(start=start, end=end)
        self.start = start
        self.end = end


class ECDSAInvalidSignature(Reverted):
    """Solidity's error `ECDSAInvalidSignature`."""

    name = "ECDSAInvalidSignature"


class ECDSAInvalidSignatureLength(Reverted):
    """Solidity's error `ECDSAInvalidSignatureLength`."""

    name = "ECDSAInvalidSignatureLength"

    def __init__(self, length: int) -> None:
        super().__init__(length=length)
        self.length = length


class ECDSAInvalidSignatureS(Reverted):
    """Solidity's error `ECDSAInvalidSignatureS`."""

    name = "ECDSAInvalidSignatureS"

    def __init__(self, s: bytes) -> None:
        super().__init__(s=s)
        self.s = s


class ERC20InsufficientAllowance(Reverted):
    """Solidity's error `ERC20InsufficientAllowance`."""

    name = "ERC20InsufficientAllowance"

    def __init__(self, spender: Address, allowance: int, needed: int) -> None:
        super().__init__(spender=spender, allowance=allowance, needed=needed)
        self.spender = spender
        self.allowance = allowance
        self.needed = needed


class ERC20InsufficientBalance(Reverted):
    """Solidity's error `ERC20InsufficientBalance`."""

    name = "ERC20InsufficientBalance"

    def __init__(self, sender: Address, balance: int, needed: int) -> None:
        super().__init__(sender=sender, balance=balance, needed=needed)
        self.sender = sender
        self.balance = balance
        self.needed = needed


class ERC20InvalidApprover(Reverted):
    """Solidity's error `ERC20InvalidApprover`."""

    name = "ERC20InvalidApprover"

    def __init__(self, approver: Address) -> None:
        super().__init__(approver=approver)
        self.approver = approver


class ERC20InvalidReceiver(Reverted):
    """Solidity's error `ERC20InvalidReceiver`."""

    name = "ERC20InvalidReceiver"

    def __init__(self, receiver: Address) -> None:
        super().__init__(receiver=receiver)
        self.receiver = receiver


class ERC20InvalidSender(Reverted):
    """Solidity's error `ERC20InvalidSender`."""

    name = "ERC20InvalidSender"

    def __init__(self, sender: Address) -> None:
        super().__init__(sender=sender)
        self.sender = sender


class ERC20InvalidSpender(Reverted):
    """Solidity's error `ERC20InvalidSpender`."""

    name = "ERC20InvalidSpender"

    def __init__(self, spender: Address) -> None:
        super().__init__(spender=spender)
        self.spender = spender


class ERC2612ExpiredSignature(Reverted):
    """Solidity's error `ERC2612ExpiredSignature`."""

    name = "ERC2612ExpiredSignature"

    def __init__(self, deadline: int) -> None:
        super().__init__(deadline=deadline)
        self.deadline = deadline


class ERC2612InvalidSigner(Reverted):
    """Solidity's error `ERC2612InvalidSigner`."""

    name = "ERC2612InvalidSigner"

    def __init__(self, signer: Address, owner: Address) -> None:
        super().__init__(signer=signer, owner=owner)
        self.signer = signer
        self.owner = owner


class ERC7943CannotReceive(Reverted):
    """Solidity's error `ERC7943CannotReceive`."""

    name = "ERC7943CannotReceive"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class ERC7943CannotSend(Reverted):
    """Solidity's error `ERC7943CannotSend`."""

    name = "ERC7943CannotSend"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class ERC7943CannotTransfer(Reverted):
    """Solidity's error `ERC7943CannotTransfer`."""

    name = "ERC7943CannotTransfer"

    def __init__(self, from_: Address, to: Address, amount: int) -> None:
        super().__init__(from_=from_, to=to, amount=amount)
        self.from_ = from_
        self.to = to
        self.amount = amount


class ERC7943InsufficientUnfrozenBalance(Reverted):
    """Solidity's error `ERC7943InsufficientUnfrozenBalance`."""

    name = "ERC7943InsufficientUnfrozenBalance"

    def __init__(self, account: Address, amount: int, unfrozen: int) -> None:
        super().__init__(account=account, amount=amount, unfrozen=unfrozen)
        self.account = account
        self.amount = amount
        self.unfrozen = unfrozen


class EnforcedPause(Reverted):
    """Solidity's error `EnforcedPause`."""

    name = "EnforcedPause"


class ExpectedPause(Reverted):
    """Solidity's error `ExpectedPause`."""

    name = "ExpectedPause"


class InvalidAccountNonce(Reverted):
    """Solidity's error `InvalidAccountNonce`."""

    name = "InvalidAccountNonce"

    def __init__(self, account: Address, current_nonce: int) -> None:
        super().__init__(account=account, current_nonce=current_nonce)
        self.account = account
        self.current_nonce = current_nonce


class InvalidShortString(Reverted):
    """Solidity's error `InvalidShortString`."""

    name = "InvalidShortString"


class InvestorRegister_AccountIsZero(Reverted):
    """Solidity's error `InvestorRegister_AccountIsZero`."""

    name = "InvestorRegister_AccountIsZero"


class InvestorRegister_AlreadyReplaced(Reverted):
    """Solidity's error `InvestorRegister_AlreadyReplaced`."""

    name = "InvestorRegister_AlreadyReplaced"

    def __init__(self, account: Address, replacement: Address) -> None:
        super().__init__(account=account, replacement=replacement)
        self.account = account
        self.replacement = replacement


class InvestorRegister_CallerNotRegistrarNorRegulator(Reverted):
    """Solidity's error `InvestorRegister_CallerNotRegistrarNorRegulator`."""

    name = "InvestorRegister_CallerNotRegistrarNorRegulator"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class InvestorRegister_ClassIsNone(Reverted):
    """Solidity's error `InvestorRegister_ClassIsNone`."""

    name = "InvestorRegister_ClassIsNone"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class InvestorRegister_LengthMismatch(Reverted):
    """Solidity's error `InvestorRegister_LengthMismatch`."""

    name = "InvestorRegister_LengthMismatch"

    def __init__(self, lost: int, replacements: int) -> None:
        super().__init__(lost=lost, replacements=replacements)
        self.lost = lost
        self.replacements = replacements


class InvestorRegister_NotAdmitted(Reverted):
    """Solidity's error `InvestorRegister_NotAdmitted`."""

    name = "InvestorRegister_NotAdmitted"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class InvestorRegister_ReplacedByItself(Reverted):
    """Solidity's error `InvestorRegister_ReplacedByItself`."""

    name = "InvestorRegister_ReplacedByItself"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class InvestorRegister_UnknownJurisdiction(Reverted):
    """Solidity's error `InvestorRegister_UnknownJurisdiction`."""

    name = "InvestorRegister_UnknownJurisdiction"

    def __init__(self, jurisdiction: int) -> None:
        super().__init__(jurisdiction=jurisdiction)
        self.jurisdiction = jurisdiction


class Meetings_AmendmentDiffers(Reverted):
    """Solidity's error `Meetings_AmendmentDiffers`."""

    name = "Meetings_AmendmentDiffers"

    def __init__(self, given: bytes, expected: bytes) -> None:
        super().__init__(given=given, expected=expected)
        self.given = given
        self.expected = expected


class Meetings_CallerNotConvener(Reverted):
    """Solidity's error `Meetings_CallerNotConvener`."""

    name = "Meetings_CallerNotConvener"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class Meetings_CallerNotHolder(Reverted):
    """Solidity's error `Meetings_CallerNotHolder`."""

    name = "Meetings_CallerNotHolder"

    def __init__(self, caller: Address, holder: Address) -> None:
        super().__init__(caller=caller, holder=holder)
        self.caller = caller
        self.holder = holder


class Meetings_CallerNotIssuer(Reverted):
    """Solidity's error `Meetings_CallerNotIssuer`."""

    name = "Meetings_CallerNotIssuer"

    def __init__(self, caller: Address, issuer: Address) -> None:
        super().__init__(caller=caller, issuer=issuer)
        self.caller = caller
        self.issuer = issuer


class Meetings_MoreThanHeld(Reverted):
    """Solidity's error `Meetings_MoreThanHeld`."""

    name = "Meetings_MoreThanHeld"

    def __init__(self, proposal_id: int, holder: Address, cast: int, held: int) -> None:
        super().__init__(proposal_id=proposal_id, holder=holder, cast=cast, held=held)
        self.proposal_id = proposal_id
        self.holder = holder
        self.cast = cast
        self.held = held


class Meetings_NoCovenants(Reverted):
    """Solidity's error `Meetings_NoCovenants`."""

    name = "Meetings_NoCovenants"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Meetings_NoVote(Reverted):
    """Solidity's error `Meetings_NoVote`."""

    name = "Meetings_NoVote"

    def __init__(self, proposal_id: int, holder: Address) -> None:
        super().__init__(proposal_id=proposal_id, holder=holder)
        self.proposal_id = proposal_id
        self.holder = holder


class Meetings_NothingCast(Reverted):
    """Solidity's error `Meetings_NothingCast`."""

    name = "Meetings_NothingCast"

    def __init__(self, proposal_id: int, holder: Address) -> None:
        super().__init__(proposal_id=proposal_id, holder=holder)
        self.proposal_id = proposal_id
        self.holder = holder


class Meetings_OutcomeIs(Reverted):
    """Solidity's error `Meetings_OutcomeIs`."""

    name = "Meetings_OutcomeIs"

    def __init__(self, proposal_id: int, outcome: Outcome) -> None:
        super().__init__(proposal_id=proposal_id, outcome=outcome)
        self.proposal_id = proposal_id
        self.outcome = outcome


class Meetings_Overtaken(Reverted):
    """Solidity's error `Meetings_Overtaken`."""

    name = "Meetings_Overtaken"

    def __init__(self, proposal_id: int) -> None:
        super().__init__(proposal_id=proposal_id)
        self.proposal_id = proposal_id


class Meetings_RecordThatWeek(Reverted):
    """Solidity's error `Meetings_RecordThatWeek`."""

    name = "Meetings_RecordThatWeek"

    def __init__(self, record_at: int, there: int) -> None:
        super().__init__(record_at=record_at, there=there)
        self.record_at = record_at
        self.there = there


class Meetings_TooFarAhead(Reverted):
    """Solidity's error `Meetings_TooFarAhead`."""

    name = "Meetings_TooFarAhead"

    def __init__(self, record_at: int, latest: int) -> None:
        super().__init__(record_at=record_at, latest=latest)
        self.record_at = record_at
        self.latest = latest


class Meetings_UnknownProposal(Reverted):
    """Solidity's error `Meetings_UnknownProposal`."""

    name = "Meetings_UnknownProposal"

    def __init__(self, proposal_id: int) -> None:
        super().__init__(proposal_id=proposal_id)
        self.proposal_id = proposal_id


class Meetings_Unordered(Reverted):
    """Solidity's error `Meetings_Unordered`."""

    name = "Meetings_Unordered"


class Meetings_VotedAlready(Reverted):
    """Solidity's error `Meetings_VotedAlready`."""

    name = "Meetings_VotedAlready"

    def __init__(self, proposal_id: int, holder: Address) -> None:
        super().__init__(proposal_id=proposal_id, holder=holder)
        self.proposal_id = proposal_id
        self.holder = holder


class Meetings_VotingClosed(Reverted):
    """Solidity's error `Meetings_VotingClosed`."""

    name = "Meetings_VotingClosed"

    def __init__(self, proposal_id: int, until: int, timestamp: int) -> None:
        super().__init__(proposal_id=proposal_id, until=until, timestamp=timestamp)
        self.proposal_id = proposal_id
        self.until = until
        self.timestamp = timestamp


class Meetings_VotingOpen(Reverted):
    """Solidity's error `Meetings_VotingOpen`."""

    name = "Meetings_VotingOpen"

    def __init__(self, proposal_id: int, until: int, timestamp: int) -> None:
        super().__init__(proposal_id=proposal_id, until=until, timestamp=timestamp)
        self.proposal_id = proposal_id
        self.until = until
        self.timestamp = timestamp


class Offering_AboveOffered(Reverted):
    """Solidity's error `Offering_AboveOffered`."""

    name = "Offering_AboveOffered"

    def __init__(self, units: int, offered_units: int) -> None:
        super().__init__(units=units, offered_units=offered_units)
        self.units = units
        self.offered_units = offered_units


class Offering_AllocationDiffers(Reverted):
    """Solidity's error `Offering_AllocationDiffers`."""

    name = "Offering_AllocationDiffers"

    def __init__(self, order_id: int, proposed: int, expected: int) -> None:
        super().__init__(order_id=order_id, proposed=proposed, expected=expected)
        self.order_id = order_id
        self.proposed = proposed
        self.expected = expected


class Offering_AllocationTotal(Reverted):
    """Solidity's error `Offering_AllocationTotal`."""

    name = "Offering_AllocationTotal"

    def __init__(self, allocated: int, expected: int) -> None:
        super().__init__(allocated=allocated, expected=expected)
        self.allocated = allocated
        self.expected = expected


class Offering_AllocationUnordered(Reverted):
    """Solidity's error `Offering_AllocationUnordered`."""

    name = "Offering_AllocationUnordered"

    def __init__(self, first_without: int, last_with: int) -> None:
        super().__init__(first_without=first_without, last_with=last_with)
        self.first_without = first_without
        self.last_with = last_with


class Offering_AllocationsMissing(Reverted):
    """Solidity's error `Offering_AllocationsMissing`."""

    name = "Offering_AllocationsMissing"

    def __init__(self, orders: int, allocations: int) -> None:
        super().__init__(orders=orders, allocations=allocations)
        self.orders = orders
        self.allocations = allocations


class Offering_AlreadyInstructed(Reverted):
    """Solidity's error `Offering_AlreadyInstructed`."""

    name = "Offering_AlreadyInstructed"

    def __init__(self, order_id: int, instruction_id: int) -> None:
        super().__init__(order_id=order_id, instruction_id=instruction_id)
        self.order_id = order_id
        self.instruction_id = instruction_id


class Offering_CallerNotArranger(Reverted):
    """Solidity's error `Offering_CallerNotArranger`."""

    name = "Offering_CallerNotArranger"

    def __init__(self, caller: Address, arranger: Address) -> None:
        super().__init__(caller=caller, arranger=arranger)
        self.caller = caller
        self.arranger = arranger


class Offering_CallerNotInvestor(Reverted):
    """Solidity's error `Offering_CallerNotInvestor`."""

    name = "Offering_CallerNotInvestor"

    def __init__(self, order_id: int, caller: Address) -> None:
        super().__init__(order_id=order_id, caller=caller)
        self.order_id = order_id
        self.caller = caller


class Offering_Closed(Reverted):
    """Solidity's error `Offering_Closed`."""

    name = "Offering_Closed"

    def __init__(self, closes_at: int, timestamp: int) -> None:
        super().__init__(closes_at=closes_at, timestamp=timestamp)
        self.closes_at = closes_at
        self.timestamp = timestamp


class Offering_NoRails(Reverted):
    """Solidity's error `Offering_NoRails`."""

    name = "Offering_NoRails"


class Offering_NoUnits(Reverted):
    """Solidity's error `Offering_NoUnits`."""

    name = "Offering_NoUnits"


class Offering_NotInPeriod(Reverted):
    """Solidity's error `Offering_NotInPeriod`."""

    name = "Offering_NotInPeriod"

    def __init__(self, issue_date: int, period_index: int) -> None:
        super().__init__(issue_date=issue_date, period_index=period_index)
        self.issue_date = issue_date
        self.period_index = period_index


class Offering_NotUnpaid(Reverted):
    """Solidity's error `Offering_NotUnpaid`."""

    name = "Offering_NotUnpaid"

    def __init__(self, order_id: int, instruction_id: int) -> None:
        super().__init__(order_id=order_id, instruction_id=instruction_id)
        self.order_id = order_id
        self.instruction_id = instruction_id


class Offering_NothingAllocated(Reverted):
    """Solidity's error `Offering_NothingAllocated`."""

    name = "Offering_NothingAllocated"

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id=order_id)
        self.order_id = order_id


class Offering_OrderNotLive(Reverted):
    """Solidity's error `Offering_OrderNotLive`."""

    name = "Offering_OrderNotLive"

    def __init__(self, order_id: int, reason: OrderReason) -> None:
        super().__init__(order_id=order_id, reason=reason)
        self.order_id = order_id
        self.reason = reason


class Offering_PriceAboveMaximum(Reverted):
    """Solidity's error `Offering_PriceAboveMaximum`."""

    name = "Offering_PriceAboveMaximum"

    def __init__(self, price: int, maximum_price: int) -> None:
        super().__init__(price=price, maximum_price=maximum_price)
        self.price = price
        self.maximum_price = maximum_price


class Offering_PriceIsZero(Reverted):
    """Solidity's error `Offering_PriceIsZero`."""

    name = "Offering_PriceIsZero"


class Offering_RateNotFixed(Reverted):
    """Solidity's error `Offering_RateNotFixed`."""

    name = "Offering_RateNotFixed"

    def __init__(self, period_index: int) -> None:
        super().__init__(period_index=period_index)
        self.period_index = period_index


class Offering_StageIs(Reverted):
    """Solidity's error `Offering_StageIs`."""

    name = "Offering_StageIs"

    def __init__(self, stage: OfferingStage) -> None:
        super().__init__(stage=stage)
        self.stage = stage


class Offering_StillOpen(Reverted):
    """Solidity's error `Offering_StillOpen`."""

    name = "Offering_StillOpen"

    def __init__(self, closes_at: int, timestamp: int) -> None:
        super().__init__(closes_at=closes_at, timestamp=timestamp)
        self.closes_at = closes_at
        self.timestamp = timestamp


class Offering_TooManyOrders(Reverted):
    """Solidity's error `Offering_TooManyOrders`."""

    name = "Offering_TooManyOrders"

    def __init__(self, investor: Address, most: int) -> None:
        super().__init__(investor=investor, most=most)
        self.investor = investor
        self.most = most


class Offering_UnknownOrder(Reverted):
    """Solidity's error `Offering_UnknownOrder`."""

    name = "Offering_UnknownOrder"

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id=order_id)
        self.order_id = order_id


class Offering_UnknownRail(Reverted):
    """Solidity's error `Offering_UnknownRail`."""

    name = "Offering_UnknownRail"

    def __init__(self, rail: int, rails: int) -> None:
        super().__init__(rail=rail, rails=rails)
        self.rail = rail
        self.rails = rails


class Options_BelowMinimum(Reverted):
    """Solidity's error `Options_BelowMinimum`."""

    name = "Options_BelowMinimum"

    def __init__(self, holder: Address, units_after: int, minimum_units: int) -> None:
        super().__init__(holder=holder, units_after=units_after, minimum_units=minimum_units)
        self.holder = holder
        self.units_after = units_after
        self.minimum_units = minimum_units


class Options_CallerNotHolder(Reverted):
    """Solidity's error `Options_CallerNotHolder`."""

    name = "Options_CallerNotHolder"

    def __init__(self, caller: Address, holder: Address) -> None:
        super().__init__(caller=caller, holder=holder)
        self.caller = caller
        self.holder = holder


class Options_CallerNotIssuer(Reverted):
    """Solidity's error `Options_CallerNotIssuer`."""

    name = "Options_CallerNotIssuer"

    def __init__(self, caller: Address, issuer: Address) -> None:
        super().__init__(caller=caller, issuer=issuer)
        self.caller = caller
        self.issuer = issuer


class Options_Closed(Reverted):
    """Solidity's error `Options_Closed`."""

    name = "Options_Closed"

    def __init__(self, bond: Address, final_record_date: int) -> None:
        super().__init__(bond=bond, final_record_date=final_record_date)
        self.bond = bond
        self.final_record_date = final_record_date


class Options_ExercisedAlready(Reverted):
    """Solidity's error `Options_ExercisedAlready`."""

    name = "Options_ExercisedAlready"

    def __init__(self, option: int) -> None:
        super().__init__(option=option)
        self.option = option


class Options_Frozen(Reverted):
    """Solidity's error `Options_Frozen`."""

    name = "Options_Frozen"

    def __init__(self, holder: Address) -> None:
        super().__init__(holder=holder)
        self.holder = holder


class Options_InDefault(Reverted):
    """Solidity's error `Options_InDefault`."""

    name = "Options_InDefault"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Options_IssuedAlready(Reverted):
    """Solidity's error `Options_IssuedAlready`."""

    name = "Options_IssuedAlready"

    def __init__(self, bond: Address, units: int) -> None:
        super().__init__(bond=bond, units=units)
        self.bond = bond
        self.units = units


class Options_KindIs(Reverted):
    """Solidity's error `Options_KindIs`."""

    name = "Options_KindIs"

    def __init__(self, option: int, kind: OptionKind) -> None:
        super().__init__(option=option, kind=kind)
        self.option = option
        self.kind = kind


class Options_NoPut(Reverted):
    """Solidity's error `Options_NoPut`."""

    name = "Options_NoPut"

    def __init__(self, bond: Address, period_index: int) -> None:
        super().__init__(bond=bond, period_index=period_index)
        self.bond = bond
        self.period_index = period_index


class Options_NoUnits(Reverted):
    """Solidity's error `Options_NoUnits`."""

    name = "Options_NoUnits"


class Options_NotWired(Reverted):
    """Solidity's error `Options_NotWired`."""

    name = "Options_NotWired"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Options_NothingLeft(Reverted):
    """Solidity's error `Options_NothingLeft`."""

    name = "Options_NothingLeft"

    def __init__(self, period_index: int) -> None:
        super().__init__(period_index=period_index)
        self.period_index = period_index


class Options_SetAlready(Reverted):
    """Solidity's error `Options_SetAlready`."""

    name = "Options_SetAlready"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Options_StillDue(Reverted):
    """Solidity's error `Options_StillDue`."""

    name = "Options_StillDue"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class Options_TooManyUnits(Reverted):
    """Solidity's error `Options_TooManyUnits`."""

    name = "Options_TooManyUnits"

    def __init__(self, units: int, most: int) -> None:
        super().__init__(units=units, most=most)
        self.units = units
        self.most = most


class Options_Unfit(Reverted):
    """Solidity's error `Options_Unfit`."""

    name = "Options_Unfit"

    def __init__(self, option: int) -> None:
        super().__init__(option=option)
        self.option = option


class Options_Unknown(Reverted):
    """Solidity's error `Options_Unknown`."""

    name = "Options_Unknown"

    def __init__(self, bond: Address, option: int) -> None:
        super().__init__(bond=bond, option=option)
        self.bond = bond
        self.option = option


class Options_WindowClosed(Reverted):
    """Solidity's error `Options_WindowClosed`."""

    name = "Options_WindowClosed"

    def __init__(self, option: int, notice_from: int, notice_until: int, timestamp: int) -> None:
        super().__init__(
            option=option, notice_from=notice_from, notice_until=notice_until, timestamp=timestamp
        )
        self.option = option
        self.notice_from = notice_from
        self.notice_until = notice_until
        self.timestamp = timestamp


class PayingAgent_AlreadyAnnounced(Reverted):
    """Solidity's error `PayingAgent_AlreadyAnnounced`."""

    name = "PayingAgent_AlreadyAnnounced"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class PayingAgent_CallerNotCash(Reverted):
    """Solidity's error `PayingAgent_CallerNotCash`."""

    name = "PayingAgent_CallerNotCash"

    def __init__(self, caller: Address, cash: Address) -> None:
        super().__init__(caller=caller, cash=cash)
        self.caller = caller
        self.cash = cash


class PayingAgent_CallerNotSelf(Reverted):
    """Solidity's error `PayingAgent_CallerNotSelf`."""

    name = "PayingAgent_CallerNotSelf"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class PayingAgent_KindDiffers(Reverted):
    """Solidity's error `PayingAgent_KindDiffers`."""

    name = "PayingAgent_KindDiffers"

    def __init__(self, bond: Address, period_index: int, kind: ActionKind) -> None:
        super().__init__(bond=bond, period_index=period_index, kind=kind)
        self.bond = bond
        self.period_index = period_index
        self.kind = kind


class PayingAgent_NotCounted(Reverted):
    """Solidity's error `PayingAgent_NotCounted`."""

    name = "PayingAgent_NotCounted"

    def __init__(self, action_id: int, counted_units: int, units: int) -> None:
        super().__init__(action_id=action_id, counted_units=counted_units, units=units)
        self.action_id = action_id
        self.counted_units = counted_units
        self.units = units


class PayingAgent_NotPastCutoff(Reverted):
    """Solidity's error `PayingAgent_NotPastCutoff`."""

    name = "PayingAgent_NotPastCutoff"

    def __init__(self, action_id: int, funding_cutoff: int, timestamp: int) -> None:
        super().__init__(action_id=action_id, funding_cutoff=funding_cutoff, timestamp=timestamp)
        self.action_id = action_id
        self.funding_cutoff = funding_cutoff
        self.timestamp = timestamp


class PayingAgent_NotPayableYet(Reverted):
    """Solidity's error `PayingAgent_NotPayableYet`."""

    name = "PayingAgent_NotPayableYet"

    def __init__(self, action_id: int, payable_from: int, timestamp: int) -> None:
        super().__init__(action_id=action_id, payable_from=payable_from, timestamp=timestamp)
        self.action_id = action_id
        self.payable_from = payable_from
        self.timestamp = timestamp


class PayingAgent_NotScheduled(Reverted):
    """Solidity's error `PayingAgent_NotScheduled`."""

    name = "PayingAgent_NotScheduled"

    def __init__(self, kind: ActionKind) -> None:
        super().__init__(kind=kind)
        self.kind = kind


class PayingAgent_NotWired(Reverted):
    """Solidity's error `PayingAgent_NotWired`."""

    name = "PayingAgent_NotWired"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class PayingAgent_NothingToCount(Reverted):
    """Solidity's error `PayingAgent_NothingToCount`."""

    name = "PayingAgent_NothingToCount"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class PayingAgent_OutOfGas(Reverted):
    """Solidity's error `PayingAgent_OutOfGas`."""

    name = "PayingAgent_OutOfGas"

    def __init__(self, holder: Address) -> None:
        super().__init__(holder=holder)
        self.holder = holder


class PayingAgent_StatusIs(Reverted):
    """Solidity's error `PayingAgent_StatusIs`."""

    name = "PayingAgent_StatusIs"

    def __init__(self, action_id: int, status: ActionStatus) -> None:
        super().__init__(action_id=action_id, status=status)
        self.action_id = action_id
        self.status = status


class PayingAgent_Superseded(Reverted):
    """Solidity's error `PayingAgent_Superseded`."""

    name = "PayingAgent_Superseded"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class PayingAgent_UnknownAction(Reverted):
    """Solidity's error `PayingAgent_UnknownAction`."""

    name = "PayingAgent_UnknownAction"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class RecordIds_OutOfGas(Reverted):
    """Solidity's error `RecordIds_OutOfGas`."""

    name = "RecordIds_OutOfGas"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Recoveries_AboveClaim(Reverted):
    """Solidity's error `Recoveries_AboveClaim`."""

    name = "Recoveries_AboveClaim"

    def __init__(self, amount: int, room: int) -> None:
        super().__init__(amount=amount, room=room)
        self.amount = amount
        self.room = room


class Recoveries_CallerNotCash(Reverted):
    """Solidity's error `Recoveries_CallerNotCash`."""

    name = "Recoveries_CallerNotCash"

    def __init__(self, caller: Address, cash: Address) -> None:
        super().__init__(caller=caller, cash=cash)
        self.caller = caller
        self.cash = cash


class Recoveries_CallerNotSelf(Reverted):
    """Solidity's error `Recoveries_CallerNotSelf`."""

    name = "Recoveries_CallerNotSelf"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class Recoveries_CallerNotTrusteeNorPayingAgent(Reverted):
    """Solidity's error `Recoveries_CallerNotTrusteeNorPayingAgent`."""

    name = "Recoveries_CallerNotTrusteeNorPayingAgent"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class Recoveries_CostsOfAnother(Reverted):
    """Solidity's error `Recoveries_CostsOfAnother`."""

    name = "Recoveries_CostsOfAnother"

    def __init__(self, bond: Address, costs_to: Address) -> None:
        super().__init__(bond=bond, costs_to=costs_to)
        self.bond = bond
        self.costs_to = costs_to


class Recoveries_NothingOver(Reverted):
    """Solidity's error `Recoveries_NothingOver`."""

    name = "Recoveries_NothingOver"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Recoveries_OutOfGas(Reverted):
    """Solidity's error `Recoveries_OutOfGas`."""

    name = "Recoveries_OutOfGas"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Recoveries_RecordTooEarly(Reverted):
    """Solidity's error `Recoveries_RecordTooEarly`."""

    name = "Recoveries_RecordTooEarly"

    def __init__(self, record_at: int, since: int) -> None:
        super().__init__(record_at=record_at, since=since)
        self.record_at = record_at
        self.since = since


class Recoveries_TooLittle(Reverted):
    """Solidity's error `Recoveries_TooLittle`."""

    name = "Recoveries_TooLittle"

    def __init__(self, held: int, units: int) -> None:
        super().__init__(held=held, units=units)
        self.held = held
        self.units = units


class ReentrancyGuardReentrantCall(Reverted):
    """Solidity's error `ReentrancyGuardReentrantCall`."""

    name = "ReentrancyGuardReentrantCall"


class RoleBound_CallerLacksRole(Reverted):
    """The caller lacks the role the function needs."""

    name = "RoleBound_CallerLacksRole"
    meaning = "The caller lacks the role the function needs."

    def __init__(self, caller: Address, role: Role) -> None:
        super().__init__(caller=caller, role=role)
        self.caller = caller
        self.role = role


class Roles_AccountIsZero(Reverted):
    """Solidity's error `Roles_AccountIsZero`."""

    name = "Roles_AccountIsZero"


class Roles_CallerNotAdmin(Reverted):
    """Solidity's error `Roles_CallerNotAdmin`."""

    name = "Roles_CallerNotAdmin"

    def __init__(self, caller: Address, admin: Address) -> None:
        super().__init__(caller=caller, admin=admin)
        self.caller = caller
        self.admin = admin


class Roles_CallerNotSuccessor(Reverted):
    """Solidity's error `Roles_CallerNotSuccessor`."""

    name = "Roles_CallerNotSuccessor"

    def __init__(self, caller: Address, successor: Address) -> None:
        super().__init__(caller=caller, successor=successor)
        self.caller = caller
        self.successor = successor


class Roles_LengthMismatch(Reverted):
    """Solidity's error `Roles_LengthMismatch`."""

    name = "Roles_LengthMismatch"

    def __init__(self, roles: int, accounts: int) -> None:
        super().__init__(roles=roles, accounts=accounts)
        self.roles = roles
        self.accounts = accounts


class RtgsRail_AmountDiffers(Reverted):
    """Solidity's error `RtgsRail_AmountDiffers`."""

    name = "RtgsRail_AmountDiffers"

    def __init__(self, number: int, confirmed: int, due: int) -> None:
        super().__init__(number=number, confirmed=confirmed, due=due)
        self.number = number
        self.confirmed = confirmed
        self.due = due


class RtgsRail_CallerHoldsNothing(Reverted):
    """Solidity's error `RtgsRail_CallerHoldsNothing`."""

    name = "RtgsRail_CallerHoldsNothing"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class RtgsRail_LengthMismatch(Reverted):
    """Solidity's error `RtgsRail_LengthMismatch`."""

    name = "RtgsRail_LengthMismatch"

    def __init__(self, ids: int, amounts: int, references: int) -> None:
        super().__init__(ids=ids, amounts=amounts, references=references)
        self.ids = ids
        self.amounts = amounts
        self.references = references


class RtgsRail_NotConfirmed(Reverted):
    """Solidity's error `RtgsRail_NotConfirmed`."""

    name = "RtgsRail_NotConfirmed"

    def __init__(self, caller: Address, payer: Address, payee: Address, amount: int) -> None:
        super().__init__(caller=caller, payer=payer, payee=payee, amount=amount)
        self.caller = caller
        self.payer = payer
        self.payee = payee
        self.amount = amount


class RtgsRail_NotWired(Reverted):
    """Solidity's error `RtgsRail_NotWired`."""

    name = "RtgsRail_NotWired"

    def __init__(self, agent: Address) -> None:
        super().__init__(agent=agent)
        self.agent = agent


class RtgsRail_OtherMoney(Reverted):
    """Solidity's error `RtgsRail_OtherMoney`."""

    name = "RtgsRail_OtherMoney"

    def __init__(self, instruction_id: int, cash: Address) -> None:
        super().__init__(instruction_id=instruction_id, cash=cash)
        self.instruction_id = instruction_id
        self.cash = cash


class RtgsRail_ReceiverIsZero(Reverted):
    """Solidity's error `RtgsRail_ReceiverIsZero`."""

    name = "RtgsRail_ReceiverIsZero"


class RtgsRail_ReferenceIsZero(Reverted):
    """Solidity's error `RtgsRail_ReferenceIsZero`."""

    name = "RtgsRail_ReferenceIsZero"


class RtgsRail_ReferenceUsed(Reverted):
    """Solidity's error `RtgsRail_ReferenceUsed`."""

    name = "RtgsRail_ReferenceUsed"

    def __init__(self, payment_reference: bytes) -> None:
        super().__init__(payment_reference=payment_reference)
        self.payment_reference = payment_reference


class SafeCastOverflowedUintDowncast(Reverted):
    """Solidity's error `SafeCastOverflowedUintDowncast`."""

    name = "SafeCastOverflowedUintDowncast"

    def __init__(self, bits: int, value: int) -> None:
        super().__init__(bits=bits, value=value)
        self.bits = bits
        self.value = value


class SafeERC20FailedOperation(Reverted):
    """Solidity's error `SafeERC20FailedOperation`."""

    name = "SafeERC20FailedOperation"

    def __init__(self, token: Address) -> None:
        super().__init__(token=token)
        self.token = token


class Settlement_AlreadyAffirmed(Reverted):
    """Solidity's error `Settlement_AlreadyAffirmed`."""

    name = "Settlement_AlreadyAffirmed"

    def __init__(self, id: int, caller: Address) -> None:
        super().__init__(id=id, caller=caller)
        self.id = id
        self.caller = caller


class Settlement_AmountWithoutCash(Reverted):
    """Solidity's error `Settlement_AmountWithoutCash`."""

    name = "Settlement_AmountWithoutCash"


class Settlement_CallerNotRail(Reverted):
    """Solidity's error `Settlement_CallerNotRail`."""

    name = "Settlement_CallerNotRail"

    def __init__(self, id: int, caller: Address) -> None:
        super().__init__(id=id, caller=caller)
        self.id = id
        self.caller = caller


class Settlement_CallerNotSelf(Reverted):
    """Solidity's error `Settlement_CallerNotSelf`."""

    name = "Settlement_CallerNotSelf"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class Settlement_CallerNotSide(Reverted):
    """Solidity's error `Settlement_CallerNotSide`."""

    name = "Settlement_CallerNotSide"

    def __init__(self, id: int, caller: Address) -> None:
        super().__init__(id=id, caller=caller)
        self.id = id
        self.caller = caller


class Settlement_DatesUnordered(Reverted):
    """Solidity's error `Settlement_DatesUnordered`."""

    name = "Settlement_DatesUnordered"

    def __init__(self, trade_date: int, intended_date: int, expiry_date: int) -> None:
        super().__init__(
            trade_date=trade_date, intended_date=intended_date, expiry_date=expiry_date
        )
        self.trade_date = trade_date
        self.intended_date = intended_date
        self.expiry_date = expiry_date


class Settlement_DueAfterFinalRecord(Reverted):
    """Solidity's error `Settlement_DueAfterFinalRecord`."""

    name = "Settlement_DueAfterFinalRecord"

    def __init__(self, intended_date: int, final_record_date: int) -> None:
        super().__init__(intended_date=intended_date, final_record_date=final_record_date)
        self.intended_date = intended_date
        self.final_record_date = final_record_date


class Settlement_EconomicsDiffer(Reverted):
    """Solidity's error `Settlement_EconomicsDiffer`."""

    name = "Settlement_EconomicsDiffer"

    def __init__(self, id: int, affirmed: bytes, instructed: bytes) -> None:
        super().__init__(id=id, affirmed=affirmed, instructed=instructed)
        self.id = id
        self.affirmed = affirmed
        self.instructed = instructed


class Settlement_LengthMismatch(Reverted):
    """Solidity's error `Settlement_LengthMismatch`."""

    name = "Settlement_LengthMismatch"

    def __init__(self, ids: int, hashes: int) -> None:
        super().__init__(ids=ids, hashes=hashes)
        self.ids = ids
        self.hashes = hashes


class Settlement_NoUnits(Reverted):
    """Solidity's error `Settlement_NoUnits`."""

    name = "Settlement_NoUnits"


class Settlement_NotExpired(Reverted):
    """Solidity's error `Settlement_NotExpired`."""

    name = "Settlement_NotExpired"

    def __init__(self, id: int, expires_at: int, timestamp: int) -> None:
        super().__init__(id=id, expires_at=expires_at, timestamp=timestamp)
        self.id = id
        self.expires_at = expires_at
        self.timestamp = timestamp


class Settlement_NotWired(Reverted):
    """Solidity's error `Settlement_NotWired`."""

    name = "Settlement_NotWired"

    def __init__(self, token: Address) -> None:
        super().__init__(token=token)
        self.token = token


class Settlement_OutOfGas(Reverted):
    """Solidity's error `Settlement_OutOfGas`."""

    name = "Settlement_OutOfGas"

    def __init__(self, id: int) -> None:
        super().__init__(id=id)
        self.id = id


class Settlement_SameSide(Reverted):
    """Solidity's error `Settlement_SameSide`."""

    name = "Settlement_SameSide"

    def __init__(self, account: Address) -> None:
        super().__init__(account=account)
        self.account = account


class Settlement_TradesFlat(Reverted):
    """Solidity's error `Settlement_TradesFlat`."""

    name = "Settlement_TradesFlat"

    def __init__(self, bond: Address, accrued_amount: int) -> None:
        super().__init__(bond=bond, accrued_amount=accrued_amount)
        self.bond = bond
        self.accrued_amount = accrued_amount


class Settlement_TypeNotAllowed(Reverted):
    """Solidity's error `Settlement_TypeNotAllowed`."""

    name = "Settlement_TypeNotAllowed"

    def __init__(self, transaction_type: TransactionType) -> None:
        super().__init__(transaction_type=transaction_type)
        self.transaction_type = transaction_type


class Settlement_UnknownInstruction(Reverted):
    """Solidity's error `Settlement_UnknownInstruction`."""

    name = "Settlement_UnknownInstruction"

    def __init__(self, id: int) -> None:
        super().__init__(id=id)
        self.id = id


class Settlement_WindowClosed(Reverted):
    """Solidity's error `Settlement_WindowClosed`."""

    name = "Settlement_WindowClosed"

    def __init__(self, opens_at: int, expires_at: int, timestamp: int) -> None:
        super().__init__(opens_at=opens_at, expires_at=expires_at, timestamp=timestamp)
        self.opens_at = opens_at
        self.expires_at = expires_at
        self.timestamp = timestamp


class StringTooLong(Reverted):
    """Solidity's error `StringTooLong`."""

    name = "StringTooLong"

    def __init__(self, str: str) -> None:
        super().__init__(str=str)
        self.str = str


class Trustee_AllDue(Reverted):
    """Solidity's error `Trustee_AllDue`."""

    name = "Trustee_AllDue"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_AmendmentDiffers(Reverted):
    """Solidity's error `Trustee_AmendmentDiffers`."""

    name = "Trustee_AmendmentDiffers"

    def __init__(self, given: bytes, expected: bytes) -> None:
        super().__init__(given=given, expected=expected)
        self.given = given
        self.expected = expected


class Trustee_CallerNotMaker(Reverted):
    """Solidity's error `Trustee_CallerNotMaker`."""

    name = "Trustee_CallerNotMaker"

    def __init__(self, caller: Address, maker: Address) -> None:
        super().__init__(caller=caller, maker=maker)
        self.caller = caller
        self.maker = maker


class Trustee_CallerNotTrusteeNorMeeting(Reverted):
    """Solidity's error `Trustee_CallerNotTrusteeNorMeeting`."""

    name = "Trustee_CallerNotTrusteeNorMeeting"

    def __init__(self, caller: Address) -> None:
        super().__init__(caller=caller)
        self.caller = caller


class Trustee_CovenantsSetAlready(Reverted):
    """Solidity's error `Trustee_CovenantsSetAlready`."""

    name = "Trustee_CovenantsSetAlready"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_CovenantsUnfit(Reverted):
    """Solidity's error `Trustee_CovenantsUnfit`."""

    name = "Trustee_CovenantsUnfit"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_DayOff(Reverted):
    """Solidity's error `Trustee_DayOff`."""

    name = "Trustee_DayOff"

    def __init__(self, date: int, timestamp: int) -> None:
        super().__init__(date=date, timestamp=timestamp)
        self.date = date
        self.timestamp = timestamp


class Trustee_DealtWith(Reverted):
    """Solidity's error `Trustee_DealtWith`."""

    name = "Trustee_DealtWith"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class Trustee_InGrace(Reverted):
    """Solidity's error `Trustee_InGrace`."""

    name = "Trustee_InGrace"

    def __init__(self, action_id: int, until: int, timestamp: int) -> None:
        super().__init__(action_id=action_id, until=until, timestamp=timestamp)
        self.action_id = action_id
        self.until = until
        self.timestamp = timestamp


class Trustee_NoCovenants(Reverted):
    """Solidity's error `Trustee_NoCovenants`."""

    name = "Trustee_NoCovenants"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_NoDefaultInterest(Reverted):
    """Solidity's error `Trustee_NoDefaultInterest`."""

    name = "Trustee_NoDefaultInterest"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class Trustee_NoTrustee(Reverted):
    """Solidity's error `Trustee_NoTrustee`."""

    name = "Trustee_NoTrustee"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_NotAllDue(Reverted):
    """Solidity's error `Trustee_NotAllDue`."""

    name = "Trustee_NotAllDue"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_NotCured(Reverted):
    """Solidity's error `Trustee_NotCured`."""

    name = "Trustee_NotCured"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class Trustee_NotInPeriod(Reverted):
    """Solidity's error `Trustee_NotInPeriod`."""

    name = "Trustee_NotInPeriod"

    def __init__(self, date: int, start: int, end: int) -> None:
        super().__init__(date=date, start=start, end=end)
        self.date = date
        self.start = start
        self.end = end


class Trustee_NotMissed(Reverted):
    """Solidity's error `Trustee_NotMissed`."""

    name = "Trustee_NotMissed"

    def __init__(self, action_id: int) -> None:
        super().__init__(action_id=action_id)
        self.action_id = action_id


class Trustee_NothingMissed(Reverted):
    """Solidity's error `Trustee_NothingMissed`."""

    name = "Trustee_NothingMissed"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_Recovering(Reverted):
    """Solidity's error `Trustee_Recovering`."""

    name = "Trustee_Recovering"

    def __init__(self, bond: Address) -> None:
        super().__init__(bond=bond)
        self.bond = bond


class Trustee_StandingIs(Reverted):
    """Solidity's error `Trustee_StandingIs`."""

    name = "Trustee_StandingIs"

    def __init__(self, bond: Address, standing: Standing) -> None:
        super().__init__(bond=bond, standing=standing)
        self.bond = bond
        self.standing = standing


ERRORS: ErrorTable = error_table(
    [
        ErrorSpec(BondTerms_BoundAlready, "0x66b323a7", ("address",)),
        ErrorSpec(BondTerms_CallerNotMaker, "0x3ce2d767", ("address", "address")),
        ErrorSpec(BondTerms_Empty, "0xed5bcd69", ()),
        ErrorSpec(BondTerms_FixedAlready, "0xe8bba826", ("uint256", "uint64")),
        ErrorSpec(BondTerms_FixingClosed, "0xabf7e424", ("uint256", "uint40", "uint40", "uint256")),
        ErrorSpec(BondTerms_NotFixed, "0xf1d31142", ("uint256",)),
        ErrorSpec(BondTerms_NotFloating, "0xb9e0812f", ()),
        ErrorSpec(BondTerms_NotInPeriod, "0x53cb89bd", ("uint32", "uint32", "uint32")),
        ErrorSpec(BondTerms_NothingDue, "0x3e50a724", ("uint256", kinds.FLOW)),
        ErrorSpec(BondTerms_OtherTerms, "0xb26cf248", ("address", "address")),
        ErrorSpec(BondTerms_OutOfTurn, "0xc28bc0f4", ("uint256", "uint256")),
        ErrorSpec(BondTerms_PeriodPassed, "0xccd59b49", ("uint256", "uint40", "uint256")),
        ErrorSpec(BondTerms_RecordTaken, "0xaf2a3714", ("uint40",)),
        ErrorSpec(BondTerms_ResetUnordered, "0xdaf6864a", ("int64", "int64")),
        ErrorSpec(BondTerms_TaxAboveAll, "0x30ec7c0d", ("uint16", "uint64")),
        ErrorSpec(BondTerms_UnknownPeriod, "0xbe58a1b6", ("uint256", "uint256")),
        ErrorSpec(BondTerms_Unordered, "0xa91ace49", ("uint256",)),
        ErrorSpec(BondToken_AboveOffered, "0xfea4d35b", ("uint256", "uint256")),
        ErrorSpec(BondToken_AccountFrozen, "0x1a2e0f4f", ("address",)),
        ErrorSpec(BondToken_BelowMinimum, "0x712a392b", ("address", "uint256", "uint256")),
        ErrorSpec(BondToken_CallerNotRegistrarNorRegulator, "0x19f7add5", ("address",)),
        ErrorSpec(BondToken_CallerNotTerms, "0xd8af465d", ("address",)),
        ErrorSpec(BondToken_Closed, "0xba2c96fc", ("uint32",)),
        ErrorSpec(BondToken_FrozenDiffers, "0x836b2162", ("address", "uint256", "uint256")),
        ErrorSpec(BondToken_InsufficientUnits, "0x1d3afb7d", ("address", "uint256", "uint256")),
        ErrorSpec(BondToken_LengthMismatch, "0x1eb2e9e8", ("uint256", "uint256")),
        ErrorSpec(BondToken_NoRecordThen, "0xd763bf3c", ("uint40",)),
        ErrorSpec(BondToken_NotReplaced, "0xdd4dafe5", ("address", "address")),
        ErrorSpec(BondToken_Paused, "0x3872d872", ()),
        ErrorSpec(BondToken_RecordNotStruck, "0xbe466741", ("uint256", "uint256")),
        ErrorSpec(BondToken_Refused, "0x8ef4378b", ("address", "address", kinds.REFUSAL)),
        ErrorSpec(CashToken_AboveMaximum, "0xbef2f86c", ("uint256", "uint256")),
        ErrorSpec(CashToken_AccountFrozen, "0xf1a83fc4", ("address",)),
        ErrorSpec(CashToken_LengthMismatch, "0xa6ba0374", ("uint256", "uint256")),
        ErrorSpec(CentralBankMoney_NotParticipant, "0x253165a3", ("address",)),
        ErrorSpec(CouponDates_NotSoMany, "0x462a01b7", ("uint256",)),
        ErrorSpec(DayCount_PeriodReversed, "0x87f70cfd", ("uint32", "uint32")),
        ErrorSpec(ECDSAInvalidSignature, "0xf645eedf", ()),
        ErrorSpec(ECDSAInvalidSignatureLength, "0xfce698f7", ("uint256",)),
        ErrorSpec(ECDSAInvalidSignatureS, "0xd78bce0c", ("bytes32",)),
        ErrorSpec(ERC20InsufficientAllowance, "0xfb8f41b2", ("address", "uint256", "uint256")),
        ErrorSpec(ERC20InsufficientBalance, "0xe450d38c", ("address", "uint256", "uint256")),
        ErrorSpec(ERC20InvalidApprover, "0xe602df05", ("address",)),
        ErrorSpec(ERC20InvalidReceiver, "0xec442f05", ("address",)),
        ErrorSpec(ERC20InvalidSender, "0x96c6fd1e", ("address",)),
        ErrorSpec(ERC20InvalidSpender, "0x94280d62", ("address",)),
        ErrorSpec(ERC2612ExpiredSignature, "0x62791302", ("uint256",)),
        ErrorSpec(ERC2612InvalidSigner, "0x4b800e46", ("address", "address")),
        ErrorSpec(ERC7943CannotReceive, "0x705c1eed", ("address",)),
        ErrorSpec(ERC7943CannotSend, "0x45bae9e2", ("address",)),
        ErrorSpec(ERC7943CannotTransfer, "0x22dda4be", ("address", "address", "uint256")),
        ErrorSpec(
            ERC7943InsufficientUnfrozenBalance, "0x00384e71", ("address", "uint256", "uint256")
        ),
        ErrorSpec(EnforcedPause, "0xd93c0665", ()),
        ErrorSpec(ExpectedPause, "0x8dfc202b", ()),
        ErrorSpec(InvalidAccountNonce, "0x752d88c0", ("address", "uint256")),
        ErrorSpec(InvalidShortString, "0xb3512b0c", ()),
        ErrorSpec(InvestorRegister_AccountIsZero, "0x0628f503", ()),
        ErrorSpec(InvestorRegister_AlreadyReplaced, "0xe895e9f8", ("address", "address")),
        ErrorSpec(InvestorRegister_CallerNotRegistrarNorRegulator, "0xe27404ec", ("address",)),
        ErrorSpec(InvestorRegister_ClassIsNone, "0x9121f064", ("address",)),
        ErrorSpec(InvestorRegister_LengthMismatch, "0x4d968ec1", ("uint256", "uint256")),
        ErrorSpec(InvestorRegister_NotAdmitted, "0x24c03a2c", ("address",)),
        ErrorSpec(InvestorRegister_ReplacedByItself, "0xebc449d3", ("address",)),
        ErrorSpec(InvestorRegister_UnknownJurisdiction, "0xf341f2c2", ("uint16",)),
        ErrorSpec(Meetings_AmendmentDiffers, "0x853cd4d2", ("bytes32", "bytes32")),
        ErrorSpec(Meetings_CallerNotConvener, "0x30a5ca9c", ("address",)),
        ErrorSpec(Meetings_CallerNotHolder, "0xa84dbcfb", ("address", "address")),
        ErrorSpec(Meetings_CallerNotIssuer, "0x63ac1e33", ("address", "address")),
        ErrorSpec(
            Meetings_MoreThanHeld, "0xaadad49d", ("uint256", "address", "uint256", "uint256")
        ),
        ErrorSpec(Meetings_NoCovenants, "0xa525fea1", ("address",)),
        ErrorSpec(Meetings_NoVote, "0x835031ae", ("uint256", "address")),
        ErrorSpec(Meetings_NothingCast, "0xd56aaafd", ("uint256", "address")),
        ErrorSpec(Meetings_OutcomeIs, "0x91277ca3", ("uint256", kinds.OUTCOME)),
        ErrorSpec(Meetings_Overtaken, "0x5f1f5393", ("uint256",)),
        ErrorSpec(Meetings_RecordThatWeek, "0xe2e9fac6", ("uint40", "uint40")),
        ErrorSpec(Meetings_TooFarAhead, "0xb9e529d1", ("uint40", "uint256")),
        ErrorSpec(Meetings_UnknownProposal, "0x4d9a2cbe", ("uint256",)),
        ErrorSpec(Meetings_Unordered, "0x19f59be0", ()),
        ErrorSpec(Meetings_VotedAlready, "0xefb02ca8", ("uint256", "address")),
        ErrorSpec(Meetings_VotingClosed, "0x3c057417", ("uint256", "uint40", "uint256")),
        ErrorSpec(Meetings_VotingOpen, "0x10c63feb", ("uint256", "uint40", "uint256")),
        ErrorSpec(Offering_AboveOffered, "0x61527db0", ("uint64", "uint64")),
        ErrorSpec(Offering_AllocationDiffers, "0x4723f88f", ("uint256", "uint256", "uint256")),
        ErrorSpec(Offering_AllocationTotal, "0x7653f878", ("uint256", "uint256")),
        ErrorSpec(Offering_AllocationUnordered, "0x6fbb8d90", ("uint256", "uint256")),
        ErrorSpec(Offering_AllocationsMissing, "0x081baf04", ("uint256", "uint256")),
        ErrorSpec(Offering_AlreadyInstructed, "0x955089fb", ("uint256", "uint256")),
        ErrorSpec(Offering_CallerNotArranger, "0xa452c23e", ("address", "address")),
        ErrorSpec(Offering_CallerNotInvestor, "0xa64f79d7", ("uint256", "address")),
        ErrorSpec(Offering_Closed, "0x2009677a", ("uint40", "uint256")),
        ErrorSpec(Offering_NoRails, "0x1919debd", ()),
        ErrorSpec(Offering_NoUnits, "0x2b680bf2", ()),
        ErrorSpec(Offering_NotInPeriod, "0x1aa61d4f", ("uint32", "uint16")),
        ErrorSpec(Offering_NotUnpaid, "0xa77ff78e", ("uint256", "uint256")),
        ErrorSpec(Offering_NothingAllocated, "0x2482b840", ("uint256",)),
        ErrorSpec(Offering_OrderNotLive, "0xcc4d07ac", ("uint256", kinds.ORDER_REASON)),
        ErrorSpec(Offering_PriceAboveMaximum, "0xd7433110", ("uint40", "uint40")),
        ErrorSpec(Offering_PriceIsZero, "0x7b225eaf", ()),
        ErrorSpec(Offering_RateNotFixed, "0x67c6f65e", ("uint16",)),
        ErrorSpec(Offering_StageIs, "0xd120860f", (kinds.OFFERING_STAGE,)),
        ErrorSpec(Offering_StillOpen, "0xf7409e04", ("uint40", "uint256")),
        ErrorSpec(Offering_TooManyOrders, "0x771e54b4", ("address", "uint256")),
        ErrorSpec(Offering_UnknownOrder, "0xdf038974", ("uint256",)),
        ErrorSpec(Offering_UnknownRail, "0x1cd9bfd9", ("uint8", "uint256")),
        ErrorSpec(Options_BelowMinimum, "0x462f9e60", ("address", "uint256", "uint256")),
        ErrorSpec(Options_CallerNotHolder, "0x34734666", ("address", "address")),
        ErrorSpec(Options_CallerNotIssuer, "0x938c8a65", ("address", "address")),
        ErrorSpec(Options_Closed, "0xaaa050f6", ("address", "uint32")),
        ErrorSpec(Options_ExercisedAlready, "0x7ba203a9", ("uint256",)),
        ErrorSpec(Options_Frozen, "0x987f79b7", ("address",)),
        ErrorSpec(Options_InDefault, "0x3131d80e", ("address",)),
        ErrorSpec(Options_IssuedAlready, "0x6a0f0781", ("address", "uint256")),
        ErrorSpec(Options_KindIs, "0xaced705a", ("uint256", kinds.OPTION_KIND)),
        ErrorSpec(Options_NoPut, "0x52d673b0", ("address", "uint16")),
        ErrorSpec(Options_NoUnits, "0xfd584ea1", ()),
        ErrorSpec(Options_NotWired, "0xe8c1e003", ("address",)),
        ErrorSpec(Options_NothingLeft, "0x7e608ae0", ("uint16",)),
        ErrorSpec(Options_SetAlready, "0xc7a40742", ("address",)),
        ErrorSpec(Options_StillDue, "0x405cbb6e", ("uint256",)),
        ErrorSpec(Options_TooManyUnits, "0xe73ff3d2", ("uint256", "uint256")),
        ErrorSpec(Options_Unfit, "0x95e6321f", ("uint256",)),
        ErrorSpec(Options_Unknown, "0xee60c60e", ("address", "uint256")),
        ErrorSpec(Options_WindowClosed, "0x6f77c89f", ("uint256", "uint40", "uint40", "uint256")),
        ErrorSpec(PayingAgent_AlreadyAnnounced, "0x8878849f", ("uint256",)),
        ErrorSpec(PayingAgent_CallerNotCash, "0xf0a461c2", ("address", "address")),
        ErrorSpec(PayingAgent_CallerNotSelf, "0x91315db0", ("address",)),
        ErrorSpec(PayingAgent_KindDiffers, "0xc20c20f3", ("address", "uint16", kinds.ACTION_KIND)),
        ErrorSpec(PayingAgent_NotCounted, "0x8489f93e", ("uint256", "uint256", "uint256")),
        ErrorSpec(PayingAgent_NotPastCutoff, "0x0b448a32", ("uint256", "uint40", "uint256")),
        ErrorSpec(PayingAgent_NotPayableYet, "0x58bf569e", ("uint256", "uint40", "uint256")),
        ErrorSpec(PayingAgent_NotScheduled, "0xf31c0774", (kinds.ACTION_KIND,)),
        ErrorSpec(PayingAgent_NotWired, "0xd7ab81d7", ("address",)),
        ErrorSpec(PayingAgent_NothingToCount, "0x4c59838b", ("uint256",)),
        ErrorSpec(PayingAgent_OutOfGas, "0x79a8b0f5", ("address",)),
        ErrorSpec(PayingAgent_StatusIs, "0x32d847ce", ("uint256", kinds.ACTION_STATUS)),
        ErrorSpec(PayingAgent_Superseded, "0x2cf74237", ("uint256",)),
        ErrorSpec(PayingAgent_UnknownAction, "0x9570b765", ("uint256",)),
        ErrorSpec(RecordIds_OutOfGas, "0xc466b05b", ("address",)),
        ErrorSpec(Recoveries_AboveClaim, "0x3d537af0", ("uint256", "uint256")),
        ErrorSpec(Recoveries_CallerNotCash, "0x4b21cfff", ("address", "address")),
        ErrorSpec(Recoveries_CallerNotSelf, "0xf0bb4d0b", ("address",)),
        ErrorSpec(Recoveries_CallerNotTrusteeNorPayingAgent, "0x626f5568", ("address",)),
        ErrorSpec(Recoveries_CostsOfAnother, "0x01c521cc", ("address", "address")),
        ErrorSpec(Recoveries_NothingOver, "0xfff92b07", ("address",)),
        ErrorSpec(Recoveries_OutOfGas, "0xdec6cf05", ("address",)),
        ErrorSpec(Recoveries_RecordTooEarly, "0x3fd09f35", ("uint40", "uint40")),
        ErrorSpec(Recoveries_TooLittle, "0x9e5a175d", ("uint256", "uint256")),
        ErrorSpec(ReentrancyGuardReentrantCall, "0x3ee5aeb5", ()),
        ErrorSpec(RoleBound_CallerLacksRole, "0xdcee5a9e", ("address", kinds.ROLE)),
        ErrorSpec(Roles_AccountIsZero, "0xa4a5e66c", ()),
        ErrorSpec(Roles_CallerNotAdmin, "0x256fbad4", ("address", "address")),
        ErrorSpec(Roles_CallerNotSuccessor, "0x617c3d7f", ("address", "address")),
        ErrorSpec(Roles_LengthMismatch, "0xf1c9cb89", ("uint256", "uint256")),
        ErrorSpec(RtgsRail_AmountDiffers, "0x1c71d498", ("uint256", "uint256", "uint256")),
        ErrorSpec(RtgsRail_CallerHoldsNothing, "0x7d999e47", ("address",)),
        ErrorSpec(RtgsRail_LengthMismatch, "0x5892cd18", ("uint256", "uint256", "uint256")),
        ErrorSpec(
            RtgsRail_NotConfirmed, "0xe9fb56e2", ("address", "address", "address", "uint256")
        ),
        ErrorSpec(RtgsRail_NotWired, "0x12f34211", ("address",)),
        ErrorSpec(RtgsRail_OtherMoney, "0xed08263c", ("uint256", "address")),
        ErrorSpec(RtgsRail_ReceiverIsZero, "0x6b144db5", ()),
        ErrorSpec(RtgsRail_ReferenceIsZero, "0x11242c7f", ()),
        ErrorSpec(RtgsRail_ReferenceUsed, "0xb81410b5", ("bytes32",)),
        ErrorSpec(SafeCastOverflowedUintDowncast, "0x6dfcc650", ("uint8", "uint256")),
        ErrorSpec(SafeERC20FailedOperation, "0x5274afe7", ("address",)),
        ErrorSpec(Settlement_AlreadyAffirmed, "0x3ef1edd8", ("uint256", "address")),
        ErrorSpec(Settlement_AmountWithoutCash, "0x15035581", ()),
        ErrorSpec(Settlement_CallerNotRail, "0x1a5b06f5", ("uint256", "address")),
        ErrorSpec(Settlement_CallerNotSelf, "0x98230535", ("address",)),
        ErrorSpec(Settlement_CallerNotSide, "0x7cd15404", ("uint256", "address")),
        ErrorSpec(Settlement_DatesUnordered, "0x2609b968", ("uint32", "uint32", "uint32")),
        ErrorSpec(Settlement_DueAfterFinalRecord, "0x828460f9", ("uint32", "uint32")),
        ErrorSpec(Settlement_EconomicsDiffer, "0xfc3b2cc3", ("uint256", "bytes32", "bytes32")),
        ErrorSpec(Settlement_LengthMismatch, "0x24856b32", ("uint256", "uint256")),
        ErrorSpec(Settlement_NoUnits, "0x6a26c6f5", ()),
        ErrorSpec(Settlement_NotExpired, "0x5c74539c", ("uint256", "uint40", "uint256")),
        ErrorSpec(Settlement_NotWired, "0xbf65d18a", ("address",)),
        ErrorSpec(Settlement_OutOfGas, "0x0f71110f", ("uint256",)),
        ErrorSpec(Settlement_SameSide, "0xdf3fb658", ("address",)),
        ErrorSpec(Settlement_TradesFlat, "0x0d5cf8c1", ("address", "uint96")),
        ErrorSpec(Settlement_TypeNotAllowed, "0x695bd91a", (kinds.TRANSACTION_TYPE,)),
        ErrorSpec(Settlement_UnknownInstruction, "0x9b79ad57", ("uint256",)),
        ErrorSpec(Settlement_WindowClosed, "0x2713adce", ("uint40", "uint40", "uint256")),
        ErrorSpec(StringTooLong, "0x305a27a9", ("string",)),
        ErrorSpec(Trustee_AllDue, "0x00314ed7", ("address",)),
        ErrorSpec(Trustee_AmendmentDiffers, "0x2092aeda", ("bytes32", "bytes32")),
        ErrorSpec(Trustee_CallerNotMaker, "0xc15a7899", ("address", "address")),
        ErrorSpec(Trustee_CallerNotTrusteeNorMeeting, "0x58b16ab2", ("address",)),
        ErrorSpec(Trustee_CovenantsSetAlready, "0x824a02af", ("address",)),
        ErrorSpec(Trustee_CovenantsUnfit, "0xcf94948c", ("address",)),
        ErrorSpec(Trustee_DayOff, "0xfcda27d6", ("uint32", "uint256")),
        ErrorSpec(Trustee_DealtWith, "0x8e3aa97e", ("uint256",)),
        ErrorSpec(Trustee_InGrace, "0xdd426ec6", ("uint256", "uint40", "uint256")),
        ErrorSpec(Trustee_NoCovenants, "0xc8103981", ("address",)),
        ErrorSpec(Trustee_NoDefaultInterest, "0x88b5e4e8", ("uint256",)),
        ErrorSpec(Trustee_NoTrustee, "0xedaf281e", ("address",)),
        ErrorSpec(Trustee_NotAllDue, "0x037209a5", ("address",)),
        ErrorSpec(Trustee_NotCured, "0xdefb2e0c", ("uint256",)),
        ErrorSpec(Trustee_NotInPeriod, "0xe67ab629", ("uint32", "uint32", "uint32")),
        ErrorSpec(Trustee_NotMissed, "0x7ff3031f", ("uint256",)),
        ErrorSpec(Trustee_NothingMissed, "0xd31373e3", ("address",)),
        ErrorSpec(Trustee_Recovering, "0xe1761c94", ("address",)),
        ErrorSpec(Trustee_StandingIs, "0x4279cf4a", ("address", kinds.STANDING)),
    ]
)
