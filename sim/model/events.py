"""What is scheduled to happen: the story a scenario tells, one table an event.

An event says what a party tries to do; the contracts decide whether it may. `date` is a civil day
of the deal's time zone; the hour within the day follows from the kind (register changes first).
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from sim.model.amounts import Count, CountOrNone, DaysOrNone, PricePercent
from sim.model.default import (
    DEFAULT_EVENTS,
    Accelerate,
    Cure,
    DeclareDefault,
    Miss,
    Propose,
    Recover,
    Rescind,
    Vote,
)
from sim.model.facts import Facts, word
from sim.model.happening import Happening as _Happening
from sim.model.moments import CivilDate
from sim.model.names import Code, Name, Text
from sim.model.reopening import Reopening
from sim.model.words import Authority, Fault, Ground, RailKind, ShortOf

__all__ = [
    "EVENT_KINDS",
    "Break",
    "CancelUnits",
    "ClaimWithheld",
    "Elect",
    "Event",
    "ForcedTransfer",
    "Freeze",
    "FreezeUnits",
    "GiveNotice",
    "Pause",
    "ReplaceAccount",
    "Trade",
    "Transfer",
    "Unfreeze",
    "Unpause",
    "WithdrawOrder",
]


class Freeze(_Happening):
    """An account is frozen: it can neither send, receive nor be paid."""

    kind: Literal["freeze"]
    party: Name = Field(description="whose account", examples=['"harbour-life"'])


class Unfreeze(_Happening):
    """A freeze is lifted."""

    kind: Literal["unfreeze"]
    party: Name = Field(description="whose account", examples=['"harbour-life"'])


class FreezeUnits(_Happening):
    """Some units of an account are frozen; what it has beyond them moves as before."""

    kind: Literal["freeze_units"]
    party: Name = Field(description="whose units", examples=['"harbour-life"'])
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    units: CountOrNone = Field(
        description="how many are frozen from now on, in all; 0 lifts it", examples=["4"]
    )


class Pause(_Happening):
    """A tranche stops: nothing moves but redemptions, forced transfers and recoveries."""

    kind: Literal["pause"]
    tranche: Code = Field(description="what stops", examples=['"HKD"'])


class Unpause(_Happening):
    """A pause is lifted."""

    kind: Literal["unpause"]
    tranche: Code = Field(description="what goes on", examples=['"HKD"'])


class ForcedTransfer(_Happening):
    """Units move by order, whatever holds them back; the receiver must be able to hold."""

    kind: Literal["forced_transfer"]
    from_party: Name = Field(alias="from", description="who loses", examples=['"harbour-life"'])
    to_party: Name = Field(alias="to", description="who receives", examples=['"reed-pension"'])
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    units: Count = Field(description="how many units", examples=["2"])
    by: Annotated[Authority, word("authority", Authority)] = Field(
        default="regulator", description="who orders it", examples=['"registrar"']
    )
    reason: Text | None = Field(
        default=None, description="on what ground", examples=['"court order HCA 1"']
    )


class ReplaceAccount(_Happening):
    """A party lost its key: the registrar puts another account in its place, for good.

    The other one takes over units, freezes, rights and open instructions; from that day it acts.
    Settlement money stays where it is: cash tokens are their issuers' and know no recovery.
    """

    kind: Literal["replace_account"]
    lost: Name = Field(description="whose key is lost", examples=['"harbour-life"'])
    replacement: Name = Field(
        description="the party that takes its place", examples=['"harbour-life-2"']
    )


class Transfer(_Happening):
    """A plain token transfer without payment, which the register may refuse."""

    kind: Literal["transfer"]
    from_party: Name = Field(alias="from", description="who sends", examples=['"harbour-life"'])
    to_party: Name = Field(alias="to", description="who receives", examples=['"reed-pension"'])
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    units: Count = Field(description="how many units", examples=["2"])


class Trade(_Happening):
    """A trade between two parties, settled delivery versus payment."""

    kind: Literal["trade"]
    seller: Name = Field(description="who delivers", examples=['"harbour-life"'])
    buyer: Name = Field(description="who pays", examples=['"reed-pension"'])
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    units: Count = Field(description="how many units", examples=["10"])
    price: PricePercent | None = Field(
        default=None,
        description="clean, per 100 of face; none, of a zero coupon = what its discount grew to",
        examples=["100"],
    )
    settlement_days: DaysOrNone | None = Field(
        default=None, description="business days; none = the tranche's own", examples=["2"]
    )
    rail: Annotated[RailKind, word("rail", RailKind)] | None = Field(
        default=None, description="money used; none = the tranche's first", examples=['"cbdc"']
    )
    short_of: Annotated[ShortOf, word("shortage", ShortOf)] | None = Field(
        default=None,
        description="cash: the buyer's money is not there when due",
        examples=['"cash"'],
    )
    until: CivilDate | None = Field(
        default=None,
        description="the day the money arrives; none = never",
        examples=["2023-08-16"],
    )


class ClaimWithheld(_Happening):
    """A holder asks for payments that were withheld from it."""

    kind: Literal["claim_withheld"]
    party: Name = Field(description="who claims", examples=['"harbour-life"'])
    tranche: Code = Field(description="of what", examples=['"HKD"'])


class WithdrawOrder(_Happening):
    """An investor takes back its orders for a tranche while the book is open."""

    kind: Literal["withdraw_order"]
    investor: Name = Field(description="whose orders", examples=['"harbour-life"'])
    tranche: Code = Field(description="for what", examples=['"HKD"'])


class Break(_Happening):
    """From that day, the client's next booking in its custodian's book goes wrong.

    Nothing happens on chain. The correcting booking comes on the morning of `resolved`.
    """

    kind: Literal["break"]
    custodian: Name = Field(description="whose book", examples=['"harbour-custody"'])
    client: Name = Field(description="whose booking", examples=['"tern-fund"'])
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    fault: Annotated[Fault, word("fault", Fault)] = Field(
        description="what goes wrong", examples=['"missed booking"']
    )
    units: Count | None = Field(
        default=None,
        description="missed booking: only one of so many units; wrong quantity: what is booked",
        examples=["40"],
    )
    resolved: CivilDate | None = Field(
        default=None,
        description="the day of the correcting booking; none = left open, and the run fails",
        examples=["2023-08-22"],
    )


class GiveNotice(_Happening):
    """The issuer gives notice that it repays everything, or a part, with a payment of interest."""

    kind: Literal["call"]
    tranche: Code = Field(description="what is called", examples=['"HKD"'])
    payment: CivilDate = Field(
        description="agreed date of the payment it goes with", examples=["2023-08-16"]
    )
    ground: Annotated[Ground, word("ground", Ground)] = Field(
        default="option", description="which of the terms allows it", examples=['"tax"']
    )


class Elect(_Happening):
    """A holder says how many of its units it wants repaid on the date of a put.

    A client does so through its custodian; its nominee elects the sum for all.
    """

    kind: Literal["put"]
    party: Name = Field(description="whose units", examples=['"harbour-life"'])
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    payment: CivilDate = Field(
        description="agreed date of the payment it goes with", examples=["2023-08-16"]
    )
    units: CountOrNone = Field(description="how many in all; 0 takes it back", examples=["4"])


class CancelUnits(_Happening):
    """The issuer destroys units it bought back: trades whose buyer it is."""

    kind: Literal["cancel"]
    tranche: Code = Field(description="of what", examples=['"HKD"'])
    units: Count = Field(description="how many units", examples=["4"])


Event = Annotated[
    Freeze
    | Unfreeze
    | Transfer
    | Trade
    | ClaimWithheld
    | WithdrawOrder
    | ForcedTransfer
    | FreezeUnits
    | Pause
    | Unpause
    | ReplaceAccount
    | Break
    | GiveNotice
    | Elect
    | CancelUnits
    | Reopening
    | Miss
    | Cure
    | DeclareDefault
    | Accelerate
    | Rescind
    | Recover
    | Propose
    | Vote,
    Field(discriminator="kind"),
]

EVENT_KINDS: Final[dict[str, type[Facts]]] = {
    "freeze": Freeze,
    "unfreeze": Unfreeze,
    "transfer": Transfer,
    "trade": Trade,
    "claim_withheld": ClaimWithheld,
    "withdraw_order": WithdrawOrder,
    "forced_transfer": ForcedTransfer,
    "freeze_units": FreezeUnits,
    "pause": Pause,
    "unpause": Unpause,
    "replace_account": ReplaceAccount,
    "break": Break,
    "call": GiveNotice,
    "put": Elect,
    "cancel": CancelUnits,
    "tap": Reopening,
    **DEFAULT_EVENTS,
}
