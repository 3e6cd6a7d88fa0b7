"""Frozen facts parsed from a scenario file. What is true before a date is computed lives here.

`load` and `parse` return a `Scenario` or raise ScenarioError with every mistake of the file:
first pydantic reads each key, then `rules` compares keys with one another.
"""

from sim.model.events import (
    ClaimWithheld,
    Event,
    ForcedTransfer,
    Freeze,
    FreezeUnits,
    Pause,
    ReplaceAccount,
    Trade,
    Transfer,
    Unfreeze,
    Unpause,
    WithdrawOrder,
)
from sim.model.market import Book, Calendar, Order, Trading
from sim.model.party import Offer, Party
from sim.model.read import builtin_names, describe, from_resolved, load, parse, resolved
from sim.model.scenario import Scenario
from sim.model.tranche import FixedCoupon, Rail, Tranche

__all__ = [
    "Book",
    "Calendar",
    "ClaimWithheld",
    "Event",
    "FixedCoupon",
    "ForcedTransfer",
    "Freeze",
    "FreezeUnits",
    "Offer",
    "Order",
    "Party",
    "Pause",
    "Rail",
    "ReplaceAccount",
    "Scenario",
    "Trade",
    "Trading",
    "Tranche",
    "Transfer",
    "Unfreeze",
    "Unpause",
    "WithdrawOrder",
    "builtin_names",
    "describe",
    "from_resolved",
    "load",
    "parse",
    "resolved",
]
