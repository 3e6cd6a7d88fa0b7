from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.custody import Booking, Client, Standing, Tiers


@pytest.fixture
def tiers() -> Tiers:
    """Two custodians behind one nominee: ann and bob are clients of east, cat of west."""
    behind = {"ann": "east", "bob": "east", "cat": "west"}
    clients = {
        name: Client(name, f"S{number:04d}", custodian, "omnibus")
        for number, (name, custodian) in enumerate(behind.items(), start=1)
    }
    return Tiers(clients, {"east": "omnibus", "west": "omnibus"})


@pytest.fixture
def line(tiers) -> Callable[..., Booking]:
    """A line of a book; the account follows from the client, in a nominee's book `for_client`."""

    def make(book: str, holder: str, units: int, amount: int = 0, **other: object) -> Booking:
        client = tiers.clients.get(str(other.pop("for_client", holder)))
        told = {
            "at": 100,
            "value_at": other.get("at", 100),
            "account": client.account if client else "",
            "tranche": "HKD",
            "purpose": "TRAD",
            "currency": "HKD",
            "reference": "I000001",
            "standing": Standing.BOOKED,
            **other,
        }
        return Booking(book=book, holder=holder, units=units, amount=amount, **told)

    return make
