"""Who stands behind whom, written out or drawn."""

from __future__ import annotations

import pytest

from sim.custody import NO_TIERS, tiers_of
from tests.scenarios import book, newcomer, party, small

BEHIND = (
    party("omnibus", roles=["nominee"]),
    party("east", roles=["custodian"], behind="omnibus"),
    party("west", roles=["custodian"], behind="omnibus"),
)


def test_a_deal_in_which_everybody_holds_directly():
    assert tiers_of(small(newcomer("someone", "nominee"))) is NO_TIERS
    assert NO_TIERS.holder("alder") == "alder"


def test_clients_are_numbered_in_the_order_of_the_file():
    tiers = tiers_of(small(*BEHIND, party("cat", through="west"), party("ann", through="east")))
    assert [(c.name, c.account, c.custodian, c.nominee) for c in tiers.clients.values()] == [
        ("cat", "S0001", "west", "omnibus"),
        ("ann", "S0002", "east", "omnibus"),
    ]
    assert tiers.of_account("S0002").name == "ann"
    with pytest.raises(KeyError):
        tiers.of_account("S0003")


def test_the_nominee_holds_for_a_client_and_anybody_else_for_himself():
    tiers = tiers_of(small(*BEHIND, party("ann", through="east")))
    assert (tiers.holder("ann"), tiers.holder("alder")) == ("omnibus", "alder")
    assert tiers.nominees == ("omnibus",)


def test_whoever_keeps_books_has_clients_behind_it():
    tiers = tiers_of(small(*BEHIND, party("cat", through="west"), party("ann", through="east")))
    assert tiers.behind("omnibus") == ("cat", "ann")
    assert (tiers.behind("east"), tiers.behind("alder")) == (("ann",), ())


class TestDrawn:
    def behind(self, seed: int, **shares: int) -> dict[str, list[str]]:
        told = ", ".join(f"{name} = {share}" for name, share in shares.items())
        drawn = book() + f"through = {{ {told} }}\n"
        tiers = tiers_of(small(*BEHIND, drawn, seed=seed))
        return {
            name: [client.name for client in tiers.clients.values() if client.custodian == name]
            for name in shares
        }

    def test_each_custodian_gets_its_share_rounded_down(self):
        found = self.behind(7, east=25, west=30)
        # Of twelve: three, and 3.6.
        assert (len(found["east"]), len(found["west"])) == (3, 3)
        assert not set(found["east"]) & set(found["west"])

    def test_the_seed_draws_them(self):
        assert self.behind(7, east=50) == self.behind(7, east=50)
        assert self.behind(7, east=50) != self.behind(8, east=50)

    def test_who_they_are_does_not_change(self):
        # Pinned: every ledger of such a run depends on it.
        assert self.behind(7, east=25, west=30) == {
            "east": ["investor-002", "investor-006", "investor-007"],
            "west": ["investor-009", "investor-010", "investor-011"],
        }

    def test_all_of_them(self):
        found = self.behind(7, east=100)
        assert len(found["east"]) == 12
