"""The small deal with a nominee, two custodians and three clients, in a few words.

Of 100 units alder holds 50 directly; ann has 20 and bob 20 through east, cat 10 through west.
"""

from __future__ import annotations

from datetime import date

from sim.model import Scenario
from tests.scenarios import event, order, party, small

TIERS = (
    party("omnibus", roles=["nominee"]),
    party("east", roles=["custodian"], behind="omnibus"),
    party("west", roles=["custodian"], behind="omnibus"),
    party("ann", through="east"),
    party("bob", through="east"),
    party("cat", through="west"),
)
ORDERS = (order("alder", 50), order("ann", 20), order("bob", 20), order("cat", 10))


def behind(*tables: str, **head: object) -> Scenario:
    """The deal with more tables; orders as above unless tables have their own."""
    own = any(text.startswith(("[[order]]", "[book]")) for text in tables)
    return small(*TIERS, *(() if own else ORDERS), *tables, **head)


def broken(day: date, client: str = "ann", fault: str = "missed booking", **other: object) -> str:
    """A break in the book of the client's custodian."""
    custodian = "west" if client == "cat" else "east"
    told = {"custodian": custodian, "client": client, "tranche": "HKD", "fault": fault, **other}
    return event("break", day, **told)
