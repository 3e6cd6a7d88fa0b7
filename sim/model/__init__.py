"""Frozen facts parsed from a scenario file. What is true before a date is computed lives here.

`load` and `parse` return a `Scenario` or raise ScenarioError with every mistake of the file:
first pydantic reads each key, then `rules` compares keys with one another.
"""

from sim.model.coupon import (
    Coupon,
    FixedCoupon,
    FloatingCoupon,
    InflationCoupon,
    PayingCoupon,
    SteppedCoupon,
    ZeroCoupon,
)
from sim.model.default import (
    Accelerate,
    Cure,
    DeclareDefault,
    Default,
    Miss,
    Propose,
    Recover,
    Rescind,
    Vote,
)
from sim.model.events import (
    Break,
    CancelUnits,
    ClaimWithheld,
    Elect,
    Event,
    ForcedTransfer,
    Freeze,
    FreezeUnits,
    GiveNotice,
    Pause,
    ReplaceAccount,
    Trade,
    Transfer,
    Unfreeze,
    Unpause,
    WithdrawOrder,
)
from sim.model.market import Book, Calendar, Order, Trading
from sim.model.options import Call, CleanUpCall, PartialCall, Put, Tap, Tax, TaxCall
from sim.model.party import Offer, Party
from sim.model.principal import BulletPrincipal, LinearPrincipal, Principal, TablePrincipal
from sim.model.read import builtin_names, describe, from_resolved, load, parse, resolved
from sim.model.reopening import Reopening, TapOrder
from sim.model.scenario import Scenario
from sim.model.tranche import Rail, Tranche

__all__ = [
    "Accelerate",
    "Book",
    "Break",
    "BulletPrincipal",
    "Calendar",
    "Call",
    "CancelUnits",
    "ClaimWithheld",
    "CleanUpCall",
    "Coupon",
    "Cure",
    "DeclareDefault",
    "Default",
    "Elect",
    "Event",
    "FixedCoupon",
    "FloatingCoupon",
    "ForcedTransfer",
    "Freeze",
    "FreezeUnits",
    "GiveNotice",
    "InflationCoupon",
    "LinearPrincipal",
    "Miss",
    "Offer",
    "Order",
    "PartialCall",
    "Party",
    "Pause",
    "PayingCoupon",
    "Principal",
    "Propose",
    "Put",
    "Rail",
    "Recover",
    "Reopening",
    "ReplaceAccount",
    "Rescind",
    "Scenario",
    "SteppedCoupon",
    "TablePrincipal",
    "Tap",
    "TapOrder",
    "Tax",
    "TaxCall",
    "Trade",
    "Trading",
    "Tranche",
    "Transfer",
    "Unfreeze",
    "Unpause",
    "Vote",
    "WithdrawOrder",
    "ZeroCoupon",
    "builtin_names",
    "describe",
    "from_resolved",
    "load",
    "parse",
    "resolved",
]
