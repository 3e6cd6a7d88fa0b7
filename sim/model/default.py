"""When things go wrong: what a tranche promises for it, and the events that tell such a story.

Shares and rates are per cent. Of units entitled to vote: those of the record date but the issuer's.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from sim.model.amounts import (
    DaysOrNone,
    Money,
    PricePercent,
    RatePercent,
    Share,
    SignedPercent,
    Years,
)
from sim.model.facts import Facts, word
from sim.model.happening import Happening
from sim.model.moments import CivilDate
from sim.model.names import Code, Name

__all__ = [
    "DEFAULT_EVENTS",
    "Accelerate",
    "Cure",
    "DeclareDefault",
    "Default",
    "Matter",
    "Miss",
    "Propose",
    "Recover",
    "Rescind",
    "Vote",
    "Waterfall",
]

GraceCount = Literal["business", "calendar"]
Waterfall = Literal["pari_passu", "interest_first", "principal_first"]
Matter = Literal["amend", "waive", "accelerate"]


class Default(Facts):
    """What happens to a payment that is missed, and what holders may decide together."""

    grace_days: DaysOrNone = Field(
        description="days after an interest payment date", examples=["5"]
    )
    principal_grace_days: DaysOrNone = Field(
        default=0, description="days after a payment date of principal", examples=["3"]
    )
    grace_counts: Annotated[GraceCount, word("kind of day", GraceCount)] = Field(
        default="business", description="which days grace counts", examples=['"calendar"']
    )
    default_rate: Share = Field(
        default=Decimal(0), description="a year on what is paid late; 0 = none", examples=["6"]
    )
    acceleration_share: Share = Field(
        default=Decimal(25), description="in favour, of units entitled", examples=["25"]
    )
    requisition_share: Share = Field(
        default=Decimal(10), description="of all units, to call a vote", examples=["10"]
    )
    quorum: Share = Field(
        default=Decimal(50), description="cast, of units entitled", examples=["50"]
    )
    adjourned_quorum: Share = Field(
        default=Decimal(25), description="the second time", examples=["25"]
    )
    majority: Share = Field(default=Decimal(75), description="of votes cast", examples=["75"])
    waterfall: Annotated[Waterfall, word("waterfall", Waterfall)] = Field(
        default="pari_passu",
        description="what a recovery pays first, after costs",
        examples=['"interest_first"'],
    )
    prescription_years: Years = Field(
        default=10, description="after maturity, until claims end", examples=["10"]
    )


class _OfTranche(Happening):
    tranche: Code = Field(description="of what", examples=['"HKD"'])


class Miss(_OfTranche):
    """The issuer does not bring the money for what is due that day."""

    kind: Literal["miss"]


class Cure(_OfTranche):
    """The issuer brings what it missed, and the default interest the tranche promises."""

    kind: Literal["cure"]


class DeclareDefault(_OfTranche):
    """Somebody says that payments are still missed after their grace; then the bond trades flat."""

    kind: Literal["declare_default"]
    by: Name = Field(description="who says so, anyone may", examples=['"reed-pension"'])


class Accelerate(_OfTranche):
    """The trustee makes everything due at once."""

    kind: Literal["accelerate"]


class Rescind(_OfTranche):
    """The trustee undoes an acceleration, once everything missed was cured."""

    kind: Literal["rescind"]


class Recover(_OfTranche):
    """Money from the issuer's estate: costs first, then every unit of the record date alike."""

    kind: Literal["recover"]
    amount: Money = Field(description="what comes in", examples=["12_500_000"])
    costs: Money | None = Field(
        default=None, description="the trustee's, paid first", examples=["250_000"]
    )
    record: CivilDate = Field(description="holders at its close are paid", examples=["2024-03-14"])


class Propose(_OfTranche):
    """A vote is called: on new terms, on waiving a default, on acceleration."""

    kind: Literal["propose"]
    name: Name = Field(description="how votes name it", examples=['"extension"'])
    by: Name = Field(description="issuer, trustee, or enough units", examples=['"harbour-city"'])
    matter: Annotated[Matter, word("matter", Matter)] = Field(
        description="what is voted on", examples=['"amend"']
    )
    record: CivilDate = Field(description="holders at its close vote", examples=["2024-03-14"])
    closes: CivilDate = Field(description="voting ends at 15:00", examples=["2024-03-21"])
    adjourned: CivilDate | None = Field(
        default=None,
        description="a second end, without a quorum at the first",
        examples=["2024-03-28"],
    )
    maturity: CivilDate | None = Field(
        default=None,
        description="the new one: instalments stay, and the last one moves to it",
        examples=["2026-02-16"],
    )
    redemption: PricePercent | None = Field(
        default=None,
        description="what is paid of face at maturity, per cent; if not given, as before: par",
        examples=["103.5"],
    )
    rate: RatePercent | None = Field(
        default=None,
        description="coupon of every period that starts after the vote, for steps too",
        examples=["5.25"],
    )
    spread: SignedPercent | None = Field(
        default=None,
        description="of a floating coupon, in every rate fixed after the vote",
        examples=["1.10"],
    )


class Vote(Happening):
    """A holder of the record date votes all its units, at 13:00.

    A client tells its custodian. Its nominee casts what it was told at 14:00 of the day voting
    ends, an hour before the end.
    """

    kind: Literal["vote"]
    proposal: Name = Field(description="on what", examples=['"extension"'])
    party: Name = Field(description="who votes", examples=['"reed-pension"'])
    in_favour: bool = Field(description="for, or against", examples=["true"])


DEFAULT_EVENTS: Final[dict[str, type[Facts]]] = {
    "miss": Miss,
    "cure": Cure,
    "declare_default": DeclareDefault,
    "accelerate": Accelerate,
    "rescind": Rescind,
    "recover": Recover,
    "propose": Propose,
    "vote": Vote,
}
