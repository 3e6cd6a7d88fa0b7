"""The elements of the ICMA Bond Data Taxonomy 1.2, line by line, and what is done with each.

Names and nesting are those of its XML schema of 2 February 2024, in the schema's order; paths start
below `Document.ICMABondDataTaxonomy`. To carry one more term, turn its line into `Carried` or
`Worded`: writing, reading and the list of what could not be told follow. A term without a line goes
into the extension under its own name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sim.interchange import words
from sim.interchange.words import Terms

__all__ = ["ELEMENTS", "GROUPS", "Aside", "Carried", "Constant", "Made", "Refused", "Worded"]


@dataclass(frozen=True, slots=True)
class Carried:
    """A term of the tranche as it is: a decimal or a date.

    One that `repeats` a term must agree with it, and does not stand in for it.
    """

    key: str
    form: Literal["decimal", "date"]
    example: str
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """Terms told by a word; `others` are words of the taxonomy that cannot be simulated.

    One that is not `written` is understood, and left out since it could only say the same again.
    """

    words: Mapping[str, Terms]
    others: tuple[str, ...] = ()
    repeats: bool = False
    written: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """Every term a word of it may tell, the first its own."""
        return tuple(dict.fromkeys(key for terms in self.words.values() for key in terms))


@dataclass(frozen=True, slots=True)
class Constant:
    """What is the same of every tranche here; anything else would change a payment."""

    value: str
    form: Literal["decimal", "word"]
    written: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """Worked out from the terms, the parties or the simulator; read by a function of its own."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Would change what is paid or when, in a way a tranche has no term for."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Changes no payment: read over and told. `required` where a schema-valid document has it."""

    required: bool = False


Element = Carried | Worded | Constant | Made | Refused | Aside

_INTEREST: Final = "Product.InterestPayment"
_PAYMENTS: Final = f"{_INTEREST}.InterestPayments"
#: Elements that only hold others.
GROUPS: Final = ("Issuance", "Product", _INTEREST, _PAYMENTS)

ELEMENTS: Final[Mapping[str, Element]] = {
    "PartyRole": Made(),
    "Party": Made(),
    "Issuance.IssuanceType": Aside(required=True),
    "Issuance.SpecifiedDenomination": Carried("minimum_denomination", "decimal", '"1000000"'),
    "Issuance.IntegralMultiples": Carried("calculation_amount", "decimal", '"500000"'),
    "Issuance.CalculationAmount": Carried("calculation_amount", "decimal", '"500000"'),
    "Issuance.EarlyRedemptionAmountPercentage": Refused(),
    "Issuance.FinalRedemptionAmountPercentage": Constant("100", "decimal"),
    "Issuance.ChangeOfInterestPaymentBasis": Refused(),
    "Issuance.SpecifiedCurrency": Worded(words.CURRENCIES),
    "Issuance.PaymentCurrency": Worded(words.CURRENCIES, repeats=True, written=False),
    "Issuance.SettlementCurrency": Worded(words.CURRENCIES, repeats=True, written=False),
    "Issuance.PricingDate": Carried("priced", "date", '"2023-02-15"'),
    "Issuance.IssueDate": Carried("issued", "date", '"2023-02-16"'),
    "Issuance.SettlementDate": Carried("issued", "date", '"2023-02-16"', repeats=True),
    "Issuance.IssuePrice": Carried("issue_price", "decimal", '"100"'),
    "Issuance.IndicationOfYield": Aside(),
    "Issuance.ReofferPrice": Aside(),
    "Issuance.ReofferYield": Carried("yield", "decimal", '"4.05"'),
    "Issuance.Benchmark": Aside(),
    "Issuance.ReofferSpreadToBenchmark": Aside(),
    "Issuance.MidSwapRate": Aside(),
    "Issuance.ReofferSpreadtoMidSwapRate": Aside(),
    "Issuance.Fee": Aside(),
    "Issuance.Proceeds": Aside(),
    "Issuance.AllIn": Aside(),
    "Issuance.Listing": Aside(required=True),
    "Issuance.ClearingSettlementSystem": Aside(),
    "Issuance.DltPlatform": Made(),
    "Issuance.MethodOfDistribution": Aside(),
    "Issuance.GoverningLaw": Aside(required=True),
    "Issuance.Expenses": Aside(),
    "Issuance.Documentation": Aside(),
    "Issuance.SellingRestrictions": Aside(required=True),
    "Issuance.PRIIPsRestriction": Aside(),
    "Issuance.AdditionalSellingRestrictions": Aside(),
    "Issuance.ManufacturerTargetMarket": Aside(required=True),
    "Issuance.NegativePledge": Aside(),
    "Issuance.GrossUp": Aside(),
    "Issuance.CrossDefault": Aside(),
    "Issuance.SubstitutionOrVariation": Aside(),
    "Issuance.CallPutOption": Refused(),
    "Issuance.OptionalRedemption": Refused(),
    "Issuance.RedemptionPaymentBasis": Constant("PAR", "word", written=False),
    "Issuance.YieldToCall": Refused(),
    "Product.SecurityIdentifierList": Made(),
    "Product.Series": Made(),
    "Product.Tranche": Made(),
    "Product.FormOfNote": Aside(required=True),
    "Product.StatusOfNote": Aside(required=True),
    "Product.AggregateNominalAmount": Carried("size", "decimal", '"800000000"'),
    "Product.OutstandingAmountBeforeIncrease": Refused(),
    "Product.OutstandingAmountAfterIncrease": Refused(),
    "Product.ExpectedProductRating": Aside(),
    "Product.MaturityDate": Carried("maturity", "date", '"2024-02-16"'),
    f"{_INTEREST}.InterestType": Worded(words.INTEREST_TYPES),
    f"{_INTEREST}.InterestRate": Carried("coupon.rate", "decimal", '"4.05"'),
    f"{_INTEREST}.InterestCommencementDate": Carried(
        "issued", "date", '"2023-02-16"', repeats=True
    ),
    f"{_PAYMENTS}.InterestPaymentFrequency": Worded(words.FREQUENCIES),
    f"{_PAYMENTS}.PayableDate": Made(),
    f"{_PAYMENTS}.FirstPayment": Made(),
    f"{_PAYMENTS}.LastPayment": Made(),
    f"{_INTEREST}.FloatingRatePayment": Refused(),
    "Product.DayCountFraction": Worded(words.DAY_COUNTS, ("30/365",)),
    "Product.BusinessDayConvention": Worded(words.BUSINESS_DAYS),
    "Product.BusinessDayCenter": Worded(words.CENTRES, ("FRANKFURT", "LUXEMBOURG")),
    "Product.Optionality": Refused(),
    "Product.Taxonomy": Aside(),
    "Product.DLTBondIndicator": Made(),
}
