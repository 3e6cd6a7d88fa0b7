"""Who stands behind whom: clients behind custodians, custodians behind nominees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sim.chance import Stream
from sim.model import Scenario

__all__ = ["NO_TIERS", "Client", "Tiers", "tiers_of"]


@dataclass(frozen=True, slots=True)
class Client:
    """An investor without an account on chain. `account` is its safekeeping account."""

    name: str
    account: str
    custodian: str
    nominee: str


@dataclass(frozen=True, slots=True)
class Tiers:
    """Every client by name, and the nominee of each custodian."""

    clients: Mapping[str, Client]
    custodians: Mapping[str, str]

    def holder(self, name: str) -> str:
        """The party that holds on chain for a party: its nominee, or itself."""
        client = self.clients.get(name)
        return name if client is None else client.nominee

    def behind(self, keeper: str) -> tuple[str, ...]:
        """Clients of a nominee, or of a custodian, in the order of their accounts."""
        return tuple(
            client.name
            for client in self.clients.values()
            if keeper in (client.nominee, client.custodian)
        )

    def of_account(self, account: str) -> Client:
        """The client of a safekeeping account. Raises KeyError if it is nobody's."""
        for client in self.clients.values():
            if client.account == account:
                return client
        raise KeyError(account)

    @property
    def nominees(self) -> tuple[str, ...]:
        """Nominees that hold for custodians, in the order of the file."""
        return tuple(dict.fromkeys(self.custodians.values()))


NO_TIERS: Final = Tiers(MappingProxyType({}), MappingProxyType({}))
"""A deal in which everybody holds directly."""


def tiers_of(scenario: Scenario) -> Tiers:
    """The tiers of a scenario: parties as written, drawn investors by the shares of the book."""
    custodians = {party.name: party.behind for party in scenario.parties if party.behind}
    if not custodians:
        return NO_TIERS
    through = {party.name: party.through for party in scenario.parties if party.through}
    through.update(_drawn(scenario))
    # Accounts are numbered: a name need not fit the 32 bytes of a trade's reference, nor go there.
    clients = {
        name: Client(name, f"S{number:04d}", custodian, custodians[custodian])
        for number, (name, custodian) in enumerate(through.items(), start=1)
    }
    return Tiers(MappingProxyType(clients), MappingProxyType(custodians))


def _drawn(scenario: Scenario) -> dict[str, str]:
    """Custodians of drawn investors; each share is rounded down to whole investors."""
    book = scenario.book
    if book is None or not book.through:
        return {}
    names = Stream(scenario.seed, "book", "through").shuffle(book.names())
    behind: dict[str, str] = {}
    for custodian, share in book.through.items():
        for _ in range(int(book.investors * share / 100)):
            behind[names.pop()] = custodian
    return {name: behind[name] for name in book.names() if name in behind}
