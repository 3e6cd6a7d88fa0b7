"""Terms of the ACTUS dictionary: those read, those that change no flow, those refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

__all__ = ["DAY_COUNTS", "INFORMATION", "NEUTRAL", "READ", "ROLES", "UNSUPPORTED"]

_BOTH: Final = ("PAM", "LAM")
_LAM: Final = ("LAM",)

READ: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            "accruedInterest",
            "businessDayConvention",
            "calendar",
            "capitalizationEndDate",
            "contractID",
            "contractRole",
            "contractType",
            "currency",
            "cycleAnchorDateOfInterestPayment",
            "cycleAnchorDateOfRateReset",
            "cycleOfInterestPayment",
            "cycleOfRateReset",
            "dayCountConvention",
            "endOfMonthConvention",
            "initialExchangeDate",
            "lifeCap",
            "lifeFloor",
            "marketObjectCodeOfRateReset",
            "maturityDate",
            "nextResetRate",
            "nominalInterestRate",
            "notionalPrincipal",
            "periodCap",
            "periodFloor",
            "premiumDiscountAtIED",
            "rateMultiplier",
            "rateSpread",
            "statusDate",
        ),
        _BOTH,
    ),
    **dict.fromkeys(
        (
            "cycleAnchorDateOfInterestCalculationBase",
            "cycleAnchorDateOfPrincipalRedemption",
            "cycleOfInterestCalculationBase",
            "cycleOfPrincipalRedemption",
            "interestCalculationBase",
            "interestCalculationBaseAmount",
            "nextPrincipalRedemptionPayment",
        ),
        _LAM,
    ),
}
"""Terms that make flows, and the contract types that have them."""

INFORMATION: Final = frozenset(
    {
        "contractDealDate",
        "counterpartyID",
        "creatorID",
        "delinquencyPeriod",
        "delinquencyRate",
        "gracePeriod",
        "marketObjectCode",
        "marketValueObserved",
        "seniority",
    }
)
"""Terms that change no scheduled flow."""

NEUTRAL: Final[dict[str, tuple[str | Fraction, ...]]] = {
    "contractPerformance": ("PF",),
    "cyclePointOfInterestPayment": ("E",),
    "cyclePointOfRateReset": ("B",),
    "feeAccrued": (Fraction(0),),
    "feeRate": (Fraction(0),),
    "interestScalingMultiplier": (Fraction(1),),
    "notionalScalingMultiplier": (Fraction(1),),
    "penaltyRate": (Fraction(0),),
    "penaltyType": ("N",),
    "prepaymentEffect": ("N",),
    "scalingEffect": ("000", "OOO"),
}
"""Terms taken only with a value that changes nothing."""

UNSUPPORTED: Final = frozenset(
    {
        "amortizationDate",
        "arrayCycleAnchorDateOfInterestPayment",
        "arrayCycleAnchorDateOfPrincipalRedemption",
        "arrayCycleAnchorDateOfRateReset",
        "arrayCycleOfInterestPayment",
        "arrayCycleOfPrincipalRedemption",
        "arrayCycleOfRateReset",
        "arrayFixedVariable",
        "arrayIncreaseDecrease",
        "arrayNextPrincipalRedemptionPayment",
        "arrayRate",
        "contractStructure",
        "creditEventTypeCovered",
        "cycleAnchorDateOfFee",
        "cycleAnchorDateOfOptionality",
        "cycleAnchorDateOfScalingIndex",
        "cycleOfFee",
        "cycleOfOptionality",
        "cycleOfScalingIndex",
        "feeBasis",
        "fixingPeriod",
        "marketObjectCodeOfScalingIndex",
        "nonPerformingDate",
        "optionExerciseEndDate",
        "prepaymentPeriod",
        "priceAtPurchaseDate",
        "priceAtTerminationDate",
        "purchaseDate",
        "scalingIndexAtContractDealDate",
        "scalingIndexAtStatusDate",
        "settlementCurrency",
        "terminationDate",
    }
)
"""Terms of the dictionary that would change flows and are not supported."""

DAY_COUNTS: Final = {
    "AA": "ACT/ACT ISDA",
    "A360": "ACT/360",
    "A365": "ACT/365F",
    "30E360": "30E/360",
    "30E360ISDA": "30E/360 ISDA",
}
"""The dictionary's words for day counts, and ours."""

ROLES: Final = {"RPA": 1, "RPL": -1}
"""Who receives principal back and interest: +1, and who pays it: -1."""
